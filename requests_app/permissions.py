"""Who may act on a case, and as whom; rights themselves stand in portal.agencies.rights."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from portal.agencies import policy
from portal.agencies.models import Role
from portal.agencies.rights import Action as Right
from portal.kernel.errors import NotAllowed
from requests_app.law.objection_words import ObjectionAction
from requests_app.law.states import Action, Actor, Transition

#: The right that each legal act of an officer asks for.
RIGHT_FOR: dict[Action, Right] = {
    Action.FILE: Right.CASE_RECORD,
    Action.DECLARE_COMPLETE: Right.CASE_WORK,
    Action.REQUEST_COMPLETION: Right.CASE_WORK,
    Action.COMPLETE: Right.CASE_WORK,
    Action.CLOSE_NOT_COMPLETED: Right.CASE_WORK,
    Action.FORWARD: Right.CASE_FORWARD,
    Action.SPLIT: Right.CASE_FORWARD,
    Action.CLOSE_SPLIT: Right.CASE_VIEW,
    Action.REOPEN_SPLIT: Right.CASE_VIEW,
    Action.START: Right.CASE_WORK,
    Action.EXTEND: Right.CASE_WORK,
    Action.PROPOSE_REFUSAL: Right.REFUSAL_PROPOSE,
    Action.SIGN_REFUSAL: Right.REFUSAL_SIGN,
    Action.APPROVE_REFUSAL: Right.REFUSAL_APPROVE,
    Action.RETURN_REFUSAL: Right.CASE_VIEW,
    Action.ANSWER: Right.CASE_ANSWER,
    Action.HAND_OVER: Right.CASE_WORK,
    Action.WITHDRAW: Right.CASE_WORK,
    Action.REOPEN: Right.CASE_VIEW,
    Action.MARK_NOT_A_REQUEST: Right.CASE_ANSWER,
    Action.MARK_SPAM: Right.CASE_WORK,
    Action.CONFIRM_SPAM: Right.CASE_ANSWER,
    Action.REJECT_SPAM: Right.CASE_ANSWER,
    Action.PUBLISH: Right.CASE_PUBLISH,
    Action.HIDE: Right.CASE_PUBLISH,
}

#: The same for the acts upon an objection.
OBJECTION_RIGHT_FOR: dict[ObjectionAction, Right] = {
    ObjectionAction.FILE: Right.OBJECTION_RECORD,
    ObjectionAction.REBUT: Right.OBJECTION_WORK,
    ObjectionAction.RETURN_REBUTTAL: Right.OBJECTION_DECIDE,
    ObjectionAction.DECIDE: Right.OBJECTION_DECIDE,
    ObjectionAction.SETTLE: Right.OBJECTION_RECORD,
    ObjectionAction.WITHDRAW: Right.OBJECTION_RECORD,
    ObjectionAction.DO_ORDER: Right.OBJECTION_WORK,
    ObjectionAction.RETURN_ORDER: Right.OBJECTION_DECIDE,
}

# The widest office first: a person who holds two acts in the one that the law asks for, if it is among them.
ACTOR_OF_ROLE = {
    Role.PPID_PELAKSANA: Actor.PPID_PELAKSANA,
    Role.PPID_UTAMA: Actor.PPID_UTAMA,
    Role.ATASAN_PPID: Actor.ATASAN_PPID,
}


def require(user: Any, right: Right, target: Any) -> None:
    """Raises NotAllowed unless ``user`` holds ``right`` for the target's agency."""
    if not policy.allows(user, right, target):
        raise NotAllowed(_("Anda tidak berwenang melakukan ini untuk unit tersebut."), code="no_right")


def actor_for(user: Any, action: Action, target: Any, rows: tuple[Transition, ...]) -> Actor:
    """In which role of the law ``user`` does ``action``. Raises NotAllowed when they hold none that reaches.

    ``rows`` are the transitions of the action: a person with two offices acts in the one that may.
    """
    return actor_with(user, RIGHT_FOR[action], target, {role for row in rows for role in row.roles})


def actor_with(user: Any, right: Right, target: Any, allowed: Collection[Actor]) -> Actor:
    """The same for any table: the office among ``allowed`` in which ``user`` acts by ``right``."""
    require(user, right, target)
    held = [ACTOR_OF_ROLE[role] for role in policy.roles_of(user) if role in ACTOR_OF_ROLE]
    fitting = [actor for actor in held if actor in allowed]
    if not (fitting or held):
        raise NotAllowed(_("Anda tidak berwenang melakukan ini."), code="no_role")
    return sorted(fitting or held)[0]
