"""One search, from what was typed to a page of results: the way that page, API, feeds and command share."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import F
from django.utils.translation import gettext as _

from portal.kernel.errors import PortalError
from search import engines, highlight, sources, spelling
from search.documents import FACET_FIELDS, Facet, FacetValue, Hit, SearchPage, SearchQuery
from search.engines.base import Ask, EngineError, Found, SearchEngine
from search.indexing import PASSAGE_SEPARATOR
from search.language import ParsedQuery, parse_query, words
from search.models import MissedQuery, SearchRecord

logger = logging.getLogger(__name__)

MAX_FACET_VALUES = 60
#: Seconds for which a failed engine is not asked again, so that one outage costs one time-out, not one a
#: visitor.
REST_AFTER_FAILURE = 15
_RESTING = "search.engine_resting"
MAX_MISSED_A_DAY = 2_000
SUGGESTIONS = 8


class SearchUnavailable(PortalError):
    """Not even the database could answer. Shown as a fault, never as "0 hasil"."""

    code = "search_unavailable"


class PageOutOfRange(LookupError):
    """A page beyond the last one."""


def run_search(
    query: SearchQuery, *, now: datetime, engine: SearchEngine | None = None, correct: bool = True
) -> SearchPage:
    """Answer a query.

    Asks the configured engine and, when that fails, the database (`degraded`); an engine given by the caller
    is asked alone and its EngineError is passed on. With `correct`, a query whose words are unknown is
    answered for the likeliest known words, and `did_you_mean` says so. Raises PageOutOfRange and
    SearchUnavailable.
    """
    started = time.monotonic()
    parsed = parse_query(query.text)
    until = query.until or SearchRecord.objects.order_by("-id").values_list("id", flat=True).first() or 0
    if parsed.is_empty and not query.filters:
        return _page(replace(query, page=1), "", Found((), 0, {}), parsed, until, started)
    meant = ""
    try:
        answer = _ask(query, parsed, until, now, engine)
        if correct:
            meant = spelling.correct(query.text, parsed, engines.database_engine())
        if meant:
            parsed = parse_query(meant)
            answer = _ask(query, parsed, until, now, engine or answer.engine)
    except EngineError as error:
        if engine is not None:
            raise
        logger.exception("search.unavailable")
        raise SearchUnavailable(_("Pencarian sedang terganggu. Coba lagi beberapa saat lagi.")) from error
    page = _page(query, answer.engine.name, answer.found, parsed, until, started)
    if query.page > page.pages:
        raise PageOutOfRange(query.page)
    return replace(page, did_you_mean=meant, degraded=answer.degraded)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an engine found, who it was, and whether it was the second choice."""

    found: Found
    engine: SearchEngine
    degraded: bool


def _ask(
    query: SearchQuery, parsed: ParsedQuery, until: int, now: datetime, only: SearchEngine | None
) -> _Answer:
    """Ask `only` that engine; or the configured one, and the database when it fails."""
    ask = Ask(parsed, now, query.filters, query.sort, query.offset, query.per_page, until)
    engine, spare = only or engines.configured(), engines.database_engine()
    if only or engine is spare:
        return _Answer(engine.search(ask), engine, False)
    if cache.get(_RESTING):
        return _Answer(spare.search(ask), spare, True)
    try:
        return _Answer(engine.search(ask), engine, False)
    except EngineError as error:
        logger.error("search.engine_failed", extra={"engine": engine.name, "why": str(error)})
        cache.set(_RESTING, str(error)[:300], REST_AFTER_FAILURE)
        return _Answer(spare.search(ask), spare, True)


def resting_engine() -> str:
    """Why the configured engine is not being asked just now; empty when it is. For the health page."""
    return str(cache.get(_RESTING) or "")


def _page(
    query: SearchQuery, engine: str, found: Found, parsed: ParsedQuery, until: int, started: float
) -> SearchPage:
    hits = _hits(found, parsed)
    return SearchPage(
        query=query,
        engine=engine,
        total=found.total,
        hits=hits,
        facets=_facets(found.facets, query.filters),
        took_ms=round((time.monotonic() - started) * 1000),
        until=until,
        shortened=parsed.shortened,
    )


def _hits(found: Found, parsed: ParsedQuery) -> tuple[Hit, ...]:
    """Rows of the projection for what an engine named; what is no longer there is not shown."""
    scores = dict(found.records)
    rows = SearchRecord.objects.filter(pk__in=scores).select_related("text")
    rows = rows.only(*_SHOWN, "text__body", "text__pages")
    known = {row.pk: row for row in rows}
    wanted = highlight.wanted_tokens(parsed)
    return tuple(_hit(known[pk], score, wanted) for pk, score in found.records if pk in known)


