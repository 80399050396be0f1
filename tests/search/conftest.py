from collections.abc import Iterator

import pytest

from search import indexing, sources
from tests.search.worlds import LIBRARY, PlantedSource


@pytest.fixture
def source() -> Iterator[PlantedSource]:
    planted = PlantedSource()
    sources.register(planted)
    yield planted
    sources.unregister(planted.name)


@pytest.fixture
def library(db: None, source: PlantedSource) -> PlantedSource:
    source.put(*LIBRARY)
    indexing.index_documents(source.documents())
    return source
