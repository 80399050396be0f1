"""What may be recorded of a dispute now, and why not the rest: the law's answer joined with the right."""

from datetime import datetime
from typing import Any

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from requests_app.law.dispute_rules import DISPUTES
from requests_app.law.dispute_words import DisputeState
from requests_app.law.tables import StepOption
from requests_app.models import Dispute
from requests_app.permissions import ACTOR_OF_ROLE

from ._transition import facts_of


def dispute_options(*, dispute: Dispute, user: Any, now: datetime) -> list[StepOption]:
    """In the order of the law's table. Writes nothing."""
    if not policy.allows(user, Right.DISPUTE_WORK, dispute.agency):
        return []
    facts, state = facts_of(dispute, now), DisputeState(dispute.state)
    for role in policy.roles_of(user):
        actor = ACTOR_OF_ROLE.get(role)
        found = DISPUTES.options(state, facts, actor=actor) if actor else ()
        if found:
            return list(found)
    return []
