"""Every date in the life of a request, computed from its receipt and a calendar.

The functions that compute one period each live in `periods`, the drawn row of days in `dayline`; callers
import all of them from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.kernel.moments import in_wib, wib_date
from portal.kernel.workdays import CountedDay, DueDate, WorkCalendar
from requests_app.law.dayline import DayBlock, DayGroup, DayLine, day_line
from requests_app.law.periods import (
    calendar_for,
    completion_until,
    counted_days,
    days_late,
    decision_due,
    dispute_until,
    extended_due,
    lateness_found_on,
    lateness_objection_window,
    may_be_judged,
    notice_starts_on,
    objection_until,
    on_time,
    period_end,
    required_end,
    statutory_due,
)
from requests_app.law.rules import Readings, Stage, readings_on

__all__ = [
    "CaseDates",
    "DayBlock",
    "DayGroup",
    "DayLine",
    "calendar_for",
    "case_dates",
    "completion_until",
    "counted_days",
    "day_line",
    "days_late",
    "decision_due",
    "dispute_until",
    "extended_due",
    "lateness_found_on",
    "lateness_objection_window",
    "may_be_judged",
    "objection_until",
    "on_time",
    "period_end",
    "statutory_due",
]


@dataclass(frozen=True)
class CaseDates:
    """The dates of one request; None where no period runs or no rule was in force.

    Objection, decision and dispute are those for lateness: as if the objection were filed on the first day
    and answered on the last. `provisional_dates` names the fields that run into an unconfirmed year,
    `unknown_dates` those that run into a year without calendar, by which nobody may be judged.
    """

    received_at: datetime
    received_on: date
    check_by: date | None
    target_on: date | None
    due_on: date
    extended_due_on: date
    extended: bool
    objection_from: date
    objection_until: date
    decision_due_on: date
    dispute_until: date
    days: tuple[CountedDay, ...]
    provisional_dates: tuple[str, ...] = ()
    unknown_dates: tuple[str, ...] = ()

    @property
    def effective_due_on(self) -> date:
        """The date that holds: the extended one once the case is extended."""
        return self.extended_due_on if self.extended else self.due_on

    @property
    def provisional(self) -> bool:
        """Whether any of the dates may still move because a year's calendar is not confirmed."""
        return bool(self.provisional_dates)

    @property
    def due_is_provisional(self) -> bool:
        return ("extended_due_on" if self.extended else "due_on") in self.provisional_dates


def case_dates(
    received_at: datetime,
    calendar: WorkCalendar,
    *,
    registered_at: datetime | None = None,
    complete_at: datetime | None = None,
    extended: bool = False,
    told: Iterable[date] = (),
    readings: Readings | None = None,
) -> CaseDates:
    """All dates of a request. `registered_at` is later than `received_at` for a letter entered afterwards."""
    received_on = wib_date(received_at)
    complete_on = wib_date(complete_at) if complete_at else None
    readings = readings or readings_on(received_on)
    start = notice_starts_on(received_on, complete_on, readings)
    due = required_end(Stage.NOTICE, start, calendar, readings)
    later = extended_due(due, start, calendar, readings)
    in_force = later if extended else due
    registered_on = wib_date(registered_at) if registered_at else received_on
    ends: dict[str, DueDate | None] = {
        "check_by": period_end(Stage.COMPLETENESS_CHECK, registered_on, calendar, readings=readings),
        "target_on": period_end(Stage.SERVICE_TARGET, complete_on, calendar, readings=readings)
        if complete_on
        else None,
        "due_on": due,
        "extended_due_on": later,
        **_after_lateness(in_force, calendar, told, readings),
    }
    days_of: dict[str, Any] = {name: end.on if end else None for name, end in ends.items()}
    return CaseDates(
        received_at=in_wib(received_at),
        received_on=received_on,
        extended=extended,
        days=counted_days(start, in_force.on, calendar, readings),
        provisional_dates=tuple(name for name, end in ends.items() if end and end.provisional),
        unknown_dates=tuple(name for name, end in ends.items() if end and end.unknown),
        **days_of,
    )


def _after_lateness(
    due: DueDate, calendar: WorkCalendar, told: Iterable[date], readings: Readings
) -> dict[str, DueDate]:
    """Objection, its decision and the dispute, each begun on its first day and answered on its last."""
    opens, closes = lateness_objection_window(due.on, calendar, told=told, readings=readings)
    decision = decision_due(opens, calendar, readings=readings)
    return {
        # The right opens on a calendar day, which is as certain as the due date before it.
        "objection_from": DueDate(opens, due.provisional, due.unknown),
        "objection_until": closes,
        "decision_due_on": decision,
        "dispute_until": required_end(Stage.DISPUTE_FILING, decision.on, calendar, readings),
    }
