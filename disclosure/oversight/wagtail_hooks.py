"""The board's place in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.agencies.policy import Action, allows


@hooks.register("register_admin_urls")
def oversight_urls() -> list[Any]:
    return [path("pengawasan/", include("disclosure.oversight.urls"))]


class OversightMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.user, Action.OVERSIGHT_VIEW)


class ReportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.user, Action.REPORT_VIEW)


@hooks.register("register_admin_menu_item")
def oversight_menu_item() -> MenuItem:
    return OversightMenuItem(
        _("Pengawasan"), reverse("oversight:board"), name="oversight", icon_name="view", order=300
    )


@hooks.register("register_admin_menu_item")
def reports_menu_item() -> MenuItem:
    return ReportsMenuItem(
        _("Laporan kepatuhan"), reverse("oversight:reports"), name="compliance-reports",
        icon_name="doc-full-inverse", order=310,
    )  # fmt: skip
