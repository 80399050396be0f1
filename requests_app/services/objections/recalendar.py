"""When the calendar changes: which answers of Atasan PPID would be due on another day, and moving the open ones.

What was decided keeps the day it was judged by; a silence once noted stays noted, since its right was told.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from portal.audit.services import record
from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar
from portal.workcalendar.impact import ImpactRow
from requests_app.law.objection_dates import decision_date
from requests_app.law.objection_words import OPEN_OBJECTIONS
from requests_app.models import Objection, ObjectionEventKind

from . import _effects
from ._transition import add_event, lock_objection

_STATES = [state.value for state in OPEN_OBJECTIONS]


def _path(objection: Objection) -> str:
    try:
        return reverse("objections:objection", args=[objection.pk])
    except NoReverseMatch:
        return ""


def _open() -> QuerySet[Objection]:
    return Objection.objects.filter(state__in=_STATES).select_related("agency").order_by("due_on", "pk")


class ObjectionImpact:
    """What the calendar asks about objections (portal.workcalendar.impact.ImpactProvider)."""

    name = "objections"
    title = "Keberatan"

    def preview(self, *, before: WorkCalendar, after: WorkCalendar, today: date) -> list[ImpactRow]:
        """Open objections whose last day would change, soonest first."""
        rows = []
        for objection in _open().iterator(chunk_size=500):
            new = decision_date(wib_date(objection.received_at), after).on
            if new == objection.due_on:
                continue
            rows.append(
                ImpactRow(
                    label=objection.number, agency=objection.agency.name, url=_path(objection),
                    old_due_on=objection.due_on, new_due_on=new, moves=True,
                    excused=objection.due_on < today <= new, becomes_late=new < today <= objection.due_on,
                )
            )  # fmt: skip
        return rows

    def apply(
        self, *, before: WorkCalendar, after: WorkCalendar, actor: Any, reason: str, now: datetime
    ) -> int:
        """Move every open objection, each with an event and a note to its objector; returns how many moved."""
        keys = list(_open().order_by("pk").values_list("pk", flat=True))
        return sum(
            move_decision_date(objection_id=key, calendar=after, by=actor, reason=reason, now=now)
            for key in keys
        )


@transaction.atomic
def move_decision_date(
    *, objection_id: int, calendar: WorkCalendar, by: Any, reason: str, now: datetime
) -> bool:
    """Give one open objection the day of `calendar`; True when it changed. `reason` names the decree."""
    objection = lock_objection(objection_id)
    if not objection.is_open:
        return False
    due = decision_date(wib_date(objection.received_at), calendar)
    told, objection.due_on, objection.due_is_provisional = objection.due_on, due.on, due.provisional
    objection.save(update_fields=["due_on", "due_is_provisional"])
    if told == due.on:
        return False
    dates = {"due_before": told.isoformat(), "due_on": due.on.isoformat(), "reason": reason[:200]}
    event = add_event(objection, ObjectionEventKind.DUE_MOVED, now=now, by=by, data=dates)
    record(
        action="objection.due_moved", actor=by, target=objection, agency=objection.agency, at=now, data=dates
    )
    _effects.tell_objector(
        objection, "objection.due_moved", now=now, occasion=str(event.sequence),
        due=hari_tanggal(due.on, objection.language or "id"),
    )  # fmt: skip
    return True
