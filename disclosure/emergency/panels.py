"""The bar on top of every public page.

One indexed query a page, and no cache on purpose: the cache that all processes share is a table of the same
database, so it would cost the same, and a copy could be missing in the first seconds or outlive the end.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from disclosure.emergency.selectors import running
from portal.content import panels
from portal.content.panels import Panel

SHOWN = 3


def emergency_panel(request: HttpRequest | None, **kwargs: Any) -> Panel | None:
    found = running(timezone.now())
    if not found:
        return None
    context = {
        "notices": found[:SHOWN],
        "more": len(found) - SHOWN,
        "drills_only": all(notice.is_drill for notice in found),
    }
    return Panel("emergency/bar.html", context)


def register() -> None:
    panels.register("emergency", emergency_panel, order=10)
