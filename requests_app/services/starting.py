"""The officer begins to look for the documents."""

from datetime import datetime
from typing import Any

from django.db import transaction

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from requests_app.law.states import Action
from requests_app.models import EventKind, InformationRequest
from requests_app.permissions import require

from ._transition import Moved, add_event, lock_case, transition


def start(*, case: InformationRequest, by: Any, now: datetime, unit: str = "") -> Moved:
    """Tell the citizen that the search has begun; ``unit`` is the part of the office that searches."""
    return transition(case_id=case.pk, action=Action.START, by=by, now=now, data={"unit": unit.strip()[:120]})


@transaction.atomic
def assign(*, case: InformationRequest, to: Any, by: Any, now: datetime) -> InformationRequest:
    """Give a case to one officer of the unit (None: to nobody); changes no clock, not shown outside."""
    locked = lock_case(case.pk)
    require(by, Right.CASE_ASSIGN, locked)
    locked.assigned_to = to
    locked.save(update_fields=["assigned_to"])
    add_event(locked, EventKind.ASSIGNED, now=now, by=by, is_public=False, data={"to": to.pk if to else None})
    record(action="case.assign", actor=by, target=locked, agency=locked.agency, at=now)
    return locked


def mark_opened(*, case: InformationRequest, now: datetime) -> None:
    """The first time an officer looks at the case; later looks leave it."""
    InformationRequest.objects.filter(pk=case.pk, opened_at__isnull=True).update(opened_at=now)
