"""Files of a form that is not sent yet: stored encrypted at once, named by the draft, bound to a case on
sending.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.files.selectors import unheld_files
from portal.files.services import store_upload
from portal.files.validation import CITIZEN_KINDS, IDENTITY_KINDS, MEGABYTE, FileRefused

from .drafts import Draft

MAX_IDENTITY_FILES = 2
MAX_SUPPORTING_FILES = 5
LARGEST_IDENTITY = 10 * MEGABYTE
#: Uploads of forms that were never sent are destroyed after this time.
KEEP_UNSENT = timedelta(days=30)

_PLACES = (
    ("identity_scan", "identity_files", IDENTITY_KINDS, MAX_IDENTITY_FILES, LARGEST_IDENTITY),
    ("supporting", "supporting_files", CITIZEN_KINDS, MAX_SUPPORTING_FILES, 20 * MEGABYTE),
)


def keep_uploads(draft: Draft, request: HttpRequest) -> list[tuple[str, str]]:
    """Store each file by itself; what is refused comes back as (field, message) and stops no other file."""
    problems: list[tuple[str, str]] = []
    dropped = set(request.POST.getlist("drop"))
    for field, name, kinds, limit, largest in _PLACES:
        kept = [key for key in draft.get(name, []) if key not in dropped]
        for upload in request.FILES.getlist(field):
            if len(kept) >= limit:
                problems.append((field, _("Paling banyak %(limit)s berkas di sini.") % {"limit": limit}))
                break
            try:
                stored = store_upload(
                    upload=upload, now=timezone.now(), encrypt=True, kinds=kinds, largest=largest, field=field
                )
            except FileRefused as refusal:
                problems.append((field, refusal.message))
                continue
            kept.append(str(stored.pk))
        draft.values[name] = kept
    return problems


def destroy_unsent(*, now: datetime) -> int:
    """Destroy uploads of forms that were never sent; returns how many. Only encrypted ones that nothing holds."""
    rows = unheld_files().filter(encrypted=True, uploaded_by__isnull=True, uploaded_at__lt=now - KEEP_UNSENT)
    count = 0
    for row in rows:
        storage, name = row.file.storage, str(row.file.name)
        # The row first: what turns out to be held keeps its bytes.
        row.delete()
        storage.delete(name)
        count += 1
    return count
