"""Where the agency policy enters the Wagtail admin beside the guard: choosers, panels, menus."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from portal.kernel.errors import RuleViolation

from . import covering, policy, reach
from .menu import PolicyMenuItem
from .panels import replace_panels
from .rights import Action

# What stays in the reports menu for officers; the others name every agency's titles.
_OFFICER_REPORTS = frozenset({"aging-pages"})


@hooks.register("construct_page_chooser_queryset")
def offer_pages_within_reach(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    if policy.allows(request.user, Action.SITE_MANAGE):
        return pages
    return pages.filter(pk__in=reach.pages_to_walk(request.user).values("pk"))


@hooks.register("construct_homepage_panels")
def show_only_what_is_within_reach(request: HttpRequest, panels: list[Any]) -> None:
    replace_panels(panels)


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_totals(request: HttpRequest, items: list[Any]) -> None:
    """Totals of the whole site say nothing to an officer and cost a count each."""
    items.clear()


@hooks.register("construct_reports_menu")
def leave_out_reports(request: HttpRequest, items: list[Any]) -> None:
    if not policy.allows(request.user, Action.SITE_MANAGE):
        items[:] = [item for item in items if item.name in _OFFICER_REPORTS]


@hooks.register("construct_main_menu", order=1000)
def leave_out_help(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's help leads to English pages of its makers."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("register_admin_urls")
def staff_urls() -> list[Any]:
    return [
        path("petugas/", include("portal.agencies.people_urls")),
        path("jejak-audit/", include("portal.agencies.trail_urls")),
    ]


@hooks.register("register_admin_menu_item")
def people_menu_item() -> PolicyMenuItem:
    return PolicyMenuItem(
        _("Petugas"), reverse_lazy("people:index"), action=Action.MEMBERS_VIEW, order=510, name="petugas",
        icon_name="group",
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def trail_menu_item() -> PolicyMenuItem:
    return PolicyMenuItem(
        _("Jejak audit"), reverse_lazy("trail:index"), action=Action.AUDIT_READ, order=590, name="jejak-audit",
        icon_name="history",
    )  # fmt: skip


@hooks.register("insert_global_admin_css")
def staff_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/agencies.css"))


def _keep_last_officer(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Wagtail's own screens of users are shut (doors.py); should an upgrade open one, this still holds."""
    try:
        covering.require_cover_of(user, on=timezone.localdate())
    except RuleViolation as error:
        messages.error(request, error.message)
        return redirect("people:person", pk=user.pk)
    return None


@hooks.register("before_edit_user")
def keep_last_officer(request: HttpRequest, user: Any) -> HttpResponse | None:
    is_switched_off = request.method == "POST" and user.is_active and not request.POST.get("is_active")
    return _keep_last_officer(request, user) if is_switched_off else None


@hooks.register("before_delete_user")
def keep_last_officer_from_deletion(request: HttpRequest, user: Any) -> HttpResponse | None:
    return _keep_last_officer(request, user) if request.method == "POST" else None
