"""The world of the list, and a browser for its people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from portal.files.models import StoredFile
from portal.files.services import store_upload
from tests.disclosure.conftest import PDF, catalogue, person, world

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


def scan(now: Any, name: str = "keputusan.pdf", by: Any = None) -> StoredFile:
    return store_upload(upload=SimpleUploadedFile(name, PDF, "application/pdf"), now=now, uploaded_by=by)
