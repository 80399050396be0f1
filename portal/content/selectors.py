"""What pages show of news and agencies, as the public may see it at a moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from portal.agencies.models import Agency
from portal.content import panels
from portal.content.models import AgencyPage, NewsPage
from portal.content.models.news import NewsQuerySet


def visible_news(now: datetime, *, agency: Agency | None = None) -> NewsQuerySet:
    """News that is public at ``now``, newest first; of one agency where given."""
    found: NewsQuerySet = NewsPage.objects.visible_at(now).newest_first().select_related("agency", "photo")
    return found.filter(agency=agency) if agency else found


def latest_news(
    now: datetime, *, agency: Agency | None = None, limit: int = 3, but: int | None = None
) -> list[NewsPage]:
    """The newest ``limit`` items, without the page ``but``; photos come with their renditions."""
    found = visible_news(now, agency=agency)
    if but is not None:
        found = found.exclude(pk=but)
    return list(found.prefetch_related("photo__renditions")[:limit])


def agency_pages(today: date) -> Any:
    """Live microsites of the units that exist on ``today``, by name."""
    return (
        AgencyPage.objects.live()
        .filter(Q(agency__dissolved_on__isnull=True) | Q(agency__dissolved_on__gt=today))
        .select_related("agency")
        .order_by("agency__name")
    )


def agencies_at_home(request: HttpRequest, today: date, *, limit: int) -> dict[str, Any]:
    """Agencies for the home page: those with a word beside them first, so that what needs care is seen."""
    pages = list(agency_pages(today))
    tags = panels.agency_tags(request, [page.agency_id for page in pages])
    urgency = {"late": 0, "warn": 1, "ember": 1, "ok": 2}
    ordered = sorted(
        pages, key=lambda page: (urgency.get(tags.get(page.agency_id, ("", ""))[0], 3), page.agency.name)
    )
    shown = _mixed(ordered, tags, limit)
    return {
        "agency_rows": [{"page": page, "tag": tags.get(page.agency_id)} for page in shown],
        "agency_total": len(pages),
    }


def _mixed(ordered: list[AgencyPage], tags: dict[int, tuple[str, str]], limit: int) -> list[AgencyPage]:
    """Half from those that need care, half from those that do well: neither a pillory nor a shop window."""
    well = [page for page in ordered if tags.get(page.agency_id, ("", ""))[0] == "ok"]
    rest = [page for page in ordered if page not in well]
    chosen = rest[: limit - min(len(well), limit // 2)]
    chosen += well[: limit - len(chosen)]
    return sorted(chosen, key=lambda page: page.agency.name)
