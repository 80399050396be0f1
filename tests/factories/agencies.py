"""Units of the city and the people who work for them."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from portal.accounts.models import User
from portal.agencies.models import AGENCY_ROLES, Agency, Kind, Membership, Role

PASSWORD = "kata-sandi-uji-panjang"


class AgencyFactory(DjangoModelFactory[Agency]):
    class Meta:
        model = Agency
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"DINAS{n}")
    name = factory.LazyAttribute(lambda agency: f"Dinas Contoh {agency.code}")
    slug = factory.LazyAttribute(lambda agency: agency.code.lower())
    kind = Kind.OFFICE
    email = factory.LazyAttribute(lambda agency: f"{agency.slug}@cilegon.example")

    class Params:
        utama = factory.Trait(
            code="DKISS",
            name="Dinas Komunikasi, Informatika, Sandi dan Statistik",
            slug="dkiss",
            is_ppid_utama=True,
        )


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"petugas{n}@cilegon.example")
    first_name = factory.Sequence(lambda n: f"Petugas {n}")
    is_staff = True
    password = factory.django.Password(PASSWORD)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.PPID_PELAKSANA
    agency = factory.Maybe(
        factory.LazyAttribute(lambda membership: membership.role in AGENCY_ROLES),
        yes_declaration=factory.SubFactory(AgencyFactory),
        no_declaration=None,
    )
    valid_from = date(2019, 1, 1)
    decree_number = "800/1/KEP/2019"
    decree_date = date(2019, 1, 1)


def officer(role: Role, agency: Agency | None = None, **fields: object) -> User:
    """A person who holds ``role`` today, at ``agency`` (or a new unit) where the role is bound to one."""
    scope = {"agency": agency} if agency is not None and role in AGENCY_ROLES else {}
    return MembershipFactory(role=role, user=UserFactory(**fields), **scope).user
