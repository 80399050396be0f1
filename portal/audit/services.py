"""Writing the audit trail."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .models import AuditEvent


def _digest(previous: str, event: AuditEvent) -> str:
    body = json.dumps(
        [
            previous, event.at.isoformat(), event.actor_id, event.actor_label, event.acting_as, event.action,
            event.target_type, event.target_id, event.target_label, event.agency_id, event.data,
        ],
        sort_keys=True, ensure_ascii=False, default=str,
    )  # fmt: skip
    return hashlib.sha256(body.encode()).hexdigest()


@transaction.atomic
def record(
    *,
    action: str,
    actor: Any = None,
    acting_as: str = "",
    target: models.Model | None = None,
    agency: Any = None,
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Append one act to the trail, chained to the row before it.

    ``agency`` is a unit or its primary key. ``data`` must hold no personal value of a citizen: say which
    field changed, not what it held.
    """
    last = AuditEvent.objects.select_for_update().order_by("-id").first()
    actor = actor if getattr(actor, "is_authenticated", False) else None
    event = AuditEvent(
        at=at or timezone.now(),
        actor=actor,
        actor_label=str(actor) if actor else "",
        acting_as=acting_as,
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(target)[:255] if target is not None else "",
        agency_id=getattr(agency, "pk", agency),
        data=data or {},
        previous_digest=last.digest if last else "",
    )
    event.digest = _digest(event.previous_digest, event)
    event.save()
    return event


def first_break() -> AuditEvent | None:
    """The first row whose chain does not hold (a row was changed, or the one before it removed)."""
    previous = ""
    for event in AuditEvent.objects.order_by("id").iterator():
        if event.previous_digest != previous or event.digest != _digest(previous, event):
            return event
        previous = event.digest
    return None
