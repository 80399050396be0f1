"""Filing: number and register line at once, whatever comes; on the web only c and g wait (K1-K5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from portal.files.services import store_upload
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from requests_app.law.states import Outcome
from requests_app.models import Channel, InformationRequest, NumberSequence, Objection, ObjectionFile
from requests_app.services.access import confirm_email
from requests_app.services.answering import AnswerData, answer
from requests_app.services.objections.objecting import Objected, ObjectionData, file_objection
from tests.factories import AgencyFactory, officer
from tests.files.test_uploads import upload
from tests.objections.conftest import LATE, wib

pytestmark = pytest.mark.django_db


def test_objection_gets_number_date_event_and_audit_at_once(
    object_to: Callable[..., Objected], case: InformationRequest, petugas: User
) -> None:
    made = object_to().objection
    assert made.number == "0001/KEBERATAN/2026"
    # Received Monday 6 April: thirty working days, past Labour Day and Ascension with its joint leave.
    assert (made.found_on, made.filing_until, made.due_on) == (
        date(2026, 4, 3),
        date(2026, 5, 20),
        date(2026, 5, 21),
    )
    event = made.events.get()
    assert (event.kind, event.sequence, event.state_after, event.acting_as) == (
        "filed",
        1,
        "received",
        "Pemohon",
    )
    assert event.data == {
        "number": made.number, "due_on": "2026-05-21", "channel": "web", "grounds": "c",
    }  # fmt: skip
    assert AuditEvent.objects.get(action="objection.file").agency_id == case.agency_id
    assert (made.name, made.address, made.information) == (case.name, case.address, case.details)


def test_unit_dkiss_and_superior_are_told_and_the_objector_by_confirmed_mail_only(
    object_to: Callable[..., Objected], case: InformationRequest, petugas: User, utama: User, atasan: User
) -> None:
    confirm_email(case=case, now=LATE)
    made = object_to().objection
    told = Notification.objects.filter(kind="officer.objection_new").values_list("user", flat=True)
    assert set(told) == {petugas.pk, utama.pk, atasan.pk}
    mail = Notification.objects.get(kind="objection.filed")
    assert mail.address == case.email
    # Neither the words nor the grounds travel by mail.
    assert made.position not in mail.body
    assert "tidak ditanggapi" not in mail.body


def test_unconfirmed_address_gets_nothing_about_the_objection(object_to: Callable[..., Objected]) -> None:
    object_to()
    assert not Notification.objects.filter(kind__startswith="objection.").exists()


@pytest.mark.parametrize("letter", "cg")
def test_lateness_waits_for_the_day_after_the_due_date_on_the_web(
    object_to: Callable[..., Objected], letter: str
) -> None:
    with pytest.raises(RuleViolation) as caught:
        object_to(now=wib(2026, 4, 2, 23, 59), grounds=(letter,))
    assert caught.value.code == "not_late_yet"
    assert "Jumat, 3 April 2026" in caught.value.message
    assert Objection.objects.count() == 0
    # The calendar day after, though a holiday.
    assert object_to(now=wib(2026, 4, 3, 0, 0), grounds=(letter,)).objection.number_sequence == 1


@pytest.mark.parametrize("letter", "abdef")
def test_other_grounds_are_never_held_back(object_to: Callable[..., Objected], letter: str) -> None:
    assert object_to(now=wib(2026, 3, 13), grounds=(letter,)).objection.grounds == letter


def test_several_grounds_are_kept_in_the_order_of_the_law(object_to: Callable[..., Objected]) -> None:
    assert object_to(grounds=("g", "c", "d", "c")).objection.grounds == "cdg"


def test_objection_far_too_late_still_gets_number_and_line(
    object_to: Callable[..., Objected],
) -> None:
    made = object_to(now=wib(2026, 9, 1)).objection
    assert made.number_sequence == 1
    assert made.filing_until == date(2026, 5, 20)
    assert (made.state, made.outcome) == ("received", "")


def test_officer_enters_paper_of_any_ground_at_any_time_and_the_clock_runs_from_receipt(
    object_to: Callable[..., Objected], petugas: User
) -> None:
    made = object_to(
        now=wib(2026, 3, 20), by=petugas, grounds=("c",), position="", channel=Channel.LETTER,
        received_at=wib(2026, 3, 13, 10), backdating_reason="Surat tertahan di loket.",
    ).objection  # fmt: skip
    assert made.due_on == date(2026, 5, 5)
    assert made.entered_at == wib(2026, 3, 20)
    assert made.number_year == 2026
    assert made.events.get().acting_as == "PPID Pelaksana Dinas Sosial"


def test_officer_enters_objection_about_an_unknown_request(
    petugas: User, dinsos: Agency, dkiss: Agency
) -> None:
    data = ObjectionData(
        grounds=("a",), agency=dinsos, information="Daftar penerima bantuan 2019", channel=Channel.LETTER
    )
    made = file_objection(data=data, now=LATE, by=petugas)
    assert made.objection.case is None
    assert len(made.tracking_code) == 14


def test_periodic_information_needs_no_request_and_gets_a_code_of_its_own(
    dinsos: Agency, dkiss: Agency
) -> None:
    data = ObjectionData(
        grounds=("b",), agency=dinsos, name="Budi", information="Laporan keuangan 2025 tidak ada.",
        position="Saya cari di situs.", email="budi@example.com", form_token="t" * 32,
    )  # fmt: skip
    first = file_objection(data=data, now=LATE)
    again = file_objection(data=data, now=LATE)
    assert (again.repeated, again.objection, again.tracking_code) == (
        True,
        first.objection,
        first.tracking_code,
    )
    assert first.objection.subject == "Laporan keuangan 2025 tidak ada."
    # The address gets number and link, nothing else.
    mail = Notification.objects.get(kind="objection.confirm_email")
    assert "Laporan" not in mail.body + mail.subject


def test_nobody_without_a_request_chooses_another_ground_on_the_web(dinsos: Agency) -> None:
    data = ObjectionData(grounds=("b", "d"), agency=dinsos, name="Budi", information="x", position="y")
    with pytest.raises(InputError) as caught:
        file_objection(data=data, now=LATE)
    assert (caught.value.code, caught.value.field) == ("needs_request", "grounds")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grounds": ()}, "grounds"),
        ({"grounds": ("z",)}, "grounds"),
        ({"position": " \n "}, "position"),
        ({"received_at": LATE}, "received_at"),
    ],
)
def test_bad_input_names_its_field_and_says_what_to_do(
    object_to: Callable[..., Objected], changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        object_to(**changes)
    assert caught.value.field == field
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_at": wib(2026, 4, 7)}, "received_at"),
        ({"received_at": wib(2026, 4, 1)}, "backdating_reason"),
    ],
)
def test_officer_is_asked_for_a_true_receipt(
    object_to: Callable[..., Objected], petugas: User, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        object_to(by=petugas, channel=Channel.LETTER, **changes)
    assert caught.value.field == field


def test_officer_of_another_unit_records_nothing_here(object_to: Callable[..., Objected]) -> None:
    stranger = officer(Role.PPID_PELAKSANA, AgencyFactory(code="DPUPR"))
    with pytest.raises(NotAllowed):
        object_to(by=stranger)
    assert NumberSequence.objects.filter(series="objection").count() == 0


def test_one_form_makes_one_objection_and_numbers_have_no_gap(object_to: Callable[..., Objected]) -> None:
    token = {"form_token": "t" * 32}
    first, again = object_to(**token), object_to(**token)
    other = object_to(position="Lain.", form_token="u" * 32)
    assert first.objection == again.objection
    assert again.repeated
    assert [o.number_sequence for o in (first.objection, other.objection)] == [1, 2]


def test_same_words_within_a_minute_are_one_objection_later_a_second(
    object_to: Callable[..., Objected],
) -> None:
    first = object_to(now=wib(2026, 4, 6, 9, 0, 0))
    assert object_to(now=wib(2026, 4, 6, 9, 0, 40), position="Belum  dijawab sampai\r\nhari ini.").repeated
    assert object_to(now=wib(2026, 4, 6, 9, 5)).objection != first.objection


def test_number_is_of_the_year_of_entry_and_each_year_begins_anew(
    object_to: Callable[..., Objected],
) -> None:
    assert object_to().objection.number == "0001/KEBERATAN/2026"
    assert object_to(now=wib(2027, 1, 4)).objection.number == "0001/KEBERATAN/2027"


def test_uploads_are_bound_once_and_foreign_ones_left_out(
    object_to: Callable[..., Objected], case: InformationRequest
) -> None:
    mine = store_upload(upload=upload("surat kuasa.pdf", b"%PDF-1.4\n%%EOF"), now=LATE, encrypt=True)
    made = object_to(supporting_files=(str(mine.pk), "00000000-0000-0000-0000-000000000000")).objection
    again = object_to(position="Lain.", supporting_files=(str(mine.pk),)).objection
    assert [row.purpose for row in made.files.all()] == [ObjectionFile.Purpose.SUPPORTING]
    assert again.files.count() == 0


def test_days_to_object_run_from_receipt_of_the_answer(
    object_to: Callable[..., Objected], case: InformationRequest, petugas: User
) -> None:
    from requests_app.services.delivering import record_delivery

    data = AnswerData(outcome=Outcome.NOT_HELD, text="Tidak kami kuasai.", held_by="BPS")
    letter = answer(case=case, data=data, by=petugas, now=wib(2026, 3, 30)).letter
    unknown = object_to(now=wib(2026, 9, 1), grounds=("d",)).objection
    assert unknown.filing_until is None
    record_delivery(
        letter=letter, received_on=date(2026, 3, 31), evidence="resi", by=petugas, now=wib(2026, 4, 1)
    )
    known = object_to(now=wib(2026, 9, 1, 10), grounds=("d",)).objection
    assert (known.found_on, known.filing_until) == (date(2026, 3, 31), date(2026, 5, 18))


def test_holiday_named_after_the_fact_leaves_the_earlier_right(
    object_to: Callable[..., Objected], case: InformationRequest
) -> None:
    InformationRequest.objects.filter(pk=case.pk).update(due_on=date(2026, 4, 6))
    case.refresh_from_db()
    made = object_to(now=wib(2026, 4, 3), case=case).objection
    assert made.found_on == date(2026, 4, 3)
    assert made.filing_until == date(2026, 5, 22)
