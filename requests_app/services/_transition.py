"""The one door through which a case changes its state.

It locks the row, asks the law, writes state, event and audit in one transaction. Services call it and add
what belongs to their act; nothing else in the project assigns ``state`` or ``outcome``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.agencies import policy
from portal.audit.services import record
from portal.kernel.moments import wib_date
from requests_app.law.states import (
    OPEN_STATES,
    TRANSITIONS,
    Action,
    Actor,
    Outcome,
    RefusalStage,
    State,
    Transition,
    check_transition,
)
from requests_app.models import CaseEvent, EventKind, InformationRequest
from requests_app.permissions import RIGHT_FOR, actor_for
from requests_app.services._log import append

from ._facts import facts_of

#: Ends that are told to the citizen by the written notice (UU 14/2008 Pasal 22 ayat (7)).
ENDS_BY_NOTICE = frozenset({Action.ANSWER, Action.APPROVE_REFUSAL, Action.MARK_NOT_A_REQUEST})
#: Ends without an answer; beside an answered part they say nothing about the whole.
NO_ANSWER = frozenset({Outcome.WITHDRAWN, Outcome.SPAM, Outcome.NOT_COMPLETED})
#: Steps inside the office: what is only proposed is not told to the citizen as if it were decided.
INTERNAL = frozenset(
    {
        Action.PROPOSE_REFUSAL,
        Action.SIGN_REFUSAL,
        Action.RETURN_REFUSAL,
        Action.MARK_SPAM,
        Action.REJECT_SPAM,
    }
)


@dataclass(frozen=True)
class Moved:
    """A case after its transition, the event it left, and the line of the law that allowed it."""

    case: InformationRequest
    event: CaseEvent
    row: Transition


def lock_case(case_id: int) -> InformationRequest:
    """The case under a row lock; inside a transaction only."""
    # Parent before part, always in this order: what ends a part may end its parent.
    parent_id = InformationRequest.objects.values_list("parent_id", flat=True).get(pk=case_id)
    if parent_id is not None:
        InformationRequest.objects.select_for_update().get(pk=parent_id)
    # ``of``: joined rows stay free, others may go on reading and naming them.
    return InformationRequest.objects.select_for_update(of=("self",)).select_related("agency").get(pk=case_id)


def reread(case: InformationRequest) -> InformationRequest:
    """The case as it stands now: a page may hold it since before it was forwarded."""
    return InformationRequest.objects.select_related("agency").get(pk=case.pk)


def add_event(
    case: InformationRequest,
    kind: EventKind,
    *,
    now: datetime,
    at: datetime | None = None,
    by: Any = None,
    acting_as: str = "",
    state_before: str | None = None,
    is_public: bool = True,
    data: Mapping[str, Any] | None = None,
) -> CaseEvent:
    """Append one line to the case's log. The case must be locked, or new: the sequence has no gap."""
    before = case.state if state_before is None else state_before
    event: CaseEvent = append(
        case.events, now=now, by=by, acting_as=acting_as, data=data, kind=kind, at=at or now, agency=case.agency,
        state_before=before, state_after=case.state, is_public=is_public,
    )  # fmt: skip
    return event


def _actor(by: Any, action: Action, case: InformationRequest, actor: Actor | None) -> Actor:
    if actor is not None:
        return actor
    if by is None:
        return Actor.CITIZEN
    return actor_for(by, action, case, tuple(row for row in TRANSITIONS if row.action is action))


