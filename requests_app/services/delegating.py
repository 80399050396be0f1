"""Signing refusals is delegated to a unit's PPID Pelaksana only by a recorded decree, for its days."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies import policy
from portal.agencies.models import Agency
from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed
from requests_app.models import SigningDelegation


def may_delegate(user: Any) -> bool:
    """Only who signs for the whole city can give a part of it away: PPID Utama."""
    return policy.scope(user, Right.REFUSAL_SIGN) is policy.Scope.CITY


def _require(by: Any) -> None:
    if not may_delegate(by):
        raise NotAllowed(_("Hanya PPID Utama yang mencatat pendelegasian."), code="no_right")


@transaction.atomic
def record_delegation(
    *, agency: Agency, decree_number: str, decree_date: date, valid_from: date, valid_until: date, by: Any,
    now: datetime,
) -> SigningDelegation:  # fmt: skip
    """Record the decree; raises InputError (field) without number or with days in disorder, NotAllowed."""
    _require(by)
    if not decree_number.strip():
        raise InputError(_("Tuliskan nomor keputusannya."), field="decree_number", code="no_number")
    if valid_until < valid_from:
        raise InputError(
            _("Hari terakhir harus sama dengan atau sesudah hari pertama."),
            field="valid_until",
            code="bad_days",
        )
    if valid_from < decree_date:
        raise InputError(
            _("Keputusan tidak dapat berlaku sebelum ditetapkan. Periksa kedua tanggalnya."),
            field="valid_from",
            code="before_decree",
        )
    made = SigningDelegation.objects.create(
        agency=agency, decree_number=decree_number.strip()[:100], decree_date=decree_date, valid_from=valid_from,
        valid_until=valid_until, recorded_by=by, recorded_at=now,
    )  # fmt: skip
    record(action="refusal.delegated", actor=by, target=made, agency=agency, at=now,
           data={"decree": made.decree_number})  # fmt: skip
    return made


@transaction.atomic
def end_delegation(*, delegation: SigningDelegation, by: Any, now: datetime) -> SigningDelegation:
    """From now on the unit signs no more; what it has signed stays signed. Idempotent."""
    _require(by)
    locked = SigningDelegation.objects.select_for_update().get(pk=delegation.pk)
    if locked.ended_at is None:
        locked.ended_at, locked.ended_by = now, by
        locked.save(update_fields=["ended_at", "ended_by"])
        record(action="refusal.delegation_ended", actor=by, target=locked, agency=locked.agency, at=now)
    return locked
