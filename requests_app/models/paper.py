"""How a unit's letters are numbered and printed, and what came back signed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.files.models import StoredFile

from .letters import Letter, Series


class Paper(models.TextChoices):
    A4 = "A4", _("A4 (210 × 297 mm)")
    F4 = "F4", _("F4 (215 × 330 mm)")


class PaperRules(models.Model):
    """Paper, place and archive code of one unit's letters; without a row the city's defaults hold."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="paper_rules")
    paper = models.CharField(_("ukuran kertas"), max_length=2, choices=Paper, default=Paper.A4)
    classification = models.CharField(
        _("kode klasifikasi arsip"),
        max_length=30,
        blank=True,
        help_text=_("Dipakai sebagai {klasifikasi} pada nomor surat, misalnya 000.8.3."),
    )

    class Meta:
        verbose_name = _("tata surat")
        verbose_name_plural = _("tata surat")

    def __str__(self) -> str:
        return f"{self.agency}: {self.paper}"


class NumberPattern(models.Model):
    """How one series of a unit is written from a moment on; a change adds a row, the newest holds."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="number_patterns")
    series = models.CharField(_("jenis"), max_length=16, choices=Series)
    pattern = models.CharField(_("pola nomor"), max_length=80)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["agency", "series", "-set_at", "-id"]

    def __str__(self) -> str:
        return self.pattern


class SignedUpload(models.Model):
    """A scan or certified PDF that an officer has uploaded; it becomes a letter's copy when confirmed."""

    class How(models.TextChoices):
        QR = "qr", _("kode QR")
        NUMBER = "number", _("nomor pada berkas")
        PERSON = "person", _("dipilih petugas")
        NONE = "none", _("belum dikenali")

    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="signed_upload")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="uploads")
    how = models.CharField(max_length=8, choices=How, default=How.NONE)
    remarks = models.JSONField(default=list, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.stored)
