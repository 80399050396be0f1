"""The desk's place in the Wagtail admin: addresses, menu, style."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.agencies.policy import Action as Right
from portal.agencies.policy import allows, rows
from requests_app.calendars import current_calendar
from requests_app.law.states import OPEN_STATES
from requests_app.models import InformationRequest
from requests_app.waiting import waiting_for
from requests_app.worklist import desk_rows, tallies


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [
        path("permohonan/", include("requests_app.desk_urls")),
        path("keberatan/", include("requests_app.objection_urls")),
        path("sengketa/", include("requests_app.dispute_urls")),
    ]


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.user, Right.CASE_VIEW)


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem(_("Permohonan"), reverse("desk:list"), name="permohonan", icon_name="form", order=10)


class ObjectionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.user, Right.OBJECTION_VIEW)


@hooks.register("register_admin_menu_item")
def objection_menu_item() -> MenuItem:
    address = reverse("objections:list")
    return ObjectionMenuItem(_("Keberatan"), address, name="keberatan", icon_name="comment", order=11)


class DisputeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.user, Right.DISPUTE_WORK)


@hooks.register("register_admin_menu_item")
def dispute_menu_item() -> MenuItem:
    return DisputeMenuItem(
        _("Sengketa"), reverse("disputes:list"), name="sengketa", icon_name="group", order=12
    )


class DeskPanel(Component):
    """The first thing an officer sees: what is late, what is near, the five cases to take up next."""

    name = "desk"
    order = 10
    template_name = "requests_app/desk/start.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, today, calendar = parent_context["request"].user, timezone.localdate(), current_calendar()
        cases = rows(InformationRequest.objects.select_related("agency"), user, Right.CASE_VIEW)
        waiting = cases.filter(parts__isnull=True, state__in=sorted(OPEN_STATES)).order_by("due_on", "pk")[:5]
        lists = waiting_for(user, today)
        return {
            "waiting": [(wait, desk_rows(wait.cases, today, calendar)) for wait in lists],
            "tallies": tallies(cases, user.pk, today, calendar),
            "rows": desk_rows(waiting, today, calendar),
        }


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, panels: list[Any]) -> None:
    if allows(request.user, Right.CASE_VIEW):
        panels.append(DeskPanel())


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/desk.css"))
