"""Days, months and years as people write them. Day comes before month, as here; a month first is read only where
the other order cannot be.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from portal.kernel.formats import BULAN

_SHORT = {
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "mrt": 3, "mart": 3, "apr": 4, "mei": 5, "may": 5,
    "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8, "agust": 8, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
    "oct": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12, "dec": 12, "january": 1, "february": 2, "march": 3,
    "june": 6, "july": 7, "august": 8, "october": 10, "december": 12, "maretr": 3,
}  # fmt: skip
MONTHS = {name.lower(): number for number, name in enumerate(BULAN, 1)} | _SHORT
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAYS = (
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_CLOCK = r"(?:[ t,]+(?:pukul|jam)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:wib|z|am|pm)?(?:[+-]\d\d:?\d\d)?)?"
_ISO = re.compile(rf"({_YEAR})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_NUMBERS = re.compile(
    rf"(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{4}}|\d{{2}}){_CLOCK}", re.IGNORECASE
)
_WORDS = re.compile(
    rf"(?:tanggal\s+|tgl\.?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*({_MONTH})[\s\-/.,]*({_YEAR}|\d\d){_CLOCK}",
    re.IGNORECASE,
)
_ENGLISH = re.compile(rf"({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({_YEAR})", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"(?:bulan\s+)?({_MONTH})[\s\-/.,]*({_YEAR}|'?\d\d)", re.IGNORECASE)
_MONTH_NUMBER = re.compile(rf"(\d{{1,2}})[-/.]({_YEAR})|({_YEAR})[-/.](\d{{1,2}})")
_ONE_YEAR = re.compile(rf"(?:tahun|thn?\.?|ta\.?|t\.a\.?|year)?\s*(?:anggaran\s+)?({_YEAR})", re.IGNORECASE)
_YEARS = re.compile(
    rf"(?:tahun\s+)?({_YEAR})\s*(?:-|–|—|/|s\.?/?d\.?|sampai(?: dengan)?|hingga|to)\s*({_YEAR})",
    re.IGNORECASE,
)
_OF_YEAR = r"[\s,]*(?:(?:tahun|thn?\.?|ta\.?|t\.a\.?)\s*(?:anggaran\s+)?)?"
_HALF = re.compile(rf"(?:semester|smt|sem)\.?\s+(ii|i|2|1){_OF_YEAR}({_YEAR})", re.IGNORECASE)
_QUARTER = re.compile(
    rf"(?:triwulan|tw|kuartal|q)\.?\s*(iv|iii|ii|i|[1-4]){_OF_YEAR}({_YEAR})",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:[-–—]|\bs\s?[./]?\s?d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b)\s*", re.IGNORECASE)
_YEAR_AT_END = re.compile(rf"{_YEAR}$")
_COMPACT = re.compile(rf"({_YEAR})(\d\d)(\d\d)")
_SINCE = re.compile(r"^(?:per|sejak|mulai|awal|akhir|pertengahan)\s+", re.IGNORECASE)
_LEADING_DAY = re.compile(rf"^{_DAYS}\s*[,./]?\s*", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 32874, 55153  # 1 January 1990 to 31 December 2050
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days and how it is written in the list: "4 Maret 2024", "Januari 2024", "2023"."""

    text: str
    start: date
    end: date


