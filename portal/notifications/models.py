"""The outbox: every message the portal owes somebody, whether or not it could be sent yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedTextField


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Menunggu")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Tidak sampai")
    CANCELLED = "cancelled", _("Dibatalkan")


class Notification(models.Model):
    """One message to one person. ``dedupe_key`` makes sending idempotent: the same occasion is told once."""

    kind = models.CharField(max_length=60, db_index=True)
    dedupe_key = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notifications"
    )
    address = EncryptedTextField(_("alamat"), blank=True)
    subject = EncryptedTextField(_("perihal"), blank=True)
    body = EncryptedTextField(_("isi"), blank=True)
    target_type = models.CharField(max_length=80, blank=True)
    target_id = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("pemberitahuan")
        verbose_name_plural = _("pemberitahuan")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="waiting"), name="notification_waiting"
            ),
            models.Index(fields=["target_type", "target_id"], name="notification_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"
