"""Filling the calendar by command, and counting with it."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from portal.workcalendar.models import CalendarYear, Holiday, HolidayKind, Source
from portal.workcalendar.seed import seed_days
from portal.workcalendar.selectors import current_calendar, read_calendar
from tests.unit.calendars import JOINT_LEAVE_2026, NATIONAL_2026

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


def load(capsys, *arguments):
    call_command("load_calendar", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_2026_equals_the_decree_on_all_25_dates(capsys):
    load(capsys, "--years", "2026")
    found = {(row.date, row.kind) for row in Holiday.objects.all()}
    expected = {(on, HolidayKind.NATIONAL) for on in NATIONAL_2026}
    expected |= {(on, HolidayKind.JOINT_LEAVE) for on in JOINT_LEAVE_2026}
    assert len(expected) == 25
    assert found == expected
    assert all(row.confirmed for row in Holiday.objects.all())


def test_second_run_changes_nothing(capsys):
    first = load(capsys)
    assert first["created"] == Holiday.objects.count() + 9
    assert (first["changed"], first["unchanged"]) == (0, 0)
    before = read_calendar()
    second = load(capsys)
    assert (second["created"], second["changed"]) == (0, 0)
    assert second["unchanged"] == first["created"]
    assert read_calendar() == before


def test_years_to_2026_are_confirmed_and_2027_is_an_estimate(capsys):
    assert load(capsys)["unconfirmed_years"] == [2027]
    calendar = read_calendar()
    assert calendar.known_years == frozenset(range(2019, 2028))
    assert calendar.confirmed_years == frozenset(range(2019, 2027))
    assert not Holiday.objects.filter(date__year=2027, confirmed=True).exists()
    assert Holiday.objects.filter(name__icontains="perkiraan").count() == 0
    assert "Idulfitri" in calendar.holidays[date(2027, 3, 10)]


def test_names_are_indonesian_and_spelled_as_the_dictionary_does(capsys):
    load(capsys)
    names = set(Holiday.objects.values_list("name", flat=True))
    assert not [name for name in names if "Eid" in name or "Day" in name or "Cuti Bersama" in name]
    assert {"Idulfitri", "Iduladha", "Hari kedua Idulfitri"} <= names
    assert Holiday.objects.get(date="2021-05-13").name == "Idulfitri dan Kenaikan Yesus Kristus"


def test_estimates_are_marked_only_where_the_package_says_so():
    estimated = {day.date for day in seed_days([2027]) if day.estimated}
    assert estimated == {date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)}
    assert not any(day.estimated for day in seed_days([2026]))


def test_row_of_a_decree_stays_when_the_seed_is_loaded_again(capsys):
    load(capsys, "--years", "2026")
    Holiday.objects.filter(date="2026-08-25").update(
        name="Maulid Nabi Muhammad SAW",
        source=Source.DECREE,
        decree_number="1/2026",
        decree_date="2026-01-02",
    )
    Holiday.objects.filter(date="2026-08-17").update(name="salah tulis")
    result = load(capsys, "--years", "2026")
    assert Holiday.objects.get(date="2026-08-25").name == "Maulid Nabi Muhammad SAW"
    assert Holiday.objects.get(date="2026-08-17").name == "Hari Kemerdekaan Republik Indonesia"
    assert result["changed"] == 1


@pytest.mark.parametrize("years", ["27", "2027-2026", "1900", "a-b"])
def test_command_refuses_years_that_make_no_sense(years):
    with pytest.raises(CommandError):
        call_command("load_calendar", "--years", years)
    assert not CalendarYear.objects.exists()


def test_calendar_costs_one_query_when_unchanged_and_is_new_at_once_when_changed(
    capsys, django_assert_num_queries
):
    load(capsys, "--years", "2026")
    with django_assert_num_queries(3):
        first = current_calendar()
    with django_assert_num_queries(1):
        assert current_calendar() is first
    load(capsys, "--years", "2027")
    assert current_calendar().known_years == frozenset({2026, 2027})


def test_calendar_is_empty_and_knows_no_year_when_nothing_was_loaded():
    calendar = current_calendar()
    assert calendar.known_years == frozenset()
    assert not calendar.is_known(date(2026, 1, 1), date(2026, 2, 1))
