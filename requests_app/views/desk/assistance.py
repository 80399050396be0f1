"""The register of bantuan kedinasan on the desk: list, record, answer."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from portal.agencies.policy import Action as Right
from portal.agencies.policy import agencies_for, allows, rows
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from requests_app.forms.assistance import AssistanceAnswerForm, AssistanceForm
from requests_app.models import Assistance
from requests_app.services import assisting
from requests_app.views.desk.base import DeskAccess

TITLE = _("Register bantuan kedinasan")


class AssistanceFilterSet(WagtailFilterSet):
    answered = django_filters.ChoiceFilter(
        label=_("Jawaban"), choices=[("no", _("Belum dijawab")), ("yes", _("Sudah dijawab"))],
        method="filter_answered", empty_label=_("Semua"),
    )  # fmt: skip
    outcome = django_filters.ChoiceFilter(label=_("Hasil"), choices=Assistance.Outcome.choices)

    class Meta:
        model = Assistance
        fields = ["answered", "outcome"]

    def filter_answered(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(outcome="") if value == "no" else queryset.exclude(outcome="")


class AssistanceListView(DeskAccess, IndexView):
    """What other bodies asked of the officer's units, newest first; 25 a page."""

    model = Assistance
    action = Right.CASE_VIEW
    any_permission_required: list[str] = []
    permission_required = None
    page_title = TITLE
    header_icon = "group"
    index_url_name = "desk:assistance"
    index_results_url_name = "desk:assistance_results"
    filterset_class = AssistanceFilterSet
    search_fields = ["number", "body", "information"]
    search_backend_name = None
    default_ordering = "-received_on"
    paginate_by = 25
    columns = [
        TitleColumn(
            "number", label=_("Nomor"), get_url=lambda row: reverse("desk:assistance_answer", args=[row.pk])
        ),
        Column("body", label=_("Badan yang meminta")),
        Column("information", label=_("Informasi yang diminta")),
        Column("agency", label=_("Diminta dari")),
        DateColumn("received_on", label=_("Diterima"), sort_key="received_on"),
        Column(
            "outcome", label=_("Hasil"), accessor=lambda row: row.get_outcome_display() or _t("Belum dijawab")
        ),
    ]

    def get_base_queryset(self) -> QuerySet[Assistance]:
        return rows(Assistance.objects.select_related("agency"), self.request.user, self.action)

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not allows(self.request.user, Right.CASE_RECORD):
            return []
        return [HeaderButton(_("Catat permintaan"), url=reverse("desk:assistance_record"), icon_name="plus")]


class AssistanceFormView(DeskAccess, WagtailAdminTemplateMixin, FormView):
    """What the two forms share: the error lands on its field and nothing typed is lost."""

    action = Right.CASE_RECORD
    template_name = "requests_app/desk/assistance_form.html"
    header_icon = "group"
    done: Any = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:assistance"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def perform(self, form: Any) -> Any:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.perform(form)
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return HttpResponseRedirect(reverse("desk:assistance"))


class AssistanceRecordView(AssistanceFormView):
    form_class = AssistanceForm
    page_title = _("Catat permintaan badan publik lain")
    done = _("Permintaan tercatat dalam register bantuan kedinasan.")

    def get_form_kwargs(self) -> dict[str, Any]:
        reachable = agencies_for(self.request.user, self.action).filter(dissolved_on__isnull=True)
        return {**super().get_form_kwargs(), "agencies": reachable}

    def get_initial(self) -> dict[str, Any]:
        return {"received_on": timezone.localdate()}

    def perform(self, form: Any) -> Any:
        return assisting.record_assistance(asked=form.asked(), by=self.request.user, now=timezone.now())


class AssistanceAnswerView(AssistanceFormView):
    """Everyone who sees the register reads a line; answering is for who records."""

    form_class = AssistanceAnswerForm
    done = _("Jawaban tercatat.")

    @property
    def action(self) -> Right:  # type: ignore[override]
        return Right.CASE_RECORD if self.request.method == "POST" else Right.CASE_VIEW

    @cached_property
    def assistance(self) -> Assistance:
        reachable = rows(Assistance.objects.select_related("agency"), self.request.user, self.action)
        return get_object_or_404(reachable, pk=self.kwargs["pk"])

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request, self.kwargs = request, kwargs
        _row = self.assistance if allows(request.user, self.action) else None
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.assistance.number

    def get_initial(self) -> dict[str, Any]:
        return {"answered_on": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_answer = allows(self.request.user, Right.CASE_RECORD, self.assistance)
        return {
            **super().get_context_data(**kwargs),
            "assistance": self.assistance,
            "read_only": not may_answer,
        }

    def perform(self, form: Any) -> Any:
        return assisting.answer_assistance(
            assistance=self.assistance, by=self.request.user, now=timezone.now(), **form.cleaned_data
        )
