from __future__ import annotations

import pytest

from tests.agencies import world as worlds


@pytest.fixture
def world(db) -> worlds.World:
    built = worlds.build()
    worlds.grant(built)
    return built
