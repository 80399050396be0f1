"""Reading the calendar. `current_calendar` is what every deadline in the portal is counted with."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from portal.kernel.workdays import WorkCalendar

from .models import CalendarVersion, CalendarYear, Change, Holiday, HolidayKind, HolidayProposal

_lock = threading.Lock()
_cached: tuple[str, WorkCalendar] | None = None


def current_calendar() -> WorkCalendar:
    """The calendar in force, from memory while the version row says that it is unchanged (one small query).

    A change is therefore in effect in every process at its next call, without restart. Call it once for a
    page.
    """
    global _cached
    token = CalendarVersion.objects.filter(pk=1).values_list("token", flat=True).first()
    with _lock:
        if token and _cached is not None and _cached[0] == token:
            return _cached[1]
    calendar = read_calendar()
    if token:
        with _lock:
            _cached = (token, calendar)
    return calendar


def read_calendar() -> WorkCalendar:
    """The calendar as the tables have it now: estimates count only in years that are not confirmed."""
    years = dict(CalendarYear.objects.values_list("year", "confirmed_at"))
    confirmed = {year for year, at in years.items() if at is not None}
    days: dict[str, dict[date, str]] = {kind: {} for kind in HolidayKind.values}
    for on, name, kind, sure in Holiday.objects.values_list("date", "name", "kind", "confirmed"):
        if sure or on.year not in confirmed:
            days[kind][on] = name
    return WorkCalendar(
        holidays=days[HolidayKind.NATIONAL],
        joint_leave=days[HolidayKind.JOINT_LEAVE],
        local=days[HolidayKind.LOCAL],
        known_years=frozenset(years),
        confirmed_years=frozenset(confirmed),
    )


def calendar_after(proposal: HolidayProposal, calendar: WorkCalendar) -> WorkCalendar:
    """The calendar as it would be once `proposal` is confirmed; nothing is written."""
    days = {
        HolidayKind.NATIONAL: dict(calendar.holidays),
        HolidayKind.JOINT_LEAVE: dict(calendar.joint_leave),
        HolidayKind.LOCAL: dict(calendar.local),
    }
    years = set(calendar.known_years)
    for row in proposal.rows.all():
        for of_kind in days.values():
            of_kind.pop(row.date, None)
        if row.change == Change.SET:
            days[HolidayKind(row.kind)][row.date] = row.name
            years.add(row.date.year)
    confirmed = set(calendar.confirmed_years)
    if proposal.confirms_year:
        years.add(proposal.confirms_year)
        confirmed.add(proposal.confirms_year)
    return WorkCalendar(
        holidays=days[HolidayKind.NATIONAL],
        joint_leave=days[HolidayKind.JOINT_LEAVE],
        local=days[HolidayKind.LOCAL],
        known_years=frozenset(years),
        confirmed_years=frozenset(confirmed),
    )


@dataclass(frozen=True)
class YearStatus:
    """How well a year is known: `confirmed`, `estimated` or `missing`."""

    year: int
    status: str
    holidays: int = 0
    estimates: int = 0
    basis: str = ""


def year_statuses(years: Iterable[int]) -> list[YearStatus]:
    """The status of each of `years`, those without a calendar included; two queries."""
    wanted = sorted(set(years))
    known = {row.year: row for row in CalendarYear.objects.filter(year__in=wanted)}
    per_year = (
        Holiday.objects.values_list("date__year")
        .annotate(days=Count("id"), estimates=Count("id", filter=Q(confirmed=False)))
        .order_by()
    )
    counted = {year: (days, estimates) for year, days, estimates in per_year}
    found = []
    for year in wanted:
        row, (days, estimates) = known.get(year), counted.get(year, (0, 0))
        status = "missing" if row is None else "confirmed" if row.confirmed_at else "estimated"
        found.append(YearStatus(year, status, days, estimates, row.basis if row else ""))
    return found


def known_years() -> list[int]:
    return list(CalendarYear.objects.values_list("year", flat=True))


def proposals() -> QuerySet[HolidayProposal]:
    """Newest first, with the people and the number of days, for the list."""
    found = HolidayProposal.objects.select_related("proposed_by", "decided_by").annotate(days=Count("rows"))
    return found.order_by("-proposed_at", "-id")
