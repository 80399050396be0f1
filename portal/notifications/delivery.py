"""The worker of the outbox. A message is leased before it is sent: two workers never send it twice."""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from .models import DeliveryState, Notification

logger = logging.getLogger(__name__)

#: While one process is sending, others leave the message alone for this long; then it counts as dead.
LEASE = timedelta(minutes=5)
#: Waits after the first, second, ... failure; the last repeats. Two days in all, then FAILED.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
)
GIVE_UP_AFTER = timedelta(days=2)
#: After a failure to connect, requests of citizens do not wait for the dead server again for this long.
PAUSE_SECONDS = 60
_PAUSE_KEY = "notifications:server-down"


@dataclass(frozen=True)
class DeliveryRun:
    sent: int = 0
    failed: int = 0


def _back_off(attempts: int) -> timedelta:
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]


def _lease(pk: int, now: datetime) -> bool:
    """One conditional UPDATE: exactly one of several workers wins."""
    due = Q(next_attempt_at__lte=now) | Q(next_attempt_at__isnull=True)
    claimed = Notification.objects.filter(due, pk=pk, state=DeliveryState.WAITING)
    return claimed.update(next_attempt_at=now + LEASE) == 1


def deliver_one(notification_id: int, *, now: datetime | None = None, ignore_pause: bool = False) -> str:
    """Send one message if it is due; returns its state afterwards. Never raises for a mail fault."""
    now = now or timezone.now()
    if cache.get(_PAUSE_KEY) and not ignore_pause:
        return DeliveryState.WAITING
    if not _lease(notification_id, now):
        return Notification.objects.values_list("state", flat=True).get(pk=notification_id)
    row = Notification.objects.get(pk=notification_id)
    if not row.address:
        # Shown in the portal only: nothing to send.
        return _finish(row, DeliveryState.SENT, now)
    mail = EmailMessage(subject=row.subject, body=row.body, to=[row.address])
    # Answering machines leave such mail alone (RFC 3834).
    mail.extra_headers = {"Auto-Submitted": "auto-generated", "X-Portal-Message": row.dedupe_key[:200]}
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _failed(row, now, error, for_good=all(code >= 500 for code, _t in error.recipients.values()))
    except smtplib.SMTPResponseException as error:
        return _failed(row, now, error, for_good=False)
    except (OSError, smtplib.SMTPException) as error:
        cache.set(_PAUSE_KEY, True, PAUSE_SECONDS)
        return _failed(row, now, error, for_good=False)
    return _finish(row, DeliveryState.SENT, now)


def _finish(row: Notification, state: DeliveryState, now: datetime) -> str:
    Notification.objects.filter(pk=row.pk).update(
        state=state, sent_at=now, attempts=row.attempts + 1, next_attempt_at=None, error=""
    )
    return state


def _failed(row: Notification, now: datetime, error: Exception, *, for_good: bool) -> str:
    attempts = row.attempts + 1
    for_good = for_good or now - row.created_at > GIVE_UP_AFTER
    state = DeliveryState.FAILED if for_good else DeliveryState.WAITING
    # The reason may quote the address: the kind of the error is enough for the operator.
    logger.warning("mail %s not sent (attempt %s): %s", row.pk, attempts, type(error).__name__)
    Notification.objects.filter(pk=row.pk).update(
        state=state,
        attempts=attempts,
        next_attempt_at=None if for_good else now + _back_off(attempts),
        error=f"{type(error).__name__}: {getattr(error, 'smtp_code', '')}".strip(": ")[:300],
    )
    return state


def deliver_waiting(*, now: datetime | None = None, limit: int = 500) -> DeliveryRun:
    """Try everything that is due. Stops early when the server does not answer: the rest waits as it did."""
    now = now or timezone.now()
    cache.delete(_PAUSE_KEY)
    due = Notification.objects.filter(
        Q(next_attempt_at__lte=now) | Q(next_attempt_at__isnull=True), state=DeliveryState.WAITING
    )
    sent = failed = 0
    for pk in list(due.order_by("id").values_list("pk", flat=True)[:limit]):
        state = deliver_one(pk, now=now)
        sent += state == DeliveryState.SENT
        failed += state != DeliveryState.SENT
    return DeliveryRun(sent, failed)
