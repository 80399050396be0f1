"""Refusal: three hands, a decree in force at each step, delegation by decree, the clock running on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from requests_app import decrees
from requests_app.law.states import State
from requests_app.models import InformationRequest, Letter, Refusal
from requests_app.services import refusing
from requests_app.services.answering import AnswerData, answer
from requests_app.services.closing import reopen
from requests_app.services.delegating import end_delegation, record_delegation
from requests_app.services.extending import extend
from requests_app.services.refusing import RefusalData
from requests_app.services.withdrawing import withdraw
from tests.factories import MembershipFactory, officer
from tests.requests_app.conftest import wib
from tests.requests_app.refusals import PATIENTS, FakeRegister

pytestmark = pytest.mark.django_db
DRAFT = RefusalData(
    kind="exemption", ground="h", decree_id="7", matter="Rekam medis pasien",
    consequence="Mengungkap riwayat kesehatan orang.", reason="Rekam medis adalah rahasia pribadi pasien.",
)  # fmt: skip
OTHER = RefusalData(
    kind="other",
    matter="Surat pribadi",
    reason="Bukan milik badan publik.",
    statute="Pasal 6 ayat (3) huruf c",
)
DAY = wib(2026, 3, 16)


@pytest.fixture(autouse=True)
def register() -> Iterator[FakeRegister]:
    before = list(decrees._registers)
    made = FakeRegister(PATIENTS)
    decrees.register(made)
    yield made
    decrees._registers[:] = before


@pytest.fixture
def atasan(db: None) -> User:
    return officer(Role.ATASAN_PPID, email="sekda@cilegon.example", first_name="Budi")


def test_three_hands_refuse_and_the_citizen_gets_the_decree(
    case: InformationRequest, petugas: User, utama: User, atasan: User, dkiss: Agency
) -> None:
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    case.refresh_from_db()
    assert (case.state, case.refusal_stage, case.noticed_at) == (State.IN_PROGRESS, "proposed", None)
    refusing.sign(case=case, by=utama, now=wib(2026, 3, 17))
    letter = refusing.approve(case=case, by=atasan, now=wib(2026, 3, 26))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.refusal_stage) == ("closed", "refused", "none")
    assert (case.noticed_at, case.judged_due_on) == (wib(2026, 3, 26), date(2026, 4, 2))
    assert letter.kind == Letter.Kind.REFUSAL
    assert letter.signer_agency == dkiss and letter.signer_title == "PPID Utama"
    assert letter.data["ground"] == "h" and letter.data["decree"]["number"] == "188/7/2026"
    assert letter.data["approved_as"] == "Atasan PPID" and letter.data["signed_on"] == "2026-03-17"
    refusal = Refusal.objects.get()
    assert (refusal.proposed_by, refusal.signed_by, refusal.approved_by) == (petugas, utama, atasan)
    assert refusal.letter == letter


def test_steps_inside_the_office_are_not_told_to_the_citizen(
    case: InformationRequest, petugas: User, utama: User, atasan: User
) -> None:
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    refusing.sign(case=case, by=utama, now=DAY)
    public = set(case.events.filter(is_public=True).values_list("kind", flat=True))
    assert public == {"filed"}
    assert Notification.objects.filter(kind="officer.refusal_to_sign", user=utama).count() == 1
    assert Notification.objects.filter(kind="officer.refusal_to_approve", user=atasan).count() == 1


def test_no_draft_on_article_17_when_no_decree_covers_it(
    case: InformationRequest, petugas: User, register: FakeRegister
) -> None:
    register.refs.clear()
    with pytest.raises(RuleViolation) as refused:
        refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    assert refused.value.code == "decree_covers"
    decrees.register(None)
    with pytest.raises(RuleViolation, match="uji konsekuensi"):
        refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    case.refresh_from_db()
    assert (case.state, case.refusal_stage, Refusal.objects.count()) == ("received", "none", 0)


def test_decree_that_ended_meanwhile_stops_signature_and_approval(
    case: InformationRequest, petugas: User, utama: User, atasan: User, register: FakeRegister
) -> None:
    register.refs[:] = [replace(PATIENTS, valid_until=date(2026, 3, 20))]
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    with pytest.raises(RuleViolation) as unsigned:
        refusing.sign(case=case, by=utama, now=wib(2026, 3, 25))
    assert unsigned.value.code == "decree_covers"
    refusing.sign(case=case, by=utama, now=wib(2026, 3, 20))
    with pytest.raises(RuleViolation) as unapproved:
        refusing.approve(case=case, by=atasan, now=wib(2026, 3, 25))
    assert unapproved.value.code == "decree_covers"
    case.refresh_from_db()
    assert case.state == State.IN_PROGRESS


def test_decree_of_another_matter_does_not_stand_in(
    case: InformationRequest, petugas: User, register: FakeRegister
) -> None:
    with pytest.raises(RuleViolation):
        refusing.propose(case=case, data=replace(DRAFT, decree_id="8"), by=petugas, now=DAY)
    with pytest.raises(RuleViolation):
        refusing.propose(case=case, data=replace(DRAFT, ground="a"), by=petugas, now=DAY)


def test_order_of_hands_and_roles_is_kept(
    case: InformationRequest, petugas: User, utama: User, atasan: User
) -> None:
    with pytest.raises(RuleViolation):
        refusing.sign(case=case, by=utama, now=DAY)
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    with pytest.raises(RuleViolation):
        refusing.approve(case=case, by=atasan, now=DAY)
    with pytest.raises(RuleViolation) as undelegated:
        refusing.sign(case=case, by=petugas, now=DAY)
    assert undelegated.value.code == "signing_delegated"
    with pytest.raises(NotAllowed):
        refusing.sign(case=case, by=atasan, now=DAY)
    refusing.sign(case=case, by=utama, now=DAY)
    with pytest.raises(NotAllowed):
        refusing.approve(case=case, by=utama, now=DAY)
    assert not Letter.objects.exclude(kind=Letter.Kind.RECEIPT).exists()


def test_who_signed_never_approves(
    case: InformationRequest, petugas: User, utama: User, dkiss: Agency
) -> None:
    MembershipFactory(user=utama, role=Role.ATASAN_PPID, agency=None)
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    refusing.sign(case=case, by=utama, now=DAY)
    again = User.objects.get(pk=utama.pk)
    with pytest.raises(NotAllowed) as same:
        refusing.approve(case=case, by=again, now=DAY)
    assert same.value.code == "same_person"


def test_unit_signs_by_a_recorded_decree_only_for_its_days(
    case: InformationRequest, petugas: User, utama: User, atasan: User, dinsos: Agency
) -> None:
    with pytest.raises(NotAllowed):
        record_delegation(
            agency=dinsos, decree_number="1", decree_date=date(2026, 1, 5), valid_from=date(2026, 1, 5),
            valid_until=date(2026, 12, 31), by=petugas, now=DAY,
        )  # fmt: skip
    made = record_delegation(
        agency=dinsos, decree_number="12/2026", decree_date=date(2026, 3, 1), valid_from=date(2026, 3, 17),
        valid_until=date(2026, 3, 31), by=utama, now=DAY,
    )  # fmt: skip
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    with pytest.raises(RuleViolation):
        refusing.sign(case=case, by=petugas, now=DAY)
    signed = refusing.sign(case=case, by=petugas, now=wib(2026, 3, 17))
    assert signed.delegation == made and signed.signed_as == "PPID Pelaksana Dinas Sosial"
    letter = refusing.approve(case=case, by=atasan, now=wib(2026, 3, 17))
    assert letter.signer_agency == dinsos
    end_delegation(delegation=made, by=utama, now=wib(2026, 3, 17))
    assert AuditEvent.objects.filter(action="refusal.delegation_ended").count() == 1


def test_ended_delegation_signs_no_more(
    case: InformationRequest, petugas: User, utama: User, dinsos: Agency
) -> None:
    made = record_delegation(
        agency=dinsos, decree_number="12/2026", decree_date=date(2026, 3, 1), valid_from=date(2026, 3, 1),
        valid_until=date(2026, 3, 31), by=utama, now=DAY,
    )  # fmt: skip
    end_delegation(delegation=made, by=utama, now=DAY)
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    with pytest.raises(RuleViolation):
        refusing.sign(case=case, by=petugas, now=DAY)


def test_returned_draft_stays_on_record_and_a_new_one_can_follow(
    case: InformationRequest, petugas: User, utama: User, atasan: User
) -> None:
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    with pytest.raises(RuleViolation):
        answer(case=case, data=AnswerData(outcome="not_held", text="x", held_by="BPS"), by=petugas, now=DAY)
    refusing.return_draft(case=case, reason="Kabulkan sebagian saja.", by=utama, now=DAY)
    refusing.propose(case=case, data=OTHER, by=petugas, now=wib(2026, 3, 17))
    refusing.sign(case=case, by=utama, now=wib(2026, 3, 17))
    refusing.return_draft(case=case, reason="Dasar kurang jelas.", by=atasan, now=wib(2026, 3, 17))
    case.refresh_from_db()
    assert (case.state, case.refusal_stage) == (State.IN_PROGRESS, "none")
    assert [row.return_reason for row in Refusal.objects.all()] == [
        "Kabulkan sebagian saja.",
        "Dasar kurang jelas.",
    ]


def test_withdrawal_ends_the_draft_too(
    case: InformationRequest, petugas: User, utama: User, atasan: User
) -> None:
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    withdraw(case=case, now=DAY)
    case.refresh_from_db()
    assert (case.outcome, case.refusal_stage) == ("withdrawn", "none")
    assert not Refusal.objects.get().is_pending
    reopen(case=case, reason="Pemohon berubah pikiran", by=petugas, now=DAY)
    refusing.propose(case=case, data=DRAFT, by=petugas, now=DAY)
    assert Refusal.objects.count() == 2


def test_test_is_opened_from_the_case_while_the_clock_runs_and_ground_b_extends(
    case: InformationRequest, petugas: User, register: FakeRegister
) -> None:
    where = refusing.open_consequence_test(case=case, ground="h", by=petugas, now=DAY)
    assert (where, register.opened) == ("/admin/uji/1/", [(case.number, "h")])
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("received", date(2026, 4, 2))
    assert not case.events.get(kind="test_opened").is_public
    extend(case=case, ground="b", reason="Uji konsekuensi berjalan.", by=petugas, now=wib(2026, 4, 2))
    case.refresh_from_db()
    assert case.due_on == date(2026, 4, 14)
    decrees.register(None)
    with pytest.raises(RuleViolation, match="belum tersedia"):
        refusing.open_consequence_test(case=case, ground="h", by=petugas, now=DAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "x"}, "basis"),
        ({"ground": "z"}, "basis"),
        ({"matter": " "}, "matter"),
        ({"consequence": ""}, "consequence"),
        ({"reason": ""}, "reason"),
        ({"ground": "j"}, "statute"),
    ],
)
def test_draft_without_what_lampiran_ix_asks_is_refused(
    case: InformationRequest, petugas: User, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        refusing.propose(case=case, data=replace(DRAFT, **changes), by=petugas, now=DAY)
    assert refused.value.field == field


def test_other_basis_needs_no_decree_but_its_article(
    case: InformationRequest, petugas: User, register: FakeRegister
) -> None:
    register.refs.clear()
    with pytest.raises(InputError):
        refusing.propose(case=case, data=replace(OTHER, statute=""), by=petugas, now=DAY)
    assert refusing.propose(case=case, data=OTHER, by=petugas, now=DAY).ground == ""
