"""The port through which the calendar asks what a change would do, without knowing what is counted with it.

An upper app registers a provider in its AppConfig.ready.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from portal.kernel.workdays import WorkCalendar


@dataclass(frozen=True)
class ImpactRow:
    """One thing whose last day would change. `excused`: late by the old date, on time by the new one.

    A closed thing (`moves` False) is shown for what the change would have excused; it keeps the date that
    it was judged by.
    """

    label: str
    agency: str
    url: str
    old_due_on: date
    new_due_on: date
    moves: bool
    excused: bool
    becomes_late: bool = False


class ImpactProvider(Protocol):
    """Implemented by apps that hold deadlines."""

    name: str
    title: str

    def preview(self, *, before: WorkCalendar, after: WorkCalendar, today: date) -> list[ImpactRow]:
        """What would change, soonest due first; writes nothing."""
        ...

    def apply(
        self, *, before: WorkCalendar, after: WorkCalendar, actor: Any, reason: str, now: datetime
    ) -> int:
        """Move what is open, inside the caller's transaction; returns how many."""
        ...


_providers: dict[str, ImpactProvider] = {}


def register_impact_provider(provider: ImpactProvider) -> None:
    """Called once per provider from AppConfig.ready; the same name replaces."""
    _providers[provider.name] = provider


def providers() -> tuple[ImpactProvider, ...]:
    return tuple(_providers[name] for name in sorted(_providers))


def preview_all(*, before: WorkCalendar, after: WorkCalendar, today: date) -> list[ImpactRow]:
    """What every registered app would change, soonest due first."""
    rows = [
        row for provider in providers() for row in provider.preview(before=before, after=after, today=today)
    ]
    return sorted(rows, key=lambda row: (row.old_due_on, row.label))


def apply_all(*, before: WorkCalendar, after: WorkCalendar, actor: Any, reason: str, now: datetime) -> int:
    """Let every registered app move what is open; the number of things moved."""
    return sum(
        provider.apply(before=before, after=after, actor=actor, reason=reason, now=now)
        for provider in providers()
    )
