"""News of the units, read through Wagtail's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.content.models import NewsPage


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A published news page: when it first appeared, and its title."""

    at: datetime
    title: str


def news_by_agency(until: datetime, agency_ids: Iterable[int]) -> Mapping[int, tuple[NewsLine, ...]]:
    """Live news first published before `until`, oldest first, by unit; one query."""
    rows = (
        NewsPage.objects.visible_at(until)
        .filter(agency__in=list(agency_ids), first_published_at__lt=until)
        .order_by("first_published_at", "pk")
        .values_list("agency_id", "first_published_at", "title")
    )
    found: dict[int, list[NewsLine]] = {}
    for agency_id, at, title in rows:
        found.setdefault(agency_id, []).append(NewsLine(at, title))
    return {agency_id: tuple(lines) for agency_id, lines in found.items()}
