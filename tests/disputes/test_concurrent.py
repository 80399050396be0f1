"""Two at once, on PostgreSQL: one dispute is registered, one step wins, and the other is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.agencies.models import Role
from portal.audit.services import check_chain
from portal.kernel.errors import PortalError
from requests_app.law.dispute_words import DisputeAction, DisputeOutcome
from requests_app.models import Dispute, Objection
from requests_app.services.disputes.recording import StepData, record_step, register_dispute
from requests_app.services.filing import FilingData, file_request
from requests_app.services.objections import deciding
from requests_app.services.objections.objecting import ObjectionData, file_objection
from tests.factories import AgencyFactory, officer
from tests.objections.conftest import LATE, NOW, calendar, upheld, wib
from tests.requests_app.test_concurrent import at_once

__all__ = ["calendar"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = wib(2026, 4, 22)


@pytest.fixture
def decided() -> Objection:
    AgencyFactory(utama=True)
    unit = AgencyFactory(code="DINSOS", name="Dinas Sosial")
    case = file_request(data=FilingData(agency=unit, details="Sama", name="Ani"), now=NOW).case
    data = ObjectionData(grounds=("c",), case=case, position="Belum dijawab.")
    one = file_objection(data=data, now=LATE).objection
    by = officer(Role.ATASAN_PPID)
    return deciding.decide(objection=one, decision=upheld(), by=by, now=wib(2026, 4, 10)).objection


def test_dispute_is_registered_once_by_two_officers(decided: Objection) -> None:
    people = [officer(Role.PPID_UTAMA) for _n in range(2)]
    results = at_once(
        2,
        lambda n: register_dispute(objection=decided, applied_on=date(2026, 4, 20), by=people[n], now=DAY),
    )
    assert sum(isinstance(result, PortalError) for result in results) == 1
    assert Dispute.objects.get().number_sequence == 1


def test_form_pressed_twenty_times_registers_once(decided: Objection) -> None:
    by = officer(Role.PPID_UTAMA)
    results = at_once(
        20,
        lambda _n: register_dispute(
            objection=decided, applied_on=date(2026, 4, 20), by=by, now=DAY, form_token="t" * 32
        ),
    )
    assert {result.pk for result in results} == {Dispute.objects.get().pk}


def test_two_officers_record_at_once_and_one_wins(decided: Objection) -> None:
    people = [officer(Role.PPID_UTAMA) for _n in range(2)]
    dispute = register_dispute(objection=decided, applied_on=date(2026, 4, 20), by=people[0], now=DAY)

    def act(n: int) -> Any:
        if n:
            data = StepData(on=date(2026, 4, 21), text="Dicabut.", outcome=DisputeOutcome.WITHDRAWN)
            return record_step(
                dispute=dispute, action=DisputeAction.WITHDRAW, data=data, by=people[n], now=DAY
            )
        data = StepData(on=date(2026, 4, 21), number="5", outcome=DisputeOutcome.NOT_ACCEPTED)
        return record_step(dispute=dispute, action=DisputeAction.RULE, data=data, by=people[n], now=DAY)

    results = at_once(2, act)
    assert sum(isinstance(result, PortalError) for result in results) == 1
    assert [event.sequence for event in dispute.events.order_by("sequence")] == [1, 2]
    assert check_chain().is_whole
