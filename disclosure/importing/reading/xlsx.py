"""XLSX, read as the stream of cells that it is.

openpyxl's reading mode leaves out merged cells and hyperlinks, where half of these lists keep their kinds and
links, and its full mode holds a whole hostile workbook in memory. This reader takes the cells, merges and links
in one pass and runs nothing; a test holds it against openpyxl, which still says which number formats are dates.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from xml.parsers import expat

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from .grid import MAX_COLUMNS, MAX_SHEETS, MAX_TEXT, Sheet, column_of, damaged
from .shown import shown_day

_EPOCH, _EPOCH_1904 = datetime.fromisoformat("1899-12-30"), datetime.fromisoformat("1904-01-01")
_LINK = re.compile(r'\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
#: Only control characters are written so; anything else of this shape is the text itself.
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
MOST_LINKED = 2_000


def read(content: bytes) -> list[Sheet]:
    """The visible and hidden sheets of a workbook. A formula gives the value that was saved with it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = _Book(archive)
        return [book.sheet(*found) for found in book.sheets[:MAX_SHEETS]]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(" ")[2]


class _Book:
    """The parts of a workbook: names and places of its sheets, its strings, and which styles show dates."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        path = "xl/workbook.xml"
        root = fromstring(archive.read(path))
        relations = self.relations(path)
        self.epoch = _EPOCH
        self.sheets: list[tuple[str, str, bool]] = []
        for element in root.iter():
            name = _local(element.tag)
            if name == "workbookPr" and element.get("date1904") in ("1", "true"):
                self.epoch = _EPOCH_1904
            elif name == "sheet":
                key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
                kind, target = relations.get(key, ("", ""))
                if kind.endswith("/worksheet") and target in archive.namelist():
                    hidden = element.get("state", "visible") != "visible"
                    self.sheets.append((element.get("name", ""), target, hidden))
        places = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
        self.formats = self._formats(places.get("styles", "xl/styles.xml"))
        self.strings = self._strings(places.get("sharedStrings", "xl/sharedStrings.xml"))

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Id -> (type, target inside the archive, or the address when it lies outside)."""
        folder, name = posixpath.split(path)
        try:
            raw = self.archive.read(f"{folder}/_rels/{name}.rels")
        except KeyError:
            return {}
        found = {}
        for item in fromstring(raw):
            target = item.get("Target", "")
            if item.get("TargetMode") != "External":
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                )
            found[item.get("Id", "")] = (item.get("Type", ""), target)
        return found

    def _formats(self, path: str) -> list[str]:
        """Number format of each cell style; "" where it shows no date."""
        try:
            root = fromstring(self.archive.read(path))
        except KeyError:
            return []
        custom: dict[int, str] = {}
        styles: list[str] = []
        for element in root.iter():
            name = _local(element.tag)
            if name == "numFmt" and element.get("numFmtId"):
                custom[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            elif name == "cellXfs":
                styles = [style.get("numFmtId", "0") for style in element if _local(style.tag) == "xf"]
        return [self._date_format(int(number), custom) for number in styles]

    @staticmethod
    def _date_format(number: int, custom: dict[int, str]) -> str:
        code = custom.get(number, BUILTIN_FORMATS.get(number, ""))
        if number in custom:
            return code if is_date_format(code) else ""
        return (code or "d") if number in _DATE_FORMATS else ""

    def _strings(self, path: str) -> list[str]:
        if path not in self.archive.namelist():
            return []
        reader = _Strings()
        _feed(self.archive, path, reader.start, reader.end, reader.text)
        return reader.found

    def sheet(self, name: str, path: str, hidden: bool) -> Sheet:
        sheet = Sheet(name, hidden=hidden)
        reader = _Cells(self, sheet, self.relations(path))
        _feed(self.archive, path, reader.start, reader.end, reader.text)
        return sheet


def _feed(
    archive: zipfile.ZipFile,
    path: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    with archive.open(path) as stream:
        parser.ParseFile(stream)


def _no_doctype(*args: Any) -> None:
    raise damaged("xlsx")


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text[:MAX_TEXT]


class _Strings:
    """The table of shared strings; runs of one string are joined, readings (rPh) left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parts: list[str] = []
        self.listening = False
        self.silent = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "t":
            self.listening = not self.silent
        elif name == "si":
            self.parts = []
        elif name == "rPh":
            self.silent += 1

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "t":
            self.listening = False
        elif name == "si":
            self.found.append(_unescaped("".join(self.parts)))
        elif name == "rPh":
            self.silent -= 1

    def text(self, data: str) -> None:
        if self.listening:
            self.parts.append(data)


class _Cells:
    """The rows of one sheet, its merged cells and its links."""

    def __init__(self, book: _Book, sheet: Sheet, relations: dict[str, tuple[str, str]]) -> None:
        self.book, self.sheet, self.relations = book, sheet, relations
        self.strings, self.formats = book.strings, book.formats
        self.number = 0
        self.values: list[Any] = []
        self.column = -1
        self.kind = self.style = ""
        self.parts: list[str] = []
        self.formula: list[str] = []
        self.listening: list[str] | None = None
        self.silent = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            reference = attributes.get("r", "")
            self.column = _column(reference) if reference else self.column + 1
            self.kind, self.style = attributes.get("t", ""), attributes.get("s", "")
            self.parts, self.formula = [], []
        elif name == "v" or (name == "t" and not self.silent):
            self.listening = self.parts
        elif name == "f":
            self.listening = self.formula
        elif name == "row":
            self.number = int(attributes.get("r") or self.number + 1)
            self.values, self.column = [], -1
        elif name == "rPh":
            self.silent = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "hyperlink":
            self._hyperlink(attributes)

    def text(self, data: str) -> None:
        if self.listening is not None:
            self.listening.append(data)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            if self.parts or self.formula:
                self._cell()
        elif name == "row":
            if self.values:
                self.sheet.add(self.number, self.values)
        elif name in ("v", "t", "f"):
            self.listening = None
        elif name == "rPh":
            self.silent = False

    def _cell(self) -> None:
        column = self.column
        if not 0 <= column < MAX_COLUMNS:
            return
        if self.formula and (match := _LINK.match("".join(self.formula))):
            self.sheet.links[self.number, column] = match[1].replace('""', '"')
        value = self._value("".join(self.parts))
        if value is None or value == "":
            return
        missing = column - len(self.values)
        if missing > 0:
            self.values.extend([None] * missing)
        if missing < 0:
            self.values[column] = value
        else:
            self.values.append(value)

    def _value(self, raw: str) -> Any:
        kind = self.kind
        if kind == "s":
            return self.strings[int(raw)]
        if kind == "" or kind == "n":
            return self._number(raw)
        if kind in ("str", "inlineStr"):
            return _unescaped(raw)
        if kind == "b":
            return raw.strip() == "1"
        if kind == "d":
            return shown_day(datetime.fromisoformat(raw.replace("Z", "")), self._format() or "d")
        return None

    def _format(self) -> str:
        at = int(self.style) if self.style else 0
        return self.formats[at] if at < len(self.formats) else ""

    def _number(self, raw: str) -> Any:
        if not raw:
            return None
        value = float(raw)
        code = self._format() if self.style else ""
        if code and 0 <= value < 2_958_466:
            moment = self.book.epoch + timedelta(seconds=round(value * 86_400))
            return shown_day(moment if value >= 1 else moment.time(), code)
        return int(value) if value.is_integer() and abs(value) < 1e15 else value

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        if last:
            (top, left), (bottom, right) = column_of(first), column_of(last)
            self.sheet.merges.append((top, left, bottom, right))

    def _hyperlink(self, attributes: dict[str, str]) -> None:
        key = next((value for name, value in attributes.items() if name.endswith(" id")), "")
        target = self.relations.get(key, ("", ""))[1]
        first, _colon, last = attributes.get("ref", "").partition(":")
        if not target or not first:
            return
        (top, left), (bottom, right) = column_of(first), column_of(last or first)
        for row in range(top, min(bottom, top + MOST_LINKED) + 1):
            for column in range(left, min(right, left + 20) + 1):
                self.sheet.links[row, column] = target


_COLUMNS: dict[str, int] = {}


def _column(reference: str) -> int:
    letters = reference.rstrip("0123456789")
    found = _COLUMNS.get(letters)
    if found is None:
        found = _COLUMNS[letters] = column_of(f"{letters}1")[1] if len(letters) <= 3 else MAX_COLUMNS
    return found
