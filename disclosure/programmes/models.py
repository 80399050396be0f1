from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.files.models import StoredFile

#: What is frozen for the public at publication.
FIELDS = ("title", "purpose", "holder", "implementer", "contact", "target", "budget", "budget_source", "starts_on",
          "ends_on")  # fmt: skip


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def public(self) -> ProgrammeQuerySet:
        return self.filter(shown__isnull=False)


class Programme(models.Model):
    """The columns are the draft; ``shown`` is what the public sees, frozen when PPID Pelaksana publishes."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="programmes", verbose_name=_("unit"))
    title = models.CharField(_("nama program"), max_length=200)
    purpose = models.TextField(_("untuk apa"), help_text=_("Dua atau tiga kalimat yang dipahami warga."))
    holder = models.CharField(_("penanggung jawab (jabatan)"), max_length=150)
    implementer = models.CharField(_("pelaksana"), max_length=150)
    contact = models.CharField(_("telepon atau alamat kantor"), max_length=200)
    target = models.CharField(
        _("target"), max_length=250, help_text=_("Misalnya: 120 rumah diperbaiki sampai Desember 2026.")
    )
    budget = models.PositiveBigIntegerField(_("anggaran (rupiah)"))
    budget_source = models.CharField(
        _("sumber anggaran"), max_length=120, help_text=_("Misalnya: APBD 2026.")
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("diubah"))
    shown = models.JSONField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("terbit"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("program prioritas")
        verbose_name_plural = _("program prioritas")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_days_in_order")
        ]

    def __str__(self) -> str:
        return self.title

    def snapshot(self) -> dict[str, Any]:
        values = {name: getattr(self, name) for name in FIELDS}
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
        }

    @property
    def is_waiting(self) -> bool:
        """Something was written that the public does not see yet."""
        return self.shown != self.snapshot() or any(one.published_at is None for one in self.progress.all())


class Progress(models.Model):
    """How far it was on a day; dated, never rewritten once it is public."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="progress")
    on = models.DateField(_("tanggal"))
    percent = models.PositiveSmallIntegerField(_("kemajuan (persen)"), validators=[MaxValueValidator(100)])
    text = models.CharField(_("apa yang sudah selesai"), max_length=400)
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    picture_alt = models.CharField(_("keterangan foto"), max_length=250, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kemajuan program")
        verbose_name_plural = _("kemajuan program")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="programme_percent_to_hundred"),
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | ~Q(picture_alt=""), name="programme_picture_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.percent}%"
