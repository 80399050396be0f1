"""Many at once, on PostgreSQL with a connection each: numbers without gap, one form one case, one winner."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from portal.agencies.models import Agency, Role
from portal.audit.services import check_chain
from portal.kernel.errors import PortalError
from requests_app.law.states import Outcome
from requests_app.models import CaseEvent, InformationRequest, NumberSequence
from requests_app.services.answering import AnswerData, answer
from requests_app.services.filing import FilingData, file_request
from requests_app.services.numbering import draw_letter_number
from requests_app.services.withdrawing import withdraw
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import NOW, wib

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work(0..count-1)` in threads that all start together; errors of the portal come back as values."""
    start = Barrier(count)

    def one(number: int) -> Any:
        try:
            start.wait(timeout=60)
            return work(number)
        except PortalError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count), timeout=240))


@pytest.fixture
def unit() -> Agency:
    return AgencyFactory(code="DINSOS", name="Dinas Sosial")


def test_two_hundred_filings_get_two_hundred_consecutive_numbers(unit: Agency) -> None:
    filed = at_once(
        200,
        lambda n: file_request(
            data=FilingData(
                agency=unit, details=f"Permohonan {n}", name=f"Warga {n}", form_token=f"token-{n:030d}"
            ),
            now=NOW,
        ),
    )
    assert sorted(item.case.number_sequence for item in filed) == list(range(1, 201))
    assert len({item.tracking_code for item in filed}) == 200
    assert CaseEvent.objects.count() == 200
    assert check_chain().is_whole


def test_fifty_copies_of_one_form_make_one_case(unit: Agency) -> None:
    data = FilingData(agency=unit, details="Sama", name="Ani", form_token="t" * 32)
    filed = at_once(50, lambda _n: file_request(data=data, now=NOW))
    assert {(item.case.pk, item.tracking_code) for item in filed} == {
        (InformationRequest.objects.get().pk, filed[0].tracking_code)
    }
    assert NumberSequence.objects.get().last == 1


def test_same_words_of_one_person_from_two_tabs_make_one_case(unit: Agency) -> None:
    filed = at_once(
        20,
        lambda n: file_request(
            data=FilingData(
                agency=unit, details="Sama", name="Ani", identity_number="1" * 16, form_token=f"tab-{n:030d}"
            ),
            now=NOW,
        ),
    )
    assert len({item.case.pk for item in filed}) == 1


def test_one_form_changed_to_another_unit_between_two_clicks_makes_one_case(unit: Agency) -> None:
    other = AgencyFactory(code="DINKES")
    filed = at_once(
        20,
        lambda n: file_request(
            data=FilingData(agency=(unit, other)[n % 2], details="Sama", name="Ani", form_token="t" * 32),
            now=NOW,
        ),
    )
    case = InformationRequest.objects.get()
    assert {item.case.pk for item in filed} == {case.pk}
    assert case.number_sequence == 1
    # The loser's number went back with its transaction: the next one there is still the first.
    loser = other if case.filed_with == unit else unit
    assert file_request(data=FilingData(agency=loser, details="x"), now=NOW).case.number_sequence == 1


def test_twenty_officers_draw_twenty_letter_numbers(unit: Agency) -> None:
    def draw(_n: int) -> str:
        with transaction.atomic():
            return draw_letter_number(agency=unit, year=2026)

    drawn = sorted(at_once(20, draw))
    assert drawn == [f"{n:03d}/PPID-DINSOS/2026" for n in range(1, 21)]
    assert draw(0) == "021/PPID-DINSOS/2026"


def test_two_officers_and_the_citizen_act_at_once_and_one_wins(unit: Agency) -> None:
    people = [officer(Role.PPID_PELAKSANA, unit) for _ in range(2)]
    case = file_request(data=FilingData(agency=unit, details="Sama", name="Ani"), now=NOW).case
    data = AnswerData(outcome=Outcome.NOT_HELD, text="Tidak kami kuasai.", held_by="BPS")

    def act(number: int) -> Any:
        if number == 2:
            return withdraw(case=case, now=wib(2026, 3, 13))
        return answer(case=case, data=data, by=people[number], now=wib(2026, 3, 13))

    results = at_once(3, act)
    assert sum(isinstance(result, PortalError) for result in results) == 2
    assert list(case.events.values_list("sequence", flat=True)) == [1, 2]
    assert case.letters.exclude(kind="receipt").count() <= 1
