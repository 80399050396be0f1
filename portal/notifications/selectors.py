"""Reading the outbox."""

from typing import Any

from django.db import models

from .models import DeliveryState, Notification


def notifications_for(user: Any) -> models.QuerySet[Notification]:
    """What one officer has been told, newest first."""
    return Notification.objects.filter(user=user)


def undelivered_for(target: models.Model) -> models.QuerySet[Notification]:
    """Messages about ``target`` that wait or did not arrive: the desk shows them."""
    return Notification.objects.filter(
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        state__in=[DeliveryState.WAITING, DeliveryState.FAILED],
    )


def count_waiting() -> int:
    return Notification.objects.filter(state=DeliveryState.WAITING).count()
