"""Index and bands of the survey, worked by hand; the weight is exactly one ninth."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.law.survey import (
    BANDS,
    CODES,
    ELEMENTS,
    FEWEST_SHOWN,
    WEIGHT,
    band_of,
    result_of,
    shown_together,
)


def result(*scores: int, answers: int = 10):
    return result_of(dict(zip(CODES, [score * answers for score in scores], strict=True)), answers)


def test_nine_elements_by_code_each_weigh_a_ninth_and_have_four_answers():
    assert CODES == ("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9")
    assert WEIGHT * 9 == 1
    assert all(len(set(element.answers)) == 4 for element in ELEMENTS)
    assert len({element.label for element in ELEMENTS}) == 9


@pytest.mark.parametrize(
    ("scores", "index", "band"),
    [
        # With 0,11 a perfect score would be 99,00, with 0,111 99,90.
        ((4,) * 9, "100.00", "A"),
        ((1,) * 9, "25.00", "D"),
        ((3,) * 9, "75.00", "C"),
        ((4, 4, 4, 4, 4, 3, 3, 3, 3), "88.89", "A"),
        ((4, 4, 3, 3, 3, 3, 3, 3, 3), "80.56", "B"),
        ((3, 3, 3, 3, 2, 2, 2, 2, 2), "61.11", "D"),
    ],
)
def test_index_is_the_exact_mean_times_twenty_five(scores, index, band):
    found = result(*scores)
    assert (found.index, found.band.letter) == (Decimal(index), band)


def test_index_of_uneven_answers_is_rounded_once_at_the_end():
    # Seven questionnaires: eight elements sum to 23, one to 22 -> 206/63 * 25 = 81.746...
    sums = {**dict.fromkeys(CODES, 23), "u9": 22}
    found = result_of(sums, 7)
    assert found.averages["u1"] == Fraction(23, 7)
    assert (found.index, found.average("u1"), found.band.letter) == (Decimal("81.75"), Decimal("3.29"), "B")


@pytest.mark.parametrize(
    ("index", "letter"),
    [("100.00", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"),
     ("64.99", "D"), ("25.00", "D")],
)  # fmt: skip
def test_no_index_falls_between_two_bands(index, letter):
    assert band_of(Decimal(index)).letter == letter


@pytest.mark.parametrize("answers", [0, 1, FEWEST_SHOWN - 1])
def test_few_answers_show_nothing(answers):
    assert result_of(dict.fromkeys(CODES, 4 * answers), answers) is None
    assert result_of(dict.fromkeys(CODES, 4 * FEWEST_SHOWN), FEWEST_SHOWN) is not None


def test_sums_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="sums"):
        result_of({**dict.fromkeys(CODES, 30), "u3": 41}, 10)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], True),
        ([5, 9], True),
        ([9, 4], False),
        ([9, 1], False),
        ([9, 4, 1], True),
        ([2, 2], False),
        ([0, 9], True),
    ],
)
def test_total_is_shown_only_when_the_hidden_cannot_be_had_by_subtraction(counts, shown):
    assert shown_together(counts) is shown


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=FEWEST_SHOWN, max_size=60))
def test_index_lies_between_its_bounds_and_follows_every_score(sheets):
    sums = {code: sum(sheet[n] for sheet in sheets) for n, code in enumerate(CODES)}
    found = result_of(sums, len(sheets))
    assert Decimal("25.00") <= found.index <= Decimal("100.00")
    assert found.band in BANDS
    exact = Fraction(sum(sum(sheet) for sheet in sheets), 9 * len(sheets)) * 25
    assert abs(Fraction(found.index) - exact) <= Fraction(1, 200)
