"""Panels of the admin's first page that name only things within reach today.

Wagtail's own show whatever a person once edited, locked or submitted, also at a unit left long ago.
"""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
)
from wagtail.models import Page

from . import policy, reach
from .rights import Action


class OwnRecentEditsPanel(RecentEditsPanel):
    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        pages = [page.pk for _date, page in context["last_edits"]]
        allowed = _pages(parent_context["request"].user, pages)
        context["last_edits"] = [pair for pair in context["last_edits"] if pair[1].pk in allowed]
        return context


class OwnLockedPagesPanel(LockedPagesPanel):
    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        allowed = reach.pages_in_reach(parent_context["request"].user).values("pk")
        context["locked_pages"] = context["locked_pages"].filter(pk__in=allowed)
        return context


class OwnSubmissionsPanel(UserObjectsInWorkflowModerationPanel):
    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        states = list(context["workflow_states"])
        pages = _pages(user, [s.content_object.pk for s in states if isinstance(s.content_object, Page)])
        context["workflow_states"] = [s for s in states if _within(user, s.content_object, pages)]
        return context


_REPLACEMENTS = {
    RecentEditsPanel: OwnRecentEditsPanel,
    LockedPagesPanel: OwnLockedPagesPanel,
    UserObjectsInWorkflowModerationPanel: OwnSubmissionsPanel,
}


def replace_panels(panels: list[Any]) -> None:
    """Put each stock panel's own kind in its place."""
    panels[:] = [_REPLACEMENTS[type(panel)]() if type(panel) in _REPLACEMENTS else panel for panel in panels]


def _pages(user: Any, keys: list[int]) -> set[int]:
    if not keys:
        return set()
    return set(reach.pages_in_reach(user).filter(pk__in=keys).values_list("pk", flat=True))


def _within(user: Any, thing: Any, pages: set[int]) -> bool:
    if isinstance(thing, Page):
        return thing.pk in pages
    return hasattr(thing, "agency_id") and policy.allows(user, Action.ENTRY_VIEW, thing)
