"""A date cell holds a whole day even where the sheet shows a month or a year only: what is shown counts."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache

from portal.kernel.formats import BULAN

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@lru_cache(maxsize=256)
def _precision(number_format: str) -> str:
    letters = _LITERAL.sub("", number_format or "").lower()
    if "d" in letters or "h" in letters:
        return "day"
    if "m" in letters:
        return "month"
    return "year" if "y" in letters else "day"


def shown_day(value: datetime | date | time, number_format: str) -> str | date:
    """A date, or "Januari 2024" or "2024" where the format shows no more than that."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    day = value.date() if isinstance(value, datetime) else value
    precision = _precision(number_format or "")
    if precision == "month":
        return f"{BULAN[day.month - 1]} {day.year}"
    return str(day.year) if precision == "year" else day
