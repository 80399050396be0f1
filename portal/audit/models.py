"""The append-only audit trail: who did what, in which capacity, to which thing, when."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Refuses the bulk ways round AuditEvent.save and AuditEvent.delete."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("Jejak audit tidak dapat diubah.")

    def delete(self) -> NoReturn:
        raise TypeError("Jejak audit tidak dapat dihapus.")


class AuditEvent(models.Model):
    """One act. Rows are never changed or removed by the portal; ``digest`` chains each row to the one
    before.
    """

    at = models.DateTimeField(_("waktu"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_label = models.CharField(_("pelaku"), max_length=200, blank=True)
    acting_as = models.CharField(_("selaku"), max_length=300, blank=True)
    action = models.CharField(_("tindakan"), max_length=80, db_index=True)
    target_type = models.CharField(max_length=80, blank=True)
    target_id = models.CharField(max_length=64, blank=True)
    target_label = models.CharField(_("objek"), max_length=255, blank=True)
    # A plain number: audit stands below agencies and knows no unit.
    agency_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    data = models.JSONField(default=dict, blank=True)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("jejak audit")
        verbose_name_plural = _("jejak audit")
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Jejak audit tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Jejak audit tidak dapat dihapus.")


class AuditHead(models.Model):
    """The end of the chain: one row, locked by each writer in turn, so that no two rows follow the same
    one.
    """

    digest = models.CharField(max_length=64, blank=True)
    count = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count}: {self.digest[:12]}"
