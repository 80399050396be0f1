"""What the guards of the law ask about a case, read from the database once for desk and transition alike."""

from datetime import date, datetime
from typing import Any

from portal.kernel.moments import wib_date
from requests_app import decrees
from requests_app.calendars import current_calendar
from requests_app.law.deadlines import completion_until
from requests_app.law.grounds import RefusalKind
from requests_app.law.states import OPEN_STATES, Facts, Outcome, RefusalStage, State, Visibility
from requests_app.models import InformationRequest, Letter, Refusal, SigningDelegation


def pending_refusal(case: InformationRequest) -> Refusal | None:
    """The draft that waits for a signature or an approval."""
    return case.refusals.filter(approved_at__isnull=True, returned_at__isnull=True).first()


def decree_holds(case: InformationRequest, refusal: Refusal, on: date) -> bool:
    """Whether the decree that the draft rests on is in force for the case's unit on that day."""
    found = decrees.decrees_covering(agency=case.agency, ground=refusal.ground, on=on)
    return refusal.decree_id in {decree.id for decree in found}


def facts_of(case: InformationRequest, now: datetime, **extra: Any) -> Facts:
    """``extra`` adds or replaces what only the service knows."""
    today = wib_date(now)
    values: dict[str, Any] = {
        "today": today,
        "due_on": case.original_due_on,
        "extended": case.extended_at is not None,
        "refusal": RefusalStage(case.refusal_stage),
        "spam_marked": case.spam_marked,
        "is_part": case.parent_id is not None,
        "outcome": Outcome(case.outcome) if case.outcome else None,
        "visibility": Visibility(case.visibility),
    }
    if case.parent_id is None:
        states = list(case.parts.values_list("state", flat=True))
        values["parts"] = len(states)
        values["open_parts"] = sum(state in OPEN_STATES for state in states)
    if case.refusal_stage != RefusalStage.NONE:
        values |= _refusal_facts(case, today)
    if case.state == State.INCOMPLETE:
        values["completion_until"] = _completion_until(case)
    return Facts(**{**values, **extra})


def _refusal_facts(case: InformationRequest, today: date) -> dict[str, Any]:
    refusal = pending_refusal(case)
    if refusal is None:
        return {}
    on_exemption = refusal.kind == RefusalKind.EXEMPTION
    return {
        "refusal_on_exemption": on_exemption,
        "decree_in_force": on_exemption and decree_holds(case, refusal, today),
        "signing_delegated": SigningDelegation.objects.active_on(today)
        .filter(agency=case.agency_id)
        .exists(),
    }


def _completion_until(case: InformationRequest) -> date | None:
    """None while the receipt of the last incomplete notice is not proven: then the period never lapses."""
    letter = case.letters.filter(kind=Letter.Kind.INCOMPLETE, voided_at__isnull=True).last()
    until = completion_until(letter.received_on if letter else None, current_calendar())
    return until.on if until else None
