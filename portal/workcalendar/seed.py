"""The first filling of the calendar from the `holidays` package; the tables are the truth afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import holidays
from django.db import transaction

from .models import (
    CalendarYear,
    Holiday,
    HolidayKind,
    ProposalState,
    ProposedHoliday,
    Source,
)
from .selectors import read_calendar
from .services import publish_change

FIRST_YEAR, LAST_YEAR = 2019, 2027
#: Years whose joint decree has been compared with the package; later ones wait for theirs.
CONFIRMED_THROUGH = 2026
CATEGORIES = {HolidayKind.NATIONAL: "public", HolidayKind.JOINT_LEAVE: "government"}
_ESTIMATE = re.compile(r"\s*\((?:perkiraan|estimated)\)", re.IGNORECASE)
_SPELLING = (
    ("Pegangti Cuti Bersama", "Pengganti cuti bersama"),
    ("Cuti Bersama", "Cuti bersama"),
    ("Hari kedua dari Hari Raya Idul Fitri", "Hari kedua Idulfitri"),
    ("Hari Raya Idul Fitri", "Idulfitri"),
    ("Hari Raya Idul Adha", "Iduladha"),
    ("; ", " dan "),
)


@dataclass(frozen=True)
class SeedDay:
    date: date
    name: str
    kind: HolidayKind
    estimated: bool


@dataclass
class SeedCount:
    """Rows of the Holiday table; a year counts as a row of its own."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


def seed_days(years: Iterable[int]) -> list[SeedDay]:
    """The package's days of `years` in Indonesian. Rows it marks as estimates lose the mark and say so."""
    found: dict[date, SeedDay] = {}
    for kind, category in CATEGORIES.items():
        listed = holidays.country_holidays("ID", years=list(years), language="id", categories=(category,))
        for on, name in listed.items():
            plain = _ESTIMATE.sub("", name)
            for old, new in _SPELLING:
                plain = plain.replace(old, new)
            # A day that is both stays a national holiday: the law names those first.
            found.setdefault(on, SeedDay(on, plain.strip(), kind, bool(_ESTIMATE.search(name))))
    return sorted(found.values(), key=lambda day: day.date)


@transaction.atomic
def load_seed(*, years: Iterable[int], now: datetime) -> SeedCount:
    """Fill `years` idempotently. What people decided stays: years that a person confirmed, and every day that
    a confirmed proposal set or removed.
    """
    wanted = sorted(set(years))
    before = read_calendar()
    count = SeedCount()
    owned = set(
        CalendarYear.objects.filter(confirmed_by__isnull=False, year__in=wanted).values_list(
            "year", flat=True
        )
    )
    open_years = [year for year in wanted if year not in owned]
    count.unchanged += Holiday.objects.filter(date__year__in=owned).count() if owned else 0
    estimated = _load_days(open_years, count)
    for year in open_years:
        _load_year(year, year <= CONFIRMED_THROUGH and year not in estimated, now, count)
    count.unchanged += len(owned)
    if count.created or count.changed:
        publish_change(before=before, actor=None, reason="load_calendar", now=now)
    return count


def _load_days(years: list[int], count: SeedCount) -> set[int]:
    decided = set(
        ProposedHoliday.objects.filter(proposal__state=ProposalState.CONFIRMED).values_list("date", flat=True)
    )
    present = {row.date: row for row in Holiday.objects.filter(date__year__in=years)}
    estimated: set[int] = set()
    for day in seed_days(years):
        estimated |= {day.date.year} if day.estimated else set()
        row = present.get(day.date)
        if day.date in decided or (row is not None and row.source != Source.SEED):
            count.unchanged += 1
            continue
        values = {
            "name": day.name,
            "kind": day.kind.value,
            "confirmed": not day.estimated and day.date.year <= CONFIRMED_THROUGH,
        }
        if row is None:
            Holiday.objects.create(date=day.date, source=Source.SEED, **values)
            count.created += 1
        elif {name: getattr(row, name) for name in values} != values:
            Holiday.objects.filter(pk=row.pk).update(**values)
            count.changed += 1
        else:
            count.unchanged += 1
    return estimated


def _load_year(year: int, confirmed: bool, now: datetime, count: SeedCount) -> None:
    row, created = CalendarYear.objects.get_or_create(
        year=year,
        defaults={"confirmed_at": now if confirmed else None, "basis": "SKB 3 Menteri" if confirmed else ""},
    )
    if created:
        count.created += 1
    elif confirmed and row.confirmed_at is None:
        CalendarYear.objects.filter(pk=year).update(confirmed_at=now, basis="SKB 3 Menteri")
        count.changed += 1
    else:
        count.unchanged += 1
