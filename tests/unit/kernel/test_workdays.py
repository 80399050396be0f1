from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.workdays import (
    DayKind,
    DueDate,
    WorkCalendar,
    add_workdays,
    count_days,
    next_workday,
    subtract_workdays,
    workdays_between,
)
from tests.unit.calendars import CALENDAR_2026

days_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
lengths = st.integers(1, 40)
calendars = st.builds(
    lambda off: WorkCalendar(
        holidays=dict.fromkeys(off, "Libur"), known_years={2025, 2026, 2027}, confirmed_years={2025, 2026}
    ),
    st.frozensets(days_2026, max_size=60),
)


@pytest.mark.parametrize(
    ("received", "ten", "seventeen", "thirty"),
    [
        ("2026-02-09", "2026-02-25", "2026-03-06", "2026-04-01"),
        ("2026-03-12", "2026-04-02", "2026-04-14", "2026-05-04"),
        ("2026-05-08", "2026-05-26", "2026-06-09", "2026-06-29"),
        ("2026-06-10", "2026-06-25", "2026-07-06", "2026-07-23"),
        ("2026-08-10", "2026-08-26", "2026-09-04", "2026-09-23"),
        ("2026-11-25", "2026-12-09", "2026-12-18", None),
        ("2026-12-14", "2026-12-30", None, None),
    ],
)
def test_due_date_equals_the_vector_when_counted_over_2026(received, ten, seventeen, thirty):
    start = date.fromisoformat(received)
    for days, expected in ((10, ten), (17, seventeen), (30, thirty)):
        due = add_workdays(start, days, CALENDAR_2026)
        if expected is None:
            assert due.on.year == 2027
            assert due.provisional
            assert due.unknown
        else:
            assert due == DueDate(date.fromisoformat(expected))


def test_due_date_counts_joint_leave_when_the_other_reading_is_chosen():
    other = CALENDAR_2026.with_joint_leave_as_workdays()
    assert add_workdays(date(2026, 3, 12), 10, other).on == date(2026, 3, 27)


def test_due_date_comes_one_day_earlier_when_receipt_is_day_one():
    assert add_workdays(date(2026, 3, 12), 10, CALENDAR_2026, start_is_day_one=True).on == date(2026, 4, 1)


def test_due_date_is_provisional_but_known_when_the_next_year_is_not_confirmed():
    calendar = replace(CALENDAR_2026, known_years=frozenset({2026, 2027}))
    assert add_workdays(date(2026, 12, 16), 10, calendar) == DueDate(
        date(2027, 1, 1), provisional=True, unknown=False
    )


@pytest.mark.parametrize(
    ("days", "first"), [(10, date(2026, 12, 16)), (17, date(2026, 12, 7)), (30, date(2026, 11, 18))]
)
def test_period_runs_into_the_next_year_when_received_from_this_day_on(days, first):
    assert add_workdays(first, days, CALENDAR_2026).provisional
    assert not add_workdays(first - timedelta(days=1), days, CALENDAR_2026).provisional


def test_count_names_each_skipped_day_when_nyepi_and_idulfitri_lie_between():
    counted = count_days(date(2026, 3, 12), 10, CALENDAR_2026)
    assert [day.number for day in counted if day.counted] == list(range(1, 11))
    skipped = {day.on.day: day.reason for day in counted if not day.counted}
    assert skipped == {
        14: "Sabtu",
        15: "Minggu",
        18: "Cuti bersama Nyepi",
        19: "Hari Suci Nyepi (Tahun Baru Saka 1948)",
        20: "Cuti bersama Idulfitri",
        21: "Idulfitri 1447 H",
        22: "Idulfitri 1447 H",
        23: "Cuti bersama Idulfitri",
        24: "Cuti bersama Idulfitri",
        28: "Sabtu",
        29: "Minggu",
    }


