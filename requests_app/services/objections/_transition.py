"""The one door through which an objection changes its state: lock, ask the law, write state, event and audit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.agencies import policy
from portal.audit.services import record
from portal.kernel.moments import wib_date
from requests_app.law.objection_rules import OBJECTIONS, ObjectionFacts
from requests_app.law.objection_words import (
    OPEN_OBJECTIONS,
    ObjectionAction,
    ObjectionOutcome,
    ObjectionState,
)
from requests_app.law.tables import Step
from requests_app.law.words import Actor
from requests_app.models import Objection, ObjectionEvent, ObjectionEventKind
from requests_app.permissions import OBJECTION_RIGHT_FOR, actor_with
from requests_app.services._log import append
from requests_app.standing import exemption_of

#: Steps inside the office; the objector reads the decision, not its drafts.
INTERNAL = frozenset({ObjectionAction.REBUT, ObjectionAction.RETURN_REBUTTAL})


@dataclass(frozen=True)
class Moved:
    """An objection after its step, the event it left, and the row that allowed it."""

    objection: Objection
    event: ObjectionEvent
    step: Step


def lock_objection(objection_id: int) -> Objection:
    """The objection under a row lock; inside a transaction only."""
    rows = Objection.objects.select_for_update(of=("self",))
    return rows.select_related("agency", "case", "case__agency").get(pk=objection_id)


def facts_of(objection: Objection, now: datetime, **extra: Any) -> ObjectionFacts:
    """What the guards of the law ask; ``extra`` adds what only the service knows."""
    orders = list(objection.orders.values_list("done_at", flat=True))
    refusal = exemption_of(objection.case) if objection.case is not None else {}
    values: dict[str, Any] = {
        "today": wib_date(now),
        "received_on": wib_date(objection.received_at),
        "decision_due_on": objection.due_on,
        "grounds": tuple(objection.grounds),
        "filing_until": objection.filing_until,
        "refused_on_exemption": "a" in objection.grounds and bool(refusal),
        "decree_named": bool(objection.decree),
        "silence_noted": objection.silence_noted_at is not None,
        "open_orders": sum(done is None for done in orders),
        "done_orders": sum(done is not None for done in orders),
    }
    return ObjectionFacts(**{**values, **extra})


def add_event(
    objection: Objection,
    kind: ObjectionEventKind,
    *,
    now: datetime,
    at: datetime | None = None,
    by: Any = None,
    acting_as: str = "",
    state_before: str | None = None,
    is_public: bool = True,
    data: Mapping[str, Any] | None = None,
) -> ObjectionEvent:
    """Append one line to the log. The objection must be locked, or new: the sequence has no gap."""
    before = objection.state if state_before is None else state_before
    event: ObjectionEvent = append(
        objection.events, now=now, by=by, acting_as=acting_as, data=data, kind=kind, at=at or now,
        agency=objection.agency, state_before=before, state_after=objection.state, is_public=is_public,
    )  # fmt: skip
    return event


def actor_of(by: Any, action: ObjectionAction, target: Any, actor: Actor | None = None) -> Actor:
    """In which role of the table somebody acts; nobody signed in is the citizen, who has shown the code."""
    if actor is not None:
        return actor
    if by is None:
        return Actor.CITIZEN
    allowed = {role for step in OBJECTIONS.steps if step.action is action for role in step.roles}
    return actor_with(by, OBJECTION_RIGHT_FOR[action], target, allowed)


def capacity_of(by: Any, action: ObjectionAction, agency: Any, role: Actor) -> str:
    """The office as letters and log name it, Plt. and Plh. included."""
    return policy.acting_as(by, OBJECTION_RIGHT_FOR[action], agency) if by is not None else str(role.label)


@transaction.atomic
def move(
    *,
    objection_id: int,
    action: ObjectionAction,
    now: datetime,
    by: Any = None,
    actor: Actor | None = None,
    outcome: ObjectionOutcome | None = None,
    given: Collection[str] | None = None,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Moved:
    """Move one objection by one act of the law.

    Raises NotAllowed (no right, or another role's act) and RuleViolation (not now); then nothing is written.
    """
    objection = lock_objection(objection_id)
    before = ObjectionState(objection.state)
    role = actor_of(by, action, objection, actor)
    known = {"own_rebuttal": by is not None and objection.rebutted_by_id == by.pk, **(facts or {})}
    step = OBJECTIONS.check(
        before, action, facts_of(objection, now, **known), actor=role, outcome=outcome, given=given
    )
    objection.state = step.leads_to(before).value
    if outcome is not None:
        objection.outcome = outcome.value
    if before in OPEN_OBJECTIONS and not objection.is_open:
        # What is decided keeps the date by which it is judged, whatever the calendar does later.
        objection.closed_at, objection.judged_due_on = now, objection.due_on
    for name, value in (changes or {}).items():
        setattr(objection, name, value)
    objection.save()
    event = _write(objection, action, before, now, by, role, outcome, data)
    return Moved(objection, event, step)


def _write(
    objection: Objection, action: ObjectionAction, before: ObjectionState, now: datetime, by: Any, role: Actor,
    outcome: ObjectionOutcome | None, data: Mapping[str, Any] | None,
) -> ObjectionEvent:  # fmt: skip
    told = {"outcome": outcome.value} if outcome else {}
    acting_as = capacity_of(by, action, objection.agency, role)
    event = add_event(
        objection, ObjectionEventKind.of(action), now=now, by=by, acting_as=acting_as,
        state_before=before.value, is_public=action not in INTERNAL, data={**(data or {}), **told},
    )  # fmt: skip
    record(
        action=f"objection.{action.value}", actor=by, acting_as=acting_as, target=objection,
        agency=objection.agency, at=now, data={"from": before.value, "to": objection.state, **told},
    )  # fmt: skip
    return event


def create_objection(
    *, objection: Objection, now: datetime, by: Any, data: Mapping[str, Any]
) -> ObjectionEvent:
    """Put a new objection into its first state, with its first event and its audit line."""
    action = ObjectionAction.FILE
    actor = actor_of(by, action, objection.agency)
    step = OBJECTIONS.check(None, action, None, actor=actor)
    acting_as = capacity_of(by, action, objection.agency, actor)
    objection.state = step.leads_to(None).value
    objection.save(force_insert=True)
    event = add_event(
        objection, ObjectionEventKind.FILED, now=now, at=objection.received_at, by=by, acting_as=acting_as,
        state_before="", data=data,
    )  # fmt: skip
    record(action="objection.file", actor=by, acting_as=acting_as, target=objection, agency=objection.agency,
           at=now, data={"channel": objection.channel, "grounds": objection.grounds})  # fmt: skip
    return event
