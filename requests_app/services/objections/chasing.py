"""What the clock does to objections: silence after thirty working days, and chasing of decisions and orders.

Run as often as you like: each occasion is told once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from portal.accounts.models import User
from portal.agencies.models import Role
from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar, add_workdays, workdays_between
from portal.notifications.services import notify
from requests_app import objection_addresses as addresses
from requests_app.calendars import current_calendar
from requests_app.law.objection_dates import commission_window
from requests_app.law.objection_words import OPEN_OBJECTIONS, ObjectionAction
from requests_app.law.words import Actor
from requests_app.models import ComplianceOrder, Objection
from requests_app.services._effects import officers_of

from . import _effects
from ._transition import move

#: Working days before the day on which it is reminded of.
SOON = (5, 3, 1)
#: What is late is named again every so many days.
AGAIN = timedelta(days=7)


@dataclass(frozen=True)
class Owed:
    """One reminder that is owed today."""

    objection: Objection
    kind: str
    key: str
    values: dict[str, Any]
    user: User


def _occasion(due_on: date, today: date, calendar: WorkCalendar) -> tuple[str, int] | None:
    """("soon" or "late" with what makes it once, working days left); None when nothing is owed today."""
    if due_on < today:
        return f"late:{due_on}:{(today - due_on - timedelta(days=1)) // AGAIN}", 0
    left = workdays_between(today, due_on, calendar)
    return (f"soon:{due_on}:{left}", left) if left in SOON or left == 0 else None


def reminders(*, now: datetime) -> Iterator[Owed]:
    """Decisions for Atasan PPID and the unit, orders for the unit's officers; late ones also for DKISS."""
    calendar, today = current_calendar(), wib_date(now)
    horizon = add_workdays(today, max(SOON), calendar).on
    yield from _decisions(now, today, horizon, calendar)
    yield from _orders(now, today, horizon, calendar)


def _decisions(now: datetime, today: date, horizon: date, calendar: WorkCalendar) -> Iterator[Owed]:
    states = [state.value for state in OPEN_OBJECTIONS]
    rows = Objection.objects.filter(state__in=states, due_on__lte=horizon).select_related("agency", "case")
    superiors = _effects.holders_of(Role.ATASAN_PPID, now)
    for objection in rows.order_by("due_on", "pk").iterator(chunk_size=500):
        found = _occasion(objection.due_on, today, calendar)
        if found is None:
            continue
        kind = f"officer.objection_{'overdue' if objection.due_on < today else 'due_soon'}"
        people = [*superiors, *officers_of(objection.agency, now)]
        yield from _each(
            people, objection, kind, f"{kind}:{objection.pk}:{found[0]}", objection.due_on, found[1]
        )


def _orders(now: datetime, today: date, horizon: date, calendar: WorkCalendar) -> Iterator[Owed]:
    rows = ComplianceOrder.objects.waiting().filter(due_on__lte=horizon)
    dkiss = _effects.holders_of(Role.PPID_UTAMA, now)
    for order in rows.select_related("agency", "objection__agency", "objection__case"):
        found = _occasion(order.due_on, today, calendar)
        if found is None:
            continue
        late = order.due_on < today
        kind = f"officer.order_{'overdue' if late else 'due_soon'}"
        people = [*officers_of(order.agency, now), *(dkiss if late else [])]
        yield from _each(
            people, order.objection, kind, f"{kind}:o{order.pk}:{found[0]}", order.due_on, found[1]
        )


def _each(
    people: list[User], objection: Objection, kind: str, key: str, due_on: date, days: int
) -> Iterator[Owed]:
    values = _effects.variables(
        objection, kind, settings.LANGUAGE_CODE, link=addresses.desk_url(objection), days=days,
        due=hari_tanggal(due_on),
    )  # fmt: skip
    for person in {person.pk: person for person in people}.values():
        yield Owed(objection, kind, f"{key}:{person.pk}", values, person)


def chase(*, now: datetime) -> tuple[int, int]:
    """Note every silence, then put every reminder owed today into the outbox: (new, told before)."""
    created = note_silences(now=now)
    already = 0
    for owed in reminders(now=now):
        _row, new = notify(
            kind=owed.kind, dedupe_key=owed.key, variables=owed.values, now=now, user=owed.user,
            target=owed.objection,
        )  # fmt: skip
        created += new
        already += not new
    return created, already


def silent_ones(today: date) -> Any:
    """Objections whose thirty working days are over and whose silence nobody has noted."""
    states = [state.value for state in OPEN_OBJECTIONS]
    return Objection.objects.filter(state__in=states, due_on__lt=today, silence_noted_at__isnull=True)


def note_silences(*, now: datetime) -> int:
    """Tell each objector and DKISS, once, that the way to Komisi Informasi is open; returns how many."""
    keys = list(silent_ones(wib_date(now)).order_by("due_on", "pk").values_list("pk", flat=True))
    return sum(note_silence(objection_id=key, now=now) for key in keys)


@transaction.atomic
def note_silence(*, objection_id: int, now: datetime) -> bool:
    """False when somebody was faster: it was decided, or noted, in the meantime."""
    waiting = silent_ones(wib_date(now)).select_for_update(of=("self",)).filter(pk=objection_id).exists()
    if not waiting:
        return False
    moved = move(
        objection_id=objection_id, action=ObjectionAction.NOTE_SILENCE, now=now, actor=Actor.SYSTEM,
        changes={"silence_noted_at": now},
    )  # fmt: skip
    objection, calendar = moved.objection, current_calendar()
    window = commission_window(objection.due_on, calendar, today=wib_date(now))
    until = window.until.on if window.until else objection.due_on
    people = [*_effects.holders_of(Role.PPID_UTAMA, now), *_effects.holders_of(Role.ATASAN_PPID, now)]
    _effects.tell(
        people, objection, "officer.objection_silent", now=now, occasion="silent", until=hari_tanggal(until)
    )
    _effects.tell_objector(
        objection, "objection.silent", now=now, occasion="silent",
        until=hari_tanggal(until, objection.language or "id"),
    )  # fmt: skip
    return True
