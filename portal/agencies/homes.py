"""What upper apps tell about themselves, so that rights in Wagtail can be made from memberships.

``portal.content`` says which pages are whose; apps with snippets say which Django permission publishers
need; each app says what must happen to a person's open work when a membership ends. All are called in
AppConfig.ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from .rights import Action

Purpose = Literal["site", "news"]


@dataclass(frozen=True, slots=True)
class PageRoot:
    """A page whose subtree belongs to a unit; ``purpose`` tells the unit's site from its news."""

    agency_id: int
    page_id: int
    purpose: Purpose = "site"


_page_roots: list[Callable[[], Iterable[PageRoot]]] = []
_permissions: list[tuple[Action, str]] = []
_leavers: list[Callable[[Any, int | None], None]] = []


@dataclass(frozen=True, slots=True)
class OpenWork:
    """So much work of one kind lies with a unit; ``action`` is the right that it takes to do it."""

    action: Action
    count: int
    label: str


_open_work: list[Callable[[int], Iterable[OpenWork]]] = []


def register_page_roots(provider: Callable[[], Iterable[PageRoot]]) -> None:
    """``provider()`` lists the roots of every unit's pages; call groups.sync_all() after making one."""
    if provider not in _page_roots:
        _page_roots.append(provider)


def page_roots() -> list[PageRoot]:
    return [root for provider in _page_roots for root in provider()]


def register_permission(action: Action, permission: str) -> None:
    """Roles with ``action`` get the Django permission ("disclosure.publish_listentry")."""
    if (action, permission) not in _permissions:
        _permissions.append((action, permission))


def permissions() -> list[tuple[Action, str]]:
    return list(_permissions)


def register_leaver(callback: Callable[[Any, int | None], None]) -> None:
    """``callback(user, agency_id)`` runs in the transaction in which a membership ends: let go of locks
    and work.
    """
    if callback not in _leavers:
        _leavers.append(callback)


def leave(user: Any, agency_id: int | None) -> None:
    for callback in _leavers:
        callback(user, agency_id)


def register_open_work(provider: Callable[[int], Iterable[OpenWork]]) -> None:
    """``provider(agency_id)`` tells what lies with a unit, so that its last officer cannot just go."""
    if provider not in _open_work:
        _open_work.append(provider)


def open_work(agency_id: int) -> list[OpenWork]:
    return [work for provider in _open_work for work in provider(agency_id) if work.count]
