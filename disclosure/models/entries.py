"""A line of the Daftar Informasi Publik: the seven columns of Lampiran I PERKI 1/2021, and what a reader
needs beside.
"""

from __future__ import annotations

import logging
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
    WorkflowState,
)

from disclosure.law.categories import PUBLISHABLE
from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.kernel.errors import PortalError
from portal.kernel.personal import without_numbers

from . import gates
from .catalogue import CATEGORY_NAMES, MandatedItem
from .workflow import AGENCY_WORKFLOW, CITY_WORKFLOW, needs_city_review

logger = logging.getLogger(__name__)

OPEN_FORMATS = frozenset({"csv", "json", "xml", "ods", "odt", "txt", "geojson", "xlsx"})


_NOT_OF_A_REVISION = (
    "agency_id", "number", "created_by_id", "spread_approved_by_id", "spread_approved_at", "formats",
    "is_open_format", "year", "fresh_until",
)  # fmt: skip


class Language(models.TextChoices):
    INDONESIAN = "id", _("Bahasa Indonesia")
    ENGLISH = "en", _("Bahasa Inggris")
    SUNDANESE = "su", _("Bahasa Sunda")
    JAVANESE = "jv", _("Bahasa Jawa")


class Licence(models.TextChoices):
    PUBLIC_INFORMATION = "uu14", _("Informasi publik, sebut sumbernya (UU 14/2008 Pasal 5)")
    CC_BY = "cc-by-4.0", _("Creative Commons Atribusi 4.0")
    CC0 = "cc0-1.0", _("Bebas sepenuhnya (CC0)")


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def with_editor_status(self) -> ListEntryQuerySet:
        """Adds what the editor's list says of a row, so that the list does not ask once per row."""
        kind = ContentType.objects.get_for_model(ListEntry)
        key = Cast(OuterRef("pk"), CharField())
        mine = {"base_content_type": kind, "object_id": key}
        return self.annotate(
            is_scheduled=Exists(Revision.objects.filter(**mine, approved_go_live_at__isnull=False)),
            is_in_review=Exists(
                WorkflowState.objects.filter(**mine, status=WorkflowState.STATUS_IN_PROGRESS)
            ),
        )

    def live_at(self, moment: datetime) -> ListEntryQuerySet:
        """What the public sees at a moment: an entry past its expiry is gone although no job has run."""
        return self.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=moment), live=True)


