"""The periods of the law over a calendar: where each one ends and what follows from its end.

Two clocks: the statutory one runs from receipt, is never stopped by an incomplete request, and is what
compliance is judged on (UU 14/2008 Pasal 22 ayat (7)-(8)); the service target runs from completeness (PERKI
1/2021 Pasal 31 ayat (3)). Dates are days in WIB.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from portal.kernel.moments import wib_date
from portal.kernel.workdays import (
    CountedDay,
    DueDate,
    WorkCalendar,
    add_workdays,
    days_through,
    workdays_between,
)
from requests_app.law.rules import Readings, Stage, Unit, readings_on, rule_for

ONE_DAY = timedelta(days=1)


def calendar_for(calendar: WorkCalendar, readings: Readings) -> WorkCalendar:
    """The calendar as the readings want it counted."""
    return calendar if readings.joint_leave_excluded else calendar.with_joint_leave_as_workdays()


def period_end(
    stage: Stage, starts_on: date, calendar: WorkCalendar, *, readings: Readings | None = None
) -> DueDate | None:
    """Last day of the period of `stage` that starts on `starts_on`; None when no rule was in force then.

    Raises ValueError for a period in hours, which has a moment and not a last day.
    """
    rule = rule_for(stage, starts_on)
    if rule is None:
        return None
    if rule.unit is Unit.HOUR:
        raise ValueError(f"{stage} is counted in hours")
    if rule.unit is Unit.DAY:
        return DueDate(starts_on + ONE_DAY * rule.length)
    readings = readings or readings_on(starts_on)
    return add_workdays(
        starts_on,
        rule.length,
        calendar_for(calendar, readings),
        start_is_day_one=readings.receipt_day_is_day_one,
    )


def required_end(stage: Stage, starts_on: date, calendar: WorkCalendar, readings: Readings) -> DueDate:
    end = period_end(stage, starts_on, calendar, readings=readings)
    if end is None:
        raise ValueError(f"no rule for {stage} on {starts_on}: UU 14/2008 was not in force")
    return end


def notice_starts_on(received_on: date, complete_on: date | None, readings: Readings) -> date:
    """The day from which the ten working days are counted."""
    if readings.notice_starts_when_complete and complete_on is not None:
        return complete_on
    return received_on


def extended_due(due: DueDate, starts_on: date, calendar: WorkCalendar, readings: Readings) -> DueDate:
    """The ten days' end moved once by the seven; the day after the tenth is always day one of the seven."""
    rule = rule_for(Stage.EXTENSION, starts_on)
    if rule is None:
        raise ValueError(f"no extension on {starts_on}: UU 14/2008 was not in force")
    later = add_workdays(due.on, rule.length, calendar_for(calendar, readings))
    return DueDate(later.on, due.provisional or later.provisional, due.unknown or later.unknown)


def statutory_due(
    received_at: datetime,
    calendar: WorkCalendar,
    *,
    complete_at: datetime | None = None,
    extended: bool = False,
    readings: Readings | None = None,
) -> DueDate:
    """The last day for the written notice, in WIB; an answer at 23.59 WIB on it is on time."""
    received_on = wib_date(received_at)
    readings = readings or readings_on(received_on)
    start = notice_starts_on(received_on, wib_date(complete_at) if complete_at else None, readings)
    due = required_end(Stage.NOTICE, start, calendar, readings)
    return extended_due(due, start, calendar, readings) if extended else due


def lateness_found_on(due_on: date, readings: Readings | None = None) -> date:
    """The day on which lateness becomes a ground of objection (UU 14/2008 Pasal 35 ayat (1) huruf c
    and g).
    """
    readings = readings or readings_on(due_on)
    return due_on + ONE_DAY if readings.lateness_found_day_after_due else due_on


def lateness_objection_window(
    due_on: date, calendar: WorkCalendar, *, told: Iterable[date] = (), readings: Readings | None = None
) -> tuple[date, DueDate]:
    """First and last day to object to lateness.

    `told` are due dates that the citizen was told before the present one: the earliest opens the right, and
    the window closes by the latest, so that a moved date never takes a day away.
    """
    readings = readings or readings_on(due_on)
    dates = [due_on, *told] if readings.earlier_told_date_opens_rights else [due_on]
    opens = lateness_found_on(min(dates), readings)
    closes = required_end(Stage.OBJECTION_FILING, lateness_found_on(max(dates), readings), calendar, readings)
    return opens, closes


def completion_until(
    notice_received_on: date | None, calendar: WorkCalendar, *, readings: Readings | None = None
) -> DueDate | None:
    """Last day to complete; None while the receipt of the notice is unknown: then the period never lapses."""
    if notice_received_on is None:
        return None
    return period_end(Stage.COMPLETION, notice_received_on, calendar, readings=readings)


def objection_until(
    reason_found_on: date | None, calendar: WorkCalendar, *, readings: Readings | None = None
) -> DueDate | None:
    """Last day to object once the reason was found (receipt of the letter); None while that is unknown."""
    if reason_found_on is None:
        return None
    return period_end(Stage.OBJECTION_FILING, reason_found_on, calendar, readings=readings)


def decision_due(
    objection_received_on: date, calendar: WorkCalendar, *, readings: Readings | None = None
) -> DueDate:
    """Last day for Atasan PPID to answer an objection (UU 14/2008 Pasal 36 ayat (2))."""
    readings = readings or readings_on(objection_received_on)
    return required_end(Stage.OBJECTION_DECISION, objection_received_on, calendar, readings)


def dispute_until(
    response_received_on: date | None,
    decision_due_on: date,
    calendar: WorkCalendar,
    *,
    answered: bool,
    readings: Readings | None = None,
) -> DueDate | None:
    """Last day to go to Komisi Informasi (UU 14/2008 Pasal 37 ayat (2)).

    From receipt of the response; when there was none, from the day the thirty days ran out; None while an
    answered objection's letter is not known to have arrived.
    """
    start = response_received_on if answered else decision_due_on
    if start is None:
        return None
    return period_end(Stage.DISPUTE_FILING, start, calendar, readings=readings)


def counted_days(
    start: date, due_on: date, calendar: WorkCalendar, readings: Readings
) -> tuple[CountedDay, ...]:
    """The days that lead from `start` to `due_on`, each with its number or the reason why it was skipped."""
    return days_through(
        start,
        due_on,
        calendar_for(calendar, readings),
        start_is_day_one=readings.receipt_day_is_day_one,
    )


def on_time(answered_at: datetime, due_on: date) -> bool:
    """Whether the written notice of `answered_at` kept `due_on`; the whole due day in WIB counts."""
    return wib_date(answered_at) <= due_on


def may_be_judged(received_on: date, due_on: date, calendar: WorkCalendar) -> bool:
    """False when a year between receipt and due date has no calendar: such a case is in no on-time figure."""
    return calendar.is_known(received_on, due_on)


def days_late(due_on: date, until: date, calendar: WorkCalendar) -> int:
    """Working days by which `until` (the answer, or today) passed the due date; 0 when it did not."""
    return max(0, workdays_between(due_on, until, calendar))
