from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Role
from portal.files.models import StoredFile


class Handover(models.Model):
    """Who handed which office to whom, by which decree, and what moved with it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="handovers", verbose_name=_("unit"))
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("yang menyerahkan")
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("yang menerima")
    )
    decree_number = models.CharField(_("nomor keputusan"), max_length=100)
    decree_date = models.DateField(_("tanggal keputusan"))
    decree_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    moved = models.JSONField(_("yang berpindah"), default=dict)
    is_account_closed = models.BooleanField(_("akun ditutup"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("serah terima")
        verbose_name_plural = _("serah terima")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker} ({self.agency})"
