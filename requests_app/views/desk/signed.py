"""Signed scans on the desk: upload many, see what was matched, confirm the rest by number."""

from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.agencies.policy import Action as Right
from portal.files.serving import download_response
from portal.kernel.errors import PortalError
from requests_app.forms.fields import MultipleFileField
from requests_app.models import SignedUpload
from requests_app.services import signing
from requests_app.views.desk.base import DeskAccess

PER_PAGE = 20


class ScansForm(django_forms.Form):
    files: Any = MultipleFileField(
        label=_("Pindaian surat bertanda tangan"),
        help_text=_(
            "PDF, JPG, atau PNG; boleh sampai 20 sekaligus. Kode QR pada surat mencocokkannya sendiri."
        ),
    )


def mine(request: HttpRequest) -> QuerySet[SignedUpload]:
    """What this officer uploaded and nobody has handled yet."""
    waiting = SignedUpload.objects.filter(uploaded_by_id=request.user.pk, confirmed_at=None, dropped_at=None)
    return waiting.select_related("stored", "letter")


class ScansView(DeskAccess, WagtailAdminTemplateMixin, FormView):
    action = Right.CASE_WORK
    template_name = "requests_app/desk/scans.html"
    form_class = ScansForm
    page_title = _("Surat bertanda tangan")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": reverse("desk:list"), "label": _("Permohonan")}, here]

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        uploads = form.cleaned_data["files"]
        for upload in uploads[: signing.MOST_AT_ONCE]:
            try:
                row = signing.receive(upload=upload, by=self.request.user, now=timezone.now())
            except PortalError as error:
                messages.error(self.request, f"{upload.name}: {_t(error.message)}")
                continue
            if row.confirmed_at:
                told = _t("%(name)s menjadi salinan bertanda tangan surat %(number)s.")
                messages.success(self.request, told % {"name": row.stored.name, "number": row.letter})
        for upload in uploads[signing.MOST_AT_ONCE :]:
            messages.error(
                self.request,
                _t("%(name)s belum diunggah: paling banyak 20 sekaligus.") % {"name": upload.name},
            )
        return HttpResponseRedirect(reverse("desk:scans"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(mine(self.request).order_by("pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page}


class ScanActView(DeskAccess, View):
    """Confirm (by the number that stands on the paper) or put aside."""

    action = Right.CASE_WORK
    http_method_names = ["post"]

    def post(self, request: HttpRequest, scan: int, act: str) -> HttpResponse:
        row = get_object_or_404(mine(request), pk=scan)
        try:
            if act == "buang":
                signing.drop(upload=row, by=request.user, now=timezone.now())
            else:
                letter = signing.letter_by_number(number=request.POST.get("number", ""), by=request.user)
                signing.confirm(upload=row, letter=letter, by=request.user, now=timezone.now())
                messages.success(
                    request, _t("Salinan bertanda tangan surat %(number)s tersimpan.") % {"number": letter}
                )
        except PortalError as error:
            messages.error(request, f"{row.stored.name}: {_t(error.message)}")
        return HttpResponseRedirect(reverse("desk:scans"))


class ScanFileView(DeskAccess, View):
    """The scan itself, to look at before confirming; only for who uploaded it."""

    action = Right.CASE_WORK

    def get(self, request: HttpRequest, scan: int) -> HttpResponseBase:
        return download_response(get_object_or_404(mine(request), pk=scan).stored)
