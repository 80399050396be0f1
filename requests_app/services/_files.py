"""Binding what a citizen sent to their case."""

from __future__ import annotations

from collections.abc import Sequence

from portal.files.selectors import unheld_files
from requests_app.models import CaseFile, InformationRequest


def bind_files(case: InformationRequest, *, identity: Sequence[str], supporting: Sequence[str]) -> int:
    """A file belongs to one matter: a key that is held elsewhere, or unknown, is left out. Returns how many."""
    wanted = [(pk, CaseFile.Purpose.IDENTITY) for pk in identity]
    wanted += [(pk, CaseFile.Purpose.SUPPORTING) for pk in supporting]
    keys = [pk for pk, _purpose in wanted]
    free = {str(pk) for pk in unheld_files().filter(pk__in=keys).values_list("pk", flat=True)}
    rows = [CaseFile(case=case, stored_id=pk, purpose=purpose) for pk, purpose in wanted if str(pk) in free]
    CaseFile.objects.bulk_create(rows)
    return len(rows)
