"""The slot through which an upheld objection becomes a list entry, without knowing who keeps the list.

What an objection opens is public information available at any time (PERKI 1/2021 Pasal 21 ayat (1) huruf q). The
app that holds the lists fills the slot in ``AppConfig.ready``; while it is empty no link is shown.
"""

from collections.abc import Callable
from typing import Any

from requests_app.law.objection_words import GIVES_ORDERS
from requests_app.models import Objection

#: For an objection and a user: the address of a prefilled form, or None where this user may not draft it.
EntryLink = Callable[[Objection, Any], str | None]

_links: list[EntryLink] = []


def register(link: EntryLink | None) -> None:
    """Fill the slot, once, at start-up; None empties it."""
    _links[:] = [] if link is None else [link]


def entry_url(objection: Objection, user: Any) -> str | None:
    """Where what the objection opened is made an entry; only for one that was upheld, wholly or in part."""
    if objection.outcome not in GIVES_ORDERS:
        return None
    return next((url for link in _links if (url := link(objection, user))), None)
