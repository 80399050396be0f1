"""Calls every route of the project as each role and compares with the hand-written table."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from portal.agencies.groups import sync_all
from tests.contracts.permissions import reading
from tests.contracts.permissions import world as worlds
from tests.contracts.permissions.arguments import BODIES, address
from tests.contracts.permissions.routes import commands, route_names, routes

ROWS = reading.rows()
CALLS = [row for row in ROWS if row.method != "RUN"]


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The world is built once; every call happens in a savepoint that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        sync_all(timezone.localdate())
        yield world, worlds.clients(world)
        transaction.set_rollback(True)


def is_refused(response: Any, path: str) -> bool:
    """Not found, forbidden, or sent away to the sign-in page or (by Wagtail) to the dashboard."""
    if response.status_code in (302, 303):
        target = response.headers["Location"]
        if path.startswith("/masuk/") or path.endswith("/logout/"):
            return target.startswith("/masuk/?next")
        return target.startswith("/masuk/") or target == "/admin/" != path
    return response.status_code in (401, 403, 404, 405)


def call(client: Any, method: str, url: str, data: dict[str, Any]) -> Any:
    """One request that leaves nothing behind: neither rows nor cookies (some routes sign out)."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method.lower())(url, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("row", CALLS, ids=str)
def test_route_opens_for_exactly_the_roles_of_the_table(row, city):
    world, clients = city
    wrong = []
    url, body = address(row, world), BODIES.get(row.route, lambda _world, _row: {})(world, row)
    for role in reading.ROLES:
        response = call(clients[role], row.method, url, body)
        opened = not is_refused(response, url)
        if opened is not row.allowed(role) or response.status_code >= 500:
            wrong.append(f"{role}: {'y' if row.allowed(role) else '-'} expected, {response.status_code} came")
    assert not wrong, f"{row.place} {row} {url}: {'; '.join(wrong)}"


def test_every_route_has_a_row():
    known = {row.route for row in CALLS}
    assert sorted(route_names() - known) == []


def test_every_command_has_a_row():
    assert sorted(commands() - {row.route for row in ROWS if row.method == "RUN"}) == []


def test_no_row_is_left_for_a_route_or_command_that_is_gone():
    assert sorted({row.route for row in CALLS} - route_names()) == []
    assert sorted({row.route for row in ROWS if row.method == "RUN"} - commands()) == []


def test_no_case_stands_twice():
    assert [text for text, times in Counter(map(str, ROWS)).items() if times > 1] == []


def test_route_with_an_agencys_object_is_asked_for_own_and_other():
    """A row for "own" without its "other" would leave the door between agencies untried."""
    asked: dict[tuple[str, str, str], set[str]] = {}
    for row in CALLS:
        asked.setdefault((row.method, row.route, row.visibility), set()).add(row.whose)
    half = [key for key, whose in asked.items() if len(whose & {"own", "other"}) == 1]
    assert half == []


def test_nameless_addresses_are_only_the_known_ones():
    nameless = {where for name, where in routes() if not name}
    assert nameless <= {"admin/test404/", "admin/^.*/$", "^media/(?P<path>.*)$"}
