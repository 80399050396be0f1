"""What the board and the list of reports can be narrowed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from disclosure.monitoring.rules import Status
from disclosure.reports.models import ComplianceReport, State
from portal.agencies.models import Agency, Kind
from portal.agencies.policy import Action, agencies_for


def _day() -> forms.DateInput:
    # A date control takes ISO dates only, whatever the language of the page.
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class BoardFilterSet(django_filters.FilterSet):
    """`dari`, `sampai` and `keadaan` narrow nothing in the database: the board computes with them."""

    cari = django_filters.CharFilter(label=_("Unit"), method="by_name")
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis"), field_name="kind", choices=Kind.choices, empty_label=_("Semua")
    )
    keadaan = django_filters.ChoiceFilter(
        label=_("Keaktifan"),
        method="as_is",
        choices=[(status.value, status.label.capitalize()) for status in Status],
        empty_label=_("Semua"),
    )
    dari = django_filters.DateFilter(label=_("Dari"), method="as_is", widget=_day())
    sampai = django_filters.DateFilter(label=_("Sampai"), method="as_is", widget=_day())

    class Meta:
        model = Agency
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: Any, name: str, value: str) -> QuerySet[Agency]:
        return queryset.named_like(value)

    def as_is(self, queryset: QuerySet[Agency], name: str, value: Any) -> QuerySet[Agency]:
        return queryset


def _own_agencies(request: HttpRequest | None) -> QuerySet[Agency]:
    # Only units whose reports the person may see, so that the choice names no others.
    return agencies_for(request.user, Action.REPORT_VIEW) if request else Agency.objects.none()


class ReportFilterSet(WagtailFilterSet):
    agency = django_filters.ModelChoiceFilter(label=_("Perangkat daerah"), queryset=_own_agencies)
    state = django_filters.ChoiceFilter(label=_("Keadaan"), choices=State.choices)

    class Meta:
        model = ComplianceReport
        fields = ("agency", "state")


def this_year(today: date) -> tuple[date, date]:
    """The span shown when none is chosen: the running year up to today."""
    return today.replace(month=1, day=1), today
