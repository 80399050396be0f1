"""Editions of the city's Daftar Informasi Publik: a photograph of what was live, adopted by decree and frozen
(PERKI 1/2021 Art 45).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.law.editions import EditionState, Line, SectionState, next_due
from portal.agencies.models import Agency
from portal.files.models import StoredFile, private_storage

from .catalogue import CATEGORY_CHOICES, CATEGORY_NAMES


class FrozenEdition(TypeError):
    """Somebody tried to write into an adopted list: a programming mistake, no act of a person leads here."""


def _path(edition: ListEdition, filename: str) -> str:
    return f"editions/{uuid.uuid4().hex}.pdf"


class ListEdition(models.Model):
    """One edition of the whole city's list. One at a time is being made."""

    class State(models.TextChoices):
        GATHERING = EditionState.GATHERING.value, _("Sedang dihimpun")
        ADOPTED = EditionState.ADOPTED.value, _("Menunggu persetujuan Atasan PPID")
        APPROVED = EditionState.APPROVED.value, _("Berlaku")

    number = models.PositiveIntegerField(_("edisi"), unique=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.GATHERING)
    opened_at = models.DateTimeField(_("dibuka"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    propose_by = models.DateField(_("unit mengusulkan paling lambat"))
    due_on = models.DateField(_("ditetapkan paling lambat"), null=True, blank=True)
    decree_number = models.CharField(_("nomor keputusan"), max_length=120, blank=True)
    decree_date = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    decree_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    signer_name = models.CharField(_("nama PPID"), max_length=150, blank=True)
    adopted_at = models.DateTimeField(_("ditetapkan"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("disetujui"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approver_name = models.CharField(_("nama Atasan PPID"), max_length=150, blank=True)
    return_reason = models.CharField(_("alasan dikembalikan"), max_length=500, blank=True)
    pdf = models.FileField(storage=private_storage, upload_to=_path, blank=True, max_length=120)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pdf_pages = models.PositiveIntegerField(default=0, editable=False)
    pdf_failure = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("edisi daftar informasi")
        verbose_name_plural = _("edisi daftar informasi")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="gathering"), name="one_edition_gathered"
            ),
            models.UniqueConstraint(fields=["state"], condition=Q(state="adopted"), name="one_edition_waits"),
            models.CheckConstraint(
                condition=Q(state="gathering")
                | (~Q(decree_number="") & Q(decree_date__isnull=False, adopted_at__isnull=False)),
                name="edition_is_adopted_by_decree",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False),
                name="edition_is_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return _("Edisi %(number)s") % {"number": self.number}

    @property
    def is_frozen(self) -> bool:
        return self.state != self.State.GATHERING

    @property
    def renewed_by(self) -> Any:
        """The last day on which the next edition is in time; None before the Keputusan."""
        return next_due(self.decree_date) if self.decree_date else None


class EditionSection(models.Model):
    """One agency's part of an edition."""

    class State(models.TextChoices):
        OPEN = SectionState.OPEN.value, _("Belum diusulkan")
        PROPOSED = SectionState.PROPOSED.value, _("Menunggu PPID Utama")
        RETURNED = SectionState.RETURNED.value, _("Dikembalikan")
        VERIFIED = SectionState.VERIFIED.value, _("Terverifikasi")

    edition = models.ForeignKey(ListEdition, models.CASCADE, related_name="sections")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    agency_name = models.CharField(_("nama unit"), max_length=200)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.OPEN)
    proposed_at = models.DateTimeField(_("diusulkan"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("catatan unit"), max_length=500, blank=True)
    read_at = models.DateTimeField(_("diperiksa"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_reason = models.CharField(_("alasan dikembalikan"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bagian daftar")
        verbose_name_plural = _("bagian daftar")
        ordering = ["agency_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "agency"], name="edition_section_once")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.agency_name}"


class EditionRowQuerySet(models.QuerySet["EditionRow"]):
    """Writes to many rows ask the same question as writes to one."""

    def update(self, **values: Any) -> int:
        self._refuse_when_frozen()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_when_frozen()
        return super().delete()

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        EditionRow.objects.filter(pk__in=[row.pk for row in objs][:1])._refuse_when_frozen()
        return super().bulk_update(objs, fields, batch_size)

    def _refuse_when_frozen(self) -> None:
        frozen = self.order_by().exclude(edition__state=EditionState.GATHERING.value)
        if frozen.exists():
            raise FrozenEdition("an adopted edition's rows stay as they are")


class EditionRow(models.Model):
    """One line as it stood: the columns of Lampiran I. Written once; an adopted list refuses every change."""

    #: In the order of Lampiran I; names as the public reads them.
    COLUMNS = {
        "title": _("Judul"),
        "summary": _("Ringkasan isi informasi"),
        "holder": _("Pejabat, unit, atau satuan kerja yang menguasai informasi"),
        "responsible": _("Penanggung jawab pembuatan atau penerbitan informasi"),
        "made": _("Waktu dan tempat pembuatan informasi"),
        "forms_available": _("Bentuk informasi yang tersedia"),
        "retention": _("Jangka waktu penyimpanan atau retensi arsip"),
        "category": _("Kategori"),
        "evidence": _("Berkas dan tautan"),
    }

    section = models.ForeignKey(EditionSection, models.CASCADE, related_name="rows")
    edition = models.ForeignKey(ListEdition, models.CASCADE, related_name="rows")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    entry = models.ForeignKey("disclosure.ListEntry", models.PROTECT, related_name="edition_rows")
    number = models.PositiveIntegerField(_("nomor"), default=0)
    title = models.CharField(_("judul"), max_length=250)
    summary = models.TextField(_("ringkasan isi informasi"))
    holder = models.CharField(_("yang menguasai"), max_length=200)
    responsible = models.CharField(_("penanggung jawab"), max_length=200)
    made = models.CharField(_("waktu dan tempat pembuatan"), max_length=260)
    forms_available = models.CharField(_("bentuk"), max_length=200)
    retention = models.CharField(_("masa simpan"), max_length=200)
    category = models.CharField(_("kategori"), max_length=12, choices=CATEGORY_CHOICES)
    proposed_category = models.CharField(_("kategori usulan unit"), max_length=12, choices=CATEGORY_CHOICES)
    evidence = models.CharField(max_length=64, blank=True)
    struck = models.BooleanField(_("dicoret"), default=False)
    strike_reason = models.CharField(_("alasan dicoret"), max_length=300, blank=True)

    objects = EditionRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("baris daftar")
        verbose_name_plural = _("baris daftar")
        ordering = ["number", "pk"]
        indexes = [
            models.Index(fields=["edition", "number"], name="edition_rows_in_order"),
            models.Index(fields=["edition", "agency", "category"], name="edition_rows_of_agency"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "entry"], name="edition_row_once"),
            models.CheckConstraint(
                condition=Q(struck=False) | ~Q(strike_reason=""), name="edition_row_struck_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_when_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_when_frozen(self) -> None:
        if self.edition.is_frozen:
            raise FrozenEdition(f"edition {self.edition.number} is adopted: its rows stay as they are")

    def as_line(self) -> Line:
        """The row as law.editions.compare takes it."""
        values = {name: str(getattr(self, name)) for name in self.COLUMNS}
        return Line(self.entry_id, values | {"category": str(CATEGORY_NAMES[self.category])})
