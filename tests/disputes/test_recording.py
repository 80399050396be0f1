"""What is recorded of a dispute: from registration through every instance to its execution."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal.accounts.models import User
from portal.agencies.models import Role
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from requests_app.dispute_presentation import period_rows
from requests_app.law.dispute_words import DisputeAction as A
from requests_app.law.dispute_words import DisputeState
from requests_app.models import Dispute, DisputeEvent, Objection
from requests_app.services.disputes.chasing import remind_disputes
from requests_app.services.disputes.recording import (
    StepData,
    receive_ruling,
    record_step,
    register_dispute,
    set_session,
)
from tests.disputes.conftest import APPLIED, Step
from tests.factories import officer
from tests.objections.conftest import wib
from tests.unit.calendars import CALENDAR_2026

pytestmark = pytest.mark.django_db
KI = "012/IV/KI-BANTEN-PS/2026"


def test_registration_gives_number_event_audit_and_tells_those_who_must_know(
    dispute: Dispute, decided: Objection, petugas: User, utama: User, atasan: User
) -> None:
    assert (dispute.number, dispute.state, dispute.grounds) == ("0001/SENGKETA/2026", "registered", "c")
    assert (dispute.case, dispute.agency) == (decided.case, decided.agency)
    event = dispute.events.get()
    assert (event.kind, event.on, event.acting_as) == ("register", APPLIED, "PPID Utama")
    assert AuditEvent.objects.filter(action="dispute.register").count() == 1
    told = Notification.objects.filter(kind="officer.dispute_registered")
    assert set(told.values_list("user", flat=True)) == {petugas.pk, utama.pk, atasan.pk}
    assert all("Ani" not in row.body for row in told)


def test_pressed_often_registers_once_and_a_second_running_dispute_is_refused(
    decided: Objection, utama: User
) -> None:
    words = {"objection": decided, "applied_on": APPLIED, "by": utama, "now": wib(2026, 4, 22)}
    made = {register_dispute(form_token="t" * 32, **words).pk for _n in range(5)}
    assert len(made) == 1
    with pytest.raises(InputError) as caught:
        register_dispute(**words)
    assert caught.value.code == "already_registered"
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize("day", [date(2026, 4, 5), date(2026, 4, 23)])
def test_application_lies_between_the_objection_and_today(decided: Objection, utama: User, day: date) -> None:
    with pytest.raises(InputError) as caught:
        register_dispute(objection=decided, applied_on=day, by=utama, now=wib(2026, 4, 22))
    assert caught.value.field == "on"


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PPID_PELAKSANA, Role.PIMPINAN, Role.ADMINISTRATOR])
def test_only_ppid_utama_and_atasan_ppid_record(
    dispute: Dispute, decided: Objection, role: Role, step: Step
) -> None:
    person = officer(role, decided.agency)
    with pytest.raises(NotAllowed):
        register_dispute(objection=decided, applied_on=APPLIED, by=person, now=wib(2026, 4, 22))
    with pytest.raises(NotAllowed):
        step(dispute, A.START_MEDIATION, date(2026, 5, 4), by=person)
    dispute.refresh_from_db()
    assert dispute.state == "registered"


def test_mediation_that_fails_leads_through_ki_ptun_and_ma_to_execution(
    dispute: Dispute, step: Step, utama: User
) -> None:
    step(dispute, A.SET_NUMBER, None, number=KI, now=wib(2026, 4, 23))
    step(dispute, A.START_MEDIATION, date(2026, 5, 4))
    step(dispute, A.EXTEND_MEDIATION, None, text="Kedua pihak setuju.", now=wib(2026, 5, 18))
    step(dispute, A.FAIL_MEDIATION, date(2026, 6, 2), text="Tidak tercapai.")
    step(dispute, A.RULE, date(2026, 7, 1), number="5/PTSN/2026", outcome="granted", text="Buka.",
         received_on=None)  # fmt: skip
    receive_ruling(dispute=dispute, on=date(2026, 7, 3), by=utama, now=wib(2026, 7, 6))
    step(dispute, A.SUE, date(2026, 7, 10), by_city=True, number="9/G/KI/2026/PTUN.SRG")
    step(dispute, A.COURT_RULE, date(2026, 8, 3), number="9/G/KI/2026/PTUN.SRG", outcome="affirmed",
         text="Menguatkan.", received_on=date(2026, 8, 3))  # fmt: skip
    step(dispute, A.APPEAL, date(2026, 8, 10), by_city=True)
    step(dispute, A.CASSATION_RULE, date(2026, 10, 1), number="77 K/TUN/KI/2026", outcome="affirmed",
         text="Menolak kasasi.", execute_by=date(2026, 10, 30))  # fmt: skip
    done = step(dispute, A.EXECUTE, date(2026, 10, 12), text="Daftar diserahkan.")
    assert (done.state, done.ki_number, done.ki_outcome, done.outcome) == (
        "closed",
        KI,
        "granted",
        "affirmed",
    )
    assert (done.sued_by, done.appealed_by, done.final_on) == ("city", "city", date(2026, 10, 1))
    assert done.execution == "Daftar diserahkan."
    kinds = list(done.events.order_by("sequence").values_list("kind", flat=True))
    assert kinds == [
        "register", "set_number", "start_mediation", "extend_mediation", "fail_mediation", "rule",
        "ruling_received", "sue", "court_rule", "appeal", "cassation_rule", "execute",
    ]  # fmt: skip
    rows = period_rows(done, date(2026, 11, 1), CALENDAR_2026)
    assert [row.tone for row in rows] == ["ok"] * 5


def test_agreement_in_mediation_is_final_and_carried_out(dispute: Dispute, step: Step) -> None:
    step(dispute, A.START_MEDIATION, date(2026, 5, 4))
    agreed = step(dispute, A.AGREE, date(2026, 5, 11), outcome="agreed", text="Daftar diserahkan 20 Mei.",
                  execute_by=date(2026, 5, 20))  # fmt: skip
    assert (agreed.state, agreed.outcome, agreed.final_on) == ("final", "agreed", date(2026, 5, 11))
    assert step(agreed, A.EXECUTE, date(2026, 5, 19), text="Sudah.").closed_at is not None


def test_ruling_becomes_final_only_after_the_way_to_the_court_has_closed(
    dispute: Dispute, step: Step, utama: User
) -> None:
    step(dispute, A.START_MEDIATION, date(2026, 5, 4))
    step(dispute, A.FAIL_MEDIATION, date(2026, 5, 11), text="Gagal.")
    step(dispute, A.RULE, date(2026, 8, 3), number="5", outcome="partly", text="Sebagian.")
    with pytest.raises(RuleViolation, match="kapan putusan itu diterima"):
        step(dispute, A.BECOME_FINAL, None, now=wib(2026, 12, 1))
    receive_ruling(dispute=dispute, on=date(2026, 8, 3), by=utama, now=wib(2026, 8, 4))
    # Fourteen working days: 24 August, 17 August being off; fourteen days: 17 August.
    with pytest.raises(RuleViolation, match="24 Agustus 2026"):
        step(dispute, A.BECOME_FINAL, None, now=wib(2026, 8, 24))
    with pytest.raises(RuleViolation, match="17 Agustus 2026"):
        step(dispute, A.SUE, date(2026, 8, 18), by_city=True)
    done = step(dispute, A.BECOME_FINAL, None, now=wib(2026, 8, 25))
    assert (done.state, done.final_on) == ("final", date(2026, 8, 25))


def test_late_suit_of_the_requester_is_recorded_all_the_same(
    dispute: Dispute, step: Step, utama: User
) -> None:
    step(dispute, A.RULE, date(2026, 5, 4), number="5", outcome="not_accepted", text="Bukan kewenangan.",
         received_on=date(2026, 5, 4))  # fmt: skip
    assert step(dispute, A.SUE, date(2026, 9, 1)).sued_by == "requester"


@pytest.mark.parametrize(
    ("action", "fields", "field"),
    [
        (A.START_MEDIATION, {"on": None}, "on"),
        (A.START_MEDIATION, {"on": date(2026, 4, 19)}, "on"),
        (A.START_MEDIATION, {"on": date(2026, 6, 2)}, "on"),
        (A.RULE, {"on": date(2026, 5, 4), "number": " ", "outcome": "not_accepted"}, "number"),
        (A.RULE, {"on": date(2026, 5, 4), "number": "5", "outcome": "not_accepted",
                  "received_on": date(2026, 5, 1)}, "received_on"),
    ],
)  # fmt: skip
def test_bad_input_names_its_field_and_writes_nothing(
    dispute: Dispute, step: Step, action: A, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        step(dispute, action, fields.pop("on"), now=wib(2026, 6, 1), **fields)
    assert caught.value.field == field
    assert dispute.events.count() == 1


def test_reason_that_the_law_wants_is_not_left_out(dispute: Dispute, step: Step) -> None:
    step(dispute, A.START_MEDIATION, date(2026, 5, 4))
    with pytest.raises(RuleViolation) as caught:
        step(dispute, A.FAIL_MEDIATION, date(2026, 5, 11))
    assert caught.value.code == "missing"


def test_session_is_announced_and_reminded_of_the_day_before_once(
    dispute: Dispute, utama: User, petugas: User
) -> None:
    set_session(
        dispute=dispute, kind="mediation", at=wib(2026, 5, 4, 10), place="KI Banten, Serang", by=utama,
        now=wib(2026, 4, 23),
    )  # fmt: skip
    announced = Notification.objects.filter(kind="officer.dispute_session")
    assert petugas.pk in announced.values_list("user", flat=True)
    assert "KI Banten, Serang" in announced.first().body
    for _run in range(2):
        remind_disputes(now=wib(2026, 5, 3))
    soon = Notification.objects.filter(kind="officer.dispute_due_soon", user=petugas)
    assert soon.count() == 1


def test_city_is_reminded_of_the_earlier_day_to_go_to_court(
    dispute: Dispute, step: Step, utama: User
) -> None:
    step(dispute, A.RULE, date(2026, 8, 3), number="5", outcome="not_accepted", text="x",
         received_on=date(2026, 8, 3))  # fmt: skip
    remind_disputes(now=wib(2026, 8, 14))
    rows = Notification.objects.filter(kind="officer.dispute_due_soon", user=utama)
    # The last working day before the holiday on which the fourteen days end.
    assert ["17 Agustus 2026" in row.body for row in rows] == [True]
    remind_disputes(now=wib(2026, 8, 17))
    assert rows.count() == 1


def test_log_of_a_dispute_cannot_be_changed(dispute: Dispute) -> None:
    event = DisputeEvent.objects.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_services_let_exactly_the_rights_states_through(
    dispute: Dispute, utama: User, petugas: User, atasan: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    """Every (state, action) pair through the service: what the table refuses, the service refuses."""
    from requests_app.law.dispute_rules import STEPS

    day = date(2026, 12, 1)
    for state in DisputeState:
        for action in A:
            if action is A.REGISTER:
                continue
            rows = [row for row in STEPS if row.action is action and state in row.sources]
            outcomes = [o for row in STEPS if row.action is action for o in row.outcomes] or [None]
            for outcome in outcomes:
                closed = wib(2026, 5, 1) if state is DisputeState.CLOSED else None
                Dispute.objects.filter(pk=dispute.pk).update(
                    state=state, outcome="", grounds="ac", closed_at=closed, mediation_extended=False,
                    mediation_on=date(2026, 11, 20), ruling_received_on=date(2026, 8, 3), sued_on=None,
                    court_received_on=None, appealed_on=None,
                )  # fmt: skip
                data = StepData(on=day, number="1", outcome=outcome, text="x")
                lawful = any(outcome in row.outcomes if row.outcomes else outcome is None for row in rows)
                for person in (utama, atasan, petugas):
                    dispute.refresh_from_db()
                    if lawful and person is not petugas:
                        continue
                    with pytest.raises((RuleViolation, NotAllowed)):
                        record_step(
                            dispute=dispute, action=action, data=data, by=person, now=wib(2026, 12, 2)
                        )
                if lawful:
                    moved = record_step(
                        dispute=dispute, action=action, data=data, by=atasan, now=wib(2026, 12, 2)
                    )
                    assert moved.dispute.state in {row.leads_to(state).value for row in rows}
