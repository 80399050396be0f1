"""Places that apps above fill."""

from __future__ import annotations

import pytest

from portal.content import panels
from portal.content.panels import Figure, Panel


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    from collections import defaultdict

    monkeypatch.setattr(panels, "_providers", defaultdict(list))
    monkeypatch.setattr(panels, "_figures", [])


def test_unknown_place_is_refused_when_registering() -> None:
    with pytest.raises(ValueError, match="unknown place"):
        panels.register("agency.dutys", lambda request: None)


def test_panels_come_in_order_and_a_broken_one_is_left_out() -> None:
    def broken(request: object) -> Panel:
        raise RuntimeError

    panels.register("statistics", lambda request: Panel("b.html"), order=20)
    panels.register("statistics", broken, order=15)
    panels.register("statistics", lambda request: Panel("a.html"), order=10)
    panels.register("statistics", lambda request: None, order=1)
    assert [p.template for p in panels.panels_for("statistics", None)] == ["a.html", "b.html"]


def test_figures_of_several_apps_stand_in_their_order() -> None:
    panels.register_figures(lambda request: [Figure("B", "2")], order=20)
    panels.register_figures(lambda request: [Figure("A", "1")], order=10)
    assert [f.label for f in panels.figures(None)] == ["A", "B"]
