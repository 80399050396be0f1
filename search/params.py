"""The query in the address: read and written in one place, the same for page, API, feeds and saved
searches.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, QueryDict

from search.documents import FACET_FIELDS, MAX_PER_PAGE, PER_PAGE, SearchQuery

SORTS = ("relevance", "date")
#: Values of one facet that are looked at; more are a mistake or an attack.
MAX_VALUES = 30
MAX_VALUE_CHARS = 60
#: A query is cut for searching by the analyser, and here for being shown again.
MAX_TEXT_CHARS = 1_000
_MAX_NUMBER = 2**31


def read_query(data: QueryDict, *, per_page: int = PER_PAGE) -> SearchQuery:
    """The query of an address. Raises Http404 for a page that is no number from 1; other noise is left
    out.
    """
    filters = {}
    for name in FACET_FIELDS:
        values = [value.strip()[:MAX_VALUE_CHARS] for value in data.getlist(name)[:MAX_VALUES]]
        kept = tuple(dict.fromkeys(value for value in values if value and "\x00" not in value))
        if kept:
            filters[name] = kept
    sort = data.get("sort", "")
    until = _number(data.get("until", ""))
    return SearchQuery(
        text=data.get("q", "")[:MAX_TEXT_CHARS].replace("\x00", " ").strip(),
        filters=filters,
        sort=sort if sort in SORTS else SORTS[0],
        page=_page(data.get("page", "1")),
        per_page=min(_number(data.get("per_page", "")) or per_page, MAX_PER_PAGE),
        until=until,
    )


def _page(text: str) -> int:
    number = _number(text)
    if not number:
        raise Http404("halaman")
    return number


def _number(text: str) -> int | None:
    """A whole number above zero that fits the database; None for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 10:
        return None
    number = int(text)
    return number if 0 < number < _MAX_NUMBER else None


def write_query(query: SearchQuery, **changes: object) -> str:
    """Address parameters of a query, with changes; page 1 and the defaults are left out."""
    pairs: list[tuple[str, object]] = [("q", query.text)] if query.text else []
    filters = changes.pop("filters", query.filters)
    pairs += [(name, value) for name in FACET_FIELDS for value in filters.get(name, ())]  # type: ignore[attr-defined]
    sort = changes.pop("sort", query.sort)
    if sort != SORTS[0]:
        pairs.append(("sort", sort))
    return urlencode(pairs + [(name, value) for name, value in changes.items() if value])


def toggled(query: SearchQuery, name: str, value: str) -> str:
    """Address parameters with one facet value added or, where it is chosen, taken away; back to page 1."""
    chosen = query.filters.get(name, ())
    rest = tuple(other for other in chosen if other != value)
    return write_query(query, filters={**query.filters, name: rest if value in chosen else (*chosen, value)})
