"""Entering a request that came another way than the web form."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action as Right
from portal.agencies.policy import agencies_for
from portal.kernel.errors import InputError, PortalError
from requests_app.forms.record import RecordForm
from requests_app.services.filing import file_request
from requests_app.views.desk.base import DeskAccess


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
        try:
            filed = file_request(data=form.filing(), now=timezone.now(), by=self.request.user)
        except PortalError as error:
            field = error.field if isinstance(error, InputError) and error.field in form.fields else None
            form.add_error(field, _t(error.message))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _t("Permohonan %(number)s terdaftar. Kode lacak untuk pemohon: %(code)s")
            % {"number": filed.case.number, "code": filed.tracking_code},
        )
        return HttpResponseRedirect(reverse("desk:case", args=[filed.case.pk]))
