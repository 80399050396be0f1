"""The officer's start page says what to do next."""

from __future__ import annotations

from collections.abc import Callable

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from requests_app.services.filing import Filed
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib

START = "wagtailadmin_home"


@time_machine.travel(wib(2026, 4, 6, 9), tick=False)
def test_start_page_lists_own_cases_most_urgent_first(
    client: Client, petugas: User, file_case: Callable[..., Filed]
) -> None:
    later = file_case(now=wib(2026, 4, 1), details="Yang kedua").case
    late = file_case(now=wib(2026, 3, 12), details="Yang pertama").case
    foreign = file_case(now=wib(2026, 3, 12), agency=AgencyFactory(code="DPUPR"), details="Milik lain").case
    client.force_login(petugas)
    page = client.get(reverse(START)).content.decode()
    assert page.index(late.number) < page.index(later.number)
    assert "Lewat 1 hari" in page
    assert foreign.number not in page
    assert "jenis yang berlaku terpenuhi" in page


@time_machine.travel(wib(2026, 4, 6, 9), tick=False)
def test_start_page_costs_the_same_when_cases_grow(
    client: Client, petugas: User, file_case: Callable[..., Filed]
) -> None:
    client.force_login(petugas)
    for number in range(6):
        file_case(now=wib(2026, 4, 1), details=f"Permohonan {number}")
    client.get(reverse(START))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(START))
    for number in range(6, 26):
        file_case(now=wib(2026, 4, 1), details=f"Permohonan {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(START))
    assert len(many) == len(few)


def test_operator_sees_duties_and_no_cases(
    client: Client, dinsos: Agency, file_case: Callable[..., Filed]
) -> None:
    case = file_case().case
    client.force_login(officer(Role.OPERATOR, dinsos))
    page = client.get(reverse(START)).content.decode()
    assert case.number not in page
    assert "jenis yang berlaku terpenuhi" in page
