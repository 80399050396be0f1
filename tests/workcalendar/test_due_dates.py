"""The command that prints every date of a request's life (contract: keys, exit codes)."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
KEYS = {
    "received_at",
    "check_by",
    "target_on",
    "due_on",
    "extended_due_on",
    "objection_from",
    "objection_until",
    "decision_due_on",
    "dispute_until",
    "provisional",
    "days",
}


@pytest.fixture(autouse=True)
def calendar(db):
    call_command("load_calendar", verbosity=0, stdout=StringIO())


def due_dates(capsys, *arguments):
    capsys.readouterr()
    call_command("due_dates", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_life_is_dated_when_received_on_12_march(capsys):
    found = due_dates(capsys, "--received", "2026-03-12T10:00+07:00")
    assert set(found) >= KEYS
    assert (found["due_on"], found["extended_due_on"]) == ("2026-04-02", "2026-04-14")
    assert found["check_by"] == found["target_on"] == "2026-03-17"
    assert found["provisional"] is False
    assert found["received_at"] == "2026-03-12T10:00:00+07:00"
    assert [day["number"] for day in found["days"] if day["counted"]] == list(range(1, 11))
    nyepi = next(day for day in found["days"] if day["on"] == "2026-03-19")
    assert nyepi == {"on": "2026-03-19", "counted": False, "number": None, "reason": "Hari Suci Nyepi"}


def test_objection_window_is_printed_when_received_on_1_october(capsys):
    found = due_dates(capsys, "--received", "2026-10-01")
    assert (found["objection_from"], found["objection_until"]) == ("2026-10-16", "2026-11-27")
    assert (found["decision_due_on"], found["dispute_until"]) == ("2026-11-27", "2026-12-17")


def test_completeness_moves_the_target_only(capsys):
    plain = due_dates(capsys, "--received", "2026-03-12T10:00+07:00")
    moved = due_dates(capsys, "--received", "2026-03-12T10:00+07:00", "--complete", "2026-03-27T09:00+07:00")
    assert moved["target_on"] == "2026-04-01"
    assert {**moved, "target_on": plain["target_on"]} == plain


def test_extension_moves_what_follows_it(capsys):
    found = due_dates(capsys, "--received", "2026-10-01", "--extended")
    assert (found["due_on"], found["extended_due_on"]) == ("2026-10-15", "2026-10-26")
    assert found["objection_from"] == "2026-10-27"
    assert sum(day["counted"] for day in found["days"]) == 17


def test_moment_in_utc_belongs_to_the_next_day_in_cilegon(capsys):
    assert due_dates(capsys, "--received", "2026-03-11T17:30:00+00:00")["due_on"] == "2026-04-02"


def test_dates_are_provisional_when_they_run_into_2027(capsys):
    found = due_dates(capsys, "--received", "2026-12-14")
    assert found["due_on"] == "2026-12-30"
    assert found["provisional"] is True
    assert "extended_due_on" in found["provisional_dates"]
    assert "due_on" not in found["provisional_dates"]


def test_state_of_a_day_is_told_when_asked(capsys):
    found = due_dates(capsys, "--received", "2026-03-12", "--as-of", "2026-03-27")
    assert found["as_of"] == {
        "day_number": 6,
        "days_left": 4,
        "days_late": 0,
        "label": "hari ke-6 dari 10, jatuh tempo Kamis 2 April 2026",
    }


def test_people_read_the_same_dates_without_json(capsys):
    capsys.readouterr()
    call_command("due_dates", "--received", "2026-12-14")
    text = capsys.readouterr().out
    assert "Pemberitahuan tertulis paling lambat: Rabu, 30 Desember 2026\n" in text
    assert "(sementara)" in text
    assert "Kamis, 24 Desember 2026  Cuti bersama Hari Raya Natal" in text


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--received", "kemarin"],
        ["--received", "2026-03-12", "--complete", "2026-03-11"],
        ["--received", "2009-03-12"],
        ["--received", "2026-03-12", "--as-of", "besok"],
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_do(arguments):
    with pytest.raises(CommandError) as caught:
        call_command("due_dates", *arguments)
    assert caught.value.returncode in {1, 2}
