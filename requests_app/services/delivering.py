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
from requests_app.models import ContactTask, EventKind, InformationRequest, Letter
from requests_app.permissions import require

from ._transition import add_event, lock_case


@transaction.atomic
def record_delivery(
    *, letter: Letter, received_on: date, evidence: str, by: Any, now: datetime, channel: str = ""
) -> Letter:
    """Record that a letter arrived and how that is known (handed over, told, resi, opened).

    Raises InputError for a day before sending or after today, or without evidence.
    """
    require(by, Right.CASE_WORK, letter.case)
    if received_on > wib_date(now) or (letter.sent_on and received_on < letter.sent_on):
        raise InputError(
            _("Tanggal terima harus di antara tanggal kirim dan hari ini."),
            field="received_on",
            code="bad_day",
        )
    if not evidence.strip():
        raise InputError(_("Tuliskan bukti bahwa surat diterima."), field="evidence", code="no_evidence")
    return _received(letter, received_on, evidence.strip()[:200], now, by, channel)


@transaction.atomic
def mark_opened_by_citizen(*, case: InformationRequest, now: datetime) -> int:
    """The citizen has the letters before their eyes on the tracking page: they are received today."""
    waiting = case.letters.filter(received_on__isnull=True, sent_on__isnull=False, voided_at__isnull=True)
    done = 0
    for letter in waiting.select_for_update():
        _received(letter, wib_date(now), "dibuka di halaman lacak", now, None, "")
        done += 1
    return done


@transaction.atomic
def mark_letter_opened(*, letter: Letter, now: datetime) -> bool:
    """One letter lies open before its reader; False when its receipt was known already."""
    waiting = Letter.objects.filter(pk=letter.pk, received_on__isnull=True, sent_on__isnull=False)
    row = waiting.filter(voided_at__isnull=True).select_for_update(of=("self",)).first()
    if row is None:
        return False
    _received(row, wib_date(now), "dibuka di halaman lacak", now, None, "")
    return True


def _received(
    letter: Letter, received_on: date, evidence: str, now: datetime, by: Any, channel: str
) -> Letter:
    letter.received_on, letter.receipt_evidence = received_on, evidence
    letter.channel = channel or letter.channel
    letter.save(update_fields=["received_on", "receipt_evidence", "channel"])
    if letter.case_id is not None:
        add_event(
            lock_case(letter.case_id), EventKind.LETTER_DELIVERED, now=now, by=by, is_public=False,
            data={"letter": letter.pk, "received_on": received_on.isoformat()},
        )  # fmt: skip
    about = letter.case or letter
    record(action="case.letter_delivered", actor=by, target=about, agency=about.agency, at=now,
           data={"letter": letter.pk})  # fmt: skip
    return letter


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
