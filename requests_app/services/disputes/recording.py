"""What officers record of a dispute: its registration, each step by its paper, sessions, receipts, files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.files.selectors import unheld_files
from portal.kernel.errors import InputError
from portal.kernel.formats import tanggal
from portal.kernel.moments import wib_date
from requests_app.law.dispute_words import DisputeAction, DisputeOutcome, DisputeState
from requests_app.models import (
    Dispute,
    DisputeEventKind,
    DisputeFile,
    DisputeSession,
    Objection,
    Party,
)
from requests_app.permissions import require
from requests_app.services.numbering import draw, lock_series

from . import _effects
from ._transition import Moved, add_event, create, lock_dispute, move

SERIES = "dispute"
NUMBER_CODE = "SENGKETA"


@dataclass(frozen=True)
class StepData:
    """What a paper says: its day, its number, what was ruled, in whose favour, until when to carry it out.

    ``received_on`` is the day on which a ruling reached the city; ``text`` the ruling, the terms agreed on, the
    reason, or how it was carried out. ``files`` are keys of uploads.
    """

    on: date | None = None
    number: str = ""
    outcome: DisputeOutcome | None = None
    text: str = ""
    by_city: bool = False
    received_on: date | None = None
    execute_by: date | None = None
    files: Sequence[str] = ()


Changes = Callable[[StepData], dict[str, Any]]


def _party(data: StepData) -> str:
    return Party.CITY if data.by_city else Party.REQUESTER


def _ruling(data: StepData) -> dict[str, Any]:
    return {
        "ki_outcome": data.outcome or "", "ruling_number": data.number.strip(), "ruled_on": data.on,
        "ruling_received_on": data.received_on, "terms": data.text.strip(), "execute_by": data.execute_by,
    }  # fmt: skip


#: What each act writes into the row; what it needs is the law's (dispute_rules).
_CHANGES: dict[DisputeAction, Changes] = {
    DisputeAction.SET_NUMBER: lambda d: {"ki_number": d.number.strip()},
    DisputeAction.START_MEDIATION: lambda d: {"mediation_on": d.on},
    DisputeAction.EXTEND_MEDIATION: lambda d: {"mediation_extended": True},
    DisputeAction.AGREE: lambda d: {
        "mediation_ended_on": d.on, "terms": d.text.strip(), "ki_outcome": d.outcome or "",
        "execute_by": d.execute_by,
    },
    DisputeAction.FAIL_MEDIATION: lambda d: {"mediation_ended_on": d.on, "adjudication_on": d.on},
    DisputeAction.ADJUDICATE: lambda d: {"adjudication_on": d.on},
    DisputeAction.RULE: _ruling,
    DisputeAction.SUE: lambda d: {"sued_on": d.on, "sued_by": _party(d), "court_number": d.number.strip()},
    DisputeAction.COURT_RULE: lambda d: {
        "court_outcome": d.outcome or "", "court_ruled_on": d.on, "court_received_on": d.received_on,
        "court_number": d.number.strip(), "terms": d.text.strip(), "execute_by": d.execute_by,
    },
    DisputeAction.APPEAL: lambda d: {"appealed_on": d.on, "appealed_by": _party(d)},
    DisputeAction.CASSATION_RULE: lambda d: {
        "cassation_outcome": d.outcome or "", "cassation_ruled_on": d.on, "cassation_number": d.number.strip(),
        "terms": d.text.strip(), "execute_by": d.execute_by,
    },
    DisputeAction.BECOME_FINAL: lambda d: {},
    DisputeAction.EXECUTE: lambda d: {"executed_on": d.on, "execution": d.text.strip()},
    DisputeAction.WITHDRAW: lambda d: {},
}  # fmt: skip
_RULINGS = frozenset({DisputeAction.RULE, DisputeAction.COURT_RULE, DisputeAction.CASSATION_RULE})


def number_of(*, sequence: int, year: int) -> str:
    """`0003/SENGKETA/2026`: the city's own register, gapless per year of entry."""
    return f"{sequence:04d}/{NUMBER_CODE}/{year}"


