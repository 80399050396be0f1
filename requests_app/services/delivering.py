"""Letters have two dates: sent and received. The citizen's periods run from the second (PERKI 1/2021 Art
33(3)).
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError, RuleViolation
from portal.kernel.moments import wib_date
from requests_app.letters.kinds import FOR_CITIZEN
from requests_app.models import ContactTask, EventKind, InformationRequest, Letter, SendWay
from requests_app.permissions import require

from . import _effects
from ._transition import add_event, lock_case


@transaction.atomic
def record_delivery(
    *, letter: Letter, received_on: date, evidence: str, by: Any, now: datetime, channel: str = "",
    how: str = Letter.Evidence.HANDED_OVER,
) -> Letter:  # fmt: skip
    """Record that a letter arrived and how that is known (``how``: an Evidence; ``evidence``: its words).

    Raises InputError for a day before sending or after today, or without evidence.
    """
    require(by, Right.CASE_WORK, letter.case or letter)
    locked = _lock(letter)
    _check_day(locked, received_on, now, "received_on")
    if not evidence.strip():
        raise InputError(_("Tuliskan bukti bahwa surat diterima."), field="evidence", code="no_evidence")
    return _received(locked, received_on, how, evidence.strip()[:200], now, by, channel)


@transaction.atomic
def record_bounce(*, letter: Letter, on: date, evidence: str, by: Any, now: datetime) -> Letter:
    """The letter came back: no period of the citizen begins, and the officer tells them another way.

    Raises InputError, RuleViolation when it is known to have arrived.
    """
    require(by, Right.CASE_WORK, letter.case or letter)
    locked = _lock(letter)
    _check_day(locked, on, now, "received_on")
    if not evidence.strip():
        raise InputError(_("Tuliskan mengapa surat kembali."), field="evidence", code="no_evidence")
    if locked.received_on is not None:
        raise RuleViolation(_("Surat ini sudah tercatat diterima."), code="already_received")
    if locked.bounced_on is not None:
        return locked
    locked.bounced_on, locked.receipt_evidence = on, evidence.strip()[:200]
    locked.save(update_fields=["bounced_on", "receipt_evidence"])
    _log(locked, EventKind.LETTER_RETURNED, now, by, {"on": on.isoformat()})
    if locked.case is not None:
        _effects.ask_to_tell(
            locked.case, "case.letter_bounced", now=now, occasion=f"l{locked.pk}:{on.isoformat()}"
        )
    return locked


@transaction.atomic
def resend(*, letter: Letter, channel: str, by: Any, now: datetime) -> Letter:
    """Send the same letter again another way; its number stays, its day of sending is today's.

    Raises InputError without a channel, RuleViolation when it arrived or was voided.
    """
    require(by, Right.CASE_WORK, letter.case or letter)
    locked = _lock(letter)
    if channel not in SendWay.values:
        raise InputError(_("Pilih cara mengirim ulang."), field="channel", code="no_channel")
    if locked.received_on is not None or locked.voided_at is not None:
        raise RuleViolation(_("Surat ini sudah diterima atau dibatalkan."), code="not_resendable")
    before = {"channel": locked.channel, "sent_on": locked.sent_on.isoformat() if locked.sent_on else ""}
    locked.channel, locked.sent_on = channel, wib_date(now)
    locked.bounced_on, locked.receipt_evidence = None, ""
    locked.save(update_fields=["channel", "sent_on", "bounced_on", "receipt_evidence"])
    _log(locked, EventKind.LETTER_RESENT, now, by, {"before": before, "channel": channel})
    return locked


@transaction.atomic
def mark_opened_by_citizen(*, case: InformationRequest, now: datetime) -> int:
    """The citizen has the letters before their eyes on the tracking page: they are received today."""
    waiting = case.letters.filter(
        received_on__isnull=True, sent_on__isnull=False, voided_at__isnull=True, kind__in=sorted(FOR_CITIZEN)
    )
    if not waiting.exists():
        return 0
    lock_case(case.pk)
    done = 0
    for letter in waiting.select_for_update(of=("self",)):
        _received(letter, wib_date(now), Letter.Evidence.OPENED, "dibuka di halaman lacak", now, None, "")
        done += 1
    return done


@transaction.atomic
def mark_letter_opened(*, letter: Letter, now: datetime) -> bool:
    """One letter lies open before its reader; False when its receipt was known already."""
    row = _lock(letter)
    if row.received_on is not None or row.sent_on is None or row.voided_at is not None:
        return False
    _received(row, wib_date(now), Letter.Evidence.OPENED, "dibuka di halaman lacak", now, None, "")
    return True


def _lock(letter: Letter) -> Letter:
    """Case before letter, so that two who record at once wait for each other instead of crossing."""
    if letter.case_id is not None:
        lock_case(letter.case_id)
    return Letter.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=letter.pk)


def _check_day(letter: Letter, day: date, now: datetime, field: str) -> None:
    if day > wib_date(now) or (letter.sent_on and day < letter.sent_on):
        raise InputError(
            _("Tanggal terima harus di antara tanggal kirim dan hari ini."), field=field, code="bad_day"
        )


def _received(
    letter: Letter, received_on: date, how: str, evidence: str, now: datetime, by: Any, channel: str
) -> Letter:
    letter.received_on, letter.receipt_evidence, letter.evidence_kind = received_on, evidence, how
    letter.bounced_on = None
    letter.channel = channel or letter.channel
    letter.save(update_fields=["received_on", "receipt_evidence", "evidence_kind", "bounced_on", "channel"])
    _log(
        letter, EventKind.LETTER_DELIVERED, now, by, {"received_on": received_on.isoformat(), "how": str(how)}
    )
    return letter


def _log(letter: Letter, kind: EventKind, now: datetime, by: Any, data: dict[str, Any]) -> None:
    """The letter's case is locked by the caller; a letter without a case stands in the audit trail alone."""
    if letter.case is not None:
        add_event(letter.case, kind, now=now, by=by, is_public=False, data={"letter": letter.pk, **data})
    about = letter.case or letter
    record(action=f"case.{kind.value}", actor=by, target=about, agency=about.agency, at=now,
           data={"letter": letter.pk, **data})  # fmt: skip


