"""Filters over cases: one set serves the worklist, its export and the register."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.agencies.models import Agency
from portal.agencies.policy import Action, agencies_for
from portal.kernel.workdays import add_workdays
from requests_app.calendars import current_calendar
from requests_app.law.dispute_words import DisputeOutcome, DisputeState
from requests_app.law.grounds import OBJECTION_GROUNDS
from requests_app.law.objection_words import OPEN_OBJECTIONS, ObjectionOutcome, ObjectionState
from requests_app.law.states import OPEN_STATES, Outcome, State
from requests_app.models import ComplianceOrder, Dispute, InformationRequest, Objection
from requests_app.models.cases import Channel
from requests_app.objection_worklist import NEAR_IN_WORKDAYS as OBJECTION_NEAR
from requests_app.waiting import WAITS
from requests_app.worklist import NEAR_IN_WORKDAYS, outcome_words, state_words


def _agencies(request: Any) -> QuerySet[Agency]:
    return agencies_for(request.user, Action.CASE_VIEW) if request else Agency.objects.none()


class CaseFilterSet(WagtailFilterSet):
    """What an officer narrows the worklist by; the choices hold nothing the officer may not see."""

    whose = django_filters.ChoiceFilter(
        label=_("Milik"),
        choices=[("mine", _("Tugas saya")), ("free", _("Belum ada petugasnya"))],
        method="filter_whose",
        empty_label=_("Semua"),
    )
    stage = django_filters.MultipleChoiceFilter(
        label=_("Tahap"), field_name="state", choices=lambda: [(s.value, state_words()[s]) for s in State],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    clock = django_filters.ChoiceFilter(
        label=_("Batas waktu"),
        choices=[
            ("overdue", _("Lewat waktu")),
            ("near", _("Jatuh tempo dalam 3 hari kerja")),
            ("open", _("Belum selesai")),
            ("closed", _("Selesai")),
        ],
        method="filter_clock",
        empty_label=_("Semua"),
    )
    waits = django_filters.ChoiceFilter(
        label=_("Menunggu keputusan"),
        choices=lambda: [(wait.slug, wait.label) for wait in WAITS],
        method="filter_waits",
        empty_label=_("Semua"),
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Hasil"), choices=lambda: [(o.value, outcome_words()[o]) for o in Outcome]
    )
    channel = django_filters.MultipleChoiceFilter(
        label=_("Saluran"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    agency = django_filters.ModelChoiceFilter(label=_("Perangkat daerah"), queryset=_agencies)

    class Meta:
        model = InformationRequest
        fields = ["whose", "stage", "clock", "waits", "outcome", "channel", "agency"]

    def filter_whose(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "mine":
            return queryset.filter(assigned_to=self.request.user.pk)
        return queryset.filter(assigned_to__isnull=True)

    def filter_waits(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return next(wait for wait in WAITS if wait.slug == value).cases(queryset)

    def filter_clock(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today: date = timezone.localdate()
        is_open = Q(state__in=sorted(OPEN_STATES))
        # What was split is worked on, and counted, in its parts.
        queryset = queryset.filter(parts__isnull=True)
        if value == "overdue":
            return queryset.filter(is_open, due_on__lt=today)
        if value == "near":
            until = add_workdays(today, NEAR_IN_WORKDAYS, current_calendar()).on
            return queryset.filter(is_open, due_on__gte=today, due_on__lte=until)
        if value == "open":
            return queryset.exclude(state=State.CLOSED)
        return queryset.filter(state=State.CLOSED)


def _objection_agencies(request: Any) -> QuerySet[Agency]:
    return agencies_for(request.user, Action.OBJECTION_VIEW) if request else Agency.objects.none()


class RegisterFilterSet(CaseFilterSet):
    """The worklist's filters and the days of receipt: a register is kept, and signed, for a period."""

    received_from = django_filters.DateFilter(
        label=_("Diterima sejak"), field_name="received_at", lookup_expr="date__gte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    received_to = django_filters.DateFilter(
        label=_("Diterima sampai"), field_name="received_at", lookup_expr="date__lte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    class Meta(CaseFilterSet.Meta):
        fields = [*CaseFilterSet.Meta.fields, "received_from", "received_to"]


class ObjectionFilterSet(WagtailFilterSet):
    """What the list of objections, its export and the register are narrowed by."""

    stage = django_filters.MultipleChoiceFilter(
        label=_("Tahap"), field_name="state", widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(state.value, _(state.label)) for state in ObjectionState],
    )  # fmt: skip
    clock = django_filters.ChoiceFilter(
        label=_("Batas waktu"),
        choices=[
            ("silent", _("Lewat 30 hari kerja")),
            ("near", _("Jatuh tempo dalam 5 hari kerja")),
            ("open", _("Belum diputus")),
            ("closed", _("Selesai")),
        ],
        method="filter_clock",
        empty_label=_("Semua"),
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Keputusan"), choices=lambda: [(o.value, _(o.label)) for o in ObjectionOutcome]
    )
    orders = django_filters.ChoiceFilter(
        label=_("Perintah"),
        choices=[("waiting", _("Belum dilaksanakan")), ("late", _("Lewat tanggalnya"))],
        method="filter_orders",
        empty_label=_("Semua"),
    )
    ground = django_filters.ChoiceFilter(
        label=_("Alasan"), method="filter_ground", empty_label=_("Semua"),
        choices=lambda: [(g.letter, f"{g.letter}. {_(g.text)}") for g in OBJECTION_GROUNDS],
    )  # fmt: skip
    channel = django_filters.MultipleChoiceFilter(
        label=_("Saluran"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    received_from = django_filters.DateFilter(
        label=_("Diterima sejak"), field_name="received_at", lookup_expr="date__gte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    received_to = django_filters.DateFilter(
        label=_("Diterima sampai"), field_name="received_at", lookup_expr="date__lte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    agency = django_filters.ModelChoiceFilter(label=_("Perangkat daerah"), queryset=_objection_agencies)

    class Meta:
        model = Objection
        fields = [
            "stage", "clock", "outcome", "orders", "ground", "channel", "received_from", "received_to", "agency"
        ]  # fmt: skip

    def filter_clock(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today: date = timezone.localdate()
        is_open = Q(state__in=[state.value for state in OPEN_OBJECTIONS])
        if value == "silent":
            return queryset.filter(is_open, due_on__lt=today)
        if value == "near":
            until = add_workdays(today, OBJECTION_NEAR, current_calendar()).on
            return queryset.filter(is_open, due_on__gte=today, due_on__lte=until)
        return queryset.filter(is_open) if value == "open" else queryset.exclude(is_open)

    def filter_orders(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        waiting = ComplianceOrder.objects.waiting().filter(objection=OuterRef("pk"))
        if value == "late":
            waiting = waiting.filter(due_on__lt=timezone.localdate())
        return queryset.filter(Exists(waiting))

    def filter_ground(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(grounds__contains=value)


class DisputeFilterSet(WagtailFilterSet):
    """What officers narrow the list of disputes by."""

    running = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=[("open", _("Berjalan")), ("closed", _("Selesai"))],
        method="filter_running", empty_label=_("Semua"),
    )  # fmt: skip
    stage = django_filters.MultipleChoiceFilter(
        label=_("Tahap"), field_name="state", choices=lambda: [(s.value, _(s.label)) for s in DisputeState],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    outcome = django_filters.ChoiceFilter(
        label=_("Hasil"), choices=lambda: [(o.value, _(o.label)) for o in DisputeOutcome]
    )
    agency = django_filters.ModelChoiceFilter(label=_("Perangkat daerah"), queryset=_agencies)

    class Meta:
        model = Dispute
        fields = ["running", "stage", "outcome", "agency"]

    def filter_running(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(closed_at__isnull=value == "open")
