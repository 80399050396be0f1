"""One number, one case, one receipt (cases 3, 4, 11, 12)."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.audit.models import AuditEvent
from portal.audit.services import check_chain
from portal.kernel.errors import InputError, NotAllowed
from portal.notifications.models import Notification
from requests_app.models import CaseEvent, InformationRequest
from requests_app.services.filing import Filed, FilingData, file_request, normal_text
from tests.factories import AgencyFactory
from tests.requests_app.conftest import NOW, wib

pytestmark = pytest.mark.django_db
FileCase = Callable[..., Filed]


def test_number_due_date_and_code_are_given_at_once(file_case: FileCase) -> None:
    filed = file_case()
    assert filed.case.number == "0001/DINSOS/2026"
    assert filed.case.due_on == date(2026, 4, 2)
    assert filed.case.state == "received"
    assert len(filed.tracking_code.replace("-", "")) == 12
    assert not set(filed.tracking_code) & set("01OIL")


def test_moment_after_midnight_belongs_to_the_day_in_wib_when_utc_is_behind(file_case: FileCase) -> None:
    case = file_case(now=wib(2026, 3, 12, 0, 30)).case
    assert case.due_on == date(2026, 4, 2)
    assert file_case(now=wib(2026, 1, 1, 0, 30), details="Lain").case.number == "0002/DINSOS/2026"


def test_code_is_not_stored_in_clear(file_case: FileCase) -> None:
    filed = file_case()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select * from requests_app_informationrequest")
        row = " ".join(map(str, cursor.fetchone()))
    for secret in (filed.tracking_code, "Ani Lestari", "3672015505900001", "ani@example.com", "Melati"):
        assert secret not in row


def test_numbers_run_per_agency_and_year(file_case: FileCase) -> None:
    other = AgencyFactory(code="DINKES")
    numbers = [file_case(details=f"Permohonan {n}").case.number for n in range(3)]
    numbers.append(file_case(agency=other).case.number)
    numbers.append(file_case(now=wib(2027, 1, 2), details="Tahun baru").case.number)
    assert numbers == [
        "0001/DINSOS/2026",
        "0002/DINSOS/2026",
        "0003/DINSOS/2026",
        "0001/DINKES/2026",
        "0001/DINSOS/2027",
    ]


def test_one_form_makes_one_case_when_sent_again_days_later(file_case: FileCase) -> None:
    first = file_case(form_token="t" * 32)
    again = file_case(form_token="t" * 32, now=NOW + timedelta(days=5))
    assert again.case == first.case
    assert again.tracking_code == first.tracking_code
    assert again.repeated
    assert CaseEvent.objects.count() == 1


def test_same_words_of_one_identity_are_one_case_within_a_minute(file_case: FileCase) -> None:
    details = "Réalisasi anggaran\ndesa"
    first = file_case(details=details, form_token="a" * 32)
    sent_again = unicodedata.normalize("NFD", details).replace("\n", "\r\n") + " "
    second = file_case(details=sent_again, form_token="b" * 32, now=NOW + timedelta(seconds=2))
    assert second.case == first.case
    assert second.tracking_code == first.tracking_code


def test_same_words_are_a_new_case_after_a_minute(file_case: FileCase) -> None:
    first = file_case()
    assert file_case(now=NOW + timedelta(seconds=61)).case != first.case


def test_same_words_of_another_identity_are_another_case(file_case: FileCase) -> None:
    first = file_case()
    other = file_case(identity_number="3672015505900002", now=NOW + timedelta(seconds=2))
    assert other.case != first.case
    assert other.tracking_code != first.tracking_code
    assert other.case.number == "0002/DINSOS/2026"


def test_two_people_without_any_identity_are_not_taken_for_one(file_case: FileCase) -> None:
    nobody = {"identity_number": "", "email": "", "phone": "", "address": ""}
    first = file_case(name="Budi", **nobody)
    second = file_case(name="Citra", **nobody)
    assert first.case != second.case


def test_missing_identity_never_blocks_the_number_and_is_listed(file_case: FileCase) -> None:
    case = file_case(name="", identity_number="", address="").case
    assert case.number == "0001/DINSOS/2026"
    assert case.missing_items == ["name", "identity_number", "identity_scan", "address"]


def test_group_is_asked_for_members_and_power_of_attorney(file_case: FileCase) -> None:
    case = file_case(requester_kind="group", identity_number="").case
    assert case.missing_items == ["identity_scan", "members", "proxy_letter"]


def test_letter_entered_later_runs_from_its_receipt_with_a_number_of_the_year_of_entry(
    file_case: FileCase, petugas: User
) -> None:
    case = file_case(
        now=wib(2026, 3, 30),
        by=petugas,
        channel="letter",
        received_at=wib(2026, 3, 12),
        backdating_reason="Pos",
    ).case
    assert case.due_on == date(2026, 4, 2)
    event = case.events.get()
    assert (event.at, event.recorded_at) == (wib(2026, 3, 12), wib(2026, 3, 30))
    assert event.actor == petugas
    late = file_case(
        now=wib(2027, 1, 4), by=petugas, received_at=wib(2026, 12, 30), backdating_reason="Libur", details="b"
    ).case
    assert late.number == "0001/DINSOS/2027"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_at": wib(2026, 3, 11)}, "backdating_reason"),
        ({"received_at": wib(2026, 3, 13)}, "received_at"),
        ({"details": " \r\n "}, "details"),
    ],
)
def test_filing_is_refused_with_its_field_when_it_cannot_be_registered(
    file_case: FileCase, petugas: User, changes: dict, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        file_case(by=petugas, **changes)
    assert refused.value.field == field
    assert InformationRequest.objects.count() == 0


def test_officer_of_another_unit_may_not_enter_here(file_case: FileCase, petugas: User) -> None:
    with pytest.raises(NotAllowed):
        file_case(by=petugas, agency=AgencyFactory(code="DINKES"))
    assert InformationRequest.objects.count() == 0


def test_number_is_given_back_when_the_filing_fails(file_case: FileCase, monkeypatch) -> None:
    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(
            "requests_app.services._effects.after_filing",
            lambda *a, **k: (_ for _ in ()).throw(RuntimeError()),
        )
        file_case()
    assert file_case().case.number == "0001/DINSOS/2026"


def test_audit_knows_the_act_and_no_personal_value(file_case: FileCase, petugas: User) -> None:
    file_case()
    event = AuditEvent.objects.get(action="case.file")
    assert event.target_label == "0001/DINSOS/2026"
    assert "Ani" not in str(event.data)
    assert check_chain().is_whole


def test_unit_without_officer_lands_with_ppid_utama(file_case: FileCase, utama: User) -> None:
    file_case()
    assert Notification.objects.get(kind="officer.case_new").user == utama


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=80))
def test_text_is_equal_however_it_was_typed(text: str) -> None:
    assert normal_text(unicodedata.normalize("NFD", text)) == normal_text(text)
    assert normal_text(f" {text}\r\n") == normal_text(text)
    assert normal_text(normal_text(text)) == normal_text(text)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.sampled_from(["A", "B"]), st.booleans()), min_size=1, max_size=12))
def test_numbers_have_no_gap_when_some_filings_fail(plan: list[tuple[str, bool]]) -> None:
    InformationRequest.objects.all()
    import uuid

    run = uuid.uuid4().hex[:6].upper()
    agencies = {name: AgencyFactory(code=f"{name}{run}") for name in "AB"}
    expected = {"A": 0, "B": 0}
    for place, (name, fails) in enumerate(plan):
        data = FilingData(agency=agencies[name], details=f"{place}" if not fails else " ", name="x")
        if fails:
            with pytest.raises(InputError):
                file_request(data=data, now=NOW)
            continue
        expected[name] += 1
        assert file_request(data=data, now=NOW).case.number_sequence == expected[name]


def test_unknown_agency_cannot_have_equal_numbers(dinsos: Agency, file_case: FileCase) -> None:
    from django.db import IntegrityError, transaction

    case = file_case().case
    case.pk, case.number, case.form_token = None, "x", None
    with pytest.raises(IntegrityError), transaction.atomic():
        case.save(force_insert=True)
