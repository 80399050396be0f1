"""A verdict for each line: new, same, changed or wrong, with its reason and cell. Reads the agency's list once,
in a number of queries that does not grow with the lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from disclosure.law.freshness import SPREAD_LIMIT, is_deep_link, is_spread_thin
from disclosure.law.obligations import obligations_for
from disclosure.models import CATEGORY_NAMES, EntryLink, ListEntry
from disclosure.selectors import rulebook_on, traits_of
from portal.agencies.models import Agency

from .matching import ItemIndex
from .models import ImportedRow, ImportRun
from .parsing.cells import has_host
from .parsing.dates import period_in_title, read_when
from .parsing.parser import ParsedRow

NEW, SAME, CHANGED, ERROR = "new", "same", "changed", "error"
VERDICTS = (NEW, CHANGED, SAME, ERROR)
#: Columns of an entry that a file may fill, and how long each may be.
LIMITS: dict[str, int] = {
    "title": 250, "holder": 200, "responsible": 200, "made_when": 100, "made_where": 150, "forms_available": 200,
    "retention": 200,
}  # fmt: skip
TEXTS = (*LIMITS, "summary", "category")
#: What the preview lets a person fill in once for all lines that leave it blank.
FILL_INS = ("holder", "responsible", "made_when", "made_where", "forms_available", "retention", "summary")


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says of the whole file: the kind of lines that name none, texts for blank columns."""

    category: str = "anytime"
    fill: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, run: ImportRun) -> Options:
        return cls(run.options.get("category") or "anytime", run.options.get("fill") or {})


@dataclass(slots=True)
class _Known:
    """An entry as its latest draft stands."""

    id: int
    values: dict[str, str]
    links: list[str]
    is_withdrawn: bool = False


def title_key(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace(",", " ").split())


def fingerprint(values: Mapping[str, Any]) -> str:
    """SHA-256 over what the file says of a line, so that the same line is known again."""
    told = [f"{name}={' '.join(str(values[name]).split())}" for name in sorted(values) if values[name]]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


