"""Going live and expiring on a date without a worker.

Wagtail does both by a command that cron must start. Here the first request after the moment does the same;
the command remains useful for a portal that nobody visits at night.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

#: A process asks the database again after this time.
INTERVAL = timedelta(seconds=15)


def _models() -> list[type[Any]]:
    return [Page] + [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]


def settle(now: datetime) -> int:
    """Publish what is due and unpublish what has expired at ``now``, pages and snippets; returns how many."""
    moved = 0
    for model in _models():
        for found in list(model._default_manager.filter(live=True, expire_at__lte=now)):
            found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            moved += 1
    for revision in Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"):
        with transaction.atomic():
            # Two requests may come at once: the row decides which of them publishes.
            locked = Revision.objects.select_for_update().filter(pk=revision.pk, approved_go_live_at__lte=now)
            if locked.first() is not None:
                revision.publish(log_action="wagtail.publish.scheduled")
                moved += 1
    return moved


class DueMiddleware:
    """Settles what is due before a page is read, at most every INTERVAL in a process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.asked_at: datetime | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        # The load balancer's question must be answered while the database is down.
        asks_alive = request.path.startswith("/kesehatan/")
        if request.method == "GET" and not asks_alive and self._is_time(now):
            self.asked_at = now
            try:
                settle(now)
            except DatabaseError:
                logger.exception("could not publish or withdraw what is due")
        return self.get_response(request)

    def _is_time(self, now: datetime) -> bool:
        return self.asked_at is None or not self.asked_at <= now < self.asked_at + INTERVAL
