"""The list of disputes, one dispute's page, and its files."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action as Right
from portal.audit.services import record
from portal.files.serving import download_response
from requests_app.calendars import current_calendar
from requests_app.dispute_presentation import dispute_row, period_rows
from requests_app.dispute_selectors import disputes_for
from requests_app.filters import DisputeFilterSet
from requests_app.law.dispute_words import GIVES_INFORMATION, DisputeAction, DisputeState
from requests_app.law.grounds import objection_ground
from requests_app.letters.storing import copy_for_citizen
from requests_app.models import Dispute
from requests_app.services.disputes.appointing import may_appoint, proxies_of
from requests_app.services.disputes.options import dispute_options
from requests_app.views.desk.base import DeskAccess, DeskColumn

#: Acts that end or turn a dispute; the page keeps them behind a fold.
RARE = frozenset({DisputeAction.WITHDRAW, DisputeAction.SET_NUMBER, DisputeAction.EXTEND_MEDIATION})


class DisputeColumn(DeskColumn):
    folder = "requests_app/desk/disputes/cells"


class DisputeListView(DeskAccess, IndexView):
    """Disputes of the city, running ones first; a bounded number of queries."""

    model = Dispute
    action = Right.DISPUTE_WORK
    any_permission_required: list[str] = []
    permission_required = None
    page_title = _("Sengketa")
    header_icon = "comment"
    index_url_name = "disputes:list"
    index_results_url_name = "disputes:list_results"
    results_template_name = "requests_app/desk/disputes/list_results.html"
    filterset_class = DisputeFilterSet
    search_fields = ["number", "ki_number", "objection__number", "objection__subject", "case__number"]
    search_backend_name = None
    default_ordering = "-applied_on"
    paginate_by = 25
    table_classname = "listing desk-table"
    columns = [
        DisputeColumn("dispute", _("Sengketa"), sort_key="applied_on"),
        DisputeColumn("stage", _("Tahap"), sort_key="state"),
        DisputeColumn("period", _("Waktu yang berjalan")),
    ]

    def get_base_queryset(self) -> QuerySet[Dispute]:
        return disputes_for(self.request.user)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return queryset.order_by("closed_at", "-applied_on", "pk")

    def get_table(self, object_list: Any) -> Any:
        today, calendar = timezone.localdate(), current_calendar()
        for dispute in object_list:
            dispute.desk = dispute_row(dispute, today, calendar)
        return super().get_table(object_list)


class DisputeMixin(DeskAccess, WagtailAdminTemplateMixin):
    """A view about one dispute; without the right it is not found."""

    kwargs: dict[str, Any]
    action = Right.DISPUTE_WORK
    header_icon = "comment"

    @cached_property
    def dispute(self) -> Dispute:
        return get_object_or_404(disputes_for(self.request.user), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.request, self.kwargs = request, kwargs
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = reverse("disputes:dispute", args=[self.dispute.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("disputes:list"), "label": _("Sengketa")},
            {"url": page, "label": self.dispute.number},
            *([{"url": "", "label": self.get_page_title()}] if self.get_page_title() else []),
        ]


class DisputeView(DisputeMixin, TemplateView):
    """One dispute: its periods, what may be recorded next, what happened, its papers."""

    template_name = "requests_app/desk/disputes/dispute.html"

    def get_page_subtitle(self) -> str:
        return ""

    def get_header_title(self) -> str:
        return self.dispute.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dispute, now, calendar = self.dispute, timezone.now(), current_calendar()
        today = timezone.localdate()
        options = dispute_options(dispute=dispute, user=self.request.user, now=now)
        allowed = [option.action for option in options if option.allowed]
        rulings = {DisputeState.RULED: "ruling_received_on", DisputeState.COURT_RULED: "court_received_on"}
        waiting = rulings.get(DisputeState(dispute.state))
        return {
            **super().get_context_data(**kwargs),
            "dispute": dispute,
            "objection": dispute.objection,
            "row": dispute_row(dispute, today, calendar),
            "periods": period_rows(dispute, today, calendar),
            "grounds": [objection_ground(letter) for letter in dispute.grounds],
            "acts": [action for action in allowed if action not in RARE],
            "rare_acts": [action for action in allowed if action in RARE],
            "blocked": [option for option in options if not option.allowed],
            "sessions": dispute.sessions.all(),
            "events": dispute.events.select_related("actor").order_by("-sequence"),
            "files": dispute.files.select_related("stored"),
            "proxies": proxies_of(dispute),
            "may_appoint": may_appoint(self.request.user, dispute) and dispute.is_open,
            "asks_receipt": bool(waiting and getattr(dispute, waiting) is None),
            "opens": dispute.outcome in GIVES_INFORMATION,
            "today": today,
        }


class ProxyLetterView(DisputeMixin, View):
    """The power of attorney as PDF: the signed copy once it came back."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter = get_object_or_404(proxies_of(self.dispute), pk=kwargs["letter"])
        return download_response(copy_for_citizen(letter, now=timezone.now()))


class DisputeFileView(DisputeMixin, View):
    """A paper of a dispute, as an attachment."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.dispute.files.select_related("stored").filter(stored_id=kwargs["file"]).first()
        if found is None:
            raise Http404
        record(action="dispute.file_opened", actor=request.user, target=self.dispute,
               agency=self.dispute.agency, data={"file": str(found.stored_id)})  # fmt: skip
        return download_response(found.stored)
