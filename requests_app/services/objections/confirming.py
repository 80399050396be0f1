"""The address of an objection without a request: confirmed by a button behind the mailed link."""

from datetime import datetime

from django.db import transaction

from portal.audit.services import record
from requests_app.models import Objection, ObjectionEventKind

from . import _effects
from ._transition import add_event, lock_objection


@transaction.atomic
def confirm_objection_email(*, objection: Objection, now: datetime) -> Objection:
    """From now on mail may tell more than a number. Idempotent."""
    locked = lock_objection(objection.pk)
    if locked.email_confirmed_at is not None:
        return locked
    locked.email_confirmed_at = now
    locked.save(update_fields=["email_confirmed_at"])
    add_event(locked, ObjectionEventKind.EMAIL_CONFIRMED, now=now)
    _effects.tell_objector(locked, "objection.filed", now=now, occasion="filed")
    record(action="objection.email_confirmed", target=locked, agency=locked.agency, at=now)
    return locked
