"""The engines by name. Only this module knows which of them exist."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from search.engines.base import SearchEngine

NAMES = ("database", "elasticsearch")


class UnknownEngine(LookupError):
    """SEARCH_ENGINE or --engine names none of NAMES."""


@lru_cache(maxsize=1)
def database_engine() -> SearchEngine:
    """The engine inside the portal's own database. Always there: the others fall back on it."""
    from search.engines.database import DatabaseEngine

    return DatabaseEngine()


@lru_cache(maxsize=1)
def _elasticsearch() -> SearchEngine:
    from search.engines.elasticsearch import ElasticsearchEngine, connection_from_settings

    return ElasticsearchEngine(connection_from_settings())


def by_name(name: str) -> SearchEngine:
    if name == "database":
        return database_engine()
    if name == "elasticsearch":
        return _elasticsearch()
    raise UnknownEngine(name)


def configured() -> SearchEngine:
    return by_name(settings.SEARCH_ENGINE)


def forget() -> None:
    """Build engines anew at the next use; for tests that change the settings."""
    database_engine.cache_clear()
    _elasticsearch.cache_clear()
