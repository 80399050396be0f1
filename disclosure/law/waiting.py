"""How long PPID Utama lets others wait, counted like any agency's answers: by working days and a due day.

The due day of an internal wait is the city's own target (law.editions.REVIEW_WORKDAYS), no rule of law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.kernel.workdays import WorkCalendar, workdays_between


@dataclass(frozen=True, slots=True)
class Wait:
    """Something handed to PPID Utama on ``since``, due by ``due_on``, settled on ``until`` (None: still waits)."""

    kind: str
    since: date
    due_on: date
    until: date | None = None

    def is_open_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True, slots=True)
class WaitingFigures:
    """On the last day of a period and during it. Days are working days; None where nothing was settled."""

    open_at_end: int
    overdue_open: int
    oldest_days: int | None
    settled: int
    on_time: int
    late: int
    median_days: int | None
    longest_days: int | None


def age(wait: Wait, day: date, days_off: WorkCalendar) -> int:
    """Working days from the hand-over to the end of the wait, or to ``day`` while it lasts."""
    return max(0, workdays_between(wait.since, min(wait.until or day, day), days_off))


def figures(waits: Iterable[Wait], start: date, end: date, days_off: WorkCalendar) -> WaitingFigures:
    """What was settled from ``start`` through ``end``, and what was open at the close of ``end``.

    The median of an even number is the lower of the two middle values: a wait that really happened.
    """
    found = [wait for wait in waits if wait.since <= end]
    open_ones = [wait for wait in found if wait.is_open_on(end)]
    settled = [wait for wait in found if wait.until is not None and start <= wait.until <= end]
    days = sorted(age(wait, end, days_off) for wait in settled)
    on_time = sum(wait.until <= wait.due_on for wait in settled if wait.until is not None)
    return WaitingFigures(
        open_at_end=len(open_ones),
        overdue_open=sum(wait.due_on < end for wait in open_ones),
        oldest_days=max((age(wait, end, days_off) for wait in open_ones), default=None),
        settled=len(settled),
        on_time=on_time,
        late=len(settled) - on_time,
        median_days=days[(len(days) - 1) // 2] if days else None,
        longest_days=days[-1] if days else None,
    )
