"""Filing an objection: what it is, from a request or without one, step by step, and its receipt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.kernel.errors import PortalError
from requests_app import objection_addresses as addresses
from requests_app import objection_steps as steps
from requests_app.drafts import Draft
from requests_app.forms.tracking import LookupForm
from requests_app.models import InformationRequest
from requests_app.services.objections.confirming import confirm_objection_email
from requests_app.services.objections.objecting import file_objection
from requests_app.steps import StepResult

from . import access, objection_access
from .links import case_url
from .objections import facts_of
from .tracking import lookup_page

# Exempt from the CSRF check on purpose, like the form of a request: the signed draft carries what may be done.


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_view(request: HttpRequest) -> HttpResponse:
    """What an objection is, and the two ways to one: with a request, or for periodic information without."""
    if request.method != "POST":
        form = LookupForm(initial={"nomor": request.GET.get("nomor", "")})
        return _landing(request, form)
    form = LookupForm(request.POST)
    if not form.is_valid():
        return _landing(request, form, 422)
    values = form.cleaned_data
    try:
        case = access.look_up(values["nomor"], values["kode"], access.address_of(request), timezone.now())
    except PortalError as error:
        form.add_error(None, error.message)
        return _landing(request, form, 429)
    if case is None:
        form.add_error(None, _("Nomor dan kode itu tidak cocok. Periksa keduanya pada tanda terima."))
        return _landing(request, form, 422)
    access.remember(request, case)
    return HttpResponseRedirect(case_url(case, "case_object"))


def _landing(request: HttpRequest, form: LookupForm, status: int = 200) -> HttpResponse:
    opened = InformationRequest.objects.filter(pk__in=request.session.get(access.SESSION_KEY, {}))
    known = [case for case in opened if access.opened_case(request, case.number)]
    context = {"form": form, "known": [(case, case.number.split("/")) for case in known]}
    return render(request, "requests_app/objecting/start.html", context, status=status)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_object_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    """Object to how a request went. Opened by the code of the request; sent by the signed draft alone."""
    if request.method == "POST" and request.POST.get("draft"):
        return _walk(request, Draft.read(request.POST["draft"]))
    case = access.opened_case(request, f"{sequence}/{code}/{year}")
    if case is None:
        return lookup_page(request, LookupForm(initial={"nomor": f"{sequence}/{code}/{year}"}), status=403)
    return _show(request, "grounds", steps.new_draft(case))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def periodic_view(request: HttpRequest) -> HttpResponse:
    """Ground b: periodic information that is not provided; needs no request."""
    if request.method != "POST":
        found = steps.unit_named(request.GET.get("unit", ""))
        return _show(request, "what", steps.new_draft(agency=found))
    return _walk(request, Draft.read(request.POST.get("draft")))


def _walk(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.get("case") and steps.case_of(draft) is None:
        # The code was replaced since the form was opened: ask for the new one.
        return lookup_page(request, LookupForm(), status=403)
    step = steps.known(request.POST.get("step"), draft)
    if request.POST.get("step") != step:
        return _show(request, step, draft)
    if request.POST.get("go") == "back":
        steps.keep_typed(step, draft, request)
        return _show(request, steps.previous(step, draft), draft)
    result = steps.take(step, draft, request)
    if not result.accepted:
        return _show(request, step, draft, result)
    if step != steps.LAST:
        return _show(request, steps.following(step, draft), draft)
    return _send(request, draft, result)


def _show(request: HttpRequest, step: str, draft: Draft, result: StepResult | None = None) -> HttpResponse:
    context: dict[str, Any] = steps.context(step, draft, result)
    template = f"requests_app/objecting/{step}.html"
    response = render(request, template, context, status=422 if result else 200)
    response["Cache-Control"] = "private"
    return response


def _send(request: HttpRequest, draft: Draft, result: StepResult) -> HttpResponse:
    try:
        made = file_objection(data=steps.objection_data(draft), now=timezone.now())
    except PortalError as error:
        result.form.add_error(None, _(error.message))
        return _show(request, steps.LAST, draft, result)
    return HttpResponseRedirect(
        reverse("requests:objection_receipt", args=[addresses.receipt_token(made.objection)])
    )


@require_safe
@never_cache
def receipt_view(request: HttpRequest, token: str) -> HttpResponse:
    """Number, decision date and, without a request, the code; the address is a signed name of the objection."""
    objection = addresses.objection_of_receipt_token(token)
    if objection is None:
        raise Http404
    context = {**facts_of(objection, timezone.now()), "code": objection.receipt_code}
    response = render(request, "requests_app/objecting/receipt.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_view(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail shows a button; only pressing it confirms the address and opens the objection."""
    objection = addresses.objection_of_email_token(token)
    if objection is None:
        return render(request, "requests_app/tracking/confirm_gone.html", status=404)
    if request.method != "POST":
        context = {"confirmed": objection.email_confirmed_at is not None, "number": objection.number}
        return render(request, "requests_app/objecting/confirm.html", context)
    confirm_objection_email(objection=objection, now=timezone.now())
    objection_access.remember(request, objection)
    return HttpResponseRedirect(
        reverse("requests:objection", args=[objection.number_sequence, objection.number_year])
    )
