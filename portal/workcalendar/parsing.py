"""Reading days off from a pasted decree, a CSV or an ICS file; what cannot be read is returned, not
dropped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.kernel.errors import InputError
from portal.kernel.formats import BULAN, HARI

from .models import HolidayKind

LARGEST = 1024 * 1024
MOST_ROWS = 400
LONGEST_SPAN = 31

_MONTHS = {name.lower(): number for number, name in enumerate(BULAN, start=1)}
_MONTHS |= {name.lower()[:3]: number for number, name in enumerate(BULAN, start=1)}
_MONTHS |= {"agt": 8, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_DAYS = r"\d{1,2}(?:\s*(?:,\s*dan|,|dan|&|-|–|s\.?d\.?|sampai)\s*\d{1,2})*"
_WORDED = re.compile(rf"\b({_DAYS})\s+({_MONTH})\b\.?(?:\s+(\d{{4}}))?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(HARI)}|jum'at|ahad)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}[.)]|\d{1,3}\s*(?=[|;\t])|[-•*])\s*")
_KINDS = {
    "nasional": HolidayKind.NATIONAL,
    "libur nasional": HolidayKind.NATIONAL,
    "national": HolidayKind.NATIONAL,
    "cuti bersama": HolidayKind.JOINT_LEAVE,
    "cuti": HolidayKind.JOINT_LEAVE,
    "joint_leave": HolidayKind.JOINT_LEAVE,
    "daerah": HolidayKind.LOCAL,
    "libur daerah": HolidayKind.LOCAL,
    "lokal": HolidayKind.LOCAL,
    "local": HolidayKind.LOCAL,
}
_COLUMNS = {
    "date": {"tanggal", "date", "tgl", "hari libur"},
    "name": {"nama", "name", "keterangan", "uraian", "libur", "summary"},
    "kind": {"jenis", "kind", "kategori", "type"},
}


@dataclass(frozen=True)
class ParsedDay:
    """One day read from line `line`; with `problem` set, the line could not be read and `name` holds it."""

    line: int
    name: str
    kind: str
    on: date | None = None
    problem: str = ""


def parse_text(text: str, *, kind: str, year: int | None = None) -> list[ParsedDay]:
    """Days from pasted lines, one or several to a line ("20, 23, dan 24 Maret 2026  Cuti bersama Idulfitri").

    `year` completes dates without one, `kind` is used where the line names none. Raises InputError when
    nothing was pasted or far too much.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return _limited(day for number, line in lines for day in _parse_line(number, line, kind, year))


