"""The survey: after closing, once, without a name; results only where nobody can be recognised in them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, RuleViolation
from portal.notifications.models import Notification
from requests_app.law.states import Outcome
from requests_app.law.survey import CODES
from requests_app.models import InformationRequest, SurveyAnswer, SurveyTaken
from requests_app.services.answering import AnswerData, answer
from requests_app.services.filing import Filed
from requests_app.services.surveying import invite, may_answer, take_survey
from requests_app.survey_results import year_result
from tests.factories import AgencyFactory
from tests.requests_app.conftest import (
    calendar,
    dinsos,
    dkiss,
    file_case,
    filing_data,
    petugas,
    utama,
    wib,
)

__all__ = ["calendar", "dinsos", "dkiss", "file_case", "filing_data", "petugas", "utama"]
pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(CODES, 4)
TODAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(wib(2026, 4, 20), tick=False) as traveller:
        yield traveller


@pytest.fixture
def filed(file_case: Callable[..., Filed], petugas: User) -> Filed:
    made = file_case(wants_survey=True)
    data = AnswerData(outcome=Outcome.NOT_HELD, text="Tidak kami kuasai.", held_by="BPS")
    answer(case=made.case, data=data, by=petugas, now=wib(2026, 4, 15))
    made.case.refresh_from_db()
    return made


@pytest.fixture
def browser(filed: Filed) -> Client:
    client = Client()
    client.post("/permohonan/lacak/", {"nomor": filed.case.number, "kode": filed.tracking_code})
    return client


ADDRESS = "/permohonan/lacak/0001/DINSOS/2026/survei/"


def fill(agency: Agency, answers: int, month: date = date(2026, 4, 1), score: int = 3) -> None:
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(agency=agency, month=month, **dict.fromkeys(CODES, score)) for _n in range(answers)
    )


def test_citizen_answers_after_closing_and_only_once(browser: Client) -> None:
    assert ADDRESS in browser.get("/permohonan/lacak/0001/DINSOS/2026/").content.decode()
    assert "Apakah jawabannya cepat?" in browser.get(ADDRESS).content.decode()
    scores = dict.fromkeys(CODES, "4")
    assert browser.post(ADDRESS, scores).status_code == 302
    assert browser.post(ADDRESS, scores).status_code == 302
    assert SurveyAnswer.objects.count() == 1
    assert ADDRESS not in browser.get("/permohonan/lacak/0001/DINSOS/2026/").content.decode()


def test_missing_answer_is_named_and_the_others_stay_chosen(browser: Client) -> None:
    response = browser.post(ADDRESS, {code: "2" for code in CODES if code != "u5"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Pilih satu jawaban." in page
    assert page.count("checked") == 8
    assert SurveyTaken.objects.count() == 0


def test_open_case_is_not_asked(file_case: Callable[..., Filed]) -> None:
    made = file_case()
    assert may_answer(made.case) is False
    with pytest.raises(RuleViolation):
        take_survey(case=made.case, scores=GOOD, now=wib(2026, 4, 20))


@pytest.mark.parametrize("scores", [{**GOOD, "u3": 0}, {**GOOD, "u3": 5}, {c: 4 for c in CODES if c != "u3"}])
def test_impossible_score_names_its_element(filed: Filed, scores: dict[str, int]) -> None:
    with pytest.raises(InputError) as caught:
        take_survey(case=filed.case, scores=scores, now=wib(2026, 4, 20))
    assert caught.value.field == "u3"
    assert SurveyAnswer.objects.count() == 0


def test_answer_cannot_be_traced_to_its_case(filed: Filed) -> None:
    before = (AuditEvent.objects.count(), filed.case.events.count(), Notification.objects.count())
    assert take_survey(case=filed.case, scores=GOOD, now=wib(2026, 4, 20)) is True
    # The act leaves no moment anywhere that could be laid beside the answer.
    after = (AuditEvent.objects.count(), filed.case.events.count(), Notification.objects.count())
    assert after == before
    columns = {field.name for field in SurveyAnswer._meta.get_fields()}
    assert columns == {"id", "agency", "month", *CODES}
    assert {field.name for field in SurveyTaken._meta.get_fields()} == {"id", "case"}
    row = SurveyAnswer.objects.get()
    assert isinstance(row.pk, uuid.UUID)
    assert row.pk.version == 4
    assert row.month == date(2026, 4, 1)
    with connection.cursor() as cursor:
        cursor.execute("select * from requests_app_surveyanswer")
        text = str(cursor.fetchall())
    assert filed.case.number not in text


def test_second_answer_of_a_case_is_dropped_whole(filed: Filed) -> None:
    assert take_survey(case=filed.case, scores=GOOD, now=wib(2026, 4, 20)) is True
    assert take_survey(case=filed.case, scores=dict.fromkeys(CODES, 1), now=wib(2026, 4, 20)) is False
    assert SurveyAnswer.objects.get().u1 == 4


def test_only_who_asked_for_it_is_invited_once_by_mail(
    filed: Filed, file_case: Callable[..., Filed], petugas: User
) -> None:
    InformationRequest.objects.filter(pk=filed.case.pk).update(email_confirmed_at=wib(2026, 3, 13))
    assert invite(now=wib(2026, 4, 16)) == 1
    assert invite(now=wib(2026, 4, 17)) == 0
    row = Notification.objects.get(kind="case.survey")
    assert filed.case.number in row.body
    InformationRequest.objects.filter(pk=filed.case.pk).update(wants_survey=False)
    Notification.objects.filter(kind="case.survey").delete()
    assert invite(now=wib(2026, 4, 16)) == 0
    InformationRequest.objects.filter(pk=filed.case.pk).update(wants_survey=True)
    assert invite(now=wib(2026, 6, 16)) == 0


def test_invitation_goes_out_with_the_reminders(filed: Filed) -> None:
    InformationRequest.objects.filter(pk=filed.case.pk).update(email_confirmed_at=wib(2026, 3, 13))
    call_command("send_reminders", "--on", "2026-04-16", stdout=StringIO(), stderr=StringIO())
    assert Notification.objects.filter(kind="case.survey").count() == 1


def test_results_count_whole_months_only_and_show_the_response_rate(filed: Filed, dinsos: Agency) -> None:
    fill(dinsos, 6)
    fill(dinsos, 3, month=date(2026, 5, 1), score=1)
    found = year_result(2026, TODAY)
    (unit,) = found.units
    assert (found.until, unit.closed) == (date(2026, 4, 30), 1)
    assert unit.result
    assert (unit.result.answers, str(unit.result.index), unit.result.band.letter) == (6, "75.00", "C")
    # More answers than closings in these months: the share stops at the whole.
    assert unit.rate == 1
    assert year_result(2026, date(2026, 1, 15)).units == ()


def test_few_answers_stay_hidden_also_by_subtraction(dinsos: Agency) -> None:
    few = AgencyFactory(code="DINKES", name="Dinas Kesehatan")
    fill(dinsos, 9)
    fill(few, 2, score=1)
    found = year_result(2026, TODAY)
    shown = {unit.name: unit.result for unit in found.units}
    assert shown["Dinas Kesehatan"] is None
    assert shown["Dinas Sosial"] is not None
    assert found.total is None
    fill(few, 3, score=1)
    assert year_result(2026, TODAY).total is not None


def test_page_and_csv_show_the_same_and_never_a_small_number(dinsos: Agency, clock: Any) -> None:
    few = AgencyFactory(code="DINKES", name="Dinas Kesehatan")
    fill(dinsos, 9)
    fill(few, 3, score=1)
    clock.move_to(wib(2026, 5, 4))
    page = Client().get("/survei/").content.decode()
    assert "75,00" in page
    assert "belum cukup jawaban" in page
    response = Client().get("/survei/hasil.csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Perangkat daerah,Permohonan selesai,Jawaban")
    assert lines[1].startswith("Dinas Sosial,0,9,")
    assert lines[2] == "Dinas Kesehatan,0,kurang dari 5" + "," * 13
    assert len(lines) == 3


@pytest.mark.parametrize("year", ["1999", "abcd", "٢٠٢٦", "2026x"])
def test_unknown_year_is_not_found(db: None, year: str) -> None:
    assert Client().get(f"/survei/?tahun={year}").status_code == 404


def test_results_ask_a_bounded_number_of_questions(
    dinsos: Agency, clock: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        fill(AgencyFactory(code=f"U{n}", name=f"Unit {n}"), 5)
    clock.move_to(wib(2026, 5, 4))
    Client().get("/survei/")
    with django_assert_max_num_queries(12):
        Client().get("/survei/")
