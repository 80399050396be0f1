"""Addresses of the older site: where they lead now, or that they are gone for good."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OldAddress(models.Model):
    """``path`` with its query as the older site wrote it; ``target`` is empty for what answers 410."""

    path = models.CharField(_("alamat lama"), max_length=500, unique=True)
    target = models.CharField(_("alamat baru"), max_length=1000, blank=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    loaded_at = models.DateTimeField(_("dimuat"))
    hits = models.PositiveIntegerField(_("dipakai"), default=0)

    class Meta:
        verbose_name = _("alamat lama")
        verbose_name_plural = _("alamat lama")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=Q(path__startswith="/"), name="old_address_starts_with_slash")
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def status(self) -> int:
        return 301 if self.target else 410
