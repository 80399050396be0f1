"""Ends without an answer, and the way back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.kernel.errors import InputError
from requests_app.law.states import Action, Outcome
from requests_app.models import InformationRequest

from . import _effects
from ._transition import Moved, transition


def _reason(text: str) -> str:
    if not text.strip():
        raise InputError(_("Tuliskan alasannya."), field="reason", code="no_reason")
    return text.strip()[:500]


def mark_spam(*, case: InformationRequest, reason: str, by: Any, now: datetime) -> Moved:
    """Propose that this is abuse; PPID Utama confirms. Never a matter of how many requests a person sends."""
    return transition(
        case_id=case.pk, action=Action.MARK_SPAM, by=by, now=now, given=("reason",),
        changes={"spam_marked": True}, data={"reason": _reason(reason)},
    )  # fmt: skip


def confirm_spam(*, case: InformationRequest, reason: str, by: Any, now: datetime) -> Moved:
    """PPID Utama ends an abusive case; its number stays, it can be reopened."""
    return transition(
        case_id=case.pk, action=Action.CONFIRM_SPAM, by=by, now=now, outcome=Outcome.SPAM, given=("reason",),
        data={"reason": _reason(reason)},
    )  # fmt: skip


def reject_spam(*, case: InformationRequest, by: Any, now: datetime) -> Moved:
    return transition(
        case_id=case.pk, action=Action.REJECT_SPAM, by=by, now=now, changes={"spam_marked": False}
    )


@transaction.atomic
def reopen(*, case: InformationRequest, reason: str, by: Any, now: datetime) -> Moved:
    """Open an ended case again: number, receipt and due date stay, both closings remain in the log."""
    moved = transition(
        case_id=case.pk, action=Action.REOPEN, by=by, now=now, given=("reason",),
        data={"reason": _reason(reason), "outcome_before": case.outcome},
    )  # fmt: skip
    _effects.tell_officers(moved.case, "officer.case_new", now=now, occasion=str(moved.event.sequence))
    return moved
