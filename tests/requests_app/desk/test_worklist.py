"""The worklist, through the officer's door."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from requests_app.services import completing
from requests_app.services.filing import Filed
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib

RECEIVED = wib(2026, 3, 12, 10)


@pytest.fixture
def desk(client: Client, petugas: User) -> Client:
    client.force_login(petugas)
    return client


def listed(client: Client, query: str = "") -> str:
    response = client.get(reverse("desk:list") + query)
    assert response.status_code == 200
    return response.content.decode()


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_worklist_shows_days_left_and_next_step_when_case_is_new(
    desk: Client, file_case: Callable[..., Filed]
) -> None:
    case = file_case(now=RECEIVED).case
    page = listed(desk)
    assert case.number in page
    assert "Kam, 2 Apr" in page
    assert "sisa 4 hari kerja" in page
    assert "hari ke-6 dari 10, jatuh tempo Kamis 2 April 2026" in page
    assert "Periksa kelengkapan" in page


@time_machine.travel(wib(2026, 4, 7, 9), tick=False)
def test_worklist_says_late_and_no_extension_when_due_date_passed(
    desk: Client, petugas: User, file_case: Callable[..., Filed]
) -> None:
    case = file_case(now=RECEIVED).case
    completing.declare_complete(case=case, by=petugas, now=wib(2026, 3, 13))
    page = listed(desk)
    # 3 April is a holiday, 4 and 5 a weekend: Monday 6 and Tuesday 7 are the late days.
    assert "Lewat 2 hari" in page
    assert "perpanjangan sudah tertutup sejak Jum, 3 Apr" in page


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_worklist_hides_other_agencies_when_officer_is_of_one(
    desk: Client, file_case: Callable[..., Filed]
) -> None:
    own = file_case(now=RECEIVED).case
    other = file_case(now=RECEIVED, agency=AgencyFactory(code="DPUPR"), details="Kontrak jalan").case
    page = listed(desk)
    assert own.number in page
    assert other.number not in page
    assert desk.get(reverse("desk:case", args=[other.pk])).status_code == 404


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_worklist_shows_all_agencies_when_officer_is_ppid_utama(
    client: Client, utama: User, file_case: Callable[..., Filed]
) -> None:
    one = file_case(now=RECEIVED).case
    two = file_case(now=RECEIVED, agency=AgencyFactory(code="DPUPR"), details="Kontrak jalan").case
    client.force_login(utama)
    page = listed(client)
    assert one.number in page and two.number in page


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.NEWS_EDITOR, Role.ADMINISTRATOR, Role.PIMPINAN])
def test_worklist_is_not_found_when_role_has_no_cases(client: Client, dinsos: Agency, role: Role) -> None:
    client.force_login(officer(role, dinsos))
    assert client.get(reverse("desk:list")).status_code in {302, 404}


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_filters_narrow_the_worklist_when_chosen(
    desk: Client, petugas: User, file_case: Callable[..., Filed]
) -> None:
    waiting = file_case(now=RECEIVED).case
    completing.request_completion(case=waiting, by=petugas, items=["identity_scan"], now=wib(2026, 3, 13))
    fresh = file_case(now=wib(2026, 3, 26), details="Anggaran 2026").case
    assert fresh.number not in listed(desk, "?stage=incomplete")
    assert waiting.number in listed(desk, "?stage=incomplete")
    assert waiting.number not in listed(desk, "?clock=overdue")
    assert fresh.number in listed(desk, "?whose=free")
    assert fresh.number not in listed(desk, "?whose=mine")
    assert fresh.number in listed(desk, "?q=Anggaran")
    assert waiting.number not in listed(desk, "?q=Anggaran")


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_worklist_costs_the_same_when_rows_grow(
    desk: Client, file_case: Callable[..., Filed], django_assert_max_num_queries: Callable[..., object]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(2):
        file_case(now=RECEIVED, details=f"Permohonan {number}")
    listed(desk)
    with CaptureQueriesContext(
        connection,
    ) as few:
        listed(desk)
    for number in range(2, 22):
        file_case(now=RECEIVED, details=f"Permohonan {number}")
    with CaptureQueriesContext(connection) as many:
        listed(desk)
    assert len(many) == len(few)


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_register_is_text_for_spreadsheets_when_citizens_type_formulas(
    desk: Client, file_case: Callable[..., Filed]
) -> None:
    file_case(now=RECEIVED, details="=10+20", name="@SUM(1)")
    response = desk.get(reverse("desk:register"))
    body = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert body.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    assert rows[0]["Informasi yang diminta"] == "'=10+20"
    assert rows[0]["Nama"] == "'@SUM(1)"
    assert rows[0]["Tanggal diterima"] == "2026-03-12"
    assert rows[0]["Batas menurut undang-undang"] == "2026-04-02"


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_name_is_shown_as_text_when_it_is_markup(desk: Client, file_case: Callable[..., Filed]) -> None:
    file_case(now=RECEIVED, name="<img src=x onerror=alert(1)>")
    page = listed(desk)
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
