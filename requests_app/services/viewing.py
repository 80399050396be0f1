"""Seeing information on the spot (PERKI 1/2021 Art 23(1), 35): an appointment, then its record signed by both."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError, RuleViolation
from portal.kernel.formats import hari_tanggal, waktu
from portal.kernel.moments import wib_date
from requests_app.law.states import State
from requests_app.models import EventKind, InformationRequest, Letter, Viewing
from requests_app.permissions import require

from . import _effects
from ._letters import number_for, write_letter
from ._transition import add_event, lock_case
from .handing import finish_hand_over


def words_of(*, at: datetime, place: str) -> str:
    """`Kamis, 9 April 2026 pukul 09.00 WIB, Ruang PPID`."""
    return f"{hari_tanggal(at)} pukul {waktu(at)}, {place}"


def check_viewing(*, at: datetime, place: str, now: datetime) -> None:
    """Raises InputError for a moment that has passed or without a place."""
    if at <= now:
        raise InputError(
            _("Janji melihat harus di waktu yang akan datang."), field="view_at", code="past_viewing"
        )
    if not place.strip():
        raise InputError(_("Tuliskan di mana pemohon dapat melihatnya."), field="view_place", code="no_place")


def set_viewing(*, case: InformationRequest, at: datetime, place: str, by: Any, now: datetime) -> Viewing:
    """An appointment in place of the one before; the case is locked by the caller."""
    check_viewing(at=at, place=place, now=now)
    case.viewings.filter(letter__isnull=True, replaced_at__isnull=True).update(replaced_at=now)
    made = Viewing.objects.create(case=case, at=at, place=place.strip()[:200], set_by=by, set_at=now)
    add_event(case, EventKind.VIEWING_SET, now=now, by=by, data={"at": at.isoformat(), "place": made.place})
    return made


@dataclass(frozen=True)
class Seen:
    """What happened at the appointment. ``documents`` are the titles that were shown."""

    on: date
    from_time: time
    until_time: time
    documents: tuple[str, ...]
    remarks: str = ""


@transaction.atomic
def move_viewing(*, case: InformationRequest, at: datetime, place: str, by: Any, now: datetime) -> Viewing:
    """Set or move the appointment of an answered case and tell the citizen. Raises InputError, RuleViolation."""
    require(by, Right.CASE_WORK, case)
    locked = lock_case(case.pk)
    if locked.state != State.ANSWERED:
        raise RuleViolation(_("Janji melihat dibuat bersama pemberitahuan tertulis."), code="not_answered")
    made = set_viewing(case=locked, at=at, place=place, by=by, now=now)
    _effects.tell_citizen(locked, "case.viewing_moved", now=now, occasion=f"v{made.pk}",
                          day=hari_tanggal(made.at, locked.language))  # fmt: skip
    record(action="case.viewing_moved", actor=by, target=locked, agency=locked.agency, at=now)
    return made


@transaction.atomic
def record_viewing(*, viewing: Viewing, seen: Seen, by: Any, now: datetime) -> Letter:
    """Write the record (berita acara) of what was seen and close the case: the information was given.

    Raises InputError (day, hours, nothing shown), RuleViolation when it was recorded or replaced.
    """
    require(by, Right.CASE_WORK, viewing.case)
    if not seen.documents:
        raise InputError(_("Sebutkan apa yang dilihat pemohon."), field="documents", code="no_documents")
    if seen.until_time <= seen.from_time:
        raise InputError(_("Jam selesai harus setelah jam mulai."), field="until_time", code="bad_hours")
    number = number_for(viewing.case.agency, now, kind=Letter.Kind.VIEWING, by=by, right=Right.CASE_WORK)
    case = lock_case(viewing.case_id)
    row = Viewing.objects.select_for_update(of=("self",)).get(pk=viewing.pk)
    if row.letter_id is not None or row.replaced_at is not None:
        raise RuleViolation(_("Janji ini sudah selesai atau diganti."), code="viewing_done")
    if not (case.noticed_at and wib_date(case.noticed_at) <= seen.on <= wib_date(now)):
        raise InputError(
            _("Tanggal melihat harus di antara tanggal pemberitahuan dan hari ini."),
            field="on",
            code="bad_day",
        )
    row.letter = write_letter(
        case=case, kind=Letter.Kind.VIEWING, number=number, by=by, right=Right.CASE_WORK, now=now,
        body=seen.remarks,
        data={
            "seen_on": seen.on.isoformat(), "seen_from": f"{seen.from_time:%H.%M}",
            "seen_until": f"{seen.until_time:%H.%M}", "place": row.place, "documents": list(seen.documents),
        },
    )  # fmt: skip
    row.save(update_fields=["letter"])
    finish_hand_over(case=case, by=by, now=now, how="view", on=seen.on, letter=row.letter.number)
    return row.letter


def open_viewing(*, case: InformationRequest) -> Viewing | None:
    return case.viewings.filter(letter__isnull=True, replaced_at__isnull=True).first()
