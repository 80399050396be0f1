"""The statutory periods of a dispute, from the days that are known (UU 14/2008 Pasal 37-50; PERKI 1/2013).

Where UU 14/2008 and PERKI 1/2013 count differently (trap T16) both days are shown: the city keeps to the
earlier one, and takes a ruling as final only after the later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portal.kernel.text import gettext_noop as _
from portal.kernel.workdays import DueDate, WorkCalendar, add_workdays
from requests_app.law.periods import period_end
from requests_app.law.rules import RULES, Stage, rule_for

#: PERKI 1/2013 Pasal 60 ayat (2): fourteen days, not working days.
COURT_DAYS_BY_PERKI = timedelta(days=14)


@dataclass(frozen=True)
class DisputeDays:
    """What is known of a dispute's course; None where it has not happened or is not known."""

    applied_on: date
    mediation_on: date | None = None
    mediation_extended: bool = False
    mediation_ended_on: date | None = None
    adjudication_on: date | None = None
    ruled_on: date | None = None
    ruling_received_on: date | None = None
    sued_on: date | None = None
    court_received_on: date | None = None
    appealed_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class DisputePeriod:
    """One period: from what day until which; `done_on` ended it. `safe_until` is an earlier reading, if any."""

    stage: Stage
    label: str
    article: str
    starts_on: date
    until: DueDate
    done_on: date | None = None
    safe_until: date | None = None
    note: str = ""

    @property
    def keep_to(self) -> date:
        """The day that the city keeps to."""
        return min(self.until.on, self.safe_until) if self.safe_until else self.until.on

    def is_running(self, today: date) -> bool:
        return self.done_on is None and self.starts_on <= today <= self.until.on

    def is_late(self, today: date) -> bool:
        """Whether it ran out before it was ended."""
        return (self.done_on or today) > self.until.on


def _period(
    stage: Stage, starts_on: date, calendar: WorkCalendar, *, done_on: date | None = None,
    safe_until: date | None = None, note: str = "",
) -> DisputePeriod | None:  # fmt: skip
    rule, until = rule_for(stage, starts_on), period_end(stage, starts_on, calendar)
    if rule is None or until is None:
        return None
    return DisputePeriod(
        stage, rule.label, rule.article, starts_on, until, done_on, safe_until, note or rule.note
    )


def mediation_until(days: DisputeDays, calendar: WorkCalendar) -> DueDate | None:
    """Fourteen working days from the first meeting, seven more when both agreed (PERKI 1/2013 Pasal 41)."""
    if days.mediation_on is None:
        return None
    first = period_end(Stage.MEDIATION, days.mediation_on, calendar)
    rule = rule_for(Stage.MEDIATION_EXTENSION, days.mediation_on)
    if first is None or rule is None or not days.mediation_extended:
        return first
    return add_workdays(first.on, rule.length, calendar)


def _mediation(days: DisputeDays, calendar: WorkCalendar) -> DisputePeriod | None:
    until = mediation_until(days, calendar)
    if until is None or days.mediation_on is None:
        return None
    rule = next(rule for rule in RULES if rule.stage is Stage.MEDIATION)
    note = _("Diperpanjang satu kali tujuh hari kerja.") if days.mediation_extended else ""
    return DisputePeriod(
        Stage.MEDIATION,
        rule.label,
        rule.article,
        days.mediation_on,
        until,
        days.mediation_ended_on,
        note=note,
    )


def court_way(
    received_on: date, calendar: WorkCalendar, *, sued_on: date | None = None
) -> DisputePeriod | None:
    """The way to the court after the ruling of Komisi Informasi was received, by both readings."""
    return _period(
        Stage.COURT_OBJECTION, received_on, calendar, done_on=sued_on,
        safe_until=received_on + COURT_DAYS_BY_PERKI,
    )  # fmt: skip


def way_until(days: DisputeDays, calendar: WorkCalendar, *, for_city: bool) -> date | None:
    """Last day of the way that is open now: to cassation after a court's ruling, else to the court.

    None while the receipt of the ruling is unknown.
    """
    if days.court_received_on is not None:
        end = period_end(Stage.CASSATION, days.court_received_on, calendar)
        return end.on if end else None
    if days.sued_on is not None or days.ruling_received_on is None:
        return None
    way = court_way(days.ruling_received_on, calendar)
    if way is None:
        return None
    return way.keep_to if for_city else way.until.on


def dispute_periods(days: DisputeDays, calendar: WorkCalendar) -> list[DisputePeriod]:
    """Every period that has begun, in the order of the law."""
    begun = min((day for day in (days.mediation_on, days.adjudication_on) if day), default=None)
    ended = (
        days.ruled_on or (days.mediation_ended_on if days.adjudication_on is None else None) or days.closed_on
    )
    found = [
        _period(Stage.KI_START, days.applied_on, calendar, done_on=begun or days.ruled_on or days.closed_on),
        _period(Stage.KI_SETTLEMENT, days.applied_on, calendar, done_on=ended),
        _mediation(days, calendar),
    ]
    if days.ruling_received_on:
        found.append(court_way(days.ruling_received_on, calendar, sued_on=days.sued_on))
    if days.court_received_on:
        found.append(_period(Stage.CASSATION, days.court_received_on, calendar, done_on=days.appealed_on))
    return [period for period in found if period is not None]
