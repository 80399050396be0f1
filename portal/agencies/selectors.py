"""Reading agencies and who serves them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from .models import Agency, AgencyName, Membership, Named, Role
from .rights import Action, Scope, scope_of


def ppid_utama() -> Agency | None:
    """The unit that is PPID Utama (DKISS); None before the units are loaded."""
    found = Agency.objects.filter(is_ppid_utama=True).first()
    return found or Agency.objects.filter(code=settings.PPID_UTAMA_CODE).first()


def names_on(day: date, agencies: QuerySet[Agency] | None = None) -> Mapping[int, Named]:
    """Code and name of every unit on ``day``, keyed by primary key; two queries."""
    rows = agencies if agencies is not None else Agency.objects.all()
    names = {
        pk: Named(code, name) for pk, code, name in rows.order_by("pk").values_list("pk", "code", "name")
    }
    former = AgencyName.objects.filter(agency__in=names, valid_until__gte=day)
    for row in former.exclude(valid_from__gt=day):
        names[row.agency_id] = Named(row.code, row.name)
    return names


def officers_of(agency: Agency, action: Action, day: date) -> QuerySet[Any]:
    """People bound to ``agency`` itself whose role grants ``action`` on ``day`` (city offices are not
    counted).
    """
    roles = [role for role in Role if scope_of(role, action) is Scope.OWN]
    bound = Membership.objects.active_on(day).filter(agency=agency, role__in=roles)
    return get_user_model().objects.filter(pk__in=bound.values("user")).order_by("pk")


def has_active_officer(agency: Agency, day: date) -> bool:
    """Whether someone of the agency itself can work a request on ``day``; otherwise it lands on DKISS's
    list.
    """
    return officers_of(agency, Action.CASE_WORK, day).exists()


def agencies_without_officer(day: date) -> QuerySet[Agency]:
    """Units in being on ``day`` in which nobody can work a request: their cases are DKISS's."""
    roles = [role for role in Role if scope_of(role, Action.CASE_WORK) is Scope.OWN]
    staffed = Membership.objects.active_on(day).filter(role__in=roles, agency__isnull=False)
    return Agency.objects.active_on(day).exclude(pk__in=staffed.values("agency"))


def holders_of(role: Role, day: date, agency: Agency | None = None) -> QuerySet[Membership]:
    """Memberships in ``role`` on ``day``; for agency roles pass the agency."""
    return Membership.objects.active_on(day).filter(role=role, agency=agency).select_related("user", "agency")
