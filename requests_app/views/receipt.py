"""The receipt: number, due date, code. The address is a signed name of the case and needs no cookie."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.files.content import plain_bytes
from portal.kernel.moments import wib_date
from requests_app import addresses
from requests_app.calendars import current_calendar
from requests_app.letters.drawing import Extra
from requests_app.letters.storing import copy_for_citizen, own_receipt
from requests_app.missing import labels
from requests_app.models import InformationRequest
from requests_app.presentation import calendar_entry, day_rows, line_for, status_of
from requests_app.services.lettering import receipt_of


def _case(token: str) -> InformationRequest:
    case = addresses.case_of_receipt_token(token)
    if case is None:
        raise Http404
    return case


@require_safe
@never_cache
def receipt_view(request: HttpRequest, token: str) -> HttpResponse:
    """The same page for every copy of one form; under 50 KB."""
    case = _case(token)
    now = timezone.now()
    line = line_for(case, wib_date(now), current_calendar())
    context = {
        "case": case,
        "token": token,
        "code": case.receipt_code,
        "line": line,
        "rows": day_rows(line),
        "status": status_of(case, line),
        "missing": labels(case.missing_items),
    }
    response = render(request, "requests_app/filing/receipt.html", context)
    # The address names the case: it must not travel on to other pages.
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@never_cache
def receipt_pdf(request: HttpRequest, token: str) -> HttpResponse:
    case = _case(token)
    return pdf_response(case, with_code=True)


@require_safe
@never_cache
def receipt_ics(request: HttpRequest, token: str) -> HttpResponse:
    return ics_response(_case(token))


def pdf_response(case: InformationRequest, *, with_code: bool) -> HttpResponse:
    """The receipt as PDF; the code stands only on the one that comes with the code's own receipt."""
    letter = receipt_of(case=case)
    extra = Extra(code=case.receipt_code)
    content = (
        own_receipt(letter, extra=extra)
        if with_code
        else plain_bytes(copy_for_citizen(letter, now=timezone.now()))
    )
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{_('tanda-terima')}-{case.number.replace('/', '-')}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def ics_response(case: InformationRequest) -> HttpResponse:
    content = calendar_entry(case, timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.number.replace("/", "-")}.ics"'
    return response
