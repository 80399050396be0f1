"""What each act writes, tells and refuses (cases 6, 8, 13, 17, 26)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.files.services import store_upload
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from requests_app.law.states import Outcome
from requests_app.models import CaseEvent, InformationRequest, Letter
from requests_app.services.access import replace_tracking_code
from requests_app.services.answering import AnswerData, ForeignFile, answer, hand_over
from requests_app.services.closing import confirm_spam, mark_spam, reopen
from requests_app.services.completing import (
    close_not_completed,
    declare_complete,
    request_completion,
    supply_missing,
)
from requests_app.services.delivering import finish_contact_task, record_delivery, void_letter
from requests_app.services.extending import extend
from requests_app.services.filing import Filed
from requests_app.services.forwarding import forward
from requests_app.services.starting import start
from tests.factories import AgencyFactory, officer
from tests.files.test_uploads import upload
from tests.requests_app.conftest import NOW, wib

pytestmark = pytest.mark.django_db
GRANTED = AnswerData(outcome=Outcome.GRANTED, text="Terlampir.", handed_over=True)


def kinds(case: InformationRequest) -> list[str]:
    return list(case.events.values_list("kind", flat=True))


def test_complete_start_answer_leave_their_events_and_close_the_case(
    case: InformationRequest, petugas: User
) -> None:
    declare_complete(case=case, by=petugas, now=wib(2026, 3, 13))
    start(case=case, by=petugas, now=wib(2026, 3, 16), unit="Subbagian Program")
    done = answer(case=case, data=GRANTED, by=petugas, now=wib(2026, 3, 26))
    assert kinds(case) == ["filed", "declared_complete", "started", "answered", "handed_over"]
    done.case.refresh_from_db()
    assert (done.case.state, done.case.outcome, done.case.target_on) == (
        "closed",
        "granted",
        date(2026, 3, 25),
    )
    assert done.case.judged_due_on == date(2026, 4, 2)
    assert (done.letter.number, done.letter.sent_on) == ("001/PPID-DINSOS/2026", date(2026, 3, 26))
    assert done.letter.signer_title == "PPID Pelaksana Dinas Sosial"
    assert AuditEvent.objects.filter(action="case.answer", agency_id=case.agency_id).count() == 1


def test_completeness_never_moves_the_due_date(case: InformationRequest, petugas: User) -> None:
    declare_complete(case=case, by=petugas, now=wib(2026, 3, 30))
    case.refresh_from_db()
    assert case.due_on == date(2026, 4, 2)


def test_answer_promising_a_later_hand_over_stops_the_ten_days(
    case: InformationRequest, petugas: User
) -> None:
    data = AnswerData(outcome=Outcome.GRANTED, text="Ambil di loket.", hand_over_on=date(2026, 4, 10))
    done = answer(case=case, data=data, by=petugas, now=wib(2026, 4, 2, 23, 59))
    assert (done.case.state, done.case.promised_on) == ("answered", date(2026, 4, 10))
    moved = hand_over(case=case, by=petugas, now=wib(2026, 4, 9), how="pick_up")
    assert moved.case.state == "closed"
    assert moved.case.noticed_at == wib(2026, 4, 2, 23, 59)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (AnswerData(outcome=Outcome.GRANTED, text=" ", handed_over=True), "text"),
        (AnswerData(outcome=Outcome.GRANTED, text="Ya."), "hand_over_on"),
        (AnswerData(outcome=Outcome.GRANTED, text="Ya.", hand_over_on=date(2026, 3, 1)), "hand_over_on"),
        (AnswerData(outcome=Outcome.PARTLY, text="Sebagian.", handed_over=True), "redaction"),
        (
            AnswerData(outcome=Outcome.PARTLY, text="Sebagian.", handed_over=True, redaction="Nama"),
            "redaction_reason",
        ),
        (AnswerData(outcome=Outcome.NOT_DOCUMENTED, text="Belum."), "hand_over_on"),
        (AnswerData(outcome=Outcome.NOT_DOCUMENTED, text="Belum.", handed_over=True), "handed_over"),
        (AnswerData(outcome=Outcome.GRANTED, text="Lihat.", forms=("view",)), "view_at"),
        (
            AnswerData(outcome=Outcome.GRANTED, text="Lihat.", forms=("view",), view_at=wib(2026, 3, 27)),
            "view_place",
        ),
        (
            AnswerData(outcome=Outcome.ALREADY_PUBLISHED, text="Sudah.", links=["javascript:alert(1)"]),
            "links",
        ),
        (AnswerData(outcome=Outcome.GRANTED, text="Ya.", handed_over=True, costs=((999, 1),)), "costs"),
        (AnswerData(outcome=Outcome.ALREADY_PUBLISHED, text="Sudah."), "links"),
        (AnswerData(outcome=Outcome.REFUSED, text="Tidak."), "outcome"),
    ],
)
def test_answer_without_what_the_law_asks_is_refused(
    case: InformationRequest, petugas: User, data: AnswerData, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        answer(case=case, data=data, by=petugas, now=wib(2026, 3, 26))
    assert refused.value.field == field
    assert kinds(case) == ["filed"]


def test_answer_with_a_file_of_another_case_sends_nothing_and_is_audited(
    case: InformationRequest, file_case: Callable[..., Filed], petugas: User
) -> None:
    other = file_case(details="Permohonan lain").case
    bound = store_upload(upload=upload("b.pdf"), now=NOW, uploaded_by=petugas)
    answer(
        case=other, by=petugas, now=wib(2026, 3, 16),
        data=AnswerData(outcome=Outcome.GRANTED, text="x", files=[str(bound.pk)], handed_over=True),
    )  # fmt: skip
    stranger = officer(Role.PPID_PELAKSANA, AgencyFactory(code="DINKES"))
    foreign = store_upload(upload=upload("c.pdf"), now=NOW, uploaded_by=stranger)
    own = store_upload(upload=upload("a.pdf"), now=NOW, uploaded_by=petugas)
    for bad in (bound, foreign):
        data = AnswerData(
            outcome=Outcome.GRANTED, text="x", files=[str(own.pk), str(bad.pk)], handed_over=True
        )
        with pytest.raises(ForeignFile):
            answer(case=case, data=data, by=petugas, now=wib(2026, 3, 26))
    case.refresh_from_db()
    assert (case.state, case.files.count(), case.letters.exclude(kind="receipt").count()) == (
        "received",
        0,
        0,
    )
    assert AuditEvent.objects.filter(action="case.answer_foreign_file").count() == 2
    assert Letter.objects.exclude(kind="receipt").get().number == "001/PPID-DINSOS/2026"
    assert StoredFile.objects.filter(case_file__isnull=True).count() == 2


def test_officer_of_another_unit_may_do_nothing(case: InformationRequest) -> None:
    stranger = officer(Role.PPID_PELAKSANA, AgencyFactory(code="DINKES"))
    now = wib(2026, 3, 16)
    for act in (
        lambda: declare_complete(case=case, by=stranger, now=now),
        lambda: answer(case=case, data=GRANTED, by=stranger, now=now),
        lambda: extend(case=case, ground="a", reason="x", by=stranger, now=now),
        lambda: forward(case=case, to=AgencyFactory(code="DLH"), reason="x", by=stranger, now=now),
        lambda: replace_tracking_code(case=case, by=stranger, how="counter", now=now),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert kinds(case) == ["filed"]


def test_forwarding_keeps_number_and_clock_and_both_units_in_the_log(
    case: InformationRequest, petugas: User
) -> None:
    health = AgencyFactory(code="DINKES", name="Dinas Kesehatan")
    there = officer(Role.PPID_PELAKSANA, health)
    moved = forward(case=case, to=health, reason="Dikuasai Dinkes", by=petugas, now=wib(2026, 3, 16))
    moved.case.refresh_from_db()
    assert (moved.case.number, moved.case.due_on, moved.case.agency) == (
        "0001/DINSOS/2026",
        date(2026, 4, 2),
        health,
    )
    event = CaseEvent.objects.get(kind="forwarded")
    assert (event.agency.code, event.data["to_agency_id"]) == ("DINSOS", health.pk)
    assert Notification.objects.filter(kind="officer.case_forwarded", user=there).count() == 1
    with pytest.raises(NotAllowed):
        declare_complete(case=case, by=petugas, now=wib(2026, 3, 17))
    done = answer(case=case, data=GRANTED, by=there, now=wib(2026, 3, 26))
    assert done.letter.signer_agency == health
    assert done.letter.number == "001/PPID-DINKES/2026"


def test_extension_moves_the_date_once_and_only_before_it_passes(
    case: InformationRequest, petugas: User
) -> None:
    letter = extend(case=case, ground="a", reason="Dokumen tersebar", by=petugas, now=wib(2026, 4, 1))
    case.refresh_from_db()
    assert (case.due_on, case.original_due_on) == (date(2026, 4, 14), date(2026, 4, 2))
    assert letter.data["due_on"] == "2026-04-14"
    with pytest.raises(RuleViolation, match="satu kali"):
        extend(case=case, ground="b", reason="Lagi", by=petugas, now=wib(2026, 4, 1))
    done = answer(case=case, data=GRANTED, by=petugas, now=wib(2026, 4, 10))
    assert done.case.judged_due_on == date(2026, 4, 14)


def test_extension_after_the_date_is_refused_with_the_reason(case: InformationRequest, petugas: User) -> None:
    with pytest.raises(RuleViolation, match="2 April 2026"):
        extend(case=case, ground="a", reason="x", by=petugas, now=wib(2026, 4, 6))


def test_not_completed_needs_proof_of_receipt_and_three_days(case: InformationRequest, petugas: User) -> None:
    letter = request_completion(case=case, by=petugas, items=["identity_scan"], now=wib(2026, 3, 13))
    with pytest.raises(RuleViolation, match="bukti"):
        close_not_completed(case=case, by=petugas, now=wib(2026, 4, 6))
    record_delivery(
        letter=letter, received_on=date(2026, 3, 16), evidence="resi", by=petugas, now=wib(2026, 3, 16)
    )
    with pytest.raises(RuleViolation, match="masih dapat melengkapi"):
        close_not_completed(case=case, by=petugas, now=wib(2026, 3, 26))
    closed = close_not_completed(case=case, by=petugas, now=wib(2026, 3, 27))
    assert closed.case.outcome == "not_completed"
    again = reopen(case=case, reason="Datang ke loket", by=petugas, now=wib(2026, 3, 30))
    assert (again.case.number, again.case.due_on) == ("0001/DINSOS/2026", date(2026, 4, 2))
    assert kinds(case)[-2:] == ["closed_not_completed", "reopened"]


def test_completion_at_the_counter_goes_back_to_the_check(case: InformationRequest, petugas: User) -> None:
    request_completion(case=case, by=petugas, items=["address"], now=wib(2026, 3, 13))
    supplied = supply_missing(case=case, values={"address": "Jl. Baru 1"}, now=wib(2026, 3, 16), by=petugas)
    assert (supplied.state, supplied.address, supplied.missing_items) == ("received", "Jl. Baru 1", [])
    with pytest.raises(InputError):
        supply_missing(case=case, values={"details": "diganti"}, now=wib(2026, 3, 16))


def test_spam_needs_ppid_utama_and_keeps_its_number(
    case: InformationRequest, petugas: User, utama: User
) -> None:
    mark_spam(case=case, reason="Iklan", by=petugas, now=wib(2026, 3, 13))
    with pytest.raises(NotAllowed):
        confirm_spam(case=case, reason="Iklan", by=petugas, now=wib(2026, 3, 13))
    moved = confirm_spam(case=case, reason="Iklan", by=utama, now=wib(2026, 3, 16))
    assert (moved.case.outcome, moved.case.number) == ("spam", "0001/DINSOS/2026")


def test_voided_letter_keeps_its_number_and_is_logged(case: InformationRequest, petugas: User) -> None:
    letter = request_completion(case=case, by=petugas, items=["address"], now=wib(2026, 3, 13))
    void_letter(letter=letter, reason="Salah alamat", by=petugas, now=wib(2026, 3, 13))
    supply_missing(case=case, values={"address": "x"}, now=wib(2026, 3, 16))
    following = request_completion(case=case, by=petugas, items=["name"], now=wib(2026, 3, 16))
    assert following.number == "002/PPID-DINSOS/2026"
    assert AuditEvent.objects.get(action="case.letter_voided").data["number"] == "001/PPID-DINSOS/2026"


def test_telling_the_citizen_is_logged_with_who_and_how(case: InformationRequest, petugas: User) -> None:
    answer(case=case, data=GRANTED, by=petugas, now=wib(2026, 3, 26))
    task = case.contact_tasks.get()
    finish_contact_task(task=task, by=petugas, how="whatsapp", now=wib(2026, 3, 26, 15), note="dibaca")
    task.refresh_from_db()
    assert (task.done_by, task.done_how, task.done_at) == (petugas, "whatsapp", wib(2026, 3, 26, 15))


def test_events_and_case_cannot_be_rewritten(case: InformationRequest) -> None:
    event = case.events.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_new_code_is_logged_without_the_code(case: InformationRequest, petugas: User) -> None:
    code = replace_tracking_code(case=case, by=petugas, how="phone", now=NOW)
    assert code not in str(list(AuditEvent.objects.values_list("data", flat=True)))
    case.refresh_from_db()
    case.phone = ""
    case.save()
    with pytest.raises(InputError, match="loket"):
        replace_tracking_code(case=case, by=petugas, how="phone", now=NOW)


def test_reminders_are_told_once_per_occasion(case: InformationRequest, petugas: User, capsys) -> None:
    import json

    def run(day: str, *more: str) -> dict[str, int]:
        call_command("send_reminders", "--on", day, "--json", *more)
        return json.loads(capsys.readouterr().out)

    assert run("2026-03-27", "--dry-run")["sent"] >= 0
    assert Notification.objects.filter(kind="officer.due_soon").count() == 0
    first = run("2026-03-30")
    assert Notification.objects.filter(kind="officer.due_soon").count() == 1
    assert set(first) == {"sent", "already_sent", "failed"}
    assert run("2026-03-30")["already_sent"] == 1
    run("2026-04-01")
    run("2026-04-02")
    assert Notification.objects.filter(kind="officer.due_soon").count() == 3
    run("2026-04-06")
    run("2026-04-07")
    assert Notification.objects.filter(kind="officer.overdue").count() == 1
    run("2026-04-13")
    assert Notification.objects.filter(kind="officer.overdue").count() == 2


def test_case_of_a_unit_dissolved_meanwhile_still_reminds_somebody(
    case: InformationRequest, dinsos: Agency, utama: User
) -> None:
    Agency.objects.filter(pk=dinsos.pk).update(dissolved_on=date(2026, 3, 20))
    call_command("send_reminders", "--on", "2026-04-06", "--json")
    assert Notification.objects.get(kind="officer.overdue").user == utama
