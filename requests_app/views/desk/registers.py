"""The registers of Lampiran VIII and XI on the desk: a filtered view, and the same rows as CSV, XLSX and PDF.

``?salinan=umum`` gives the public copy: the columns of an allow-list and nothing else.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from portal.agencies import policy
from portal.agencies.policy import Action as Right
from portal.agencies.policy import rows
from portal.audit.services import record
from portal.kernel.formats import tanggal, tanggal_pendek
from requests_app import objection_register, register
from requests_app.filters import ObjectionFilterSet, RegisterFilterSet
from requests_app.models import InformationRequest
from requests_app.objection_selectors import objections_for
from requests_app.register_papers import CASES, MOST_PDF_ROWS, OBJECTIONS, Copy, Register, as_pdf, as_xlsx
from requests_app.views.desk.base import DeskAccess

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterFileView(DeskAccess, View):
    """``form``: csv, xlsx or pdf. Each making of an internal copy is on record."""

    action = Right.EXPORT_REGISTER
    kind: Register = CASES
    form = "csv"
    event = "case.register_exported"
    filterset_class: Any = RegisterFilterSet
    back = "desk:register_list"

    def base(self) -> QuerySet[Any]:
        return rows(InformationRequest.objects.all(), self.request.user, self.action)

    def chosen(self) -> QuerySet[Any]:
        filterset = self.filterset_class(self.request.GET, queryset=self.base(), request=self.request)
        return filterset.qs if filterset.is_valid() else self.base()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        public = request.GET.get("salinan") == "umum"
        found = self.chosen()
        if self.form == "pdf" and found.count() > MOST_PDF_ROWS:
            told = _t("PDF memuat paling banyak %(limit)s baris. Persempit saringannya, atau unduh XLSX.")
            messages.error(request, told % {"limit": MOST_PDF_ROWS})
            return HttpResponseRedirect(f"{reverse(self.back)}?{request.GET.urlencode()}")
        seen = {"filter": dict(request.GET.lists()), "form": self.form, "public": public}
        record(action=self.event, actor=request.user, data=seen)
        response = self.made(found, public)
        word = "umum" if public else "internal"
        name = f"register-{self.kind.slug}-{word}-{timezone.localdate():%Y-%m-%d}.{self.form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def made(self, found: QuerySet[Any], public: bool) -> HttpResponseBase:
        if self.form == "csv":
            return StreamingHttpResponse(self.csv(found, public), content_type="text/csv; charset=utf-8")
        copy = self.copy(found, public)
        if self.form == "xlsx":
            return FileResponse(as_xlsx(copy), content_type=XLSX)
        return HttpResponse(as_pdf(copy).bytes, content_type="application/pdf")

    def csv(self, found: QuerySet[Any], public: bool) -> Iterator[str]:
        return register.register_lines(found, public=public)

    def copy(self, found: QuerySet[Any], public: bool) -> Copy:
        user = self.request.user
        units = list(found.order_by("agency__name").values_list("agency__name", flat=True).distinct()[:2])
        office = units[0] if len(units) == 1 else _t("Semua perangkat daerah")
        title = policy.acting_as(user, self.action)
        return Copy(
            kind=self.kind, rows=found, office=office, period=self.period(), public=public, now=timezone.now(),
            signer=(title, user.get_full_name() or str(user), user.nip),  # type: ignore[union-attr]
        )  # fmt: skip

    def period(self) -> str:
        """The days asked for, in words; without them everything until today."""
        filterset = self.filterset_class(self.request.GET, queryset=self.base(), request=self.request)
        given = filterset.form.cleaned_data if filterset.is_valid() else {}
        first, last = given.get("received_from"), given.get("received_to") or timezone.localdate()
        if first:
            return _t("diterima %(first)s sampai %(last)s") % {"first": tanggal(first), "last": tanggal(last)}
        return _t("diterima sampai %(last)s") % {"last": tanggal(last)}


class ObjectionRegisterFileView(RegisterFileView):
    kind = OBJECTIONS
    event = "objection.register_exported"
    filterset_class = ObjectionFilterSet
    back = "objections:list"

    def base(self) -> QuerySet[Any]:
        return objections_for(self.request.user, self.action)

    def csv(self, found: QuerySet[Any], public: bool) -> Iterator[str]:
        return objection_register.register_lines(found, public=public)


def _day(name: str) -> Callable[[InformationRequest], str]:
    """A day as a register writes it; "a week ago" is nothing that can be signed."""

    def shown(case: InformationRequest) -> str:
        moment = getattr(case, name)
        return tanggal_pendek(timezone.localtime(moment)) if moment else "–"

    return shown


class RegisterListView(DeskAccess, IndexView):
    """The register as it is read on the screen, in the order of receipt; 50 a page."""

    model = InformationRequest
    action = Right.EXPORT_REGISTER
    any_permission_required: list[str] = []
    permission_required = None
    page_title = _("Register permohonan")
    header_icon = "list-ul"
    template_name = "requests_app/desk/register.html"
    index_url_name = "desk:register_list"
    index_results_url_name = "desk:register_results"
    filterset_class = RegisterFilterSet
    search_fields = ["number", "subject", "public_subject"]
    search_backend_name = None
    default_ordering = "-received_at"
    paginate_by = 50
    table_classname = "listing register-listing"
    columns = [
        TitleColumn("number", label=_("Nomor"), get_url=lambda case: reverse("desk:case", args=[case.pk])),
        Column("received_at", label=_("Diterima"), sort_key="received_at", accessor=_day("received_at")),
        Column("agency", label=_("Perangkat daerah")),
        Column("subject", label=_("Yang diminta"), accessor=lambda case: case.public_subject or case.subject),
        Column("outcome", label=_("Keputusan"), accessor=lambda case: case.get_outcome_display() or "–"),
        Column("noticed_at", label=_("Pemberitahuan"), sort_key="noticed_at", accessor=_day("noticed_at")),
        Column(
            "handed_over_at", label=_("Pemberian"), sort_key="handed_over_at", accessor=_day("handed_over_at")
        ),
    ]

    def get_base_queryset(self) -> QuerySet[InformationRequest]:
        return rows(InformationRequest.objects.select_related("agency"), self.request.user, self.action)

    @cached_property
    def query(self) -> str:
        return self.request.GET.urlencode()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        query = f"?{self.query}" if self.query else "?"
        context["downloads"] = [
            (form.upper(), f"{reverse(f'desk:register_{form}' if form != 'csv' else 'desk:register')}{query}")
            for form in ("xlsx", "pdf", "csv")
        ]
        return context
