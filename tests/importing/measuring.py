"""Comparing what the importer took with what a person labelled (tests/importing/labels)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from disclosure.importing.parsing.parser import ParsedFile, parse_file

LABELS = Path(__file__).parent / "labels"
LISTS = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "dip"


@dataclass
class Measure:
    """Counts of one file. ``taken``: labelled data rows recognised with a title; ``wrong_rows``: rows taken that
    are none; ``cells``/``right``: labelled cells, and those in the right field with the right value.
    """

    name: str
    data_rows: int = 0
    taken: int = 0
    wrong_rows: list[tuple[str, int]] = field(default_factory=list)
    missed_rows: list[tuple[str, int]] = field(default_factory=list)
    cells: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)


def label_files() -> list[Path]:
    return sorted(LABELS.glob("*.yaml"))


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def numbers(ranges: list[Any]) -> set[int]:
    found: set[int] = set()
    for part in ranges:
        first, _dash, last = str(part).partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


def normal(text: str) -> str:
    return " ".join(text.split())


def agrees(expected: Any, found: str) -> bool:
    """Whether a value is the labelled one: whole, or by its beginning, end, length or a part."""
    text = normal(found)
    if isinstance(expected, dict):
        length = expected.get("length")
        return (
            text.startswith(normal(expected.get("starts", "")))
            and text.endswith(normal(expected.get("ends", "")))
            and normal(expected.get("contains", "")) in text
            and (length is None or abs(len(text) - length) <= 2)
        )
    return text == normal(str(expected))


def measure(label: dict[str, Any], parsed: ParsedFile) -> Measure:
    result = Measure(label["file"])
    rows = {(row.sheet, row.number): row for row in parsed.rows}
    expected: set[tuple[str, int]] = set()
    for sheet in label["sheets"]:
        expected |= {(sheet["name"], number) for number in numbers(sheet["data_rows"])}
    result.data_rows = len(expected)
    result.taken = sum(1 for key in expected if key in rows and not rows[key].problems)
    result.missed_rows = sorted(expected - rows.keys())
    result.wrong_rows = sorted(rows.keys() - expected)
    for line in label["cells"]:
        row = rows.get((line["sheet"], line["row"]))
        for name, value in line["values"].items():
            result.cells += 1
            found = row.values.get(name, "") if row else ""
            if row is not None and agrees(value, found):
                result.right += 1
            else:
                result.misses.append(f"{line['sheet']}!{line['row']} {name}: {value!r} != {found!r}")
    return result


def read_list(name: str) -> ParsedFile:
    return parse_file(name, (LISTS / name).read_bytes())
