"""The one door through which a dispute changes its state: lock, ask the law, write state, event and audit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.moments import wib_date
from requests_app.calendars import current_calendar
from requests_app.dispute_days import days_of
from requests_app.law.dispute_dates import mediation_until, way_until
from requests_app.law.dispute_rules import DISPUTES, DisputeFacts
from requests_app.law.dispute_words import DisputeAction, DisputeOutcome, DisputeState
from requests_app.law.words import Actor
from requests_app.models import Dispute, DisputeEvent, DisputeEventKind
from requests_app.permissions import actor_with
from requests_app.services._log import append

_ROLES = frozenset(role for step in DISPUTES.steps for role in step.roles)


@dataclass(frozen=True)
class Moved:
    """A dispute after its step, and the event it left."""

    dispute: Dispute
    event: DisputeEvent


def lock_dispute(dispute_id: int) -> Dispute:
    """The dispute under a row lock; inside a transaction only."""
    rows = Dispute.objects.select_for_update(of=("self",))
    return rows.select_related("agency", "objection", "objection__case", "case").get(pk=dispute_id)


def facts_of(dispute: Dispute, now: datetime, *, by_city: bool = False) -> DisputeFacts:
    calendar, days = current_calendar(), days_of(dispute)
    until = mediation_until(days, calendar)
    return DisputeFacts(
        today=wib_date(now),
        grounds=tuple(dispute.grounds),
        mediation_until=until.on if until else None,
        mediation_extended=dispute.mediation_extended,
        way_until=way_until(days, calendar, for_city=by_city),
        by_city=by_city,
    )


def actor_of(by: Any, target: Any) -> Actor:
    """In which office somebody records; raises NotAllowed for everybody else."""
    return actor_with(by, Right.DISPUTE_WORK, target, _ROLES)


def add_event(
    dispute: Dispute, kind: DisputeEventKind, *, on: date, now: datetime, by: Any, state_before: str = "",
    data: Mapping[str, Any] | None = None,
) -> DisputeEvent:  # fmt: skip
    """Append one line to the log. The dispute must be locked, or new: the sequence has no gap."""
    event: DisputeEvent = append(
        dispute.events, now=now, by=by, acting_as=policy.acting_as(by, Right.DISPUTE_WORK, dispute.agency),
        data=data, kind=kind, on=on, state_before=state_before, state_after=dispute.state,
    )  # fmt: skip
    return event


@transaction.atomic
def move(
    *,
    dispute_id: int,
    action: DisputeAction,
    on: date,
    by: Any,
    now: datetime,
    outcome: DisputeOutcome | None = None,
    by_city: bool = False,
    given: Collection[str] = (),
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> Moved:
    """Move one dispute by one recorded fact. Raises NotAllowed and RuleViolation; then nothing is written."""
    dispute = lock_dispute(dispute_id)
    before = DisputeState(dispute.state)
    actor = actor_of(by, dispute)
    facts = facts_of(dispute, now, by_city=by_city)
    step = DISPUTES.check(before, action, facts, actor=actor, outcome=outcome, given=given)
    dispute.state = step.leads_to(before).value
    if outcome is not None:
        dispute.outcome = outcome.value
    if dispute.state == DisputeState.FINAL and dispute.final_on is None:
        dispute.final_on = on
    if not dispute.is_open:
        dispute.closed_at = now
    for name, value in (changes or {}).items():
        setattr(dispute, name, value)
    dispute.save()
    told = {"outcome": outcome.value} if outcome else {}
    event = add_event(
        dispute, DisputeEventKind.of(action), on=on, now=now, by=by, state_before=before.value,
        data={**(data or {}), **told},
    )  # fmt: skip
    record(
        action=f"dispute.{action.value}", actor=by, acting_as=event.acting_as, target=dispute,
        agency=dispute.agency, at=now, data={"from": before.value, "to": dispute.state, **told},
    )  # fmt: skip
    return Moved(dispute, event)


def create(*, dispute: Dispute, by: Any, now: datetime) -> DisputeEvent:
    """Put a new dispute into its first state, with its first event and its audit line."""
    actor = actor_of(by, dispute.agency)
    step = DISPUTES.check(None, DisputeAction.REGISTER, None, actor=actor, given=("on",))
    dispute.state = step.leads_to(None).value
    dispute.save(force_insert=True)
    event = add_event(
        dispute, DisputeEventKind.REGISTERED, on=dispute.applied_on, now=now, by=by,
        data={"number": dispute.number, "ki_number": dispute.ki_number},
    )  # fmt: skip
    record(
        action="dispute.register", actor=by, acting_as=event.acting_as, target=dispute, agency=dispute.agency,
        at=now, data={"objection": dispute.objection.number},
    )  # fmt: skip
    return event
