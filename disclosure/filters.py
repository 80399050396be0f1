"""The one set of filters behind the list page, the API and every export, with a count beside each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CATEGORY_NAMES, ListEntry, MandatedItem
from portal.agencies.models import Agency

FRESHNESS = (
    ("current", _("Masih mutakhir")),
    ("stale", _("Perlu diperbarui")),
    ("unjudged", _("Tidak dinilai")),
)
SORTS = (
    ("newest", _("Terbaru terbit")),
    ("oldest", _("Terlama terbit")),
    ("title", _("Judul A–Z")),
    ("agency", _("Perangkat daerah")),
)
ORDERINGS: dict[str, tuple[str, ...]] = {
    "newest": ("-last_published_at", "-pk"),
    "oldest": ("last_published_at", "pk"),
    "title": ("title", "pk"),
    "agency": ("agency__name", "-last_published_at", "-pk"),
}
FORMAT_LABELS = {"tautan": _("Tautan")}


def with_freshness(queryset: QuerySet[ListEntry], today: date) -> QuerySet[ListEntry]:
    """Adds ``freshness``: current, stale or unjudged on a day."""
    return queryset.annotate(
        freshness=Case(
            When(fresh_until__gte=today, then=Value("current")),
            When(fresh_until__lt=today, then=Value("stale")),
            default=Value("unjudged"),
            output_field=CharField(),
        )
    )


class EntryFilterSet(django_filters.FilterSet):
    """Filters over live entries. Unknown values are said to be unknown, never ignored in silence."""

    q = django_filters.CharFilter(
        label=_("Kata yang dicari"), method="filter_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Perangkat daerah"),
        queryset=Agency.objects.all(),
        to_field_name="slug",
        empty_label=_("Semua"),
    )
    category = django_filters.ChoiceFilter(
        label=_("Kategori"),
        choices=[(c.value, CATEGORY_NAMES[c]) for c in PUBLISHABLE],
        empty_label=_("Semua"),
    )
    item = django_filters.CharFilter(label=_("Jenis kewajiban"), method="filter_item")
    year = django_filters.NumberFilter(label=_("Tahun"), field_name="year", min_value=1945, max_value=2200)
    format = django_filters.CharFilter(label=_("Format"), method="filter_format", max_length=8)
    freshness = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=FRESHNESS, method="filter_freshness", empty_label=_("Semua")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Urutkan"), choices=SORTS, method="filter_sort", empty_label=None
    )

    class Meta:
        model = ListEntry
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[ListEntry]) -> QuerySet[ListEntry]:
        found = super().filter_queryset(queryset)
        order = ORDERINGS.get(self.form.cleaned_data.get("sort") or "newest", ORDERINGS["newest"])
        return found.order_by(*order)

    def filter_text(self, queryset: QuerySet[ListEntry], name: str, value: str) -> QuerySet[ListEntry]:
        for word in value.replace("\x00", "")[:200].split()[:8]:
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(summary__icontains=word) | Q(holder__icontains=word)
            )
        return queryset

    def filter_item(self, queryset: QuerySet[ListEntry], name: str, value: str) -> QuerySet[ListEntry]:
        items = MandatedItem.objects.filter(
            Q(key=value) | Q(parent__key=value) | Q(parent__parent__key=value)
        )
        return queryset.filter(
            pk__in=ListEntry.items.through.objects.filter(mandateditem__in=items).values("listentry")
        )

    def filter_format(self, queryset: QuerySet[ListEntry], name: str, value: str) -> QuerySet[ListEntry]:
        word = value.lower()
        return queryset.filter(
            Q(formats=word) | Q(formats__startswith=f"{word} ") | Q(formats__endswith=f" {word}")
            | Q(formats__contains=f" {word} ")
        )  # fmt: skip

    def filter_freshness(self, queryset: QuerySet[ListEntry], name: str, value: str) -> QuerySet[ListEntry]:
        return with_freshness(queryset, timezone.localdate()).filter(freshness=value)

    def filter_sort(self, queryset: QuerySet[ListEntry], name: str, value: str) -> QuerySet[ListEntry]:
        return queryset  # applied last, in filter_queryset

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in force, as they stand in the address."""
        if not self.is_bound or not self.form.is_valid():
            return {}
        return {k: v for k in self.form.fields if (v := str(self.data.get(k, "")).strip()) and k != "sort"}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    is_chosen: bool
    group: str = ""


