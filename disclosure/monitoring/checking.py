"""The monthly check: tell the officers of idle units, each once a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disclosure.monitoring.rules import Status
from disclosure.monitoring.selectors import AgencyActivity, Month
from portal.agencies.rights import Action
from portal.agencies.selectors import officers_of
from portal.audit.services import record
from portal.kernel.formats import bulan_tahun, tanggal
from portal.notifications import registry
from portal.notifications.models import Notification
from portal.notifications.services import notify

KIND = "monitoring.idle"


@dataclass(frozen=True, slots=True)
class Told:
    sent: int
    already_sent: int


def register_messages() -> None:
    registry.register(
        KIND,
        subject=_("Situs {agency} belum berkabar, {month}"),
        body=_(
            "{agency}: {silence}. Pada {month} terbit {news} berita dan {changes} perubahan daftar "
            "informasi. "
            "Terbitkan kabar kegiatan unit Anda, atau hubungi PPID Utama bila ada kendala. "
            "Ini ukuran keaktifan dari PPID Utama, bukan penilaian hukum."
        ),
        variables=("agency", "month", "silence", "news", "changes"),
    )


def _silence(row: AgencyActivity) -> str:
    if row.last_news_on is None:
        return str(_("belum ada berita yang terbit"))
    return str(_("tidak ada berita sejak %(day)s")) % {"day": tanggal(row.last_news_on)}


@transaction.atomic
def tell_idle(
    *, rows: tuple[AgencyActivity, ...], month: Month, now: datetime, dry_run: bool = False
) -> Told:
    """Owe a message to every officer of an idle unit who has not had one for this month.

    With `dry_run` nothing is written; `sent` then says how many would be told.
    """
    sent = already = 0
    for row in rows:
        if row.status is not Status.IDLE:
            continue
        for officer in officers_of(row.agency, Action.NEWS_DRAFT, month.last_day):
            key = f"activity:{month.text}:{row.agency.pk}:{officer.pk}"
            if Notification.objects.filter(dedupe_key=key).exists():
                already += 1
                continue
            sent += 1
            if dry_run:
                continue
            notify(
                kind=KIND, dedupe_key=key, user=officer, target=row.agency, now=now,
                variables={
                    "agency": row.agency.name_on(month.last_day), "month": bulan_tahun(month.first),
                    "silence": _silence(row), "news": row.news, "changes": row.list_changes,
                },
            )  # fmt: skip
    if sent and not dry_run:
        record(action="monitoring.check", at=now, data={"month": month.text, "sent": sent})
    return Told(sent, already)
