"""The home page and plain pages (maklumat, hak Anda, kontak)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from .bilingual import RICH_TEXT, Bilingual


class HomePage(Bilingual, Page):
    """Search first; then what to do, how things stand, and what is new."""

    title_en = models.CharField(_("judul (Inggris)"), max_length=255, blank=True)
    headline = models.CharField(_("kalimat utama"), max_length=80, default="Informasi kota ini milik Anda.")
    headline_en = models.CharField(_("kalimat utama (Inggris)"), max_length=80, blank=True)
    lead = models.CharField(_("pengantar"), max_length=240, blank=True)
    lead_en = models.CharField(_("pengantar (Inggris)"), max_length=240, blank=True)
    frequent_searches = models.TextField(
        _("sering dicari"), blank=True, help_text=_("Satu kata kunci tiap baris, paling banyak enam.")
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("frequent_searches"),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("headline_en"), FieldPanel("lead_en")],
            heading=_("Bahasa Inggris"),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "content.AgencyIndexPage",
        "content.NewsIndexPage",
        "content.StandardPage",
    ]
    max_count = 1
    template = "content/home_page.html"

    class Meta:
        verbose_name = _("beranda")

    @property
    def searches(self) -> list[str]:
        """Up to six words to search by, as DKISS entered them."""
        return [line.strip() for line in self.frequent_searches.splitlines() if line.strip()][:6]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.content import selectors

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        context["news"] = selectors.latest_news(now, limit=3)
        context |= selectors.agencies_at_home(request, timezone.localdate(now), limit=8)
        return context


class StandardPage(Bilingual, Page):
    """Head, one sentence, running text; nothing to build with."""

    title_en = models.CharField(_("judul (Inggris)"), max_length=255, blank=True)
    intro = models.CharField(_("pengantar"), max_length=300, blank=True)
    intro_en = models.CharField(_("pengantar (Inggris)"), max_length=300, blank=True)
    body = RichTextField(_("isi"), features=RICH_TEXT)
    body_en = RichTextField(_("isi (Inggris)"), features=RICH_TEXT, blank=True)
    recording = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rekaman suara"),
        help_text=_("Isi halaman ini dibacakan, MP3 atau M4A (PERKI 1/2021 Pasal 24 ayat (5) dan Pasal 48)."),
    )
    has_sheet = models.BooleanField(
        _("dapat dicetak sebagai lembar A3"),
        default=False,
        help_text=_("Untuk papan pengumuman dan ruang layanan."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("recording"),
        FieldPanel("has_sheet"),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("intro_en"), FieldPanel("body_en")],
            heading=_("Bahasa Inggris"),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["content.StandardPage"]
    template = "content/standard_page.html"

    class Meta:
        verbose_name = _("halaman biasa")
        verbose_name_plural = _("halaman biasa")
