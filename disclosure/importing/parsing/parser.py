"""From sheets to the rows of a list, each value with the cell that it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from disclosure.importing.reading import Sheet, open_sheets
from disclosure.importing.reading.grid import UnreadableFile, address

from . import rows as kinds
from .categories import category_of_cell, category_of_heading
from .cells import clean, is_nothing, one_line, text_of, urls_in
from .dates import read_when, split_place_time
from .layout import Layout, find_layout, layout_at
from .rows import RowJudge
from .vocabulary import DITTO, EXEMPT_FIELDS, NOT_TICKED, TICK, TICKS

#: Fields whose cells may hold several lines.
_LONG = frozenset({"summary", "legal_basis", "consequence_open", "consequence_closed"})
#: Fields that one merged cell, or a ditto mark, gives to the rows below as well.
_CARRIED = ("group", "category", "agency", "holder", "responsible", "made_when", "made_where", "place_time",
            "forms_available", "retention", "year", "period")  # fmt: skip


@dataclass(slots=True)
class ParsedRow:
    """One line of a list: values and cell addresses by field; ``problems`` are (cell, field, reason)."""

    sheet: str
    number: int
    values: dict[str, str]
    cells: dict[str, str]
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ParsedFile:
    """What a file holds: tables with their columns, lines, the rows that are none, and what a person should know."""

    name: str
    kind: str
    layouts: list[Layout] = field(default_factory=list)
    rows: list[ParsedRow] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


#: Sheet -> what a person said of it: {"header": [5, 6], "columns": {2: "title"}, "skip": False}.
Corrections = Mapping[str, Mapping[str, Any]]


def parse_file(name: str, content: bytes, corrections: Corrections | None = None) -> ParsedFile:
    """Read a list. Raises UnreadableFile when the file cannot be opened or holds no table with a header."""
    kind, sheets = open_sheets(name, content)
    parsed = ParsedFile(name, kind)
    for sheet in sheets:
        if sheet.rows:
            _parse_sheet(sheet, parsed, (corrections or {}).get(sheet.name, {}))
    if not parsed.layouts and not corrections:
        raise UnreadableFile(
            _(
                "Judul kolom tidak ditemukan. Beri satu baris judul di atas daftar, misalnya: No, Judul informasi, "
                "Ringkasan, Kategori, Tautan. Contoh berkas dapat diunduh di halaman ini."
            ),
            code="no_header",
        )
    return parsed


def _parse_sheet(sheet: Sheet, parsed: ParsedFile, said: Mapping[str, Any]) -> None:
    if said.get("skip") or (sheet.hidden and not said):
        parsed.notices.append(_("Lembar “%(sheet)s” dilewati.") % {"sheet": sheet.name})
        return
    found = layout_at(sheet, said["header"]) if said.get("header") else find_layout(sheet)
    if found is None:
        parsed.notices.append(
            _("Lembar “%(sheet)s” tidak memuat daftar, jadi dilewati.") % {"sheet": sheet.name or "1"}
        )
        return
    layout, start = found
    if said.get("columns"):
        layout = layout.with_fields({int(index): name for index, name in said["columns"].items()})
    parsed.layouts.append(layout)
    _tell_of_rows_above(sheet, layout, start, parsed)
    heading = [
        text_of(value)
        for _number, values in sheet.rows[: max(0, start - len(layout.header_rows))]
        for value in values
        if value is not None
    ]
    reader = _TableReader(sheet, layout, start, category_of_heading([sheet.name, *heading]), parsed)
    reader.run(follow=not said)


def _tell_of_rows_above(sheet: Sheet, layout: Layout, start: int, parsed: ParsedFile) -> None:
    """Rows as full as a line of the list above the header: nothing may be left out in silence."""
    full = max(3, len([c for c in layout.columns if c.field]) * 0.6)
    above = sheet.rows[: max(0, start - len(layout.header_rows))]
    lost = [
        n for n, values in above if sum(not is_nothing(text_of(v)) for v in values if v is not None) >= full
    ]
    if lost:
        parsed.notices.append(
            _(
                "%(count)s baris di atas judul kolom (baris %(first)s) tidak diambil. Bila itu isi daftar, "
                "betulkan baris judul kolomnya di bawah."
            )
            % {"count": len(lost), "first": lost[0]}
        )


class _TableReader:
    """Walks down one table, remembering the section, the group and what merged cells and ditto marks repeat."""

    def __init__(self, sheet: Sheet, layout: Layout, start: int, category: str, parsed: ParsedFile) -> None:
        self.sheet, self.layout, self.start, self.parsed = sheet, layout, start, parsed
        self.section = category or _of_name(parsed.name, sheet.name)
        self.group = ""
        self.above: dict[str, str] = {}
        self.merged = _merged_down(sheet)
        self._use(layout, start)

    def _use(self, layout: Layout, start: int) -> None:
        self.layout = layout
        self.judge = RowJudge(self.sheet, layout, start)
        self.used = [(c.index, c.field) for c in layout.columns if c.field]
        fields = {name for _index, name in self.used}
        self.is_exempt = bool(fields & EXEMPT_FIELDS)
        self.fills = {
            name for name in ("group", "category") if name in fields and self._is_sparse(name, start)
        }

    def _is_sparse(self, name: str, start: int) -> bool:
        """A column filled on the first line of each block only speaks for the lines below as well."""
        column = next(index for index, found in self.used if found == name)
        body = self.sheet.rows[start : start + 400]
        filled = [bool(column < len(v) and not is_nothing(text_of(v[column])[:40])) for _n, v in body]
        return 0 < sum(filled) < len(filled) * 0.5 and any(filled[:4])

    def run(self, *, follow: bool) -> None:
        position = self.start
        while position < len(self.sheet.rows):
            number, values = self.sheet.rows[position]
            texts = {c: text for c, v in enumerate(values) if v is not None and (text := text_of(v))}
            kind, text = self.judge.kind(position, texts)
            if kind == kinds.DATA and follow and self._starts_new_table(position, texts):
                found = find_layout(self.sheet, position)
                if found is not None and found[0].header_rows[0] == number:
                    self.parsed.layouts.append(found[0])
                    self._use(*found)
                    position = found[1]
                    continue
            if kind == kinds.DATA:
                self._take(number, values, texts)
            else:
                self._pass_over(number, kind, text)
            position += 1

    def _starts_new_table(self, position: int, texts: Mapping[int, str]) -> bool:
        """A row of at least four short texts, most of them names of columns: another table begins."""
        from .words import candidates

        if len(texts) < 3 or any(len(text) > 80 or text.isdigit() for text in texts.values()):
            return False
        named = {found[0][0] for text in texts.values() if (found := candidates(text))}
        return len(named) >= max(3, len(texts) * 0.7)

    def _pass_over(self, number: int, kind: str, text: str) -> None:
        if kind == kinds.SECTION:
            self.section, self.group, self.above = text, "", {}
        elif kind == kinds.GROUP:
            self.group = text
        self.parsed.skipped.append((self.sheet.name, number, kind))

    def _take(self, number: int, values: list[Any], texts: Mapping[int, str]) -> None:
        row = ParsedRow(self.sheet.name, number, {}, {})
        forms: list[str] = []
        for column, name in self.used:
            text = texts.get(column, "")
            if (not text or is_nothing(text)) and (number, column) in self.merged:
                text = text_of(self.merged[number, column])
            if TICK in name:
                self._tick(row, name, text, forms, address(number, column))
            elif name == "link":
                self._link(row, number, column, text)
            elif text and not is_nothing(text):
                value = values[column] if column < len(values) and texts.get(column) == text else text
                self._value(row, name, text, value, address(number, column))
        if forms:
            row.values["forms_available"] = ", ".join(
                dict.fromkeys([*filter(None, [row.values.get("forms_available", "")]), *forms])
            )
        self._carry(row, number)
        self._complete(row, number)
        self.parsed.rows.append(row)

    @staticmethod
    def _tick(row: ParsedRow, name: str, text: str, forms: list[str], cell: str) -> None:
        plain = text.lower().strip()
        if plain in NOT_TICKED:
            return
        target, _sign, label = name.partition(TICK)
        row.cells.setdefault(target, cell)
        if target == "category":
            row.values.setdefault("category", label)
        elif plain in TICKS or len(plain) <= 2:
            forms.append(label)
        else:
            forms.append(one_line(text))

    def _link(self, row: ParsedRow, number: int, column: int, text: str) -> None:
        target = self.sheet.links.get((number, column), "")
        found = [target] if target and not target.startswith(("#", "mailto:")) else urls_in(text)
        raw = "\n".join(found) or ("" if is_nothing(text) else one_line(text))
        if raw:
            row.values["link"] = "\n".join(
                dict.fromkeys([*row.values.get("link", "").split("\n"), raw])
            ).strip()
            row.cells.setdefault("link", address(number, column))

    @staticmethod
    def _value(row: ParsedRow, name: str, text: str, value: Any, cell: str) -> None:
        if name == "category":
            row.values["category"] = category_of_cell(text)
            if not row.values["category"]:
                row.problems.append(
                    (cell, name, _("Kategori “%(text)s” tidak dikenal.") % {"text": text[:60]})
                )
        elif name in ("made_when", "year", "period", "period_start", "period_end"):
            when = read_when(value)
            row.values[name] = when.text if when else one_line(text)
        elif name == "place_time":
            place, time = split_place_time(value if isinstance(value, str) else text)
            row.values.setdefault("made_where", place)
            when = read_when(time) if time else None
            row.values.setdefault("made_when", when.text if when else time)
            row.cells.setdefault("made_where", cell)
            row.cells.setdefault("made_when", cell)
            return
        elif name in _LONG and row.values.get(name):
            if text not in row.values[name]:
                row.values[name] += f"\n\n{text}"
        else:
            row.values[name] = text if name in _LONG else one_line(text)
        row.cells.setdefault(name, cell)

    def _carry(self, row: ParsedRow, number: int) -> None:
        for name in _CARRIED:
            text = row.values.get(name, "")
            if (text and text.lower() in DITTO) or (not text and name in self.fills):
                row.values[name] = self.above.get(name, "")
            if row.values.get(name):
                self.above[name] = row.values[name]

    def _complete(self, row: ParsedRow, number: int) -> None:
        values = row.values
        if self.is_exempt:
            values["category"] = "exempt"
        if not values.get("category") and self.section and not row.problems:
            values["category"] = self.section
        if self.group and not values.get("group"):
            values["group"] = self.group
        title = next((c for c, name in self.used if name == "title"), None)
        target = self.sheet.links.get((number, title), "") if title is not None else ""
        if target and not values.get("link") and not target.startswith(("#", "mailto:")):
            values["link"] = target
            row.cells["link"] = address(number, title or 0)
        if not values.get("title"):
            cell = address(number, title) if title is not None else f"{number}"
            row.problems.append((cell, "title", _("Judul kosong.")))
        for name in [name for name, text in values.items() if not text]:
            del values[name]


def _of_name(name: str, sheet: str) -> str:
    return category_of_heading([clean(name.rpartition(".")[0].replace("_", " "))])


def _merged_down(sheet: Sheet) -> dict[tuple[int, int], Any]:
    """(row, column) -> value of the cell merged over it from above."""
    tops = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges if bottom > top}
    if not tops:
        return {}
    found: dict[tuple[int, int], Any] = {}
    rows = dict(sheet.rows)
    for (top, left), (bottom, right) in tops.items():
        values = rows.get(top, [])
        value = values[left] if left < len(values) else None
        if value is not None:
            for number in range(top + 1, min(bottom, top + 30_000) + 1):
                if number in rows:
                    found.update({(number, column): value for column in range(left, right + 1)})
    return found


def columns_of(layouts: Sequence[Layout]) -> dict[str, str]:
    """Field -> header, over all tables of a file, for the command's JSON."""
    found: dict[str, str] = {}
    for layout in layouts:
        for column in layout.columns:
            if column.field:
                found.setdefault(column.field, column.header or column.letter)
    return found
