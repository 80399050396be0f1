"""Lists of pages: filter, count, cut into pages. An unknown page number is 404, not the first page again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.content import filters, panels, selectors

AGENCIES_PER_PAGE = 50
NEWS_PER_PAGE = 12


def page_of(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    """The page that the address asks for; Http404 for "abc" and for a page beyond the last."""
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404(_("Halaman daftar ini tidak ada.")) from error


def _active(filterset: Any) -> int:
    """Number of filters in use."""
    if not filterset.form.is_bound or not filterset.form.is_valid():
        return 0
    return sum(1 for value in filterset.form.cleaned_data.values() if value not in (None, "", []))


def agencies(request: HttpRequest, today: date) -> dict[str, Any]:
    """Context of the list of agencies."""
    filterset = filters.AgencyFilter(request.GET or None, queryset=selectors.agency_pages(today))
    page = page_of(request, filterset.qs, AGENCIES_PER_PAGE)
    tags = panels.agency_tags(request, [row.agency_id for row in page])
    return {
        "filter": filterset,
        "active": _active(filterset),
        "listing": page,
        "rows": [{"page": row, "tag": tags.get(row.agency_id)} for row in page],
    }


def news(request: HttpRequest, now: datetime, *, agency: Agency | None = None) -> dict[str, Any]:
    """Context of a list of news, of the city or of one agency."""
    queryset = selectors.visible_news(now, agency=agency).prefetch_related("photo__renditions")
    filterset = filters.NewsFilter(request.GET or None, queryset=queryset, one_agency=agency is not None)
    return {
        "filter": filterset,
        "active": _active(filterset),
        "listing": page_of(request, filterset.qs, NEWS_PER_PAGE),
    }
