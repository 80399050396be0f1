"""What the list of imports can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action

from .models import ImportRun


def _own_agencies(request: HttpRequest | None) -> QuerySet[Agency]:
    if request is None:
        return Agency.objects.none()
    return AgencyPolicy.agencies_for(request.user, Action.ENTRY_IMPORT)


class RunFilterSet(WagtailFilterSet):
    agency: Any = django_filters.ModelChoiceFilter(label=_("Perangkat daerah"), queryset=_own_agencies)
    state: Any = django_filters.ChoiceFilter(label=_("Keadaan"), choices=ImportRun.State.choices)

    class Meta:
        model = ImportRun
        fields = ("agency", "state")
