"""Where findable things come from.

`search` knows no domain app. An app that has something to find writes a class that fits SearchSource and
hands an instance to `register` in its AppConfig.ready; from then on `search.indexing.index_object(name, id)`
may be called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

from search.documents import SearchDocument


@runtime_checkable
class SearchSource(Protocol):
    """One kind of findable thing.

    name: stable, lower case, letters and underscore; part of every key and the value of the facet "type".
    label: what a person reads in that facet (may be lazily translated), for instance "Berita".
    category_labels: words for the values of SearchDocument.category; empty where the source has none.
    """

    name: str
    label: Any
    category_labels: Mapping[str, Any]

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[SearchDocument]:
        """Yield what the public may see: of these object ids, or all. An id that may not be seen yields
        nothing.
        """
        ...


_registry: dict[str, SearchSource] = {}


class UnknownSource(LookupError):
    """A source name that no app registered."""


def register(source: SearchSource) -> None:
    """Make a source known. A second one of the same name replaces the first (autoreload imports twice)."""
    if not isinstance(source, SearchSource):
        raise TypeError(f"{source!r} does not fit search.sources.SearchSource")
    _registry[source.name] = source


def unregister(name: str) -> None:
    """Forget a source; for tests that register one of their own."""
    _registry.pop(name, None)


def get(name: str) -> SearchSource:
    try:
        return _registry[name]
    except KeyError:
        raise UnknownSource(name) from None


def all_sources() -> tuple[SearchSource, ...]:
    return tuple(_registry[name] for name in sorted(_registry))


def type_label(name: str) -> str:
    source = _registry.get(name)
    return str(source.label) if source else name


def category_label(value: str) -> str:
    for source in _registry.values():
        if value in source.category_labels:
            return str(source.category_labels[value])
    return value
