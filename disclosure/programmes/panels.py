"""The programmes on an agency's page: what was published, with the newest progress first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest

from disclosure.programmes.models import Programme, Progress
from portal.agencies.models import Agency
from portal.content import panels
from portal.content.panels import Panel

MOST_SHOWN = 12


def programmes_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel | None:
    """Two queries, whatever the number; None when nothing is public."""
    public = Progress.objects.filter(published_at__isnull=False).select_related("picture")
    rows = Programme.objects.public().filter(agency=agency)  # type: ignore[attr-defined]
    found = list(rows.prefetch_related(Prefetch("progress", public, to_attr="told"))[:MOST_SHOWN])
    if not found:
        return None
    return Panel("programmes/panel.html", {"lines": [_line(one) for one in found]})


def _line(programme: Any) -> dict[str, Any]:
    shown = dict(programme.shown)
    for name in ("starts_on", "ends_on"):
        shown[name] = date.fromisoformat(shown[name])
    newest = programme.told[0] if programme.told else None
    percent = newest.percent if newest else 0
    return {
        "pk": programme.pk,
        "shown": shown,
        "newest": newest,
        "earlier": programme.told[1:6],
        "photo": next((one for one in programme.told if one.picture_id), None),
        "parts": [("ok", percent, "selesai"), ("none", 100 - percent, "belum")],
        "figure": f"{percent} %",
        "published_at": programme.published_at,
    }


def register() -> None:
    panels.register("agency.profile", programmes_panel, order=15)
