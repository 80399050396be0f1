"""A small city for the journeys: three units, their people, the catalogue, the calendar, the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.content.services.news import ensure_workflow
from portal.content.services.pages import load_pages
from portal.workcalendar.models import CalendarYear
from tests.factories import AgencyFactory, officer
from tests.factories.agencies import PASSWORD


@dataclass(frozen=True)
class City:
    dinsos: Agency
    dpupr: Agency
    dkiss: Agency
    petugas: User
    operator: User
    utama: User
    editor: User


@pytest.fixture
def city(live_server: object) -> City:
    """Everything is committed, since the browser reads it from the server's own connection."""
    call_command("load_catalogue", verbosity=0)
    call_command("load_calendar", verbosity=0)
    # The journeys run on today's date, whichever year that is: nothing provisional in them.
    CalendarYear.objects.update(confirmed_at=timezone.now())
    dinsos = AgencyFactory(code="DINSOS", name="Dinas Sosial", slug="dinsos")
    dpupr = AgencyFactory(code="DPUPR", name="Dinas Pekerjaan Umum dan Penataan Ruang", slug="dpupr")
    dkiss = AgencyFactory(utama=True)
    load_pages()
    ensure_workflow()
    return City(
        dinsos,
        dpupr,
        dkiss,
        petugas=officer(Role.PPID_PELAKSANA, dinsos, email="petugas@dinsos.example", first_name="Sari"),
        operator=officer(Role.OPERATOR, dinsos, email="operator@dinsos.example", first_name="Tono"),
        utama=officer(Role.PPID_UTAMA, email="utama@dkiss.example", first_name="Ratna"),
        editor=officer(Role.NEWS_EDITOR, email="penyunting@dkiss.example", first_name="Teguh"),
    )


def sign_in(page: object, email: str) -> None:
    """Through the sign-in page, by keyboard."""
    page.goto("/masuk/")  # type: ignore[attr-defined]
    page.get_by_label("surel", exact=False).first.fill(email)  # type: ignore[attr-defined]
    page.locator("input[type=password]").fill(PASSWORD)  # type: ignore[attr-defined]
    with page.expect_navigation():  # type: ignore[attr-defined]
        page.keyboard.press("Enter")  # type: ignore[attr-defined]


def last_month() -> tuple[date, date]:
    first = timezone.localdate().replace(day=1)
    end = first - timedelta(days=1)
    return end.replace(day=1), end
