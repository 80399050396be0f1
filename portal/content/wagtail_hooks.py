"""What the back office gets from content: our look, the reason for a withdrawal, who speaks Indonesian."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from portal.agencies.menu import PolicyMenuItem
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.content.models import AgencyPage, NewsPage
from portal.content.services.news import note_reason
from portal.kernel.errors import PortalError


@hooks.register("insert_global_admin_css")
def admin_styles() -> SafeString:
    """Shared blocks first, so that the back office's own sheet can fit them in."""
    sheets = ((static("css/shared.css"),), (static("css/admin.css"),))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def admin_script() -> SafeString:
    """Names for the fields that Wagtail's own scripts leave without one (WCAG 2.2, 4.1.2)."""
    return format_html('<script src="{}" defer></script>', static("js/admin.js"))


@hooks.register("before_unpublish_page")
def ask_for_reason(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A news item leaves the public with a reason that its stub shows; without one the form comes back."""
    if not isinstance(page, NewsPage):
        return None
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[page.pk])
    reason = request.POST.get("withdrawal_reason", "")
    try:
        note_reason(page=page, reason=reason, actor=request.user, now=timezone.now())
    except PortalError as problem:
        error = problem.message
    else:
        return None
    context: dict[str, Any] = {
        "page_title": _("Tarik berita"),
        "page_subtitle": page.title,
        "header_title": _("Tarik berita"),
        "header_icon": "download",
        "next_url": back,
        "reason": reason,
        "error": error,
    }
    return render(request, "content/admin/withdraw.html", context)


class NewsPanel(Component):
    """Writing news is one step from the start page, not four through the tree of pages."""

    name = "news"
    order = 30
    template_name = "content/admin/start.html"

    def __init__(self, page: AgencyPage) -> None:
        self.page = page

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"page": self.page}


@hooks.register("construct_homepage_panels")
def news_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For officers of one unit; an editor of the city finds what waits for reading."""
    own = list(AgencyPolicy.agencies_for(request.user, Action.NEWS_DRAFT)[:2])
    page = AgencyPage.objects.filter(agency=own[0]).first() if len(own) == 1 else None
    if page is not None:
        panels.append(NewsPanel(page))


@hooks.register("register_admin_urls")
def moved_urls() -> list[Any]:
    return [path("alamat-lama/", include("portal.content.moved_urls"))]


@hooks.register("register_settings_menu_item")
def moved_item() -> PolicyMenuItem:
    return PolicyMenuItem(
        gettext_lazy("Alamat situs lama"), reverse_lazy("moved:index"), action=Action.SITE_MANAGE, order=860,
        name="alamat-lama", icon_name="redirect",
    )  # fmt: skip
