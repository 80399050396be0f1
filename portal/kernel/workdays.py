"""Counting working days (hari kerja, PERKI 1/2021 Pasal 1 angka 22) over a calendar given as a value.

The working week is Monday to Friday. No law read here names the first day: by default day one is the next
working day after the start, which is the city's own reading (`start_is_day_one` turns it the other way).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from portal.kernel.text import gettext_noop

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
WEEKEND_NAMES = {SATURDAY: gettext_noop("Sabtu"), SUNDAY: gettext_noop("Minggu")}
#: No calendar has this many days in a row off; a longer run means that the calendar given is broken.
LONGEST_BREAK_IN_DAYS = 60


class DayKind(StrEnum):
    """Why a day counts or does not."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    LOCAL = "local"


@dataclass(frozen=True)
class DueDate:
    """The last day of a period.

    `provisional`: the count touches a year whose calendar is not confirmed. `unknown`: it touches a year
    without any calendar, so that only weekends were skipped and nobody may be judged by it.
    """

    on: date
    provisional: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class CountedDay:
    """One calendar day of a count; `number` is its place among the counted ones, `reason` why it was
    skipped.
    """

    on: date
    counted: bool
    number: int | None
    reason: str


@dataclass(frozen=True)
class WorkCalendar:
    """The days off that the city knows, by kind, and how well each year is known."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    joint_leave: Mapping[date, str] = field(default_factory=dict)
    local: Mapping[date, str] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    confirmed_years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        for name in ("holidays", "joint_leave", "local"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        for name in ("known_years", "confirmed_years"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))

    def kind(self, day: date) -> DayKind:
        """A named day off outranks the weekend it may fall on, because its name explains more."""
        if day in self.holidays:
            return DayKind.NATIONAL
        if day in self.joint_leave:
            return DayKind.JOINT_LEAVE
        if day in self.local:
            return DayKind.LOCAL
        return DayKind.WEEKEND if day.weekday() in WEEKEND_NAMES else DayKind.WORKDAY

    def is_workday(self, day: date) -> bool:
        return self.kind(day) is DayKind.WORKDAY

    def reason(self, day: date) -> str:
        """Why `day` is skipped: the name of the day off, else Sabtu or Minggu; empty on a working day."""
        for days in (self.holidays, self.joint_leave, self.local):
            if day in days:
                return days[day]
        return WEEKEND_NAMES.get(day.weekday(), "")

    def with_joint_leave_as_workdays(self) -> WorkCalendar:
        """The calendar under the other reading of cuti bersama, which no law read here names."""
        return replace(self, joint_leave={})

    def is_known(self, start: date, end: date) -> bool:
        return all(year in self.known_years for year in range(start.year, end.year + 1))

    def is_confirmed(self, start: date, end: date) -> bool:
        return all(year in self.confirmed_years for year in range(start.year, end.year + 1))


def _walk(start: date, calendar: WorkCalendar, *, start_is_day_one: bool) -> Iterator[CountedDay]:
    day = start if start_is_day_one else start + ONE_DAY
    number, idle = 0, 0
    while True:
        counted = calendar.is_workday(day)
        number, idle = (number + 1, 0) if counted else (number, idle + 1)
        if idle > LONGEST_BREAK_IN_DAYS:
            raise ValueError(
                f"no working day in the {LONGEST_BREAK_IN_DAYS} days before {day}: broken calendar"
            )
        yield CountedDay(day, counted, number if counted else None, calendar.reason(day))
        day += ONE_DAY


def count_days(
    start: date, days: int, calendar: WorkCalendar, *, start_is_day_one: bool = False
) -> tuple[CountedDay, ...]:
    """Every calendar day from day one through the last of `days` working days, the skipped ones with their
    reason.

    Raises ValueError for fewer than one day.
    """
    if days < 1:
        raise ValueError("a period has at least one working day")
    result: list[CountedDay] = []
    for day in _walk(start, calendar, start_is_day_one=start_is_day_one):
        result.append(day)
        if day.number == days:
            break
    return tuple(result)


def days_through(
    start: date, end: date, calendar: WorkCalendar, *, start_is_day_one: bool = False
) -> tuple[CountedDay, ...]:
    """The same for a given last day, which may itself be a day off: a date set before a holiday was added."""
    result: list[CountedDay] = []
    for day in _walk(start, calendar, start_is_day_one=start_is_day_one):
        if day.on > end:
            break
        result.append(day)
    return tuple(result)


def add_workdays(
    start: date, days: int, calendar: WorkCalendar, *, start_is_day_one: bool = False
) -> DueDate:
    """The last of `days` working days after `start`; always a working day, never before `start`."""
    on = count_days(start, days, calendar, start_is_day_one=start_is_day_one)[-1].on
    return DueDate(
        on, provisional=not calendar.is_confirmed(start, on), unknown=not calendar.is_known(start, on)
    )


def subtract_workdays(end: date, days: int, calendar: WorkCalendar) -> date:
    """The working day that lies `days` working days before `end`, for reminders and windows before an
    expiry.
    """
    if days < 1:
        raise ValueError("a period has at least one working day")
    day = end
    while days:
        day -= ONE_DAY
        days -= calendar.is_workday(day)
    return day


def workdays_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """Working days after `start` through `end`; negative when `end` lies before `start`."""
    if end < start:
        return -workdays_between(end, start, calendar)
    return sum(calendar.is_workday(start + ONE_DAY * offset) for offset in range(1, (end - start).days + 1))


def next_workday(day: date, calendar: WorkCalendar) -> date:
    """The first working day after `day`."""
    return count_days(day, 1, calendar)[-1].on
