"""Who is told what in the life of the list: units when an edition opens or comes back, Atasan PPID when it is
adopted, PPID Utama before the six months are over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Membership, Role
from portal.agencies.rights import Action
from portal.agencies.selectors import holders_of, officers_of
from portal.kernel.formats import tanggal
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify


def register_messages() -> None:
    registry.register(
        "edition.opened",
        subject=_("Usulkan bagian {agency} untuk {edition}"),
        body=_(
            "PPID Utama menghimpun {edition} Daftar Informasi Publik.\n\nPeriksa bagian {agency}, lalu usulkan "
            "paling lambat {date}: {address}\n\nEntri Anda tetap terbit dan tidak menunggu edisi ini."
        ),
        variables=("agency", "edition", "date", "address"),
    )
    registry.register(
        "edition.section_returned",
        subject=_("Perlu diperbaiki: bagian {agency}, {edition}"),
        body=_(
            "PPID Utama mengembalikan bagian {agency} dari {edition}.\n\nCatatan: {note}\n\n"
            "Perbaiki entrinya, lalu usulkan lagi: {address}"
        ),
        variables=("agency", "edition", "note", "address"),
    )
    registry.register(
        "edition.adopted",
        subject=_("Menunggu persetujuan Anda: {edition} Daftar Informasi Publik"),
        body=_(
            "PPID Utama menetapkan {edition} dengan keputusan {number}.\n\n"
            "Baca dan beri persetujuan di sini: {address}"
        ),
        variables=("edition", "number", "address"),
    )
    registry.register(
        "edition.due",
        subject=_("Daftar Informasi Publik diperbarui paling lambat {date}"),
        body=_(
            "Edisi yang berlaku genap enam bulan pada {date} (PERKI 1/2021 Pasal 45 ayat (7)).\n\n"
            "Himpun dan tetapkan edisi berikutnya: {address}"
        ),
        variables=("date", "address"),
    )


def _address(name: str, *args: object) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=args)


def tell_opened(*, edition: Any, agencies: Iterable[Agency], now: datetime) -> None:
    today = wib_date(now)
    roles = Membership.objects.active_on(today).filter(role=Role.PPID_PELAKSANA, agency__in=list(agencies))
    for held in roles.select_related("user", "agency"):
        assert held.agency is not None  # noqa: S101 - filtered above
        values = {
            "agency": held.agency.name, "edition": str(edition), "date": tanggal(edition.propose_by),
            "address": _address("editions:section", edition.number, held.agency.slug),
        }  # fmt: skip
        notify(
            kind="edition.opened", dedupe_key=f"edition.opened:{edition.pk}:{held.agency_id}:{held.user_id}",
            variables=values, user=held.user, target=edition, now=now,
        )  # fmt: skip


def tell_section(*, section: Any, by: Any, now: datetime) -> None:
    values = {
        "agency": section.agency_name, "edition": str(section.edition), "note": section.return_reason,
        "address": _address("editions:section", section.edition.number, section.agency.slug),
    }  # fmt: skip
    for person in officers_of(section.agency, Action.LIST_PROPOSE, wib_date(now)):
        notify(
            kind="edition.section_returned",
            dedupe_key=f"edition.section_returned:{section.pk}:{now.isoformat()}:{person.pk}",
            variables=values, user=person, target=section, now=now,
        )  # fmt: skip


def tell_superior(*, edition: Any, now: datetime) -> None:
    values = {
        "edition": str(edition), "number": edition.decree_number,
        "address": _address("editions:edition", edition.number),
    }  # fmt: skip
    for held in holders_of(Role.ATASAN_PPID, wib_date(now)):
        notify(
            kind="edition.adopted", dedupe_key=f"edition.adopted:{edition.pk}:{now.isoformat()}:{held.user_id}",
            variables=values, user=held.user, target=edition, now=now,
        )  # fmt: skip


def due_keys(edition: Any, now: datetime) -> dict[str, Any]:
    """Dedupe key -> person: once per edition and PPID Utama."""
    return {
        f"edition.due:{edition.pk}:{held.user_id}": held.user
        for held in holders_of(Role.PPID_UTAMA, wib_date(now))
    }


def tell_due(*, edition: Any, now: datetime) -> tuple[int, int]:
    """Remind PPID Utama before the six months are over; (newly told, told before)."""
    values = {"date": tanggal(edition.renewed_by), "address": _address("editions:index")}
    told = [
        notify(kind="edition.due", dedupe_key=key, variables=values, user=user, target=edition, now=now)[1]
        for key, user in due_keys(edition, now).items()
    ]
    return sum(told), len(told) - sum(told)
