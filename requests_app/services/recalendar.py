"""When the calendar changes: which cases would move, and moving the open ones.

`due_on` is what the law gives by the calendar in force, recomputed both ways; each date ever told stays in the
event log (requests_app.told). What was answered keeps the date that it was judged by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from portal.audit.services import record
from portal.kernel.moments import WIB
from portal.kernel.workdays import DueDate, WorkCalendar
from portal.workcalendar.impact import ImpactRow
from requests_app.law.deadlines import on_time, statutory_due
from requests_app.law.states import OPEN_STATES
from requests_app.models import EventKind, InformationRequest

from . import _effects
from ._transition import add_event, lock_case, sync_parent

_FIELDS = (
    "number", "state", "received_at", "complete_at", "extended_at", "due_on", "original_due_on",
    "due_is_provisional", "noticed_at", "judged_due_on", "agency__name",
)  # fmt: skip


@dataclass(frozen=True)
class _Span:
    """The days between which the two calendars differ, in days off or in how well a year is known."""

    first: date
    last: date


def _changed_span(before: WorkCalendar, after: WorkCalendar) -> _Span | None:
    days: set[date] = set()
    for name in ("holidays", "joint_leave", "local"):
        days |= set(getattr(before, name)) ^ set(getattr(after, name))
    years = (before.known_years ^ after.known_years) | (before.confirmed_years ^ after.confirmed_years)
    for year in years:
        days |= {date(year, 1, 1), date(year, 12, 31)}
    return _Span(min(days), max(days)) if days else None


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, WIB)


def _touched(queryset: QuerySet[InformationRequest], span: _Span) -> QuerySet[InformationRequest]:
    """Cases whose count may cross the span; one that was due before it or received after it cannot move."""
    found = queryset.filter(received_at__lt=_midnight_after(span.last))
    return found.select_related("agency").only(*_FIELDS).order_by("due_on", "pk")


def _open_cases(span: _Span) -> QuerySet[InformationRequest]:
    # A split case follows its parts.
    states = [state.value for state in OPEN_STATES]
    whole = InformationRequest.objects.filter(parts__isnull=True)
    return _touched(whole.filter(state__in=states, due_on__gte=span.first), span)


def _late_answers(span: _Span) -> QuerySet[InformationRequest]:
    answered = InformationRequest.objects.filter(parts__isnull=True).exclude(
        state__in=[state.value for state in OPEN_STATES]
    )
    return _touched(answered.filter(judged_due_on__gte=span.first, noticed_at__isnull=False), span)


def _due(case: InformationRequest, calendar: WorkCalendar, *, extended: bool) -> DueDate:
    return statutory_due(case.received_at, calendar, complete_at=case.complete_at, extended=extended)


def _path(case: InformationRequest) -> str:
    try:
        return reverse("desk:case", args=[case.pk])
    except NoReverseMatch:
        return ""


class RequestImpact:
    """What the calendar asks of this app (portal.workcalendar.impact.ImpactProvider)."""

    name = "requests"
    title = "Permohonan informasi"

    def preview(self, *, before: WorkCalendar, after: WorkCalendar, today: date) -> list[ImpactRow]:
        """Open cases whose due date would change, and late answers that would have been on time."""
        span = _changed_span(before, after)
        if span is None:
            return []
        return [*self._moving(span, after, today), *self._excused(span, after)]

    def _moving(self, span: _Span, after: WorkCalendar, today: date) -> Iterator[ImpactRow]:
        for case in _open_cases(span).iterator(chunk_size=500):
            new = _due(case, after, extended=case.extended_at is not None).on
            if new == case.due_on:
                continue
            yield ImpactRow(
                label=case.number,
                agency=case.agency.name,
                url=_path(case),
                old_due_on=case.due_on,
                new_due_on=new,
                moves=True,
                excused=case.due_on < today <= new,
                becomes_late=new < today <= case.due_on,
            )

    def _excused(self, span: _Span, after: WorkCalendar) -> Iterator[ImpactRow]:
        for case in _late_answers(span).iterator(chunk_size=500):
            new = _due(case, after, extended=case.extended_at is not None).on
            answered_at, judged = case.noticed_at, case.judged_due_on
            if answered_at is None or judged is None or on_time(answered_at, judged):
                continue
            if not on_time(answered_at, new):
                continue
            yield ImpactRow(
                label=case.number,
                agency=case.agency.name,
                url=_path(case),
                old_due_on=judged,
                new_due_on=new,
                moves=False,
                excused=True,
            )

    def apply(
        self, *, before: WorkCalendar, after: WorkCalendar, actor: Any, reason: str, now: datetime
    ) -> int:
        """Move every open case, each with an event and a short note to its citizen; returns how many moved."""
        span = _changed_span(before, after)
        if span is None:
            return 0
        keys = list(_open_cases(span).order_by("pk").values_list("pk", flat=True))
        return sum(
            move_due_date(case_id=key, calendar=after, by=actor, reason=reason, now=now) for key in keys
        )


@transaction.atomic
def move_due_date(*, case_id: int, calendar: WorkCalendar, by: Any, reason: str, now: datetime) -> bool:
    """Give one open case the due date of `calendar`; True when the date changed.

    A date that only became certain (its year was confirmed) is stored without an event. `reason` names the
    decree. The clock neither stops nor restarts.
    """
    case = lock_case(case_id)
    if case.state not in OPEN_STATES:
        return False
    first = _due(case, calendar, extended=False)
    due = _due(case, calendar, extended=True) if case.extended_at else first
    told, case.due_on = case.due_on, due.on
    case.original_due_on, case.due_is_provisional = first.on, due.provisional
    case.save(update_fields=["due_on", "original_due_on", "due_is_provisional"])
    if case.parent_id is not None:
        sync_parent(parent_id=case.parent_id, now=now)
    if told == due.on:
        return False
    dates = {"due_before": told.isoformat(), "due_on": due.on.isoformat(), "reason": reason[:200]}
    event = add_event(case, EventKind.DUE_MOVED, now=now, by=by, data=dates)
    record(action="case.due_moved", actor=by, target=case, agency=case.agency, at=now, data=dates)
    _effects.tell_citizen(case, "case.due_moved", now=now, occasion=str(event.sequence))
    return True
