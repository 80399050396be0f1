"""The importer against lists that people labelled by reading them (tests/importing/labels, issue: at least 95 % of
data rows, 98 % of labelled cells, no header or blank row).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from disclosure.importing.parsing.parser import parse_file
from disclosure.importing.reading.grid import UnreadableFile
from tests.importing.measuring import label_files, load, measure

LABELS = label_files()
ROWS_GOAL, CELLS_GOAL = 0.95, 0.98


@pytest.fixture(scope="module")
def lists(request: pytest.FixtureRequest) -> Path:
    if os.environ.get("CI") == "true":
        folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "dip"
        assert folder.is_dir(), "CI harus punya berkas nyata di ../shared"
        return folder
    shared: Path = request.getfixturevalue("shared_data")
    return shared / "dip"


def test_every_real_list_is_labelled(lists: Path) -> None:
    labelled = {load(path)["file"] for path in LABELS}
    assert {path.name for path in lists.iterdir()} == labelled


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_rows_and_cells_are_taken_when_a_real_list_is_read(path: Path, lists: Path) -> None:
    label = load(path)
    content = (lists / label["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == label["sha256"], "berkas berubah sejak dilabel"
    if label["kind"].startswith("not_a"):
        with pytest.raises(UnreadableFile) as refused:
            parse_file(label["file"], content)
        assert len(refused.value.message) > 30
        return
    found = measure(label, parse_file(label["file"], content))
    assert found.wrong_rows == []
    assert found.taken >= ROWS_GOAL * found.data_rows, found.missed_rows[:5]
    assert found.cells >= min(20, found.data_rows)
    assert found.right >= CELLS_GOAL * found.cells, found.misses[:5]


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_hold_what_they_promise(path: Path) -> None:
    """Twenty rows cell by cell, or all of them where a file has fewer."""
    label: dict[str, Any] = load(path)
    if label["kind"].startswith("not_a"):
        assert label["note"]
        return
    rows = {(line["sheet"], line["row"]) for line in label["cells"]}
    total = sum(
        int(str(part).partition("-")[2] or part) - int(str(part).partition("-")[0]) + 1
        for sheet in label["sheets"]
        for part in sheet["data_rows"]
    )
    assert len(rows) == len(label["cells"]) >= min(20, total)
