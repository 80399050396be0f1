"""A line of a log, whoever's log it is: of a case, an objection, a dispute."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from portal.agencies.models import Agency


class LogLine(models.Model):
    """Written once, never changed, never taken away. A log says its own ``kind`` and when it happened."""

    sequence = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acting_as = models.CharField(max_length=100, blank=True)
    state_before = models.CharField(max_length=20, blank=True)
    state_after = models.CharField(max_length=20)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Catatan peristiwa tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Catatan peristiwa tidak dapat dihapus.")


class UnitLogLine(LogLine):
    """What happened at a moment, while it lay with a unit."""

    at = models.DateTimeField(db_index=True)
    # The unit that it lay with when this happened, so that figures per agency survive forwarding.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
