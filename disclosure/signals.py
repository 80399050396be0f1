"""The border with Wagtail: its two signals are the only ones that every way of publishing sends."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.signals import published, unpublished

from disclosure.models import ListEntry
from disclosure.services.history import record_publication, record_unpublication
from disclosure.services.publishing import STUB


def _actor() -> Any:
    return getattr(get_active_log_context(), "user", None)


@receiver(published, sender=ListEntry, dispatch_uid="disclosure.published")
def on_published(sender: type[ListEntry], instance: ListEntry, revision: Any = None, **kwargs: Any) -> None:
    # Wagtail sends this for a publication scheduled for later as well; nothing is public yet then.
    if instance.live:
        record_publication(entry=instance, revision=revision, by=_actor(), now=timezone.now())


@receiver(unpublished, sender=ListEntry, dispatch_uid="disclosure.unpublished")
def on_unpublished(sender: type[ListEntry], instance: ListEntry, **kwargs: Any) -> None:
    kind, reason = getattr(instance, STUB, ("", ""))
    record_unpublication(entry=instance, by=_actor(), now=timezone.now(), kind=kind, reason=reason)
