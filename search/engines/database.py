"""The engine inside the portal's own database: SQLite FTS5 or PostgreSQL full text, over the same tokens.

The database selects and counts; the best WINDOW candidates are then ranked by search.scoring, the same on
both, since neither ts_rank nor FTS5 alone ranks well enough. What lies behind the window follows by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from django.db import DatabaseError, connection

from portal.kernel.moments import wib_date
from search import scoring
from search.engines import base
from search.engines.base import Ask, EngineError, EngineHealth, Found, Plan, SearchEngine
from search.models import SearchRecord, SearchText

#: Candidates that are ranked with care. Ten pages; nobody reads further by relevance.
WINDOW = 200


class Dialect(Protocol):
    """What differs between SQLite and PostgreSQL."""

    def prepare(self) -> None: ...
    def index(self, records: Sequence[SearchRecord]) -> None: ...
    def matching(self, ask: Ask, plan: Plan) -> tuple[str, list[Any]]:
        """FROM and WHERE, the record as `r`, with parameters; of visible records, before facet filters."""
        ...

    def candidates(self, ask: Ask, plan: Plan, limit: int) -> list[int]: ...
    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]: ...
    def suggest(self, words: Sequence[str], limit: int, now: datetime) -> list[str]: ...


def visible_clause(ask: Ask) -> tuple[str, list[Any]]:
    """Condition on `r` for what may be seen now and existed when the walk began."""
    sql = (
        "(r.visible_from IS NULL OR r.visible_from <= %s)"
        " AND (r.visible_until IS NULL OR r.visible_until > %s)"
    )
    values: list[Any] = [ask.now, ask.now]
    if ask.until is not None:
        sql += " AND r.id <= %s"
        values.append(ask.until)
    return sql, values


def filter_clause(ask: Ask) -> tuple[str, list[Any]]:
    """Condition on `r` for the chosen facet values; values of one facet are alternatives."""
    sql, values = "", list[Any]()
    for name, column in base.FACET_COLUMNS.items():
        chosen = ask.filters.get(name)
        if not chosen:
            continue
        typed = [int(value) for value in chosen if value.isdigit()] if name == "year" else list(chosen)
        if typed:
            sql += f" AND r.{column} IN ({', '.join(['%s'] * len(typed))})"
            values.extend(typed)
        else:
            sql += " AND 1 = 0"
    return sql, values


class DatabaseEngine(SearchEngine):
    name = "database"

    @cached_property
    def dialect(self) -> Dialect:
        if connection.vendor == "postgresql":
            from search.engines.postgres import PostgresDialect

            return PostgresDialect()
        from search.engines.sqlite import SqliteDialect

        return SqliteDialect()

    def prepare(self) -> None:
        self.dialect.prepare()

    def index(self, records: Sequence[SearchRecord]) -> None:
        if records:
            self.dialect.index(records)

    def remove(self, keys: Sequence[str]) -> None:
        SearchRecord.objects.filter(key__in=keys).delete()

    def search(self, ask: Ask) -> Found:
        try:
            return self._search(ask)
        except DatabaseError as error:
            raise EngineError(str(error)) from error

    def _search(self, ask: Ask) -> Found:
        tokens = [token for group in ask.parsed.groups for token, _ in group.tokens]
        frequency = self.dialect.frequencies(list(dict.fromkeys(tokens)))
        plan = base.plan_groups(ask.parsed.groups, frequency)
        combinations = self._combinations(ask, plan)
        if len(ask.parsed.groups) > 1 and sum(number for _, number in combinations) < base.FEW:
            plan = base.plan_groups(ask.parsed.groups, frequency, relaxed=True)
            combinations = self._combinations(ask, plan)
        total, facets = base.count_facets(combinations, ask.filters)
        if not total or not ask.limit:
            return Found((), total, facets)
        if ask.sort == "date" or ask.parsed.is_empty:
            return Found(tuple((pk, 0.0) for pk in self._by_date(ask, plan)), total, facets)
        return Found(self._by_relevance(ask, plan, frequency), total, facets)

    def _combinations(self, ask: Ask, plan: Plan) -> list[tuple[tuple[str, ...], int]]:
        columns = ", ".join(f"r.{column}" for column in base.FACET_COLUMNS.values())
        source, values = self.dialect.matching(ask, plan)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns}, COUNT(*) {source} GROUP BY {columns}", values)
            rows = cursor.fetchall()
        return [(tuple("" if value is None else str(value) for value in row[:-1]), row[-1]) for row in rows]

    def _by_date(self, ask: Ask, plan: Plan) -> list[int]:
        source, values = self.dialect.matching(ask, plan)
        narrowed, chosen = filter_clause(ask)
        sql = f"SELECT r.id {source}{narrowed} ORDER BY r.sorted_on DESC, r.id DESC LIMIT %s OFFSET %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, *chosen, ask.limit, ask.offset])
            return [row[0] for row in cursor.fetchall()]

    def _by_relevance(self, ask: Ask, plan: Plan, frequency: dict[str, int]) -> tuple[tuple[int, float], ...]:
        ids = self.dialect.candidates(ask, plan, WINDOW)
        best = (
            self._ranked(ids, ask, frequency)[ask.offset : ask.offset + ask.limit]
            if ask.offset < WINDOW
            else []
        )
        missing = ask.limit - len(best)
        if missing <= 0 or len(ids) < WINDOW:
            return tuple(best)
        source, values = self.dialect.matching(ask, plan)
        narrowed, chosen = filter_clause(ask)
        marks = ", ".join(["%s"] * len(ids))
        sql = (
            f"SELECT r.id {source}{narrowed} AND r.id NOT IN ({marks})"
            " ORDER BY r.sorted_on DESC, r.id DESC LIMIT %s OFFSET %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, *chosen, *ids, missing, max(0, ask.offset - WINDOW)])
            return (*best, *((row[0], 0.0) for row in cursor.fetchall()))

    def _ranked(self, ids: Sequence[int], ask: Ask, frequency: dict[str, int]) -> list[tuple[int, float]]:
        documents = self.documents()
        weights = {token: base.inverse_frequency(documents, number) for token, number in frequency.items()}
        rows = SearchText.objects.filter(record_id__in=ids).values_list(
            "record_id",
            "title_tokens",
            "summary_tokens",
            "keyword_tokens",
            "body_tokens",
            "title_words",
            "body_words",
            "record__sorted_on",
        )
        candidates = [scoring.Candidate(*row) for row in rows]
        return scoring.rank(candidates, ask.parsed, weights, wib_date(ask.now))

    def documents(self) -> int:
        """How many records there are, from the highest number: exact counts would read the table."""
        return SearchRecord.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def suggest(self, words: Sequence[str], *, limit: int, now: datetime) -> list[str]:
        try:
            return self.dialect.suggest(words, limit, now) if words else []
        except DatabaseError as error:
            raise EngineError(str(error)) from error

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        return self.dialect.frequencies(tokens)

    def rebuild(self, batches: Iterable[Sequence[SearchRecord]]) -> int:
        number = 0
        for batch in batches:
            self.index(batch)
            number += len(batch)
        return number

    def entries(self) -> Iterator[tuple[str, str]]:
        yield from SearchRecord.objects.order_by("key").values_list("key", "digest").iterator(chunk_size=2000)

    def health(self) -> EngineHealth:
        try:
            return EngineHealth(True, connection.vendor, SearchRecord.objects.count())
        except DatabaseError as error:
            return EngineHealth(False, str(error))
