"""The row of working days (garis hari) of any period that is counted from one day to another."""

from __future__ import annotations

from datetime import date

from portal.kernel.formats import nama_hari, tanggal
from portal.kernel.workdays import WorkCalendar, days_through, workdays_between
from requests_app.law.dayline import MAX_LATE_BLOCKS, DayLine, block_of, late_days_after
from requests_app.law.periods import calendar_for
from requests_app.law.rules import Readings, readings_on


def period_line(
    starts_on: date,
    due_on: date,
    today: date,
    calendar: WorkCalendar,
    *,
    ended_on: date | None = None,
    provisional: bool = False,
    readings: Readings | None = None,
    lang: str = "id",
) -> DayLine:
    """The line of a period that started on `starts_on` and is due on `due_on`, as it stands on `today`.

    Working days after the due date are appended while it has not `ended_on`, at most MAX_LATE_BLOCKS of them.
    """
    readings = readings or readings_on(starts_on)
    counting = calendar_for(calendar, readings)
    day_one = readings.receipt_day_is_day_one
    days = list(days_through(starts_on, due_on, counting, start_is_day_one=day_one))
    total = sum(day.counted for day in days)
    until = min(today, ended_on) if ended_on else today
    late = max(0, workdays_between(due_on, until, counting)) if until > due_on else 0
    if late:
        days += late_days_after(due_on, min(late, MAX_LATE_BLOCKS), total, counting)
    number = sum(day.counted and day.on <= min(until, due_on) for day in days) + late
    blocks = tuple(block_of(day, counting, due_on, due_on, until, today, ended_on) for day in days)
    unsure = provisional and ended_on is None
    return DayLine(
        blocks=blocks,
        received_on=starts_on,
        due_on=due_on,
        total=total,
        day_number=number,
        days_left=max(0, total - number),
        days_late=late,
        is_over=until > due_on,
        hidden_late_days=max(0, late - MAX_LATE_BLOCKS),
        answered_on=ended_on,
        provisional=unsure,
        label=_label(number, total, late if until > due_on else None, due_on, ended_on, unsure, lang),
    )


def _label(
    number: int, total: int, late: int | None, due_on: date, ended_on: date | None, unsure: bool, lang: str
) -> str:
    english = lang.startswith("en")
    day = f"{nama_hari(due_on, lang)} {tanggal(due_on, lang)}"
    due = f"due {day}" if english else f"batas {day}"
    maybe = ("", ", provisional" if english else ", sementara")[unsure]
    if english:
        if late is not None:
            state = f"{late} working days late" if late else "after the last day"
        elif ended_on:
            state = f"ended on day {number} of {total}"
        else:
            state = f"day {number} of {total}" if number else f"day 1 of {total} not yet begun"
    elif late is not None:
        state = f"lewat {late} hari kerja" if late else "sesudah hari terakhir"
    elif ended_on:
        state = f"selesai pada hari ke-{number} dari {total}"
    else:
        state = f"hari ke-{number} dari {total}" if number else f"hari ke-1 dari {total} belum mulai"
    return f"{state}, {due}{maybe}"
