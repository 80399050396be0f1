from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from disclosure.screening.models import ReadableWish
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action


def _reachable(request: HttpRequest | None) -> Any:
    if request is None:
        return Agency.objects.none()
    return AgencyPolicy.agencies_for(request.user, Action.ENTRY_VIEW).order_by("name")


class WishFilterSet(django_filters.FilterSet):
    agency = django_filters.ModelChoiceFilter(
        field_name="entry__agency", label=_("Perangkat daerah"), queryset=_reachable, empty_label=_("Semua")
    )

    class Meta:
        model = ReadableWish
        fields = ("agency",)
