from datetime import date
from decimal import Decimal

import pytest

from disclosure.law.exemptions import (
    ExemptionFacts,
    ExemptionRuleBroken,
    Ground,
    NeverExempt,
    check_exemption,
    is_public_on,
    latest_end,
)
from disclosure.law.scoring import NoWeightsInForce, Ratio, score, weights_on

START = date(2026, 1, 2)


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


@pytest.mark.parametrize(
    "facts",
    [
        ExemptionFacts(Ground.A, START, date(2056, 1, 2)),
        ExemptionFacts(Ground.B, START, statute="UU 30/2000 Pasal 3"),
        ExemptionFacts(Ground.C, START, date(2030, 1, 1), leader_approved=True),
        ExemptionFacts(Ground.H, START, review_on=date(2027, 1, 1)),
        ExemptionFacts(Ground.J, START, statute="UU 7/2021 Pasal 21"),
    ],
)
def test_exemption_stands_when_its_ground_has_its_end(facts):
    check_exemption(facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (ExemptionFacts(Ground.A, START, date(2056, 1, 3)), "30 tahun"),
        (ExemptionFacts(Ground.B, START), "undang-undang"),
        (ExemptionFacts(Ground.C, START, date(2030, 1, 1)), "Wali Kota"),
        (ExemptionFacts(Ground.H, START), "peninjauan"),
        (ExemptionFacts(Ground.H, START, review_on=START, has_written_consent=True), "Pasal 18 ayat (2)"),
        (ExemptionFacts(Ground.A, START, date(2020, 1, 1)), "sesudah"),
        (
            ExemptionFacts(Ground.J, START, statute="x", never_exempt_kind=NeverExempt.JUDGMENT),
            "Pasal 18 ayat (1)",
        ),
    ],
)
def test_exemption_is_refused_with_its_rule_when_it_cannot_stand(facts, words):
    with pytest.raises(ExemptionRuleBroken, match=words.replace("(", r"\(").replace(")", r"\)")):
        check_exemption(facts)


def test_thirty_years_from_a_leap_day_end_on_the_28th():
    assert latest_end(Ground.A, date(2028, 2, 29)) == date(2058, 2, 28)


def test_status_turns_public_the_day_after_the_end_unless_extended():
    facts = ExemptionFacts(Ground.A, START, date(2026, 6, 30))
    assert not is_public_on(facts, date(2026, 6, 30))
    assert is_public_on(facts, date(2026, 7, 1))
    assert not is_public_on(facts, date(2026, 7, 1), extended_until=date(2027, 1, 1))
