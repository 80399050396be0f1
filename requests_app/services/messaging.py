"""Messages between citizen and officer about a case; never public, and they stop no clock."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError
from requests_app.models import CaseMessage, CaseNote, EventKind, InformationRequest
from requests_app.permissions import require

from . import _effects
from ._transition import add_event, lock_case

LONGEST_MESSAGE = 5000


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise InputError(_("Tuliskan pesan Anda."), field="text", code="no_text")
    if len(text) > LONGEST_MESSAGE:
        raise InputError(
            _("Pesan paling panjang %(limit)s huruf. Ringkas, atau kirim sebagai berkas.")
            % {"limit": LONGEST_MESSAGE},
            field="text",
            code="text_too_long",
        )
    return text


@transaction.atomic
def send_from_citizen(*, case: InformationRequest, text: str, now: datetime) -> CaseMessage:
    """A message of the citizen, also after the answer; the same words twice within a minute are one."""
    text = _checked(text)
    locked = lock_case(case.pk)
    last = locked.messages.last()
    if last and last.from_citizen and last.text == text and (now - last.at).total_seconds() < 60:
        return last
    message = CaseMessage.objects.create(case=locked, from_citizen=True, text=text, at=now)
    add_event(locked, EventKind.MESSAGE_RECEIVED, now=now, data={"message": message.pk})
    _effects.tell_officers(locked, "officer.message", now=now, occasion=f"m{message.pk}")
    return message


@transaction.atomic
def send_from_officer(*, case: InformationRequest, by: Any, text: str, now: datetime) -> CaseMessage:
    """A message to the citizen: mailed as a link, or a task for the officer where no address is confirmed."""
    text = _checked(text)
    require(by, Right.CASE_WORK, case)
    locked = lock_case(case.pk)
    message = CaseMessage.objects.create(case=locked, from_citizen=False, author=by, text=text, at=now)
    add_event(locked, EventKind.MESSAGE_SENT, now=now, by=by, data={"message": message.pk})
    _effects.tell_citizen(locked, "case.message", now=now, occasion=f"m{message.pk}")
    record(action="case.message", actor=by, target=locked, agency=locked.agency, at=now)
    return message


def mark_read(*, case: InformationRequest, by_citizen: bool, now: datetime) -> int:
    """The other side's messages have been seen; returns how many were new."""
    return case.messages.filter(from_citizen=not by_citizen, read_at__isnull=True).update(read_at=now)


@transaction.atomic
def add_note(*, case: InformationRequest, by: Any, text: str, now: datetime) -> CaseNote:
    """A note for colleagues; the citizen never sees it."""
    require(by, Right.CASE_VIEW, case)
    return CaseNote.objects.create(case=case, author=by, text=_checked(text), at=now)
