from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.notifications import registry
from portal.notifications.services import notify

TAKEN = "office.taken_over"


def register_messages() -> None:
    registry.register(
        TAKEN,
        subject=_("Tugas baru Anda: {office}"),
        body=_(
            "{giver} menyerahkan tugas {office} kepada Anda (Keputusan {decree}).\n\n"
            "Yang kini menjadi pekerjaan Anda:\n{moved}\n\n"
            "Panduan dua halaman tentang kewajiban unit ini: {guide}\nMulai bekerja: {start}"
        ),
        variables=("office", "giver", "decree", "moved", "guide", "start"),
    )


def tell_successor(*, handover: Any, office: str, moved: str, now: datetime) -> None:
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    notify(
        kind=TAKEN,
        dedupe_key=f"{TAKEN}:{handover.pk}",
        variables={
            "office": office, "giver": str(handover.giver), "decree": handover.decree_number, "moved": moved,
            "guide": base + reverse("handover:guide", args=[handover.agency.slug]),
            "start": base + reverse("wagtailadmin_home"),
        },
        user=handover.taker,
        target=handover.agency,
        now=now,
    )  # fmt: skip
