from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from disclosure.programmes import admin_urls
from portal.agencies.menu import PolicyMenuItem
from portal.agencies.rights import Action


@hooks.register("register_admin_urls")
def programme_urls() -> list[Any]:
    return [path("program/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def programme_item() -> PolicyMenuItem:
    return PolicyMenuItem(
        _("Program prioritas"), reverse_lazy("programmes:index"), action=Action.ENTRY_VIEW, order=225,
        name="program-prioritas", icon_name="calendar-check",
    )  # fmt: skip
