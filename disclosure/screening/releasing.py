"""Letting personal data pass: PPID Utama alone, with a reason and an article, in the audit trail."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.models import ListEntry
from disclosure.screening.checking import screen
from disclosure.screening.messages import tell_utama
from disclosure.screening.models import Release
from disclosure.screening.words import counted
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.personal import without_personal


@transaction.atomic
def release_personal(*, entry: ListEntry, by: Any, reason: str, article: str, now: datetime) -> Release:
    """Let what is found in the latest draft pass, and only that.

    Raises NotAllowed, InputError on ``reason`` or ``article``, and RuleViolation when nothing is held back.
    """
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    if not AgencyPolicy.allows(by, Action.ENTRY_RELEASE, held):
        raise NotAllowed(_("Hanya PPID Utama yang dapat meloloskan data pribadi."))
    if len(reason.split()) < 3:
        raise InputError(_("Tulis alasannya, sedikitnya tiga kata."), field="reason")
    if not article.strip():
        raise InputError(_("Sebut pasal yang membolehkannya."), field="article")
    found = screen(held.get_latest_revision_as_object()).blocking
    if not found:
        raise RuleViolation(_("Tidak ada yang perlu diloloskan pada konsep ini."))
    kinds = dict(Counter(one.kind.value for one in found))
    release = Release.objects.create(
        entry=held, marks=sorted({one.mark for one in found}), kinds=kinds, by=by, at=now,
        reason=without_personal(reason.strip()), article=article.strip()[:200],
    )  # fmt: skip
    record(
        action="entry.release", actor=by, target=held, agency=held.agency_id, at=now,
        data={"kinds": kinds, "reason": release.reason, "article": release.article},
    )  # fmt: skip
    return release


@transaction.atomic
def ask_release(*, entry: ListEntry, by: Any, note: str, now: datetime) -> int:
    """The agency asks PPID Utama to judge; returns how many were told. Raises NotAllowed and RuleViolation."""
    if not AgencyPolicy.allows(by, Action.ENTRY_DRAFT, entry):
        raise NotAllowed(_("Anda tidak bertugas menulis entri unit ini."))
    found = screen(entry.get_latest_revision_as_object()).blocking
    if not found:
        raise RuleViolation(_("Tidak ada yang perlu diloloskan pada konsep ini."))
    record(
        action="entry.release_asked", actor=by, target=entry, agency=entry.agency_id, at=now,
        data={"kinds": dict(Counter(one.kind.value for one in found))},
    )  # fmt: skip
    return tell_utama(
        entry=entry, by=by, found=counted(found), note=without_personal(note.strip()[:300]), now=now
    )
