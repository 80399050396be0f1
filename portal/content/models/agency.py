"""Pages of the city's units: the list of all, and a microsite for each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester

from portal.agencies.models import Agency

from .bilingual import RICH_TEXT, Bilingual

#: Slugs that the microsite's own tabs use.
RESERVED_SLUGS = frozenset({"berita", "profil", "permohonan", "informasi"})


class AgencyIndexPage(Bilingual, Page):
    """All units, found by today's and by earlier names."""

    title_en = models.CharField(_("judul (Inggris)"), max_length=255, blank=True)
    intro = models.CharField(_("pengantar"), max_length=300, blank=True)
    intro_en = models.CharField(_("pengantar (Inggris)"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("intro_en")], heading=_("Bahasa Inggris")),
    ]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.AgencyPage"]
    max_count = 1
    template = "content/agency_index_page.html"

    class Meta:
        verbose_name = _("daftar perangkat daerah")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from portal.content import listings

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | listings.agencies(request, timezone.localdate())


class MicrositePermissions(PagePermissionTester):
    """A microsite's root is made and ended with its agency, never by an officer of it."""

    def _city(self) -> bool:
        from portal.content.permissions import is_city_officer

        return is_city_officer(self.user, timezone.localdate())

    def can_unpublish(self) -> bool:
        return self._city() and super().can_unpublish()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(self.user.is_superuser) and super().can_delete(ignore_bulk)

    def can_move(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return bool(self.user.is_superuser)


class AgencyPage(RoutablePageMixin, Bilingual, Page):
    """Microsite of one agency: information, news, profile, requests, each at an address of its own.

    Name, contact and summary are the agency's own row; the page adds only what is text.
    """

    agency = models.OneToOneField(
        Agency, models.PROTECT, related_name="page", verbose_name=_("perangkat daerah"), editable=False
    )
    title_en = models.CharField(_("nama (Inggris)"), max_length=255, blank=True)
    summary_en = models.CharField(_("uraian singkat (Inggris)"), max_length=300, blank=True)
    profile = RichTextField(_("profil, tugas, dan struktur"), features=RICH_TEXT, blank=True)
    profile_en = RichTextField(_("profil (Inggris)"), features=RICH_TEXT, blank=True)
    service_hours = models.CharField(
        _("jam layanan informasi"), max_length=150, blank=True, default="Senin–Jumat, 08.00–15.00 WIB"
    )

    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title", read_only=True),
        FieldPanel("profile"),
        FieldPanel("service_hours"),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("summary_en"), FieldPanel("profile_en")],
            heading=_("Bahasa Inggris"),
        ),
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    parent_page_types: ClassVar[list[str]] = ["content.AgencyIndexPage"]
    subpage_types: ClassVar[list[str]] = ["content.NewsPage"]
    is_creatable = False
    template = "content/agency_page.html"

    class Meta:
        verbose_name = _("laman perangkat daerah")
        verbose_name_plural = _("laman perangkat daerah")

    @property
    def shown_title(self) -> str:
        return self.said("title") if self.said_in("title") == "en" else self.agency.name

    @property
    def shown_summary(self) -> str:
        return (self.summary_en if self.said_in("summary") == "en" else "") or self.agency.summary

    def said_in(self, name: str) -> str:
        return super().said_in(name)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return MicrositePermissions(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["agency"] = self.agency
        context["tab"] = "information"
        return context

    @path("")
    def information(self, request: HttpRequest) -> HttpResponse:
        from portal.content import selectors

        return self.render(
            request,
            context_overrides={"news": selectors.latest_news(timezone.now(), agency=self.agency, limit=3)},
        )

    @path("berita/")
    def news(self, request: HttpRequest) -> HttpResponse:
        from portal.content import listings

        found = listings.news(request, timezone.now(), agency=self.agency)
        return self.render(
            request, template="content/agency_news.html", context_overrides={**found, "tab": "news"}
        )

    @path("profil/")
    def about(self, request: HttpRequest) -> HttpResponse:
        names = self.agency.names.order_by("-valid_from")
        return self.render(
            request,
            template="content/agency_profile.html",
            context_overrides={"tab": "profile", "names": names},
        )

    @path("permohonan/")
    def requests(self, request: HttpRequest) -> HttpResponse:
        return self.render(
            request, template="content/agency_requests.html", context_overrides={"tab": "requests"}
        )