class ListEntry(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """One piece of public information. Its address is fixed by ``id`` and the slug it was first published
    with.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="list_entries", verbose_name=_("perangkat daerah")
    )
    number = models.PositiveIntegerField(_("nomor"), null=True, blank=True, editable=False)
    title = models.CharField(_("judul"), max_length=250)
    slug = models.SlugField(_("alamat"), max_length=80, editable=False, blank=True)
    category = models.CharField(
        _("kategori"),
        max_length=12,
        choices=[(c.value, CATEGORY_NAMES[c]) for c in PUBLISHABLE],
        db_index=True,
    )
    items = ParentalManyToManyField(
        MandatedItem,
        verbose_name=_("kewajiban yang dipenuhi"),
        related_name="entries",
        blank=True,
        help_text=_("Jenis informasi wajib yang dipenuhi oleh entri ini."),
    )
    # Lampiran I, columns 2 to 7.
    summary = models.TextField(_("ringkasan isi informasi"))
    holder = models.CharField(_("pejabat atau unit yang menguasai informasi"), max_length=200)
    responsible = models.CharField(_("penanggung jawab pembuatan atau penerbitan"), max_length=200)
    made_when = models.CharField(
        _("waktu pembuatan"), max_length=100, help_text=_("Misalnya: 11 Oktober 2026, atau 2026.")
    )
    made_where = models.CharField(_("tempat pembuatan"), max_length=150, default="Cilegon")
    forms_available = models.CharField(
        _("bentuk informasi yang tersedia"), max_length=200, default="Salinan digital"
    )
    retention = models.CharField(
        _("jangka waktu penyimpanan atau retensi arsip"), max_length=200, default="Selama masih berlaku"
    )
    # What a reader and the checklist need beside the seven columns.
    period_start = models.DateField(_("periode isi, mulai"), null=True, blank=True)
    period_end = models.DateField(_("periode isi, sampai"), null=True, blank=True)
    language = models.CharField(_("bahasa"), max_length=5, choices=Language, default=Language.INDONESIAN)
    licence = models.CharField(
        _("lisensi"), max_length=12, choices=Licence, default=Licence.PUBLIC_INFORMATION
    )
    is_open_format = models.BooleanField(_("format terbuka"), default=False, editable=False)
    formats = models.CharField(_("format berkas"), max_length=120, default="", editable=False, blank=True)
    # Worked out on publishing, confirming and checking, so that the database can filter by them.
    year = models.PositiveSmallIntegerField(_("tahun"), null=True, editable=False, db_index=True)
    fresh_until = models.DateField(_("mutakhir sampai"), null=True, editable=False, db_index=True)
    spread_approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    spread_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="list_entry",
        for_concrete_model=False,
    )
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="list_entry",
        for_concrete_model=False,
    )

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entri daftar informasi")
        verbose_name_plural = _("daftar informasi")
        ordering = ["-last_published_at", "-pk"]
        permissions = [
            ("withdraw_listentry", "Dapat menarik entri daftar informasi"),
            ("confirm_listentry", "Dapat menyatakan entri masih mutakhir"),
        ]
        indexes = [
            models.Index(fields=["live", "agency", "category"], name="entry_live_agency_category"),
            models.Index(fields=["live", "-last_published_at", "-id"], name="entry_live_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"], condition=Q(number__isnull=False), name="entry_number_once"
            ),
            models.CheckConstraint(
                condition=Q(period_end__isnull=True)
                | Q(period_start__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="entry_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def workflow_states(self) -> Any:
        return self._workflow_states

    @property
    def editor_status(self) -> str:
        """One word of with_editor_status()'s rows."""
        if getattr(self, "is_in_review", False):
            return str(_("menunggu pemeriksaan"))
        if getattr(self, "is_scheduled", False):
            return str(_("terjadwal"))
        if self.live:
            return str(_("terbit, ada konsep baru") if self.has_unpublished_changes else _("terbit"))
        return str(_("diturunkan") if self.first_published_at else _("konsep"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Frozen at the first publication: addresses that were public once must never move (case 10).
        if not self.first_published_at or not self.slug:
            # An address is copied into logs and indexes: no number of a person may be part of it.
            self.slug = slugify(without_numbers(self.title))[:80].strip("-") or "informasi"
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> ListEntry:
        """An old revision must not give the entry back to a former agency, nor move its address or its
        number.
        """
        entry = super().with_content_json(content)
        for name in _NOT_OF_A_REVISION:
            setattr(entry, name, getattr(self, name))
        if self.first_published_at:
            entry.slug = self.slug
        return entry

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """The one place that every door of publication passes. Raises what a gate says against it.

        A publication that was scheduled and is now refused is put off, so that the others of that minute go on.
        """
        try:
            gates.ask_all(revision.as_object())
        except PortalError:
            if kwargs.get("log_action") != "wagtail.publish.scheduled":
                raise
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            logger.warning("entry %s was not published at its time: a check stopped it", self.pk)
            return None
        return super().publish(revision, *args, **kwargs)

    def get_workflow(self) -> Workflow | None:
        """The city's one way to publication, with PPID Utama's step where a rule asks for it."""
        name = CITY_WORKFLOW if self.agency_id and needs_city_review(self) else AGENCY_WORKFLOW
        return Workflow.objects.filter(name=name, active=True).first() or self.get_default_workflow()

    def get_absolute_url(self) -> str:
        return reverse("disclosure:entry", args=[self.pk, self.slug or "informasi"])

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "disclosure/entry.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "entry": self, "is_preview": True}


class EntryFile(models.Model):
    """A file of the draft or live entry. ``line`` stays while the file behind it is replaced by a newer
    version.
    """

    entry = ParentalKey(ListEntry, on_delete=models.CASCADE, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("berkas"))
    label = models.CharField(
        _("nama berkas"), max_length=250, blank=True, help_text=_("Kosongkan untuk memakai nama asli berkas.")
    )
    text_version = models.TextField(
        _("versi teks"),
        blank=True,
        help_text=_(
            "Untuk berkas yang tidak terbaca pembaca layar, misalnya pindaian: tempel isinya sebagai teks biasa."
        ),
    )
    line = models.UUIDField(default=uuid.uuid4, editable=False)
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("berkas")
        verbose_name_plural = _("berkas")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.label or self.stored.name


class EntryLink(models.Model):
    """A link to the information where it already stands, for example a procurement system's page."""

    entry = ParentalKey(ListEntry, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(_("tautan"), max_length=2000)
    label = models.CharField(_("nama tautan"), max_length=250, blank=True)
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("tautan")
        verbose_name_plural = _("tautan")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.label or self.url
