"""`import_entries`, as commands.md names it."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from disclosure.importing.models import ImportRun
from disclosure.models import ListEntry
from portal.agencies.models import AgencyName
from tests.importing.conftest import HEAD, lines
from tests.importing.messy import csv_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "daftar.csv"
    path.write_bytes(csv_bytes([HEAD, *lines(3)]))
    return path


def run(*args: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("import_entries", *[str(a) for a in args], "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_dry_run_tells_and_writes_nothing(file: Path, world: SimpleNamespace, catalogue: None) -> None:
    found = run(file, "--agency", "DINSOS", "--dry-run")
    assert (found["rows"], found["new"], found["rejected"]) == (3, 3, 0)
    assert found["columns"]["title"] == "Judul Informasi"
    assert not ListEntry.objects.exists()
    assert not ImportRun.objects.exists()


def test_command_writes_drafts_and_then_finds_them_the_same(
    file: Path, world: SimpleNamespace, catalogue: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert run(file, "--agency", "DINSOS")["new"] == 3
    assert ListEntry.objects.filter(live=False).count() == 3
    assert run(file, "--agency", "dinsos")["same"] == 3
    assert ListEntry.objects.count() == 3


def test_former_code_is_accepted(file: Path, world: SimpleNamespace, catalogue: None) -> None:
    from datetime import date

    AgencyName.objects.create(
        agency=world.dinsos, code="DSOS", name="Dinsos lama", valid_until=date(2020, 1, 1)
    )
    assert run(file, "--agency", "DSOS", "--dry-run")["new"] == 3


def test_rejected_rows_give_their_cell_and_exit_with_one(
    tmp_path: Path, world: SimpleNamespace, catalogue: None
) -> None:
    rows = lines(2)
    rows[1][6] = "Entahlah"
    path = tmp_path / "daftar.csv"
    path.write_bytes(csv_bytes([HEAD, *rows]))
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("import_entries", str(path), "--agency", "DINSOS", "--dry-run", "--json", stdout=out)
    assert left.value.code == 1
    problem = json.loads(out.getvalue())["problems"][0]
    assert (problem["row"], problem["cell"], problem["column"]) == (3, "G3", "G")


@pytest.mark.parametrize(("agency", "name"), [("XXX", "daftar.csv"), ("DINSOS", "tidak-ada.csv")])
def test_wrong_use_says_what_to_do(agency: str, name: str, file: Path, world: SimpleNamespace) -> None:
    with pytest.raises(CommandError) as wrong:
        call_command("import_entries", str(file.parent / name), "--agency", agency)
    assert wrong.value.returncode == 2
