"""Where announcing enters the Wagtail admin: the side bar, and the first line of the start page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from disclosure.emergency import admin_urls
from disclosure.emergency.selectors import running
from portal.agencies.menu import PolicyMenuItem
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action


@hooks.register("register_admin_urls")
def notice_urls() -> list[Any]:
    return [path("serta-merta/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def notices_item() -> MenuItem:
    return PolicyMenuItem(
        _("Serta merta"), reverse("notices:index"), action=Action.NOTICE_PUBLISH, order=205,
        icon_name="warning", name="serta-merta",
    )  # fmt: skip


class AlarmPanel(Component):
    """Who must warn people should not have to look for the form."""

    name = "alarm"
    order = 90
    template_name = "emergency/admin/start.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        own = [n for n in running(now) if AgencyPolicy.allows(user, Action.NOTICE_PUBLISH, n.agency)]
        return {"notices": own}


@hooks.register("construct_homepage_panels")
def alarm_panel(request: HttpRequest, panels: list[Any]) -> None:
    if AgencyPolicy.allows(request.user, Action.NOTICE_PUBLISH):
        panels.append(AlarmPanel())
