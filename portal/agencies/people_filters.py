"""Filters of the staff board and of the audit trail."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.accounts.models import User
from portal.audit.models import AuditEvent

from . import policy
from .models import Agency, Role
from .people_selectors import STATES
from .rights import Action


def _visible_agencies(request: HttpRequest | None) -> QuerySet[Agency]:
    return policy.agencies_for(request.user, Action.MEMBERS_VIEW) if request else Agency.objects.none()


class PeopleFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("Keadaan"), choices=list(STATES.items()))
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), queryset=_visible_agencies, method="by_agency"
    )
    role = django_filters.ChoiceFilter(label=_("Peran"), choices=Role.choices, method="by_role")

    class Meta:
        model = User
        fields: list[str] = []

    def by_agency(self, queryset: QuerySet[User], name: str, value: Agency) -> QuerySet[User]:
        return queryset.filter(pk__in=value.memberships.values("user"))

    def by_role(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queryset.filter(memberships__role=value).distinct()


class TrailFilterSet(WagtailFilterSet):
    words = django_filters.CharFilter(label=_("Cari pelaku atau objek"), method="by_words")
    action = django_filters.CharFilter(label=_("Tindakan"), field_name="action", lookup_expr="istartswith")
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"),
        queryset=lambda request: Agency.objects.all() if request else Agency.objects.none(),
        method="by_agency",
    )
    since = django_filters.DateFilter(label=_("Sejak"), field_name="at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label=_("Sampai"), field_name="at", lookup_expr="date__lte")

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(
            Q(actor_label__icontains=value) | Q(target_label__icontains=value) | Q(acting_as__icontains=value)
        )

    def by_agency(self, queryset: QuerySet[Any], name: str, value: Agency) -> QuerySet[Any]:
        return queryset.filter(agency_id=value.pk)
