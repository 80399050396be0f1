"""`checklist --as-of --json` against a world counted by hand, on two days."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from disclosure.models import NotApplicable

from .conftest import days_ago, published

pytestmark = pytest.mark.django_db


def run(*args: str) -> dict[str, Any]:
    out = StringIO()
    call_command("checklist", "--agency", "DINSOS", "--json", *args, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_counts_per_state_and_category_equal_the_count_by_hand_on_two_days(
    world: SimpleNamespace, catalogue: None
) -> None:
    def live(*keys: str, title: str, **values: Any) -> None:
        period = {"period_start": None, "period_end": timezone.localdate() + timedelta(days=30)}
        published(world.dinsos, world.publisher, *keys, title=title, **period, **values)

    # Periodic, interval six months: five items published today, two so long ago that they have run out.
    fresh = [f"b_15_2_{c}" for c in "abcde"]
    live(*fresh, title="Program")
    live("b_15_3", "b_15_1_d", title="Lama", when=days_ago(230))
    # Anytime, without an interval: three, of which one is 100 days old.
    live("t_21_1_h", "t_21_1_i", title="Renja", category="anytime")
    live("t_21_1_g", title="Inventaris", category="anytime", when=days_ago(100))
    # One duty does not apply since thirty days, decided by PPID Utama.
    NotApplicable.objects.create(
        agency=world.dinsos, item_key="t_21_1_m", reason="Tidak ada penelitian", decision="approved",
        proposed_at=days_ago(40), valid_from=days_ago(30).date(), decided_by=world.utama,
    )  # fmt: skip

    # Of 78 periodic, 28 anytime and 9 immediate items, four anytime ones are the city's (x_23_2, x_38_2, x_47,
    # x_56), and eight of the nine immediate ones arise with an event only.
    today = run()
    assert today["by_category"] == {
        "periodic": {
            "fulfilled": 5, "stale": 2, "missing": 71, "not_applicable": 0, "no_event": 0,
        },
        "immediate": {"fulfilled": 0, "stale": 0, "missing": 1, "not_applicable": 0, "no_event": 8},
        "anytime": {"fulfilled": 3, "stale": 0, "missing": 20, "not_applicable": 5, "no_event": 0},
    }  # fmt: skip
    assert today["counts"] == {
        "fulfilled": 8, "stale": 2, "missing": 92, "not_applicable": 5, "no_event": 8,
    }  # fmt: skip
    assert (today["total"], today["applicable"]) == (115, 115 - 5 - 8)

    # Fifty days ago only the old ones were there, and the old ones were not yet too old: 230 - 50 = 180 days.
    day = timezone.localdate() - timedelta(days=50)
    then = run("--as-of", day.isoformat())
    assert then["as_of"] == day.isoformat()
    assert then["by_category"] == {
        "periodic": {
            "fulfilled": 2, "stale": 0, "missing": 76, "not_applicable": 0, "no_event": 0,
        },
        "immediate": {"fulfilled": 0, "stale": 0, "missing": 1, "not_applicable": 0, "no_event": 8},
        "anytime": {"fulfilled": 1, "stale": 0, "missing": 23, "not_applicable": 4, "no_event": 0},
    }  # fmt: skip
    assert then["applicable"] == 115 - 4 - 8
    for found in (today, then):
        states = Counter(item["state"] for item in found["items"])
        assert {key: states.get(key, 0) for key in found["counts"]} == found["counts"]
