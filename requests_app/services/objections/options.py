"""What a person may do to an objection now, and why not the rest: the law's answer joined with the rights."""

from datetime import datetime
from typing import Any

from portal.agencies import policy
from requests_app.law.objection_rules import OBJECTIONS
from requests_app.law.objection_words import ObjectionState
from requests_app.law.tables import StepOption, Word
from requests_app.models import Objection
from requests_app.permissions import ACTOR_OF_ROLE, OBJECTION_RIGHT_FOR

from ._transition import facts_of

#: What only the act itself brings: the form asks for it, so the page does not count it as missing.
_BROUGHT = {"signed_by_both": True, "decree_named": True}


def objection_options(*, objection: Objection, user: Any, now: datetime) -> list[StepOption]:
    """In the order of the law's table. Writes nothing."""
    own = objection.rebutted_by_id == user.pk
    facts = facts_of(objection, now, own_rebuttal=own, **_BROUGHT)
    found: dict[Word, StepOption] = {}
    for role in policy.roles_of(user):
        actor = ACTOR_OF_ROLE.get(role)
        if actor is None:
            continue
        for option in OBJECTIONS.options(ObjectionState(objection.state), facts, actor=actor):
            right = OBJECTION_RIGHT_FOR.get(option.action)  # type: ignore[call-overload]
            if right is None or not policy.allows(user, right, objection):
                continue
            known = found.get(option.action)
            if known is None or (option.allowed and not known.allowed):
                found[option.action] = option
    order = [step.action for step in OBJECTIONS.steps]
    return sorted(found.values(), key=lambda option: order.index(option.action))
