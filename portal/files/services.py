"""Taking uploads in."""

import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from portal.background import enqueue_after_commit
from portal.crypto.fields import encrypt_bytes

from . import scanning
from .models import ScanState, StoredFile
from .tasks import scan_stored_file
from .validation import CITIZEN_KINDS, LARGEST, CheckedUpload, Upload, check_upload


def store_upload(
    *,
    upload: Upload,
    now: datetime,
    uploaded_by: Any = None,
    encrypt: bool = False,
    kinds: Collection[str] = CITIZEN_KINDS,
    largest: int = LARGEST,
    field: str = "",
) -> StoredFile:
    """Check an upload and keep it under a random name; scanned after commit when a scanner is configured.

    ``largest`` in bytes. Raises FileRefused (an InputError on ``field``).
    """
    checked = check_upload(upload, kinds=kinds, largest=largest, field=field)
    upload.seek(0)
    return _store(checked, upload.read(), now=now, uploaded_by=uploaded_by, encrypt=encrypt)


def store_checked(
    *, content: bytes, name: str, content_type: str, now: datetime, uploaded_by: Any = None
) -> StoredFile:
    """Keep an upload whose kind its reader has checked (a spreadsheet): encrypted, and scanned like any other."""
    checked = CheckedUpload(name, content_type, len(content))
    return _store(checked, content, now=now, uploaded_by=uploaded_by, encrypt=True)


def store_bytes(
    *,
    content: bytes,
    name: str,
    content_type: str,
    now: datetime,
    uploaded_by: Any = None,
    encrypt: bool = False,
) -> StoredFile:
    """Keep a file that the portal made itself (a letter as PDF): nothing to scan."""
    checked = CheckedUpload(name, content_type, len(content))
    return _store(checked, content, now=now, uploaded_by=uploaded_by, encrypt=encrypt, scan=False)


@transaction.atomic
def _store(
    checked: CheckedUpload,
    content: bytes,
    *,
    now: datetime,
    uploaded_by: Any,
    encrypt: bool,
    scan: bool = True,
) -> StoredFile:
    state = ScanState.CLEAN
    if scan:
        state = ScanState.PENDING if scanning.is_configured() else ScanState.UNSCANNED
    stored = StoredFile(
        id=uuid.uuid4(),
        name=checked.name,
        content_type=checked.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        encrypted=encrypt,
        scan_state=state,
        uploaded_by=uploaded_by if getattr(uploaded_by, "is_authenticated", False) else None,
        uploaded_at=now,
    )
    stored.file.save(stored.name, ContentFile(encrypt_bytes(content) if encrypt else content), save=False)
    stored.save()
    if state == ScanState.PENDING:
        enqueue_after_commit(scan_stored_file, str(stored.pk))
    return stored
