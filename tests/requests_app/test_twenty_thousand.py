"""Case 36: 20,000 cases of 60 agencies cost no page more than twelve questions to the database."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.agencies.models import Agency
from requests_app.models import CaseEvent, InformationRequest
from tests.factories import AgencyFactory
from tests.requests_app.conftest import wib

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(900)]

CASES, AGENCIES, MOST, PIECE = 20_000, 60, 12, 500

#: What the CMS and the sign-in ask for on every page, whatever stands on it: who is there, and which page this is.
FRAME = (
    "wagtailcore_",
    "content_homepage",
    "content_agencypage",
    "content_agencyindexpage",
    "wagtailusers_",
    "django_session",
    "django_content_type",
    "accounts_user",
    "auth_",
    "agencies_membership",
)


def copies(row: models.Model, **changes: object) -> models.Model:
    twin = copy.copy(row)
    twin.pk = None
    twin._state = copy.copy(row._state)
    twin._state.adding = True
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


@contextmanager
def own_queries() -> Iterator[list[str]]:
    """Statements on the portal's own tables."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as asked:
        yield found
    for query in asked:
        _, _, table = query["sql"].partition(" FROM ")
        if table and not table.lstrip('" ').startswith(FRAME):
            found.append(query["sql"][:200])


@pytest.fixture
def city(file_case, dkiss) -> list[Agency]:
    call_command("load_calendar", "--years", "2025-2027", verbosity=0)
    call_command("load_pages", verbosity=0)
    units = [
        AgencyFactory(code=f"UNIT{n:02}", name=f"Unit {n:02}", slug=f"unit-{n}") for n in range(AGENCIES - 1)
    ]
    first = file_case(now=wib(2026, 3, 12)).case
    filed = list(first.events.all())
    everyone = [first.agency, *units]
    cases = [
        copies(
            first, number=f"{n:05}/{(unit := everyone[n % AGENCIES]).code}/2026", number_sequence=n,
            agency=unit, filed_with=unit, form_token=f"token-{n}",
        )
        for n in range(2, CASES + 1)
    ]  # fmt: skip
    made = InformationRequest.objects.bulk_create(cases, batch_size=500)
    CaseEvent.objects.bulk_create(
        [copies(event, case=case, case_id=case.pk) for case in made for event in filed], batch_size=1000
    )
    call_command("load_pages", verbosity=0)
    return everyone


@time_machine.travel(wib(2026, 3, 27, 9), tick=False)
def test_no_page_asks_more_than_twelve_questions_at_twenty_thousand_cases(city, utama):
    assert InformationRequest.objects.count() == CASES
    assert Agency.objects.count() >= AGENCIES
    visitor, desk = Client(), Client()
    desk.force_login(utama)
    pages = [
        (desk, reverse("desk:list")),
        (desk, reverse("desk:list") + "?clock=overdue&p=3"),
        (desk, reverse("oversight:board")),
        (desk, reverse("desk:register")),
        (visitor, "/"),
        (visitor, reverse("content:statistics")),
        (visitor, "/perangkat-daerah/unit-1/"),
        (visitor, "/api/v1/entries/"),
    ]
    asked = {}
    for client, address in pages:
        client.get(address)
        with own_queries() as found:
            answer = client.get(address)
            lines = b"".join(answer.streaming_content).count(b"\n") if answer.streaming else 0
        assert answer.status_code == 200, address
        assert not answer.streaming or lines >= CASES, "the whole register streams"
        # The register is no page: it streams in pieces, and each piece asks once each for its letters, refusals
        # and costs.
        asked[address] = len(found) - (3 * (lines // PIECE) if answer.streaming else 0)
    assert {address: number for address, number in asked.items() if number > MOST} == {}
