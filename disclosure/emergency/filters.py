"""What the archive and the officers' list can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.emergency.models import EmergencyNotice
from disclosure.emergency.words import HAZARD_CHOICES
from portal.agencies.models import Agency
from portal.agencies.policy import agencies_for
from portal.agencies.rights import Action

STATES = (("running", _("Sedang berlaku")), ("over", _("Sudah berakhir")))


def _announcing(request: HttpRequest | None) -> QuerySet[Agency]:
    """Units that have ever announced something: short, and it names nothing that is not public."""
    return Agency.objects.filter(emergency_notices__isnull=False).distinct().order_by("name")


def _own(request: HttpRequest | None) -> QuerySet[Agency]:
    return (
        agencies_for(request.user, Action.NOTICE_PUBLISH).order_by("name")
        if request
        else Agency.objects.none()
    )


class NoticeFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Kata yang dicari"), method="filter_text", max_length=200)
    hazard = django_filters.ChoiceFilter(
        label=_("Apa yang terjadi"), choices=HAZARD_CHOICES, empty_label=_("Semua")
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), queryset=_announcing, to_field_name="slug", empty_label=_("Semua")
    )
    year = django_filters.NumberFilter(
        label=_("Tahun"), field_name="announced_at", lookup_expr="year", min_value=1945, max_value=2200
    )
    state = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=STATES, method="filter_state", empty_label=_("Semua")
    )

    class Meta:
        model = EmergencyNotice
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\x00", "")[:200].split()[:8]:
            queryset = queryset.filter(
                Q(headline__icontains=word) | Q(description__icontains=word) | Q(area_detail__icontains=word)
            )
        return queryset

    def filter_state(self, queryset: Any, name: str, value: str) -> Any:
        now = timezone.now()
        return queryset.running_at(now) if value == "running" else queryset.over_at(now)

    @property
    def active(self) -> int:
        """How many filters are in force."""
        return (
            sum(bool(str(self.data.get(name, "")).strip()) for name in self.form.fields)
            if self.is_bound
            else 0
        )


class OwnNoticeFilterSet(NoticeFilterSet):
    """The officers' list: only units for which the person may announce."""

    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), queryset=_own, to_field_name="slug", empty_label=_("Semua")
    )
