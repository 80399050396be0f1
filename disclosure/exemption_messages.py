"""Who is told what of exemptions. Messages leave the house: they name a sheet by its number and an exemption by
the title that PPID has approved, never what is secret (PERKI 1/2021 Art 50(4)).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Role
from portal.agencies.rights import Action
from portal.agencies.selectors import holders_of, officers_of
from portal.kernel.formats import tanggal
from portal.kernel.moments import wib_date
from portal.notifications import registry
from portal.notifications.services import notify


def register_messages() -> None:
    registry.register(
        "exempt.to_agree",
        subject=_("Menunggu persetujuan Anda: lembar pengujian konsekuensi {number}"),
        body=_(
            "PPID Utama sudah memeriksa lembar pengujian konsekuensi {number} ({agency}).\n\n"
            "Baca dan putuskan: {address}"
        ),
        variables=("number", "agency", "address"),
    )
    registry.register(
        "exempt.returned",
        subject=_("Perlu diperbaiki: lembar pengujian konsekuensi {number}"),
        body=_(
            "Lembar pengujian konsekuensi {number} ({agency}) dikembalikan.\n\nBaca alasannya dan perbaiki: {address}"
        ),
        variables=("number", "agency", "address"),
    )
    registry.register(
        "exempt.ending",
        subject=_("Pengecualian berakhir {date}: {title}"),
        body=_(
            "Pengecualian “{title}” ({agency}, keputusan {number}) berakhir {date}.\n\n"
            "Bila dibuka: catat penetapannya sebelum hari itu. Tanpa penetapan pun statusnya terbuka sesudah hari itu "
            "(PP 61/2010 Pasal 11).\n"
            "Bila harus tetap ditutup: pengujian baru, keputusan, dan persetujuan Wali Kota harus selesai sebelum hari "
            "itu.\n\n{address}"
        ),
        variables=("title", "agency", "number", "date", "address"),
    )
    registry.register(
        "exempt.lapsed",
        subject=_("Terbuka demi hukum: {title}"),
        body=_(
            "Jangka waktu pengecualian “{title}” ({agency}, keputusan {number}) berakhir {date} tanpa penetapan. "
            "Informasinya kini terbuka (PP 61/2010 Pasal 11 ayat (3)).\n\n"
            "Periksa berkasnya dari alasan lain dan data pribadi, lalu lepas: {address}"
        ),
        variables=("title", "agency", "number", "date", "address"),
    )
    registry.register(
        "exempt.review_due",
        subject=_("Perlu ditinjau {date}: {title}"),
        body=_(
            "Pengecualian “{title}” ({agency}, keputusan {number}) ditinjau pada {date}: masihkah perlu ditutup?\n\n"
            "{address}"
        ),
        variables=("title", "agency", "number", "date", "address"),
    )


def _address(name: str, pk: int) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=[pk])


def _about(test: Any) -> dict[str, object]:
    return {"number": str(test), "agency": test.agency.name, "address": _address("exemptions:test", test.pk)}


def tell_superior(*, test: Any, now: datetime) -> None:
    for held in holders_of(Role.ATASAN_PPID, wib_date(now)):
        notify(
            kind="exempt.to_agree", dedupe_key=f"exempt.to_agree:{test.pk}:{now.isoformat()}:{held.user_id}",
            variables=_about(test), user=held.user, target=test, now=now,
        )  # fmt: skip


def tell_returned(*, test: Any, now: datetime) -> None:
    for person in officers_of(test.agency, Action.EXEMPT_DRAFT, wib_date(now)):
        notify(
            kind="exempt.returned", dedupe_key=f"exempt.returned:{test.pk}:{now.isoformat()}:{person.pk}",
            variables=_about(test), user=person, target=test, now=now,
        )  # fmt: skip


def owed(kind: str, exemption: Any, day: date, now: datetime) -> dict[str, Any]:
    """Dedupe key -> person: PPID Utama and the unit's PPID Pelaksana, once for each end or review date."""
    today = wib_date(now)
    people: Iterable[Any] = [
        *(held.user for held in holders_of(Role.PPID_UTAMA, today)),
        *officers_of(exemption.agency, Action.EXEMPT_DRAFT, today),
    ]
    return {f"{kind}:{exemption.pk}:{day.isoformat()}:{person.pk}": person for person in people}


def tell_owed(kind: str, exemption: Any, day: date, now: datetime) -> tuple[int, int]:
    """(newly told, told before)."""
    values = {
        "title": exemption.title, "agency": exemption.agency.name, "number": exemption.decree.number,
        "date": tanggal(day), "address": _address("exemptions:exemption", exemption.pk),
    }  # fmt: skip
    told = [
        notify(kind=kind, dedupe_key=key, variables=values, user=person, target=exemption, now=now)[1]
        for key, person in owed(kind, exemption, day, now).items()
    ]
    return sum(told), len(told) - sum(told)
