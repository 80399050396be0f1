"""Where the header of a table stands, and what each column holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from disclosure.importing.reading.grid import Sheet, letter

from .categories import category_of_cell
from .cells import is_nothing, looks_like_path, one_line, text_of, urls_in
from .dates import read_when
from .vocabulary import TICK, TICKS
from .words import candidates

LOOK_AT = 60
DEEPEST = 3
SAMPLE = 300
#: Fields of which a table may hold several columns.
SEVERAL = frozenset({"summary", "link", "file", ""})
_NAMING = ("title", "summary", "group")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its index from 0, the header as written, and the field it fills ("" for none)."""

    index: int
    header: str
    field: str
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        return letter(self.index)


@dataclass(slots=True)
class Layout:
    """A table inside a sheet: header rows (numbers in the sheet) and columns, which a person may correct."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: list[Column] = field(default_factory=list)

    def fields(self) -> dict[str, Column]:
        found: dict[str, Column] = {}
        for column in self.columns:
            if column.field and column.field not in found:
                found[column.field] = column
        return found

    def with_fields(self, chosen: Mapping[int, str]) -> Layout:
        """The same table with columns named by a person."""
        columns = [Column(c.index, c.header, chosen.get(c.index, c.field), c.samples) for c in self.columns]
        return Layout(self.sheet, self.header_rows, columns)


@dataclass(frozen=True, slots=True)
class _Header:
    start: int
    depth: int
    texts: dict[int, tuple[str, ...]]
    score: float


def find_layout(sheet: Sheet, start: int = 0) -> tuple[Layout, int] | None:
    """(layout, position in ``sheet.rows`` after the header) of the best header among the next rows; None without."""
    header = _best_header(sheet, start)
    if header is None:
        return None
    return _layout_at(sheet, header), header.start + header.depth


def layout_at(sheet: Sheet, numbers: Sequence[int]) -> tuple[Layout, int] | None:
    """The table whose header a person says stands in these rows; None when they are blank."""
    at = [position for position, (number, _values) in enumerate(sheet.rows) if number in numbers]
    if not at:
        return None
    depth = at[-1] - at[0] + 1
    header = _Header(at[0], depth, _texts(sheet, at[0], depth), 0.0)
    return _layout_at(sheet, header), header.start + depth


def _best_header(sheet: Sheet, start: int) -> _Header | None:
    best: _Header | None = None
    stop = min(len(sheet.rows), start + LOOK_AT)
    for at in range(start, stop):
        for depth in range(1, DEEPEST + 1):
            if at + depth > len(sheet.rows) or (depth > 1 and not _is_below(sheet, at, depth)):
                break
            texts = _texts(sheet, at, depth)
            score = _header_score(texts)
            # Of two that say the same, the shorter: what stands above may be the heading of the sheet.
            score -= 0.02 * (depth - 1) if score else 0.0
            if score and (best is None or score > _to_beat(best, at)):
                best = _Header(at, depth, texts, score)
    return best


def _to_beat(best: _Header, at: int) -> float:
    """A header further down must say clearly more: otherwise it is the first one repeated, and the rows between
    the two would be lost.
    """
    return best.score + 0.01 if at < best.start + best.depth else best.score * 1.15


def _header_score(texts: Mapping[int, tuple[str, ...]]) -> float:
    """How many different fields a row names; 0 when it cannot be a header."""
    if len(texts) < 2:
        return 0.0
    fields: dict[str, float] = {}
    unnamed = 0
    for parts in texts.values():
        found = _column_candidates(parts)
        if not found:
            unnamed += 1
        for name, score in found[:1]:
            key = name or f"ignored {parts}"
            fields[key] = max(fields.get(key, 0.0), score)
    named = [name for name in fields if not name.startswith("ignored")]
    if len(named) < 2 or not any(name in _NAMING for name in named):
        return 0.0
    if unnamed > len(texts) * 0.5:
        return 0.0
    return sum(min(score, 1.0) for score in fields.values()) - 0.3 * unnamed


def _is_header_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 140


def _is_below(sheet: Sheet, at: int, depth: int) -> bool:
    """Whether the row ``depth - 1`` below still belongs to the header: it fills what the rows above leave open."""
    upper, (number, values) = sheet.rows[at + depth - 2], sheet.rows[at + depth - 1]
    if number != upper[0] + 1:
        return False
    filled = [column for column, value in enumerate(values) if value not in (None, "")]
    if not filled or not all(_is_header_text(values[column]) for column in filled):
        return False
    above = upper[1]
    open_columns = {c for c in range(len(values)) if c >= len(above) or above[c] in (None, "")}
    spans = {c - 1 for c in open_columns if c - 1 >= 0 and c - 1 not in open_columns}
    for top, left, bottom, right in sheet.merges:
        if top <= upper[0] <= bottom and right > left:
            spans.update(range(left, right + 1))
    if not set(filled) <= open_columns | spans or not set(filled) & (spans | open_columns):
        return False
    return any(_sub_header(text_of(values[column])) for column in filled)


def _sub_header(text: str) -> bool:
    return bool(candidates(text)) or (bool(category_of_cell(text)) and len(text) < 40)


def _texts(sheet: Sheet, at: int, depth: int) -> dict[int, tuple[str, ...]]:
    """Column -> header texts from top to bottom, a text over several columns repeated for each."""
    found: dict[int, list[str]] = {}
    for step in range(depth):
        number, values = sheet.rows[at + step]
        below = sheet.rows[at + step + 1][1] if step + 1 < depth else []
        line = {c: one_line(text_of(v)) for c, v in enumerate(values) if v not in (None, "")}
        for top, left, bottom, right in sheet.merges:
            if top <= number <= bottom and left in line and number == top:
                line.update({c: line[left] for c in range(left, right + 1) if c not in line})
        last = ""
        for column in range(max(len(values), len(below))):
            if column in line:
                last = line[column]
            elif last and step + 1 < depth and column < len(below) and below[column] not in (None, ""):
                line[column] = last
        for column, text in line.items():
            if not found.get(column) or found[column][-1] != text:
                found.setdefault(column, []).append(text)
    return {column: tuple(parts) for column, parts in sorted(found.items())}


def _column_candidates(parts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """What the lowest text names; together with the one above when it alone says nothing."""
    lowest = parts[-1]
    kind = category_of_cell(lowest) if len(lowest) < 40 and len(parts) > 1 else ""
    if kind:
        return ((f"category{TICK}{kind}", 1.2),)
    found = candidates(lowest)
    if not found and len(parts) > 1:
        found = candidates(f"{parts[-2]} {lowest}") or candidates(parts[-2])
    if not found and category_of_cell(lowest) and len(lowest) < 32:
        return ((f"category{TICK}{category_of_cell(lowest)}", 0.9),)
    return found


@dataclass(slots=True)
class _Profile:
    """What the cells under a header look like, as shares of the filled ones (0 to 1)."""

    filled: int = 0
    categories: float = 0.0
    links: float = 0.0
    paths: float = 0.0
    years: float = 0.0
    dates: float = 0.0
    ticks: float = 0.0
    numbers: float = 0.0
    samples: tuple[str, ...] = ()


def _profile(sheet: Sheet, column: int, after: int) -> _Profile:
    texts: list[str] = []
    raw: list[Any] = []
    linked = 0
    for number, values in sheet.rows[after : after + SAMPLE]:
        value = values[column] if column < len(values) else None
        linked += (number, column) in sheet.links
        text = text_of(value)
        if not is_nothing(text):
            texts.append(text)
            raw.append(value)
    count = len(texts)
    if not count:
        return _Profile()

    def share(test: Any) -> float:
        return sum(1 for text in texts if test(text)) / count

    return _Profile(
        filled=count,
        categories=share(lambda t: len(t) < 60 and not t.isdigit() and category_of_cell(t)),
        links=max(share(urls_in), linked / count),
        paths=share(lambda t: looks_like_path(t) or t.startswith('[{"')),
        years=share(lambda t: len(t) == 4 and t.isdigit() and t[:2] in ("19", "20")),
        dates=sum(1 for value in raw if read_when(value) is not None) / count,
        ticks=share(lambda t: t.lower() in TICKS),
        numbers=share(lambda t: t.rstrip(".").isdigit()),
        samples=tuple(dict.fromkeys(one_line(text)[:80] for text in texts[:40]))[:3],
    )


def _layout_at(sheet: Sheet, header: _Header) -> Layout:
    after = header.start + header.depth
    width = max((len(values) for _n, values in sheet.rows[after : after + SAMPLE]), default=0)
    columns = range(max([width, *(c + 1 for c in header.texts)]))
    profiles = {c: _profile(sheet, c, after) for c in columns}
    ranked = {c: _adjusted(_column_candidates(header.texts.get(c, ("",))), profiles[c]) for c in columns}
    chosen = _assign(ranked)
    _by_content(chosen, profiles)
    _kind_and_detail(chosen, profiles)
    numbers = tuple(sheet.rows[header.start + step][0] for step in range(header.depth))
    found = [
        Column(c, " / ".join(header.texts.get(c, ())), chosen.get(c, ""), profiles[c].samples)
        for c in columns
        if c in header.texts or profiles[c].filled
    ]
    return Layout(sheet.name, numbers, found)


def _adjusted(found: tuple[tuple[str, float], ...], profile: _Profile) -> list[tuple[str, float]]:
    """Candidates after a look at the cells: a column of key numbers is no category, paths are no media."""
    scores = dict(found)
    if not profile.filled:
        return sorted(scores.items(), key=lambda pair: -pair[1])
    if "category" in scores:
        scores["category"] = scores["category"] + 0.3 if profile.categories >= 0.5 else 0.0
    if profile.paths >= 0.6 and profile.links < 0.5 and scores:
        scores = {"file": 1.2}
    if profile.links >= 0.6 and profile.filled > 1 and scores and "title" not in scores:
        scores = {"link": 1.2}
    if profile.years >= 0.8 and "made_when" in scores and "year" not in scores:
        scores["made_when"] += 0.1
    for name in ("title", "summary", "holder"):
        if name in scores and profile.numbers > 0.8:
            scores[name] = 0.0
    if scores.get("year") and profile.years < 0.5 and profile.dates > 0.5:
        scores["made_when"] = scores.pop("year")
    for name in [n for n in scores if TICK in n and profile.ticks < 0.5 and profile.filled > 2]:
        scores[name.partition(TICK)[0]] = min(scores.pop(name), 0.8)
    return sorted(((n, s) for n, s in scores.items() if s > 0), key=lambda pair: -pair[1])


def _assign(ranked: Mapping[int, list[tuple[str, float]]]) -> dict[int, str]:
    """Each column gets its best field that no surer column has taken."""
    pairs = sorted(
        ((score, -column, column, name) for column, found in ranked.items() for name, score in found),
        reverse=True,
    )
    chosen: dict[int, str] = {}
    taken: dict[str, float] = {}
    for score, _order, column, name in pairs:
        if column in chosen:
            continue
        repeatable = TICK in name or name in ("link", "file", "") or (name in SEVERAL and score >= 0.8)
        if name in taken and not repeatable:
            continue
        chosen[column] = name
        taken[name] = score
    _settle(chosen, ranked)
    return chosen


def _settle(chosen: dict[int, str], ranked: Mapping[int, list[tuple[str, float]]]) -> None:
    """A table must have a title: without one, the kind of information or the summary names each line."""
    fields = {name: column for column, name in reversed(list(chosen.items()))}
    if "title" in fields:
        return
    for substitute in ("group", "summary"):
        if substitute in fields and (substitute == "summary" or "title" in dict(ranked[fields[substitute]])):
            chosen[fields[substitute]] = "title"
            return


def _kind_and_detail(chosen: dict[int, str], profiles: Mapping[int, _Profile]) -> None:
    """A kind of information that stands once for a block of details: the kind is the group, the detail the title."""
    columns = {name: column for column, name in reversed(list(chosen.items()))}
    title, detail = columns.get("title"), columns.get("summary")
    if title is None or detail is None or "group" in columns or title > detail:
        return
    if profiles[detail].filled >= 4 and profiles[title].filled <= 0.6 * profiles[detail].filled:
        chosen[title], chosen[detail] = "group", "title"


def _by_content(chosen: dict[int, str], profiles: Mapping[int, _Profile]) -> None:
    """Columns whose header says nothing are known by their cells: a kind of information, web addresses."""
    taken = set(chosen.values())
    for column, profile in profiles.items():
        weak = chosen.get(column) in (None, "group", "summary", "")
        if weak and profile.categories >= 0.7 and profile.filled >= 3 and "category" not in taken:
            if not any(name.startswith(f"category{TICK}") for name in taken):
                chosen[column] = "category"
                taken.add("category")
        elif column not in chosen and profile.links >= 0.6 and profile.filled >= 2:
            chosen[column] = "link"