def parse_upload(name: str, content: bytes, *, kind: str, year: int | None = None) -> list[ParsedDay]:
    """Days from a CSV, TXT or ICS file. Raises InputError with what to do for anything else."""
    if len(content) > LARGEST:
        raise InputError(
            _("Berkas terlalu besar. Unggah daftar hari libur saja, paling besar 1 MB."), field="file"
        )
    extension = name.rpartition(".")[2].lower()
    if extension not in {"csv", "txt", "ics"}:
        raise InputError(_("Unggah berkas CSV atau ICS, atau tempel isinya pada kotak teks."), field="file")
    if b"\0" in content:
        raise InputError(_("Berkas ini bukan teks. Simpan ulang sebagai CSV atau ICS."), field="file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if extension == "ics":
        return _limited(_parse_ics(text, kind))
    return _limited(_parse_csv(text, kind, year))


def _limited(days: Iterable[ParsedDay]) -> list[ParsedDay]:
    found: list[ParsedDay] = []
    for day in days:
        found.append(day)
        if len(found) > MOST_ROWS:
            raise InputError(
                _("Lebih dari %(most)s baris. Masukkan satu keputusan saja.") % {"most": MOST_ROWS},
                field="text",
            )
    if not found:
        raise InputError(
            _(
                "Tidak ada baris yang dapat dibaca. Tulis satu hari per baris, "
                "misalnya: 7 Oktober 2026 HUT Kota."
            ),
            field="text",
        )
    return found


def _parse_line(number: int, line: str, kind: str, year: int | None) -> Iterator[ParsedDay]:
    # The numbering of a list goes, but not a bare day number that belongs to the date.
    rest = line if _WORDED.match(line.strip()) else _NUMBERING.sub("", line)
    dates, span, problem = _find_dates(rest, year)
    if problem:
        yield ParsedDay(number, line.strip()[:150], kind, problem=problem)
        return
    cells = [cell.strip(" .,:-–") for cell in re.split(r"[|;\t]", rest[: span[0]] + " | " + rest[span[1] :])]
    named_kind = next((_KINDS[cell.lower()] for cell in cells if cell.lower() in _KINDS), None)
    words = [_clean(cell) for cell in cells if cell.lower() not in _KINDS]
    name = " ".join(word for word in words if word)
    if not name:
        yield ParsedDay(number, line.strip()[:150], kind, problem=_("Nama hari libur tidak ada."))
        return
    for on in dates:
        yield ParsedDay(number, name[:150], _kind_of(name, named_kind, kind), on)


def _clean(cell: str) -> str:
    """The cell without weekday names; a cell that held nothing else is empty."""
    if not _WEEKDAY.search(cell):
        return cell
    left = re.sub(r"\s+", " ", _WEEKDAY.sub("", cell)).strip(" .,:-–()")
    return "" if re.fullmatch(r"[\s,]*(?:dan[\s,]*)*", left) else left


def _kind_of(name: str, named: HolidayKind | None, default: str) -> str:
    if named is not None:
        return named.value
    return HolidayKind.JOINT_LEAVE.value if name.lower().startswith("cuti bersama") else default


def _find_dates(text: str, year: int | None) -> tuple[list[date], tuple[int, int], str]:
    unreadable = _("Tanggal tidak terbaca. Tulis seperti 7 Oktober 2026.")
    for pattern, order in ((_ISO, (1, 2, 3)), (_SLASHED, (3, 2, 1))):
        match = pattern.search(text)
        if match:
            found = _date(*(int(match[group]) for group in order))
            return ([found], match.span(), "") if found else ([], (0, 0), unreadable)
    match = _WORDED.search(text)
    if match is None:
        return [], (0, 0), unreadable
    if _WORDED.search(text, match.end()):
        return [], (0, 0), _("Ada dua tanggal. Tulis satu tanggal, atau rentang dalam satu bulan, per baris.")
    in_year = int(match[3]) if match[3] else year
    if in_year is None:
        return [], (0, 0), _("Tahunnya tidak ada. Isi tahun pada formulir atau pada setiap baris.")
    days = [_date(in_year, _MONTHS[match[2].lower()], day) for day in _day_numbers(match[1])]
    if not days or None in days:
        return [], (0, 0), unreadable
    return [day for day in days if day], match.span(), ""


def _day_numbers(text: str) -> list[int]:
    """`20, 23, dan 24` and `21-22` (through); a list that runs backwards is no list of days."""
    numbers: list[int] = []
    for part in re.split(r",|\bdan\b|&", text):
        bounds = [int(found) for found in re.findall(r"\d{1,2}", part)]
        if bounds:
            numbers += range(bounds[0], bounds[-1] + 1)
    return numbers


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_csv(text: str, kind: str, year: int | None) -> Iterator[ParsedDay]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(";\t|,", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter)) if delimiter in first else []
    except csv.Error:
        rows = []
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    columns = {
        name: next((place for place, cell in enumerate(head) if cell in words), None)
        for name, words in _COLUMNS.items()
    }
    if columns["date"] is None or columns["name"] is None:
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield from _parse_line(number, line.replace(delimiter, " | "), kind, year)
        return
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            cells = {
                name: row[place].strip() if place is not None and place < len(row) else ""
                for name, place in columns.items()
            }
            yield from _parse_line(
                number, " | ".join((cells["date"], cells["name"], cells["kind"])), kind, year
            )


def _parse_ics(text: str, kind: str) -> Iterator[ParsedDay]:
    # RFC 5545 3.1: a line that begins with a blank continues the one before it.
    unfolded = re.sub(r"\n[ \t]", "", text)
    event: dict[str, str] | None = None
    for number, line in enumerate(unfolded.splitlines(), start=1):
        name, colon, value = line.partition(":")
        key = name.partition(";")[0].upper()
        if (key, value.strip().upper()) == ("BEGIN", "VEVENT"):
            event = {}
        elif (key, value.strip().upper()) == ("END", "VEVENT") and event is not None:
            yield from _event_days(number, event, kind)
            event = None
        elif colon and event is not None:
            event.setdefault(key, value.strip())


def _event_days(number: int, event: dict[str, str], kind: str) -> Iterator[ParsedDay]:
    name = re.sub(
        r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], event.get("SUMMARY", "")
    ).strip()
    start, end = _ics_date(event.get("DTSTART", "")), _ics_date(event.get("DTEND", ""))
    if start is None or not name:
        problem = _("Acara tanpa tanggal atau tanpa nama.")
        yield ParsedDay(number, name[:150] or event.get("DTSTART", ""), kind, problem=problem)
        return
    # DTEND is the day after the last one (RFC 5545 3.6.1).
    length = max(1, min((end - start).days, LONGEST_SPAN)) if end else 1
    for offset in range(length):
        on = start + timedelta(days=offset)
        yield ParsedDay(number, name[:150], _kind_of(name, None, kind), on)


def _ics_date(value: str) -> date | None:
    match = re.match(r"(\d{4})(\d{2})(\d{2})", value)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None
