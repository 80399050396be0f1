"""The list's interval, its steps, the comparison, the sample and the waiting times."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.law.editions import (
    EditionRuleBroken,
    Line,
    ReviewMode,
    ReviewRule,
    SectionState,
    check_adoption,
    compare,
    is_sampled,
    next_due,
    propose_by,
    remind_from,
    review_by,
    review_mode,
)
from disclosure.law.waiting import Wait, WaitingFigures, figures
from tests.unit.calendars import CALENDAR_2026

day = date.fromisoformat


@pytest.mark.parametrize(
    ("adopted", "due"),
    [("2026-01-05", "2026-07-05"), ("2026-08-31", "2027-02-28"), ("2027-08-29", "2028-02-29")],
)
def test_next_edition_is_due_six_months_after_the_decree(adopted, due):
    assert next_due(day(adopted)) == day(due)


def test_reminder_starts_thirty_working_days_before_the_six_months_end():
    assert remind_from(day("2026-06-30"), CALENDAR_2026) == day("2026-05-11")


@pytest.mark.parametrize(
    ("opened", "due", "by"),
    [
        ("2026-03-12", None, "2026-04-02"),
        ("2026-03-12", "2026-06-30", "2026-04-02"),
        ("2026-03-12", "2026-03-31", "2026-03-17"),
        ("2026-03-12", "2026-03-13", "2026-03-12"),
        ("2026-03-12", "2026-02-28", "2026-04-02"),
    ],
)
def test_units_propose_in_ten_working_days_but_before_the_city_is_late(opened, due, by):
    assert propose_by(day(opened), day(due) if due else None, CALENDAR_2026) == day(by)


def test_ppid_utama_reads_within_five_working_days():
    assert review_by(day("2026-03-12"), CALENDAR_2026) == day("2026-03-26")


OPEN, P, R, V = SectionState.OPEN, SectionState.PROPOSED, SectionState.RETURNED, SectionState.VERIFIED


@pytest.mark.parametrize(
    ("states", "without", "words"),
    [
        ([V, P], True, "belum diperiksa"),
        ([OPEN, R], True, "Belum ada bagian"),
        ([], True, "Belum ada bagian"),
        ([V, OPEN], False, "belum mengusulkan"),
        ([V, R], False, "belum mengusulkan"),
        ([V, OPEN, R], True, ""),
        ([V, V], False, ""),
    ],
)
def test_adoption_waits_until_each_section_is_read_or_left_out_knowingly(states, without, words):
    if words:
        with pytest.raises(EditionRuleBroken, match=words):
            check_adoption(states, without_missing=without)
    else:
        check_adoption(states, without_missing=without)


def line(key: int, **columns: str) -> Line:
    return Line(key, columns)


def test_comparison_names_added_changed_and_dropped_rows_and_the_columns():
    before = [line(1, title="A", form="PDF"), line(2, title="B", form="PDF"), line(3, title="C", form="PDF")]
    after = [line(3, title="C", form="PDF"), line(2, title="B2", form="CSV"), line(4, title="D", form="PDF")]
    found = compare(before, after)
    assert [row.key for row in found.added] == [4]
    assert [row.key for row in found.dropped] == [1]
    assert [(change.after.key, change.columns) for change in found.changed] == [(2, ("title", "form"))]
    assert found.same == 1


lists = st.dictionaries(st.integers(1, 30), st.sampled_from("abc"), max_size=20)


@given(lists, lists)
def test_comparison_counts_every_row_once_and_turns_around(one, two):
    a, b = [line(k, t=v) for k, v in one.items()], [line(k, t=v) for k, v in two.items()]
    there, back = compare(a, b), compare(b, a)
    assert len(there.added) + len(there.changed) + there.same == len(b)
    assert len(there.dropped) + len(there.changed) + there.same == len(a)
    assert {row.key for row in there.added} == {row.key for row in back.dropped}
    assert {c.after.key for c in there.changed} == {c.after.key for c in back.changed}


@given(lists)
def test_a_list_compared_with_itself_differs_nowhere(one):
    rows = [line(k, t=v) for k, v in one.items()]
    found = compare(rows, list(reversed(rows)))
    assert (found.added, found.changed, found.dropped, found.same) == ((), (), (), len(rows))


B, S = ReviewMode.BEFORE, ReviewMode.SAMPLE


@pytest.mark.parametrize(
    ("rules", "mode"),
    [
        ([], ReviewMode.NONE),
        ([ReviewRule(B, 2)], ReviewMode.NONE),
        ([ReviewRule(B, None, "periodic")], B),
        ([ReviewRule(B, None, "periodic"), ReviewRule(S, 1)], S),
        ([ReviewRule(S, 1), ReviewRule(B, 1, "periodic")], B),
        ([ReviewRule(S, 1), ReviewRule(B, 1, "anytime")], S),
    ],
)
def test_the_rule_that_speaks_most_closely_of_an_entry_decides(rules, mode):
    assert review_mode(rules, 1, "periodic") is mode


@given(st.text(max_size=20), st.integers(0, 200))
def test_sample_is_one_in_each_ten_and_the_same_when_asked_again(seed, block):
    numbers = range(block * 10 + 1, block * 10 + 11)
    chosen = [n for n in numbers if is_sampled(seed, n)]
    assert len(chosen) == 1
    assert chosen == [n for n in numbers if is_sampled(seed, n)]


def test_sample_does_not_fall_on_one_place_only():
    places = {n % 10 for n in range(1, 2001) if is_sampled("x", n)}
    assert len(places) > 5


def test_publications_are_counted_from_one():
    with pytest.raises(ValueError, match="from 1"):
        is_sampled("x", 0)


def test_waiting_figures_equal_those_counted_by_hand():
    # March 2026: the 18th to the 24th are days off.
    waits = [
        Wait("section", day("2026-03-02"), day("2026-03-09"), day("2026-03-04")),
        Wait("section", day("2026-03-02"), day("2026-03-09"), day("2026-03-10")),
        Wait("excuse", day("2026-03-12"), day("2026-03-26"), day("2026-03-26")),
        Wait("excuse", day("2026-03-13"), day("2026-03-27")),
        Wait("spread", day("2026-03-30"), day("2026-04-07"), day("2026-04-02")),
        Wait("spread", day("2026-04-01"), day("2026-04-09")),
        Wait("section", day("2026-02-02"), day("2026-02-09"), day("2026-02-27")),
    ]
    assert figures(waits, day("2026-03-01"), day("2026-03-31"), CALENDAR_2026) == WaitingFigures(
        open_at_end=2,
        overdue_open=1,
        oldest_days=7,
        settled=3,
        on_time=2,
        late=1,
        median_days=5,
        longest_days=6,
    )


def test_waiting_figures_are_empty_when_nothing_waited():
    assert figures([], day("2026-03-01"), day("2026-03-31"), CALENDAR_2026) == WaitingFigures(
        0, 0, None, 0, 0, 0, None, None
    )


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.one_of(st.none(), st.integers(0, 60)))))
def test_each_wait_of_the_period_is_open_or_settled_never_both(rows):
    start, end = day("2026-01-01"), day("2026-03-01")
    waits = [
        Wait(
            "x",
            start + timedelta(a),
            start + timedelta(a + b),
            None if c is None else start + timedelta(a + c),
        )
        for a, b, c in rows
    ]
    found = figures(waits, start, end, CALENDAR_2026)
    begun = [wait for wait in waits if wait.since <= end]
    assert found.open_at_end + found.settled == len(begun)
    assert found.on_time + found.late == found.settled
