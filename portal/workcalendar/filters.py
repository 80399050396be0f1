"""Filters of the calendar's lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from .models import Holiday, HolidayKind, HolidayProposal, ProposalState
from .selectors import known_years


def _year_choices() -> list[tuple[int, str]]:
    return [(year, str(year)) for year in known_years()]


class HolidayFilterSet(WagtailFilterSet):
    year = django_filters.ChoiceFilter(
        field_name="date", lookup_expr="year", label=_("Tahun"), choices=_year_choices, empty_label=_("Semua")
    )
    kind = django_filters.ChoiceFilter(label=_("Jenis"), choices=HolidayKind.choices, empty_label=_("Semua"))
    certainty = django_filters.ChoiceFilter(
        label=_("Kepastian"),
        choices=[("confirmed", _("Disahkan")), ("estimated", _("Perkiraan"))],
        method="filter_certainty",
        empty_label=_("Semua"),
    )

    class Meta:
        model = Holiday
        fields = ["year", "kind", "certainty"]

    def filter_certainty(self, queryset: QuerySet[Holiday], name: str, value: Any) -> QuerySet[Holiday]:
        return queryset.filter(confirmed=value == "confirmed")


class ProposalFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=ProposalState.choices, empty_label=_("Semua")
    )

    class Meta:
        model = HolidayProposal
        fields = ["state"]
