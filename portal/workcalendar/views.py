"""The calendar in the back office: the list, a proposal from paste or file, its effect, and its decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from portal.agencies.policy import Action, allows
from portal.files.services import store_upload
from portal.files.serving import download_response
from portal.files.validation import IDENTITY_KINDS
from portal.kernel.errors import InputError, PortalError
from portal.kernel.formats import hari_tanggal

from . import selectors, services
from .filters import HolidayFilterSet, ProposalFilterSet
from .forms import DaysForm, DecreeForm, ReasonForm
from .impact import preview_all
from .models import Holiday, HolidayProposal, ProposalState
from .previews import PreviewRow, preview_rows, removal_row, sign_rows, ticked_changes, unsign_rows

IMPACT_PAGE = 25


def needs(*actions: Action) -> Callable[..., Any]:
    """Let through whoever has one of the rights; others are sent to the dashboard with a message."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(allows(request.user, action) for action in actions):
                return permission_denied(request)
            return view(request, *args, **kwargs)

        return checked

    return decorate


PROPOSERS = (Action.CALENDAR_PROPOSE,)
DECIDERS = (Action.CALENDAR_PROPOSE, Action.CALENDAR_CONFIRM)


def crumbs(*labels: str) -> list[dict[str, Any]]:
    """Calendar, then the given page; the last one has no address."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Beranda")}
    calendar = {"url": reverse("calendar:index"), "label": _("Kalender kerja")}
    return [home, calendar, *({"url": "", "label": label} for label in labels)]


class TemplateColumn(Column):
    """A cell drawn by a template of ours, with the row as `instance`."""

    def __init__(self, name: str, template: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = template

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request = context["request"]
        return {**context, "proposes": request is not None and allows(request.user, Action.CALENDAR_PROPOSE)}


@method_decorator(needs(Action.CALENDAR_VIEW), name="dispatch")
class HolidayListView(BaseListingView):
    """Days off, filtered by year and kind, with how well each year is known above them."""

    page_title = gettext_lazy("Kalender kerja")
    header_icon = "calendar-alt"
    template_name = "workcalendar/index.html"
    model = Holiday
    filterset_class = HolidayFilterSet
    default_ordering = "date"
    paginate_by = 30
    table_classname = "listing kalender-daftar"
    index_url_name = "calendar:index"
    index_results_url_name = "calendar:index_results"
    verbose_name_plural = gettext_lazy("hari libur")
    columns = [
        Column("date", label=gettext_lazy("Tanggal"), accessor=lambda row: hari_tanggal(row.date)),
        TemplateColumn("name", "workcalendar/cells/holiday.html", label=gettext_lazy("Hari libur")),
        Column("kind", label=gettext_lazy("Jenis"), accessor="get_kind_display"),
        TemplateColumn("certainty", "workcalendar/cells/certainty.html", label=gettext_lazy("Kepastian")),
    ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return crumbs()

    def get_header_buttons(self) -> list[HeaderButton]:
        buttons = []
        if allows(self.request.user, Action.CALENDAR_PROPOSE):
            buttons.append(
                HeaderButton(_("Usulkan perubahan"), url=reverse("calendar:propose"), icon_name="plus")
            )
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        this_year = timezone.localdate().year
        context["years"] = selectors.year_statuses({*selectors.known_years(), this_year, this_year + 1})
        context["next_year"] = this_year + 1
        context["chosen_year"] = self.request.GET.get("year", "")
        decides = any(allows(self.request.user, action) for action in DECIDERS)
        context["open_proposals"] = (
            HolidayProposal.objects.filter(state=ProposalState.OPEN).count() if decides else 0
        )
        context["decides"] = decides
        context["proposes"] = allows(self.request.user, Action.CALENDAR_PROPOSE)
        return context


@method_decorator(needs(*DECIDERS), name="dispatch")
class ProposalListView(BaseListingView):
    """Proposals, newest first."""

    page_title = gettext_lazy("Usulan perubahan kalender")
    header_icon = "calendar-check"
    model = HolidayProposal
    filterset_class = ProposalFilterSet
    paginate_by = 25
    table_classname = "listing kalender-daftar"
    template_name = "workcalendar/proposals.html"
    index_url_name = "calendar:proposals"
    index_results_url_name = "calendar:proposals_results"
    verbose_name_plural = gettext_lazy("usulan")
    columns = [
        TemplateColumn("decree", "workcalendar/cells/proposal.html", label=gettext_lazy("Keputusan")),
        Column(
            "days",
            label=gettext_lazy("Isi"),
            accessor=lambda row: _("%(days)s hari") % {"days": row.days},
        ),
        Column("proposed_by", label=gettext_lazy("Pengusul")),
        Column(
            "proposed_at", label=gettext_lazy("Diusulkan"), accessor=lambda row: hari_tanggal(row.proposed_at)
        ),
        TemplateColumn("state", "workcalendar/cells/state.html", label=gettext_lazy("Keadaan")),
    ]

    def get_base_queryset(self) -> Any:
        return selectors.proposals()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return crumbs(_("Usulan"))


@needs(*PROPOSERS)
def propose(request: HttpRequest) -> HttpResponse:
    """First step: read days from text or file. With ?hapus=<id>: go to the second step with that removal."""
    if "hapus" in request.GET:
        holiday = get_object_or_404(Holiday, pk=request.GET["hapus"] if request.GET["hapus"].isdigit() else 0)
        return _second_step(request, [removal_row(holiday)], _decree_form(), ticked={f"r{holiday.pk}"})
    form = DaysForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        rows = preview_rows(form.days)
        ticked = {row.key for row in rows if row.starts_ticked}
        return _second_step(request, rows, _decree_form(), ticked=ticked)
    title = _("Usulkan perubahan")
    context = {"form": form, "title": title, "breadcrumbs_items": crumbs(title)}
    return render(request, "workcalendar/propose.html", context, status=422 if form.errors else 200)


def _decree_form(*args: Any) -> DecreeForm:
    today = timezone.localdate()
    statuses = selectors.year_statuses({*selectors.known_years(), today.year, today.year + 1})
    years = [row.year for row in statuses if row.status != "confirmed"]
    return DecreeForm(*args, years=years, today=today)


def _second_step(
    request: HttpRequest,
    rows: list[PreviewRow],
    form: DecreeForm,
    *,
    ticked: set[str],
    error: str = "",
) -> HttpResponse:
    context = {
        "rows": rows,
        "readable": sum(row.can_be_ticked for row in rows),
        "unreadable": sum(not row.can_be_ticked for row in rows),
        "ticked": ticked,
        "signed": sign_rows(rows),
        "form": form,
        "error": error,
        "title": _("Usulkan perubahan"),
        "breadcrumbs_items": crumbs(_("Usulkan perubahan")),
    }
    status = 422 if error or form.errors else 200
    return render(request, "workcalendar/preview.html", context, status=status)


@needs(*PROPOSERS)
@require_POST
def create_proposal(request: HttpRequest) -> HttpResponse:
    """Second step: the ticked rows and their decree become a proposal; nothing ticked or typed is
    lost on error.
    """
    ticked = set(request.POST.getlist("days"))
    form = _decree_form(request.POST, request.FILES)
    try:
        rows = unsign_rows(request.POST.get("signed", ""))
    except InputError as error:
        messages.error(request, error.message)
        return redirect("calendar:propose")
    if not form.is_valid():
        return _second_step(request, rows, form, ticked=ticked)
    try:
        proposal = _propose(request, form.cleaned_data, ticked_changes(rows, ticked))
    except InputError as error:
        in_form = error.field in form.fields
        if in_form:
            form.add_error(error.field, error.message)
        return _second_step(request, rows, form, ticked=ticked, error="" if in_form else error.message)
    messages.success(request, _("Usulan disimpan. Orang lain yang berwenang perlu mengesahkannya."))
    return redirect("calendar:proposal", proposal.pk)


def _propose(request: HttpRequest, data: dict[str, Any], days: list[services.DayChange]) -> HolidayProposal:
    now = timezone.now()
    upload = data.pop("decree_file")
    stored = None
    if upload:
        stored = store_upload(
            upload=upload, now=now, uploaded_by=request.user, kinds=IDENTITY_KINDS, field="decree_file"
        )
    return services.propose_changes(actor=request.user, days=days, now=now, decree_file=stored, **data)


@needs(*DECIDERS)
def proposal(request: HttpRequest, pk: int, form: ReasonForm | None = None) -> HttpResponse:
    """One proposal: its days, its decree, every case that it would move or excuse, and the decision."""
    found = get_object_or_404(selectors.proposals().prefetch_related("rows"), pk=pk)
    impact: list[Any] = []
    if found.state == ProposalState.OPEN:
        before = selectors.current_calendar()
        after = selectors.calendar_after(found, before)
        impact = preview_all(before=before, after=after, today=timezone.localdate())
    own = found.proposed_by_id == request.user.pk
    context = {
        "proposal": found,
        "impact": Paginator(impact, IMPACT_PAGE).get_page(request.GET.get("p")),
        "moves": sum(row.moves for row in impact),
        "excused": sum(row.excused for row in impact),
        "becomes_late": sum(row.becomes_late for row in impact),
        "may_decide": allows(request.user, Action.CALENDAR_CONFIRM) and not own,
        "own": own,
        "form": form or ReasonForm(),
        "title": _("Usulan perubahan kalender"),
        "breadcrumbs_items": crumbs(_("Usulan"), found.decree_number),
    }
    return render(request, "workcalendar/proposal.html", context, status=422 if form else 200)


@needs(Action.CALENDAR_CONFIRM)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's yes."""
    return _decide(
        request,
        pk,
        lambda: services.confirm_proposal(actor=request.user, proposal_id=pk, now=timezone.now()),
        _("Kalender diubah. Jatuh tempo yang bergeser sudah dihitung ulang."),
    )