@transaction.atomic
def void_letter(*, letter: Letter, reason: str, by: Any, now: datetime) -> Letter:
    """Cancel a letter; its number is kept and never drawn again."""
    about = letter.case or letter
    require(by, Right.CASE_WORK, about)
    if not reason.strip():
        raise InputError(_("Tuliskan alasan pembatalan."), field="reason", code="no_reason")
    if letter.voided_at is not None:
        raise RuleViolation(_("Surat ini sudah dibatalkan."), code="already_void")
    letter.voided_at, letter.void_reason = now, reason.strip()[:300]
    letter.save(update_fields=["voided_at", "void_reason"])
    record(action="case.letter_voided", actor=by, target=about, agency=about.agency, at=now,
           data={"letter": letter.pk, "number": letter.number})  # fmt: skip
    return letter


@transaction.atomic
def finish_contact_task(
    *, task: ContactTask, by: Any, how: str, now: datetime, note: str = ""
) -> ContactTask:
    """The officer has told the citizen: who, when and how stay on record. InputError without ``how``."""
    thing = task.case or task.objection
    require(by, Right.CASE_WORK, thing)
    if not how:
        raise InputError(_("Pilih cara Anda memberi tahu pemohon."), field="how", code="no_way")
    if task.done_at is None:
        task.done_at, task.done_by, task.done_how, task.note = now, by, how[:20], note.strip()[:300]
        task.save(update_fields=["done_at", "done_by", "done_how", "note"])
        record(action="case.citizen_told", actor=by, target=thing, agency=thing.agency if thing else None,
               at=now, data={"kind": task.kind, "how": how})  # fmt: skip
    return task
