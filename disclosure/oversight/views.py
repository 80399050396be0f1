"""The board, making a report, the list of reports and their files; inside the Wagtail admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from disclosure.oversight.board import rows_of, sorted_rows
from disclosure.oversight.filters import BoardFilterSet, ReportFilterSet, this_year
from disclosure.reports.building import build_report, checked_period, is_small
from disclosure.reports.ledger import Period
from disclosure.reports.models import ComplianceReport
from disclosure.reports.tasks import build_compliance_report
from disclosure.waits import city_waiting
from portal.agencies.models import Agency
from portal.agencies.policy import Action, agencies_for, allows, rows
from portal.audit.services import record
from portal.background import enqueue_after_commit
from portal.kernel.errors import InputError, PortalError
from portal.kernel.formats import rentang_tanggal, tanggal, tanggal_waktu

PER_PAGE = 25


def needs(action: Action) -> Callable[..., Any]:
    """Let through whoever has the right; others are sent to the dashboard with a message."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return (
                view(request, *args, **kwargs) if allows(request.user, action) else permission_denied(request)
            )

        return checked

    return decorate


def crumbs(*labels: str) -> list[dict[str, Any]]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Beranda")}
    return [
        home,
        {"url": reverse("oversight:board"), "label": _("Pengawasan")},
        *({"url": "", "label": x} for x in labels),
    ]


def _span(cleaned: dict[str, Any], now: datetime) -> tuple[Period, str]:
    """The chosen period and what was wrong with it; then the running year stands in."""
    start, end = this_year(timezone.localdate(now))
    try:
        return checked_period(cleaned.get("dari") or start, cleaned.get("sampai") or end, now), ""
    except InputError as error:
        return checked_period(start, end, now), error.message


def _with_period(request: HttpRequest, now: datetime) -> QueryDict:
    """What was asked, with the running year filled in, so that the form always shows the period in force."""
    asked = request.GET.copy()
    for name, day in zip(("dari", "sampai"), this_year(timezone.localdate(now)), strict=True):
        if not asked.get(name):
            asked[name] = day.isoformat()
    return asked


def _without(asked: QueryDict, *names: str) -> QueryDict:
    rest = asked.copy()
    for name in names:
        rest.pop(name, None)
    return rest


@needs(Action.OVERSIGHT_VIEW)
def board_view(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    everyone: Any = agencies_for(request.user, Action.OVERSIGHT_VIEW)
    units = everyone.active_on(timezone.localdate(now))
    filters = BoardFilterSet(_with_period(request, now), units, request=request)
    valid = filters.form.is_valid()
    cleaned = filters.form.cleaned_data if valid else {}
    period, problem = _span(cleaned, now)
    found, world = rows_of(list(filters.qs if valid else units), period)
    if wanted := cleaned.get("keadaan"):
        found = [row for row in found if row.status == wanted]
    order = request.GET.get("urut", "unit")
    page = Paginator(sorted_rows(found, order), PER_PAGE).get_page(request.GET.get("p"))
    query, unsorted = _without(request.GET, "p"), _without(request.GET, "p", "urut")
    context = {
        "page": page, "filters": filters, "period": period, "problem": problem, "order": order,
        "query": query.urlencode(), "unsorted": unsorted.urlencode(),
        "period_text": rentang_tanggal(period.start, period.end), "as_of": tanggal_waktu(period.moment),
        "month_end": tanggal(period.as_of), "may_build": allows(request.user, Action.REPORT_BUILD),
        "city": city_waiting(period.start, period.as_of, world.calendar).total, "breadcrumbs_items": crumbs(),
        "header_title": _("Pengawasan"), "header_icon": "view",
    }  # fmt: skip
    return render(request, "oversight/board.html", context)


def _asked(request: HttpRequest) -> tuple[Agency, date | None, date | None]:
    agency = get_object_or_404(
        agencies_for(request.user, Action.REPORT_BUILD), code=request.POST.get("agency", "")
    )
    return agency, parse_date(request.POST.get("dari", "")), parse_date(request.POST.get("sampai", ""))


@require_POST
@needs(Action.REPORT_BUILD)
def build_view(request: HttpRequest) -> HttpResponse:
    """Make a report: at once when it is small, by the worker when it is not."""
    agency, start, end = _asked(request)
    now = timezone.now()
    try:
        if start is None or end is None:
            raise InputError(_("Isi tanggal awal dan akhir laporan."), field="dari")
        period = checked_period(start, end, now)
        if not is_small(agency, period):
            enqueue_after_commit(
                build_compliance_report, agency.pk, start.isoformat(), end.isoformat(), request.user.pk
            )
            messages.success(request, _("Laporan sedang disusun. Muat ulang halaman ini sebentar lagi."))
            return redirect("oversight:reports")
        built = build_report(agency=agency, period=period, now=now, by=request.user)
    except PortalError as error:
        messages.error(request, error.message)
        return redirect("oversight:board")
    text = (
        _("Laporan %(number)s siap.")
        if built.is_new
        else _("Data tidak berubah: laporan %(number)s tetap berlaku.")
    )
    link = messages.button(reverse("oversight:file", args=[built.report.pk]), _("Buka PDF"))
    messages.success(request, text % {"number": built.report.number}, buttons=[link])
    return redirect("oversight:reports")


@needs(Action.REPORT_VIEW)
def file_view(request: HttpRequest, pk: int) -> FileResponse:
    """The frozen file; a report that one may not see does not exist."""
    report = get_object_or_404(
        rows(ComplianceReport.objects.finished(), request.user, Action.REPORT_VIEW), pk=pk
    )
    if not report.pdf:
        raise Http404("no file")
    record(action="report.read", actor=request.user, target=report, agency=report.agency_id)
    name = f"laporan-{report.number.replace('/', '-')}.pdf"
    answer = FileResponse(report.pdf.open("rb"), content_type="application/pdf", filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


class NumberColumn(Column):
    cell_template_name = "oversight/cells/number.html"


class StateColumn(Column):
    cell_template_name = "oversight/cells/state.html"


@method_decorator(needs(Action.REPORT_VIEW), name="dispatch")
class ReportListView(BaseListingView):
    """Reports that the person may see, newest first."""

    page_title = gettext_lazy("Laporan kepatuhan")
    header_icon = "doc-full-inverse"
    model = ComplianceReport
    filterset_class = ReportFilterSet
    paginate_by = 25
    index_url_name = "oversight:reports"
    index_results_url_name = "oversight:reports_results"
    verbose_name_plural = gettext_lazy("laporan")
    columns = [
        NumberColumn("number", label=gettext_lazy("Nomor")),
        Column("agency", label=gettext_lazy("Perangkat daerah")),
        Column(
            "span",
            label=gettext_lazy("Masa"),
            accessor=lambda report: rentang_tanggal(report.start, report.end),
        ),
        Column("edition", label=gettext_lazy("Edisi")),
        Column(
            "built", label=gettext_lazy("Disusun"), accessor=lambda report: tanggal_waktu(report.built_at)
        ),
        StateColumn("state", label=gettext_lazy("Keadaan")),
    ]

    def get_base_queryset(self) -> Any:
        return rows(ComplianceReport.objects.select_related("agency"), self.request.user, Action.REPORT_VIEW)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return crumbs(_("Laporan"))
