"""DKISS's rule for activity, its log of contacts with units, and whom it has told in which month."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosure.monitoring.rules import DEFAULT, Thresholds
from portal.agencies.models import Agency


class ActivityRuleQuerySet(models.QuerySet["ActivityRule"]):
    def on(self, day: date) -> Thresholds:
        """The rule in force on a day; the portal's default before DKISS's first."""
        row = self.filter(valid_from__lte=day).order_by("-valid_from").first()
        return Thresholds(row.valid_from, row.active_news, row.idle_days) if row else DEFAULT


class ActivityRule(models.Model):
    """Thresholds from a day on; a change adds a row, so that past months keep their judgement."""

    valid_from = models.DateField(_("berlaku sejak"), unique=True)
    active_news = models.PositiveSmallIntegerField(
        _("berita sebulan agar disebut aktif"), default=DEFAULT.active_news, validators=[MinValueValidator(1)]
    )
    idle_days = models.PositiveSmallIntegerField(
        _("hari tanpa berita agar disebut vakum"),
        default=DEFAULT.idle_days,
        validators=[MinValueValidator(1)],
    )
    basis = models.CharField(_("dasar"), max_length=200, blank=True)

    objects = ActivityRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("ukuran keaktifan")
        verbose_name_plural = _("ukuran keaktifan")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}: {self.active_news} / {self.idle_days}"


class ContactLog(models.Model):
    """DKISS spoke with a unit about its site; internal, in no public figure."""

    class Channel(models.TextChoices):
        VISIT = "visit", _("Kunjungan")
        PHONE = "phone", _("Telepon")
        LETTER = "letter", _("Surat")
        MESSAGE = "message", _("Pesan singkat")
        MEETING = "meeting", _("Rapat")

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="contacts", verbose_name=_("perangkat daerah")
    )
    on = models.DateField(_("tanggal"))
    channel = models.CharField(_("cara"), max_length=10, choices=Channel)
    spoke_with = models.CharField(_("dengan siapa (jabatan)"), max_length=120, blank=True)
    note = models.TextField(_("hasil"))
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()

    class Meta:
        verbose_name = _("catatan pembinaan")
        verbose_name_plural = _("catatan pembinaan")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["agency", "on"], name="contact_of_agency")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.on:%Y-%m-%d}"
