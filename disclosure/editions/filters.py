"""Narrowing the rows of an edition, and the lines of a comparison."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from disclosure.editions.reads import Difference, Differences
from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CATEGORY_NAMES, EditionRow
from portal.agencies.models import Agency

KINDS = (("added", _("Baru")), ("changed", _("Berubah")), ("dropped", _("Tidak lagi ada")))


class RowFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Kata yang dicari"), method="filter_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), queryset=Agency.objects.order_by("name"), to_field_name="slug",
        empty_label=_("Semua"),
    )  # fmt: skip
    category = django_filters.ChoiceFilter(
        label=_("Kategori"),
        choices=[(c.value, CATEGORY_NAMES[c]) for c in PUBLISHABLE],
        empty_label=_("Semua"),
    )

    class Meta:
        model = EditionRow
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[EditionRow], name: str, value: str) -> QuerySet[EditionRow]:
        for word in value.replace("\x00", "")[:200].split()[:8]:
            queryset = queryset.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        return queryset


class DifferenceForm(forms.Form):
    """The comparison is worked out, not stored; so the choice is made among its lines."""

    kind = forms.ChoiceField(label=_("Yang berbeda"), required=False, choices=[("", _("Semua")), *KINDS])
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"), required=False, queryset=Agency.objects.order_by("name"), to_field_name="slug",
        empty_label=_("Semua"),
    )  # fmt: skip

    def narrowed(self, found: Differences) -> list[Difference]:
        chosen: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        rows = list(found.rows)
        if chosen.get("kind"):
            rows = [row for row in rows if row.kind == chosen["kind"]]
        if chosen.get("agency"):
            rows = [row for row in rows if row.agency_id == chosen["agency"].pk]
        return rows
