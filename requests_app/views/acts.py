"""What a citizen does on the page of their case: each a POST that calls one service."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.files.services import store_upload
from portal.files.validation import CITIZEN_KINDS, IDENTITY_KINDS, FileRefused
from portal.kernel.errors import PortalError
from requests_app.forms.tracking import LookupForm, MessageForm, SupplyForm
from requests_app.models import InformationRequest
from requests_app.services.completing import supply_missing
from requests_app.services.messaging import send_from_citizen
from requests_app.services.withdrawing import withdraw

from . import access
from .links import case_url
from .tracking import case_page, lookup_page


def _closed(request: HttpRequest, number: str) -> HttpResponse:
    """The browser has forgotten the case: ask for the code again and keep what was typed."""
    form = LookupForm(initial={"nomor": number, "teks": request.POST.get("teks", "")})
    return lookup_page(request, form, status=403)


@require_POST
@never_cache
def message_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    case = access.opened_case(request, f"{sequence}/{code}/{year}")
    if case is None:
        return _closed(request, f"{sequence}/{code}/{year}")
    form = MessageForm(request.POST)
    if not form.is_valid():
        return case_page(request, case, status=422, message_form=form, form=form)
    send_from_citizen(case=case, text=form.cleaned_data["teks"], now=timezone.now())
    messages.success(request, _("Pesan Anda sudah kami teruskan kepada petugas."))
    return HttpResponseRedirect(case_url(case) + "#pesan")


@require_POST
@never_cache
def supply_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    case = access.opened_case(request, f"{sequence}/{code}/{year}")
    if case is None:
        return _closed(request, f"{sequence}/{code}/{year}")
    form = SupplyForm(request.POST, request.FILES, missing=case.missing_items)
    if not form.is_valid() or not _supply(request, case, form):
        return case_page(request, case, status=422, supply_form=form, form=form)
    messages.success(request, _("Data Anda sudah kami terima. Petugas memeriksanya."))
    for warning in form.nik_warnings():
        messages.warning(request, _(warning))
    return HttpResponseRedirect(case_url(case))


def _supply(request: HttpRequest, case: InformationRequest, form: SupplyForm) -> bool:
    stored: dict[str, list[str]] = {"identity_scan": [], "supporting": []}
    now = timezone.now()
    for name, kinds in (("identity_scan", IDENTITY_KINDS), ("supporting", CITIZEN_KINDS)):
        for upload in request.FILES.getlist(name)[:5]:
            try:
                stored[name].append(str(store_upload(upload=upload, now=now, encrypt=True, kinds=kinds).pk))
            except FileRefused as refusal:
                form.add_error(name if name in form.fields else None, refusal.message)
    if form.errors:
        return False
    values: dict[str, Any] = {k: v for k, v in form.cleaned_data.items() if isinstance(v, str)}
    explanation = values.pop("explanation", "")
    try:
        supply_missing(
            case=case, values=values, identity_files=stored["identity_scan"],
            supporting_files=stored["supporting"], explanation=explanation, now=now,
        )  # fmt: skip
    except PortalError as error:
        form.add_error(None, error.message)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    """A page of its own that says what withdrawing means, then one button."""
    case = access.opened_case(request, f"{sequence}/{code}/{year}")
    if case is None:
        return _closed(request, f"{sequence}/{code}/{year}")
    error = ""
    if request.method == "POST":
        try:
            withdraw(case=case, now=timezone.now())
        except PortalError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Permohonan Anda ditarik. Nomornya tetap tercatat."))
            return HttpResponseRedirect(case_url(case))
    context = {"case": case, "args": case.number.split("/"), "error": error}
    return render(request, "requests_app/tracking/withdraw.html", context, status=422 if error else 200)
