"""PostgreSQL's full text over the same tokens: two vectors beside each record, built from our tokens as they
are.

The vectors are written as literals, not by to_tsvector, so that no parser splits a token differently from
ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from search.engines.base import Ask, Plan
from search.engines.database import filter_clause, visible_clause
from search.language import Group, ParsedQuery
from search.models import SearchRecord

#: A tsvector holds positions up to 16383 and is limited to 1 MB.
MAX_POSITION = 16_000
MAX_POSITIONS_PER_WORD = 200
#: Candidates taken from each of the three ways to be near the top; bounds the cost of ranking.
_POOL = 400
_NEWEST = "r.sorted_on DESC, r.id DESC"

_STATEMENTS = (
    "ALTER TABLE search_searchrecord ADD COLUMN IF NOT EXISTS terms tsvector",
    "ALTER TABLE search_searchrecord ADD COLUMN IF NOT EXISTS words tsvector",
    "CREATE INDEX IF NOT EXISTS search_terms_gin ON search_searchrecord USING gin (terms)",
    "CREATE INDEX IF NOT EXISTS search_words_gin ON search_searchrecord USING gin (words)",
)


def vector(fields: Iterable[tuple[str, str]]) -> str:
    """A tsvector literal of (weight letter, tokens) fields in order, with a gap between fields."""
    places: dict[str, list[str]] = {}
    position = 0
    for weight, tokens in fields:
        for token in tokens.split():
            position += 1
            if position > MAX_POSITION:
                break
            found = places.setdefault(token, [])
            if len(found) < MAX_POSITIONS_PER_WORD:
                found.append(f"{position}{weight}")
        position += 10
    return " ".join(f"'{token}':{','.join(found)}" for token, found in places.items())


def _any(tokens: Sequence[str], weight: str = "") -> str:
    suffix = f":{weight}" if weight else ""
    return "(" + " | ".join(f"'{token}'{suffix}" for token in tokens) + ")"


def _phrase(words: Sequence[str]) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"


def _tokens(groups: Sequence[Group]) -> list[str]:
    return list(dict.fromkeys(token for group in groups for token, _ in group.tokens))


def conditions(parsed: ParsedQuery, plan: Plan) -> tuple[str, list[Any]]:
    """SQL conditions on `r` for the question; empty where there is nothing to match."""
    terms = [_any(tokens) for tokens in plan.required]
    if plan.any_of:
        terms.append(_any(plan.any_of))
    words = [_phrase(phrase) for phrase in parsed.phrases]
    if not terms and not words:
        return "", []
    if parsed.excluded:
        terms.append(f"!{_any(parsed.excluded)}")
    words.extend(f"!{_phrase(phrase)}" for phrase in parsed.excluded_phrases)
    sql, values = "", []
    for column, parts in (("terms", terms), ("words", words)):
        if parts:
            sql += f" AND r.{column} @@ %s::tsquery"
            values.append(" & ".join(parts))
    return sql, values


class PostgresDialect:
    def prepare(self) -> None:
        with connection.cursor() as cursor:
            for statement in _STATEMENTS:
                cursor.execute(statement)

    def index(self, records: Sequence[SearchRecord]) -> None:
        rows = [
            (
                vector(
                    (
                        ("A", record.text.title_tokens),
                        ("B", record.text.summary_tokens),
                        ("C", record.text.keyword_tokens),
                        ("D", record.text.body_tokens),
                    )
                ),
                vector((("A", record.text.title_words), ("D", record.text.body_words))),
                record.pk,
            )
            for record in records
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchrecord SET terms = %s::tsvector, words = %s::tsvector WHERE id = %s",
                rows,
            )

    def matching(self, ask: Ask, plan: Plan) -> tuple[str, list[Any]]:
        visible, values = visible_clause(ask)
        wanted, asked = conditions(ask.parsed, plan)
        return f"FROM search_searchrecord r WHERE {visible}{wanted}", [*values, *asked]

    def candidates(self, ask: Ask, plan: Plan, limit: int) -> list[int]:
        """From three pools: words in the title, all words, any of the asked words; newest first in each.

        Ranking every match would unpack every vector; the pools keep that bounded however common the words
        are.
        """
        source, values = self.matching(ask, plan)
        narrowed, chosen = filter_clause(ask)
        groups = ask.parsed.groups
        pools: list[tuple[str, list[Any]]] = [("", [])]
        if groups:
            pools.append((" AND r.terms @@ %s::tsquery", [_any(_tokens(groups), "A")]))
        if len(groups) > 1 and not plan.required:
            pools.append(
                (" AND r.terms @@ %s::tsquery", [" & ".join(_any(group.matching) for group in groups)])
            )
        head, tail = (
            f"(SELECT r.id, r.terms, r.sorted_on {source}{narrowed}",
            f"ORDER BY {_NEWEST} LIMIT {_POOL})",
        )
        union = " UNION ALL ".join(f"{head}{extra} {tail}" for extra, _ in pools)
        every = _any(_tokens(groups)) if groups else ""
        sql = (
            f"SELECT id FROM (SELECT DISTINCT ON (id) id, terms, sorted_on FROM ({union}) AS pool) AS once"  # noqa: S608
            " ORDER BY ts_rank('{0.1, 0.15, 0.2, 1.0}', terms, %s::tsquery, 1) DESC,"
            " sorted_on DESC, id DESC LIMIT %s"
        )
        parameters = [value for _, extra in pools for value in (*values, *chosen, *extra)]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*parameters, every, limit])
            return [row[0] for row in cursor.fetchall()]

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        if not tokens:
            return {}
        counts = " UNION ALL ".join(
            ["SELECT %s, COUNT(*) FROM search_searchrecord WHERE terms @@ %s::tsquery"] * len(tokens)
        )
        values = [value for token in tokens for value in (token, f"'{token}'")]
        with connection.cursor() as cursor:
            cursor.execute(counts, values)
            return dict.fromkeys(tokens, 0) | dict(cursor.fetchall())

    def suggest(self, words: Sequence[str], limit: int, now: datetime) -> list[str]:
        visible, values = visible_clause(Ask(ParsedQuery(), now))
        wanted = " & ".join([*(f"'{word}':A" for word in words[:-1]), f"'{words[-1]}':*A"])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.title, MAX(r.sorted_on) AS newest FROM search_searchrecord r"  # noqa: S608
                f" WHERE {visible} AND r.words @@ %s::tsquery"
                " GROUP BY r.title ORDER BY newest DESC, r.title LIMIT %s",
                [*values, wanted, limit],
            )
            return [row[0] for row in cursor.fetchall()]