@transaction.atomic
def transition(
    *,
    case_id: int,
    action: Action,
    now: datetime,
    by: Any = None,
    actor: Actor | None = None,
    outcome: Outcome | None = None,
    given: Collection[str] | None = None,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Moved:
    """Move one case by one act of the law.

    ``by`` is the officer (None: the citizen, who has shown the code); ``changes`` are further fields of the
    case that belong to the act. Raises NotAllowed (no right, or another role's act) and RuleViolation (the
    law does not allow it now); then nothing is written.
    """
    case = lock_case(case_id)
    before = State(case.state)
    role = _actor(by, action, case, actor)
    row = check_transition(
        before, action, facts_of(case, now, **(facts or {})), actor=role, outcome=outcome, given=given
    )
    acting_as = policy.acting_as(by, RIGHT_FOR[action], case.agency) if by is not None else str(role.label)
    # The event names the unit that the case lay with when this happened; forwarding changes it afterwards.
    agency = case.agency
    case.state = row.leads_to(before).value
    if outcome is not None:
        case.outcome = outcome.value
    if row.clears_outcome:
        _reopen(case)
    if row.stops_clock:
        _stop_clock(case, action, now)
        _lapse_refusal(case, action, by, now)
    if case.state == State.CLOSED and case.closed_at is None:
        case.closed_at = now
    for name, value in (changes or {}).items():
        setattr(case, name, value)
    case.save()
    kept = {**(data or {}), **({"outcome": outcome.value} if outcome else {})}
    event = _event_at(case, agency, action, now, by, acting_as, before, kept)
    record(
        action=f"case.{action.value}", actor=by, acting_as=acting_as, target=case, agency=agency, at=now,
        data={"from": before.value, "to": case.state, **({"outcome": outcome.value} if outcome else {})},
    )  # fmt: skip
    if case.parent_id is not None:
        sync_parent(parent_id=case.parent_id, now=now)
    return Moved(case, event, row)


def _event_at(
    case: InformationRequest, agency: Any, action: Action, now: datetime, by: Any, acting_as: str,
    before: State, data: Mapping[str, Any],
) -> CaseEvent:  # fmt: skip
    moved_to, case.agency = case.agency, agency
    event = add_event(
        case, EventKind.of(action), now=now, by=by, acting_as=acting_as, state_before=before.value,
        is_public=action not in INTERNAL, data=data,
    )  # fmt: skip
    case.agency = moved_to
    return event


def _stop_clock(case: InformationRequest, action: Action, now: datetime) -> None:
    """The statutory clock ends; the date by which this answer is judged is kept, whatever the calendar does
    later.
    """
    if action in ENDS_BY_NOTICE:
        case.noticed_at = now
    case.judged_due_on = case.due_on


def _lapse_refusal(case: InformationRequest, action: Action, by: Any, now: datetime) -> None:
    """What ends a case another way ends the draft of its refusal too: nobody is left to sign it."""
    if case.refusal_stage == RefusalStage.NONE or action is Action.APPROVE_REFUSAL:
        return
    case.refusal_stage = RefusalStage.NONE.value
    case.refusals.filter(approved_at__isnull=True, returned_at__isnull=True).update(
        returned_at=now, returned_by=by, return_reason="Permohonan berakhir sebelum usul ini diputus."
    )


def sync_parent(*, parent_id: int, now: datetime) -> None:
    """The parent (locked) follows its parts: its date is the next that falls due, it ends with the last
    notice, and it is judged as its slowest part.
    """
    parts = list(InformationRequest.objects.filter(parent=parent_id).order_by("pk"))
    parent = InformationRequest.objects.get(pk=parent_id)
    still_open = [part for part in parts if part.state in OPEN_STATES]
    if not still_open:
        if parent.is_open:
            _close_parent(parent_id, parts, now)
        return
    dates = {
        "due_on": min(part.due_on for part in still_open),
        "original_due_on": min(part.original_due_on for part in parts),
    }
    if not parent.is_open:
        transition(case_id=parent_id, action=Action.REOPEN_SPLIT, actor=Actor.SYSTEM, now=now, changes=dates)
    elif (parent.due_on, parent.original_due_on) != tuple(dates.values()):
        InformationRequest.objects.filter(pk=parent_id).update(**dates)


def _close_parent(parent_id: int, parts: list[InformationRequest], now: datetime) -> None:
    slowest = max(parts, key=_slowness)
    due_on = slowest.judged_due_on or slowest.due_on
    transition(
        case_id=parent_id, action=Action.CLOSE_SPLIT, actor=Actor.SYSTEM, now=now,
        outcome=outcome_of_parts([Outcome(part.outcome) for part in parts]),
        changes={"noticed_at": slowest.clock_stopped_at, "judged_due_on": due_on, "due_on": due_on},
        data={"parts": [part.number for part in parts]},
    )  # fmt: skip


def _slowness(part: InformationRequest) -> tuple[int, date]:
    """Calendar days between the date and the notice: the greatest is the latest against its own date."""
    ended = wib_date(part.clock_stopped_at) if part.clock_stopped_at else part.due_on
    return (ended - (part.judged_due_on or part.due_on)).days, ended


def outcome_of_parts(outcomes: Collection[Outcome]) -> Outcome:
    """One word for all parts: theirs if they agree; partly, if anything was given; else the gravest no."""
    told = [outcome for outcome in outcomes if outcome not in NO_ANSWER] or list(outcomes)
    if len(set(told)) == 1:
        return told[0]
    if {Outcome.GRANTED, Outcome.PARTLY, Outcome.ALREADY_PUBLISHED} & set(told):
        return Outcome.PARTLY
    return next(outcome for outcome in Outcome if outcome in told)


def _reopen(case: InformationRequest) -> None:
    """Number, receipt and due date stay; both closings remain in the event log."""
    case.outcome = ""
    case.closed_at = case.noticed_at = case.judged_due_on = None
    case.promised_on = case.handed_over_at = None
    case.refusal_stage = RefusalStage.NONE.value
    case.spam_marked = False


def create_case(*, case: InformationRequest, now: datetime, by: Any, data: Mapping[str, Any]) -> CaseEvent:
    """Put a new case into its first state, with its first event and its audit line; audit comes last."""
    actor = Actor.CITIZEN if by is None else actor_for(
        by, Action.FILE, case.agency, tuple(row for row in TRANSITIONS if row.action is Action.FILE)
    )  # fmt: skip
    row = check_transition(None, Action.FILE, None, actor=actor)
    acting_as = (
        policy.acting_as(by, RIGHT_FOR[Action.FILE], case.agency) if by is not None else str(actor.label)
    )
    case.state = row.leads_to(None).value
    case.save(force_insert=True)
    event = add_event(
        case,
        EventKind.FILED,
        now=now,
        at=case.received_at,
        by=by,
        acting_as=acting_as,
        state_before="",
        data=data,
    )
    record(action="case.file", actor=by, acting_as=acting_as, target=case, agency=case.agency, at=now,
           data={"channel": case.channel})  # fmt: skip
    return event


def create_part(*, part: InformationRequest, began_as: str, by: Any, now: datetime) -> CaseEvent:
    """Put a part into the state in which its parent stood when it was split; the split itself was allowed by
    the parent's own transition. Its log begins now, its clock at the parent's receipt.
    """
    parent = part.parent
    assert parent is not None  # noqa: S101 - a part has one, the type does not know
    acting_as = policy.acting_as(by, RIGHT_FOR[Action.SPLIT], parent.agency)
    part.state = State(began_as).value
    part.save(force_insert=True)
    data = {
        "number": part.number,
        "due_on": part.due_on.isoformat(),
        "channel": part.channel,
        "part_of": parent.number,
        "received_at": part.received_at.isoformat(),
    }
    event = add_event(part, EventKind.FILED, now=now, by=by, acting_as=acting_as, state_before="", data=data)
    record(action="case.part", actor=by, acting_as=acting_as, target=part, agency=part.agency, at=now,
           data={"part_of": parent.number})  # fmt: skip
    return event
