"""News: lives below the microsite of its agency, and is listed for the whole city under /berita/."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PagePermissionTester
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from portal.agencies.models import Agency
from portal.kernel import formats

from .agency import RESERVED_SLUGS, AgencyPage
from .bilingual import RICH_TEXT, Bilingual


class NewsCategory(models.TextChoices):
    SERVICE = "layanan", _("Layanan")
    PROGRAMME = "program", _("Program")
    ACTIVITY = "kegiatan", _("Kegiatan")
    POLICY = "kebijakan", _("Kebijakan")
    ANNOUNCEMENT = "pengumuman", _("Pengumuman")


class NewsTag(TagBase):
    free_tagging = True

    class Meta:
        verbose_name = _("tag berita")
        verbose_name_plural = _("tag berita")


class TaggedNews(ItemBase):
    tag = models.ForeignKey(NewsTag, models.CASCADE, related_name="tagged")
    content_object = ParentalKey("content.NewsPage", on_delete=models.CASCADE, related_name="tagged")


class NewsIndexPage(Bilingual, Page):
    """News of all agencies, newest first."""

    title_en = models.CharField(_("judul (Inggris)"), max_length=255, blank=True)
    intro = models.CharField(_("pengantar"), max_length=300, blank=True)
    intro_en = models.CharField(_("pengantar (Inggris)"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("intro_en")], heading=_("Bahasa Inggris")),
    ]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    template = "content/news_index_page.html"

    class Meta:
        verbose_name = _("daftar berita")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.content import listings

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | listings.news(request, timezone.now())


class NewsQuerySet(PageQuerySet):
    def visible_at(self, moment: datetime) -> NewsQuerySet:
        """What the public sees at ``moment``: an item past its expiry is gone although no job has run."""
        found: NewsQuerySet = self.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=moment), live=True)
        return found

    def newest_first(self) -> NewsQuerySet:
        found: NewsQuerySet = self.order_by("-first_published_at", "-pk")
        return found


class NewsPermissions(PagePermissionTester):
    """The agencies' policy decides who lets news out; while DKISS edits, an agency only submits."""

    def _may_let_out(self) -> bool:
        from portal.content.permissions import may_review

        return bool(self.user.is_active) and may_review(self.user, self.page.agency_id, timezone.localdate())

    def can_publish(self) -> bool:
        from portal.content import permissions

        if not self._may_let_out():
            return False
        city = permissions.is_city_officer(self.user, timezone.localdate())
        return city or not permissions.editor_is_asked()

    def can_unpublish(self) -> bool:
        return self.page.live and not self.page_locked() and self._may_let_out()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        # What was public once leaves a stub behind; only a draft can vanish.
        if self.page.first_published_at and not self.user.is_superuser:
            return False
        return super().can_delete(ignore_bulk)

    def can_move(self) -> bool:
        return False


