from datetime import date, timedelta

import pytest

from disclosure.law.freshness import (
    Confirmation,
    ConfirmReason,
    EntryFacts,
    Evidence,
    Flaw,
    ItemState,
    add_months,
    evaluate,
    is_deep_link,
    is_spread_thin,
    item_status,
)
from disclosure.law.obligations import AgencyTraits

TODAY = date(2026, 11, 25)
DEEP = Evidence("https://dinsos.cilegon.go.id/unduh/renja-2026.pdf")
FILE = Evidence(size=2048)


def entry(*keys, id=1, content_on=date(2026, 8, 1), evidence=(FILE,), **kwargs):
    kwargs.setdefault("period_start", date(2026, 1, 1))
    kwargs.setdefault("period_end", date(2026, 12, 31))
    return EntryFacts(id, frozenset(keys), content_on, evidence=evidence, **kwargs)


@pytest.fixture
def status(rules):
    by_key = {r.key: r for r in rules}
    parents = {r.key: r.parent for r in rules}

    def check(key, *entries, as_of=TODAY):
        return item_status(by_key[key], entries, parents, as_of)

    return check


def test_item_is_fulfilled_when_file_is_new_and_period_is_inside_the_interval(status):
    found = status("b_15_1_c1", entry("b_15_1_c1"))
    assert (found.state, found.due_on, found.soon) == (ItemState.FULFILLED, date(2027, 2, 1), False)


@pytest.mark.parametrize(
    ("as_of", "state", "soon"),
    [
        (date(2026, 12, 31), ItemState.FULFILLED, False),
        (date(2027, 1, 2), ItemState.FULFILLED, True),
        (date(2027, 2, 1), ItemState.FULFILLED, True),
        (date(2027, 2, 2), ItemState.STALE, False),
    ],
)
def test_item_turns_soon_thirty_days_before_and_stale_the_day_after(status, as_of, state, soon):
    found = status("b_15_1_c1", entry("b_15_1_c1"), as_of=as_of)
    assert (found.state, found.soon) == (state, soon)


def test_item_is_missing_when_no_entry_is_tied_to_it(status):
    assert status("b_15_1_c1", entry("b_15_1_a1")).state is ItemState.MISSING


def test_item_without_interval_stays_fulfilled_when_entry_is_years_old(status):
    old = entry("t_21_1_h", content_on=date(2021, 1, 1), period_start=None, period_end=None)
    assert status("t_21_1_h", old).state is ItemState.FULFILLED


# Four ways to look good by clicking.
def test_item_is_unfulfilled_when_link_is_a_home_page(status):
    found = status("b_15_1_c1", entry("b_15_1_c1", evidence=(Evidence("https://dinsos.cilegon.go.id/"),)))
    assert (found.state, found.flaws) == (ItemState.MISSING, (Flaw.HOME_PAGE,))


def test_item_is_unfulfilled_when_entry_has_only_a_title(status):
    found = status("b_15_1_c1", entry("b_15_1_c1", evidence=()))
    assert (found.state, found.flaws) == (ItemState.MISSING, (Flaw.NO_EVIDENCE,))


def test_item_is_stale_when_old_period_is_published_today(status):
    again = entry("b_15_1_c1", content_on=TODAY, period_start=date(2024, 1, 1), period_end=date(2024, 6, 30))
    found = status("b_15_1_c1", again)
    assert (found.state, found.since) == (ItemState.STALE, date(2024, 12, 31))


def test_eleven_unrelated_items_are_unfulfilled_when_one_entry_carries_them(status, rules):
    keys = [f"b_15_1_{k}" for k in ("a1", "a2", "a3", "c1")] + [f"b_15_2_{c}" for c in "abcdefg"]
    assert len(keys) == 11
    assert status(keys[0], entry(*keys)).flaws == (Flaw.SPREAD,)
    assert status(keys[0], entry(*keys[:10])).state is ItemState.FULFILLED
    assert status(keys[0], entry(*keys, spread_approved=True)).state is ItemState.FULFILLED


def test_procurement_documents_may_share_an_entry(rules):
    parents = {r.key: r.parent for r in rules}
    procurement = [r.key for r in rules if r.key.startswith("b_15_9_") and r.level != "group"]
    assert len(procurement) > 30
    assert not is_spread_thin(procurement, parents)
    assert is_spread_thin([*procurement, *[f"x{i}" for i in range(11)]], parents)


