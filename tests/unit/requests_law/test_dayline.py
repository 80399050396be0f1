from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.moments import WIB
from requests_app.law.dayline import MAX_LATE_BLOCKS
from requests_app.law.deadlines import day_line
from requests_app.law.rules import Readings
from tests.unit.calendars import CALENDAR_2026, NATIONAL_2026

RECEIVED = datetime(2026, 3, 12, 21, 7, tzinfo=WIB)


def line(today, **given_facts):
    return day_line(RECEIVED, today, CALENDAR_2026, **given_facts)


def test_line_says_where_the_case_stands_when_read_aloud():
    assert line(date(2026, 3, 27)).label == "hari ke-6 dari 10, jatuh tempo Kamis 2 April 2026"
    assert line(date(2026, 3, 12)).label == "hari ke-1 dari 10 belum mulai, jatuh tempo Kamis 2 April 2026"
    assert line(date(2026, 4, 2)).label == "hari ke-10 dari 10, jatuh tempo Kamis 2 April 2026"
    assert line(date(2026, 4, 7)).label == "terlambat 2 hari kerja, jatuh tempo Kamis 2 April 2026"
    assert line(date(2026, 3, 27), lang="en").label == "day 6 of 10, due Thursday 2 April 2026"
    assert line(date(2026, 4, 7), lang="en").label == "2 working days late, due Thursday 2 April 2026"


def test_line_says_when_it_was_answered():
    answered = datetime(2026, 3, 30, 9, tzinfo=WIB)
    done = line(date(2026, 5, 30), answered_at=answered)
    assert done.label == "dijawab pada hari ke-7 dari 10, jatuh tempo Kamis 2 April 2026"
    assert (done.days_late, len(done.blocks), done.day_number) == (0, 21, 7)
    assert [block.on for block in done.blocks if block.is_answer] == [date(2026, 3, 30)]
    assert sum(block.is_past for block in done.blocks) == 7
    late = line(date(2026, 5, 30), answered_at=datetime(2026, 4, 7, 9, tzinfo=WIB))
    assert late.label == "dijawab terlambat 2 hari kerja, jatuh tempo Kamis 2 April 2026"


def test_line_has_ten_counted_days_and_names_the_skipped_ones():
    blocks = line(date(2026, 3, 27)).blocks
    assert [block.number for block in blocks if block.counted] == list(range(1, 11))
    assert [block.on for block in blocks if block.is_today] == [date(2026, 3, 27)]
    assert [block.on for block in blocks if block.is_due] == [date(2026, 4, 2)]
    assert sum(block.is_past for block in blocks) == 6
    assert {block.reason for block in blocks if not block.counted} >= {"Cuti bersama Nyepi", "Sabtu"}


def test_line_shows_today_among_the_skipped_days_when_today_is_a_holiday():
    today = line(date(2026, 3, 19))
    assert [(block.on.day, block.counted) for block in today.blocks if block.is_today] == [(19, False)]
    assert (today.day_number, today.days_left) == (3, 7)


def test_line_is_longer_when_extended():
    extended = line(date(2026, 4, 6), extended=True)
    assert extended.total == 17
    assert extended.due_on == date(2026, 4, 14)
    assert [b.number for b in extended.blocks if b.part == "extension" and b.counted] == list(range(11, 18))
    assert extended.label == "hari ke-11 dari 17, jatuh tempo Selasa 14 April 2026"


def test_day_is_over_on_the_holiday_after_it_although_no_working_day_has_passed():
    weekend = line(date(2026, 4, 4))
    assert (weekend.is_over, weekend.days_late, weekend.days_left) == (True, 0, 0)
    assert weekend.label == "sesudah hari terakhir, jatuh tempo Kamis 2 April 2026"
    answered = line(date(2026, 5, 30), answered_at=datetime(2026, 4, 4, 9, tzinfo=WIB))
    assert (answered.is_over, answered.days_late) == (True, 0)
    assert answered.label == "dijawab sesudah hari terakhir, jatuh tempo Kamis 2 April 2026"
    assert not line(date(2026, 4, 2)).is_over
    assert not line(date(2026, 5, 30), answered_at=datetime(2026, 4, 2, 23, 59, tzinfo=WIB)).is_over


def test_late_days_are_appended_and_cut_when_there_are_too_many():
    late = line(date(2026, 4, 7))
    assert [(b.on.day, b.counted, b.number) for b in late.blocks if b.is_late] == [
        (3, False, None),
        (4, False, None),
        (5, False, None),
        (6, True, 11),
        (7, True, 12),
    ]
    long = line(date(2026, 6, 27))
    assert long.days_late == 53
    assert sum(b.is_late and b.counted for b in long.blocks) == MAX_LATE_BLOCKS
    assert long.hidden_late_days == 53 - MAX_LATE_BLOCKS


def test_line_keeps_the_judged_date_when_a_holiday_was_added_afterwards():
    more = replace(CALENDAR_2026, holidays={**NATIONAL_2026, date(2026, 4, 2): "Libur tambahan"})
    kept = day_line(
        RECEIVED,
        date(2026, 6, 1),
        more,
        answered_at=datetime(2026, 4, 2, 9, tzinfo=WIB),
        due_on=date(2026, 4, 2),
    )
    assert kept.due_on == date(2026, 4, 2)
    assert kept.days_late == 0
    assert [block.on for block in kept.blocks if block.is_due] == [date(2026, 4, 2)]


def test_line_is_provisional_when_it_runs_into_an_unknown_year():
    late_in_year = day_line(datetime(2026, 12, 21, 9, tzinfo=WIB), date(2026, 12, 22), CALENDAR_2026)
    assert late_in_year.provisional
    assert late_in_year.label.endswith(", sementara")


def test_groups_are_runs_of_days_for_the_table():
    groups = line(date(2026, 3, 27)).groups
    rows = [(g.first_on.day, g.last_on.day, g.first_number, g.last_number, g.reasons) for g in groups]
    assert rows[:4] == [
        (13, 13, 1, 1, ()),
        (14, 15, None, None, ("Sabtu", "Minggu")),
        (16, 17, 2, 3, ()),
        (18, 18, None, None, ("Cuti bersama Nyepi",)),
    ]
    assert rows[-1] == (30, 2, 7, 10, ())
    assert [g.has_today for g in groups].count(True) == 1


def test_line_begins_with_the_day_of_receipt_when_that_reading_is_chosen():
    first = line(date(2026, 3, 12), readings=Readings(receipt_day_is_day_one=True))
    assert first.blocks[0].on == date(2026, 3, 12)
    assert (first.day_number, first.total, first.due_on) == (1, 10, date(2026, 4, 1))


@given(st.integers(0, 120), st.booleans(), st.booleans())
def test_line_is_sound_on_any_day(offset, extended, day_one):
    today = date(2026, 3, 12) + timedelta(days=offset)
    drawn = line(today, extended=extended, readings=Readings(receipt_day_is_day_one=day_one))
    assert drawn.total == (17 if extended else 10)
    assert sum(block.is_due for block in drawn.blocks) == 1
    assert [block.on for block in drawn.blocks] == sorted({block.on for block in drawn.blocks})
    assert sum(block.is_past and not block.is_late for block in drawn.blocks) == min(
        drawn.day_number, drawn.total
    )
    assert drawn.days_left == 0 or drawn.days_late == 0
    assert drawn.is_over is (today > drawn.due_on)
    assert drawn.is_over or drawn.days_late == 0
    counted = [block.number for block in drawn.blocks if block.counted]
    assert counted == list(range(1, len(counted) + 1))
