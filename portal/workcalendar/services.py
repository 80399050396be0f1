"""Changing the calendar: proposed by one person with its decree, confirmed by another, in effect
everywhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.policy import Action, acting_as, allows
from portal.audit.services import record
from portal.files.models import StoredFile
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.formats import tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar

from . import impact
from .models import (
    CalendarVersion,
    CalendarYear,
    Change,
    Holiday,
    HolidayKind,
    HolidayProposal,
    ProposalState,
    ProposedHoliday,
    Source,
)
from .selectors import read_calendar

#: A decree names days near its own date; further away is a slip of the finger.
YEARS_AHEAD = 3


@dataclass(frozen=True)
class DayChange:
    """One row of a proposal as a person ticked it."""

    date: date
    name: str
    kind: str
    change: str = Change.SET


@transaction.atomic
def propose_changes(
    *,
    actor: Any,
    days: Sequence[DayChange],
    decree_number: str,
    decree_date: date | None,
    now: datetime,
    decree_file: StoredFile | None = None,
    note: str = "",
    confirms_year: int | None = None,
) -> HolidayProposal:
    """Put a change to the calendar before a second person; nothing is counted with it yet.

    Raises NotAllowed, or InputError when the decree is not named, no day is ticked, or a day stands twice.
    """
    _require(actor, Action.CALENDAR_PROPOSE)
    decreed_on = _check_decree(decree_number, decree_date, now)
    _check_days(days, now, confirms_year)
    proposal = HolidayProposal.objects.create(
        decree_number=decree_number.strip(),
        decree_date=decreed_on,
        decree_file=decree_file,
        note=note.strip(),
        confirms_year=confirms_year,
        proposed_by=actor,
        proposed_at=now,
    )
    ProposedHoliday.objects.bulk_create(
        ProposedHoliday(
            proposal=proposal, change=day.change, date=day.date, name=day.name.strip()[:150], kind=day.kind
        )
        for day in days
    )
    _audit("calendar.proposed", actor, proposal, Action.CALENDAR_PROPOSE, now, days=len(days))
    return proposal


@transaction.atomic
def confirm_proposal(*, actor: Any, proposal_id: int, now: datetime) -> HolidayProposal:
    """Put a proposal into effect: the days, the year if it says so, and every open case that moves.

    All in one transaction; each worker counts by the new calendar from its next request. Raises
    RuleViolation for the proposer's own proposal or a decided one, InputError when estimates would be left
    in a confirmed year.
    """
    _require(actor, Action.CALENDAR_CONFIRM)
    proposal = _open_proposal(proposal_id)
    if proposal.proposed_by_id == actor.pk:
        raise RuleViolation(
            _("Usulan ini Anda buat sendiri. Minta orang lain yang berwenang untuk mengesahkannya."),
            code="same_person",
        )
    before = read_calendar()
    for row in proposal.rows.all():
        _apply_row(row, proposal)
    if proposal.confirms_year:
        _confirm_year(proposal.confirms_year, proposal, actor, now)
    proposal.state = ProposalState.CONFIRMED
    proposal.decided_by, proposal.decided_at = actor, now
    proposal.moved = publish_change(before=before, actor=actor, reason=str(proposal), now=now)
    proposal.save()
    _audit("calendar.confirmed", actor, proposal, Action.CALENDAR_CONFIRM, now, moved=proposal.moved)
    return proposal


@transaction.atomic
def reject_proposal(*, actor: Any, proposal_id: int, reason: str, now: datetime) -> HolidayProposal:
    """Turn a proposal down with a reason; the proposer withdraws instead."""
    _require(actor, Action.CALENDAR_CONFIRM)
    proposal = _open_proposal(proposal_id)
    if proposal.proposed_by_id == actor.pk:
        raise RuleViolation(_("Usulan ini Anda buat sendiri. Tarik usulan bila keliru."), code="same_person")
    if not reason.strip():
        raise InputError(_("Tulis alasan penolakan agar pengusul dapat memperbaikinya."), field="reason")
    return _decide(proposal, ProposalState.REJECTED, actor, reason, now)


@transaction.atomic
def withdraw_proposal(*, actor: Any, proposal_id: int, now: datetime) -> HolidayProposal:
    """The proposer takes a proposal back."""
    proposal = _open_proposal(proposal_id)
    if proposal.proposed_by_id != actor.pk:
        raise NotAllowed(_("Hanya pengusul yang dapat menarik usulan ini."))
    return _decide(proposal, ProposalState.WITHDRAWN, actor, "", now)


def publish_change(*, before: WorkCalendar, actor: Any, reason: str, now: datetime) -> int:
    """Make written days effective: new version for every process, open cases moved; returns how many
    moved.
    """
    CalendarVersion.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex, "changed_at": now})
    after = read_calendar()
    if after == before:
        return 0
    return impact.apply_all(before=before, after=after, actor=actor, reason=reason, now=now)


def _decide(
    proposal: HolidayProposal, state: ProposalState, actor: Any, reason: str, now: datetime
) -> HolidayProposal:
    proposal.state = state
    proposal.decided_by, proposal.decided_at = actor, now
    proposal.decision_note = reason.strip()[:300]
    proposal.save()
    right = Action.CALENDAR_CONFIRM if state == ProposalState.REJECTED else Action.CALENDAR_PROPOSE
    _audit(f"calendar.{state}", actor, proposal, right, now)
    return proposal


def _require(actor: Any, action: Action) -> None:
    if not allows(actor, action):
        raise NotAllowed(_("Anda tidak berwenang untuk tindakan ini."))


def _open_proposal(proposal_id: int) -> HolidayProposal:
    proposal = HolidayProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != ProposalState.OPEN:
        raise RuleViolation(
            _("Usulan ini sudah diputus: %(state)s. Muat ulang halaman.")
            % {"state": proposal.get_state_display()},
            code="already_decided",
        )
    return proposal


def _check_decree(number: str, on: date | None, now: datetime) -> date:
    if not number.strip():
        raise InputError(_("Tulis nomor keputusan atau surat edaran."), field="decree_number")
    if on is None:
        raise InputError(_("Tulis tanggal keputusan."), field="decree_date")
    if on > wib_date(now):
        raise InputError(_("Tanggal keputusan belum tiba. Periksa lagi tanggalnya."), field="decree_date")
    return on


def _check_days(days: Sequence[DayChange], now: datetime, confirms_year: int | None) -> None:
    if not days and confirms_year is None:
        raise InputError(_("Centang paling sedikit satu hari."), field="days")
    dates = [day.date for day in days]
    twice = next((on for on in dates if dates.count(on) > 1), None)
    if twice is not None:
        raise InputError(
            _("%(date)s dicentang dua kali. Pilih salah satu.") % {"date": tanggal(twice)}, field="days"
        )
    for day in days:
        if day.change == Change.SET and (not day.name.strip() or day.kind not in HolidayKind.values):
            raise InputError(_("Tulis nama dan jenis setiap hari libur."), field="days")
        if day.date.year > now.year + YEARS_AHEAD:
            raise InputError(
                _("%(date)s terlalu jauh. Periksa lagi tahunnya.") % {"date": tanggal(day.date)}, field="days"
            )


def _apply_row(row: ProposedHoliday, proposal: HolidayProposal) -> None:
    if row.change == Change.REMOVE:
        Holiday.objects.filter(date=row.date).delete()
        return
    CalendarYear.objects.get_or_create(year=row.date.year)
    Holiday.objects.update_or_create(
        date=row.date,
        defaults={
            "name": row.name,
            "kind": row.kind,
            "source": Source.DECREE,
            "confirmed": True,
            "decree_number": proposal.decree_number,
            "decree_date": proposal.decree_date,
            "decree_file": proposal.decree_file,
        },
    )


def _confirm_year(year: int, proposal: HolidayProposal, actor: Any, now: datetime) -> None:
    left = Holiday.objects.filter(date__year=year, confirmed=False).first()
    if left is not None:
        raise InputError(
            _(
                "%(day)s masih perkiraan. Masukkan hari itu menurut keputusan, atau hapus, sebelum tahun "
                "%(year)s disahkan."
            )
            % {"day": str(left), "year": year},
            code="estimates_left",
        )
    CalendarYear.objects.update_or_create(
        year=year,
        defaults={"confirmed_at": now, "confirmed_by": actor, "basis": str(proposal)[:200]},
    )


def _audit(
    action: str, actor: Any, proposal: HolidayProposal, right: Action, now: datetime, **data: object
) -> None:
    record(
        action=action,
        actor=actor,
        acting_as=acting_as(actor, right),
        target=proposal,
        data={"decree": proposal.decree_number, **data},
        at=now,
    )