# Confirming.
def test_yearly_report_stays_fresh_when_confirmed_within_the_interval(status):
    report = entry(
        "b_15_4_b",
        content_on=date(2026, 6, 1),
        period_start=date(2025, 1, 1),
        period_end=date(2025, 12, 31),
    )
    assert status("b_15_4_b", report).state is ItemState.STALE
    confirmed = EntryFacts(
        **{f: getattr(report, f) for f in report.__slots__ if f != "confirmations"},
        confirmations=(Confirmation(date(2026, 11, 1), ConfirmReason.NO_NEWER_EDITION),),
    )
    assert status("b_15_4_b", confirmed).due_on == date(2027, 5, 1)


def test_confirmation_does_not_help_when_a_newer_yearly_report_must_exist(status):
    report = entry(
        "b_15_4_b",
        content_on=date(2022, 6, 1),
        period_end=date(2021, 12, 31),
        confirmations=(Confirmation(TODAY, ConfirmReason.NO_NEWER_EDITION),),
    )
    assert status("b_15_4_b", report).state is ItemState.STALE


def test_confirmation_of_tomorrow_is_not_known_today(status):
    late = entry(
        "b_15_1_c1",
        content_on=date(2026, 1, 1),
        confirmations=(Confirmation(TODAY + timedelta(1), ConfirmReason.UNCHANGED),),
    )
    assert status("b_15_1_c1", late).state is ItemState.STALE


# Dead evidence.
@pytest.mark.parametrize(("days", "state"), [(-1, ItemState.FULFILLED), (0, ItemState.STALE)])
def test_item_turns_stale_on_the_third_day_of_failure_of_its_only_link(status, days, state):
    dead = Evidence(DEEP.url, dead_on=TODAY - timedelta(days=days))
    assert status("b_15_1_c1", entry("b_15_1_c1", evidence=(dead,))).state is state


def test_item_stays_fulfilled_when_another_evidence_can_be_reached(status):
    dead = Evidence(DEEP.url, dead_on=date(2026, 1, 1))
    assert status("b_15_1_c1", entry("b_15_1_c1", evidence=(dead, FILE))).state is ItemState.FULFILLED


@pytest.mark.parametrize(
    ("url", "deep"),
    [
        ("https://cilegon.go.id", False),
        ("https://cilegon.go.id/index.php", False),
        ("https://cilegon.go.id/id/#berita", False),
        ("https://cilegon.go.id/?utm_source=wa", False),
        ("https://cilegon.go.id/?page_id=12", True),
        ("https://cilegon.go.id/dokumen/apbd.pdf", True),
        ("ftp://cilegon.go.id/dokumen/apbd.pdf", False),
        ("javascript:alert(1)//x.y/z", False),
        ("http://[::1", False),
        ("/profil", False),
    ],
)
def test_link_is_deep_only_when_it_leads_to_a_page_of_its_own(url, deep):
    assert is_deep_link(url) is deep


# The worked checklist, counted by hand: 115 items; 4 duties of the city; 8 event duties without event; 1 approved as
# not applicable; fulfilled: 7 of early warning (one group), 1 anytime; stale: 1; the rest is missing.
def test_checklist_equals_the_count_by_hand(rules):
    warning = entry(*(f"b_15_10_{c}" for c in "abcdefg"), id=1)
    plan = entry("t_21_1_h", id=2, content_on=date(2024, 1, 1))
    stale = entry("b_15_2_a", id=3, content_on=date(2026, 5, 24))
    found = evaluate(AgencyTraits(), rules, [warning, plan, stale], TODAY, frozenset({"b_15_1_d"}))
    assert found.total == 115
    assert found.counts == {
        "fulfilled": 8,
        "stale": 1,
        "missing": 115 - 8 - 1 - 5 - 8,
        "not_applicable": 5,
        "no_event": 8,
    }
    assert found.applicable == 102
    assert found.counts_by_category()["periodic"] == {
        "fulfilled": 7,
        "stale": 1,
        "missing": 69,
        "not_applicable": 1,
        "no_event": 0,
    }
    assert found.counts_by_category()["immediate"]["missing"] == 1  # the standing means, Art 25(2)c


def test_event_duty_counts_only_while_an_announcement_is_live(rules):
    flood = entry("s_19_2_a", id=9)
    quiet, loud = (evaluate(AgencyTraits(), rules, e, TODAY) for e in ([], [flood]))
    assert (loud.applicable - quiet.applicable, loud.counts["fulfilled"]) == (1, 1)


def test_months_end_on_the_last_day_when_the_month_is_shorter():
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
