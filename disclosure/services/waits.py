"""Keeping book of what waits for PPID Utama, so that its own waiting time can be told like any agency's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from disclosure.law.editions import review_by
from disclosure.models import CityWait, WaitKind
from portal.agencies.models import Agency
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar


@transaction.atomic
def begin_wait(*, kind: WaitKind, agency: Agency | int, object_id: int, now: datetime) -> CityWait:
    """Something reached PPID Utama; while it waits already, the first moment stands."""
    wait, _new = CityWait.objects.get_or_create(
        kind=kind,
        object_id=object_id,
        until=None,
        defaults={
            "agency_id": agency if isinstance(agency, int) else agency.pk,
            "since": now,
            "due_on": review_by(wib_date(now), current_calendar()),
        },
    )
    return wait


@transaction.atomic
def end_wait(*, kind: WaitKind, object_id: int, outcome: CityWait.Outcome, now: datetime) -> int:
    """The wait is over; 0 when nothing waited."""
    return CityWait.objects.filter(kind=kind, object_id=object_id, until=None).update(
        until=now, outcome=outcome
    )
