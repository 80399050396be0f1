from collections import Counter

from disclosure.law.categories import Category
from disclosure.law.obligations import AgencyTraits, is_charged, obligations_for


def by_category(rules):
    return Counter(rule.category for rule in rules)


def test_obligations_are_115_when_agency_is_ordinary(rules):
    found = obligations_for(AgencyTraits(), rules)
    assert by_category(found) == {Category.PERIODIC: 78, Category.ANYTIME: 28, Category.IMMEDIATE: 9}


def test_obligations_gain_announcement_standard_and_permits_when_agency_issues_permits(rules):
    gained = {r.key for r in obligations_for(AgencyTraits(issues_permits=True), rules)} - {
        r.key for r in obligations_for(AgencyTraits(), rules)
    }
    assert gained == {*(f"s_20_2_{c}" for c in "abcdefgh"), "s_26_a", "s_26_b", "s_26_c", "t_21_1_f"}


def test_obligations_gain_admission_when_agency_runs_schools(rules):
    found = {r.key for r in obligations_for(AgencyTraits(runs_schools=True), rules)}
    assert "b_15_2_i" in found and "b_15_2_h" not in found


def test_obligations_gain_recruitment_when_agency_recruits(rules):
    found = {r.key for r in obligations_for(AgencyTraits(recruits=True), rules)}
    assert "b_15_2_h" in found and len(found) == 116


def test_city_duties_are_charged_to_ppid_utama_only(rules):
    ordinary, utama = AgencyTraits(), AgencyTraits(is_ppid_utama=True)
    uncharged = {r.key for r in obligations_for(ordinary, rules) if not is_charged(r, ordinary)}
    assert uncharged == {"x_56", "x_47", "x_23_2", "x_38_2"}
    assert all(is_charged(r, utama) for r in obligations_for(utama, rules))


def test_group_counts_as_item_when_regulation_gives_it_no_items(rules):
    keys = {r.key for r in obligations_for(AgencyTraits(), rules)}
    assert "b_14_2_j" in keys and "b_14_2_a" not in keys and "t_21_2_a" not in keys
