"""What an officer may do to a case now, and why not the rest: the law's answer joined with the rights."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.agencies import policy
from requests_app.law.states import Action, Facts, State, allowed_actions
from requests_app.models import InformationRequest
from requests_app.permissions import ACTOR_OF_ROLE, RIGHT_FOR

from ._facts import facts_of


@dataclass(frozen=True)
class Option:
    """One act that the person's office knows in this state; ``why_not`` is empty when it may be done."""

    action: Action
    article: str
    why_not: tuple[str, ...]
    silent: bool = False

    @property
    def allowed(self) -> bool:
        return not self.why_not


def facts_for(*, case: InformationRequest, now: datetime) -> Facts:
    """What the law is asked with, for a page that explains one act. Writes nothing."""
    return facts_of(case, now)


def options_for(*, case: InformationRequest, user: Any, now: datetime) -> list[Option]:
    """In the order of the law's table. Writes nothing."""
    facts = facts_of(case, now)
    found: dict[Action, Option] = {}
    for role in policy.roles_of(user):
        actor = ACTOR_OF_ROLE.get(role)
        if actor is None:
            continue
        for option in allowed_actions(State(case.state), facts, actor=actor):
            if not policy.allows(user, RIGHT_FOR[option.action], case):
                continue
            known = found.get(option.action)
            if known is None or (option.allowed and not known.allowed):
                found[option.action] = Option(
                    option.action, option.transitions[0].article, option.why_not, option.silent
                )
    return [found[action] for action in Action if action in found]
