"""The import's place in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.agencies.menu import PolicyMenuItem
from portal.agencies.rights import Action


@hooks.register("register_admin_urls")
def importing_urls() -> list[Any]:
    return [path("impor/", include("disclosure.importing.urls"))]


@hooks.register("register_admin_menu_item")
def importing_item() -> MenuItem:
    return PolicyMenuItem(
        _("Impor daftar"), reverse("importing:index"), action=Action.ENTRY_IMPORT, order=220, icon_name="upload",
        name="impor",
    )  # fmt: skip
