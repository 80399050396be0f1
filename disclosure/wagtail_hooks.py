"""Where the list enters the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from disclosure import admin_urls, admin_views, pages, waiting_urls
from disclosure.editions import admin_urls as edition_urls
from disclosure.editions.reads import list_due, open_section
from disclosure.exemptions import admin_urls as exemption_urls
from disclosure.exemptions.panels import exemption_panel
from disclosure.screening.wishes import open_wishes
from disclosure.selectors import checklist_for
from disclosure.viewsets import EntryBulkDelete, EntryViewSet
from portal.agencies.menu import PolicyMenuItem
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.workcalendar.selectors import current_calendar

register_snippet(EntryViewSet)


hooks.register("register_bulk_action", EntryBulkDelete, order=100)


@hooks.register("register_admin_urls")
def duties_urls() -> list[Any]:
    return [
        path("kewajiban/", include(admin_urls)),
        path("menunggu/", include(waiting_urls)),
        path("edisi/", include(edition_urls)),
        path("dikecualikan/", include(exemption_urls)),
    ]


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


@hooks.register("register_admin_menu_item")
def waiting_item() -> MenuItem:
    return PolicyMenuItem(
        _("Menunggu PPID Utama"), reverse("waiting:index"), action=Action.ITEM_APPROVE, order=205,
        icon_name="time", name="menunggu",
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def editions_item() -> MenuItem:
    return PolicyMenuItem(
        _("Edisi daftar"), reverse("editions:index"), action=Action.ENTRY_VIEW, order=210, icon_name="list-ul",
        name="edisi",
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def exemptions_item() -> MenuItem:
    return PolicyMenuItem(
        _("Dikecualikan"), reverse("exemptions:register"), action=Action.EXEMPT_VIEW, order=215, icon_name="lock",
        name="dikecualikan",
    )  # fmt: skip


hooks.register("construct_homepage_panels", exemption_panel)


class ListPanel(Component):
    """The six months of the city's list: to PPID Utama when they run out, to a unit that has to propose."""

    name = "list-edition"
    order = 25
    template_name = "disclosure/admin/editions/start.html"

    def __init__(self, due: Any = None, section: Any = None) -> None:
        self.due, self.section = due, section

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"due": self.due, "section": self.section}


@hooks.register("construct_homepage_panels")
def list_panel(request: HttpRequest, panels: list[Any]) -> None:
    if AgencyPolicy.allows(request.user, Action.LIST_ADOPT):
        due = list_due(timezone.localdate(), current_calendar())
        if due.making is not None or due.is_near or due.current is None:
            panels.append(ListPanel(due=due))
        return
    own = list(AgencyPolicy.agencies_for(request.user, Action.LIST_PROPOSE)[:2])
    section = open_section(own[0]) if len(own) == 1 else None
    if section is not None:
        panels.append(ListPanel(section=section))


class DutiesPanel(Component):
    """What the officer's unit owes the public next, each line one click from its form."""

    name = "duties"
    order = 20
    template_name = "disclosure/admin/start.html"
    LINES = 5

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = checklist_for(self.agency, timezone.localdate())
        return {
            "duty": pages.duty_summary(found),
            "wished": open_wishes(parent_context["request"].user).count(),
            "lines": admin_views.next_duties(parent_context["request"], found, self.LINES),
        }


@hooks.register("construct_homepage_panels")
def duties_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For officers of one unit; who sees the whole city has the board."""
    own = list(AgencyPolicy.agencies_for(request.user, Action.ENTRY_DRAFT)[:2])
    if len(own) == 1:
        panels.append(DutiesPanel(own[0]))
