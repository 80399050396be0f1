"""Case 7: what is open at six in the morning is counted, whoever holds it, and also where nobody does any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from disclosure.oversight.board import board
from disclosure.reports.building import checked_period
from disclosure.reports.figures import request_figures
from disclosure.reports.selectors import stories_of
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar
from requests_app.selectors import visible_to
from requests_app.services.filing import Filed
from requests_app.services.starting import assign
from requests_app.worklist import tallies
from tests.factories import AgencyFactory
from tests.requests_app.conftest import dinsos, dkiss, file_case, filing_data, petugas, utama, wib

__all__ = ["dinsos", "dkiss", "file_case", "filing_data", "petugas", "utama"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def three(file_case: Callable[..., Filed], petugas: User) -> Agency:
    """One with an officer, one without, one with a unit that has since been dissolved."""
    call_command("load_calendar", "--years", "2026-2027", verbosity=0)
    gone = AgencyFactory(code="BPPBJ", name="Bagian Pengadaan", slug="bppbj")
    assign(case=file_case(details="Yang ada petugasnya.").case, to=petugas, by=petugas, now=wib(2026, 3, 16))
    file_case(details="Yang belum ada petugasnya.")
    file_case(details="Yang unitnya sudah dibubarkan.", agency=gone)
    Agency.objects.filter(pk=gone.pk).update(dissolved_on=date(2026, 3, 20))
    gone.refresh_from_db()
    return gone


@time_machine.travel(wib(2026, 3, 27, 6), tick=False)
def test_three_open_cases_are_counted_at_six_in_the_morning(
    three: Agency, dinsos: Agency, utama: User
) -> None:
    now, calendar = wib(2026, 3, 27, 6), current_calendar()
    period = checked_period(date(2026, 1, 1), date(2026, 12, 31), now)
    city = request_figures(stories_of(period, calendar), None, period)
    assert (city.received, city.open_at_end) == (3, 3) and city.reconciles
    rows = {row.agency: row.flow for row in board([dinsos, three], period)}
    assert (rows[dinsos].open_at_end, rows[three].open_at_end) == (2, 1)
    desk = tallies(visible_to(utama), utama.pk, wib_date(now), calendar)
    assert (desk.open, desk.closed) == (3, 0)
