"""The ground that database tests stand on."""

import pytest
from wagtail.models import Locale, Page

from portal.agencies.models import Role
from tests.factories import AgencyFactory, officer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round", [1, 2])
def test_root_page_and_locale_exist_when_the_test_before_flushed(round):
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.count() == 1


@pytest.mark.django_db
def test_officer_holds_the_role_when_made_by_the_factory(client):
    agency = AgencyFactory()
    user = officer(Role.OPERATOR, agency)
    assert list(user.memberships.values_list("role", "agency_id")) == [("operator", agency.pk)]
    assert officer(Role.PPID_UTAMA).memberships.get().agency is None
