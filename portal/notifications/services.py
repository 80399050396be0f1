"""Owing somebody a message: written in the caller's transaction, sent after it holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from portal.background import enqueue_after_commit

from . import registry
from .models import DeliveryState, Notification
from .tasks import deliver_notification


@transaction.atomic
def notify(
    *,
    kind: str,
    dedupe_key: str,
    variables: Mapping[str, object],
    now: datetime,
    address: str = "",
    user: Any = None,
    target: models.Model | None = None,
    language: str | None = None,
) -> tuple[Notification, bool]:
    """Put one message into the outbox; (row, whether it is new). The same ``dedupe_key`` is told once.

    A ``user`` without an ``address`` is written to at their own. Nothing here waits for a mail server; what
    cannot be sent stays WAITING and is tried again (``send_reminders``).
    """
    existing = Notification.objects.filter(dedupe_key=dedupe_key).first()
    if existing is not None:
        return existing, False
    subject, body = registry.get(kind).render(variables, language or settings.LANGUAGE_CODE)
    to = address or (user.email if user is not None else "")
    row, created = Notification.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "user": user,
            "address": to,
            "subject": subject,
            "body": body,
            "target_type": target._meta.label_lower if target is not None else "",
            "target_id": str(target.pk) if target is not None else "",
            "created_at": now,
            "next_attempt_at": now,
        },
    )
    if created:
        enqueue_after_commit(deliver_notification, row.pk)
    return row, created


def cancel_waiting(*, target: models.Model, kind: str) -> int:
    """Drop messages of one kind that have become untrue before they left; returns how many."""
    return Notification.objects.filter(
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        kind=kind,
        state=DeliveryState.WAITING,
    ).update(state=DeliveryState.CANCELLED, next_attempt_at=None)


def mark_read(*, user: Any, now: datetime | None = None) -> int:
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=now or timezone.now())
