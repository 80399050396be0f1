"""Who is told: PPID Utama when a release is asked for, officers when citizens cannot read a file."""

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

ASKED, WISHED = "entry.release_asked", "entry.readable_wished"


def register_messages() -> None:
    registry.register(
        ASKED,
        subject=_("Minta diloloskan: {title}"),
        body=_(
            "{person} ({agency}) meminta Anda menilai data pribadi dalam “{title}”: {found}.\n\n"
            "Catatannya: {note}\n\nPeriksa, lalu loloskan dengan alasan dan pasalnya, atau minta dihapus: {address}"
        ),
        variables=("title", "agency", "person", "found", "note", "address"),
    )
    registry.register(
        WISHED,
        subject=_("Warga tidak dapat membaca berkas: {title}"),
        body=_(
            "Seorang warga meminta versi yang dapat dibaca dari berkas “{file}” pada “{title}” ({agency}).\n\n"
            "Cara memperbaikinya, atau tempel teksnya: {address}"
        ),
        variables=("title", "agency", "file", "address"),
    )


def check_address(entry: Any) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("duties:check", args=[entry.pk])


def tell_utama(*, entry: Any, by: Any, found: str, note: str, now: datetime) -> int:
    """Everyone who may let it pass; once per entry and day."""
    today = wib_date(now)
    people = [held.user for held in holders_of(Role.PPID_UTAMA, today)]
    for person in people:
        notify(
            kind=ASKED,
            dedupe_key=f"{ASKED}:{entry.pk}:{today}:{person.pk}",
            variables={
                "title": entry.title, "agency": entry.agency.name, "person": str(by), "found": found,
                "note": note or "–", "address": check_address(entry),
            },
            user=person,
            target=entry,
            now=now,
        )  # fmt: skip
    return len(people)


def tell_officers(*, wish: Any, now: datetime) -> None:
    """The agency's people who can mend the file, once per open wish."""
    entry = wish.entry
    for person in officers_of(entry.agency, Action.ENTRY_DRAFT, wib_date(now)):
        notify(
            kind=WISHED,
            dedupe_key=f"{WISHED}:{wish.pk}:{person.pk}",
            variables={
                "title": entry.title, "agency": entry.agency.name, "file": wish.label,
                "address": check_address(entry),
            },
            user=person,
            target=entry,
            now=now,
        )  # fmt: skip
