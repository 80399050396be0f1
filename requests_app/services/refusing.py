"""Refusal (PERKI 1/2021 Art 10(2)f, 34): drafted by the unit, signed by PPID Utama, approved by Atasan PPID.

On UU 14/2008 Art 17 it stands on a decree in force at each of the three steps. The clock runs on through all of
them; it ends with the approval, when the decree of refusal (Lampiran IX) goes to the citizen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies import policy
from portal.agencies.models import Agency, Role
from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date
from requests_app import decrees
from requests_app.law.grounds import RefusalKind, exemption_ground
from requests_app.law.states import Action, Outcome, RefusalStage
from requests_app.models import EventKind, InformationRequest, Letter, Refusal, SigningDelegation
from requests_app.permissions import require

from . import _effects
from ._facts import pending_refusal
from ._letters import number_for, write_letter
from ._transition import Moved, add_event, lock_case, reread, transition


@dataclass(frozen=True)
class RefusalData:
    """What the draft says. ``ground`` is a letter of Art 17 and ``decree_id`` names its decree; both are empty
    for what may not be given on another basis (Art 6(3)), which names its ``statute`` instead.
    """

    kind: str
    matter: str
    reason: str
    ground: str = ""
    decree_id: str = ""
    statute: str = ""
    consequence: str = ""


def _check(data: RefusalData) -> None:
    if data.kind not in set(RefusalKind):
        raise InputError(_("Pilih dasar penolakan."), field="basis", code="no_kind")
    exemption = data.kind == RefusalKind.EXEMPTION
    if exemption and data.ground not in set("abcdefghij"):
        raise InputError(
            _("Pilih keputusan pengecualian yang menjadi dasar."), field="basis", code="no_ground"
        )
    if not data.matter.strip():
        raise InputError(_("Sebutkan informasi mana yang ditolak."), field="matter", code="no_matter")
    if exemption and not data.consequence.strip():
        raise InputError(
            _("Tuliskan akibat bila informasi itu dibuka; keputusan penolakan wajib menyebutnya."),
            field="consequence",
            code="no_consequence",
        )
    if (not exemption or exemption_ground(data.ground).needs_statute) and not data.statute.strip():
        raise InputError(
            _("Tuliskan pasal dan peraturan yang melarang informasi itu diberikan."),
            field="statute",
            code="no_statute",
        )
    if not data.reason.strip():
        raise InputError(_("Tuliskan alasan yang dibaca pemohon."), field="reason", code="no_reason")


def _decree(case: InformationRequest, data: RefusalData, now: datetime) -> decrees.DecreeRef | None:
    if data.kind != RefusalKind.EXEMPTION:
        return None
    found = decrees.decrees_covering(agency=case.agency, ground=data.ground, on=wib_date(now))
    return next((decree for decree in found if decree.id == data.decree_id), None)


@transaction.atomic
def propose(*, case: InformationRequest, data: RefusalData, by: Any, now: datetime) -> Refusal:
    """Draft a refusal and hand it to PPID Utama; nothing is told to the citizen yet.

    Raises InputError (field), NotAllowed, RuleViolation ``decree_covers`` when no decree in force covers it.
    """
    _check(data)
    case = reread(case)
    decree = _decree(case, data, now)
    moved = transition(
        case_id=case.pk, action=Action.PROPOSE_REFUSAL, by=by, now=now, given=("ground", "reason"),
        changes={"refusal_stage": RefusalStage.PROPOSED.value},
        facts={"refusal_on_exemption": data.kind == RefusalKind.EXEMPTION, "decree_in_force": decree is not None},
        data={"kind": str(data.kind), "ground": data.ground, "decree": decree.number if decree else ""},
    )  # fmt: skip
    refusal = Refusal.objects.create(
        case=moved.case, kind=data.kind, ground=data.ground if decree else "", statute=data.statute.strip()[:300],
        decree_id=decree.id if decree else "", decree_number=decree.number[:150] if decree else "",
        decree_title=decree.title[:300] if decree else "", matter=data.matter.strip(),
        consequence=data.consequence.strip(), reason=data.reason.strip(), proposed_at=now, proposed_by=by,
        proposed_as=policy.acting_as(by, Right.REFUSAL_PROPOSE, moved.case.agency)[:150],
    )  # fmt: skip
    _effects.tell_office(
        moved.case, Role.PPID_UTAMA, "officer.refusal_to_sign", now=now, occasion=str(moved.event.sequence)
    )
    return refusal


@transaction.atomic
def sign(*, case: InformationRequest, by: Any, now: datetime) -> Refusal:
    """PPID Utama signs, or the unit's PPID Pelaksana by a recorded decree of delegation; Atasan PPID is told.

    Raises NotAllowed, RuleViolation (nothing to sign, no decree in force any more).
    """
    moved = transition(
        case_id=case.pk, action=Action.SIGN_REFUSAL, by=by, now=now,
        changes={"refusal_stage": RefusalStage.SIGNED.value},
    )  # fmt: skip
    refusal = _pending(moved.case)
    delegation = None
    if policy.scope(by, Right.REFUSAL_SIGN) is not policy.Scope.CITY:
        active = SigningDelegation.objects.active_on(wib_date(now))
        delegation = active.filter(agency=moved.case.agency).first()
    office = moved.case.agency if delegation else _utama() or moved.case.agency
    refusal.signed_at, refusal.signed_by, refusal.delegation = now, by, delegation
    refusal.signed_as = policy.acting_as(by, Right.REFUSAL_SIGN, office)[:150]
    refusal.save(update_fields=["signed_at", "signed_by", "signed_as", "delegation"])
    _effects.tell_office(
        moved.case, Role.ATASAN_PPID, "officer.refusal_to_approve", now=now,
        occasion=str(moved.event.sequence),
    )  # fmt: skip
    return refusal


@transaction.atomic
def approve(*, case: InformationRequest, by: Any, now: datetime) -> Letter:
    """Atasan PPID approves: the decree of refusal goes to the citizen and the clock ends.

    Raises NotAllowed (also for who has signed it), RuleViolation.
    """
    case = reread(case)
    draft = pending_refusal(case)
    if draft is not None and draft.signed_by_id == by.pk:
        raise NotAllowed(
            _("Anda sendiri yang menandatangani penolakan ini; pejabat lain yang menyetujuinya."),
            code="same_person",
        )
    office = case.agency if draft is not None and draft.delegation_id else _utama() or case.agency
    number = number_for(office, now, kind=Letter.Kind.REFUSAL)
    moved = transition(
        case_id=case.pk, action=Action.APPROVE_REFUSAL, by=by, now=now, outcome=Outcome.REFUSED,
        changes={"refusal_stage": RefusalStage.NONE.value}, data={"letter": number},
    )  # fmt: skip
    refusal = _pending(moved.case)
    refusal.approved_at, refusal.approved_by = now, by
    refusal.approved_as = policy.acting_as(by, Right.REFUSAL_APPROVE, moved.case.agency)[:150]
    refusal.letter = write_letter(
        case=moved.case, kind=Letter.Kind.REFUSAL, number=number, signer_agency=office, by=refusal.signed_by,
        right=Right.REFUSAL_SIGN, body=refusal.reason, now=now, data=_letter_data(refusal, now),
        private={"matter": refusal.matter, "consequence": refusal.consequence}, signed_as=refusal.signed_as,
    )  # fmt: skip
    refusal.save(update_fields=["approved_at", "approved_by", "approved_as", "letter"])
    _effects.tell_citizen(
        moved.case, "case.answered", now=now, occasion=str(moved.event.sequence),
        outcome=_effects.outcome_words(moved.case),
    )  # fmt: skip
    _effects.tell_officers(moved.case, "officer.refusal_decided", now=now, occasion=str(moved.event.sequence))
    return refusal.letter


def _letter_data(refusal: Refusal, now: datetime) -> dict[str, Any]:
    """The particulars of Lampiran IX, and who approved (Art 10(2)f)."""
    assert refusal.approved_by is not None and refusal.signed_at is not None  # noqa: S101 - for the type checker
    return {
        "outcome": Outcome.REFUSED.value,
        "kind": refusal.kind,
        "ground": refusal.ground,
        "statute": refusal.statute,
        "decree": {"id": refusal.decree_id, "number": refusal.decree_number, "title": refusal.decree_title},
        "signed_on": wib_date(refusal.signed_at).isoformat(),
        "approved_on": wib_date(now).isoformat(),
        "approved_by": refusal.approved_by.get_full_name() or str(refusal.approved_by),
        "approved_as": refusal.approved_as,
    }


@transaction.atomic
def return_draft(*, case: InformationRequest, reason: str, by: Any, now: datetime) -> Moved:
    """Send the draft back with a written reason; the unit answers, extends or drafts anew."""
    if not reason.strip():
        raise InputError(_("Tuliskan alasannya."), field="reason", code="no_reason")
    moved = transition(
        case_id=case.pk, action=Action.RETURN_REFUSAL, by=by, now=now, given=("reason",),
        changes={"refusal_stage": RefusalStage.NONE.value}, data={"reason": reason.strip()[:500]},
    )  # fmt: skip
    refusal = _pending(moved.case)
    refusal.returned_at, refusal.returned_by = now, by
    refusal.return_reason = reason.strip()[:500]
    refusal.save(update_fields=["returned_at", "returned_by", "return_reason"])
    _effects.tell_officers(
        moved.case, "officer.refusal_returned", now=now, occasion=str(moved.event.sequence)
    )
    return moved


def _pending(case: InformationRequest) -> Refusal:
    refusal = pending_refusal(case)
    if refusal is None:
        raise RuleViolation(_("Tidak ada usul penolakan pada permohonan ini."), code="no_draft")
    return refusal


def _utama() -> Agency | None:
    return Agency.objects.filter(is_ppid_utama=True).first()


@transaction.atomic
def open_consequence_test(*, case: InformationRequest, ground: str, by: Any, now: datetime) -> str:
    """Begin the consequence test (uji konsekuensi, Art 49) of a case; returns where it goes on.

    The clock keeps running. Raises InputError, NotAllowed, RuleViolation when the register of exempt
    information is not there.
    """
    if ground not in set("abcdefghij"):
        raise InputError(_("Pilih huruf Pasal 17 yang akan diuji."), field="ground", code="no_ground")
    locked = lock_case(case.pk)
    require(by, Right.REFUSAL_PROPOSE, locked)
    if not locked.is_open:
        raise RuleViolation(_("Permohonan ini sudah dijawab atau selesai."), code="not_open")
    where = decrees.open_test(
        case_number=locked.number, agency=locked.agency, subject=locked.public_subject or locked.subject,
        ground=ground, by=by,
    )  # fmt: skip
    if where is None:
        raise RuleViolation(
            _(
                "Register informasi dikecualikan belum tersedia, jadi uji konsekuensi belum dapat dibuka di sini."
            ),
            code="no_register",
        )
    add_event(locked, EventKind.TEST_OPENED, now=now, by=by, is_public=False, data={"ground": ground})
    record(action="case.test_opened", actor=by, target=locked, agency=locked.agency, at=now,
           data={"ground": ground})  # fmt: skip
    return where
