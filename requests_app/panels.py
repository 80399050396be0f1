"""What requests tell on pages of the site: the charges that hold today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from portal.content import panels
from portal.content.panels import Panel
from requests_app.models import CostRate

CHARGES_SLUG = "tarif"


def charges_panel(request: HttpRequest | None, page: Any, **kwargs: Any) -> Panel | None:
    """The announced rates (PERKI 1/2021 Art 38(2)), or that none are announced: never an invented price."""
    if page.slug != CHARGES_SLUG:
        return None
    today = timezone.localdate()
    return Panel(
        "requests_app/charges.html", {"rates": list(CostRate.objects.active_on(today)), "today": today}
    )


def register() -> None:
    panels.register("standard", charges_panel, order=10)
