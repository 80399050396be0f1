"""What was found in a file, what PPID Utama has let pass, and who wants a version that can be read."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedTextField


class FileCheck(models.Model):
    """The result of looking at one content, whichever entries it stands in. ``findings`` is encrypted: it points at
    people. ``version`` is that of the patterns, so that better ones look again.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    version = models.PositiveSmallIntegerField()
    checked_at = models.DateTimeField(_("diperiksa"))
    pages = models.PositiveIntegerField(_("halaman"), default=0)
    pictures = models.JSONField(_("halaman tanpa teks"), default=list)
    flaws = models.JSONField(_("hambatan"), default=list)
    unreadable = models.CharField(max_length=12, blank=True)
    findings = EncryptedTextField(blank=True)

    class Meta:
        verbose_name = _("pemeriksaan berkas")
        verbose_name_plural = _("pemeriksaan berkas")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def found(self) -> list[dict[str, Any]]:
        """Dicts with kind, where, shown (masked) and mark (keyed digest of the thing itself)."""
        loaded: list[dict[str, Any]] = json.loads(self.findings) if self.findings else []
        return loaded


class Release(models.Model):
    """PPID Utama lets named findings of an entry pass, with reason and article. What comes new blocks again."""

    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="releases")
    marks = models.JSONField(default=list)
    kinds = models.JSONField(default=dict)
    reason = models.TextField(_("alasan"))
    article = models.CharField(_("dasar hukum"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("pelolosan data pribadi")
        verbose_name_plural = _("pelolosan data pribadi")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.at:%Y-%m-%d})"


class ReadableWish(models.Model):
    """Citizens cannot read a file and asked for one that can be read; counted, without saying who."""

    entry = models.ForeignKey("disclosure.ListEntry", models.CASCADE, related_name="readable_wishes")
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    label = models.CharField(_("berkas"), max_length=250)
    count = models.PositiveIntegerField(_("permintaan"), default=0)
    first_at = models.DateTimeField(_("sejak"))
    last_at = models.DateTimeField(_("terakhir"))
    answered_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    class Meta:
        verbose_name = _("permintaan versi terbaca")
        verbose_name_plural = _("permintaan versi terbaca")
        ordering = ["answered_at", "-count", "first_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "line"],
                condition=Q(answered_at__isnull=True),
                name="readable_wish_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.label