def _in_words(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def _day(year: int, month: int, day: int) -> When | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return When(_in_words(found), found, found)


def _month(year: int, month: int) -> When | None:
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return When(f"{BULAN[month - 1]} {year}", date(year, month, 1), date(year, month, last))


def _year(year: int, text: str = "") -> When:
    return When(text or str(year), date(year, 1, 1), date(year, 12, 31))


def _full(year: str) -> int:
    number = int(year.lstrip("'"))
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number


def read_when(value: object) -> When | None:
    """The day, month, year or span that a whole cell says; None where it says something else as well."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return When(_in_words(value), value, value)
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _of_number(float(value))
    return _of_text(" ".join(value.split())) if isinstance(value, str) else None


def _of_number(number: float) -> When | None:
    if number.is_integer() and 1900 <= number <= 2100:
        return _year(int(number))
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(number))
        return When(_in_words(day), day, day)
    return None


@lru_cache(maxsize=16384)
def _of_text(text: str) -> When | None:
    plain = _LEADING_DAY.sub("", text).strip(" .,;")
    if not plain or len(plain) > 60:
        return None
    return _exact_day(plain) or _longer(plain, text) or _serial(plain)


def _serial(plain: str) -> When | None:
    match = _SERIAL.fullmatch(plain)
    return _of_number(float(match.group(1))) if match else None


def _exact_day(plain: str) -> When | None:
    if match := _ISO.fullmatch(plain):
        return _day(*(int(part) for part in match.groups()))
    if match := _NUMBERS.fullmatch(plain):
        first, second, year = int(match[1]), int(match[2]), _full(match[3])
        return _day(year, second, first) or _day(year, first, second)
    if match := _WORDS.fullmatch(plain):
        return _day(_full(match[3]), MONTHS[match[2].lower()], int(match[1]))
    if match := _COMPACT.fullmatch(plain):
        return _day(*(int(part) for part in match.groups()))
    if match := _ENGLISH.fullmatch(plain):
        return _day(int(match[3]), MONTHS[match[1].lower()], int(match[2]))
    return None


def _longer(plain: str, text: str) -> When | None:
    if match := _MONTH_YEAR.fullmatch(plain):
        return _month(_full(match[2]), MONTHS[match[1].lower()])
    if match := _MONTH_NUMBER.fullmatch(plain):
        month, year = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _month(int(year), int(month))
    if match := _ONE_YEAR.fullmatch(plain):
        return _year(int(match[1]), "" if plain == match[1] else text)
    return _span(plain, text)


def _span(plain: str, text: str) -> When | None:
    if match := _YEARS.fullmatch(plain):
        first, last = int(match[1]), int(match[2])
        return When(text, date(first, 1, 1), date(last, 12, 31)) if first <= last else None
    if match := _HALF.fullmatch(plain):
        second = match[1].lower() in ("ii", "2")
        year = int(match[2])
        return When(
            text, date(year, 7 if second else 1, 1), date(year, 12, 31) if second else date(year, 6, 30)
        )
    if match := _QUARTER.fullmatch(plain):
        quarter = _ROMAN.get(match[1].lower()) or int(match[1])
        year, last = int(match[2]), quarter * 3
        return When(text, date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1]))
    if match := _SINCE.match(plain):
        found = _of_text(plain[match.end() :])
        return When(text, found.start, found.end) if found else None
    return _from_to(plain, text)


def _from_to(plain: str, text: str) -> When | None:
    """From "Januari" to "Maret 2024", from "3" to "5 Maret 2024": what the first leaves out stands in the second."""
    parts = _TO.split(plain)
    if len(parts) != 2 or not all(parts):
        return None
    begin, last = parts[0], _exact_day(parts[1]) or _longer(parts[1], parts[1])
    if last is None:
        return None
    if not _YEAR_AT_END.search(begin):
        month = f" {BULAN[last.start.month - 1]}" if begin.isdigit() else ""
        begin = f"{begin}{month} {last.start.year}"
    first = _exact_day(begin) or _longer(begin, begin)
    return When(text, first.start, last.end) if first and first.start <= last.start else None


_IN_TITLE = re.compile(
    rf"(?:\b(?:semester|triwulan|tw)\s+[ivIV1-4]{{1,3}}\s+(?:tahun\s+(?:anggaran\s+)?)?{_YEAR}\b)"
    rf"|(?:\b(?:bulan\s+)?(?:{'|'.join(BULAN)})\s+(?:tahun\s+)?{_YEAR}\b)"
    rf"|(?:\b(?:tahun(?:\s+anggaran)?|ta|t\.a\.?|thn|th)\.?\s*{_YEAR}(?:\s*[-–/]\s*{_YEAR})?\b)"
    rf"|(?:\b{_YEAR}\s*[-–]\s*{_YEAR}\b)",
    re.IGNORECASE,
)
#: "Peraturan ... Nomor 3 Tahun 2017": the year of a number, not of the content.
_NUMBERED = re.compile(r"(?:nomo?r|no\.?|nmr)\s*:?\s*[\w./\-]+\s*$", re.IGNORECASE)


@lru_cache(maxsize=16384)
def period_in_title(title: str) -> When | None:
    """The one span of time that a title names ("Laporan Keuangan Tahun 2023"); None for none or several."""
    found = {}
    for match in _IN_TITLE.finditer(title):
        if not _NUMBERED.search(title[: match.start()]):
            when = _of_text(re.sub(r"(?i)\b(\w+)\s+tahun\s+(?=\d{4}$)", _drop_year_word, match.group(0)))
            if when is not None:
                found[when.start, when.end] = when
    return found.popitem()[1] if len(found) == 1 else None


def _drop_year_word(match: re.Match[str]) -> str:
    """ "Maret Tahun 2023" is March 2023; "Semester I Tahun 2023" is understood as it stands."""
    return f"{match.group(1)} " if match.group(1).lower() in MONTHS else match.group(0)


_PARTS = re.compile(r"[\n;|]+|,(?!\d)|\s[/\-–]\s|\bpada\b|\btanggal\b|\bdi\b", re.IGNORECASE)
_TRAILING = re.compile(
    rf"^(.*?)[\s,/;\-–]+((?:{_DAYS},?\s+)?(?:tahun\s+)?(?:\d{{1,2}}\s+)?(?:(?:{_MONTH})\s+)?{_YEAR}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})\s*$",
    re.IGNORECASE | re.DOTALL,
)


def split_place_time(value: object) -> tuple[str, str]:
    """(place, time as written) of a cell that holds both: "Cilegon, 12 Maret 2024". All is place when no part is
    a date, all is time when nothing else is left.
    """
    if not isinstance(value, str):
        return "", "" if value is None else str(value)
    if read_when(value) is not None:
        return "", value.strip()
    parts = [
        part.strip(" ,") for part in _PARTS.split(_LEADING_DAY.sub("", value.strip())) if part.strip(" ,")
    ]
    dated = [at for at, part in enumerate(parts) if read_when(part) is not None]
    if dated and len(parts) > 1:
        when = next((parts[at] for at in dated), "")
        places = [p for at, p in enumerate(parts) if at not in dated and not _LEADING_DAY.fullmatch(p + " ")]
        return ", ".join(places), when
    match = _TRAILING.match(value.strip())
    if match and match[1].strip(" ,") and read_when(match[2]) is not None:
        return match[1].strip(" ,\n"), match[2].strip()
    return " ".join(value.split()), ""
