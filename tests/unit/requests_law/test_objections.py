"""The law of objections: who may do what when, and the days. Rights and dates are written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.errors import NotAllowed, RuleViolation
from portal.kernel.workdays import workdays_between
from requests_app.law.grounds import OBJECTION_GROUNDS
from requests_app.law.objection_dates import (
    RequestStanding,
    commission_window,
    decision_date,
    filing_window,
    ground_window,
    is_late,
    late_from,
    remark_on,
)
from requests_app.law.objection_rules import OBJECTIONS, ObjectionFacts
from requests_app.law.objection_words import (
    GIVES_ORDERS,
    ObjectionAction,
    ObjectionOutcome,
    ObjectionState,
)
from requests_app.law.period_line import period_line
from requests_app.law.words import Actor
from tests.unit.calendars import CALENDAR_2026

C, P, U, A, S = (
    Actor.CITIZEN,
    Actor.PPID_PELAKSANA,
    Actor.PPID_UTAMA,
    Actor.ATASAN_PPID,
    Actor.SYSTEM,
)
NEW = None
REC, REB, DEC, SET, WIT = ObjectionState
EXPECTED = {
    ObjectionAction.FILE: ({NEW}, {C, P, U, A}),
    ObjectionAction.REBUT: ({REC, REB}, {P, U}),
    ObjectionAction.RETURN_REBUTTAL: ({REB}, {A}),
    ObjectionAction.DECIDE: ({REC, REB}, {A}),
    ObjectionAction.SETTLE: ({REC, REB}, {P, U, A}),
    ObjectionAction.WITHDRAW: ({REC, REB}, {C, P, U, A}),
    ObjectionAction.NOTE_SILENCE: ({REC, REB}, {S}),
    ObjectionAction.DO_ORDER: ({DEC, SET}, {P, U}),
    ObjectionAction.RETURN_ORDER: ({DEC, SET}, {A}),
}
PLAIN = ObjectionFacts(
    today=date(2026, 10, 20),
    received_on=date(2026, 10, 16),
    decision_due_on=date(2026, 11, 27),
    grounds=("c",),
)
YEARS = replace(
    CALENDAR_2026, known_years=frozenset(range(2025, 2030)), confirmed_years=frozenset(range(2025, 2030))
)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 10, 30))


@pytest.mark.parametrize("action", ObjectionAction)
@pytest.mark.parametrize("state", [None, *ObjectionState])
@pytest.mark.parametrize("actor", Actor)
def test_triple_is_decided_as_written_by_hand(state, action, actor):
    states, actors = EXPECTED[action]
    outcomes = {outcome for step in OBJECTIONS.steps if step.action is action for outcome in step.outcomes}
    for outcome in outcomes or {None}:
        if state in states and actor in actors:
            step = OBJECTIONS.check(state, action, None, actor=actor, outcome=outcome)
            assert isinstance(step.leads_to(state), ObjectionState)
        else:
            with pytest.raises((RuleViolation, NotAllowed)) as caught:
                OBJECTIONS.check(state, action, None, actor=actor, outcome=outcome)
            assert isinstance(caught.value, NotAllowed if state in states else RuleViolation)
            assert caught.value.message.endswith(".")


def test_every_guard_is_used_and_every_row_has_its_article():
    assert {name for step in OBJECTIONS.steps for name in step.guards} == set(OBJECTIONS.guards)
    assert all(step.article for step in OBJECTIONS.steps)


def test_every_outcome_can_be_given_and_only_by_atasan_ppid():
    rows = [step for step in OBJECTIONS.steps if step.outcomes]
    assert {outcome for step in rows for outcome in step.outcomes} == set(ObjectionOutcome)
    assert {role for step in rows for role in step.roles} == {A}
    assert {o for step in rows if "orders" in step.needs for o in step.outcomes} == GIVES_ORDERS


def why_not(action, **changes):
    """The code of the reason against `action` by whoever may do it; empty when nothing is against it."""
    outcome = changes.pop("outcome", None)
    state = changes.pop("state", REC)
    actor = changes.pop("actor", next(step for step in OBJECTIONS.steps if step.action is action).roles[0])
    try:
        OBJECTIONS.check(state, action, replace(PLAIN, **changes), actor=actor, outcome=outcome)
    except RuleViolation as refusal:
        return refusal.code
    return ""


def test_lateness_is_decided_only_by_a_date_that_can_be_shown():
    late = {"outcome": ObjectionOutcome.TOO_LATE}
    assert why_not(ObjectionAction.DECIDE, **late) == "filing_period_passed"
    on_last_day = {"filing_until": PLAIN.received_on, **late}
    assert why_not(ObjectionAction.DECIDE, **on_last_day) == "filing_period_passed"
    assert why_not(ObjectionAction.DECIDE, filing_until=PLAIN.received_on - timedelta(days=1), **late) == ""


def test_rejection_of_an_exemption_needs_its_decree():
    given = {"outcome": ObjectionOutcome.REJECTED, "grounds": ("a",), "refused_on_exemption": True}
    assert why_not(ObjectionAction.DECIDE, **given) == "decree_attached"
    assert why_not(ObjectionAction.DECIDE, decree_named=True, **given) == ""
    assert why_not(ObjectionAction.DECIDE, **{**given, "outcome": ObjectionOutcome.UPHELD}) == ""


def test_author_of_the_rebuttal_does_not_decide_but_may_find_it_late():
    for outcome in (ObjectionOutcome.UPHELD, ObjectionOutcome.REJECTED):
        assert why_not(ObjectionAction.DECIDE, outcome=outcome, own_rebuttal=True) == "not_own_rebuttal"


@pytest.mark.parametrize("ground", OBJECTION_GROUNDS, ids=lambda ground: ground.letter)
def test_amicable_settlement_is_closed_to_ground_a_alone(ground):
    given = {"grounds": ("d", ground.letter), "signed_by_both": True}
    expected = "" if ground.amicable else "may_be_amicable"
    assert why_not(ObjectionAction.SETTLE, **given) == expected
    assert why_not(ObjectionAction.SETTLE, grounds=("d",)) == "signed_by_both"


def test_silence_is_noted_once_and_not_before_the_thirty_days_are_over():
    last = PLAIN.decision_due_on
    assert why_not(ObjectionAction.NOTE_SILENCE, today=last) == "decision_period_passed"
    assert why_not(ObjectionAction.NOTE_SILENCE, today=last + timedelta(days=1)) == ""
    noted = {"today": last + timedelta(days=1), "silence_noted": True}
    assert why_not(ObjectionAction.NOTE_SILENCE, **noted) == "silence_not_noted"


def test_decision_is_still_owed_after_the_silence():
    late = {"today": date(2026, 12, 20), "silence_noted": True}
    assert why_not(ObjectionAction.DECIDE, outcome=ObjectionOutcome.UPHELD, **late) == ""


def test_options_name_each_act_once_with_what_stands_in_its_way():
    options = {option.action: option for option in OBJECTIONS.options(REC, PLAIN, actor=A)}
    assert set(options) == {ObjectionAction.DECIDE, ObjectionAction.SETTLE, ObjectionAction.WITHDRAW}
    assert options[ObjectionAction.DECIDE].allowed
    assert options[ObjectionAction.SETTLE].why_not[0].startswith("Unggah berita acara")


# Days -----------------------------------------------------------------------------------------------------

ANSWERED = RequestStanding(due_on=date(2026, 10, 15), answered=True, letter_received_on=date(2026, 10, 12))
# Received 2026-10-01: day one after 10-16 is Monday 10-19; thirty working days end on 2026-11-27.
WINDOWS = [
    ("a", replace(ANSWERED, refused=True), "2026-10-12", "2026-11-23"),
    ("a", replace(ANSWERED, letter_received_on=None), None, None),
    ("b", ANSWERED, None, None),
    ("c", RequestStanding(due_on=date(2026, 10, 15)), "2026-10-16", "2026-11-27"),
    ("g", RequestStanding(due_on=date(2026, 10, 15)), "2026-10-16", "2026-11-27"),
    ("c", RequestStanding(due_on=date(2026, 4, 2)), "2026-04-03", "2026-05-20"),
    # A holiday moved the date: the earlier one opens the right, the later one closes it.
    ("c", RequestStanding(due_on=date(2026, 10, 16), told=(date(2026, 10, 15),)), "2026-10-16", "2026-11-27"),
    ("d", ANSWERED, "2026-10-12", "2026-11-23"),
    ("e", ANSWERED, "2026-10-12", "2026-11-23"),
    ("e", replace(ANSWERED, promised_on=date(2026, 10, 20)), "2026-10-21", "2026-12-02"),
    (
        "e",
        replace(ANSWERED, promised_on=date(2026, 10, 20), handed_over_on=date(2026, 10, 19)),
        "2026-10-12",
        "2026-11-23",
    ),
    ("f", ANSWERED, "2026-10-12", "2026-11-23"),
]


@pytest.mark.parametrize(("letter", "standing", "found", "until"), WINDOWS)
def test_days_to_object_are_counted_from_the_day_the_reason_was_found(letter, standing, found, until):
    window = ground_window(letter, standing, CALENDAR_2026)
    assert (window.found_on and window.found_on.isoformat()) == found
    assert (window.until and window.until.on.isoformat()) == until


def test_objection_on_several_grounds_is_in_time_while_one_of_them_is():
    window = filing_window(["c", "d"], ANSWERED, CALENDAR_2026)
    assert (window.found_on, window.until.on) == (date(2026, 10, 12), date(2026, 11, 27))
    assert filing_window(["c", "b"], ANSWERED, CALENDAR_2026).until is None
    assert filing_window(["b"], None, CALENDAR_2026).until is None


def test_lateness_may_be_chosen_from_the_calendar_day_after_the_due_date():
    standing = RequestStanding(due_on=date(2026, 10, 16))  # a Friday
    assert late_from(standing) == date(2026, 10, 17)
    assert not is_late(standing, date(2026, 10, 16))
    assert is_late(standing, date(2026, 10, 17))
    assert is_late(replace(standing, told=(date(2026, 10, 15),)), date(2026, 10, 16))


def test_advice_never_names_a_ground_that_fits_and_never_forbids():
    today = date(2026, 10, 20)
    open_case = RequestStanding(due_on=date(2026, 10, 22))
    for letter in "adef":
        assert remark_on(letter, open_case, today).endswith("tetap boleh memilihnya.")
    assert remark_on("a", replace(ANSWERED, refused=True), today) == ""
    assert remark_on("d", ANSWERED, today) == ""
    assert remark_on("e", ANSWERED, today) == ""
    assert remark_on("c", ANSWERED, today).startswith("Permohonan ini sudah dijawab.")
    assert remark_on("g", ANSWERED, today) == ""


def test_life_of_an_objection_is_dated_to_its_end_when_filed_on_16_october():
    due = decision_date(date(2026, 10, 16), CALENDAR_2026)
    assert due.on == date(2026, 11, 27)
    before = commission_window(due.on, CALENDAR_2026, today=due.on)
    assert (before.opens_on, before.until) == (None, None)
    silent = commission_window(due.on, CALENDAR_2026, today=date(2026, 11, 28))
    assert (silent.opens_on, silent.until.on) == (date(2026, 11, 28), date(2026, 12, 17))
    assert silent.by_silence
    assert silent.is_open_on(date(2026, 12, 17))
    assert not silent.is_open_on(date(2026, 12, 18))


def test_commission_window_runs_from_receipt_of_the_letter_and_does_not_end_while_that_is_unknown():
    decided = {"decided_on": date(2026, 11, 20), "today": date(2026, 11, 25)}
    known = commission_window(
        date(2026, 11, 27), CALENDAR_2026, letter_received_on=date(2026, 11, 23), **decided
    )
    assert (known.opens_on, known.until.on) == (date(2026, 11, 23), date(2026, 12, 11))
    unknown = commission_window(date(2026, 11, 27), CALENDAR_2026, **decided)
    assert unknown.is_open_on(date(2026, 12, 31))


def test_letter_after_the_silence_opens_the_days_to_the_commission_anew():
    window = commission_window(
        date(2026, 11, 27),
        CALENDAR_2026,
        decided_on=date(2026, 12, 10),
        letter_received_on=date(2026, 12, 14),
        today=date(2026, 12, 14),
    )
    assert window.until.on > date(2026, 12, 17)
    assert not window.by_silence


@given(received=days_of_2026)
def test_thirty_working_days_lie_between_receipt_and_the_decision(received):
    due = decision_date(received, YEARS)
    assert workdays_between(received, due.on, YEARS) == 30
    assert YEARS.is_workday(due.on)


@given(due=days_of_2026, moved=st.integers(0, 20), today=days_of_2026)
def test_a_moved_date_never_takes_a_day_from_the_citizen(due, moved, today):
    later = due + timedelta(days=moved)
    kept = RequestStanding(due_on=due)
    changed = RequestStanding(due_on=later, told=(due,))
    assert late_from(changed) == late_from(kept)
    before, after = ground_window("c", kept, YEARS), ground_window("c", changed, YEARS)
    assert after.until.on >= before.until.on
    assert is_late(kept, today) == is_late(changed, today)


@given(due=days_of_2026)
def test_lateness_window_is_thirty_working_days_after_the_day_it_was_found(due):
    window = ground_window("g", RequestStanding(due_on=due), YEARS)
    assert window.found_on == due + timedelta(days=1)
    assert workdays_between(window.found_on, window.until.on, YEARS) == 30


@given(start=days_of_2026, later=st.integers(0, 80), ends=st.none() | st.integers(0, 80))
def test_line_counts_what_the_law_counts(start, later, ends):
    due = decision_date(start, YEARS).on
    today = start + timedelta(days=later)
    ended = start + timedelta(days=ends) if ends is not None else None
    line = period_line(start, due, today, YEARS, ended_on=ended)
    until = min(today, ended) if ended else today
    assert line.total == 30
    assert line.day_number == max(0, workdays_between(start, until, YEARS))
    assert line.days_late == max(0, workdays_between(due, until, YEARS))
    assert line.days_left == max(0, 30 - line.day_number)
    assert [block.number for block in line.blocks if block.is_due] == [30]


def test_line_says_in_words_how_it_stands():
    start, due = date(2026, 10, 16), date(2026, 11, 27)
    assert period_line(start, due, date(2026, 10, 20), CALENDAR_2026).label == (
        "hari ke-2 dari 30, batas Jumat 27 November 2026"
    )
    late = period_line(start, due, date(2026, 12, 1), CALENDAR_2026)
    assert late.label == "lewat 2 hari kerja, batas Jumat 27 November 2026"
    done = period_line(start, due, date(2026, 12, 1), CALENDAR_2026, ended_on=date(2026, 11, 2), lang="en")
    assert done.label == "ended on day 11 of 30, due Friday 27 November 2026"
