"""How an exemption ends: penetapan, ruling, lapse by law, and the check before its file is released (PP 61/2010
Art 11; PERKI 1/2021 Art 51(2), 52).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.law.closure import PersonalData, check_declaration, check_release, status_on
from disclosure.law.exemptions import Ground
from disclosure.models import EntryFile, ExemptFile, Exemption, ExemptionReview, ListEntry, ReleaseCheck
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.files.content import plain_bytes
from portal.files.models import StoredFile
from portal.files.services import store_bytes
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.formats import tanggal
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar


def _locked(exemption: Exemption, by: Any) -> Exemption:
    if not AgencyPolicy.allows(by, Action.EXEMPT_DECIDE, exemption):
        raise NotAllowed(_("Hanya PPID Utama yang menetapkan akhir pengecualian."))
    return Exemption.objects.select_for_update().get(pk=exemption.pk)


def _check_paper(
    held: Exemption, number: str, dated_on: date, file: StoredFile | None, now: datetime
) -> None:
    if held.opened_on is not None:
        raise RuleViolation(_("Informasi ini sudah dinyatakan terbuka."))
    if not number.strip():
        raise InputError(_("Isi nomornya."), field="number")
    if dated_on > wib_date(now):
        raise InputError(_("Tanggal ini belum tiba; isi tanggal pada suratnya."), field="dated_on")
    if file is None:
        raise InputError(_("Unggah pindaiannya."), field="file")


def _open(held: Exemption, how: str, number: str, dated_on: date, file: StoredFile | None) -> None:
    held.opened_by, held.opened_on, held.opening_number = how, dated_on, number.strip()
    held.opening_date, held.opening_file = dated_on, file
    held.save()


@transaction.atomic
def declare_open(
    *, exemption: Exemption, number: str, dated_on: date, file: StoredFile | None, by: Any, now: datetime
) -> Exemption:
    """PPID's penetapan in the last thirty working days of the period. Raises ExemptionRuleBroken outside them."""
    held = _locked(exemption, by)
    _check_paper(held, number, dated_on, file, now)
    check_declaration(held.period, dated_on, current_calendar())
    _open(held, Exemption.OpenedBy.DECLARATION, number, dated_on, file)
    record(action="exempt.declared_open", actor=by, target=held, agency=held.agency_id, at=now)
    return held


@transaction.atomic
def record_ruling(
    *, exemption: Exemption, in_hearing: bool, number: str, dated_on: date, file: StoredFile | None, by: Any,
    now: datetime,
) -> Exemption:  # fmt: skip
    """Opened by a final ruling (Art 52(3)), or, for ground a only, in a public court hearing (Art 51(2))."""
    held = _locked(exemption, by)
    _check_paper(held, number, dated_on, file, now)
    if in_hearing and held.ground != Ground.A:
        raise InputError(_("Sidang terbuka hanya membuka alasan huruf a (PP 61/2010 Pasal 5)."), field="how")
    how = Exemption.OpenedBy.HEARING if in_hearing else Exemption.OpenedBy.RULING
    _open(held, how, number, dated_on, file)
    record(
        action="exempt.ruled_open", actor=by, target=held, agency=held.agency_id, at=now, data={"how": how}
    )
    return held


@transaction.atomic
def review_exemption(
    *, exemption: Exemption, reason: str, next_review_on: date, by: Any, now: datetime
) -> ExemptionReview:
    """PPID Utama looked again at an exemption without an end date and says when it looks next."""
    held = _locked(exemption, by)
    today = wib_date(now)
    if held.review_on is None or not status_on(held.period, today, current_calendar()).is_closed:
        raise RuleViolation(_("Pengecualian ini tidak menunggu peninjauan."))
    if not reason.strip():
        raise InputError(_("Tulis mengapa masih perlu ditutup."), field="reason")
    if next_review_on <= today:
        raise InputError(_("Isi tanggal sesudah hari ini."), field="next_review_on")
    review = ExemptionReview.objects.create(
        exemption=held, at=now, by=by, reason=reason.strip(), former_review_on=held.review_on,
        next_review_on=next_review_on,
    )  # fmt: skip
    Exemption.objects.filter(pk=held.pk).update(review_on=next_review_on)
    record(action="exempt.reviewed", actor=by, target=held, agency=held.agency_id, at=now)
    return review


@transaction.atomic
def check_file(
    *, exemption: Exemption, file: ExemptFile, other_ground: str, personal_data: str, note: str, by: Any,
    now: datetime, masked: StoredFile | None = None,
) -> ReleaseCheck:  # fmt: skip
    """PPID Utama's check of one file. What passes goes into a draft entry of the unit, which completes and
    publishes it; the closed original never leaves. What fails is kept as a finding, with its reason.
    """
    held = _locked(exemption, by)
    if file.item.exemption_id != held.pk:
        raise RuleViolation(_("Berkas ini bukan milik pengecualian itu."))
    found = PersonalData(personal_data)
    status = status_on(held.period, wib_date(now), current_calendar())
    check_release(status, other_ground="", personal_data=PersonalData.NONE)
    if found is PersonalData.MASKED and masked is None:
        raise InputError(_("Unggah salinan yang data pribadinya sudah dihitamkan."), field="masked")
    passed = not other_ground and found is not PersonalData.PRESENT
    check = ReleaseCheck.objects.create(
        exemption=held, file=file, at=now, by=by, other_ground=other_ground, personal_data=found.value,
        note=note.strip(), passed=passed,
    )  # fmt: skip
    record(
        action="exempt.file_checked", actor=by, target=held, agency=held.agency_id, at=now, data={"passed": passed}
    )  # fmt: skip
    if passed:
        check.entry = _draft(held, masked or file.stored, by, now)
        check.save(update_fields=["entry"])
        Exemption.objects.filter(pk=held.pk, released_at__isnull=True).update(released_at=now)
    return check


def _draft(held: Exemption, source: StoredFile, by: Any, now: datetime) -> ListEntry:
    suffix = source.name.rpartition(".")[2]
    copy = store_bytes(
        # The name of the closed file may tell what it holds; the approved title does not.
        content=plain_bytes(source), name=f"{held.title[:60]}.{suffix}", content_type=source.content_type, now=now,
        uploaded_by=by,
    )  # fmt: skip
    entry = ListEntry(
        agency=held.agency, title=held.title, category="anytime", live=False, created_by=by,
        summary=_("Semula dikecualikan dengan keputusan %(number)s, kini terbuka.") % {"number": held.decree.number},
        holder=held.agency.name, responsible=held.agency.name,
        made_when=_("Sebelum %(date)s") % {"date": tanggal(held.first_start)},
    )  # fmt: skip
    entry.files = [EntryFile(stored=copy, sort_order=0)]
    entry.save()
    entry.save_revision(user=by)
    return entry
