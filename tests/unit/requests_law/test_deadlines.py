from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.moments import WIB
from portal.kernel.workdays import workdays_between
from requests_app.law.deadlines import (
    case_dates,
    completion_until,
    days_late,
    decision_due,
    dispute_until,
    lateness_objection_window,
    may_be_judged,
    objection_until,
    on_time,
    period_end,
    statutory_due,
)
from requests_app.law.rules import READINGS, RULES, Readings, Stage, readings_on, rule_for
from tests.unit.calendars import CALENDAR_2026, NATIONAL_2026

FIVE_YEARS = replace(
    CALENDAR_2026,
    known_years=frozenset(range(2025, 2030)),
    confirmed_years=frozenset(range(2025, 2030)),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda m: m.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [
        ("2026-02-09", "2026-02-25", "2026-03-06"),
        ("2026-03-12", "2026-04-02", "2026-04-14"),
        ("2026-05-08", "2026-05-26", "2026-06-09"),
        ("2026-06-10", "2026-06-25", "2026-07-06"),
        ("2026-08-10", "2026-08-26", "2026-09-04"),
        ("2026-11-25", "2026-12-09", "2026-12-18"),
    ],
)
def test_dates_equal_the_vectors_when_received_in_2026(received, due, extended):
    dates = case_dates(at(received + "T10:00"), CALENDAR_2026)
    assert (dates.due_on.isoformat(), dates.extended_due_on.isoformat()) == (due, extended)
    assert dates.effective_due_on == dates.due_on
    assert (
        case_dates(at(received + "T10:00"), CALENDAR_2026, extended=True).effective_due_on.isoformat()
        == extended
    )


def test_life_of_a_request_is_dated_to_its_end_when_received_on_1_october():
    dates = case_dates(at("2026-10-01T09:00"), CALENDAR_2026)
    assert dates.due_on == date(2026, 10, 15)
    assert dates.check_by == date(2026, 10, 6)
    assert dates.target_on is None
    assert (dates.objection_from, dates.objection_until) == (date(2026, 10, 16), date(2026, 11, 27))
    assert dates.decision_due_on == date(2026, 11, 27)
    assert dates.dispute_until == date(2026, 12, 17)
    assert not dates.provisional


def test_objection_window_follows_the_extended_date_when_extended():
    dates = case_dates(at("2026-10-01T09:00"), CALENDAR_2026, extended=True)
    assert dates.effective_due_on == date(2026, 10, 26)
    assert dates.objection_from == date(2026, 10, 27)


def test_completeness_moves_only_the_service_target():
    plain = case_dates(at("2026-03-12T10:00"), CALENDAR_2026)
    complete = case_dates(at("2026-03-12T10:00"), CALENDAR_2026, complete_at=at("2026-03-27T10:00"))
    assert complete.target_on == date(2026, 4, 1)
    assert replace(complete, target_on=None) == plain


def test_day_of_receipt_is_that_of_wib_when_filed_after_midnight():
    dates = case_dates(datetime(2026, 3, 11, 17, 30, tzinfo=UTC), CALENDAR_2026)
    assert dates.received_on == date(2026, 3, 12)
    assert dates.due_on == date(2026, 4, 2)


def test_check_runs_from_the_register_when_a_letter_is_entered_later():
    dates = case_dates(at("2026-03-12T10:00"), CALENDAR_2026, registered_at=at("2026-03-30T08:00"))
    assert dates.due_on == date(2026, 4, 2)
    assert dates.check_by == date(2026, 4, 2)


def test_only_the_dates_of_the_next_year_are_provisional_when_received_late_in_november():
    dates = case_dates(at("2026-11-25T10:00"), CALENDAR_2026)
    assert dates.provisional
    assert not dates.due_is_provisional
    assert dates.provisional_dates == ("objection_until", "decision_due_on", "dispute_until")
    assert dates.unknown_dates == dates.provisional_dates


def test_due_date_is_provisional_when_received_in_the_middle_of_december():
    dates = case_dates(at("2026-12-14T10:00"), CALENDAR_2026)
    assert dates.due_on == date(2026, 12, 30)
    assert not dates.due_is_provisional
    assert "extended_due_on" in dates.provisional_dates
    assert case_dates(at("2026-12-14T10:00"), CALENDAR_2026, extended=True).due_is_provisional
    assert case_dates(at("2026-12-16T10:00"), CALENDAR_2026).due_is_provisional


def test_nobody_is_judged_when_a_year_has_no_calendar():
    assert may_be_judged(date(2026, 3, 12), date(2026, 4, 2), CALENDAR_2026)
    assert not may_be_judged(date(2026, 12, 20), date(2027, 1, 6), CALENDAR_2026)
    assert not may_be_judged(date(2018, 3, 12), date(2018, 3, 26), CALENDAR_2026)


def test_answer_is_on_time_when_given_a_minute_before_midnight_of_the_due_date():
    due = statutory_due(at("2026-03-12T10:00"), CALENDAR_2026).on
    assert on_time(at("2026-04-02T23:59"), due)
    assert not on_time(at("2026-04-03T00:00"), due)
    # 23.59 WIB is 16.59 UTC; 17.01 UTC is already the next day in Cilegon.
    assert not on_time(datetime(2026, 4, 2, 17, 1, tzinfo=UTC), due)


def test_answer_within_the_extension_is_on_time_and_zero_days_late():
    due = statutory_due(at("2026-03-12T10:00"), CALENDAR_2026, extended=True).on
    assert due == date(2026, 4, 14)
    assert on_time(at("2026-04-10T12:00"), due)
    assert days_late(due, date(2026, 4, 10), CALENDAR_2026) == 0
    assert days_late(due, date(2026, 4, 16), CALENDAR_2026) == 2


