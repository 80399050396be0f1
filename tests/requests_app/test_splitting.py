"""A split request: numbers, clocks, one table, one code, and figures that count it once (cases 7, 32)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from disclosure.reports.figures import request_figures
from disclosure.reports.ledger import period_of
from disclosure.reports.selectors import stories_of
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.kernel.errors import InputError, RuleViolation
from portal.notifications.models import Notification
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest, Letter
from requests_app.selectors import overdue, promptness
from requests_app.services.access import confirm_email, replace_tracking_code
from requests_app.services.answering import AnswerData, answer
from requests_app.services.closing import reopen
from requests_app.services.completing import declare_complete
from requests_app.services.extending import extend
from requests_app.services.filing import Filed
from requests_app.services.splitting import PartData, split
from requests_app.services.withdrawing import withdraw
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import NOW, wib
from tests.unit.calendars import CALENDAR_2026

pytestmark = pytest.mark.django_db
DAY = wib(2026, 3, 16)
GRANTED = AnswerData(outcome=Outcome.GRANTED, text="Terlampir.", handed_over=True)


@pytest.fixture
def dinkes(db: None) -> Agency:
    return AgencyFactory(code="DINKES", name="Dinas Kesehatan", slug="dinkes")


@pytest.fixture
def nurse(dinkes: Agency) -> User:
    return officer(Role.PPID_PELAKSANA, dinkes, email="petugas@dinkes.example")


@pytest.fixture
def parts(
    case: InformationRequest, petugas: User, dinsos: Agency, dinkes: Agency, nurse: User
) -> list[InformationRequest]:
    asked = [PartData(dinsos), PartData(dinkes, "Jumlah puskesmas 2025.")]
    return split(case=case, parts=asked, by=petugas, now=DAY).parts


def test_parts_carry_the_number_the_receipt_and_own_clocks(
    case: InformationRequest, parts: list[InformationRequest], petugas: User
) -> None:
    assert [part.number for part in parts] == ["0001.1/DINSOS/2026", "0001.2/DINSOS/2026"]
    assert {part.received_at for part in parts} == {NOW}
    assert {part.due_on for part in parts} == {date(2026, 4, 2)}
    assert parts[0].details == case.details and parts[1].details == "Jumlah puskesmas 2025."
    assert [part.state for part in parts] == ["received", "received"]
    extend(case=parts[0], ground="a", reason="Dicari", by=petugas, now=wib(2026, 4, 1))
    parts[1].refresh_from_db()
    case.refresh_from_db()
    assert (parts[1].due_on, case.due_on) == (date(2026, 4, 2), date(2026, 4, 2))
    letter = Letter.objects.get(kind="forwarding")
    assert [row["agency"] for row in letter.data["parts"]] == ["Dinas Sosial", "Dinas Kesehatan"]


def test_units_and_citizen_are_told(
    case: InformationRequest, petugas: User, dinsos: Agency, dinkes: Agency, nurse: User
) -> None:
    confirm_email(case=case, now=NOW)
    case.refresh_from_db()
    split(case=case, parts=[PartData(dinsos), PartData(dinkes)], by=petugas, now=DAY)
    assert Notification.objects.filter(kind="officer.case_forwarded", user=nurse).count() == 1
    mail = Notification.objects.get(kind="case.split")
    assert mail.address == "ani@example.com"


def test_parent_ends_with_the_last_notice_and_is_judged_as_its_slowest_part(
    case: InformationRequest, parts: list[InformationRequest], petugas: User, nurse: User
) -> None:
    answer(case=parts[0], data=GRANTED, by=petugas, now=wib(2026, 3, 26))
    case.refresh_from_db()
    assert case.state == "in_progress"
    answer(
        case=parts[1], data=AnswerData(outcome=Outcome.NOT_HELD, text="Tidak ada.", held_by="BPS"), by=nurse,
        now=wib(2026, 4, 6),
    )  # fmt: skip
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "partly")
    assert (case.noticed_at, case.judged_due_on) == (wib(2026, 4, 6), date(2026, 4, 2))
    assert case.events.last().kind == "split_closed"


def test_late_part_is_not_hidden_behind_an_extended_one(
    case: InformationRequest, parts: list[InformationRequest], petugas: User, nurse: User
) -> None:
    extend(case=parts[0], ground="a", reason="Dicari", by=petugas, now=wib(2026, 4, 1))
    answer(case=parts[1], data=GRANTED, by=nurse, now=wib(2026, 4, 6))
    case.refresh_from_db()
    assert case.due_on == date(2026, 4, 14)
    answer(case=parts[0], data=GRANTED, by=petugas, now=wib(2026, 4, 10))
    case.refresh_from_db()
    assert (case.noticed_at, case.judged_due_on) == (wib(2026, 4, 6), date(2026, 4, 2))
    found = promptness(today=date(2026, 4, 15), calendar=CALENDAR_2026)
    assert (found.on_time, found.late) == (0, 1)


def test_reopened_part_opens_the_parent_again(
    case: InformationRequest, parts: list[InformationRequest], petugas: User, nurse: User
) -> None:
    answer(case=parts[0], data=GRANTED, by=petugas, now=wib(2026, 3, 26))
    answer(case=parts[1], data=GRANTED, by=nurse, now=wib(2026, 3, 27))
    case.refresh_from_db()
    with pytest.raises(RuleViolation):
        reopen(case=case, reason="x", by=petugas, now=wib(2026, 3, 30))
    reopen(case=parts[1], reason="Berkas kurang", by=nurse, now=wib(2026, 3, 30))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.due_on) == ("in_progress", "", date(2026, 4, 2))
    answer(case=parts[1], data=GRANTED, by=nurse, now=wib(2026, 3, 31))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.noticed_at) == ("closed", "granted", wib(2026, 3, 31))


def test_parts_that_all_end_without_answer_end_the_parent_so(
    case: InformationRequest, parts: list[InformationRequest]
) -> None:
    for part in parts:
        withdraw(case=part, now=wib(2026, 3, 17))
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "withdrawn")


def test_split_is_refused_when_it_makes_no_sense(
    case: InformationRequest, petugas: User, dinsos: Agency, dinkes: Agency, nurse: User
) -> None:
    for wrong in ([PartData(dinkes)], [PartData(dinkes), PartData(dinkes)]):
        with pytest.raises(InputError):
            split(case=case, parts=wrong, by=petugas, now=DAY)
    gone = AgencyFactory(code="LAMA", dissolved_on=date(2025, 1, 1))
    with pytest.raises(InputError, match="penerusnya"):
        split(case=case, parts=[PartData(dinkes), PartData(gone)], by=petugas, now=DAY)
    assert InformationRequest.objects.count() == 1
    made = split(case=case, parts=[PartData(dinsos), PartData(dinkes)], by=petugas, now=DAY)
    with pytest.raises(RuleViolation):
        split(case=case, parts=[PartData(dinsos), PartData(dinkes)], by=petugas, now=DAY)
    with pytest.raises(RuleViolation):
        split(case=made.parts[1], parts=[PartData(dinsos), PartData(dinkes)], by=nurse, now=DAY)


def test_one_code_opens_parent_and_parts_and_a_new_one_replaces_it_for_all(
    client: Client, case: InformationRequest, parts: list[InformationRequest], nurse: User
) -> None:
    def look_up(number: str, code: str) -> int:
        return client.post(reverse("requests:track"), {"nomor": number, "kode": code}).status_code

    def open_page(number: str) -> int:
        return client.get(reverse("requests:case", args=number.split("/"))).status_code

    assert open_page(parts[1].number) == 403
    assert look_up(case.number, case.receipt_code) == 302
    assert [open_page(x.number) for x in (case, *parts)] == [200, 200, 200]
    code = replace_tracking_code(case=parts[1], by=nurse, how="counter", now=DAY)
    assert [open_page(x.number) for x in (case, *parts)] == [403, 403, 403]
    assert look_up(parts[0].number, code) == 302
    assert [open_page(x.number) for x in (case, *parts)] == [200, 200, 200]


@time_machine.travel(wib(2026, 3, 30, 9), tick=False)
def test_table_and_csv_show_parts_answers_and_days_to_citizen_and_officer(
    client: Client, case: InformationRequest, parts: list[InformationRequest], petugas: User, nurse: User
) -> None:
    answer(case=parts[1], data=GRANTED, by=nurse, now=wib(2026, 3, 26))
    client.post(reverse("requests:track"), {"nomor": case.number, "kode": case.receipt_code})
    page = client.get(reverse("requests:case", args=case.number.split("/"))).content.decode()
    assert "Dinas Kesehatan" in page and "Dikabulkan" in page and "5 hari kerja" in page
    table = client.get(reverse("requests:case_parts", args=case.number.split("/"))).content.decode()
    assert "0001.2/DINSOS/2026,Dinas Kesehatan,Dikabulkan,2026-04-02,2026-03-26,5,0" in table
    assert table.startswith("\ufeff") and "Ani" not in table
    desk = Client()
    desk.force_login(petugas)
    shown = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "0001.2/DINSOS/2026" in shown and "Tunggu pecahannya dijawab" in (
        desk.get(reverse("desk:list")).content.decode()
    )
    assert b"".join(desk.get(reverse("desk:parts", args=[case.pk]))).decode() == table


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_desk_splits_by_ticking_units(
    case: InformationRequest, petugas: User, dinsos: Agency, dinkes: Agency, dkiss: Agency
) -> None:
    desk = Client()
    desk.force_login(petugas)
    address = reverse("desk:act", args=[case.pk, "pecah"])
    assert "Dinas Kesehatan" in desk.get(address).content.decode()
    few = desk.post(address, {"agencies": [dinkes.pk], "details": "Data."}).content.decode()
    assert "sedikitnya dua" in few and "Data." in few
    desk.post(
        address,
        {
            "agencies": [dinsos.pk, dinkes.pk],
            "details": "Data.",
            "agency_1": dkiss.pk,
            "details_1": "Jaringan.",
        },
    )
    made = list(InformationRequest.objects.filter(parent=case).order_by("pk"))
    assert {part.agency.code: part.details for part in made} == {
        "DINSOS": "Data.", "DINKES": "Data.", "DKISS": "Jaringan."
    }  # fmt: skip


def test_figures_count_a_split_request_once(
    case: InformationRequest,
    parts: list[InformationRequest],
    petugas: User,
    nurse: User,
    dinsos: Agency,
    dinkes: Agency,
    file_case: Callable[..., Filed],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file_case(details="Yang lain", now=wib(2026, 3, 13))
    assert overdue(date(2026, 4, 15)).count() == 3  # two parts and the other one
    answer(case=parts[0], data=GRANTED, by=petugas, now=wib(2026, 3, 26))
    answer(case=parts[1], data=GRANTED, by=nurse, now=wib(2026, 3, 27))
    found = promptness(today=date(2026, 4, 3), calendar=CALENDAR_2026)
    assert (found.on_time, found.late) == (1, 0)
    for unit, counted in ((dinsos, 1), (dinkes, 1)):
        of_unit = promptness(today=date(2026, 4, 2), calendar=CALENDAR_2026, agency=unit)
        assert of_unit.on_time == counted
    period = period_of(date(2026, 3, 1), date(2026, 4, 30), wib(2026, 5, 4))
    stories = stories_of(period, CALENDAR_2026)
    city = request_figures(stories, None, period)
    assert (city.received, city.closed, city.open_at_end, city.on_time, city.late) == (2, 1, 1, 1, 1)
    for unit in (dinsos, dinkes):
        assert request_figures(stories, unit.pk, period).reconciles
    assert request_figures(stories, dinkes.pk, period).forwarded_in == 1


def test_split_after_the_check_keeps_the_target(
    case: InformationRequest, petugas: User, dinsos: Agency, dinkes: Agency
) -> None:
    declare_complete(case=case, by=petugas, now=wib(2026, 3, 13))
    made = split(case=case, parts=[PartData(dinsos), PartData(dinkes)], by=petugas, now=DAY)
    assert {(part.state, part.target_on) for part in made.parts} == {("in_progress", date(2026, 3, 25))}
