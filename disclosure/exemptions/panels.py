"""What of the register stands on the start page: what ends soon, what has lapsed, what waits for approval."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from disclosure.models import ConsequenceTest, ExemptionDecree
from disclosure.reminding import occasions
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.workcalendar.selectors import current_calendar

LINES = 6


class ExemptionPanel(Component):
    name = "exemptions"
    order = 30
    template_name = "disclosure/admin/exemptions/start.html"

    def __init__(self, lines: list[Any], to_agree: list[Any]) -> None:
        self.lines, self.to_agree = lines, to_agree

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"lines": self.lines[:LINES], "to_agree": self.to_agree}


def exemption_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For whoever must act: PPID Utama and the unit on what ends, Atasan PPID on what waits for him."""
    lines: list[Any] = []
    if AgencyPolicy.allows(request.user, Action.EXEMPT_DRAFT):
        lines = [
            (kind, row, day)
            for kind, row, day in occasions(timezone.localdate(), current_calendar())
            if row.released_at is None and AgencyPolicy.allows(request.user, Action.EXEMPT_DRAFT, row)
        ]
    to_agree: list[Any] = []
    if AgencyPolicy.allows(request.user, Action.EXEMPT_AGREE):
        waiting = ExemptionDecree.objects.filter(
            test__state=ConsequenceTest.State.VERIFIED, superior_on__isnull=True
        )
        to_agree = list(waiting.select_related("test__agency")[:LINES])
    if lines or to_agree:
        panels.append(ExemptionPanel(lines, to_agree))