@dataclass(frozen=True)
class FacetGroup:
    name: str
    label: str
    choices: tuple[Choice, ...]


def facets(filterset: EntryFilterSet, base: QuerySet[ListEntry], today: date) -> tuple[FacetGroup, ...]:
    """Counts per choice, each group under the filters of all the others. Two queries, whatever the number
    of rows.
    """
    chosen = filterset.chosen
    rows = with_freshness(base, today)
    if text := chosen.get("q"):
        rows = filterset.filter_text(rows, "q", text)
    if item := chosen.get("item"):
        rows = filterset.filter_item(rows, "item", item)
    duties = _duty_choices(filterset, base, chosen)
    cells = list(
        rows.order_by()
        .values("agency__slug", "agency__name", "category", "year", "formats", "freshness")
        .annotate(n=Count("pk"))
    )
    readers: dict[str, Callable[[dict[str, Any]], Iterable[str]]] = {
        "agency": lambda c: (c["agency__slug"],),
        "category": lambda c: (c["category"],),
        "year": lambda c: (str(c["year"]),) if c["year"] else (),
        "format": lambda c: tuple(c["formats"].split()),
        "freshness": lambda c: (c["freshness"],),
    }
    found = []
    for name, read in readers.items():
        others = {
            k: v.lower() if k == "format" else v for k, v in chosen.items() if k in readers and k != name
        }
        counted: Counter[str] = Counter()
        for cell in cells:
            if all(value in readers[other](cell) for other, value in others.items()):
                for value in read(cell):
                    counted[value] += cell["n"]
        labels = _labels(name, cells)
        if name == "agency" and name in chosen:
            unit = filterset.form.cleaned_data[name]
            labels[unit.slug] = unit.name
        found.append(
            FacetGroup(name, str(filterset.form.fields[name].label), _choices(name, counted, labels, chosen))
        )
    return (*found, FacetGroup("item", str(filterset.form.fields["item"].label), duties))


def _duty_choices(
    filterset: EntryFilterSet, base: QuerySet[ListEntry], chosen: dict[str, str]
) -> tuple[Choice, ...]:
    """The duties that entries under the other filters fulfil, in catalogue order; ``group`` is their category."""
    rows = base.order_by()
    for name in chosen:
        if name != "item":
            rows = filterset.filters[name].filter(rows, filterset.form.cleaned_data[name])
    tied = ListEntry.items.through.objects.filter(listentry__in=rows.values("pk"))
    counted = {
        row["mandateditem"]: row["n"]
        for row in tied.values("mandateditem").annotate(n=Count("listentry", distinct=True))
    }
    asked = list(
        MandatedItem.objects.filter(Q(pk__in=counted) | Q(key=chosen.get("item", ""))).order_by(
            "edition", "position"
        )
    )
    for group in asked:
        if not group.is_leaf:  # a whole group was asked for by its address
            counted[group.pk] = filterset.filter_item(rows, "item", group.key).count()
    return tuple(
        Choice(
            item.key, item.title, counted.get(item.pk, 0), chosen.get("item") == item.key,
            str(CATEGORY_NAMES.get(item.category, "")),
        )
        for item in asked
    )  # fmt: skip


def _labels(name: str, cells: list[dict[str, Any]]) -> dict[str, str]:
    if name == "agency":
        return {cell["agency__slug"]: cell["agency__name"] for cell in cells}
    if name == "category":
        return {c.value: CATEGORY_NAMES[c] for c in PUBLISHABLE}
    if name == "freshness":
        return {value: str(label) for value, label in FRESHNESS}
    if name == "format":
        return {k: str(v) for k, v in FORMAT_LABELS.items()}
    return {}


def _choices(
    name: str, counted: Counter[str], labels: dict[str, str], chosen: dict[str, str]
) -> tuple[Choice, ...]:
    values = set(counted) | ({chosen[name]} if name in chosen else set())
    if name in ("category", "freshness"):
        order = [v for v in labels if v in values]
    elif name == "year":
        order = sorted(values, reverse=True)
    else:
        order = sorted(values, key=lambda v: str(labels.get(v, v)).lower())
    return tuple(
        Choice(v, labels.get(v, v.upper() if name == "format" else v), counted[v], chosen.get(name) == v)
        for v in order
    )
