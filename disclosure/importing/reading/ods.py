"""ODS, read as the stream of table rows that it is.

A reader of our own: a spreadsheet program repeats the last empty row a million times, and a library that builds
the whole document would hold it all.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from .grid import MAX_COLUMNS, MAX_SHEETS, MAX_TEXT, Sheet, UnreadableFile, has_password

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
MOST_REPEATED = 2_000


def read(content: bytes) -> list[Sheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = (
            archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
        )
        if b"encryption-data" in manifest:
            raise has_password()
        with archive.open("content.xml") as stream:
            return list(_sheets(stream))


def _sheets(stream: Any) -> Any:
    sheet: Sheet | None = None
    number = count = 0
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            if element.tag == f"{_TABLE}table":
                count += 1
                sheet, number = Sheet(element.get(f"{_TABLE}name", ""), hidden=False), 0
            continue
        if element.tag == f"{_TABLE}table-row" and sheet is not None:
            number = _row(element, sheet, number)
            element.clear()
        elif element.tag == f"{_TABLE}table" and sheet is not None:
            yield sheet
            sheet = None
            element.clear()
            if count >= MAX_SHEETS:
                return


def _row(element: Element, sheet: Sheet, number: int) -> int:
    """Add a row as often as it is repeated; returns the number of the last one."""
    repeated = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
    values: list[Any] = []
    links: dict[int, str] = {}
    spans: list[tuple[int, int, int]] = []
    for cell in element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), MAX_COLUMNS + 1 - len(values))
        if times <= 0:
            break
        value = None if cell.tag.endswith("covered-table-cell") else _value(cell)
        rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        columns = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        if rows > 1 or columns > 1:
            spans.append((len(values), rows, columns))
        target = next((a.get(_HREF, "") for a in cell.iter(f"{_TEXT}a")), "")
        if target:
            links[len(values)] = target
        values.extend([value] * times)
    while values and values[-1] is None:
        values.pop()
    if not values:
        return number + repeated
    if repeated > MOST_REPEATED:
        raise UnreadableFile(
            _("Lembar “%(sheet)s” mengulang baris yang sama ribuan kali. Hapus baris kosong di bawah daftar.")
            % {"sheet": sheet.name},
            code="too_many_rows",
        )
    for row in range(number + 1, number + repeated + 1):
        sheet.add(row, list(values))
        sheet.links.update({(row, column): target for column, target in links.items()})
    for column, rows, columns in spans:
        sheet.merges.append((number + 1, column, number + rows, column + columns - 1))
    return number + repeated


def _value(cell: Element) -> Any:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        written = cell.get(f"{_OFFICE}date-value", "")
        try:
            day: date = datetime.fromisoformat(written).date()
        except ValueError:
            return _text(cell) or written
        return _as_shown(_text(cell), day)
    if kind in ("float", "currency", "percentage"):
        number = float(cell.get(f"{_OFFICE}value", "0"))
        return int(number) if number.is_integer() else number
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    return _text(cell) or None


def _as_shown(shown: str, day: date) -> Any:
    """The text of a date cell where it shows less than a day ("Januari 2024"), otherwise the day."""
    digits = [
        part for part in shown.replace("/", " ").replace("-", " ").replace(".", " ").split() if part.isdigit()
    ]
    return (
        shown
        if shown and len(digits) == 1 and len(shown.split()) <= 2 and digits[0] == str(day.year)
        else day
    )


def _text(cell: Element) -> str:
    lines = ["".join(_pieces(paragraph)) for paragraph in cell.findall(f"{_TEXT}p")]
    return "\n".join(lines).strip()[:MAX_TEXT]


def _pieces(element: Element) -> Any:
    if element.text:
        yield element.text
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), 200)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif not child.tag.endswith("annotation"):
            yield from _pieces(child)
        if child.tail:
            yield child.tail
