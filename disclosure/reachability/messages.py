"""The owner is told once when evidence has failed on three days, with the proof."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.agencies.rights import Action
from portal.agencies.selectors import officers_of
from portal.kernel.formats import tanggal
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify

DEAD = "entry.evidence_dead"


def register_messages() -> None:
    registry.register(
        DEAD,
        subject=_("Tautan mati: {title}"),
        body=_(
            "“{what}” pada entri “{title}” ({agency}) tidak dapat dibuka pada tiga hari yang berbeda, sejak {since}.\n"
            "Hasil terakhir: {proof}\n\n"
            "Kewajiban yang dipenuhinya kini “perlu diperbarui”. Ganti tautannya atau unggah berkasnya: {address}"
        ),
        variables=("title", "agency", "what", "since", "proof", "address"),
    )


def tell_owner(*, outage: Any, what: str, now: datetime) -> int:
    entry = outage.entry
    people = list(officers_of(entry.agency, Action.ENTRY_DRAFT, wib_date(now)))
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(
        "wagtailsnippets_disclosure_listentry:edit", args=[entry.pk]
    )
    for person in people:
        notify(
            kind=DEAD,
            dedupe_key=f"{DEAD}:{outage.pk}:{person.pk}",
            variables={
                "title": entry.title, "agency": entry.agency.name, "what": what, "proof": outage.proof,
                "since": tanggal(outage.failed_on), "address": address,
            },
            user=person,
            target=entry,
            now=now,
        )  # fmt: skip
    return len(people)
