from __future__ import annotations

import pytest

from portal.agencies import homes
from tests.agencies import world as worlds


@pytest.fixture
def world(db, monkeypatch) -> worlds.World:
    built = worlds.build()
    monkeypatch.setattr(homes, "_page_roots", [lambda: built.roots])
    worlds.grant(built)
    return built
