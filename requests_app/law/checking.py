"""The transition table asked: what may be done to a case now, and may this one act be done?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from portal.kernel.errors import NotAllowed, RuleViolation
from portal.kernel.text import gettext_noop as _
from requests_app.law.guards import GUARDS, Facts
from requests_app.law.transitions import TRANSITIONS, Transition
from requests_app.law.words import OPEN_STATES, Action, Actor, Outcome, State


@dataclass(frozen=True)
class ActionOption:
    """An action that the state knows, and what, if anything, stands in its way today.

    ``silent``: it stands in its way only that there is nothing to do it to (no draft to sign, no mark to
    confirm); a page need not speak of it.
    """

    action: Action
    allowed: bool
    why_not: tuple[str, ...]
    transitions: tuple[Transition, ...]
    silent: bool = False


def _blocks(row: Transition, facts: Facts) -> tuple[str, ...]:
    return tuple(why for name in row.guards if (why := GUARDS[name].why_not(facts)))


def _is_silent(row: Transition, facts: Facts) -> bool:
    return any(GUARDS[name].silent and GUARDS[name].why_not(facts) for name in row.guards)


def allowed_actions(state: State, facts: Facts, *, actor: Actor | None = None) -> tuple[ActionOption, ...]:
    """The actions that `state` knows for `actor` (for anyone if None), each with the reasons against it.

    Agency and permission are another question: the agency policy answers it.
    """
    options: list[ActionOption] = []
    for action in Action:
        rows = tuple(
            row
            for row in TRANSITIONS
            if row.action is action and state in row.sources and (actor is None or actor in row.roles)
        )
        if rows:
            blocks = [_blocks(row, facts) for row in rows]
            allowed = any(not why for why in blocks)
            silent = not allowed and all(_is_silent(row, facts) for row in rows)
            options.append(ActionOption(action, allowed, () if allowed else blocks[0], rows, silent))
    return tuple(options)


def check_transition(
    state: State | None,
    action: Action,
    facts: Facts | None,
    *,
    actor: Actor,
    outcome: Outcome | None = None,
    given: Collection[str] | None = None,
) -> Transition:
    """The row that lets `actor` do `action` now.

    `given` names the particulars that the act carries (None: not checked here). `facts` may be None only for
    filing. Raises RuleViolation with the first reason against it, NotAllowed when the act is another role's.
    """
    rows = [row for row in TRANSITIONS if row.action is action and state in row.sources]
    if not rows:
        raise RuleViolation(_not_in_state(action, state), code="not_in_state")
    rows = [row for row in rows if (outcome in row.outcomes if row.outcomes else outcome is None)]
    if not rows:
        raise RuleViolation(_("Hasil ini tidak dapat diberikan dengan tindakan itu."), code="wrong_outcome")
    row = next((row for row in rows if actor in row.roles), None)
    if row is None:
        who = " / ".join(role.label for known in rows for role in known.roles)
        raise NotAllowed(_("Tindakan ini dilakukan oleh {who}.").format(who=who), code="wrong_role")
    if facts is not None:
        for name in row.guards:
            why = GUARDS[name].why_not(facts)
            if why:
                raise RuleViolation(why, article=GUARDS[name].article or row.article, code=name)
    missing = [name for name in row.needs if given is not None and name not in given]
    if missing:
        raise RuleViolation(
            _("Lengkapi dulu isian yang diwajibkan untuk tindakan ini."), code="missing", missing=missing
        )
    return row


def _not_in_state(action: Action, state: State | None) -> str:
    if state is None or action is Action.FILE:
        return _("Permohonan ini belum atau sudah terdaftar.")
    if state in OPEN_STATES:
        return _("Permohonan ini masih “{state}”; “{action}” belum dapat dilakukan.").format(
            state=state.label, action=action.label
        )
    return _("Permohonan ini sudah “{state}”; buka kembali dulu bila “{action}” memang perlu.").format(
        state=state.label, action=action.label
    )
