"""Offices with full letterheads and the people who sign."""

from __future__ import annotations

import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from tests.factories import AgencyFactory, officer


@pytest.fixture(autouse=True)
def addresses(dinsos: Agency) -> None:
    dinsos.address, dinsos.postal_code = "Jl. Jenderal Sudirman No. 2\nKelurahan Ramanuju", "42431"
    dinsos.phone, dinsos.website = "(0254) 391000", "https://dinsos.cilegon.example"
    dinsos.save()


@pytest.fixture
def setda(db: None) -> Agency:
    return AgencyFactory(code="SETDA", name="Sekretariat Daerah", slug="setda")


@pytest.fixture
def atasan(setda: Agency) -> User:
    return officer(
        Role.ATASAN_PPID, first_name="Maman", last_name="Herman", email="sekda@cilegon.example",
        nip="196801011990011001",
    )  # fmt: skip
