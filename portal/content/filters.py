"""Filters of the lists of agencies and of news."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Kind
from portal.content.models import AgencyPage, NewsCategory, NewsPage


class AgencyFilter(django_filters.FilterSet):
    """Finds a unit by today's or any earlier name or code."""

    q = django_filters.CharFilter(label=_("Nama atau singkatan"), method="by_name", max_length=100)
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis"), field_name="agency__kind", choices=Kind.choices, empty_label=_("Semua jenis")
    )

    class Meta:
        model = AgencyPage
        fields: list[str] = []

    def by_name(self, queryset: QuerySet[AgencyPage], name: str, value: str) -> QuerySet[AgencyPage]:
        return queryset.filter(agency__in=Agency.objects.named_like(value).values("pk"))


class NewsFilter(django_filters.FilterSet):
    """By agency, category and year; ``tag`` comes from a link on a news page."""

    perangkat = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"),
        field_name="agency",
        to_field_name="slug",
        queryset=Agency.objects.order_by("name"),
        empty_label=_("Semua perangkat daerah"),
    )
    kategori = django_filters.ChoiceFilter(
        label=_("Kategori"),
        field_name="category",
        choices=NewsCategory.choices,
        empty_label=_("Semua kategori"),
    )
    tahun = django_filters.NumberFilter(
        label=_("Tahun"), field_name="first_published_at", lookup_expr="year", min_value=2000, max_value=2100
    )
    tag = django_filters.CharFilter(label=_("Tag"), method="by_tag", max_length=100, widget=forms.HiddenInput)

    class Meta:
        model = NewsPage
        fields: list[str] = []

    def __init__(self, *args: Any, one_agency: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if one_agency:
            del self.filters["perangkat"]

    def by_tag(self, queryset: QuerySet[NewsPage], name: str, value: str) -> QuerySet[NewsPage]:
        return queryset.filter(tagged__tag__slug=value)
