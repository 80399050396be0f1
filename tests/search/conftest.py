from collections.abc import Iterator

import pytest
from django.core.cache import cache

from search import indexing, sources
from tests.search.worlds import LIBRARY, PlantedSource


@pytest.fixture
def source() -> Iterator[PlantedSource]:
    planted = PlantedSource()
    sources.register(planted)
    yield planted
    sources.unregister(planted.name)


@pytest.fixture
def library(db: None, source: PlantedSource, django_capture_on_commit_callbacks) -> PlantedSource:
    source.put(*LIBRARY)
    with django_capture_on_commit_callbacks(execute=True):
        indexing.index_documents(source.documents())
    return source


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """A failed engine rests for a while: not beyond its own test."""
    cache.clear()
    yield
    cache.clear()
