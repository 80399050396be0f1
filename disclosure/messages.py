"""Who is told what on the way to publication: reviewers on submission, the author on return."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Role
from portal.agencies.rights import Action
from portal.agencies.selectors import holders_of, officers_of
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify

_VARIABLES = ("title", "agency", "person", "note", "address")


def register_messages() -> None:
    registry.register(
        "entry.submitted",
        subject=_("Menunggu pemeriksaan Anda: {title}"),
        body=_(
            "{person} mengajukan “{title}” ({agency}) untuk diterbitkan.\n\n"
            "Periksa di sini: {address}\n\n{note}"
        ),
        variables=_VARIABLES,
    )
    registry.register(
        "entry.returned",
        subject=_("Perlu diperbaiki: {title}"),
        body=_(
            "{person} mengembalikan “{title}” ({agency}) untuk diperbaiki.\n\nCatatan: {note}\n\n"
            "Perbaiki lalu ajukan lagi: {address}"
        ),
        variables=_VARIABLES,
    )


def _variables(entry: Any, person: Any, note: str) -> dict[str, object]:
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(
        "wagtailsnippets_disclosure_listentry:edit", args=[entry.pk]
    )
    return {
        "title": entry.title,
        "agency": entry.agency.name,
        "person": str(person or ""),
        "note": note or "–",
        "address": address,
    }


def tell_reviewers(*, task_state: Any, is_city: bool, by: Any, now: datetime) -> int:
    """Everyone who can decide this step; once per step and person. Returns how many were told."""
    entry = task_state.workflow_state.content_object
    today = wib_date(now)
    people = (
        [m.user for m in holders_of(Role.PPID_UTAMA, today).select_related("user")]
        if is_city
        else list(officers_of(entry.agency, Action.ENTRY_PUBLISH, today))
    )
    for person in people:
        notify(
            kind="entry.submitted",
            dedupe_key=f"entry.submitted:{task_state.pk}:{person.pk}",
            variables=_variables(entry, by, ""),
            user=person,
            target=entry,
            now=now,
        )
    return len(people)


def tell_author(*, task_state: Any, by: Any, comment: str, now: datetime) -> None:
    """Why the entry came back, to whoever submitted it."""
    author = task_state.workflow_state.requested_by
    if author is None:
        return
    entry = task_state.workflow_state.content_object
    notify(
        kind="entry.returned",
        dedupe_key=f"entry.returned:{task_state.pk}",
        variables=_variables(entry, by, comment),
        user=author,
        target=entry,
        now=now,
    )
