"""What is asked before any door makes an entry public, and what follows once it is.

Wagtail publishes from its editor, a workflow, a schedule and our services; all of them end in `ListEntry.publish`.
Apps above the models fill these lists in AppConfig.ready.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

#: Called with the entry as it would become public; raises a PortalError that says what to do.
Gate = Callable[[Any], None]
#: Called with the entry that has just become public, in the same transaction.
Follower = Callable[[Any, datetime], None]

_gates: list[Gate] = []
_followers: list[Follower] = []


def register(gate: Gate) -> None:
    if gate not in _gates:
        _gates.append(gate)


def register_follower(follower: Follower) -> None:
    if follower not in _followers:
        _followers.append(follower)


def ask_all(entry: Any) -> None:
    """Raises the first objection."""
    for gate in _gates:
        gate(entry)


def tell_all(entry: Any, now: datetime) -> None:
    for follower in _followers:
        follower(entry, now)