def register_dispute(
    *,
    objection: Objection,
    applied_on: date,
    by: Any,
    now: datetime,
    ki_number: str = "",
    form_token: str = "",
) -> Dispute:
    """Write down that Komisi Informasi has a dispute over an objection. Pressed often, one.

    Raises InputError (applied_on), NotAllowed. Whether it came in time is for Komisi Informasi to say.
    """
    require(by, Right.DISPUTE_WORK, objection.agency)
    if applied_on > wib_date(now) or applied_on < wib_date(objection.received_at):
        raise InputError(
            _("Tanggal permohonan sengketa harus di antara tanggal keberatan diterima dan hari ini."),
            field="on",
            code="bad_day",
        )
    known = Dispute.objects.filter(form_token=form_token).first() if form_token else None
    if known is not None:
        return known
    try:
        return _register(objection, applied_on, by, now, ki_number, form_token)
    except IntegrityError:
        known = Dispute.objects.filter(form_token=form_token).first() if form_token else None
        if known is None:
            raise
        return known


@transaction.atomic
def _register(
    objection: Objection, applied_on: date, by: Any, now: datetime, ki_number: str, form_token: str
) -> Dispute:
    year = wib_date(now).year
    # All registrations queue here, so that each sees what the one before it has written.
    lock_series(series=SERIES, year=year)
    running = Dispute.objects.filter(objection=objection).exclude(state=DisputeState.CLOSED).first()
    if running is not None:
        if form_token and running.form_token == form_token:
            return running
        raise InputError(
            _("Sengketa atas keberatan ini sudah tercatat sebagai %(number)s.") % {"number": running.number},
            code="already_registered",
        )
    sequence = draw(series=SERIES, year=year)
    dispute = Dispute(
        number=number_of(sequence=sequence, year=year), number_year=year, number_sequence=sequence,
        objection=objection, case=objection.case, agency=objection.agency, grounds=objection.grounds,
        entered_at=now, applied_on=applied_on, ki_number=ki_number.strip()[:120], form_token=form_token or None,
    )  # fmt: skip
    create(dispute=dispute, by=by, now=now)
    _effects.tell_registered(dispute, now=now)
    return dispute


def _given(action: DisputeAction, data: StepData) -> set[str]:
    text = bool(data.text.strip())
    found = {"on"} if data.on else set()
    found |= {"number", "ki_number"} if data.number.strip() else set()
    return found | ({"terms", "reason", "how"} if text else set())


def _check(dispute: Dispute, action: DisputeAction, data: StepData, now: datetime) -> None:
    """Days lie between the application and today, receipts after the ruling."""
    today = wib_date(now)
    if data.on is not None and not dispute.applied_on <= data.on <= today:
        raise InputError(
            _("Tanggal harus di antara permohonan sengketa (%(day)s) dan hari ini.")
            % {"day": tanggal(dispute.applied_on)},
            field="on",
            code="bad_day",
        )
    if data.received_on is not None and not (data.on or dispute.applied_on) <= data.received_on <= today:
        raise InputError(
            _("Putusan diterima pada atau setelah tanggal putusan, paling akhir hari ini."),
            field="received_on",
            code="bad_receipt",
        )
    if data.on is None and action not in {
        DisputeAction.SET_NUMBER, DisputeAction.EXTEND_MEDIATION, DisputeAction.BECOME_FINAL
    }:  # fmt: skip
        raise InputError(_("Isi tanggalnya."), field="on", code="no_day")
    if action in _RULINGS and not data.number.strip():
        raise InputError(_("Isi nomor putusannya."), field="number", code="no_number")


