"""Assigning, standing in, ending; what Wagtail knows afterwards; what the trail says."""

from datetime import date, timedelta

import pytest
from wagtail.models import Page, PageSubscription

from portal.agencies import policy, services
from portal.agencies.groups import sync_all, sync_user
from portal.agencies.models import Agency, Capacity, Membership, Role
from portal.agencies.policy import Action
from portal.agencies.selectors import agencies_without_officer, has_active_officer
from portal.audit.models import AuditEvent
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from tests.factories import AgencyFactory, UserFactory, officer

TODAY = date(2026, 11, 25)


def assign(user, agency, role=Role.PPID_PELAKSANA, **fields):
    values = {"valid_from": TODAY, "actor": None, "today": TODAY} | fields
    return services.assign(user=user, role=role, agency=agency, **values)


def groups(user):
    return set(user.groups.values_list("name", flat=True))


@pytest.mark.django_db
def test_assigning_puts_into_the_group_at_once_and_leaves_a_trace():
    agency, user, dkiss = AgencyFactory(), UserFactory(), officer(Role.PPID_UTAMA)
    membership = assign(user, agency, actor=dkiss, decree_number="800/7")
    assert groups(user) == {f"petugas/ppid_pelaksana/{agency.pk}"}
    event = AuditEvent.objects.get(action="membership.assigned")
    assert (event.actor, event.acting_as, event.agency_id) == (dkiss, "PPID Utama", agency.pk)
    assert event.data["decree"] == "800/7" and event.target_id == str(membership.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PPID_PELAKSANA, Role.NEWS_EDITOR, Role.ATASAN_PPID])
def test_nobody_but_dkiss_and_administrator_assigns(role):
    agency = AgencyFactory()
    with pytest.raises(NotAllowed):
        assign(UserFactory(), agency, actor=officer(role, agency))
    assert not Membership.objects.filter(valid_from=TODAY).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "with_agency", "field"),
    [(Role.OPERATOR, False, "agency"), (Role.PPID_UTAMA, True, "agency")],
)
def test_role_and_unit_must_fit(role, with_agency, field):
    with pytest.raises(InputError) as error:
        assign(UserFactory(), AgencyFactory() if with_agency else None, role)
    assert error.value.field == field


@pytest.mark.django_db
def test_stand_in_needs_an_end_and_overlap_is_refused():
    agency, user = AgencyFactory(), UserFactory()
    with pytest.raises(InputError):
        assign(user, agency, capacity=Capacity.PLT)
    assign(user, agency)
    with pytest.raises(RuleViolation):
        assign(user, agency, valid_from=TODAY + timedelta(days=5))


@pytest.mark.django_db
def test_stand_in_acts_under_the_office_only_on_the_dated_days():
    agency = AgencyFactory(name="Dinas Sosial")
    holder, stand_in = assign(UserFactory(), agency), UserFactory()
    services.hand_over(
        membership=holder, to=stand_in, capacity=Capacity.PLH, valid_from=TODAY,
        valid_until=TODAY + timedelta(days=2), decree_number="800/9", actor=None, today=TODAY,
    )  # fmt: skip
    assert policy.acting_as(stand_in, Action.CASE_ANSWER, agency, TODAY) == "Plh. PPID Pelaksana Dinas Sosial"
    after = TODAY + timedelta(days=3)
    assert policy.acting_as(stand_in, Action.CASE_ANSWER, agency, after) == ""
    sync_user(stand_in, after)
    assert groups(stand_in) == set()


@pytest.mark.django_db
def test_ending_takes_group_locks_and_subscriptions_away(world):
    user, page = world.a.pelaksana, world.a.draft
    PageSubscription.objects.create(user=user, page=page, comment_notifications=True)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at="2026-11-01T00:00:00Z")
    membership = user.memberships.get()
    services.end(membership=membership, last_day=TODAY - timedelta(days=1), actor=world.utama, today=TODAY)
    page.refresh_from_db()
    assert (page.locked, page.locked_by) == (False, None)
    assert not PageSubscription.objects.exists()
    assert groups(user) == set()
    assert AuditEvent.objects.filter(action="membership.ended").exists()


@pytest.mark.django_db
def test_ended_membership_cannot_end_again():
    membership = assign(
        UserFactory(), AgencyFactory(), valid_from=date(2026, 1, 1), valid_until=date(2026, 2, 1)
    )
    with pytest.raises(RuleViolation):
        services.end(membership=membership, last_day=TODAY, actor=None, today=TODAY)


@pytest.mark.django_db
def test_closed_account_holds_nothing():
    user = UserFactory()
    assign(user, AgencyFactory(), valid_from=TODAY - timedelta(days=9))
    services.close_account(user=user, actor=None, today=TODAY)
    user.refresh_from_db()
    assert not user.is_active and not user.has_usable_password()
    assert groups(user) == set()
    assert not user.memberships.active_on(TODAY).exists()


@pytest.mark.django_db
def test_renaming_keeps_the_old_name_findable_and_dated():
    agency = AgencyFactory(code="DINSOS", name="Dinas Sosial")
    services.rename_agency(
        agency=agency, code="DINSOSPM", name="Dinas Sosial dan Pemberdayaan", valid_from=date(2027, 1, 1),
        basis="Perda 1/2027", actor=None, today=TODAY,
    )  # fmt: skip
    found = Agency.objects.by_code("DINSOS")
    assert found.pk == agency.pk and found.slug == "dinsos"
    assert found.name_on(date(2026, 12, 31)) == "Dinas Sosial"
    assert found.name_on(date(2027, 1, 1)) == "Dinas Sosial dan Pemberdayaan"


@pytest.mark.django_db
def test_unit_without_officer_is_known():
    staffed, empty = AgencyFactory(), AgencyFactory()
    assign(UserFactory(), staffed)
    assign(UserFactory(), empty, Role.OPERATOR)
    assert has_active_officer(staffed, TODAY) and not has_active_officer(empty, TODAY)
    assert empty in agencies_without_officer(TODAY) and staffed not in agencies_without_officer(TODAY)
    assert not has_active_officer(staffed, TODAY - timedelta(days=1))


@pytest.mark.django_db
def test_stock_groups_and_workflow_are_gone_after_a_sync():
    from django.contrib.auth.models import Group
    from wagtail.models import Workflow

    sync_all(TODAY)
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not Workflow.objects.filter(active=True, name="Moderators approval").exists()


@pytest.mark.django_db
def test_first_request_of_a_day_puts_rights_in_order(client):
    user = officer(Role.OPERATOR)
    assert groups(user) == set()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    assert groups(user) != set()


@pytest.mark.django_db
def test_operator_may_edit_and_pelaksana_publish_on_the_own_tree_only(world):
    for unit, other in ((world.a, world.b), (world.b, world.a)):
        assert not unit.draft.permissions_for_user(unit.operator).can_publish()
        assert unit.draft.permissions_for_user(unit.operator).can_edit()
        assert unit.draft.permissions_for_user(unit.pelaksana).can_publish()
        assert not other.draft.permissions_for_user(unit.pelaksana).can_edit()
    assert world.b.draft.permissions_for_user(world.editor).can_publish()
    assert not world.b.draft.permissions_for_user(world.atasan).can_edit()