class NewsPage(Bilingual, Page):
    """One news item. ``title`` is the headline; ``agency`` follows from the parent page."""

    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="news",
        editable=False,
        verbose_name=_("perangkat daerah"),
    )
    title_en = models.CharField(_("judul (Inggris)"), max_length=255, blank=True)
    lead = models.TextField(
        _("teras"),
        max_length=400,
        help_text=_("Satu atau dua kalimat: siapa, apa, kapan, di mana. Paling banyak 400 huruf."),
    )
    lead_en = models.TextField(_("teras (Inggris)"), max_length=400, blank=True)
    body = RichTextField(
        _("isi"),
        features=RICH_TEXT,
        help_text=_("Mengapa dan bagaimana, kutipan bernama, angka dengan satuannya."),
    )
    body_en = RichTextField(_("isi (Inggris)"), features=RICH_TEXT, blank=True)
    category = models.CharField(_("kategori"), max_length=12, choices=NewsCategory, db_index=True)
    place = models.CharField(_("tempat"), max_length=100, default="Cilegon")
    happened_on = models.DateField(_("tanggal peristiwa"), null=True, blank=True)
    author = models.CharField(_("penulis"), max_length=120)
    editor = models.CharField(_("penyunting"), max_length=120, blank=True)
    photo = models.ForeignKey(
        "content.PortalImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("foto"),
    )
    photo_caption = models.CharField(_("keterangan foto"), max_length=250, blank=True)
    photo_credit = models.CharField(_("fotografer atau sumber"), max_length=150, blank=True)
    photo_alt = models.CharField(
        _("teks pengganti foto"),
        max_length=250,
        blank=True,
        help_text=_("Apa yang terlihat, bagi orang yang tidak melihat fotonya."),
    )
    correction = models.TextField(
        _("ralat"),
        blank=True,
        help_text=_("Apa yang salah dan apa yang benar. Ralat tetap tercantum pada berita."),
    )
    corrected_on = models.DateField(_("tanggal ralat"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("alasan penarikan"), max_length=300, blank=True, editable=False)
    tags = ClusterTaggableManager(through=TaggedNews, blank=True, verbose_name=_("tag"))

    objects = PageManager.from_queryset(NewsQuerySet)()

    content_panels: ClassVar[list[Any]] = [
        # Wagtail's own panel for titles: it fills in the address (slug) while one types.
        TitleFieldPanel(
            "title",
            heading=_("Judul"),
            help_text=_("Paling baik di bawah 80 huruf, tanpa huruf besar semua."),
        ),
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("category"), FieldPanel("place"), FieldPanel("happened_on"), FieldPanel("tags")],
            heading=_("Tentang berita ini"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("photo"),
                FieldPanel("photo_alt"),
                FieldPanel("photo_caption"),
                FieldPanel("photo_credit"),
            ],
            heading=_("Foto"),
        ),
        MultiFieldPanel([FieldPanel("author"), FieldPanel("editor")], heading=_("Penulis")),
        MultiFieldPanel(
            [FieldPanel("correction"), FieldPanel("corrected_on")],
            heading=_("Ralat"),
        ),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("lead_en"), FieldPanel("body_en")],
            heading=_("Bahasa Inggris"),
        ),
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], heading=_("Alamat"))
    ]
    parent_page_types: ClassVar[list[str]] = ["content.AgencyPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "content/news_page.html"
    page_description = _("Berita di laman perangkat daerah")

    class Meta:
        verbose_name = _("berita")
        verbose_name_plural = _("berita")

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("Alamat ini dipakai oleh laman perangkat daerah. Pilih alamat lain.")
        if self.photo_id and not self.photo_alt:
            errors["photo_alt"] = _("Tuliskan apa yang terlihat pada foto.")
        if self.photo_id and not self.photo_credit:
            errors["photo_credit"] = _("Sebut siapa yang memotret atau dari mana foto ini.")
        if self.correction and not self.corrected_on:
            self.corrected_on = timezone.localdate()
        # A notice of something to come is fine; only a year typed wrong is not.
        if self.happened_on and self.happened_on.year > timezone.localdate().year + 1:
            errors["happened_on"] = _("Periksa tahunnya: tanggal ini lebih dari setahun lagi.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The agency follows the tree, so that no form, copy or old revision can give news to another agency.
        self.agency_id = AgencyPage.objects.values_list("agency_id", flat=True).get(
            path=self.path[: -self.steplen]
        )
        super().save(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return NewsPermissions(user, self)

    def can_move_to(self, parent: Page) -> bool:
        return False

    def is_visible_at(self, moment: datetime) -> bool:
        return self.live and (self.expire_at is None or self.expire_at > moment)

    @property
    def correction_title(self) -> str:
        day = formats.tanggal(self.corrected_on, get_language() or "id") if self.corrected_on else ""
        return f"{gettext('Ralat')} {day}".strip()

    @property
    def published_at(self) -> datetime | None:
        return self.first_published_at

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """What was public once and was withdrawn keeps an answer of its own (410), unlike what never was."""
        if not path_components and self.first_published_at and not self.is_visible_at(timezone.now()):
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from portal.content.stubs import withdrawn_news

        if not self.is_visible_at(timezone.now()):
            return withdrawn_news(request, self)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.content import selectors

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["agency"] = self.agency
        context["more"] = selectors.latest_news(timezone.now(), agency=self.agency, limit=3, but=self.pk)
        return context
