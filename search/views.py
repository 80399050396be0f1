"""The public search page, suggestions, feed and the description for browsers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search import feeds, params, queries
from search.documents import SearchPage, SearchQuery
from search.pager import page_numbers


@require_safe
@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """Page of results. A fault answers 503 with what to do, and never says that there is nothing."""
    query = params.read_query(request.GET)
    exact = "exact" in request.GET
    try:
        page = queries.run_search(query, now=timezone.now(), correct=not exact)
    except queries.PageOutOfRange:
        raise Http404("halaman") from None
    except queries.SearchUnavailable as error:
        return render(request, "search/unavailable.html", {"query": query, "error": error}, status=503)
    if query.text and not page.total and not query.filters:
        queries.note_missed(query.text, today=timezone.localdate())
    return render(request, "search/results.html", {**_context(page, query), "exact": exact})


def _context(page: SearchPage, query: SearchQuery) -> dict[str, Any]:
    return {
        "query": query,
        "results": page,
        "facets": list(_facets(page, query)),
        "chosen": list(_chosen(page, query)),
        "sorts": [
            {
                "text": _("Paling sesuai"),
                "url": _address(query, sort="relevance"),
                "current": query.sort == "relevance",
            },
            {"text": _("Paling baru"), "url": _address(query, sort="date"), "current": query.sort == "date"},
        ],
        "pager": _pager(page, query),
        "first": query.offset + 1 if page.total else 0,
        "last": query.offset + len(page.hits),
        "clear_url": _address(query, filters={}),
        "exact_url": _address(query, exact=1),
        "meant_url": f"{reverse('search:results')}?{params.write_query(SearchQuery(text=page.did_you_mean))}",
        "feed_query": params.write_query(query),
        "related": queries.related_titles(query.text, now=timezone.now())
        if query.text and not page.total
        else [],
        "asked": bool(query.text or query.filters),
    }


def _address(query: SearchQuery, **changes: object) -> str:
    return f"{reverse('search:results')}?{params.write_query(query, **changes)}"


def _facets(page: SearchPage, query: SearchQuery) -> Iterator[dict[str, Any]]:
    base = reverse("search:results")
    for facet in page.facets:
        values = [
            {"value": value, "url": f"{base}?{params.toggled(query, facet.name, value.value)}"}
            for value in facet.values
        ]
        yield {"facet": facet, "values": values, "open": any(value.selected for value in facet.values)}


def _chosen(page: SearchPage, query: SearchQuery) -> Iterator[dict[str, str]]:
    """The filters in use, each with the address without it."""
    for entry in _facets(page, query):
        for value in entry["values"]:
            if value["value"].selected:
                yield {"text": f"{entry['facet'].label}: {value['value'].label}", "url": value["url"]}


def _pager(page: SearchPage, query: SearchQuery) -> list[dict[str, Any]]:
    if page.pages < 2:
        return []
    return [
        {
            "number": number,
            "url": _address(query, until=page.until, page=number) if number else "",
            "current": number == query.page,
        }
        for number in page_numbers(query.page, page.pages)
    ]


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles for what is typed so far: `["typed", ["title", ...]]`, the form that browsers know too."""
    typed = request.GET.get("q", "")[:100]
    return JsonResponse([typed, queries.suggestions(typed, now=timezone.now())], safe=False)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """RSS of a query, newest first, so that a search can be followed in a reader."""
    query = params.read_query(request.GET, per_page=feeds.ITEMS)
    return feeds.rss(request, query, now=timezone.now())


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch description: lets a browser search the portal from its address bar."""
    context = {
        "results_url": request.build_absolute_uri(reverse("search:results")),
        "suggest_url": request.build_absolute_uri(reverse("search:suggest")),
        "feed_url": request.build_absolute_uri(reverse("search:feed")),
    }
    return render(
        request,
        "search/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
