"""The policy: roles, reach, days, capacities."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.agencies import policy
from portal.agencies.models import Agency, Capacity, Membership, Role
from portal.agencies.policy import Action
from tests.factories import AgencyFactory, MembershipFactory, UserFactory, officer

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 12)


def test_officer_reaches_only_the_own_agency_when_bound_to_it():
    own, other = AgencyFactory(), AgencyFactory()
    user = officer(Role.PPID_PELAKSANA, own)
    assert policy.allows(user, Action.ENTRY_PUBLISH, own, on=DAY)
    assert not policy.allows(user, Action.ENTRY_PUBLISH, other, on=DAY)
    assert list(policy.agencies_for(user, Action.ENTRY_PUBLISH, on=DAY)) == [own]


def test_operator_drafts_but_neither_publishes_nor_sees_cases():
    agency = AgencyFactory()
    user = officer(Role.OPERATOR, agency)
    assert policy.allows(user, Action.ENTRY_DRAFT, agency)
    assert not policy.allows(user, Action.ENTRY_PUBLISH, agency)
    assert not policy.allows(user, Action.CASE_VIEW)


def test_rights_end_with_the_membership_on_its_last_day():
    agency = AgencyFactory()
    membership = MembershipFactory(agency=agency, valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [policy.allows(membership.user, Action.CASE_VIEW, agency, on=day) for day in days] == [
        False, True, True, False,
    ]  # fmt: skip


def test_nobody_may_anything_when_the_account_is_closed_or_anonymous():
    user = officer(Role.PPID_UTAMA)
    assert policy.allows(user, Action.OVERSIGHT_VIEW)
    closed = type(user).objects.get(pk=user.pk)
    closed.is_active = False
    for nobody in (closed, AnonymousUser(), None):
        assert not any(policy.allows(nobody, action) for action in Action)


def test_rows_hold_only_own_when_the_right_is_the_agencys_and_all_when_the_citys():
    own, other = AgencyFactory(), AgencyFactory()
    mine, theirs = MembershipFactory(agency=own), MembershipFactory(agency=other)
    rows = Membership.objects.filter(pk__in=[mine.pk, theirs.pk])
    assert list(policy.rows(rows, mine.user, Action.CASE_VIEW)) == [mine]
    assert set(policy.rows(rows, officer(Role.PPID_UTAMA), Action.CASE_VIEW)) == {mine, theirs}
    assert not policy.rows(rows, officer(Role.ADMINISTRATOR), Action.CASE_VIEW).exists()


def test_a_row_without_agency_needs_city_scope():
    class Thing:
        agency_id = None

    assert not policy.allows(officer(Role.PPID_PELAKSANA), Action.CASE_VIEW, Thing())
    assert policy.allows(officer(Role.PPID_UTAMA), Action.CASE_VIEW, Thing())


def test_asking_about_a_thing_without_agency_field_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError):
        policy.allows(officer(Role.PPID_PELAKSANA), Action.CASE_VIEW, object())


def test_memberships_are_read_once_when_many_questions_are_asked(django_assert_num_queries):
    agency = AgencyFactory()
    user = officer(Role.PPID_PELAKSANA, agency)
    with django_assert_num_queries(1):
        for action in Action:
            policy.allows(user, action, agency)


def test_capacity_names_the_stand_in_and_the_agencys_name_of_that_day():
    agency = Agency.objects.create(code="BPKPAD", name="Badan Pengelolaan Keuangan Baru", slug="bpkpad")
    agency.names.create(code="BPKAD", name="Badan Pengelolaan Keuangan Lama", valid_until=date(2024, 12, 31))
    user = MembershipFactory(agency=agency, capacity=Capacity.PLT, valid_until=date(2027, 1, 1)).user
    assert policy.acting_as(user, Action.CASE_ANSWER, agency, date(2024, 6, 1)) == (
        "Plt. PPID Pelaksana Badan Pengelolaan Keuangan Lama"
    )
    assert policy.acting_as(user, Action.CASE_ANSWER, agency, DAY) == (
        "Plt. PPID Pelaksana Badan Pengelolaan Keuangan Baru"
    )
    assert policy.acting_as(user, Action.LIST_ADOPT, agency, DAY) == ""


def test_capacity_prefers_the_agencys_office_when_a_person_holds_two():
    agency = AgencyFactory(name="Dinas Sosial")
    user = UserFactory()
    MembershipFactory(user=user, agency=agency)
    MembershipFactory(user=user, role=Role.PPID_UTAMA)
    assert policy.acting_as(user, Action.CASE_ANSWER, agency, DAY) == "PPID Pelaksana Dinas Sosial"
    assert policy.acting_as(user, Action.CASE_ANSWER, AgencyFactory(), DAY) == "PPID Utama"


def test_withheld_rights_grant_nothing():
    user = officer(Role.PPID_UTAMA)
    policy.withhold(user)
    assert not policy.allows(user, Action.CASE_VIEW)
    assert policy.roles_of(user) == frozenset()
