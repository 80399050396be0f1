""" "Minta versi yang dapat dibaca": a citizen's click, the agency's task, closed by a file that can be read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from disclosure.models import ListEntry, PublishedFile
from disclosure.screening.checking import checks_of, is_hard_to_read
from disclosure.screening.messages import tell_officers
from disclosure.screening.models import ReadableWish
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action


@transaction.atomic
def wish_readable(*, held: PublishedFile, now: datetime) -> ReadableWish:
    """Count one more wish for this file; the first one tells the agency. Nothing of the citizen is kept."""
    entry = ListEntry.objects.select_for_update(of=("self",)).select_related("agency").get(pk=held.entry_id)
    wish, created = ReadableWish.objects.get_or_create(
        entry=entry,
        line=held.line,
        answered_at=None,
        defaults={"label": (held.label or held.stored.name)[:250], "first_at": now, "last_at": now},
    )
    ReadableWish.objects.filter(pk=wish.pk).update(count=F("count") + 1, last_at=now)
    if created:
        tell_officers(wish=wish, now=now)
    wish.refresh_from_db()
    return wish


def close_answered(entry: Any, now: datetime) -> None:
    """After a publication: what can be read now, or is gone, is no task any more."""
    waiting = list(ReadableWish.objects.filter(entry_id=entry.pk, answered_at__isnull=True))
    if not waiting:
        return
    files = {file.line: file for file in entry.files.select_related("stored")}
    known = checks_of(file.stored for file in files.values())
    for wish in waiting:
        file = files.get(wish.line)
        check = known.get(file.stored.sha256) if file else None
        if file is None or file.text_version.strip() or (check and not is_hard_to_read(check)):
            wish.answered_at = now
            wish.save(update_fields=["answered_at"])


def open_wishes(user: Any) -> QuerySet[ReadableWish]:
    """What citizens wait for, within the person's reach, the most wanted first."""
    rows = ReadableWish.objects.filter(answered_at__isnull=True).select_related("entry__agency")
    found: QuerySet[ReadableWish] = AgencyPolicy.rows(rows, user, Action.ENTRY_VIEW, field="entry__agency")
    return found
