"""The worker that scans stored files, one at a time."""

import logging

from django.utils import timezone

from portal.audit.services import record

from . import scanning
from .content import chunks_of
from .models import ScanState, StoredFile

logger = logging.getLogger(__name__)


def scan_one(file_id: str) -> str:
    """Scan one file and keep the verdict; when the scanner is away the file stays PENDING."""
    stored = StoredFile.objects.get(pk=file_id)
    if stored.scan_state not in {ScanState.PENDING, ScanState.UNSCANNED}:
        return stored.scan_state
    try:
        verdict = scanning.scan(chunks_of(stored))
    except scanning.ScannerUnavailable as error:
        logger.warning("scan postponed for %s: %s", file_id, error.details.get("reason"))
        return ScanState.PENDING
    StoredFile.objects.filter(pk=file_id).update(scan_state=verdict, scanned_at=timezone.now())
    if verdict == ScanState.INFECTED:
        record(action="files.infected", target=stored, data={"sha256": stored.sha256})
    return verdict


def scan_waiting(*, limit: int = 200) -> int:
    """Scan what waits (clamd was down, or was configured later); returns how many got a verdict."""
    if not scanning.is_configured():
        return 0
    waiting = StoredFile.objects.filter(scan_state__in=[ScanState.PENDING, ScanState.UNSCANNED])
    done = 0
    for pk in list(waiting.order_by("uploaded_at").values_list("pk", flat=True)[:limit]):
        done += scan_one(str(pk)) in {ScanState.CLEAN, ScanState.INFECTED}
    return done
