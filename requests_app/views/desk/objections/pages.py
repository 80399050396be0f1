"""The list of objections, one objection's page, its files, and the register as CSV."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from portal.agencies.policy import Action as Right
from portal.agencies.policy import allows
from portal.audit.services import record
from portal.files.serving import download_response
from portal.kernel.errors import PortalError
from requests_app.calendars import current_calendar
from requests_app.dispute_presentation import dispute_rows
from requests_app.dispute_selectors import disputes_of
from requests_app.entry_link import entry_url
from requests_app.filters import ObjectionFilterSet
from requests_app.law.grounds import objection_ground
from requests_app.law.objection_words import ObjectionAction
from requests_app.letters.storing import copy_for_citizen
from requests_app.models import Objection, ObjectionFile
from requests_app.objection_presentation import commission_of, filing_note
from requests_app.objection_selectors import objections_for, orders_for
from requests_app.objection_worklist import (
    objection_row,
    objection_tallies,
    with_waiting_orders,
)
from requests_app.services.objections.options import objection_options
from requests_app.views.desk.base import DeskAccess, DeskColumn
from requests_app.views.desk.objections.acts import BY_ACTION
from requests_app.views.desk.objections.base import ObjectionMixin


class ObjectionColumn(DeskColumn):
    folder = "requests_app/desk/objections/cells"


class ObjectionListView(DeskAccess, IndexView):
    """Objections that the officer may see, most urgent first; a bounded number of queries."""

    model = Objection
    action = Right.OBJECTION_VIEW
    any_permission_required: list[str] = []
    permission_required = None
    page_title = _("Keberatan")
    header_icon = "comment"
    template_name = "requests_app/desk/objections/list.html"
    results_template_name = "requests_app/desk/objections/list_results.html"
    index_url_name = "objections:list"
    index_results_url_name = "objections:list_results"
    filterset_class = ObjectionFilterSet
    search_fields = ["number", "subject", "public_subject", "case__number"]
    search_backend_name = None
    default_ordering = "due_on"
    paginate_by = 25
    table_classname = "listing desk-table"
    columns = [
        ObjectionColumn("objection", _("Keberatan"), sort_key="received_at"),
        ObjectionColumn("stage", _("Tahap"), sort_key="state"),
        ObjectionColumn("due", _("Batas"), sort_key="due_on"),
        ObjectionColumn("days", _("Hari kerja")),
        ObjectionColumn("next", _("Langkah berikut")),
    ]

    def get_base_queryset(self) -> QuerySet[Objection]:
        return with_waiting_orders(objections_for(self.request.user))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        # Ended ones sink, so that what is due stands on top without a filter.
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return queryset.order_by("closed_at", "due_on", "pk")

    def get_table(self, object_list: Any) -> Any:
        today, calendar = timezone.localdate(), current_calendar()
        for objection in object_list:
            objection.desk = objection_row(objection, today, calendar)
        return super().get_table(object_list)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = []
        if allows(self.request.user, Right.OBJECTION_RECORD):
            buttons.append(
                HeaderButton(
                    _("Catat keberatan langsung"), url=reverse("objections:record"), icon_name="plus"
                )
            )
        if allows(self.request.user, Right.EXPORT_REGISTER):
            for form, place in (("XLSX", "register_xlsx"), ("PDF", "register_pdf"), ("CSV", "register")):
                address = f"{reverse(f'objections:{place}')}?{self.request.GET.urlencode()}"
                label = _t("Unduh register (%(form)s)") % {"form": form}
                buttons.append(HeaderButton(label, url=address, icon_name="download"))
                public = _t("Salinan register untuk umum (%(form)s)") % {"form": form}
                buttons.append(HeaderButton(public, url=f"{address}&salinan=umum", icon_name="download"))
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            user, today = self.request.user, timezone.localdate()
            context["tallies"] = objection_tallies(
                objections_for(user), orders_for(user), today, current_calendar()
            )
        return context


class ObjectionView(ObjectionMixin, TemplateView):
    """One objection: what is objected to left, what happened right, the next lawful acts on top."""

    action = Right.OBJECTION_VIEW
    template_name = "requests_app/desk/objections/objection.html"

    def get_page_subtitle(self) -> str:
        return ""

    def get_header_title(self) -> str:
        return self.objection.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        objection, user, now = self.objection, self.request.user, timezone.now()
        options = [
            option
            for option in objection_options(objection=objection, user=user, now=now)
            if option.action in BY_ACTION
        ]
        acts = [BY_ACTION[ObjectionAction(option.action)] for option in options if option.allowed]
        calendar = current_calendar()
        return {
            **context,
            "objection": objection,
            "today": timezone.localdate(),
            "row": objection_row(objection, timezone.localdate(), calendar),
            "grounds": [objection_ground(letter) for letter in objection.grounds],
            "filing_note": filing_note(objection),
            "commission": commission_of(objection, timezone.localdate(), calendar),
            "acts": sorted((act for act in acts if not act.is_rare), key=lambda act: not act.is_main),
            "rare_acts": [act for act in acts if act.is_rare],
            "blocked": [
                (BY_ACTION[ObjectionAction(option.action)], option)
                for option in options
                if not option.allowed and not option.silent
            ],
            "events": objection.events.select_related("actor").order_by("-sequence"),
            "files": objection.files.select_related("stored"),
            "orders": objection.orders.select_related("agency", "done_by"),
            "tasks": objection.contact_tasks.select_related("done_by"),
            "may_work": allows(user, Right.OBJECTION_WORK, objection),
            "may_decide": allows(user, Right.OBJECTION_DECIDE, objection),
            "may_record": allows(user, Right.OBJECTION_RECORD, objection),
            "may_reveal": allows(user, Right.CASE_REVEAL, objection),
            "entry_url": entry_url(objection, user),
            "disputes": dispute_rows(disputes_of(objection), timezone.localdate(), calendar),
            "may_dispute": allows(user, Right.DISPUTE_WORK, objection),
        }


class ObjectionFileView(ObjectionMixin, View):
    """A file of an objection, as an attachment; an identity scan only to who may reveal identities, audited."""

    action = Right.OBJECTION_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.objection.files.select_related("stored").filter(stored_id=kwargs["file"]).first()
        if found is None:
            raise Http404
        if found.purpose == ObjectionFile.Purpose.IDENTITY:
            if not allows(request.user, Right.CASE_REVEAL, self.objection):
                raise Http404
            record(action="objection.identity_opened", actor=request.user, target=self.objection,
                   agency=self.objection.agency, data={"file": str(found.stored_id)})  # fmt: skip
        try:
            return download_response(found.stored)
        except PortalError as error:
            messages.error(request, _t(error.message))
            return HttpResponseRedirect(reverse("objections:objection", args=[self.objection.pk]))


class ObjectionPaperView(ObjectionMixin, View):
    """Lampiran X or the answer as PDF. Address and telephone stand on it, so the opening is on record."""

    action = Right.CASE_REVEAL

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        objection = self.objection
        letter = objection.form if kwargs["which"] == "formulir" else objection.letter
        if letter is None:
            raise Http404
        record(action="objection.paper_opened", actor=request.user, target=objection,
               agency=objection.agency, data={"letter": letter.pk})  # fmt: skip
        return download_response(copy_for_citizen(letter, now=timezone.now()))


class ObjectionRevealView(ObjectionMixin, View):
    """Identity and contact are masked until somebody asks for them; each asking is on record."""

    action = Right.CASE_REVEAL
    page_title = _("Identitas pengaju")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fields = ["identity_number", "address", "phone", "email"]
        record(action="objection.identity_revealed", actor=request.user, target=self.objection,
               agency=self.objection.agency, data={"fields": fields})  # fmt: skip
        context = {**self.get_context_data(), "objection": self.objection, "revealed": True}
        return render(request, "requests_app/desk/objections/revealed.html", context)
