"""Where the list enters the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from disclosure import admin_urls
from disclosure.viewsets import EntryBulkDelete, EntryViewSet
from portal.agencies.menu import PolicyMenuItem
from portal.agencies.rights import Action

register_snippet(EntryViewSet)


hooks.register("register_bulk_action", EntryBulkDelete, order=100)


@hooks.register("register_admin_urls")
def duties_urls() -> list[Any]:
    return [path("kewajiban/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def duties_item() -> MenuItem:
    return PolicyMenuItem(
        _("Kewajiban"),
        reverse("duties:index"),
        action=Action.ENTRY_VIEW,
        order=200,
        icon_name="tasks",
        name="kewajiban",
    )
