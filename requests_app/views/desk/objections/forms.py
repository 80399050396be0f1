"""Pages that ask for something about an objection and hand it to one service."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action as Right
from portal.agencies.policy import agencies_for, rows
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from requests_app.forms import objections_desk as forms
from requests_app.forms.desk import ContactForm, DeliveryForm
from requests_app.models import ComplianceOrder, InformationRequest
from requests_app.services import delivering
from requests_app.services.objections import deciding, ordering
from requests_app.services.objections.objecting import file_objection
from requests_app.views.desk.base import ActOfTable, DeskAccess
from requests_app.views.desk.keeping import KeptUploads
from requests_app.views.desk.objections.acts import BY_SLUG
from requests_app.views.desk.objections.base import ObjectionFormView


class ObjectionActView(ActOfTable, ObjectionFormView):
    """One act of the law on one objection, by the row of the table that its address names."""

    acts = BY_SLUG

    def get_initial(self) -> dict[str, Any]:
        return self.act.initial(self.objection)

    def perform(self, data: dict[str, Any]) -> Any:
        files = self.kept_files if "files" in data else []
        return self.act.perform(self.objection, self.bound_form, files, self.request.user, timezone.now())


class OrderFormView(ObjectionFormView):
    """About one order of the objection."""

    @cached_property
    def order(self) -> ComplianceOrder:
        found = self.objection.orders.filter(sequence=self.kwargs["order"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "order": self.order}


class OrderDoneView(OrderFormView):
    action = Right.OBJECTION_WORK
    form_class = forms.OrderDoneForm
    page_title = _("Catat perintah dilaksanakan")
    done = _("Pelaksanaan tercatat dan pengaju diberi tahu.")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> Any:
        ordering.do_order(
            order=self.order, how=data["how"], on=data["on"], files=self.kept_files, by=self.request.user,
            now=timezone.now(),
        )  # fmt: skip


class OrderReturnView(OrderFormView):
    action = Right.OBJECTION_DECIDE
    form_class = forms.ReasonForm
    page_title = _("Kembalikan pelaksanaan perintah")
    intro = _("Perintah menunggu lagi; tanggalnya tetap.")
    done = _("Perintah dikembalikan kepada PPID.")

    def perform(self, data: dict[str, Any]) -> Any:
        ordering.return_order(
            order=self.order, reason=data["reason"], by=self.request.user, now=timezone.now()
        )


class ReplyView(ObjectionFormView):
    action = Right.OBJECTION_RECORD
    form_class = forms.ReplyForm
    page_title = _("Catat tanggapan pengaju")
    done = _("Tanggapan pengaju tercatat.")

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.objection.objector_reply}

    def perform(self, data: dict[str, Any]) -> Any:
        deciding.reply_to_decision(
            objection=self.objection, text=data["text"], by=self.request.user, now=timezone.now()
        )


class ObjectionDeliveryView(ObjectionFormView):
    """The day on which the letter reached the objector: the fourteen days to Komisi Informasi run from it."""

    action = Right.OBJECTION_WORK
    form_class = DeliveryForm
    page_title = _("Catat tanggal terima surat")
    intro = _("Empat belas hari kerja ke Komisi Informasi dihitung dari tanggal ini.")
    done = _("Tanggal terima tercatat.")

    def perform(self, data: dict[str, Any]) -> Any:
        if self.objection.letter is None:
            raise Http404
        common: dict[str, Any] = {
            "letter": self.objection.letter, "evidence": data["evidence"], "by": self.request.user,
            "now": timezone.now(),
        }  # fmt: skip
        if data["how"] == DeliveryForm.BOUNCED:
            return delivering.record_bounce(on=data["received_on"], **common)
        return delivering.record_delivery(received_on=data["received_on"], how=data["how"], **common)


class ObjectionContactView(ObjectionFormView):
    action = Right.OBJECTION_WORK
    form_class = ContactForm
    page_title = _("Catat bahwa pengaju sudah diberi tahu")
    done = _("Tercatat. Terima kasih sudah mengabari pengaju.")

    def perform(self, data: dict[str, Any]) -> Any:
        task = self.objection.contact_tasks.filter(pk=self.kwargs["task"]).first()
        if task is None:
            raise Http404
        delivering.finish_contact_task(
            task=task, by=self.request.user, how=data["how"], note=data["note"], now=timezone.now()
        )


class ObjectionRecordView(KeptUploads, DeskAccess, WagtailAdminTemplateMixin, FormView):
    """An objection that came on paper or late: number and register line at once; pressed often, one."""

    action = Right.OBJECTION_RECORD
    template_name = "requests_app/desk/objections/record.html"
    form_class = forms.ObjectionRecordForm
    page_title = _("Catat keberatan langsung")
    header_icon = "plus"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("objections:list"), "label": _("Keberatan")},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        reachable = agencies_for(user, Right.OBJECTION_RECORD).filter(dissolved_on__isnull=True)
        cases = rows(InformationRequest.objects.select_related("agency"), user, Right.OBJECTION_RECORD)
        return {**super().get_form_kwargs(), "agencies": reachable, "cases": cases}

    def get_initial(self) -> dict[str, Any]:
        return {"request_number": self.request.GET.get("permohonan", "")[:60]}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            made = file_objection(data=form.filing(self.kept_files), now=timezone.now(), by=self.request.user)
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self._told(made))
        return HttpResponseRedirect(reverse("objections:objection", args=[made.objection.pk]))

    def _told(self, made: Any) -> str:
        if not made.tracking_code:
            return _t("Keberatan %(number)s terdaftar.") % {"number": made.objection.number}
        return _t("Keberatan %(number)s terdaftar. Kode lacak untuk pengaju: %(code)s") % {
            "number": made.objection.number,
            "code": made.tracking_code,
        }
