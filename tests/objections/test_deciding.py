"""Rebuttal, decision, settlement, withdrawal: what each writes, tells and refuses (K5-K9, K14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Capacity, Role
from portal.audit.models import AuditEvent
from portal.files.services import store_upload
from portal.kernel.errors import InputError, NotAllowed, PortalError, RuleViolation
from portal.notifications.models import Notification
from requests_app.law.objection_words import ObjectionAction, ObjectionOutcome, ObjectionState
from requests_app.models import ContactTask, InformationRequest, Letter, Objection
from requests_app.objection_presentation import commission_of
from requests_app.services.access import confirm_email
from requests_app.services.objections import deciding, ordering
from requests_app.services.objections.chasing import note_silence
from requests_app.services.objections.deciding import Decision, Settlement
from requests_app.services.objections.objecting import Objected
from requests_app.services.objections.options import objection_options
from requests_app.services.objections.ordering import OrderText
from tests.factories import MembershipFactory, officer
from tests.files.test_uploads import upload
from tests.objections.conftest import LATE, REASONS, REBUTTAL, upheld, wib
from tests.unit.calendars import CALENDAR_2026

pytestmark = pytest.mark.django_db
DAY = wib(2026, 4, 10)


def kinds(objection: Objection) -> list[str]:
    return list(objection.events.values_list("kind", flat=True))


def rejected(outcome: ObjectionOutcome = ObjectionOutcome.REJECTED, **changes: Any) -> Decision:
    return replace(Decision(outcome=outcome, reasons=REASONS, rebuttal=REBUTTAL), **changes)


def signed_record() -> tuple[str, ...]:
    stored = store_upload(upload=upload("berita-acara.pdf", b"%PDF-1.4\n%%EOF"), now=DAY, encrypt=True)
    return (str(stored.pk),)


def settlement(**changes: Any) -> Settlement:
    values: dict[str, Any] = {
        "agreement": "PPID menyerahkan daftar dalam sepuluh hari.", "agreed_on": date(2026, 4, 9),
        "place": "Loket PPID", "signed_files": signed_record(),
    }  # fmt: skip
    return Settlement(**{**values, **changes})


# Rebuttal -------------------------------------------------------------------------------------------------


def test_rebuttal_is_a_draft_for_the_superior_and_hidden_from_the_objector(
    objection: Objection, petugas: User, atasan: User
) -> None:
    moved = deciding.rebut(objection=objection, text=REBUTTAL, by=petugas, now=wib(2026, 4, 8))
    assert (moved.objection.state, moved.objection.rebuttal) == ("rebutted", REBUTTAL)
    assert not moved.event.is_public
    assert Notification.objects.get(kind="officer.rebuttal_ready").user == atasan
    back = deciding.return_rebuttal(objection=objection, reason="Sebut pasalnya.", by=atasan, now=DAY)
    assert (back.objection.state, back.objection.rebuttal) == ("received", REBUTTAL)
    again = deciding.rebut(objection=objection, text="Lebih baik.", by=petugas, now=wib(2026, 4, 13))
    assert again.objection.rebuttal == "Lebih baik."
    # The thirty days ran all the time.
    assert again.objection.due_on == objection.due_on


# Decision -------------------------------------------------------------------------------------------------


def test_upheld_objection_leaves_a_letter_orders_and_the_right_to_the_commission(
    objection: Objection, case: InformationRequest, petugas: User, utama: User, atasan: User, setda: Agency
) -> None:
    confirm_email(case=case, now=LATE)
    moved = deciding.decide(objection=objection, decision=upheld(), by=atasan, now=DAY)
    found = Objection.objects.get()
    assert (found.state, found.outcome, found.judged_due_on) == ("decided", "upheld", date(2026, 5, 21))
    letter = found.letter
    assert letter is not None
    assert (letter.signer_title, letter.signer_agency) == ("Atasan PPID", setda)
    assert letter.data["orders"] == [["Jawab permohonan dan serahkan daftarnya.", "2026-04-20"]]
    assert (letter.data["rebuttal"], letter.body) == (REBUTTAL, REASONS)
    order = found.orders.get()
    assert (order.agency, order.due_on, order.done_at) == (case.agency, date(2026, 4, 20), None)
    assert moved.event.acting_as == "Atasan PPID"
    told = Notification.objects.filter(kind="officer.objection_ended").values_list("user", flat=True)
    assert set(told) == {petugas.pk, utama.pk}
    mail = Notification.objects.get(kind="objection.decided")
    assert "keberatan dikabulkan" in mail.body
    assert "14 hari kerja" in mail.body


def test_objector_without_confirmed_mail_is_told_by_the_officer(decided: Objection) -> None:
    task = ContactTask.objects.get(kind="objection.decided")
    assert (task.case, task.objection) == (decided.case, decided)
    assert decided.number in task.text
    assert decided.name not in task.text


def test_acting_superior_decides_in_that_capacity(objection: Objection, dkiss: Agency) -> None:
    acting = MembershipFactory(role=Role.ATASAN_PPID, capacity=Capacity.PLH, agency=None).user
    moved = deciding.decide(objection=objection, decision=upheld(), by=acting, now=DAY)
    assert moved.event.acting_as == "Plh. Atasan PPID"
    letter = moved.objection.letter
    assert letter is not None
    assert letter.signer_title == "Plh. Atasan PPID"


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (rejected(reasons="  "), "reasons"),
        (rejected(rebuttal=""), "rebuttal"),
        (rejected(orders=(OrderText("x", date(2026, 5, 1)),)), "orders"),
        (rejected(ObjectionOutcome.UPHELD), "orders"),
        (upheld(OrderText("Serahkan.", None)), "orders"),
        (upheld(OrderText("", date(2026, 5, 1))), "orders"),
        (upheld(OrderText("Serahkan.", date(2026, 4, 9))), "orders"),
        (upheld(*[OrderText("x", date(2026, 5, 1))] * 11), "orders"),
    ],
)
def test_decision_without_its_parts_names_the_field_and_writes_nothing(
    objection: Objection, atasan: User, decision: Decision, field: str
) -> None:
    with pytest.raises(InputError) as caught:
        deciding.decide(objection=objection, decision=decision, by=atasan, now=DAY)
    assert caught.value.field == field
    objection.refresh_from_db()
    answers = Letter.objects.filter(kind="objection_answer")
    assert (objection.state, objection.orders.count(), answers.count()) == ("received", 0, 0)


def test_only_the_superior_decides(objection: Objection, petugas: User, utama: User) -> None:
    for person in (petugas, utama):
        with pytest.raises(NotAllowed):
            deciding.decide(objection=objection, decision=upheld(), by=person, now=DAY)


def test_author_of_the_rebuttal_does_not_decide_on_it(objection: Objection, dkiss: Agency) -> None:
    both = officer(Role.ATASAN_PPID)
    MembershipFactory(user=both, role=Role.PPID_UTAMA, agency=None)
    deciding.rebut(objection=objection, text=REBUTTAL, by=both, now=wib(2026, 4, 8))
    with pytest.raises(RuleViolation) as caught:
        deciding.decide(objection=objection, decision=upheld(), by=both, now=DAY)
    assert caught.value.code == "not_own_rebuttal"


def test_lateness_is_the_superiors_decision_in_a_letter_with_the_commission(
    object_to: Callable[..., Objected], atasan: User, setda: Agency
) -> None:
    late = object_to(now=wib(2026, 5, 21)).objection
    in_time = object_to(now=wib(2026, 5, 20), position="Pada hari terakhir.").objection
    decision = rejected(ObjectionOutcome.TOO_LATE, rebuttal="")
    with pytest.raises(RuleViolation):
        deciding.decide(objection=in_time, decision=decision, by=atasan, now=wib(2026, 5, 25))
    done = deciding.decide(objection=late, decision=decision, by=atasan, now=wib(2026, 5, 25)).objection
    assert (done.outcome, done.letter and done.letter.data["decision"]) == ("too_late", "too_late")
    assert commission_of(done, date(2026, 5, 26), CALENDAR_2026).is_open_on(date(2026, 5, 26))


def test_rejection_of_a_refusal_on_exemption_needs_its_decree(
    object_to: Callable[..., Objected], case: InformationRequest, atasan: User
) -> None:
    Letter.objects.create(
        case=case,
        kind="refusal",
        number="1",
        dated_on=date(2026, 3, 30),
        created_at=DAY,
        data={"grounds": ["h"]},
    )
    made = object_to(grounds=("a",)).objection
    with pytest.raises(RuleViolation) as caught:
        deciding.decide(objection=made, decision=rejected(), by=atasan, now=DAY)
    assert caught.value.code == "decree_attached"
    decree = {"number": "188/Kep.1/2026", "dated_on": "2026-01-05", "title": "Klasifikasi"}
    done = deciding.decide(objection=made, decision=rejected(decree=decree), by=atasan, now=DAY).objection
    assert done.decree == decree
    assert done.letter
    assert done.letter.data["decree"] == decree


def test_late_decision_is_allowed_and_judged_late(objection: Objection, atasan: User) -> None:
    note_silence(objection_id=objection.pk, now=wib(2026, 5, 22))
    done = deciding.decide(
        objection=objection,
        decision=upheld(OrderText("Serahkan.", date(2026, 6, 30))),
        by=atasan,
        now=wib(2026, 6, 2),
    ).objection
    assert done.judged_due_on == date(2026, 5, 21)
    assert done.closed_at == wib(2026, 6, 2)


# Settlement, withdrawal, reply --------------------------------------------------------------------------------


def test_settlement_needs_both_signatures_and_its_promises_become_orders(
    objection: Objection, petugas: User
) -> None:
    with pytest.raises(RuleViolation) as caught:
        deciding.settle(objection=objection, settlement=settlement(signed_files=()), by=petugas, now=DAY)
    assert caught.value.code == "signed_by_both"
    promise = OrderText("Serahkan daftar.", date(2026, 4, 24))
    done = deciding.settle(
        objection=objection, settlement=settlement(orders=(promise,)), by=petugas, now=DAY
    ).objection
    assert (done.state, done.outcome, done.agreed_on) == ("settled", "", date(2026, 4, 9))
    assert done.orders.get().due_on == date(2026, 4, 24)
    assert [row.purpose for row in done.files.all()] == ["settlement"]
    # No dispute follows from what both agreed on.
    assert commission_of(done, date(2026, 12, 1), CALENDAR_2026).opens_on is None


def test_refusal_on_exemption_is_never_settled(object_to: Callable[..., Objected], petugas: User) -> None:
    made = object_to(grounds=("a", "d")).objection
    with pytest.raises(RuleViolation) as caught:
        deciding.settle(objection=made, settlement=settlement(), by=petugas, now=DAY)
    assert caught.value.code == "may_be_amicable"
    # The signed record went back with the transaction.
    assert made.files.count() == 0


@pytest.mark.parametrize("day", [date(2026, 4, 5), date(2026, 4, 11)])
def test_settlement_lies_between_receipt_and_today(objection: Objection, petugas: User, day: date) -> None:
    with pytest.raises(InputError) as caught:
        deciding.settle(objection=objection, settlement=settlement(agreed_on=day), by=petugas, now=DAY)
    assert caught.value.field == "agreed_on"


def test_citizen_withdraws_and_the_officer_only_records_what_was_stated(
    objection: Objection, object_to: Callable[..., Objected], petugas: User, atasan: User
) -> None:
    done = deciding.withdraw_objection(objection=objection, now=DAY).objection
    assert (done.state, done.closed_at) == ("withdrawn", DAY)
    assert Notification.objects.filter(kind="officer.objection_withdrawn", user=atasan).exists()
    other = object_to(position="Lain.").objection
    with pytest.raises(InputError):
        deciding.withdraw_objection(objection=other, now=DAY, by=petugas)
    moved = deciding.withdraw_objection(
        objection=other, now=DAY, by=petugas, statement="Lewat telepon 10 April."
    )
    assert moved.event.data == {"statement": "Lewat telepon 10 April."}


def test_reply_to_the_decision_is_kept_and_ends_nothing(decided: Objection, objection: Objection) -> None:
    done = deciding.reply_to_decision(objection=decided, text="Saya menerima.", now=wib(2026, 4, 13))
    assert (done.objector_reply, done.state) == ("Saya menerima.", "decided")
    assert kinds(done) == ["filed", "decided", "replied"]


def test_reply_waits_for_the_decision(objection: Objection) -> None:
    with pytest.raises(InputError):
        deciding.reply_to_decision(objection=objection, text="Saya menerima.", now=DAY)


# Orders ----------------------------------------------------------------------------------------------------


def test_order_is_done_once_with_its_day_and_the_objector_is_told(decided: Objection, petugas: User) -> None:
    order = decided.orders.get()
    done = {"how": "Daftar dikirim lewat halaman lacak.", "on": date(2026, 4, 14), "by": petugas}
    ordering.do_order(order=order, now=wib(2026, 4, 14), **done)
    order.refresh_from_db()
    assert (order.done_on, order.done_by) == (date(2026, 4, 14), petugas)
    assert ContactTask.objects.filter(kind="objection.order_done").exists()
    with pytest.raises(RuleViolation) as caught:
        ordering.do_order(order=order, now=wib(2026, 4, 14), **done)
    assert caught.value.code == "has_open_order"


@pytest.mark.parametrize("on", [date(2026, 4, 9), date(2026, 4, 15)])
def test_order_is_done_between_its_day_and_today(decided: Objection, petugas: User, on: date) -> None:
    with pytest.raises(InputError) as caught:
        ordering.do_order(order=decided.orders.get(), how="x", on=on, by=petugas, now=wib(2026, 4, 14))
    assert caught.value.field == "on"


def test_superior_returns_an_order_that_was_not_carried_out(
    decided: Objection, petugas: User, atasan: User
) -> None:
    order = decided.orders.get()
    with pytest.raises(RuleViolation):
        ordering.return_order(order=order, reason="Belum ada.", by=atasan, now=wib(2026, 4, 14))
    ordering.do_order(order=order, how="Dikirim.", on=date(2026, 4, 14), by=petugas, now=wib(2026, 4, 14))
    ordering.return_order(order=order, reason="Berkas kosong.", by=atasan, now=wib(2026, 4, 15))
    order.refresh_from_db()
    assert (order.done_at, order.due_on, order.returned_reason) == (None, date(2026, 4, 20), "Berkas kosong.")


# Every triple through the services ---------------------------------------------------------------------------

WAYS: dict[ObjectionAction, Callable[..., Any]] = {
    ObjectionAction.REBUT: lambda o, by: deciding.rebut(objection=o, text=REBUTTAL, by=by, now=DAY),
    ObjectionAction.RETURN_REBUTTAL: lambda o, by: deciding.return_rebuttal(
        objection=o, reason="x", by=by, now=DAY
    ),
    ObjectionAction.DECIDE: lambda o, by: deciding.decide(objection=o, decision=upheld(), by=by, now=DAY),
    ObjectionAction.SETTLE: lambda o, by: deciding.settle(
        objection=o, settlement=settlement(), by=by, now=DAY
    ),
    ObjectionAction.WITHDRAW: lambda o, by: deciding.withdraw_objection(
        objection=o, by=by, now=DAY, statement="x"
    ),
    ObjectionAction.DO_ORDER: lambda o, by: ordering.do_order(
        order=o.orders.get(), how="x", on=date(2026, 4, 10), by=by, now=DAY
    ),
    ObjectionAction.RETURN_ORDER: lambda o, by: ordering.return_order(
        order=o.orders.get(), reason="x", by=by, now=DAY
    ),
}
OPEN = {ObjectionState.RECEIVED, ObjectionState.REBUTTED}
WITH_ORDERS = {ObjectionState.DECIDED, ObjectionState.SETTLED}
#: By hand: in which states, by whom (p PPID Pelaksana of the unit, u PPID Utama, a Atasan PPID, c the citizen).
MAY = {
    ObjectionAction.REBUT: (OPEN, "pu"),
    ObjectionAction.RETURN_REBUTTAL: ({ObjectionState.REBUTTED}, "a"),
    ObjectionAction.DECIDE: (OPEN, "a"),
    ObjectionAction.SETTLE: (OPEN, "pua"),
    ObjectionAction.WITHDRAW: (OPEN, "puac"),
    ObjectionAction.DO_ORDER: (WITH_ORDERS, "pu"),
    ObjectionAction.RETURN_ORDER: (WITH_ORDERS, "a"),
}


def in_state(
    objection: Objection, state: ObjectionState, petugas: User, atasan: User, done: bool
) -> Objection:
    now = wib(2026, 4, 9, 10)
    promise = OrderText("Serahkan.", date(2026, 4, 24))
    if state is ObjectionState.REBUTTED:
        deciding.rebut(objection=objection, text=REBUTTAL, by=petugas, now=now)
    elif state is ObjectionState.DECIDED:
        deciding.decide(objection=objection, decision=upheld(promise), by=atasan, now=now)
    elif state is ObjectionState.SETTLED:
        deciding.settle(objection=objection, settlement=settlement(orders=(promise,)), by=petugas, now=now)
    elif state is ObjectionState.WITHDRAWN:
        deciding.withdraw_objection(objection=objection, now=now)
    if done and state in WITH_ORDERS:
        ordering.do_order(order=objection.orders.get(), how="x", on=date(2026, 4, 9), by=petugas, now=now)
    objection.refresh_from_db()
    return objection


@pytest.mark.parametrize("action", WAYS)
@pytest.mark.parametrize("state", ObjectionState)
def test_services_let_exactly_the_right_people_act_in_the_right_state(
    objection: Objection, petugas: User, utama: User, atasan: User, setda: Agency,
    action: ObjectionAction, state: ObjectionState,
) -> None:  # fmt: skip
    from django.db import transaction

    states, letters = MAY[action]
    done = action is ObjectionAction.RETURN_ORDER
    objection = in_state(objection, state, petugas, atasan, done)
    if not objection.orders.exists() and action in (ObjectionAction.DO_ORDER, ObjectionAction.RETURN_ORDER):
        return
    people = {
        "p": petugas,
        "u": utama,
        "a": atasan,
        "o": officer(Role.PPID_PELAKSANA),
        "k": officer(Role.OPERATOR),
    }
    for letter, person in people.items():
        before = objection.events.count()
        with transaction.atomic():
            try:
                WAYS[action](objection, person)
                allowed = True
            except PortalError:
                allowed = False
            wrote = objection.events.count() - before
            transaction.set_rollback(True)
        assert allowed is (state in states and letter in letters), (action, state, letter)
        assert wrote == int(allowed)
        offered = {
            o.action for o in objection_options(objection=objection, user=person, now=DAY) if o.allowed
        }
        assert (action in offered) is allowed, (action, state, letter)


def test_log_and_audit_tell_the_same_story(decided: Objection, petugas: User) -> None:
    ordering.do_order(
        order=decided.orders.get(), how="x", on=date(2026, 4, 14), by=petugas, now=wib(2026, 4, 14)
    )
    audit = AuditEvent.objects.filter(action__startswith="objection.").order_by("pk")
    assert [row.action for row in audit] == ["objection.file", "objection.decide", "objection.do_order"]
    assert [row.sequence for row in decided.events.all()] == [1, 2, 3]
