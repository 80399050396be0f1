"""How a citizen reaches a case: a confirmed address, and a code that can be replaced but never read back."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.crypto.fields import blind_index
from portal.kernel.errors import InputError
from portal.kernel.formats import hari_tanggal
from portal.kernel.identifiers import generate_tracking_code
from portal.kernel.moments import wib_date
from portal.notifications.services import notify
from requests_app import addresses
from requests_app.models import EventKind, InformationRequest
from requests_app.permissions import require

from . import _effects
from ._transition import add_event, lock_case

#: How the officer made sure who asks for a new code.
REPLACEMENT_WAYS = ("counter", "phone")


@transaction.atomic
def confirm_email(*, case: InformationRequest, now: datetime) -> InformationRequest:
    """The owner of the address has pressed the button behind the link; from now on mail may tell more.
    Idempotent.
    """
    locked = lock_case(case.pk)
    if locked.email_confirmed_at is not None:
        return locked
    locked.email_confirmed_at = now
    locked.save(update_fields=["email_confirmed_at"])
    # Parts are reached by the same address and the same code as their parent.
    locked.parts.update(email_confirmed_at=now)
    add_event(locked, EventKind.EMAIL_CONFIRMED, now=now)
    _effects.tell_citizen(
        locked,
        "case.confirmed",
        now=now,
        occasion="confirmed",
        due=hari_tanggal(locked.due_on, locked.language),
    )
    record(action="case.email_confirmed", target=locked, agency=locked.agency, at=now)
    return locked


@transaction.atomic
def replace_tracking_code(*, case: InformationRequest, by: Any, how: str, now: datetime) -> str:
    """A new code, told to the citizen at the counter or by a call to the stored phone; the old one dies.

    Raises InputError when ``how`` is not one of REPLACEMENT_WAYS, or a call is impossible without a phone
    number.
    """
    require(by, Right.CASE_WORK, case)
    if how not in REPLACEMENT_WAYS:
        raise InputError(
            _("Pilih cara memastikan pemohon: datang ke loket atau lewat telepon yang tercatat."),
            field="how",
            code="no_way",
        )
    locked = lock_case(case.pk)
    if how == "phone" and not locked.phone:
        raise InputError(
            _("Permohonan ini tidak mencatat telepon. Ganti kode hanya di loket."),
            field="how",
            code="no_phone",
        )
    code = generate_tracking_code(secrets.SystemRandom())
    whole = locked.parent or locked
    whole.tracking_code_hash = blind_index(code)
    whole.receipt_code = code
    whole.save(update_fields=["tracking_code_hash", "receipt_code"])
    whole.parts.update(tracking_code_hash=whole.tracking_code_hash)
    locked.refresh_from_db(fields=["tracking_code_hash"])
    add_event(locked, EventKind.CODE_REPLACED, now=now, by=by, data={"how": how})
    if locked.email and locked.email_confirmed_at:
        _effects.tell_citizen(locked, "case.code_replaced", now=now, occasion=locked.tracking_code_hash[:12])
    record(
        action="case.code_replaced", actor=by, target=locked, agency=locked.agency, at=now, data={"how": how}
    )
    return code


def resend_confirmation(*, case: InformationRequest, now: datetime) -> None:
    """Send the confirmation link once more, at most once a day; says nothing about the case."""
    if case.email and case.email_confirmed_at is None:
        key = f"case.confirm_email:{case.pk}:{case.email_index[:16]}:{wib_date(now).isoformat()}"
        notify(
            kind="case.confirm_email", dedupe_key=key,
            variables={"number": case.number, "link": addresses.email_url(case)}, now=now,
            address=case.email, target=case, language=case.language,
        )  # fmt: skip
