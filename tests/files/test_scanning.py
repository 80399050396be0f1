"""Verdicts of a real clamd, and what happens while it is away."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.models import AuditEvent
from portal.files.models import ScanState, StoredFile
from portal.files.scan_files import scan_waiting
from portal.files.services import store_upload
from tests.services.base import ServiceUnavailable
from tests.services.clamd import EICAR, clamd

NOW = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_file_waits_when_the_scanner_is_down_and_is_not_lost(settings) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    stored = store_upload(upload=SimpleUploadedFile("a.txt", b"halo"), now=NOW)
    stored.refresh_from_db()
    assert stored.scan_state == ScanState.PENDING
    assert scan_waiting() == 0


@pytest.mark.clamd
@pytest.mark.django_db(transaction=True)
def test_verdict_follows_upload_when_clamd_answers(settings) -> None:
    try:
        with clamd() as server:
            settings.CLAMD_ADDRESS = server.address
            for name, content in (("baik.txt", b"halo"), ("buruk.txt", EICAR)):
                store_upload(upload=SimpleUploadedFile(name, content), now=NOW, encrypt=name == "baik.txt")
    except ServiceUnavailable as reason:
        pytest.skip(str(reason))
    states = dict(StoredFile.objects.values_list("name", "scan_state"))
    assert states == {"baik.txt": ScanState.CLEAN, "buruk.txt": ScanState.INFECTED}
    assert AuditEvent.objects.filter(action="files.infected").count() == 1