@needs(Action.CALENDAR_CONFIRM)
@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's no, with a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return proposal(request, pk, form=form)
    reason = form.cleaned_data["reason"]
    return _decide(
        request,
        pk,
        lambda: services.reject_proposal(
            actor=request.user, proposal_id=pk, reason=reason, now=timezone.now()
        ),
        _("Usulan ditolak."),
    )


@needs(*PROPOSERS)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposer takes it back."""
    return _decide(
        request,
        pk,
        lambda: services.withdraw_proposal(actor=request.user, proposal_id=pk, now=timezone.now()),
        _("Usulan ditarik."),
    )


def _decide(request: HttpRequest, pk: int, decide: Callable[[], Any], success: str) -> HttpResponse:
    get_object_or_404(HolidayProposal, pk=pk)
    try:
        decide()
    except PortalError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, success)
    return redirect("calendar:proposal", pk)


@needs(Action.CALENDAR_VIEW)
def decree(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The copy of the decree behind a day off; a published act, so everyone in the back office may
    read it.
    """
    return _download(request, get_object_or_404(Holiday.objects.filter(decree_file__isnull=False), pk=pk))


@needs(*DECIDERS)
def proposal_decree(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The copy of the decree behind a proposal."""
    found = get_object_or_404(HolidayProposal.objects.filter(decree_file__isnull=False), pk=pk)
    return _download(request, found)


def _download(request: HttpRequest, row: Holiday | HolidayProposal) -> HttpResponseBase:
    if row.decree_file is None:
        raise Http404
    try:
        return download_response(row.decree_file)
    except PortalError as error:
        messages.error(request, error.message)
        return redirect("calendar:index")