@transaction.atomic
def record_step(*, dispute: Dispute, action: DisputeAction, data: StepData, by: Any, now: datetime) -> Moved:
    """Record one step of the table by its paper; the unit, DKISS and Atasan PPID are told.

    Raises InputError (on, number, received_on), RuleViolation, NotAllowed.
    """
    _check(dispute, action, data, now)
    moved = move(
        dispute_id=dispute.pk, action=action, on=data.on or wib_date(now), by=by, now=now,
        outcome=data.outcome, by_city=data.by_city, given=_given(action, data),
        changes=_CHANGES[action](data), data=_told(action, data),
    )  # fmt: skip
    purpose = DisputeFile.Purpose.RULING if action in _RULINGS else DisputeFile.Purpose.STATEMENT
    attach(dispute=moved.dispute, keys=data.files, purpose=purpose)
    _effects.tell_moved(moved.dispute, moved.event, now=now)
    return moved


def _told(action: DisputeAction, data: StepData) -> Mapping[str, Any]:
    """What the log keeps beside the day: numbers of papers and the party, never words."""
    told: dict[str, Any] = {"number": data.number.strip()[:120]} if data.number.strip() else {}
    if action in {DisputeAction.SUE, DisputeAction.APPEAL}:
        told["by"] = _party(data)
    return told


def attach(*, dispute: Dispute, keys: Sequence[str], purpose: str) -> int:
    """Bind uploads that belong to nothing yet; a key bound elsewhere, or unknown, is left out."""
    free = unheld_files().filter(pk__in=keys)
    made = DisputeFile.objects.bulk_create(
        DisputeFile(dispute=dispute, stored=stored, purpose=purpose) for stored in free
    )
    return len(made)


@transaction.atomic
def receive_ruling(*, dispute: Dispute, on: date, by: Any, now: datetime) -> Dispute:
    """The day on which the last ruling reached the city: the way to the court runs from it."""
    require(by, Right.DISPUTE_WORK, dispute.agency)
    locked = lock_dispute(dispute.pk)
    at_court = locked.state == DisputeState.COURT_RULED
    ruled_on = locked.court_ruled_on if at_court else locked.ruled_on
    if locked.state not in {DisputeState.RULED, DisputeState.COURT_RULED} or ruled_on is None:
        raise InputError(_("Belum ada putusan yang menunggu tanggal terima."), field="on", code="no_ruling")
    if not ruled_on <= on <= wib_date(now):
        raise InputError(
            _("Putusan diterima pada atau setelah tanggal putusan, paling akhir hari ini."),
            field="on",
            code="bad_receipt",
        )
    name = "court_received_on" if at_court else "ruling_received_on"
    setattr(locked, name, on)
    locked.save(update_fields=[name])
    add_event(locked, DisputeEventKind.RULING_RECEIVED, on=on, now=now, by=by)
    record(action="dispute.ruling_received", actor=by, target=locked, agency=locked.agency, at=now,
           data={"on": on.isoformat()})  # fmt: skip
    return locked


@transaction.atomic
def set_session(
    *, dispute: Dispute, kind: str, at: datetime, by: Any, now: datetime, place: str = "", note: str = "",
    files: Sequence[str] = (),
) -> DisputeSession:  # fmt: skip
    """Put a mediation meeting or a hearing on the calendar; its people are reminded of it."""
    require(by, Right.DISPUTE_WORK, dispute.agency)
    locked = lock_dispute(dispute.pk)
    if not locked.is_open:
        raise InputError(_("Sengketa ini sudah selesai."), code="closed")
    session = DisputeSession.objects.create(
        dispute=locked, kind=kind, at=at, place=place.strip()[:200], note=note.strip()
    )
    attach(dispute=locked, keys=files, purpose=DisputeFile.Purpose.SUMMONS)
    event = add_event(
        locked, DisputeEventKind.SESSION_SET, on=wib_date(at), now=now, by=by,
        data={"kind": kind, "at": at.isoformat(), "place": session.place},
    )  # fmt: skip
    record(action="dispute.session_set", actor=by, target=locked, agency=locked.agency, at=now,
           data={"kind": kind})  # fmt: skip
    _effects.tell_session(session, event, now=now)
    return session
