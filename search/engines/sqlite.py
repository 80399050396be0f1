"""SQLite's FTS5 over the token columns of SearchText, kept in step by triggers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from search.engines.base import Ask, Plan
from search.engines.database import filter_clause, visible_clause
from search.language import ParsedQuery
from search.models import SearchRecord

_COLUMNS = ("title_tokens", "summary_tokens", "keyword_tokens", "body_tokens", "title_words", "body_words")
_TERMS = "{title_tokens summary_tokens keyword_tokens body_tokens}"
_WORDS = "{title_words body_words}"
#: Weights of _COLUMNS in bm25(); the words only serve phrases.
_WEIGHTS = "3.0, 1.4, 1.2, 1.0, 0.0, 0.0"


def _statements() -> list[str]:
    names = ", ".join(_COLUMNS)
    new = ", ".join(f"new.{name}" for name in _COLUMNS)
    old = ", ".join(f"old.{name}" for name in _COLUMNS)
    add = f"INSERT INTO search_fts(rowid, {names}) VALUES (new.record_id, {new});"  # noqa: S608
    drop = f"INSERT INTO search_fts(search_fts, rowid, {names}) VALUES ('delete', old.record_id, {old});"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5({names}, content='search_searchtext',"
        " content_rowid='record_id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts_terms USING fts5vocab(search_fts, row)",
        f"CREATE TRIGGER IF NOT EXISTS search_fts_added AFTER INSERT ON search_searchtext BEGIN {add} END",
        f"CREATE TRIGGER IF NOT EXISTS search_fts_gone AFTER DELETE ON search_searchtext BEGIN {drop} END",
        "CREATE TRIGGER IF NOT EXISTS search_fts_changed AFTER UPDATE ON search_searchtext"
        f" BEGIN {drop} {add} END",
    ]


def _any(tokens: Sequence[str]) -> str:
    return f"{_TERMS} : ({' OR '.join(_quoted(token) for token in tokens)})"


def _quoted(token: str) -> str:
    """An FTS5 string. Tokens hold letters and digits only; doubling quotes keeps that from being a
    condition.
    """
    return '"' + token.replace('"', '""') + '"'


def match_expression(parsed: ParsedQuery, plan: Plan) -> str:
    """The question in FTS5's language; empty where there is nothing to match."""
    parts = [f"({_any(tokens)})" for tokens in plan.required]
    if plan.any_of:
        parts.append(f"({_any(plan.any_of)})")
    parts.extend(f"({_WORDS} : {_quoted(' '.join(phrase))})" for phrase in parsed.phrases)
    if not parts:
        return ""
    expression = " AND ".join(parts)
    unwanted = [f"({_any(parsed.excluded)})"] if parsed.excluded else []
    unwanted += [f"({_WORDS} : {_quoted(' '.join(phrase))})" for phrase in parsed.excluded_phrases]
    return f"({expression})" + "".join(f" NOT {part}" for part in unwanted)


class SqliteDialect:
    def prepare(self) -> None:
        with connection.cursor() as cursor:
            for statement in _statements():
                cursor.execute(statement)

    def index(self, records: Sequence[SearchRecord]) -> None:
        """The triggers have done it."""

    def matching(self, ask: Ask, plan: Plan) -> tuple[str, list[Any]]:
        visible, values = visible_clause(ask)
        expression = match_expression(ask.parsed, plan)
        if not expression:
            return f"FROM search_searchrecord r WHERE {visible}", values
        # CROSS JOIN keeps SQLite from walking all records and asking the index about each.
        return (
            "FROM search_fts CROSS JOIN search_searchrecord r ON r.id = search_fts.rowid"
            f" WHERE search_fts MATCH %s AND {visible}",
            [expression, *values],
        )

    def candidates(self, ask: Ask, plan: Plan, limit: int) -> list[int]:
        source, values = self.matching(ask, plan)
        narrowed, chosen = filter_clause(ask)
        sql = (
            f"SELECT r.id {source}{narrowed}"
            f" ORDER BY bm25(search_fts, {_WEIGHTS}), r.sorted_on DESC, r.id DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, *chosen, limit])
            return [row[0] for row in cursor.fetchall()]

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        if not tokens:
            return {}
        marks = ", ".join(["%s"] * len(tokens))
        with connection.cursor() as cursor:
            sql = f"SELECT term, doc FROM search_fts_terms WHERE term IN ({marks})"  # noqa: S608
            cursor.execute(sql, list(tokens))
            return dict.fromkeys(tokens, 0) | dict(cursor.fetchall())

    def suggest(self, words: Sequence[str], limit: int, now: datetime) -> list[str]:
        expression = " AND ".join(
            [
                *(f"(title_words : {_quoted(word)})" for word in words[:-1]),
                f"(title_words : {_quoted(words[-1])} *)",
            ]
        )
        visible, values = visible_clause(Ask(ParsedQuery(), now))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.title, MAX(r.sorted_on) AS newest"  # noqa: S608
                " FROM search_fts CROSS JOIN search_searchrecord r ON r.id = search_fts.rowid"
                f" WHERE search_fts MATCH %s AND {visible}"
                " GROUP BY r.title ORDER BY newest DESC, r.title LIMIT %s",
                [expression, *values, limit],
            )
            return [row[0] for row in cursor.fetchall()]
