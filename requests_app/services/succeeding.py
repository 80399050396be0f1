"""A leaving officer's cases go to the successor. The caller has asked who may hand over an office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from portal.agencies.models import Agency
from portal.audit.services import record
from requests_app.law.states import OPEN_STATES
from requests_app.models import EventKind, InformationRequest

from ._transition import add_event, lock_case


def open_cases_of(agency: Agency) -> QuerySet[InformationRequest]:
    """Cases that the unit has still to finish; a split case is finished by its parts."""
    return InformationRequest.objects.filter(
        agency=agency, parts__isnull=True, state__in=sorted(OPEN_STATES)
    ).order_by("due_on", "pk")


def cases_with(*, user: Any, agency: Agency) -> QuerySet[InformationRequest]:
    """Open cases that lie with an officer, and those of the unit that lie with nobody."""
    return open_cases_of(agency).filter(Q(assigned_to=user) | Q(assigned_to__isnull=True))


@transaction.atomic
def hand_over_cases(*, user: Any, to: Any, agency: Agency, by: Any, now: datetime) -> int:
    """Move them, with an event each that citizens do not see; changes no clock. Returns how many."""
    keys = list(cases_with(user=user, agency=agency).values_list("pk", flat=True))
    for key in keys:
        case = lock_case(key)
        case.assigned_to = to
        case.save(update_fields=["assigned_to"])
        add_event(case, EventKind.ASSIGNED, now=now, by=by, is_public=False, data={"to": to.pk})
        record(action="case.assign", actor=by, target=case, agency=case.agency, at=now)
    return len(keys)
