"""The citizen takes a request back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from requests_app.law.states import Action, Outcome
from requests_app.models import InformationRequest

from . import _effects
from ._transition import Moved, transition


@transaction.atomic
def withdraw(*, case: InformationRequest, now: datetime, by: Any = None, reason: str = "") -> Moved:
    """End a request at the citizen's wish; an officer only records what the citizen has stated.

    The number stays in the register. Raises RuleViolation once the case has ended.
    """
    moved = transition(
        case_id=case.pk,
        action=Action.WITHDRAW,
        by=by,
        now=now,
        outcome=Outcome.WITHDRAWN,
        given=("confirmation",),
        # The reason is the citizen's own words and stays out of the log.
        data={"gave_reason": bool(reason.strip())},
    )
    if by is None:
        _effects.tell_officers(
            moved.case, "officer.case_withdrawn", now=now, occasion=str(moved.event.sequence)
        )
    return moved
