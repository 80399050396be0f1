"""What was live, from when until when: rows are added and closed, never rewritten, so that a past day can
be asked.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.law.freshness import ConfirmReason
from portal.agencies.models import Agency
from portal.files.models import StoredFile

from .catalogue import CATEGORY_CHOICES


class PublicationPeriodQuerySet(models.QuerySet["PublicationPeriod"]):
    def live_at(self, moment: datetime) -> PublicationPeriodQuerySet:
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=moment), live_from__lte=moment)


class PublicationPeriod(models.Model):
    """One stretch of time during which an entry showed exactly this content.

    ``content_from`` is when its evidence (files, links, period) last changed: publishing the same again
    opens a new row and leaves it where it was. ``live_until`` lies in the future when an expiry is
    planned.
    """

    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="periods")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    revision_id = models.BigIntegerField(null=True)
    live_from = models.DateTimeField(_("terbit"), db_index=True)
    live_until = models.DateTimeField(_("sampai"), null=True, blank=True, db_index=True)
    content_from = models.DateTimeField(_("isi sejak"))
    fingerprint = models.CharField(max_length=64)
    title = models.CharField(_("judul"), max_length=250)
    category = models.CharField(_("kategori"), max_length=12, choices=CATEGORY_CHOICES)
    item_keys = models.JSONField(default=list)
    files = models.JSONField(default=list)
    links = models.JSONField(default=list)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    spread_approved = models.BooleanField(default=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PublicationPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("masa terbit")
        verbose_name_plural = _("masa terbit")
        ordering = ["-live_from", "-pk"]
        indexes = [models.Index(fields=["agency", "live_from"], name="period_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=models.F("live_from")),
                name="period_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.live_from:%Y-%m-%d})"


class PublishedFile(models.Model):
    """A version of a file that has been public. Its address lives as long as the entry; a replaced one
    says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="published_files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    label = models.CharField(_("nama berkas"), max_length=250, blank=True)
    text_version = models.TextField(_("versi teks"), blank=True)
    line = models.UUIDField(_("garis versi"))
    version = models.PositiveSmallIntegerField(_("versi"), default=1)
    published_at = models.DateTimeField(_("terbit"))
    replaced_at = models.DateTimeField(_("diganti"), null=True, blank=True)

    class Meta:
        verbose_name = _("berkas terbit")
        verbose_name_plural = _("berkas terbit")
        ordering = ["line", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "stored", "line"], name="published_file_once"),
            models.UniqueConstraint(fields=["line", "version"], name="published_file_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} v{self.version}"


class FreshnessConfirmation(models.Model):
    """PPID Pelaksana says, with a reason from the short list, that a live entry is still current."""

    class Reason(models.TextChoices):
        UNCHANGED = ConfirmReason.UNCHANGED.value, _("Isinya masih benar dan tidak berubah")
        NO_NEWER_EDITION = (
            ConfirmReason.NO_NEWER_EDITION.value,
            _("Dokumen tahunan; yang lebih baru belum ada"),
        )
        STILL_IN_FORCE = ConfirmReason.STILL_IN_FORCE.value, _("Peraturan atau keputusan masih berlaku")

    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="confirmations")
    at = models.DateTimeField(_("waktu"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("alasan"), max_length=20, choices=Reason)

    class Meta:
        verbose_name = _("pernyataan masih mutakhir")
        verbose_name_plural = _("pernyataan masih mutakhir")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.at:%Y-%m-%d})"


class Withdrawal(models.Model):
    """An entry taken down: the public stub shows its title, dates and this reason until it is published
    again.
    """

    class Kind(models.TextChoices):
        UNPUBLISHED = "unpublished", _("Diturunkan oleh PPID Pelaksana")
        WITHDRAWN = "withdrawn", _("Ditarik oleh PPID Utama")
        EXPIRED = "expired", _("Masa terbit berakhir")

    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="withdrawals")
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    title = models.CharField(_("judul"), max_length=250)
    published_at = models.DateTimeField(_("terbit sejak"), null=True)
    at = models.DateTimeField(_("diturunkan"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("alasan"), max_length=300)

    class Meta:
        verbose_name = _("penarikan")
        verbose_name_plural = _("penarikan")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display()})"


class EvidenceOutage(models.Model):
    """An unbroken run of days on which a link or file could not be reached; kept as the proof.

    ``days`` counts distinct days of failure; on the third one it is dead. Days on which nobody asked count for nothing.
    """

    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="outages")
    address = models.CharField(_("tautan atau berkas"), max_length=2000)
    failed_on = models.DateField(_("gagal sejak"))
    last_failed_on = models.DateField(_("gagal terakhir"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("hari gagal"), default=1)
    dead_on = models.DateField(_("dinyatakan mati"), null=True, blank=True)
    recovered_on = models.DateField(_("pulih"), null=True, blank=True)
    last_checked_at = models.DateTimeField(_("terakhir diperiksa"))
    proof = models.CharField(_("bukti"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bukti tak terjangkau")
        verbose_name_plural = _("bukti tak terjangkau")
        ordering = ["-failed_on"]

    def __str__(self) -> str:
        return f"{self.address} ({self.failed_on})"
