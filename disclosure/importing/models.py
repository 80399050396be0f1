"""An upload on its way into the list, and what each of its rows became: the ground for undoing it."""

from __future__ import annotations

import json
import zlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosure.models import ListEntry
from portal.agencies.models import Agency
from portal.files.models import StoredFile

UNDO_FOR = timedelta(hours=24)


class ImportRun(models.Model):
    """One file for one agency. ``lines`` is the preview: the judged rows, compressed, never shown to search."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("Pratinjau")
        WAITING = "waiting", _("Menunggu disimpan")
        DONE = "done", _("Tersimpan")
        FAILED = "failed", _("Gagal, tidak ada yang tersimpan")
        UNDONE = "undone", _("Dibatalkan")

    class Aim(models.TextChoices):
        DRAFT = "draft", _("Simpan sebagai konsep")
        SUBMIT = "submit", _("Simpan dan ajukan kepada PPID Pelaksana")
        PUBLISH = "publish", _("Simpan dan terbitkan")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("perangkat daerah"))
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("berkas"))
    state = models.CharField(_("keadaan"), max_length=8, choices=State, default=State.PREVIEW, db_index=True)
    aim = models.CharField(_("tujuan"), max_length=8, choices=Aim, default=Aim.DRAFT)
    uploaded_at = models.DateTimeField(_("diunggah"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("oleh")
    )
    corrections = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    layouts = models.JSONField(default=list)
    lines = models.BinaryField(default=b"")
    counts = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("disimpan"), null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    report = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("impor daftar")
        verbose_name_plural = _("impor daftar")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.stored.name

    def judged(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(zlib.decompress(bytes(self.lines))) if self.lines else []
        return found

    def keep(self, lines: list[dict[str, Any]]) -> None:
        self.lines = zlib.compress(json.dumps(lines, ensure_ascii=False).encode(), 1)

    def undo_until(self) -> datetime | None:
        return self.confirmed_at + UNDO_FOR if self.confirmed_at else None


class ImportedRow(models.Model):
    """What one row of a confirmed file became. ``revision`` is the entry's state as the import left it."""

    class Did(models.TextChoices):
        CREATED = "created", _("dibuat")
        CHANGED = "changed", _("diubah")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    entry = models.ForeignKey(ListEntry, models.CASCADE, related_name="imported_rows")
    sheet = models.CharField(max_length=120, blank=True)
    number = models.PositiveIntegerField()
    did = models.CharField(max_length=8, choices=Did)
    fingerprint = models.CharField(max_length=64, db_index=True)
    revision = models.BigIntegerField(null=True)
    before = models.BigIntegerField(null=True)
    published = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("baris impor")
        verbose_name_plural = _("baris impor")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "entry"], name="imported_once_a_run")]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number}"
