"""A city with one calendar, two units and officers; a clock that tests set themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.kernel.moments import WIB
from requests_app.models import InformationRequest
from requests_app.services.filing import Filed, FilingData, file_request
from tests.factories import AgencyFactory, officer
from tests.unit.calendars import CALENDAR_2026


def wib(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=WIB)


NOW = wib(2026, 3, 12, 21, 7)


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.workcalendar.selectors.current_calendar", lambda: CALENDAR_2026)


@pytest.fixture
def dinsos(db: None) -> Agency:
    return AgencyFactory(code="DINSOS", name="Dinas Sosial", slug="dinsos")


@pytest.fixture
def dkiss(db: None) -> Agency:
    return AgencyFactory(utama=True)


@pytest.fixture
def petugas(dinsos: Agency) -> User:
    return officer(Role.PPID_PELAKSANA, dinsos, email="petugas@dinsos.example", first_name="Sari")


@pytest.fixture
def utama(dkiss: Agency) -> User:
    return officer(Role.PPID_UTAMA, email="utama@dkiss.example")


@pytest.fixture
def filing_data(dinsos: Agency) -> FilingData:
    return FilingData(
        agency=dinsos,
        details="Daftar penerima bantuan sosial tunai Kelurahan Tamansari tahun 2025, tanpa nama anak.",
        name="Ani Lestari",
        identity_number="3672015505900001",
        address="Jl. Melati 7",
        phone="0812-0000-0001",
        email="ani@example.com",
        purpose="Musyawarah warga RW 04",
        send_way="email",
    )


@pytest.fixture
def file_case(filing_data: FilingData) -> Callable[..., Filed]:
    def make(now: datetime = NOW, by: Any = None, **changes: Any) -> Filed:
        return file_request(data=replace(filing_data, **changes), now=now, by=by)

    return make


@pytest.fixture
def case(file_case: Callable[..., Filed]) -> InformationRequest:
    return file_case().case
