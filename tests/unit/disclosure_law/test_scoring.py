from datetime import date
from decimal import Decimal

import pytest

from disclosure.law.scoring import NoWeightsInForce, Ratio, score, weights_on


def test_score_leaves_a_part_out_when_it_has_no_denominator():
    weights = weights_on(date(2026, 6, 1))
    found = score(
        {"periodic": Ratio(39, 78), "anytime": Ratio(24, 24), "requests_on_time": Ratio(0, 0)}, weights
    )
    assert found.points == Decimal("66.7")
    assert found.band == "Sebagian"


def test_score_is_unknown_when_nothing_can_be_measured():
    assert score({}, weights_on(date(2026, 6, 1))).points is None


def test_weights_are_refused_before_the_first_set_holds():
    with pytest.raises(NoWeightsInForce):
        weights_on(date(2020, 1, 1))
