"""Grounds, periods and ends of exemptions: worked examples by hand, and what holds for all dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.law.closure import (
    Approvals,
    Period,
    PersonalData,
    Status,
    check_declaration,
    check_decree,
    check_release,
    check_renewal,
    status_on,
    told_from,
)
from disclosure.law.exemptions import (
    END_RULES,
    TITLES,
    EndRule,
    ExemptionFacts,
    ExemptionRuleBroken,
    Ground,
    NeverExempt,
    check_exemption,
    is_public_on,
    latest_end,
)
from portal.kernel.workdays import WorkCalendar, workdays_between
from tests.unit.calendars import CALENDAR_2026

START = date(2026, 1, 2)
days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
WEEKENDS_ONLY = WorkCalendar()

# Worked examples: (ground, end, review, statute, Wali Kota) and whether the exemption stands.
STANDS = [
    (Ground.A, "2056-01-02", None, "", False),
    (Ground.A, "2030-12-31", None, "KUHAP", False),
    (Ground.B, "2036-01-02", None, "UU 30/2000 Pasal 3", False),
    (Ground.B, None, "2028-01-02", "UU 30/2000 Pasal 3", False),
    (Ground.C, "2030-01-01", None, "", True),
    (Ground.D, "2027-01-01", None, "", True),
    (Ground.E, "2026-12-31", None, "", True),
    (Ground.F, "2031-01-01", None, "", True),
    (Ground.G, "2126-01-02", None, "UU 2/2014 Pasal 16", False),
    (Ground.H, None, "2027-01-01", "", False),
    (Ground.I, "2031-01-02", None, "UU 43/2009 Pasal 66", False),
    (Ground.J, "2031-01-02", None, "UU 23/2006 Pasal 95A", False),
]
FALLS = [
    (Ground.A, "2056-01-03", None, "", False, "30 tahun"),
    (Ground.A, None, "2030-01-01", "", False, "30 tahun"),
    (Ground.B, "2036-01-02", None, "  ", False, "undang-undang"),
    (Ground.B, None, None, "UU 30/2000 Pasal 3", False, "tanggal peninjauan"),
    (Ground.C, "2030-01-01", None, "", False, "Wali Kota"),
    (Ground.D, None, None, "", True, "Wali Kota"),
    (Ground.E, None, "2027-01-01", "", True, "Wali Kota"),
    (Ground.H, None, None, "", False, "peninjauan"),
    (Ground.H, "2027-01-01", None, "", False, "peninjauan"),
    (Ground.J, "2031-01-02", None, "", False, "undang-undang"),
    (Ground.A, "2020-01-01", None, "", False, "sesudah tanggal mulai"),
    (Ground.H, None, "2026-01-02", "", False, "sesudah tanggal mulai"),
]


def facts_of(ground, end, review, statute, leader, **more):
    day = date.fromisoformat
    return ExemptionFacts(
        ground, START, day(end) if end else None, day(review) if review else None, statute, leader, **more
    )


@pytest.mark.parametrize("example", STANDS)
def test_exemption_stands_when_its_ground_has_its_end(example):
    check_exemption(facts_of(*example))


@pytest.mark.parametrize("example", FALLS)
def test_exemption_falls_with_its_rule_when_the_end_is_not_its_grounds(example):
    with pytest.raises(ExemptionRuleBroken, match=example[-1]):
        check_exemption(facts_of(*example[:-1]))


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_has_a_title_and_an_end_rule(ground):
    assert TITLES[ground]
    assert END_RULES[ground] in EndRule


@pytest.mark.parametrize("kind", NeverExempt)
@pytest.mark.parametrize("ground", [Ground.A, Ground.H, Ground.J])
def test_no_ground_closes_what_article_18_keeps_open(kind, ground):
    facts = facts_of(ground, "2030-01-01", "2027-01-01", "UU", True, never_exempt_kind=kind)
    with pytest.raises(ExemptionRuleBroken, match=r"Pasal 18 ayat \(1\)"):
        check_exemption(facts)


@pytest.mark.parametrize("ground", [Ground.G, Ground.H])
@pytest.mark.parametrize(
    ("consent", "office", "words"),
    [
        (True, False, "gugur"), (False, True, "gugur"), (True, True, "gugur"), (None, False, "Jawab dulu"),
        (False, None, "Jawab dulu"),
    ],
)  # fmt: skip
def test_private_grounds_fall_with_consent_or_office_and_ask_when_unanswered(ground, consent, office, words):
    facts = facts_of(
        ground, "2030-01-01", "2027-01-01", "UU", False, has_written_consent=consent,
        concerns_public_office=office,
    )  # fmt: skip
    with pytest.raises(ExemptionRuleBroken, match=words):
        check_exemption(facts)


def test_consent_is_not_asked_for_other_grounds():
    check_exemption(
        facts_of(
            Ground.A, "2030-01-01", None, "", False, has_written_consent=None, concerns_public_office=None
        )
    )


def test_draft_for_wali_kota_is_checked_without_his_approval():
    check_exemption(facts_of(Ground.C, "2030-01-01", None, "", False), is_draft=True)
    with pytest.raises(ExemptionRuleBroken):
        check_exemption(facts_of(Ground.C, None, None, "", False), is_draft=True)


def test_thirty_years_from_a_leap_day_end_on_the_28th():
    assert latest_end(Ground.A, date(2028, 2, 29)) == date(2058, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2069, 12, 31)))
def test_latest_end_is_the_same_day_thirty_years_on_and_stands(start):
    latest = latest_end(Ground.A, start)
    assert latest is not None
    assert latest.year - start.year == 30
    check_exemption(ExemptionFacts(Ground.A, start, latest))
    with pytest.raises(ExemptionRuleBroken):
        check_exemption(ExemptionFacts(Ground.A, start, latest + timedelta(days=1)))


def test_status_turns_public_the_day_after_the_end_unless_extended():
    facts = ExemptionFacts(Ground.A, START, date(2026, 6, 30))
    assert not is_public_on(facts, date(2026, 6, 30))
    assert is_public_on(facts, date(2026, 7, 1))
    assert not is_public_on(facts, date(2026, 7, 1), extended_until=date(2027, 1, 1))


# The 30th working day before the end, counted by hand over the calendar of 2026.
@pytest.mark.parametrize(
    ("end", "told"),
    [("2026-12-31", "2026-11-17"), ("2026-06-30", "2026-05-11"), ("2026-04-30", "2026-03-11")],
)
def test_ppid_is_told_thirty_working_days_before_the_end(end, told):
    assert told_from(date.fromisoformat(end), CALENDAR_2026) == date.fromisoformat(told)


STATUSES = [
    ("2026-01-01", Status.UPCOMING),
    ("2026-01-02", Status.IN_FORCE),
    ("2026-05-10", Status.IN_FORCE),
    ("2026-05-11", Status.ENDING),
    ("2026-06-30", Status.ENDING),
    ("2026-07-01", Status.OPEN_BY_LAW),
]


@pytest.mark.parametrize(("day", "status"), STATUSES)
def test_status_follows_the_dates_alone(day, status):
    period = Period(START, date(2026, 6, 30))
    assert status_on(period, date.fromisoformat(day), CALENDAR_2026) is status


def test_status_is_opened_from_the_day_of_the_penetapan():
    period = Period(START, date(2026, 6, 30), opened_on=date(2026, 6, 10))
    assert status_on(period, date(2026, 6, 9), CALENDAR_2026) is Status.ENDING
    assert status_on(period, date(2026, 6, 10), CALENDAR_2026) is Status.OPENED
    assert status_on(period, date(2026, 8, 1), CALENDAR_2026) is Status.OPENED


def test_open_ended_exemption_stays_closed_and_asks_for_its_review():
    period = Period(START, review_on=date(2026, 9, 1))
    assert status_on(period, date(2026, 8, 31), CALENDAR_2026) is Status.IN_FORCE
    assert status_on(period, date(2030, 1, 1), CALENDAR_2026) is Status.REVIEW_DUE
    assert Status.REVIEW_DUE.is_closed


@given(days, st.integers(0, 4000), days)
def test_a_day_after_the_end_is_never_closed_and_a_day_before_never_open_by_law(start, length, day):
    end = start + timedelta(days=length)
    status = status_on(Period(start, end), day, WEEKENDS_ONLY)
    assert (status is Status.OPEN_BY_LAW) == (day > end)
    assert status.is_closed == (start <= day <= end)


@given(days)
def test_window_has_exactly_thirty_working_days(end):
    first = told_from(end, WEEKENDS_ONLY)
    assert workdays_between(first - timedelta(days=1), end - timedelta(days=1), WEEKENDS_ONLY) == 30


# Decree, renewal, penetapan, release -------------------------------------------------------------------

TESTED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("leader", "superior", "decree", "words"),
    [
        (date(2026, 3, 5), None, date(2026, 3, 9), "Atasan PPID belum"),
        (None, date(2026, 3, 4), date(2026, 3, 9), "Wali Kota belum dicatat"),
        (date(2026, 3, 10), date(2026, 3, 4), date(2026, 3, 9), "mendahului persetujuan"),
        (date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1), "mendahului pengujian"),
    ],
)
def test_decree_waits_for_the_test_and_both_approvals(leader, superior, decree, words):
    with pytest.raises(ExemptionRuleBroken, match=words):
        check_decree(Approvals(leader, superior), decree, TESTED)


def test_decree_stands_on_the_day_of_the_last_approval():
    check_decree(Approvals(date(2026, 3, 9), date(2026, 3, 4)), date(2026, 3, 9), TESTED)


CURRENT = Period(START, date(2026, 6, 30))


@pytest.mark.parametrize(
    ("leader", "decree", "new_end", "words"),
    [
        ("2026-07-01", "2026-06-30", "2027-06-30", "demi hukum"),
        ("2026-06-29", "2026-07-01", "2027-06-30", "demi hukum"),
        ("2026-06-29", "2026-06-30", "2026-06-30", "harus sesudah"),
        ("2026-06-29", "2026-06-30", "2056-01-03", "30 tahun sejak pertama"),
    ],
)
def test_renewal_fails_when_late_or_not_longer_or_over_thirty_years(leader, decree, new_end, words):
    day = date.fromisoformat
    with pytest.raises(ExemptionRuleBroken, match=words):
        check_renewal(
            ground=Ground.A, first_start=START, current=CURRENT, new_end=day(new_end), leader_on=day(leader),
            decree_on=day(decree),
        )  # fmt: skip


def test_renewal_stands_on_the_last_day():
    check_renewal(
        ground=Ground.A, first_start=START, current=CURRENT, new_end=date(2056, 1, 2),
        leader_on=date(2026, 6, 30), decree_on=date(2026, 6, 30),
    )  # fmt: skip


def test_what_was_declared_open_is_never_closed_again():
    opened = Period(START, date(2026, 6, 30), opened_on=date(2026, 6, 1))
    with pytest.raises(ExemptionRuleBroken, match=r"Pasal 18 ayat \(1\)"):
        check_renewal(
            ground=Ground.A, first_start=START, current=opened, new_end=date(2027, 1, 1),
            leader_on=date(2026, 6, 2), decree_on=date(2026, 6, 2),
        )  # fmt: skip


@given(days, st.integers(0, 2000), st.integers(-400, 400), st.integers(-400, 400))
def test_no_renewal_dated_after_the_end_ever_stands(start, length, leader, decree):
    end = start + timedelta(days=length)
    dates = {"leader_on": end + timedelta(days=leader), "decree_on": end + timedelta(days=decree)}
    call = {"ground": Ground.C, "first_start": start, "current": Period(start, end)}
    new_end = end + timedelta(days=365)
    if leader > 0 or decree > 0:
        with pytest.raises(ExemptionRuleBroken):
            check_renewal(**call, new_end=new_end, **dates)
    else:
        check_renewal(**call, new_end=new_end, **dates)


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-05-10", "paling awal"), ("2026-05-11", ""), ("2026-06-30", ""), ("2026-07-01", "demi hukum")],
)
def test_penetapan_lies_in_the_last_thirty_working_days(day, words):
    if words:
        with pytest.raises(ExemptionRuleBroken, match=words):
            check_declaration(CURRENT, date.fromisoformat(day), CALENDAR_2026)
    else:
        check_declaration(CURRENT, date.fromisoformat(day), CALENDAR_2026)


def test_penetapan_needs_an_end():
    with pytest.raises(ExemptionRuleBroken, match="pengubahan status"):
        check_declaration(Period(START, review_on=date(2027, 1, 1)), date(2026, 6, 1), CALENDAR_2026)


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.OPENED, Status.OPEN_BY_LAW)])
def test_no_file_leaves_while_the_status_is_closed(status):
    with pytest.raises(ExemptionRuleBroken, match="masih dikecualikan"):
        check_release(status, other_ground="", personal_data=PersonalData.NONE)


@pytest.mark.parametrize("status", [Status.OPENED, Status.OPEN_BY_LAW])
def test_file_leaves_only_without_another_ground_and_personal_data(status):
    check_release(status, other_ground="", personal_data=PersonalData.NONE)
    check_release(status, other_ground="", personal_data=PersonalData.MASKED)
    with pytest.raises(ExemptionRuleBroken, match="huruf h"):
        check_release(status, other_ground="h", personal_data=PersonalData.NONE)
    with pytest.raises(ExemptionRuleBroken, match="Hitamkan"):
        check_release(status, other_ground="", personal_data=PersonalData.PRESENT)
