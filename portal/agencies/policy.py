"""The one agency permission policy: "may this person?", "for which agencies?", "which rows?".

Rights come from dated memberships only (portal.agencies.rights); a day's memberships are read once per
user object.
"""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from .models import Agency, Capacity, Membership, Role
from .rights import RIGHTS, Action, Scope, scope_of

__all__ = [
    "RIGHTS", "Action", "AgencyPolicy", "Scope", "acting_as", "agencies_for", "agency_ids", "allows",
    "forget", "memberships_on", "office_of", "roles_of", "rows", "scope", "title_of", "withhold",
]  # fmt: skip

_M = TypeVar("_M", bound=Model)
_CACHE = "_agency_memberships"
_WITHHELD = "_rights_withheld"


def _today() -> date:
    return timezone.localdate()


def memberships_on(user: Any, day: date | None = None) -> tuple[Membership, ...]:
    """The person's memberships in force on ``day`` (today in WIB if left out), read once per user
    object and day.

    Empty for visitors and closed accounts. A superuser made on the command line counts as administrator.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return ()
    if getattr(user, _WITHHELD, False):
        return ()
    day = day or _today()
    # Through getattr and setattr: request.user is a lazy wrapper whose __dict__ is not the person's.
    cache: dict[date, tuple[Membership, ...]] | None = getattr(user, _CACHE, None)
    if cache is None:
        cache = {}
        setattr(user, _CACHE, cache)
    if day not in cache:
        found = list(user.memberships.active_on(day).select_related("agency"))
        if user.is_superuser:
            found.append(Membership(user=user, role=Role.ADMINISTRATOR, valid_from=day))
        cache[day] = tuple(found)
    return cache[day]


def forget(user: Any) -> None:
    """Drop what was read for ``user``: its memberships were changed in this process."""
    for name in (_CACHE, "_page_permission_cache", "_collection_permission_cache", "_perm_cache"):
        if hasattr(user, name):
            delattr(user, name)


def withhold(user: Any) -> None:
    """Grant nothing to this user object any more: the second factor is required and missing."""
    setattr(user, _WITHHELD, True)


def roles_of(user: Any, day: date | None = None) -> frozenset[Role]:
    """The roles the person holds on ``day``, for whichever agency."""
    return frozenset(Role(membership.role) for membership in memberships_on(user, day))


def scope(user: Any, action: Action, on: date | None = None) -> Scope:
    """The widest reach the person has with ``action`` on that day."""
    return max(
        (scope_of(membership.role, action) for membership in memberships_on(user, on)), default=Scope.NONE
    )


def agency_ids(user: Any, action: Action, on: date | None = None) -> frozenset[int]:
    """Primary keys of the agencies that the right reaches through agency memberships (empty for city
    scope).
    """
    return frozenset(
        membership.agency_id
        for membership in memberships_on(user, on)
        if membership.agency_id is not None and scope_of(membership.role, action) is Scope.OWN
    )


def _agency_id(target: Any) -> int | None:
    if isinstance(target, Agency):
        return target.pk
    if isinstance(target, int):
        return target
    if not hasattr(target, "agency_id"):
        raise TypeError(f"{type(target).__name__} belongs to no agency: pass the agency itself")
    return target.agency_id


def allows(user: Any, action: Action, target: Any = None, *, on: date | None = None) -> bool:
    """Whether the person may do ``action`` to ``target``: an agency, its key, or a row with ``agency_id``.

    Without a target: for at least one agency. A row that belongs to no agency needs city scope.
    """
    reach = scope(user, action, on)
    if target is None or reach is not Scope.OWN:
        return reach is not Scope.NONE
    return _agency_id(target) in agency_ids(user, action, on)


def agencies_for(user: Any, action: Action, *, on: date | None = None) -> QuerySet[Agency]:
    """The agencies for which the person may do ``action``, dissolved ones included."""
    reach = scope(user, action, on)
    if reach is Scope.CITY:
        return Agency.objects.all()
    return Agency.objects.filter(pk__in=agency_ids(user, action, on))


def rows(
    queryset: QuerySet[_M], user: Any, action: Action, *, field: str = "agency", on: date | None = None
) -> QuerySet[_M]:
    """The part of ``queryset`` that the right reaches; ``field`` is the path to the agency."""
    reach = scope(user, action, on)
    if reach is Scope.CITY:
        return queryset
    if reach is Scope.NONE:
        return queryset.none()
    return queryset.filter(**{f"{field}__in": agency_ids(user, action, on)})


def acting_as(user: Any, action: Action, agency: Agency | None = None, day: date | None = None) -> str:
    """In which capacity the person acts: "Plt. PPID Pelaksana Dinas Sosial", "PPID Utama"; empty
    without a right.

    The office nearest to the thing is named: the agency's own before the city's, a full holder before a
    stand-in.
    """
    day = day or _today()
    nearest = office_of(user, action, agency, day)
    return title_of(nearest, day) if nearest else ""


def office_of(
    user: Any, action: Action, agency: Agency | None = None, day: date | None = None
) -> Membership | None:
    """The membership in which the person does ``action`` for ``agency``; None without a right."""
    held = memberships_on(user, day or _today())
    holding = [m for m in held if scope_of(m.role, action) and _reaches(m, agency)]
    return min(holding, key=lambda m: (m.agency_id is None, m.capacity != Capacity.FULL), default=None)


def _reaches(membership: Membership, agency: Agency | None) -> bool:
    return agency is None or membership.agency_id is None or membership.agency_id == agency.pk


def title_of(membership: Membership, day: date) -> str:
    """The office as a letter prints it, with the agency's name of that day."""
    parts = [] if membership.capacity == Capacity.FULL else [str(Capacity(membership.capacity).label)]
    parts.append(str(Role(membership.role).label))
    if membership.agency is not None:
        parts.append(membership.agency.name_on(day))
    return " ".join(parts)


class AgencyPolicy:
    """The same functions under one name, for callers that pass the policy around."""

    allows = staticmethod(allows)
    agencies_for = staticmethod(agencies_for)
    rows = staticmethod(rows)
    roles_of = staticmethod(roles_of)
    acting_as = staticmethod(acting_as)
    scope = staticmethod(scope)
