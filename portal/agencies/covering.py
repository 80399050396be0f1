"""The last officer of a unit cannot go while work lies there that nobody else of the unit may do."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.kernel.errors import RuleViolation

from . import homes
from .models import Agency, Membership, Role
from .rights import Action, Scope, scope_of


def _roles(action: Action) -> list[Role]:
    return [role for role in Role if scope_of(role, action) is Scope.OWN]


def left_alone(membership: Membership, on: date) -> list[homes.OpenWork]:
    """The unit's work that nobody of the unit could do on a day without this membership."""
    if membership.agency_id is None:
        return []
    alone = []
    for work in homes.open_work(membership.agency_id):
        roles = _roles(work.action)
        others = Membership.objects.active_on(on).filter(agency_id=membership.agency_id, role__in=roles)
        if membership.role in roles and not others.exclude(pk=membership.pk).exists():
            alone.append(work)
    return alone


def require_cover(membership: Membership, *, on: date) -> None:
    """Raises RuleViolation that names the work and the way: handing it over."""
    alone = left_alone(membership, on)
    if alone:
        _refuse(membership.user, membership.agency, alone)


def require_cover_of(user: Any, *, on: date, except_for: Agency | None = None) -> None:
    """The same for everything a person holds on a day: two offices in one unit do not cover for each other."""
    held = list(user.memberships.active_on(on).select_related("agency"))
    for membership in held:
        if membership.agency_id is None or (except_for and membership.agency_id == except_for.pk):
            continue
        alone = []
        for work in homes.open_work(membership.agency_id):
            roles = _roles(work.action)
            others = Membership.objects.active_on(on).filter(agency_id=membership.agency_id, role__in=roles)
            if membership.role in roles and not others.exclude(user=user).exists():
                alone.append(work)
        if alone:
            _refuse(user, membership.agency, alone)


def _refuse(user: Any, agency: Agency | None, alone: list[homes.OpenWork]) -> None:
    what = ", ".join(f"{work.count} {work.label}" for work in alone)
    raise RuleViolation(
        f"{user} petugas terakhir {agency} yang dapat mengerjakan {what}. Buka petugas ini, lalu pilih "
        "“Serah terima” agar pekerjaannya pindah dalam satu langkah.",
        code="last_officer",
    )
