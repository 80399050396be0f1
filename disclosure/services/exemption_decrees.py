"""Both approvals and the decree: from here on an exemption holds (PP 61/2010 Art 3, 10; trap T9)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.exemption_messages import tell_returned
from disclosure.law.closure import Period, check_decree, check_renewal
from disclosure.law.exemptions import Ground, check_exemption
from disclosure.models import ConsequenceTest, Exemption, ExemptionDecree, TestedItem
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.files.models import StoredFile
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date


def _open_decree(decree: ExemptionDecree) -> ExemptionDecree:
    held = ExemptionDecree.objects.select_for_update(of=("self",)).select_related("test").get(pk=decree.pk)
    if held.is_in_force or held.test.state != ConsequenceTest.State.VERIFIED:
        raise RuleViolation(_("Lembar ini tidak sedang menunggu persetujuan."))
    return held


def _past(day: date, now: datetime, field: str) -> None:
    if day > wib_date(now):
        raise InputError(_("Tanggal ini belum tiba; isi tanggal pada suratnya."), field=field)


@transaction.atomic
def agree_as_superior(
    *, decree: ExemptionDecree, by: Any, now: datetime, number: str = "", file: StoredFile | None = None
) -> ExemptionDecree:
    """Atasan PPID agrees (PERKI 1/2021 Art 10(2)e)."""
    if not AgencyPolicy.allows(by, Action.EXEMPT_AGREE, decree):
        raise NotAllowed(_("Hanya Atasan PPID yang memberi persetujuan ini."))
    held = _open_decree(decree)
    held.superior_on, held.superior_by = wib_date(now), by
    held.superior_number, held.superior_file = number.strip(), file
    held.save()
    record(action="exempt.superior_agreed", actor=by, target=held, agency=held.agency_id, at=now)
    return held


@transaction.atomic
def decline_as_superior(*, decree: ExemptionDecree, reason: str, by: Any, now: datetime) -> ConsequenceTest:
    """Atasan PPID does not agree: the sheet goes back to its unit, and approvals given so far fall with it."""
    if not AgencyPolicy.allows(by, Action.EXEMPT_AGREE, decree):
        raise NotAllowed(_("Hanya Atasan PPID yang memberi persetujuan ini."))
    if not reason.strip():
        raise InputError(_("Tulis alasannya; unit membacanya untuk memperbaiki."), field="reason")
    test = _open_decree(decree).test
    test.state, test.return_reason = ConsequenceTest.State.RETURNED, reason.strip()
    test.save()
    ExemptionDecree.objects.filter(pk=decree.pk).delete()
    record(action="exempt.superior_declined", actor=by, target=test, agency=test.agency_id, at=now)
    tell_returned(test=test, now=now)
    return test


@transaction.atomic
def record_leader_approval(
    *, decree: ExemptionDecree, dated_on: date, name: str, number: str, file: StoredFile | None, by: Any,
    now: datetime,
) -> ExemptionDecree:  # fmt: skip
    """Wali Kota's approval: mostly on paper, recorded by PPID Utama with number, date and file; or by himself."""
    himself = AgencyPolicy.allows(by, Action.EXEMPT_APPROVE, decree)
    if not himself and not AgencyPolicy.allows(by, Action.EXEMPT_DECIDE, decree):
        raise NotAllowed(_("Persetujuan Wali Kota dicatat oleh PPID Utama."))
    held = _open_decree(decree)
    _past(dated_on, now, "dated_on")
    if not himself and not number.strip():
        raise InputError(_("Isi nomor surat persetujuannya."), field="number")
    if not himself and file is None:
        raise InputError(_("Unggah pindaian surat persetujuannya."), field="file")
    held.leader_on, held.leader_name, held.leader_number = dated_on, name.strip(), number.strip()
    held.leader_file, held.leader_recorded_by, held.leader_recorded_at = file, by, now
    held.save()
    record(
        action="exempt.leader_approved", actor=by, target=held, agency=held.agency_id, at=now,
        data={"number": held.leader_number, "dated_on": dated_on.isoformat(), "himself": himself},
    )  # fmt: skip
    return held


@transaction.atomic
def record_decree(
    *, decree: ExemptionDecree, number: str, dated_on: date, file: StoredFile | None, signer_name: str,
    signer_title: str, by: Any, now: datetime,
) -> ExemptionDecree:  # fmt: skip
    """PPID's decree with number, date and file; the exemptions hold from now on, or are changed.

    Raises ExemptionRuleBroken when an approval is missing, the order of dates is wrong, or a renewal is late.
    """
    if not AgencyPolicy.allows(by, Action.EXEMPT_DECIDE, decree):
        raise NotAllowed(_("Hanya PPID Utama yang menetapkan pengecualian."))
    held = _open_decree(decree)
    _past(dated_on, now, "dated_on")
    if not number.strip():
        raise InputError(_("Isi nomor keputusannya."), field="number")
    if ExemptionDecree.objects.filter(number=number.strip()).exists():
        raise InputError(_("Nomor keputusan itu sudah dipakai."), field="number")
    if file is None:
        raise InputError(_("Unggah pindaian keputusan yang sudah ditandatangani."), field="file")
    check_decree(held.approvals, dated_on, held.test.held_on)
    held.number, held.dated_on, held.file = number.strip(), dated_on, file
    held.signer_name, held.signer_title = signer_name.strip(), signer_title.strip()
    held.recorded_by, held.recorded_at = by, now
    held.save()
    for item in held.test.items.select_related("exemption"):
        _take_effect(item, held, by, now)
    ConsequenceTest.objects.filter(pk=held.test_id).update(state=ConsequenceTest.State.DECREED)
    record(
        action="exempt.decreed", actor=by, target=held, agency=held.agency_id, at=now,
        data={"number": held.number, "dated_on": dated_on.isoformat()},
    )  # fmt: skip
    return held


def _take_effect(item: TestedItem, decree: ExemptionDecree, by: Any, now: datetime) -> None:
    is_change = item.exemption_id is not None
    if item.result == TestedItem.Result.OPEN:
        if is_change:
            Exemption.objects.filter(pk=item.exemption.pk).update(  # type: ignore[union-attr]
                opened_by=Exemption.OpenedBy.CHANGE, opened_on=decree.dated_on, opening_number=decree.number,
                opening_date=decree.dated_on, opening_file=decree.file,
            )  # fmt: skip
        return
    check_exemption(item.as_facts(leader_approved=decree.leader_on is not None))
    values: dict[str, Any] = {
        "title": item.title, "title_approved_by": decree.test.read_by, "title_approved_at": decree.test.read_at,
        "ground": item.ground, "statute": item.statute, "ends_on": item.ends_on, "review_on": item.review_on,
        "decree": decree,
    }  # fmt: skip
    if not is_change:
        item.exemption = Exemption.objects.create(
            agency_id=decree.agency_id, first_start=item.starts_on, starts_on=item.starts_on, **values
        )
        item.save(update_fields=["exemption"])
        return
    held = Exemption.objects.select_for_update().get(pk=item.exemption.pk)  # type: ignore[union-attr]
    check_renewal(
        ground=Ground(item.ground), first_start=held.first_start, current=_period(held), new_end=item.ends_on,
        leader_on=decree.leader_on or decree.dated_on, decree_on=decree.dated_on,  # type: ignore[arg-type]
    )  # fmt: skip
    if held.released_at is not None:
        raise RuleViolation(_("Berkasnya sudah dilepas kepada umum; tidak dapat ditutup lagi."))
    Exemption.objects.filter(pk=held.pk).update(**values)


def _period(exemption: Exemption) -> Period:
    return exemption.period
