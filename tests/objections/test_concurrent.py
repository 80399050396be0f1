"""Many at once, on PostgreSQL: numbers without gap, one form one objection, one decider wins."""

from __future__ import annotations

from typing import Any

import pytest

from portal.agencies.models import Agency, Role
from portal.audit.services import check_chain
from portal.kernel.errors import PortalError
from portal.kernel.moments import wib_date
from requests_app.law.objection_words import ObjectionOutcome
from requests_app.models import InformationRequest, Letter, Objection
from requests_app.services.filing import FilingData, file_request
from requests_app.services.objections import deciding, ordering
from requests_app.services.objections.chasing import note_silence
from requests_app.services.objections.objecting import ObjectionData, file_objection
from tests.factories import AgencyFactory, officer
from tests.objections.conftest import LATE, NOW, calendar, upheld, wib
from tests.requests_app.test_concurrent import at_once

__all__ = ["calendar"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unit() -> Agency:
    AgencyFactory(utama=True)
    return AgencyFactory(code="DINSOS", name="Dinas Sosial")


@pytest.fixture
def case(unit: Agency) -> InformationRequest:
    return file_request(data=FilingData(agency=unit, details="Sama", name="Ani"), now=NOW).case


def objected(case: InformationRequest, **fields: Any) -> Objection:
    data = ObjectionData(**{"grounds": ("c",), "case": case, "position": "Belum dijawab.", **fields})
    return file_objection(data=data, now=LATE).objection


def test_fifty_copies_of_one_form_make_one_objection(case: InformationRequest) -> None:
    found = at_once(50, lambda _n: objected(case, form_token="t" * 32))
    assert {item.pk for item in found} == {Objection.objects.get().pk}


def test_forty_objections_get_forty_consecutive_numbers(case: InformationRequest) -> None:
    at_once(40, lambda n: objected(case, position=f"Alasan {n}", form_token=f"{n:032d}"))
    numbers = Objection.objects.order_by("number_sequence").values_list("number_sequence", flat=True)
    assert list(numbers) == list(range(1, 41))
    assert check_chain().is_whole


def test_two_deciders_a_settlement_and_a_withdrawal_at_once_and_one_wins(
    case: InformationRequest, unit: Agency
) -> None:
    superiors = [officer(Role.ATASAN_PPID) for _n in range(2)]
    one = objected(case)

    def act(number: int) -> Any:
        now = wib(2026, 4, 10)
        if number == 2:
            return deciding.withdraw_objection(objection=one, now=now)
        outcome = ObjectionOutcome.UPHELD if number else ObjectionOutcome.PARTLY
        decision = upheld(outcome=outcome)
        return deciding.decide(objection=one, decision=decision, by=superiors[number], now=now)

    results = at_once(3, act)
    assert sum(isinstance(result, PortalError) for result in results) == 2
    told = next(result for result in results if isinstance(result, PortalError))
    assert "tidak dapat dilakukan lagi" in told.message
    one.refresh_from_db()
    assert [event.sequence for event in one.events.order_by("sequence")] == [1, 2]
    answers = Letter.objects.filter(kind="objection_answer")
    assert answers.count() == (1 if one.state == "decided" else 0)


def test_order_is_recorded_once_when_two_officers_press(case: InformationRequest, unit: Agency) -> None:
    people = [officer(Role.PPID_PELAKSANA, unit) for _n in range(2)]
    one = objected(case)
    deciding.decide(objection=one, decision=upheld(), by=officer(Role.ATASAN_PPID), now=wib(2026, 4, 10))
    order = one.orders.get()
    now = wib(2026, 4, 14)
    results = at_once(
        2, lambda n: ordering.do_order(order=order, how="Dikirim.", on=wib_date(now), by=people[n], now=now)
    )
    assert sum(isinstance(result, PortalError) for result in results) == 1


def test_silence_is_noted_once_by_two_clocks(case: InformationRequest) -> None:
    officer(Role.PPID_UTAMA)
    one = objected(case)
    noted = at_once(2, lambda _n: note_silence(objection_id=one.pk, now=wib(2026, 5, 22)))
    assert sorted(noted) == [False, True]
