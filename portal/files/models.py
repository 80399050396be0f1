"""Private uploads: outside the web root, under random names, served only by a view that checks permission."""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _


def private_storage() -> Any:
    return storages["private"]


def _path(instance: "StoredFile", filename: str) -> str:
    return f"{instance.id.hex[:2]}/{instance.id.hex}"


class ScanState(models.TextChoices):
    PENDING = "pending", _("Menunggu pemeriksaan")
    CLEAN = "clean", _("Bersih")
    INFECTED = "infected", _("Berbahaya")
    UNSCANNED = "unscanned", _("Belum diperiksa")


class StoredFile(models.Model):
    """One upload. ``name`` is what people read; the path on disk never holds anything they typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(storage=private_storage, upload_to=_path, max_length=100)
    name = models.CharField(_("nama berkas"), max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(_("ukuran"), help_text=_("byte"))
    sha256 = models.CharField(max_length=64, db_index=True, help_text=_("dari isi sebelum dienkripsi"))
    encrypted = models.BooleanField(default=False)
    scan_state = models.CharField(max_length=10, choices=ScanState, default=ScanState.PENDING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("berkas")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
