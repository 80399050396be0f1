"""The law of disputes: what may be recorded when and by whom, and the days. All written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kernel.errors import NotAllowed, RuleViolation
from portal.kernel.workdays import workdays_between
from requests_app.law.dispute_dates import (
    DisputeDays,
    court_way,
    dispute_periods,
    mediation_until,
    way_until,
)
from requests_app.law.dispute_rules import DISPUTES, DisputeFacts
from requests_app.law.dispute_words import (
    GIVES_INFORMATION,
    OPEN_DISPUTES,
    DisputeAction,
    DisputeOutcome,
    DisputeState,
)
from requests_app.law.rules import Stage
from requests_app.law.words import Actor
from tests.unit.calendars import CALENDAR_2026

REG, MED, ADJ, RUL, COU, CRU, CAS, FIN, CLO = DisputeState
OFFICES = {Actor.PPID_UTAMA, Actor.ATASAN_PPID}
OPEN = {REG, MED, ADJ, RUL, COU, CRU, CAS, FIN}
KI = {REG, MED, ADJ}
A, R = DisputeAction, DisputeOutcome
EXPECTED = {
    (A.REGISTER, None): {None},
    (A.SET_NUMBER, None): OPEN,
    (A.START_MEDIATION, None): {REG},
    (A.EXTEND_MEDIATION, None): {MED},
    (A.AGREE, R.AGREED): {MED},
    (A.FAIL_MEDIATION, None): {MED},
    (A.ADJUDICATE, None): {REG},
    (A.RULE, R.GRANTED): {ADJ},
    (A.RULE, R.PARTLY): {ADJ},
    (A.RULE, R.REJECTED): {ADJ},
    (A.RULE, R.NOT_ACCEPTED): KI,
    (A.SUE, None): {RUL},
    (A.COURT_RULE, R.AFFIRMED): {COU},
    (A.COURT_RULE, R.OVERTURNED): {COU},
    (A.APPEAL, None): {CRU},
    (A.CASSATION_RULE, R.AFFIRMED): {CAS},
    (A.CASSATION_RULE, R.OVERTURNED): {CAS},
    (A.BECOME_FINAL, None): {RUL, CRU},
    (A.EXECUTE, None): {FIN},
    (A.WITHDRAW, R.WITHDRAWN): KI,
}
TODAY = date(2026, 6, 1)
YEARS = replace(
    CALENDAR_2026, known_years=frozenset(range(2025, 2030)), confirmed_years=frozenset(range(2025, 2030))
)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 10, 30))


@pytest.mark.parametrize("action", DisputeAction)
@pytest.mark.parametrize("state", [None, *DisputeState])
@pytest.mark.parametrize("actor", Actor)
def test_triple_is_decided_as_written_by_hand(state, action, actor):
    for outcome in {known for act, known in EXPECTED if act is action}:
        allowed = state in EXPECTED[action, outcome] and actor in OFFICES
        if allowed:
            step = DISPUTES.check(state, action, None, actor=actor, outcome=outcome)
            assert isinstance(step.leads_to(state), DisputeState)
        else:
            with pytest.raises((RuleViolation, NotAllowed)) as caught:
                DISPUTES.check(state, action, None, actor=actor, outcome=outcome)
            assert caught.value.message.endswith(".")


def test_table_by_hand_knows_every_act_and_outcome_and_every_guard_is_used():
    assert {action for action, _outcome in EXPECTED} == set(DisputeAction)
    assert {outcome for _action, outcome in EXPECTED if outcome} == set(DisputeOutcome)
    assert {name for step in DISPUTES.steps for name in step.guards} == set(DISPUTES.guards)
    assert all(step.article for step in DISPUTES.steps)
    assert OPEN_DISPUTES == OPEN
    assert {R.AGREED, R.GRANTED, R.PARTLY} == GIVES_INFORMATION


def why_not(action, state, outcome=None, **facts):
    try:
        DISPUTES.check(
            state, action, DisputeFacts(today=TODAY, **facts), actor=Actor.PPID_UTAMA, outcome=outcome
        )
    except RuleViolation as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("grounds", "mediation", "adjudication"),
    [
        (("a",), "may_be_mediated", ""),
        (("b",), "", "on_exemption"),
        (("c", "g"), "", "on_exemption"),
        (("a", "d"), "", ""),
    ],
)
def test_exemption_goes_straight_to_adjudication_and_the_rest_is_mediated_first(
    grounds, mediation, adjudication
):
    assert why_not(A.START_MEDIATION, REG, grounds=grounds) == mediation
    assert why_not(A.ADJUDICATE, REG, grounds=grounds) == adjudication


def test_mediation_is_extended_once_and_before_it_ran_out():
    assert why_not(A.EXTEND_MEDIATION, MED, mediation_until=TODAY) == ""
    assert why_not(A.EXTEND_MEDIATION, MED, mediation_until=TODAY - timedelta(1)) == "mediation_running"
    assert why_not(A.EXTEND_MEDIATION, MED, mediation_extended=True) == "mediation_not_extended"


@pytest.mark.parametrize(("action", "state"), [(A.SUE, RUL), (A.APPEAL, CRU)])
def test_city_is_kept_from_a_way_that_is_closed_and_the_requester_never_is(action, state):
    passed = {"way_until": TODAY - timedelta(days=1)}
    assert why_not(action, state, by_city=True, **passed) == "city_in_time"
    assert why_not(action, state, by_city=False, **passed) == ""
    assert why_not(action, state, by_city=True, way_until=TODAY) == ""


def test_ruling_is_final_only_when_its_receipt_is_known_and_the_way_has_closed():
    assert why_not(A.BECOME_FINAL, RUL) == "way_passed"
    assert why_not(A.BECOME_FINAL, RUL, way_until=TODAY) == "way_passed"
    assert why_not(A.BECOME_FINAL, RUL, way_until=TODAY - timedelta(days=1)) == ""


# Days, worked by hand with the calendar of 2026 ---------------------------------------------------------------


def periods(**days):
    return {period.stage: period for period in dispute_periods(DisputeDays(**days), CALENDAR_2026)}


@pytest.mark.parametrize(
    ("applied", "start", "settlement"),
    [
        # 14 and 100 working days; Lebaran, Paskah, Kenaikan, Iduladha, 1 Muharam lie between.
        (date(2026, 3, 2), date(2026, 3, 26), None),
        (date(2026, 6, 17), date(2026, 7, 7), date(2026, 11, 6)),
        (date(2026, 6, 10), date(2026, 7, 1), date(2026, 11, 2)),
    ],
)
def test_commission_begins_in_fourteen_and_ends_in_a_hundred_working_days(applied, start, settlement):
    found = periods(applied_on=applied)
    assert workdays_between(applied, found[Stage.KI_START].until.on, CALENDAR_2026) == 14
    assert workdays_between(applied, found[Stage.KI_SETTLEMENT].until.on, CALENDAR_2026) == 100
    if settlement:
        assert (found[Stage.KI_START].until.on, found[Stage.KI_SETTLEMENT].until.on) == (start, settlement)


@pytest.mark.parametrize(
    ("first_meeting", "until", "extended"),
    [
        (date(2026, 6, 17), date(2026, 7, 7), date(2026, 7, 16)),
        # 17 and 25 August are off.
        (date(2026, 8, 10), date(2026, 9, 1), date(2026, 9, 10)),
    ],
)
def test_mediation_lasts_fourteen_working_days_and_seven_more(first_meeting, until, extended):
    days = DisputeDays(applied_on=date(2026, 6, 1), mediation_on=first_meeting)
    assert mediation_until(days, CALENDAR_2026).on == until
    assert mediation_until(replace(days, mediation_extended=True), CALENDAR_2026).on == extended
    assert mediation_until(DisputeDays(applied_on=date(2026, 6, 1)), CALENDAR_2026) is None


@pytest.mark.parametrize(
    ("received", "by_statute", "by_perki"),
    [
        (date(2026, 8, 3), date(2026, 8, 24), date(2026, 8, 17)),
        (date(2026, 5, 8), date(2026, 6, 4), date(2026, 5, 22)),
    ],
)
def test_court_is_reached_by_both_readings_and_the_city_keeps_to_the_earlier(received, by_statute, by_perki):
    way = court_way(received, CALENDAR_2026)
    assert (way.until.on, way.safe_until, way.keep_to) == (by_statute, by_perki, by_perki)
    days = DisputeDays(applied_on=date(2026, 2, 2), ruling_received_on=received)
    assert way_until(days, CALENDAR_2026, for_city=True) == by_perki
    assert way_until(days, CALENDAR_2026, for_city=False) == by_statute


def test_cassation_is_fourteen_days_of_the_calendar():
    days = DisputeDays(
        applied_on=date(2026, 2, 2), ruling_received_on=date(2026, 5, 8), sued_on=date(2026, 5, 20),
        court_received_on=date(2026, 9, 1),
    )  # fmt: skip
    assert way_until(days, CALENDAR_2026, for_city=True) == date(2026, 9, 15)
    assert way_until(replace(days, court_received_on=None), CALENDAR_2026, for_city=True) is None


def test_no_way_ends_while_the_receipt_of_the_ruling_is_unknown():
    assert way_until(DisputeDays(applied_on=TODAY, ruled_on=TODAY), CALENDAR_2026, for_city=False) is None


def test_period_that_was_kept_is_not_late_and_one_that_ran_out_is():
    kept = periods(applied_on=date(2026, 6, 17), mediation_on=date(2026, 7, 7))[Stage.KI_START]
    assert kept.is_late(date(2026, 12, 1)) is False
    missed = periods(applied_on=date(2026, 6, 17), mediation_on=date(2026, 7, 8))[Stage.KI_START]
    assert missed.is_late(date(2026, 7, 8)) is True
    waiting = periods(applied_on=date(2026, 6, 17))[Stage.KI_START]
    assert (waiting.is_running(date(2026, 7, 7)), waiting.is_running(date(2026, 7, 8))) == (True, False)


@given(days_of_2026, st.integers(0, 60), st.booleans())
def test_no_period_ends_before_it_begins_and_extension_only_adds(applied, later, extended):
    days = DisputeDays(
        applied_on=applied, mediation_on=applied + timedelta(days=later), mediation_extended=extended
    )
    for period in dispute_periods(days, YEARS):
        assert period.until.on > period.starts_on
        assert period.keep_to <= period.until.on
    assert (
        mediation_until(replace(days, mediation_extended=True), YEARS).on >= mediation_until(days, YEARS).on
    )


@settings(max_examples=200)
@given(st.data())
def test_random_walk_never_leaves_the_table_and_ends_only_in_the_end(data):
    """Whatever is recorded in whatever order: a state always follows from a row, and the end has no way on."""
    state = None
    for _step in range(14):
        action = data.draw(st.sampled_from(DisputeAction))
        outcome = data.draw(st.sampled_from([None, *DisputeOutcome]))
        try:
            step = DISPUTES.check(state, action, None, actor=Actor.ATASAN_PPID, outcome=outcome)
        except RuleViolation:
            assert state not in EXPECTED.get((action, outcome), set())
            continue
        assert state in EXPECTED[action, outcome]
        state = step.leads_to(state)
        assert state is not None
    if state is CLO:
        assert not DISPUTES.options(CLO, DisputeFacts(today=TODAY), actor=Actor.PPID_UTAMA)
