"""The world of the list, and a browser for its people."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import Client

from tests.disclosure.conftest import catalogue, person, world

__all__ = ["catalogue", "person", "world"]


@pytest.fixture
def calendar(db: None) -> None:
    call_command("load_calendar", "--years", "2025-2028", verbosity=0)


@pytest.fixture
def browser(world: SimpleNamespace):
    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(world, name))
        return client

    return sign_in