def test_day_kind_prefers_the_named_day_when_it_falls_on_a_weekend():
    assert CALENDAR_2026.kind(date(2026, 3, 21)) is DayKind.NATIONAL
    assert CALENDAR_2026.kind(date(2026, 3, 28)) is DayKind.WEEKEND
    local = replace(CALENDAR_2026, local={date(2026, 4, 27): "HUT Kota Cilegon"})
    assert local.kind(date(2026, 4, 27)) is DayKind.LOCAL
    assert local.reason(date(2026, 4, 27)) == "HUT Kota Cilegon"
    assert local.reason(date(2026, 4, 28)) == ""


def test_calendar_is_frozen_when_the_given_mapping_changes_later():
    source = {date(2026, 10, 7): "Libur"}
    calendar = WorkCalendar(holidays=source)
    source.clear()
    assert not calendar.is_workday(date(2026, 10, 7))
    with pytest.raises(TypeError):
        calendar.holidays[date(2026, 10, 8)] = "x"


@pytest.mark.parametrize("days", [0, -1])
def test_count_is_refused_when_the_period_has_no_day(days):
    with pytest.raises(ValueError, match="at least one"):
        add_workdays(date(2026, 1, 5), days, CALENDAR_2026)
    with pytest.raises(ValueError, match="at least one"):
        subtract_workdays(date(2026, 1, 5), days, CALENDAR_2026)


def test_count_is_refused_when_the_calendar_has_no_working_day_left():
    broken = WorkCalendar(holidays={date(2026, 1, 1) + timedelta(days=n): "x" for n in range(100)})
    with pytest.raises(ValueError, match="broken calendar"):
        add_workdays(date(2026, 1, 1), 1, broken)


@given(days_2026, lengths, calendars, st.booleans())
def test_due_date_is_a_working_day_not_before_the_start(start, days, calendar, day_one):
    due = add_workdays(start, days, calendar, start_is_day_one=day_one).on
    assert calendar.is_workday(due)
    assert due >= start
    if not day_one:
        assert due > start


@given(days_2026, lengths, calendars)
def test_between_undoes_add(start, days, calendar):
    due = add_workdays(start, days, calendar).on
    assert workdays_between(start, due, calendar) == days
    assert workdays_between(due, start, calendar) == -days


@given(days_2026, lengths, calendars)
def test_subtract_undoes_add_when_started_on_a_working_day(start, days, calendar):
    start = next_workday(start, calendar)
    assert subtract_workdays(add_workdays(start, days, calendar).on, days, calendar) == start


@given(days_2026, days_2026, lengths, calendars)
def test_due_date_never_moves_back_when_the_start_is_later(one, other, days, calendar):
    early, late = sorted((one, other))
    assert add_workdays(early, days, calendar).on <= add_workdays(late, days, calendar).on


@given(days_2026, lengths, lengths, calendars)
def test_due_date_is_later_when_the_period_is_longer(start, days, more, calendar):
    assert add_workdays(start, days, calendar).on < add_workdays(start, days + more, calendar).on


@given(days_2026, lengths, calendars, days_2026)
def test_due_date_never_comes_earlier_when_a_holiday_is_added(start, days, calendar, extra):
    more = replace(calendar, holidays={**calendar.holidays, extra: "Baru"})
    assert add_workdays(start, days, more).on >= add_workdays(start, days, calendar).on


@given(days_2026, lengths, lengths, calendars)
def test_two_periods_in_a_row_equal_one_long_period(start, first, second, calendar):
    stop = add_workdays(start, first, calendar).on
    assert add_workdays(stop, second, calendar).on == add_workdays(start, first + second, calendar).on


@given(days_2026, lengths, calendars)
def test_count_covers_every_calendar_day_once(start, days, calendar):
    counted = count_days(start, days, calendar)
    assert [day.on for day in counted] == [start + timedelta(days=n) for n in range(1, len(counted) + 1)]
    assert all(day.counted == (day.reason == "") for day in counted)
    assert counted[-1].number == days
