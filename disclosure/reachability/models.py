"""The last answer of an address, whichever entries point at it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    REACHABLE = "reachable", _("dapat dibuka")
    DEAD = "dead", _("tidak dapat dibuka")
    UNSURE = "unsure", _("tidak dapat dipastikan")


class LinkResult(models.Model):
    """Kept by the digest of the address, because an address may be longer than an index takes."""

    digest = models.CharField(max_length=64, primary_key=True)
    address = models.CharField(_("alamat"), max_length=2000)
    verdict = models.CharField(_("hasil"), max_length=10, choices=Verdict)
    proof = models.CharField(_("bukti"), max_length=300)
    checked_at = models.DateTimeField(_("diperiksa"))

    class Meta:
        verbose_name = _("hasil pemeriksaan tautan")
        verbose_name_plural = _("hasil pemeriksaan tautan")

    def __str__(self) -> str:
        return f"{self.address}: {self.verdict}"
