"""Looking a case up, and the page of one case. Without number and code, or the confirmed link, nothing can be
seen.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.kernel.errors import PortalError
from portal.kernel.moments import wib_date
from requests_app import addresses
from requests_app.calendars import current_calendar
from requests_app.forms.tracking import LookupForm, MessageForm, SupplyForm
from requests_app.missing import labels
from requests_app.models import InformationRequest
from requests_app.objection_selectors import objections_of
from requests_app.objection_worklist import objection_row
from requests_app.parts import PartRow, part_rows
from requests_app.presentation import (
    completion_note,
    day_rows,
    line_for,
    objection_note,
    status_of,
    timeline_of,
    told_dates,
)
from requests_app.selectors import letters_shown
from requests_app.services import access as access_service
from requests_app.services.delivering import mark_opened_by_citizen
from requests_app.services.messaging import mark_read
from requests_app.services.surveying import may_answer
from requests_app.services.viewing import open_viewing

from . import access, objection_access
from .files import answer_files, own_files
from .links import case_url


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track_view(request: HttpRequest) -> HttpResponse:
    """Number and code open a case. Unknown number and wrong code get the same answer."""
    if request.method != "POST":
        return lookup_page(request, LookupForm(initial={"nomor": request.GET.get("nomor", "")}))
    form = LookupForm(request.POST)
    if not form.is_valid():
        return lookup_page(request, form, status=422)
    values = form.cleaned_data
    if objection_access.is_objection_number(values["nomor"]):
        return _track_objection(request, form)
    try:
        case = access.look_up(values["nomor"], values["kode"], access.address_of(request), timezone.now())
    except PortalError as error:
        form.add_error(None, error.message)
        return lookup_page(request, form, status=429)
    if case is None:
        form.add_error(None, _("Nomor dan kode itu tidak cocok. Periksa keduanya pada tanda terima."))
        return lookup_page(request, form, status=422)
    access.remember(request, case)
    if values["teks"]:
        request.session["kept_text"] = values["teks"]
    return HttpResponseRedirect(case_url(case))


def _track_objection(request: HttpRequest, form: LookupForm) -> HttpResponse:
    """The same for the number of an objection, with its own code or that of its request."""
    values, address = form.cleaned_data, access.address_of(request)
    try:
        found = objection_access.look_up(values["nomor"], values["kode"], address, timezone.now())
    except PortalError as error:
        form.add_error(None, error.message)
        return lookup_page(request, form, status=429)
    if found is None:
        form.add_error(None, _("Nomor dan kode itu tidak cocok. Periksa keduanya pada tanda terima."))
        return lookup_page(request, form, status=422)
    objection_access.remember(request, found)
    return HttpResponseRedirect(
        reverse("requests:objection", args=[found.number_sequence, found.number_year])
    )


def lookup_page(request: HttpRequest, form: LookupForm, status: int = 200) -> HttpResponse:
    return render(request, "requests_app/tracking/lookup.html", {"form": form}, status=status)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_view(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail shows a button; only pressing it confirms the address and opens the case."""
    case = addresses.case_of_email_token(token)
    if case is None:
        return render(request, "requests_app/tracking/confirm_gone.html", status=404)
    if request.method != "POST":
        context = {"confirmed": case.email_confirmed_at is not None, "number": case.number}
        return render(request, "requests_app/tracking/confirm.html", context)
    access_service.confirm_email(case=case, now=timezone.now())
    access.remember(request, case)
    return HttpResponseRedirect(case_url(case))


@never_cache
@require_safe
def case_view(request: HttpRequest, sequence: str, code: str, year: str) -> HttpResponse:
    """How the case stands, what has happened, what can be done now."""
    case = access.opened_case(request, f"{sequence}/{code}/{year}")
    if case is None:
        form = LookupForm(initial={"nomor": f"{sequence}/{code}/{year}"})
        return lookup_page(request, form, status=403)
    if request.method == "GET":
        mark_opened_by_citizen(case=case, now=timezone.now())
        mark_read(case=case, by_citizen=True, now=timezone.now())
    return case_page(request, case)


def case_page(
    request: HttpRequest, case: InformationRequest, status: int = 200, **forms: Any
) -> HttpResponse:
    """``forms`` replaces a form by its bound self, with errors and all that was typed."""
    context = {
        **_facts(case, timezone.now()),
        "message_form": MessageForm(initial={"teks": request.session.pop("kept_text", "")}),
        "supply_form": SupplyForm(missing=case.missing_items),
        **forms,
    }
    return render(request, "requests_app/tracking/case.html", context, status=status)


def _facts(case: InformationRequest, now: datetime) -> dict[str, Any]:
    calendar = current_calendar()
    line = line_for(case, wib_date(now), calendar)
    events = list(case.events.select_related("agency"))
    letters = list(letters_shown(case))
    return {
        "case": case,
        "line": line,
        "rows": day_rows(line),
        "status": status_of(case, line),
        "timeline": timeline_of(case, events, line),
        "letters": letters,
        "answer_files": answer_files(case),
        "own_files": own_files(case),
        "case_messages": list(case.messages.select_related("author")),
        "missing": labels(case.missing_items),
        "completion": completion_note(case, letters, calendar),
        "objection": objection_note(case, line, told_dates(events)),
        "args": case.number.split("/"),
        "objections": [objection_row(row, wib_date(now), calendar) for row in objections_of(case)],
        "may_survey": may_answer(case),
        "parts": _parts(case, now),
        "parent": case.parent,
        "viewing": open_viewing(case=case),
    }


def _parts(case: InformationRequest, now: datetime) -> list[tuple[PartRow, list[str]]]:
    """Each part with the pieces of its address."""
    if case.parent_id is not None:
        return []
    return [(row, row.case.number.split("/")) for row in part_rows(case, wib_date(now), current_calendar())]


@require_POST
def leave_view(request: HttpRequest) -> HttpResponse:
    """Close every case that this browser has opened: for shared computers."""
    access.forget(request)
    objection_access.forget(request)
    messages.success(request, _("Permohonan ditutup di peramban ini."))
    return render(request, "requests_app/tracking/lookup.html", {"form": LookupForm()})
