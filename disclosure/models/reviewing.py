"""What PPID Utama reads, what waits for it and for how long, and what it decided about wide entries."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class WaitKind(models.TextChoices):
    """What agencies hand to PPID Utama. The first three are kept as rows of CityWait; the others have dates of
    their own.
    """

    SECTION = "section", _("Bagian daftar")
    TEST = "test", _("Pengujian konsekuensi")
    SPREAD = "spread", _("Entri untuk banyak kewajiban")
    EXCUSE = "excuse", _("Usulan tidak berlaku")
    ENTRY = "entry", _("Entri sebelum terbit")
    SAMPLE = "sample", _("Contoh entri yang sudah terbit")


class CityWait(models.Model):
    """One stretch of waiting for PPID Utama; handing in again after a return opens another."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("Disetujui")
        RETURNED = "returned", _("Dikembalikan")
        GONE = "gone", _("Tidak perlu lagi")

    kind = models.CharField(max_length=8, choices=WaitKind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    since = models.DateTimeField(_("menunggu sejak"))
    due_on = models.DateField(_("dijawab paling lambat"))
    until = models.DateTimeField(_("dijawab"), null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["kind", "until"], name="city_wait_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], condition=Q(until__isnull=True), name="city_wait_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | ~Q(outcome=""), name="city_wait_ends_with_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SpreadDecision(models.Model):
    """PPID Utama lets one entry stand for exactly these duties, or does not and says why."""

    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="spread_decisions")
    approved = models.BooleanField()
    item_keys = models.JSONField(default=list)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved=True) | ~Q(reason=""), name="spread_refused_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {'+' if self.approved else '-'}"


class SampledPublication(models.Model):
    """A publication that PPID Utama reads afterwards, because the agency publishes first (law.is_sampled)."""

    class Result(models.TextChoices):
        FINE = "fine", _("Sesuai")
        FLAWED = "flawed", _("Perlu diperbaiki")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="samples")
    period = models.OneToOneField("disclosure.PublicationPeriod", models.CASCADE, related_name="sample")
    ordinal = models.PositiveIntegerField(_("terbitan ke"))
    published_at = models.DateTimeField(_("terbit"))
    due_on = models.DateField(_("diperiksa paling lambat"))
    result = models.CharField(_("hasil"), max_length=6, choices=Result, blank=True)
    note = models.CharField(_("catatan"), max_length=500, blank=True)
    read_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["published_at", "pk"]
        indexes = [models.Index(fields=["read_at", "published_at"], name="samples_unread")]
        constraints = [
            models.CheckConstraint(condition=~Q(result="flawed") | ~Q(note=""), name="sample_flaw_is_named")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.ordinal})"