class Judge:
    """Holds what the agency has, and judges lines one after the other."""

    def __init__(self, agency: Agency, options: Options, today: date) -> None:
        self.agency, self.options, self.today = agency, options, today
        book = rulebook_on(today)
        rules = obligations_for(traits_of(agency), book.rules)
        self.parents = book.parents
        self.codes = {book.items[rule.key].code.casefold(): rule.key for rule in rules}
        self.items = ItemIndex(rule for rule in rules if book.items[rule.key].is_leaf)
        self.others = {
            title_key(name): code
            for code, name in Agency.objects.exclude(pk=agency.pk).values_list("code", "name")
        }
        self.known = _known_entries(agency)
        self.by_title: dict[str, list[int]] = {}
        for entry in self.known.values():
            self.by_title.setdefault(title_key(entry.values["title"]), []).append(entry.id)
        rows = ImportedRow.objects.filter(entry__agency=agency).exclude(run__state=ImportRun.State.UNDONE)
        self.before = dict(rows.order_by("pk").values_list("fingerprint", "entry_id"))
        self.used: set[int] = set()
        self.seen: dict[str, str] = {}

    def judge(self, rows: Iterable[ParsedRow]) -> list[dict[str, Any]]:
        """Every line with its verdict."""
        return self.match([self._line(row) for row in rows])

    def match(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """New, same or changed for every line that is not wrong, whatever it was judged before. Exact matches are
        found first, so that no line takes another's entry.
        """
        open_lines = [line for line in lines if line["verdict"] != ERROR]
        for line in open_lines:
            line["verdict"], line["entry"], line["diff"] = "", None, {}
        for line in open_lines:
            self._exact(line)
        waiting: dict[str, int] = {}
        for line in open_lines:
            if line["verdict"] == "":
                key = title_key(line["values"]["title"])
                waiting[key] = waiting.get(key, 0) + 1
        for line in open_lines:
            if line["verdict"] == "":
                self._nearest(line, waiting)
        return lines

    def _line(self, row: ParsedRow) -> dict[str, Any]:
        line: dict[str, Any] = {
            "sheet": row.sheet, "number": row.number, "verdict": "", "values": {}, "links": [], "items": [],
            "problems": [[cell, reason] for cell, _name, reason in row.problems], "notes": list(row.notes),
            "entry": None, "diff": {}, "told_items": False, "group": row.values.get("group", ""), "cells": row.cells,
        }  # fmt: skip
        self._values(row, line)
        line["fingerprint"] = fingerprint(
            {**line["values"], "links": " ".join(line["links"]), "period": " ".join(line.get("period", ()))}
        )
        self._rules(row, line)
        if line["problems"]:
            line["verdict"] = ERROR
        else:
            self._suggest(row, line)
        return line

    def _values(self, row: ParsedRow, line: dict[str, Any]) -> None:
        values, found = line["values"], row.values
        for name in TEXTS:
            if text := found.get(name, ""):
                values[name] = text
        if not values.get("made_when") and found.get("year"):
            values["made_when"] = found["year"]
        for name, limit in LIMITS.items():
            if len(values.get(name, "")) > limit:
                line["notes"].append(
                    _("%(cell)s dipotong menjadi %(limit)s huruf; teks utuhnya disimpan dalam ringkasan.")
                    % {"cell": row.cells.get(name, ""), "limit": limit}
                )
                values["summary"] = "\n\n".join(filter(None, [values[name], values.get("summary", "")]))
                values[name] = values[name][: limit - 1].rstrip() + "…"
        self._links(row, line)
        self._period(found, line)

    @staticmethod
    def _links(row: ParsedRow, line: dict[str, Any]) -> None:
        cell = row.cells.get("link", "")
        for url in filter(None, row.values.get("link", "").split("\n")):
            if not url.lower().startswith(("http://", "https://")) or not has_host(url):
                line["notes"].append(
                    _("%(cell)s: “%(text)s” bukan alamat lengkap, jadi tidak disimpan sebagai tautan.")
                    % {"cell": cell, "text": url[:60]}
                )
                continue
            if not is_deep_link(url):
                line["notes"].append(
                    _("%(cell)s: tautan menuju halaman depan situs; belum memenuhi kewajiban.")
                    % {"cell": cell}
                )
            line["links"].append(url)
        if row.values.get("title", "").startswith(("http://", "https://")):
            line["notes"].append(_("Judulnya hanya alamat web; tulis judulnya sebelum terbit."))
        if row.values.get("file") and not line["links"]:
            line["notes"].append(_("Berkasnya tidak ikut terambil; unggah di halaman entri."))

    @staticmethod
    def _period(found: Mapping[str, str], line: dict[str, Any]) -> None:
        start, end = read_when(found.get("period_start", "")), read_when(found.get("period_end", ""))
        if start and end and start.start <= end.end:
            line["period"] = [start.start.isoformat(), end.end.isoformat()]
            return
        told = read_when(found.get("period", "")) or read_when(found.get("year", ""))
        when = told or period_in_title(found.get("title", ""))
        if when is not None:
            line["period"] = [when.start.isoformat(), when.end.isoformat()]
            if told is None:
                line["notes"].append(_("Periode diambil dari judul: %(text)s.") % {"text": when.text})

    def _rules(self, row: ParsedRow, line: dict[str, Any]) -> None:
        category = line["values"].get("category", "")
        if category == "exempt":
            line["problems"].append(
                [
                    row.cells.get("category", f"{row.number}"),
                    _("Informasi yang dikecualikan tidak masuk daftar publik. Catat lewat uji konsekuensi."),
                ]
            )
        if name := row.values.get("agency", ""):
            code = self.others.get(title_key(name))
            if code:
                line["problems"].append(
                    [
                        row.cells.get("agency", ""),
                        _("Baris ini milik %(other)s, sedangkan impor ini untuk %(own)s.")
                        % {"other": name[:80], "own": self.agency.name},
                    ]
                )

    def _suggest(self, row: ParsedRow, line: dict[str, Any]) -> None:
        told = [self.codes.get(code.strip().casefold()) for code in row.values.get("items", "").split(";")]
        keys = [key for key in told if key]
        category = line["values"].get("category") or self.options.category
        line["items"] = keys or self.items.suggest(line["values"].get("title", ""), category)
        line["told_items"] = bool(keys)
        if len(line["items"]) > SPREAD_LIMIT and is_spread_thin(line["items"], self.parents):
            line["items"] = []
            line["notes"].append(
                _("Lebih dari sepuluh kewajiban dalam satu baris; pilih sendiri di halaman entri.")
            )

    def _exact(self, line: dict[str, Any]) -> None:
        mark = line["fingerprint"]
        if mark in self.seen:
            line["verdict"] = SAME
            note = _("Sama dengan baris %(row)s dalam berkas ini.") % {"row": self.seen[mark]}
            line["notes"] += [] if note in line["notes"] else [note]
            return
        self.seen[mark] = f"{line['sheet']} {line['number']}".strip()
        entry = self.before.get(mark)
        if entry in self.known and entry not in self.used:
            line["verdict"], line["entry"] = SAME, entry
            self.used.add(entry)
            return
        for candidate in self.by_title.get(title_key(line["values"]["title"]), ()):
            if candidate not in self.used and not self._differences(line, self.known[candidate]):
                line["verdict"], line["entry"] = SAME, candidate
                self.used.add(candidate)
                return

    def _nearest(self, line: dict[str, Any], waiting: Mapping[str, int]) -> None:
        """An entry of the same title is this line's when a link or the time agrees, or when there is one of each
        and nothing speaks against it; another year is another entry.
        """
        key = title_key(line["values"]["title"])
        free = [at for at in self.by_title.get(key, ()) if at not in self.used]
        best = [at for at in free if set(line["links"]) & set(self.known[at].links)]
        best = best or [at for at in free if _same_time(line, self.known[at]) is True]
        if (
            not best
            and len(free) == 1
            and waiting[key] == 1
            and _same_time(line, self.known[free[0]]) is not False
        ):
            best = free
        if not best:
            line["verdict"] = NEW
            return
        line["verdict"], line["entry"] = CHANGED, best[0]
        line["diff"] = self._differences(line, self.known[best[0]])
        self.used.add(best[0])

    @staticmethod
    def _differences(line: Mapping[str, Any], entry: _Known) -> dict[str, list[str]]:
        """Column -> (as it is, as the file says), for what the file says at all."""
        found = {
            name: [entry.values.get(name, ""), text]
            for name, text in line["values"].items()
            if " ".join(text.split()) != " ".join(entry.values.get(name, "").split())
        }
        if line["links"] and not set(line["links"]) <= set(entry.links):
            found["links"] = ["\n".join(entry.links), "\n".join(line["links"])]
        period = line.get("period")
        if period and period != [entry.values.get("period_start", ""), entry.values.get("period_end", "")]:
            found["period"] = [
                f"{entry.values.get('period_start', '')} – {entry.values.get('period_end', '')}".strip(" –"),
                " – ".join(period),
            ]
        return found


def _same_time(line: Mapping[str, Any], entry: _Known) -> bool | None:
    """None where one side says no time."""
    mine, theirs = (
        read_when(line["values"].get("made_when", "")),
        read_when(entry.values.get("made_when", "")),
    )
    if mine is None or theirs is None:
        return None
    return (
        mine.start.year == theirs.start.year
        if mine.start.year != theirs.start.year
        else mine.start == theirs.start
    )


def _known_entries(agency: Agency) -> dict[int, _Known]:
    """Three queries. A live entry with a newer draft is compared by that draft."""
    columns = (*TEXTS, "period_start", "period_end")
    known: dict[int, _Known] = {}
    drafts: set[int] = set()
    rows = ListEntry.objects.filter(agency=agency)
    for row in rows.values_list("pk", "live", "has_unpublished_changes", "first_published_at", *columns):
        texts = ["" if value is None else str(value) for value in row[4:]]
        known[row[0]] = _Known(
            row[0], dict(zip(columns, texts, strict=True)), [], not row[1] and bool(row[3])
        )
        if row[1] and row[2]:
            drafts.add(row[0])
    for entry, url in EntryLink.objects.filter(entry__agency=agency).values_list("entry_id", "url"):
        known[entry].links.append(url)
    if drafts:
        found = rows.filter(live=True, has_unpublished_changes=True, latest_revision__isnull=False)
        for entry, content in found.values_list("pk", "latest_revision__content"):
            known[entry].values = {name: str(content.get(name) or "") for name in columns}
            known[entry].links = [link["url"] for link in content.get("links", [])]
    return known


def count(lines: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    found = dict.fromkeys(VERDICTS, 0)
    for line in lines:
        found[line["verdict"]] += 1
    return found


def category_name(value: str) -> str:
    return str(CATEGORY_NAMES.get(value, ""))
