"""The row of working days (garis hari): one source for page, desk, letters and report.

`day_line` returns what the component draws and what it says to a screen reader; it decides nothing of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from portal.kernel.formats import nama_hari, tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import CountedDay, DayKind, WorkCalendar, count_days, workdays_between
from requests_app.law.periods import (
    calendar_for,
    counted_days,
    days_late,
    extended_due,
    notice_starts_on,
    statutory_due,
)
from requests_app.law.rules import Readings, readings_on

#: Late blocks drawn before the line says "and n more": a year of lateness must not be a mile of blocks.
MAX_LATE_BLOCKS = 10


@dataclass(frozen=True)
class DayBlock:
    """One calendar day of the line; `part` is notice, extension or late."""

    on: date
    counted: bool
    number: int | None
    reason: str
    kind: DayKind
    part: str
    is_past: bool = False
    is_today: bool = False
    is_due: bool = False
    is_answer: bool = False

    @property
    def is_late(self) -> bool:
        return self.part == "late"


@dataclass(frozen=True)
class DayGroup:
    """A run of days of one kind, for the table under "Bagaimana tanggal ini dihitung?"."""

    first_on: date
    last_on: date
    counted: bool
    first_number: int | None
    last_number: int | None
    reasons: tuple[str, ...]
    has_today: bool


@dataclass(frozen=True)
class DayLine:
    """`day_number` is today's place in the count (that of the answer once answered), 0 before day one.

    `is_over`: the due date is past, or was past when the answer came. Ask this for lateness; `days_late` counts
    working days and is still 0 on the weekend after a Friday.
    """

    blocks: tuple[DayBlock, ...]
    received_on: date
    due_on: date
    total: int
    day_number: int
    days_left: int
    days_late: int
    is_over: bool
    hidden_late_days: int
    answered_on: date | None
    provisional: bool
    label: str

    @property
    def groups(self) -> tuple[DayGroup, ...]:
        return group_days(self.blocks)


def day_line(
    received_at: datetime,
    today: date,
    calendar: WorkCalendar,
    *,
    complete_at: datetime | None = None,
    extended: bool = False,
    answered_at: datetime | None = None,
    due_on: date | None = None,
    readings: Readings | None = None,
    lang: str = "id",
) -> DayLine:
    """The line of a case as it stands on `today`.

    `due_on` draws the line to a stored date instead of the computed one: a closed case keeps the date it was
    judged by. Days after the due date are appended while the case is unanswered, at most MAX_LATE_BLOCKS
    working days of them.
    """
    received_on = wib_date(received_at)
    readings = readings or readings_on(received_on)
    counting = calendar_for(calendar, readings)
    start = notice_starts_on(received_on, wib_date(complete_at) if complete_at else None, readings)
    first_due = statutory_due(received_at, calendar, complete_at=complete_at, readings=readings)
    due = extended_due(first_due, start, calendar, readings) if extended else first_due
    last_on = due_on or due.on
    answered_on = wib_date(answered_at) if answered_at else None
    until = min(today, answered_on) if answered_on else today
    late = days_late(last_on, until, counting)
    days = list(counted_days(start, last_on, calendar, readings))
    if late:
        days += late_days_after(
            last_on, min(late, MAX_LATE_BLOCKS), len([d for d in days if d.counted]), counting
        )
    total = sum(day.counted for day in days if day.on <= last_on)
    number = _number_on(until, start, counting, readings)
    blocks = tuple(block_of(day, counting, first_due.on, last_on, until, today, answered_on) for day in days)
    provisional = due.provisional and not answered_on
    return DayLine(
        blocks=blocks,
        received_on=received_on,
        due_on=last_on,
        total=total,
        day_number=number,
        days_left=max(0, total - number),
        days_late=late,
        is_over=until > last_on,
        hidden_late_days=max(0, late - MAX_LATE_BLOCKS),
        answered_on=answered_on,
        provisional=provisional,
        label=_label(
            number, total, late if until > last_on else None, last_on, answered_on, provisional, lang
        ),
    )


def _number_on(day: date, start: date, counting: WorkCalendar, readings: Readings) -> int:
    first = start - timedelta(days=1) if readings.receipt_day_is_day_one else start
    return max(0, workdays_between(first, day, counting))


def late_days_after(due_on: date, days: int, offset: int, counting: WorkCalendar) -> Iterable[CountedDay]:
    """The `days` working days after `due_on` and the skipped ones between, numbered on from `offset`."""
    for day in count_days(due_on, days, counting):
        number = day.number + offset if day.number else None
        yield CountedDay(day.on, day.counted, number, day.reason)


def block_of(
    day: CountedDay,
    counting: WorkCalendar,
    first_due_on: date,
    last_on: date,
    until: date,
    today: date,
    answered_on: date | None,
) -> DayBlock:
    """How one day is drawn: days after `first_due_on` are extension, after `last_on` late."""
    part = "late" if day.on > last_on else "extension" if day.on > first_due_on else "notice"
    return DayBlock(
        on=day.on,
        counted=day.counted,
        number=day.number,
        reason=day.reason,
        kind=counting.kind(day.on),
        part=part,
        is_past=day.counted and day.on <= until,
        is_today=day.on == today,
        is_due=day.on == last_on,
        is_answer=day.on == answered_on,
    )


def _label(
    number: int,
    total: int,
    late: int | None,
    due_on: date,
    answered_on: date | None,
    provisional: bool,
    lang: str,
) -> str:
    if lang.startswith("en"):
        due = f"due {nama_hari(due_on, lang)} {tanggal(due_on, lang)}"
        maybe = ", provisional" if provisional else ""
        if late is not None:
            days = f"{late} working days late" if late else "after the last day"
            state = f"answered {days}" if answered_on else days
        elif answered_on:
            state = f"answered on day {number} of {total}"
        else:
            state = f"day {number} of {total}" if number else f"day 1 of {total} not yet begun"
        return f"{state}, {due}{maybe}"
    due = f"jatuh tempo {nama_hari(due_on)} {tanggal(due_on)}"
    maybe = ", sementara" if provisional else ""
    if late is not None:
        days = f"terlambat {late} hari kerja" if late else "sesudah hari terakhir"
        state = f"dijawab {days}" if answered_on else days
    elif answered_on:
        state = f"dijawab pada hari ke-{number} dari {total}"
    else:
        state = f"hari ke-{number} dari {total}" if number else f"hari ke-1 dari {total} belum mulai"
    return f"{state}, {due}{maybe}"


def group_days(blocks: Iterable[DayBlock]) -> tuple[DayGroup, ...]:
    """Runs of counted days, and runs of skipped days that have the same reason (a weekend is one run)."""

    def key(block: DayBlock) -> tuple[bool, str, str]:
        if block.counted:
            return (True, block.part, "")
        return (False, block.part, "" if block.kind is DayKind.WEEKEND else block.reason)

    groups = []
    for _key, run in groupby(blocks, key):
        days = list(run)
        groups.append(
            DayGroup(
                first_on=days[0].on,
                last_on=days[-1].on,
                counted=days[0].counted,
                first_number=days[0].number,
                last_number=days[-1].number,
                reasons=tuple(dict.fromkeys(day.reason for day in days if day.reason)),
                has_today=any(day.is_today for day in days),
            )
        )
    return tuple(groups)
