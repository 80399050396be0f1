"""How information is given: costs paid, appointments kept, and the city's rates."""

from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action as Right
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from requests_app.forms import desk as forms
from requests_app.models import CaseFile, CostRate, CostSheet, Viewing
from requests_app.services import costing, viewing
from requests_app.views.desk.forms import CaseFormView

PER_PAGE = 20


class PaymentView(CaseFormView):
    action = Right.CASE_WORK
    form_class = forms.PaymentForm
    page_title = _("Catat pembayaran")
    intro = _("Bukti pembayaran langsung terbit dan dapat diunduh pemohon di halaman lacak.")
    done = _("Pembayaran tercatat dan bukti pembayaran terbit.")

    @cached_property
    def sheet(self) -> CostSheet:
        return get_object_or_404(
            self.case.cost_sheets.select_related("case", "letter"), pk=self.kwargs["sheet"]
        )

    def get_initial(self) -> dict[str, Any]:
        return {"paid_on": timezone.localdate(), "how": "cash"}

    def get_page_subtitle(self) -> str:
        return str(self.sheet)

    def perform(self, data: dict[str, Any]) -> Any:
        costing.record_payment(sheet=self.sheet, by=self.request.user, now=timezone.now(), **data)


class ViewingDoneView(CaseFormView):
    action = Right.CASE_WORK
    form_class = forms.ViewingForm
    page_title = _("Catat bahwa pemohon sudah melihat")
    intro = _("Berita acara terbit untuk ditandatangani pemohon dan petugas; permohonan selesai.")
    done = _("Berita acara terbit. Permohonan selesai.")

    @cached_property
    def appointment(self) -> Viewing:
        return get_object_or_404(self.case.viewings.select_related("case"), pk=self.kwargs["viewing"])

    def get_initial(self) -> dict[str, Any]:
        names = self.case.files.filter(purpose=CaseFile.Purpose.ANSWER).values_list("stored__name", flat=True)
        at = timezone.localtime(self.appointment.at)
        return {"on": at.date(), "from_time": f"{at:%H:%M}", "documents": "\n".join(names)}

    def get_page_subtitle(self) -> str:
        return viewing.words_of(at=self.appointment.at, place=self.appointment.place)

    def perform(self, data: dict[str, Any]) -> Any:
        seen = viewing.Seen(**data)
        viewing.record_viewing(viewing=self.appointment, seen=seen, by=self.request.user, now=timezone.now())


class ViewingMoveView(CaseFormView):
    action = Right.CASE_WORK
    form_class = forms.MoveViewingForm
    page_title = _("Ubah janji melihat")
    intro = _("Janji sebelumnya batal dan pemohon diberi tahu.")
    done = _("Janji melihat diubah dan pemohon diberi tahu.")

    def get_initial(self) -> dict[str, Any]:
        known = viewing.open_viewing(case=self.case)
        return {"view_at": timezone.localtime(known.at), "view_place": known.place} if known else {}

    def perform(self, data: dict[str, Any]) -> Any:
        viewing.move_viewing(
            case=self.case,
            at=data["view_at"],
            place=data["view_place"],
            by=self.request.user,
            now=timezone.now(),
        )


class RatesAccess:
    """Only who answers for the whole city; for everybody else the page does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not costing.may_set_rates(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class RatesView(RatesAccess, WagtailAdminTemplateMixin, FormView):
    template_name = "requests_app/desk/rates.html"
    form_class = forms.RateForm
    page_title = _("Tarif penyalinan dan pengiriman")
    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": reverse("desk:list"), "label": _("Permohonan")}, here]

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": timezone.localdate()}

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        try:
            costing.record_rate(**form.cleaned_data, by=self.request.user, now=timezone.now())
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Tarif tercatat. Petugas dapat memakainya pada jawaban."))
        return HttpResponseRedirect(reverse("desk:rates"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(CostRate.objects.select_related("recorded_by"), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        active = set(CostRate.objects.active_on(timezone.localdate()).values_list("pk", flat=True))
        return {**super().get_context_data(**kwargs), "page": page, "active": active}


class RateEndView(RatesAccess, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, rate: int) -> HttpResponse:
        costing.end_rate(rate=get_object_or_404(CostRate, pk=rate), by=request.user, now=timezone.now())
        messages.success(request, _("Tarif diakhiri."))
        return HttpResponseRedirect(reverse("desk:rates"))
