"""A table of steps, and the one question it answers: may this person do this now, and if not, why not?

Objections and disputes are each such a table. Nothing that is not a row can happen to them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.kernel.errors import NotAllowed, RuleViolation
from portal.kernel.text import gettext_noop as _
from requests_app.law.words import Actor


class Word(StrEnum):
    """A word of a table; `label` is how people read it."""

    @property
    def label(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Guard:
    """A named condition; `why_not` gives the sentence for a person, empty when it holds.

    `silent`: without it there is nothing to act on; a page does not offer what has no object.
    """

    name: str
    condition: str
    why_not: Callable[[Any], str]
    article: str = ""
    silent: bool = False


@dataclass(frozen=True)
class Step:
    """One row. `target` None keeps the state; `sources` holds None for what does not exist yet.

    `needs` names the particulars that the act must carry; `outcomes` the ends it may give.
    """

    action: Word
    sources: tuple[Word | None, ...]
    target: Word | None
    roles: tuple[Actor, ...]
    article: str
    guards: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    outcomes: tuple[Word, ...] = ()
    note: str = ""

    def leads_to(self, state: Word | None) -> Word:
        """The state after the act, from `state`."""
        target = self.target or state
        if target is None:
            raise ValueError(f"{self.action} leaves nothing behind")
        return target


@dataclass(frozen=True)
class StepOption:
    """An act that the state knows for somebody; `why_not` is empty when it may be done today."""

    action: Word
    article: str
    why_not: tuple[str, ...]
    silent: bool = False

    @property
    def allowed(self) -> bool:
        return not self.why_not


@dataclass(frozen=True)
class StepTable:
    """`thing` is what the sentences call it ("Keberatan ini"); `ended` are the states without a way on."""

    thing: str
    steps: tuple[Step, ...]
    guards: Mapping[str, Guard]
    open_states: frozenset[Word]

    def rows(self, action: Word, state: Word | None) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.action == action and state in step.sources)

    def check(
        self,
        state: Word | None,
        action: Word,
        facts: Any,
        *,
        actor: Actor,
        outcome: Word | None = None,
        given: Collection[str] | None = None,
    ) -> Step:
        """The row that lets `actor` do `action` now; `facts` None leaves the conditions unasked.

        Raises RuleViolation with the first reason against it, NotAllowed when the act is another role's.
        """
        known = self.rows(action, state)
        if not known:
            raise RuleViolation(self._not_now(action, state), code="not_in_state")
        rows = [row for row in known if (outcome in row.outcomes if row.outcomes else outcome is None)]
        if not rows:
            raise RuleViolation(_("Pilih hasil dari daftar untuk tindakan ini."), code="wrong_outcome")
        row = next((row for row in rows if actor in row.roles), None)
        if row is None:
            who = " / ".join(dict.fromkeys(role.label for known in rows for role in known.roles))
            raise NotAllowed(_("Tindakan ini dilakukan oleh {who}.").format(who=who), code="wrong_role")
        for name in row.guards if facts is not None else ():
            why = self.guards[name].why_not(facts)
            if why:
                raise RuleViolation(why, article=self.guards[name].article or row.article, code=name)
        missing = [name for name in row.needs if given is not None and name not in given]
        if missing:
            raise RuleViolation(
                _("Lengkapi dulu isian yang diwajibkan untuk tindakan ini."), code="missing", missing=missing
            )
        return row

    def options(self, state: Word, facts: Any, *, actor: Actor) -> tuple[StepOption, ...]:
        """What `actor` may do in `state`, each act once, with what stands in its way."""
        found: dict[Word, StepOption] = {}
        for step in self.steps:
            if state not in step.sources or actor not in step.roles:
                continue
            blocking = [self.guards[name] for name in step.guards if self.guards[name].why_not(facts)]
            option = StepOption(
                step.action,
                step.article,
                tuple(guard.why_not(facts) for guard in blocking),
                any(guard.silent for guard in blocking),
            )
            before = found.get(step.action)
            if before is None or (option.allowed and not before.allowed):
                found[step.action] = option
        return tuple(found.values())

    def _not_now(self, action: Word, state: Word | None) -> str:
        if state is None:
            return _("{thing} belum terdaftar.").format(thing=self.thing)
        if state in self.open_states:
            return _("{thing} masih “{state}”; “{action}” belum dapat dilakukan.").format(
                thing=self.thing, state=state.label, action=action.label
            )
        return _("{thing} sudah “{state}”; “{action}” tidak dapat dilakukan lagi.").format(
            thing=self.thing, state=state.label, action=action.label
        )
