"""Announcing, changing and ending a notice. Nobody approves before: whoever may announce is heard at once
(UU 14/2008 Art 10; PERKI 1/2021 Art 25).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.emergency.messages import tell_dkiss
from disclosure.emergency.models import CONTENT, EmergencyMessage, EmergencyNotice, content_of
from disclosure.law.emergencies import BY_KEY, LONGEST, MessageType, says_something
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy, acting_as
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.files.models import StoredFile
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import in_wib, wib_date
from search import indexing

SOURCE = "emergency"


def _require(by: Any, agency: Agency) -> None:
    if not AgencyPolicy.allows(by, Action.NOTICE_PUBLISH, agency):
        raise NotAllowed(_("Anda tidak bertugas mengumumkan keadaan darurat untuk unit ini."))


def _clean(value: Any) -> Any:
    """A NUL, which PostgreSQL refuses in text, must not keep an announcement back."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def check_notice(notice: EmergencyNotice, now: datetime) -> None:
    """What every notice must say (PERKI 1/2021 Art 24(2), 25(2)). Raises InputError on the field at fault."""
    if notice.hazard not in BY_KEY:
        raise InputError(_("Pilih apa yang terjadi dari daftar."), field="hazard")
    for name, label in (
        ("description", _("Ceritakan apa yang terjadi dengan kata-kata, bukan hanya gambar atau tautan.")),
        ("instruction", _("Tulis apa yang harus dilakukan orang, dengan kata-kata.")),
    ):
        if not says_something(getattr(notice, name)):
            raise InputError(label, field=name)
    if not notice.places and not notice.area_detail.strip():
        raise InputError(_("Pilih kecamatannya, atau “Seluruh kota”."), field="places")
    if notice.ends_at <= now:
        raise InputError(
            _("Waktu berakhirnya sudah lewat. Pilih waktu yang masih akan datang."), field="ends_at"
        )
    if notice.ends_at <= notice.starts_at:
        raise InputError(_("Waktu berakhir harus sesudah waktu mulai."), field="ends_at")
    if notice.ends_at - now > LONGEST:
        raise InputError(
            _("Paling lama %(days)s hari. Perpanjang nanti lewat “Perbarui” bila masih perlu.")
            % {"days": LONGEST.days},
            field="ends_at",
        )
    if notice.picture_id and not notice.picture_alt.strip():
        raise InputError(
            _("Tulis isi gambar dengan kata-kata, untuk orang yang tidak dapat melihatnya."),
            field="picture_alt",
        )


@transaction.atomic
def announce(
    *,
    agency: Agency,
    by: Any,
    now: datetime,
    values: Mapping[str, Any],
    uid: UUID | None = None,
    picture: StoredFile | None = None,
    audio: StoredFile | None = None,
) -> EmergencyNotice:
    """Put a notice on top of every page, now. ``uid`` makes sending the same form twice one notice.

    Raises NotAllowed, and InputError on the field at fault.
    """
    _require(by, agency)
    known = EmergencyNotice.objects.filter(uid=uid, agency=agency).first() if uid else None
    if known is not None:
        return known
    notice = EmergencyNotice(
        agency=agency, announced_at=now, announced_by=by, picture=picture, audio=audio,
        **{name: _clean(values[name]) for name in CONTENT if name in values},
    )  # fmt: skip
    if uid:
        notice.uid = uid
    check_notice(notice, now)
    notice.save()
    _send(notice, MessageType.ALERT, by, now)
    return notice


def _lock(notice: EmergencyNotice, by: Any, now: datetime) -> EmergencyNotice:
    held = EmergencyNotice.objects.select_for_update(of=("self",)).select_related("agency").get(pk=notice.pk)
    _require(by, held.agency)
    if not held.is_running_at(now):
        raise RuleViolation(_("Pengumuman ini sudah berakhir. Buat pengumuman baru bila keadaan terulang."))
    return held


@transaction.atomic
def update(
    *,
    notice: EmergencyNotice,
    by: Any,
    now: datetime,
    values: Mapping[str, Any],
    note: str = "",
    picture: StoredFile | None = None,
    audio: StoredFile | None = None,
    drop: frozenset[str] = frozenset(),
) -> EmergencyNotice:
    """Change a running notice; readers of the feed get an Update that refers to all messages before it.

    ``drop`` names "picture" and "audio" to be taken away. Raises NotAllowed, InputError, and RuleViolation for
    a notice that is over.
    """
    held = _lock(notice, by, now)
    for name in CONTENT:
        if name in values:
            setattr(held, name, _clean(values[name]))
    for name, stored in (("picture", picture), ("audio", audio)):
        if stored is not None or name in drop:
            setattr(held, name, stored)
    check_notice(held, now)
    held.save()
    _send(held, MessageType.UPDATE, by, now, note)
    return held


@transaction.atomic
def end(*, notice: EmergencyNotice, by: Any, now: datetime, reason: str) -> EmergencyNotice:
    """Take a notice off the pages before its time; a Cancel goes out with the reason."""
    held = _lock(notice, by, now)
    if not reason.strip():
        raise InputError(_("Tulis mengapa berakhir, misalnya: air sudah surut."), field="reason")
    held.ends_at = held.ended_at = now
    held.end_reason = _clean(reason).strip()[:300]
    held.save(update_fields=["ends_at", "ended_at", "end_reason"])
    _send(held, MessageType.CANCEL, by, now, held.end_reason)
    return held


def _send(notice: EmergencyNotice, kind: MessageType, by: Any, now: datetime, note: str = "") -> None:
    """Freeze what is said, write the trail, tell DKISS, and let search follow: all in the same transaction."""
    number = notice.messages.count() + 1
    sent = in_wib(now)
    message = EmergencyMessage.objects.create(
        notice=notice, number=number, kind=kind.value, sent_at=now, sent_by=by, note=_clean(note).strip()[:300],
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        identifier=f"ID-{settings.CITY_CODE}-PPID-{sent:%Y%m%dT%H%M%S}-{notice.pk}-{number}",
        content=content_of(notice),
    )  # fmt: skip
    record(
        action=f"notice.{kind.value.lower()}", actor=by, target=notice, agency=notice.agency_id, at=now,
        acting_as=acting_as(by, Action.NOTICE_PUBLISH, notice.agency, wib_date(now)),
        data={"message": message.identifier, "hazard": notice.hazard, "drill": notice.is_drill},
    )  # fmt: skip
    tell_dkiss(message=message, by=by, now=now)
    indexing.index_object(SOURCE, str(notice.pk))
