"""Operators write, PPID Pelaksana publishes; what is public changes only by publishing again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.emergency.media import keep_picture
from disclosure.programmes.models import FIELDS, Programme, Progress
from disclosure.screening.gate import PersonalDataFound
from disclosure.screening.words import KIND_WORDS
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date
from portal.kernel.personal import find


def _require(by: Any, action: Action, agency: Agency | int) -> None:
    if not AgencyPolicy.allows(by, action, agency):
        raise NotAllowed(_("Anda tidak bertugas untuk program unit ini."))


@transaction.atomic
def save_programme(
    *, agency: Agency, values: Mapping[str, Any], by: Any, now: datetime, programme: Programme | None = None
) -> Programme:
    """Write the draft; the public sees nothing of it yet. Raises NotAllowed and InputError."""
    _require(by, Action.ENTRY_DRAFT, agency)
    if values["ends_on"] < values["starts_on"]:
        raise InputError(_("Tanggal selesai harus sesudah tanggal mulai."), field="ends_on")
    held = (
        Programme.objects.select_for_update().get(pk=programme.pk, agency=agency)
        if programme
        else Programme(agency=agency, created_by=by)
    )
    for name in FIELDS:
        setattr(held, name, values[name])
    held.changed_at = now
    held.save()
    record(action="programme.saved", actor=by, target=held, agency=agency, at=now)
    return held


@transaction.atomic
def note_progress(
    *, programme: Programme, on: date, percent: int, text: str, by: Any, now: datetime, picture: Any = None,
    picture_alt: str = "",
) -> Progress:  # fmt: skip
    """Add how far it is. Raises InputError on ``on`` and ``picture_alt``, FileRefused on ``picture``."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    _require(by, Action.ENTRY_DRAFT, held.agency_id)
    if on > wib_date(now):
        raise InputError(_("Tanggalnya belum tiba."), field="on")
    if picture and not picture_alt.strip():
        raise InputError(
            _("Tulis apa yang tampak pada foto, bagi yang tidak dapat melihatnya."), field="picture_alt"
        )
    stored = keep_picture(upload=picture, now=now, by=by) if picture else None
    progress = Progress.objects.create(
        programme=held, on=on, percent=percent, text=text.strip(), picture=stored,
        picture_alt=picture_alt.strip(), noted_by=by,
    )  # fmt: skip
    Programme.objects.filter(pk=held.pk).update(changed_at=now)
    record(action="programme.progress", actor=by, target=held, agency=held.agency_id, at=now)
    return progress


@transaction.atomic
def publish_programme(*, programme: Programme, by: Any, now: datetime) -> Programme:
    """Make draft and progress public. Raises NotAllowed, and PersonalDataFound with what to do."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    _require(by, Action.ENTRY_PUBLISH, held.agency_id)
    waiting = list(held.progress.filter(published_at__isnull=True))
    texts = [str(value) for value in held.snapshot().values()]
    texts += [text for one in waiting for text in (one.text, one.picture_alt)]
    found = {str(KIND_WORDS[one.kind]) for text in texts for one in find(text) if one.blocks}
    if found:
        raise PersonalDataFound(
            _("Belum terbit: ada %(what)s. Hapus dahulu, lalu terbitkan lagi.")
            % {"what": ", ".join(sorted(found))},
            article="UU 14/2008 Pasal 17 huruf h",
        )
    held.shown, held.published_at, held.published_by = held.snapshot(), now, by
    held.save(update_fields=["shown", "published_at", "published_by"])
    held.progress.filter(published_at__isnull=True).update(published_at=now)
    record(action="programme.published", actor=by, target=held, agency=held.agency_id, at=now)
    return held


@transaction.atomic
def withdraw_programme(*, programme: Programme, reason: str, by: Any, now: datetime) -> None:
    """Take it from the public; draft and progress stay. Raises NotAllowed, InputError, RuleViolation."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    _require(by, Action.ENTRY_WITHDRAW, held.agency_id)
    if not reason.strip():
        raise InputError(_("Tulis alasannya."), field="reason")
    if held.shown is None:
        raise RuleViolation(_("Program ini tidak sedang terbit."))
    held.shown = None
    held.save(update_fields=["shown"])
    record(
        action="programme.withdrawn", actor=by, target=held, agency=held.agency_id, at=now,
        data={"reason": reason.strip()[:300]},
    )  # fmt: skip
