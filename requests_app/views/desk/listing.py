"""The worklist: what is late, what is near, what comes next."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from portal.agencies.policy import Action, allows, rows
from requests_app.calendars import current_calendar
from requests_app.filters import CaseFilterSet
from requests_app.models import InformationRequest
from requests_app.services.costing import may_set_rates
from requests_app.services.delegating import may_delegate
from requests_app.views.desk.base import DeskAccess, DeskColumn
from requests_app.waiting import waiting_counts
from requests_app.worklist import Tallies, desk_row, tallies, with_split


class WorklistView(DeskAccess, IndexView):
    """Cases of the officer's agencies, most urgent first; 15 queries whatever the number of rows."""

    model = InformationRequest
    action = Action.CASE_VIEW
    any_permission_required: list[str] = []
    permission_required = None
    page_title = _("Permohonan")
    header_icon = "form"
    template_name = "requests_app/desk/worklist.html"
    results_template_name = "requests_app/desk/worklist_results.html"
    index_url_name = "desk:list"
    index_results_url_name = "desk:list_results"
    filterset_class = CaseFilterSet
    search_fields = ["number", "subject", "public_subject"]
    search_backend_name = None
    default_ordering = "due_on"
    paginate_by = 25
    table_classname = "listing desk-table"
    columns = [
        DeskColumn("case", _("Permohonan"), sort_key="received_at"),
        DeskColumn("stage", _("Tahap"), sort_key="state"),
        DeskColumn("due", _("Batas"), sort_key="due_on"),
        DeskColumn("days", _("Hari kerja")),
        DeskColumn("next", _("Langkah berikut")),
    ]

    def get_base_queryset(self) -> QuerySet[InformationRequest]:
        cases = with_split(InformationRequest.objects.select_related("agency", "assigned_to"))
        return rows(cases, self.request.user, Action.CASE_VIEW)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        # Closed cases sink, so that what is due stands on top without a filter.
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return queryset.order_by("closed_at", "due_on", "pk")

    def get_table(self, object_list: Any) -> Any:
        today, calendar = timezone.localdate(), current_calendar()
        for case in object_list:
            case.desk = desk_row(case, today, calendar)
        return super().get_table(object_list)

    @cached_property
    def tallies(self) -> Tallies:
        queryset = rows(InformationRequest.objects.all(), self.request.user, Action.CASE_VIEW)
        return tallies(queryset, self.request.user.pk or 0, timezone.localdate(), current_calendar())

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = []
        if allows(self.request.user, Action.CASE_RECORD):
            buttons.append(
                HeaderButton(_("Catat permohonan langsung"), url=reverse("desk:record"), icon_name="plus")
            )
        if allows(self.request.user, Action.EXPORT_REGISTER):
            buttons.append(
                HeaderButton(_("Register"), url=reverse("desk:register_list"), icon_name="list-ul")
            )
        if may_delegate(self.request.user):
            buttons.append(
                HeaderButton(
                    _("Pendelegasian tanda tangan"), url=reverse("desk:delegations"), icon_name="group"
                )
            )
        buttons.append(
            HeaderButton(_("Bantuan kedinasan"), url=reverse("desk:assistance"), icon_name="group")
        )
        if allows(self.request.user, Action.CASE_WORK):
            buttons.append(
                HeaderButton(_("Surat bertanda tangan"), url=reverse("desk:scans"), icon_name="upload")
            )
        if may_set_rates(self.request.user):
            buttons.append(HeaderButton(_("Tarif"), url=reverse("desk:rates"), icon_name="list-ul"))
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["tallies"] = self.tallies
            context["waits"] = waiting_counts(self.request.user, timezone.localdate())
        return context
