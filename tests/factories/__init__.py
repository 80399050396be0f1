"""Factories of what many tests share. Defaults are lawful and complete; a test says only what matters."""

from tests.factories.agencies import AgencyFactory, MembershipFactory, UserFactory, officer

__all__ = ["AgencyFactory", "MembershipFactory", "UserFactory", "officer"]
