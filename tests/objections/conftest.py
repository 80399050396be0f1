"""A city with one calendar, a request that is due on 2 April 2026, and the people who act on objections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from requests_app.law.objection_words import ObjectionOutcome
from requests_app.models import InformationRequest, Objection
from requests_app.services.objections.deciding import Decision, decide
from requests_app.services.objections.objecting import Objected, ObjectionData, file_objection
from requests_app.services.objections.ordering import OrderText
from tests.factories import officer
from tests.requests_app.conftest import (
    NOW,
    calendar,
    case,
    dinsos,
    dkiss,
    file_case,
    filing_data,
    petugas,
    utama,
    wib,
)

__all__ = [
    "NOW",
    "calendar",
    "case",
    "dinsos",
    "dkiss",
    "file_case",
    "filing_data",
    "petugas",
    "utama",
    "wib",
]

#: Received 12 March 2026, due 2 April: lateness is found on Friday 3 April, a holiday.
LATE = wib(2026, 4, 6)
REASONS = "Permohonan tidak ditanggapi sampai batasnya lewat."
REBUTTAL = "PPID mengakui keterlambatan; datanya ada dan terbuka."


@pytest.fixture
def atasan(dkiss: Agency) -> User:
    return officer(Role.ATASAN_PPID, email="sekda@cilegon.example", first_name="Maman")


@pytest.fixture
def setda(db: None) -> Agency:
    from tests.factories import AgencyFactory

    return AgencyFactory(code="SETDA", name="Sekretariat Daerah", slug="setda")


@pytest.fixture
def object_to(case: InformationRequest, utama: User, atasan: User) -> Callable[..., Objected]:
    """File an objection to the case on the web, as its citizen does."""

    def make(now: datetime = LATE, by: Any = None, **fields: Any) -> Objected:
        values = {"grounds": ("c",), "case": case, "position": "Belum dijawab sampai hari ini.", **fields}
        return file_objection(data=ObjectionData(**values), now=now, by=by)

    return make


@pytest.fixture
def objection(object_to: Callable[..., Objected]) -> Objection:
    return object_to().objection


def upheld(*orders: OrderText, outcome: ObjectionOutcome = ObjectionOutcome.UPHELD) -> Decision:
    from datetime import date

    return Decision(
        outcome=outcome,
        reasons=REASONS,
        rebuttal=REBUTTAL,
        orders=orders or (OrderText("Jawab permohonan dan serahkan daftarnya.", date(2026, 4, 20)),),
    )


@pytest.fixture
def decided(objection: Objection, atasan: User) -> Objection:
    return decide(objection=objection, decision=upheld(), by=atasan, now=wib(2026, 4, 10)).objection
