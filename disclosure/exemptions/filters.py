"""Narrowing the register, for officers and for everyone."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.exemption_reads import closed_on
from disclosure.law.exemptions import TITLES
from disclosure.models import Exemption
from portal.agencies.models import Agency

STANDING = (("closed", _("Masih ditutup")), ("open", _("Sudah terbuka")))
SORTS = (("newest", _("Terbaru berlaku")), ("ending", _("Paling dulu berakhir")), ("title", _("Judul A–Z")))
ORDERINGS = {"newest": ("-starts_on", "-pk"), "ending": ("ends_on", "pk"), "title": ("title", "pk")}


class PublicExemptionFilterSet(django_filters.FilterSet):
    """Over the public columns only: a word that stands elsewhere in the register finds nothing here."""

    q = django_filters.CharFilter(
        label=_("Kata dalam judul"), method="filter_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    ground = django_filters.ChoiceFilter(
        label=_("Alasan"),
        choices=[(g.value, f"{g.value}. {t}") for g, t in TITLES.items()],
        empty_label=_("Semua"),
    )
    standing = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=STANDING, method="filter_standing", empty_label=_("Semua")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Urutkan"), choices=SORTS, method="filter_sort", empty_label=None
    )

    class Meta:
        model = Exemption
        fields: list[str] = []

    def filter_text(self, queryset: QuerySet[Exemption], name: str, value: str) -> QuerySet[Exemption]:
        for word in value.replace("\x00", "")[:200].split()[:8]:
            queryset = queryset.filter(title__icontains=word)
        return queryset

    def filter_standing(self, queryset: QuerySet[Exemption], name: str, value: str) -> QuerySet[Exemption]:
        closed = closed_on(timezone.localdate())
        return queryset.filter(closed) if value == "closed" else queryset.exclude(closed)

    def filter_sort(self, queryset: QuerySet[Exemption], name: str, value: str) -> QuerySet[Exemption]:
        return queryset  # applied last, in filter_queryset

    def filter_queryset(self, queryset: QuerySet[Exemption]) -> QuerySet[Exemption]:
        found = super().filter_queryset(queryset)
        return found.order_by(*ORDERINGS[self.form.cleaned_data.get("sort") or "newest"])


class RegisterFilterSet(PublicExemptionFilterSet):
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"), queryset=Agency.objects.order_by("name"), to_field_name="slug",
        empty_label=_("Semua"),
    )  # fmt: skip