def test_due_date_moves_by_one_day_when_a_holiday_is_added():
    more = replace(CALENDAR_2026, holidays={**NATIONAL_2026, date(2026, 10, 7): "Libur tambahan"})
    assert statutory_due(at("2026-10-01T09:00"), more).on == date(2026, 10, 16)


def test_earlier_told_date_opens_and_later_date_closes_when_the_due_date_moved():
    opens, closes = lateness_objection_window(date(2026, 10, 16), CALENDAR_2026, told=[date(2026, 10, 15)])
    assert opens == date(2026, 10, 16)
    assert closes.on == date(2026, 11, 27)
    strict = Readings(earlier_told_date_opens_rights=False)
    opens, _ = lateness_objection_window(
        date(2026, 10, 16), CALENDAR_2026, told=[date(2026, 10, 15)], readings=strict
    )
    assert opens == date(2026, 10, 17)


def test_citizens_periods_never_lapse_when_receipt_is_unknown():
    assert completion_until(None, CALENDAR_2026) is None
    assert objection_until(None, CALENDAR_2026) is None
    assert dispute_until(None, date(2026, 5, 4), CALENDAR_2026, answered=True) is None


def test_citizens_periods_run_from_receipt():
    assert completion_until(date(2026, 3, 13), CALENDAR_2026).on == date(2026, 3, 25)
    assert objection_until(date(2026, 3, 12), CALENDAR_2026).on == date(2026, 5, 4)
    assert decision_due(date(2026, 3, 12), CALENDAR_2026).on == date(2026, 5, 4)
    received = dispute_until(date(2026, 5, 4), date(2026, 5, 4), CALENDAR_2026, answered=True)
    assert received.on == date(2026, 5, 26)
    assert dispute_until(None, date(2026, 5, 4), CALENDAR_2026, answered=False).on == date(2026, 5, 26)


def test_cassation_counts_calendar_days_and_hours_have_no_last_day():
    assert period_end(Stage.CASSATION, date(2026, 3, 12), CALENDAR_2026).on == date(2026, 3, 26)
    with pytest.raises(ValueError, match="hours"):
        period_end(Stage.DATA_ACCESS, date(2026, 3, 12), CALENDAR_2026)


def test_past_period_keeps_its_rules_when_the_regulation_was_not_yet_in_force():
    assert rule_for(Stage.SERVICE_TARGET, date(2021, 6, 29)) is None
    assert rule_for(Stage.SERVICE_TARGET, date(2021, 6, 30)).length == 3
    assert rule_for(Stage.NOTICE, date(2019, 1, 2)).length == 10
    with pytest.raises(ValueError, match="UU 14/2008"):
        statutory_due(at("2009-01-05T10:00"), CALENDAR_2026)


def test_switches_turn_the_contested_readings():
    received = at("2026-03-12T10:00")
    assert statutory_due(received, CALENDAR_2026, readings=Readings(joint_leave_excluded=False)).on == date(
        2026, 3, 27
    )
    assert statutory_due(received, CALENDAR_2026, readings=Readings(receipt_day_is_day_one=True)).on == date(
        2026, 4, 1
    )
    complete = at("2026-03-17T10:00")
    switched = Readings(notice_starts_when_complete=True)
    assert statutory_due(received, CALENDAR_2026, complete_at=complete, readings=switched).on == date(
        2026, 4, 8
    )
    assert statutory_due(received, CALENDAR_2026, readings=switched).on == date(2026, 4, 2)
    found = Readings(lateness_found_day_after_due=False)
    assert case_dates(received, CALENDAR_2026, readings=found).objection_from == date(2026, 4, 2)


def test_every_switch_is_explained_and_every_rule_cites_its_article():
    assert {reading.switch for reading in READINGS} == set(vars(Readings()))
    assert readings_on(date(2026, 1, 1)) == Readings()
    assert {rule.stage for rule in RULES} == set(Stage)
    assert all("Pasal" in rule.article and rule.length > 0 and rule.starts for rule in RULES)


@given(moments, st.booleans())
def test_extending_never_shortens_and_adds_seven_working_days(received, day_one):
    readings = Readings(receipt_day_is_day_one=day_one)
    first = statutory_due(received, FIVE_YEARS, readings=readings).on
    later = statutory_due(received, FIVE_YEARS, extended=True, readings=readings).on
    assert workdays_between(first, later, FIVE_YEARS) == 7


@given(moments)
def test_dates_stand_in_their_order(received):
    dates = case_dates(received, FIVE_YEARS, complete_at=received)
    assert dates.received_on < dates.check_by <= dates.due_on < dates.extended_due_on
    assert dates.target_on < dates.due_on < dates.objection_from < dates.objection_until
    assert dates.objection_from < dates.decision_due_on < dates.dispute_until
    assert dates.objection_from == dates.due_on + timedelta(days=1)
    assert [d.number for d in dates.days if d.counted] == list(range(1, 11))
    assert dates.days[-1].on == dates.due_on


@given(moments, st.integers(0, 20))
def test_completing_later_never_moves_the_statutory_date(received, delay):
    complete = received + timedelta(days=delay)
    assert statutory_due(received, FIVE_YEARS, complete_at=complete) == statutory_due(received, FIVE_YEARS)


@given(moments, moments)
def test_later_receipt_is_never_due_earlier(one, other):
    early, late = sorted((one, other))
    assert statutory_due(early, FIVE_YEARS).on <= statutory_due(late, FIVE_YEARS).on


@given(moments, st.integers(0, 60))
def test_on_time_and_days_late_agree(received, delay):
    due = statutory_due(received, FIVE_YEARS).on
    answered = received + timedelta(days=delay)
    if on_time(answered, due):
        assert days_late(due, answered.astimezone(WIB).date(), FIVE_YEARS) == 0
