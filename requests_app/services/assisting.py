"""The register of bantuan kedinasan (PERKI 1/2021 Art 54-55): recorded, answered, never a citizen's request."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError, RuleViolation
from portal.kernel.moments import wib_date
from requests_app.models import Assistance
from requests_app.permissions import require

from .numbering import draw


@dataclass(frozen=True)
class Asked:
    """What another body asks for. ``purpose`` is the official task that it needs it for (Art 54)."""

    agency: Agency
    body: str
    information: str
    purpose: str
    received_on: date
    letter_number: str = ""
    letter_on: date | None = None


@transaction.atomic
def record_assistance(*, asked: Asked, by: Any, now: datetime) -> Assistance:
    """Give it a number of its own series (`0001/BK/DINSOS/2026`). Raises InputError, NotAllowed."""
    require(by, Right.CASE_RECORD, asked.agency)
    today = wib_date(now)
    for name in ("body", "information", "purpose"):
        if not getattr(asked, name).strip():
            raise InputError(_("Isi badan yang meminta, informasinya, dan keperluan tugasnya."), field=name,
                             code="no_text")  # fmt: skip
    if asked.received_on > today:
        raise InputError(
            _("Tanggal diterima tidak boleh setelah hari ini."), field="received_on", code="future"
        )
    if asked.letter_on and asked.letter_on > asked.received_on:
        raise InputError(
            _("Tanggal surat tidak boleh setelah surat diterima."),
            field="letter_on",
            code="letter_after_receipt",
        )
    sequence = draw(series=f"assistance:{asked.agency.pk}", year=today.year)
    made = Assistance.objects.create(
        agency=asked.agency, number=f"{sequence:04d}/BK/{asked.agency.named_on(today).code}/{today.year}",
        year=today.year, sequence=sequence, body=asked.body.strip()[:200],
        letter_number=asked.letter_number.strip()[:120], letter_on=asked.letter_on, received_on=asked.received_on,
        information=asked.information.strip()[:500], purpose=asked.purpose.strip()[:300], recorded_by=by,
        recorded_at=now,
    )  # fmt: skip
    record(action="assistance.recorded", actor=by, target=made, agency=made.agency, at=now)
    return made


@transaction.atomic
def answer_assistance(
    *, assistance: Assistance, outcome: str, answered_on: date, note: str, by: Any, now: datetime
) -> Assistance:
    """Record how it was answered. A declined one says why. Raises InputError, RuleViolation (already answered)."""
    require(by, Right.CASE_RECORD, assistance.agency)
    row = Assistance.objects.select_for_update(of=("self",)).select_related("agency").get(pk=assistance.pk)
    if row.outcome:
        raise RuleViolation(_("Permintaan ini sudah dijawab."), code="already_answered")
    if outcome not in Assistance.Outcome.values:
        raise InputError(_("Pilih hasilnya."), field="outcome", code="no_outcome")
    if not row.received_on <= answered_on <= wib_date(now):
        raise InputError(
            _("Tanggal jawaban harus di antara tanggal terima dan hari ini."),
            field="answered_on",
            code="bad_day",
        )
    if outcome != Assistance.Outcome.GIVEN and not note.strip():
        raise InputError(_("Tuliskan alasannya."), field="note", code="no_reason")
    row.outcome, row.answered_on, row.note = outcome, answered_on, note.strip()[:500]
    row.save(update_fields=["outcome", "answered_on", "note"])
    record(
        action="assistance.answered",
        actor=by,
        target=row,
        agency=row.agency,
        at=now,
        data={"outcome": outcome},
    )
    return row