_SHOWN = (
    "key", "title", "url", "summary", "source", "agency_code", "agency_name", "category", "year", "format",
    "published_on",
)  # fmt: skip


def _hit(row: SearchRecord, score: float, wanted: frozenset[str]) -> Hit:
    passages = list(zip(row.text.body.split(PASSAGE_SEPARATOR), [*row.text.pages, None], strict=False))
    shown, page = highlight.snippet(row.summary, passages, wanted)
    return Hit(
        key=row.key,
        title=row.title,
        url=row.url,
        type=row.source,
        type_label=sources.type_label(row.source),
        agency_code=row.agency_code,
        agency_name=row.agency_name,
        category=row.category,
        category_label=sources.category_label(row.category) if row.category else "",
        year=row.year,
        format=row.format,
        published_on=row.published_on,
        score=score,
        title_segments=highlight.segments(row.title, wanted),
        snippet=shown,
        page=page,
    )


def facet_labels() -> dict[str, str]:
    return {
        "type": _("Jenis"),
        "agency": _("Perangkat daerah"),
        "category": _("Kategori"),
        "year": _("Tahun"),
        "format": _("Format"),
    }


def _facets(
    counts: Mapping[str, Mapping[str, int]], filters: Mapping[str, tuple[str, ...]]
) -> tuple[Facet, ...]:
    labels = facet_labels()
    names = _agency_names(counts.get("agency", {}), filters.get("agency", ()))
    facets = []
    for name in FACET_FIELDS:
        chosen = filters.get(name, ())
        values = {**dict.fromkeys(chosen, 0), **counts.get(name, {})}
        ordered = sorted(values.items(), key=_by_year if name == "year" else _by_count)[:MAX_FACET_VALUES]
        shown = tuple(
            FacetValue(value, _value_label(name, value, names), count, value in chosen)
            for value, count in ordered
        )
        if shown:
            facets.append(Facet(name, labels[name], shown))
    return tuple(facets)


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _by_year(item: tuple[str, int]) -> tuple[int, str]:
    return -int(item[0]) if item[0].isdigit() else 0, item[0]


def _value_label(name: str, value: str, agency_names: Mapping[str, str]) -> str:
    if name == "type":
        return sources.type_label(value)
    if name == "agency":
        return agency_names.get(value, value)
    if name == "category":
        return sources.category_label(value)
    return value.upper() if name == "format" else value


def _agency_names(counts: Mapping[str, int], chosen: Sequence[str]) -> dict[str, str]:
    codes = {*counts, *chosen}
    if not codes:
        return {}
    rows = (
        SearchRecord.objects.filter(agency_code__in=codes)
        .order_by()
        .values_list("agency_code", "agency_name")
    )
    return dict(rows.distinct())


def suggestions(text: str, *, now: datetime) -> list[str]:
    """Titles that go on from what was typed so far; empty for less than two letters or when no engine
    answers.
    """
    typed = words(text[:100])[:6]
    if not typed or len(typed[-1]) < 2:
        return []
    try:
        return engines.database_engine().suggest(typed, limit=SUGGESTIONS, now=now)
    except EngineError:
        logger.exception("search.suggestions_failed")
        return []


_PERSONAL = re.compile(r"\S+@\S+|\+?\d[\d .\-]{5,}\d")


def note_missed(text: str, *, today: date) -> None:
    """Count a query without result for DKISS's list, without e-mail addresses and long numbers (NIK,
    phone).
    """
    plain = " ".join(words(_PERSONAL.sub(" ", text[:400])))[:120].strip()
    if len(plain) < 3:
        return
    if MissedQuery.objects.filter(text=plain, day=today).update(times=F("times") + 1):
        return
    if MissedQuery.objects.filter(day=today).count() < MAX_MISSED_A_DAY:
        MissedQuery.objects.get_or_create(text=plain, day=today)


def related_titles(text: str, *, now: datetime) -> list[str]:
    """Titles that share at least one word with a query that found nothing: somewhere to go on from."""
    found: list[str] = []
    for word in sorted(parse_query(text).words, key=len, reverse=True)[:3]:
        found += [
            title
            for title in suggestions(word[:-1] if len(word) > 4 else word, now=now)
            if title not in found
        ]
    return found[:5]
