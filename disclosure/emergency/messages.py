"""DKISS hears of every notice, change and end, in the moment in which the public does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from disclosure.emergency.models import EmergencyMessage
from portal.agencies.models import Role
from portal.agencies.selectors import holders_of
from portal.kernel.formats import tanggal_waktu
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify

_VARIABLES = ("what", "headline", "agency", "area", "until", "person", "note", "address")


def register_messages() -> None:
    registry.register(
        "notice.sent",
        subject=_("Serta merta: {headline} ({what})"),
        body=_(
            "{agency} mengumumkan keadaan darurat. Pengumuman ini sudah tampil di semua halaman portal.\n\n"
            "{headline}\nTempat: {area}\nBerlaku sampai: {until}\nKeadaan: {what}\nOleh: {person}\n\n"
            "{note}\n\n{address}"
        ),
        variables=_VARIABLES,
    )


def tell_dkiss(*, message: EmergencyMessage, by: Any, now: datetime) -> int:
    """Every holder of the office of PPID Utama but the sender; returns how many."""
    notice = message.notice
    told = 0
    for member in holders_of(Role.PPID_UTAMA, wib_date(now)):
        if member.user_id == getattr(by, "pk", None):
            continue
        notify(
            kind="notice.sent",
            dedupe_key=f"notice.sent:{message.identifier}:{member.user_id}",
            variables={
                "what": str(message.get_kind_display()).lower(),
                "headline": notice.headline,
                "agency": notice.agency.name,
                "area": notice.area,
                "until": tanggal_waktu(notice.ends_at),
                "person": str(by or ""),
                "note": message.note or "–",
                "address": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + notice.get_absolute_url(),
            },
            user=member.user,
            target=notice,
            now=now,
        )
        told += 1
    return told
