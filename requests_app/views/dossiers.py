"""The whole case for its citizen, as one PDF or as ZIP, and the application to Komisi Informasi filled in."""

import logging
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.audit.services import record
from requests_app.calendars import current_calendar
from requests_app.dossier.application import application_pdf
from requests_app.dossier.contents import Dossier, Reader, case_dossier, objection_dossier
from requests_app.dossier.drawing import dossier_pdf
from requests_app.dossier.packing import dossier_zip
from requests_app.models import InformationRequest, Objection
from requests_app.objection_presentation import commission_of

from . import access
from .objection_access import opened_objection

logger = logging.getLogger(__name__)
FORMS = {"pdf": ("application/pdf", dossier_pdf), "zip": ("application/zip", dossier_zip)}


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def dossier_response(dossier: Dossier, form: str, now: datetime) -> HttpResponse:
    """Raises Http404 for a form that there is not."""
    if form not in FORMS:
        raise Http404
    content_type, make = FORMS[form]
    return attachment(make(dossier, now=now), f"{dossier.file_stem}.{form}", content_type)


@never_cache
@require_safe
def case_dossier_view(request: HttpRequest, sequence: str, code: str, year: str, form: str) -> HttpResponse:
    """Everything the citizen may see of a request, its objections and disputes."""
    case = access.opened_case(request, f"{sequence}/{code}/{year}")
    if case is None:
        raise Http404
    now = timezone.now()
    dossier = case_dossier(case, reader=Reader.CITIZEN, now=now)
    return _given(request, dossier, form, now, case)


@never_cache
@require_safe
def objection_dossier_view(request: HttpRequest, sequence: str, year: str, form: str) -> HttpResponse:
    objection = opened_objection(request, sequence, year)
    if objection is None:
        raise Http404
    now = timezone.now()
    dossier = objection_dossier(objection, reader=Reader.CITIZEN, now=now)
    return _given(request, dossier, form, now, objection)


def _given(
    request: HttpRequest, dossier: Dossier, form: str, now: datetime, target: InformationRequest | Objection
) -> HttpResponse:
    try:
        response = dossier_response(dossier, form, now)
    except OSError:
        # A file that cannot be read or a PDF engine that is down: the case itself is untouched.
        logger.exception("dossier not made")
        return render(request, "requests_app/tracking/dossier_failed.html", status=503)
    record(action="case.dossier_taken", target=target, agency=target.agency, at=now,
           data={"reader": dossier.reader.value, "form": form})  # fmt: skip
    return response


@never_cache
@require_safe
def application_view(request: HttpRequest, sequence: str, year: str) -> HttpResponse:
    """The application to Komisi Informasi, filled in from the case, once the way there is open."""
    objection = opened_objection(request, sequence, year)
    now = timezone.now()
    if objection is None:
        raise Http404
    window = commission_of(objection, timezone.localdate(now), current_calendar())
    if window.opens_on is None:
        raise Http404
    name = f"permohonan-sengketa-{objection.number.replace('/', '-')}.pdf"
    return attachment(application_pdf(objection, window, now=now), name, "application/pdf")
