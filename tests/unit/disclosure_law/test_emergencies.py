"""Which event duties a notice meets, and which texts say something."""

from datetime import UTC, date, datetime

import pytest

from disclosure.law.emergencies import (
    HAZARDS,
    AnnouncedEvent,
    duties_met,
    duties_met_on,
    is_threat,
    says_something,
)

DAY = date(2026, 11, 25)


def event(**changes):
    return AnnouncedEvent(**{"hazard": "flood", "since": DAY, "until": DAY, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"s_19_2_a", "s_25_2_a"}),
        ({"hazard": "chemical"}, {"s_19_2_b", "s_25_2_a"}),
        ({"hazard": "unrest"}, {"s_19_2_c", "s_25_2_a"}),
        ({"hazard": "disease"}, {"s_19_2_d", "s_25_2_a"}),
        ({"hazard": "food"}, {"s_19_2_e", "s_25_2_a"}),
        ({"hazard": "water"}, {"s_19_2_f", "s_25_2_a"}),
        ({"tells_evacuation": True}, {"s_19_2_a", "s_25_2_a", "s_25_2_b"}),
        ({"is_threat": True}, {"s_19_2_a", "s_25_2_a", "s_26_a"}),
        ({"is_threat": True, "tells_evacuation": True}, {"s_19_2_a", "s_25_2_a", "s_25_2_b", "s_26_a", "s_26_b"}),
        ({"is_drill": True}, set()),
        ({"hazard": "unknown"}, set()),
    ],
)  # fmt: skip
def test_notice_meets_the_duties_of_its_kind(changes, expected):
    assert duties_met(event(**changes)) == expected


def test_every_kind_of_article_19_has_a_hazard():
    assert {hazard.item_key for hazard in HAZARDS} == {f"s_19_2_{letter}" for letter in "abcdef"}


def test_duty_is_met_on_the_days_of_the_notice_and_since_the_earliest():
    first = event(since=date(2026, 11, 20), until=date(2026, 11, 25))
    second = event(since=date(2026, 11, 23), until=date(2026, 11, 26))
    met = [
        duties_met_on(date(2026, 11, day), (first, second)).get("s_19_2_a") for day in (19, 20, 24, 26, 27)
    ]
    assert met == [None, date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 23), None]


def test_what_is_still_to_come_is_a_threat():
    now = datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert is_threat("Observed", now.replace(hour=9), now)
    assert is_threat("Likely", now, now)
    assert not is_threat("Observed", now, now)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik setinggi lutut sejak pukul dua.", True),
        ("Lihat gambar", False),
        ("lihat poster terlampir", False),
        ("https://instagram.example/p/abc123 www.contoh.example", False),
        ("!!! 112 !!!", False),
        ("", False),
        ("Lihat gambar. Jalan Raya Anyer ditutup.", True),
    ],
)
def test_text_that_only_points_says_nothing(text, expected):
    assert says_something(text) is expected
