"""Words of office files, place by place. A table's cell is told with the head of its column: a number under "NIK"
is only known for what it is together with that word.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from defusedxml import ElementTree

#: Unpacked bytes that are read of one part of an office file; more is no document.
LARGEST_PART = 60 * 1024 * 1024
MOST_ROWS = 60_000
HEAD_WITHIN = 15
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

Part = tuple[str, str]


class Unreadable(Exception):
    """The file cannot be opened; the argument is the stable reason: locked, broken, too_large."""


def plain(value: Any) -> str:
    """A cell as people read it: 3672041502850003.0 is the number without its point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return " ".join(str(value).split())


def told(rows: Iterable[list[str]]) -> Iterator[str]:
    """Rows as lines "head: value; head: value", once a head has been seen; as they stand before."""
    head: list[str] = []
    for number, cells in enumerate(rows):
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        is_head = number < HEAD_WITHIN and len(filled) >= 2 and not any(cell[:1].isdigit() for cell in filled)
        if not head and is_head:
            head = cells
            yield "; ".join(filled)
            continue
        pairs = []
        for place, cell in enumerate(cells):
            if cell:
                name = head[place] if place < len(head) else ""
                pairs.append(f"{name}: {cell}" if name and name != cell else cell)
        yield "; ".join(pairs)


def csv_parts(content: bytes) -> Iterator[Part]:
    text = decoded(content)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(1_000_000)
    rows = ([plain(cell) for cell in row] for row in csv.reader(io.StringIO(text), dialect))
    try:
        yield from _numbered("baris", told(rows))
    except csv.Error:
        yield "", text


def _numbered(word: str, lines: Iterable[str], step: int = 500) -> Iterator[Part]:
    """Lines in handfuls, so that a finding says about where it is."""
    held: list[str] = []
    start = 1
    for number, line in enumerate(lines, start=1):
        held.append(line)
        if number >= MOST_ROWS:
            break
        if len(held) == step:
            yield f"{word} {start}–{number}", "\n".join(held)
            held, start = [], number + 1
    if held:
        yield f"{word} {start}–{start + len(held) - 1}", "\n".join(held)


def decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")


def xlsx_parts(content: bytes) -> Iterator[Part]:
    """Every sheet, hidden ones, rows and columns too: what is hidden on screen is sent along all the same."""
    import openpyxl

    _bounded(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:
        raise Unreadable("broken") from error
    for sheet in book.worksheets:
        name = sheet.title + (" (tersembunyi)" if sheet.sheet_state != "visible" else "")
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()
        rows = ([plain(value) for value in row] for row in sheet.iter_rows(values_only=True))
        for where, text in _numbered("baris", told(rows)):
            yield f"lembar {name}, {where}", text


def _bounded(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise Unreadable("locked" if content[:4] == b"\xd0\xcf\x11\xe0" else "broken") from error
    if sum(item.file_size for item in archive.infolist()) > 4 * LARGEST_PART:
        raise Unreadable("too_large")
    return archive


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable("too_large")
    try:
        return ElementTree.fromstring(archive.read(name))
    except Exception as error:
        raise Unreadable("broken") from error


def docx_parts(content: bytes) -> Iterator[Part]:
    """Text, tables, head and foot, notes, comments, and what was deleted while changes were tracked."""
    archive = _bounded(content)
    for name in sorted(archive.namelist()):
        if (
            name.startswith("word/")
            and name.endswith(".xml")
            and "/theme" not in name
            and "style" not in name
        ):
            root = _xml(archive, name)
            lines = [*_docx_tables(root), *_docx_paragraphs(root)]
            if lines:
                yield ("" if name == "word/document.xml" else name[5:-4]), "\n".join(lines)


def _docx_words(element: Any) -> str:
    found = [node.text or "" for node in element.iter() if node.tag in (f"{_W}t", f"{_W}delText")]
    return " ".join("".join(found).split())


def _docx_tables(root: Any) -> Iterator[str]:
    for table in root.iter(f"{_W}tbl"):
        yield from told(
            [_docx_words(cell) for cell in row.findall(f"{_W}tc")] for row in table.iter(f"{_W}tr")
        )


def _docx_paragraphs(root: Any) -> Iterator[str]:
    in_tables = {id(node) for table in root.iter(f"{_W}tbl") for node in table.iter(f"{_W}p")}
    for paragraph in root.iter(f"{_W}p"):
        if id(paragraph) not in in_tables and (text := _docx_words(paragraph)):
            yield text


def pptx_parts(content: bytes) -> Iterator[Part]:
    archive = _bounded(content)
    for name in sorted(archive.namelist()):
        if name.startswith(("ppt/slides/slide", "ppt/notesSlides/")) and name.endswith(".xml"):
            root = _xml(archive, name)
            lines = []
            for paragraph in root.iter(f"{_A}p"):
                lines.append("".join(node.text or "" for node in paragraph.iter(f"{_A}t")))
            number = "".join(letter for letter in name.rpartition("/")[2] if letter.isdigit())
            yield f"slide {number}", "\n".join(line for line in lines if line.strip())


def odf_parts(content: bytes) -> Iterator[Part]:
    """ODT and ODS: tables row by row, then the paragraphs outside them."""
    archive = _bounded(content)
    try:
        root = _xml(archive, "content.xml")
    except KeyError as error:
        raise Unreadable("broken") from error
    for table in root.iter(f"{_TABLE}table"):
        rows = ([_odf_cell(cell) for cell in row] for row in table.iter(f"{_TABLE}table-row"))
        for where, text in _numbered("baris", told(rows)):
            yield f"lembar {table.get(f'{_TABLE}name', '')}, {where}", text
    inside = {id(node) for table in root.iter(f"{_TABLE}table") for node in table.iter()}
    lines = ["".join(node.itertext()) for node in root.iter(f"{_TEXT}p") if id(node) not in inside]
    if lines:
        yield "", "\n".join(lines)


def _odf_cell(cell: Any) -> str:
    return " ".join("".join(cell.itertext()).split())
