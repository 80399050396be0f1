"""Entering a request that came another way than the web form."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action as Right
from portal.agencies.policy import agencies_for
from portal.files.services import store_upload
from portal.files.validation import CITIZEN_KINDS, IDENTITY_KINDS
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from portal.pdf.qr import qr_svg
from requests_app.addresses import case_of_receipt_token, lookup_url, receipt_token, track_url
from requests_app.forms.record import RecordForm
from requests_app.missing import labels
from requests_app.services.filing import file_request
from requests_app.views.desk.base import CaseMixin, DeskAccess


class RecordView(DeskAccess, WagtailAdminTemplateMixin, FormView):
    """Under a minute at the counter; pressed twenty times it makes one case (form token)."""

    action = Right.CASE_RECORD
    template_name = "requests_app/desk/record.html"
    form_class = RecordForm
    page_title = _("Catat permohonan langsung")
    header_icon = "plus"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:list"), "label": _("Permohonan")},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        reachable = agencies_for(self.request.user, Right.CASE_RECORD).filter(dissolved_on__isnull=True)
        return {**super().get_form_kwargs(), "agencies": reachable}

    def form_valid(self, form: Any) -> HttpResponse:
        now = timezone.now()
        try:
            filed = file_request(data=form.filing(**self.kept(form, now)), now=now, by=self.request.user)
        except PortalError as error:
            put_on(form, error)
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("desk:recorded", args=[filed.case.pk, receipt_token(filed.case)]))

    def kept(self, form: Any, now: datetime) -> dict[str, list[str]]:
        """The uploads of this form, stored encrypted."""
        places = (
            ("identity_scan", "identity_files", IDENTITY_KINDS),
            ("supporting", "supporting_files", CITIZEN_KINDS),
        )
        return {
            name: [
                str(store_upload(upload=one, now=now, encrypt=True, kinds=kinds, field=field).pk)
                for one in form.cleaned_data[field]
            ]
            for field, name, kinds in places
        }


class RecordedView(CaseMixin, TemplateView):
    """The receipt with number, code and QR, ready to print: twenty saves of one form all lead to this one page.

    The token names the code's first form; it opens nothing once the code was replaced.
    """

    action = Right.CASE_RECORD
    template_name = "requests_app/desk/recorded.html"
    page_title = _("Permohonan terdaftar")
    header_icon = "check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = case_of_receipt_token(self.kwargs["token"])
        if known is None or known.pk != self.case.pk:
            raise Http404
        track = track_url(self.case)
        return {
            **super().get_context_data(**kwargs),
            "case": self.case,
            "code": known.receipt_code,
            "token": self.kwargs["token"],
            "missing": labels(self.case.missing_items),
            "track": lookup_url(self.case.language),
            "qr": qr_svg(track, label=_t("Kode QR ke halaman lacak")),
        }
