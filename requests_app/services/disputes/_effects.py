"""Whom a step of a dispute is told to: the unit's officers, DKISS and Atasan PPID. The requester has KI's papers."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.agencies.models import Role
from portal.kernel.formats import hari_tanggal, waktu
from requests_app.addresses import absolute
from requests_app.models import Dispute, DisputeEvent, DisputeSession
from requests_app.services._effects import officers_of
from requests_app.services.objections._effects import holders_of, tell


def people_of(dispute: Dispute, now: datetime) -> list[User]:
    return [
        *officers_of(dispute.agency, now),
        *holders_of(Role.PPID_UTAMA, now),
        *holders_of(Role.ATASAN_PPID, now),
    ]


def url_of(dispute: Dispute) -> str:
    return absolute(reverse("disputes:dispute", args=[dispute.pk]))


def tell_people(dispute: Dispute, kind: str, *, now: datetime, occasion: str, **extra: Any) -> None:
    tell(
        people_of(dispute, now), dispute.objection, kind, now=now, occasion=f"d{dispute.pk}:{occasion}",
        **{"number": dispute.ki_number or dispute.number, "link": url_of(dispute), **extra},
    )  # fmt: skip


def tell_registered(dispute: Dispute, *, now: datetime) -> None:
    tell_people(
        dispute, "officer.dispute_registered", now=now, occasion="registered",
        keberatan=dispute.objection.number,
    )  # fmt: skip


def tell_moved(dispute: Dispute, event: DisputeEvent, *, now: datetime) -> None:
    tell_people(
        dispute, "officer.dispute_moved", now=now, occasion=str(event.sequence),
        what=str(event.get_kind_display()).lower(),
    )  # fmt: skip


def tell_session(session: DisputeSession, event: DisputeEvent, *, now: datetime) -> None:
    tell_people(
        session.dispute, "officer.dispute_session", now=now, occasion=str(event.sequence),
        what=str(session.get_kind_display()).lower(),
        day=_("%(day)s pukul %(time)s") % {"day": hari_tanggal(session.at), "time": waktu(session.at)},
        place=session.place or "–",
    )  # fmt: skip
