"""Who sees which case, and figures against a world counted by hand (cases 6, 7, 8)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.agencies.models import Role
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest
from requests_app.selectors import contact_tasks_for, overdue, promptness, visible_to
from requests_app.services.answering import AnswerData, answer
from requests_app.services.extending import extend
from requests_app.services.filing import Filed
from requests_app.services.withdrawing import withdraw
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib
from tests.unit.calendars import CALENDAR_2026

pytestmark = pytest.mark.django_db
GRANTED = AnswerData(outcome=Outcome.GRANTED, text="Terlampir.", handed_over=True)
RECEIVED = wib(2026, 3, 12)


def test_cases_are_seen_by_their_unit_and_the_city_only(
    case: InformationRequest, petugas: User, utama: User
) -> None:
    stranger = officer(Role.PPID_PELAKSANA, AgencyFactory(code="DINKES"))
    operator = officer(Role.OPERATOR, case.agency)
    assert [len(visible_to(user)) for user in (petugas, utama, stranger, operator, AnonymousUser())] == [
        1,
        1,
        0,
        0,
        0,
    ]
    answer(case=case, data=GRANTED, by=petugas, now=wib(2026, 3, 16))
    assert [contact_tasks_for(user).count() for user in (petugas, stranger)] == [1, 0]


@pytest.fixture
def world(file_case: Callable[..., Filed], petugas: User) -> None:
    """Received 12 March, due 2 April: answered on the last minute, late, extended in time, withdrawn, two silent."""

    def made(name: str) -> InformationRequest:
        return file_case(now=RECEIVED, details=name).case

    answer(case=made("menit terakhir"), data=GRANTED, by=petugas, now=wib(2026, 4, 2, 23, 59))
    answer(case=made("terlambat"), data=GRANTED, by=petugas, now=wib(2026, 4, 6))
    extended = made("diperpanjang")
    extend(case=extended, ground="a", reason="x", by=petugas, now=wib(2026, 4, 1))
    answer(case=extended, data=GRANTED, by=petugas, now=wib(2026, 4, 10))
    withdraw(case=made("ditarik"), now=wib(2026, 3, 16))
    made("diam 1")
    made("diam 2")


def test_figures_are_those_counted_by_hand(world: None) -> None:
    found = promptness(today=date(2026, 4, 15), calendar=CALENDAR_2026)
    assert (found.on_time, found.late, found.late_open, found.judged) == (2, 3, 2, 5)
    # Working days from receipt to notice: 10, 11, 15.
    assert found.median_workdays == 11
    assert overdue(date(2026, 4, 15)).count() == 2


def test_nobody_is_late_on_the_last_day(world: None) -> None:
    found = promptness(today=date(2026, 4, 2), calendar=CALENDAR_2026)
    assert found.late_open == 0
    assert overdue(date(2026, 4, 2)).count() == 0


def test_figures_cost_one_query_whatever_the_size(world: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        promptness(today=date(2026, 4, 15), calendar=CALENDAR_2026)


def test_unknown_calendar_judges_nobody(world: None) -> None:
    from portal.kernel.workdays import WorkCalendar

    assert promptness(today=date(2026, 4, 15), calendar=WorkCalendar()).judged == 0
