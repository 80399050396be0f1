"""The page of one objection for its objector, and what they do on it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.files.serving import download_response
from portal.kernel.errors import PortalError
from portal.kernel.moments import wib_date
from requests_app.calendars import current_calendar
from requests_app.dispute_presentation import dispute_rows
from requests_app.dispute_selectors import disputes_of
from requests_app.forms.objecting import PLAIN, ObjectionReplyForm
from requests_app.forms.tracking import LookupForm
from requests_app.law.grounds import objection_ground
from requests_app.letters.storing import copy_for_citizen
from requests_app.models import Letter, Objection
from requests_app.objection_presentation import commission_note, status_of, timeline_of
from requests_app.objection_worklist import line_of
from requests_app.presentation import day_rows
from requests_app.services.delivering import mark_letter_opened
from requests_app.services.objections import deciding

from .objection_access import opened_objection
from .tracking import lookup_page


def objection_url(objection: Objection, name: str = "objection") -> str:
    return reverse(f"requests:{name}", args=[objection.number_sequence, objection.number_year])


def facts_of(objection: Objection, now: datetime) -> dict[str, Any]:
    """What receipt and page show alike."""
    calendar, today = current_calendar(), wib_date(now)
    line = line_of(objection, today, calendar)
    return {
        "objection": objection,
        "case": objection.case,
        "line": line,
        "rows": day_rows(line),
        "status": status_of(objection, line, today),
        "commission": commission_note(objection, today, calendar),
        "grounds": [(objection_ground(letter), PLAIN[letter]) for letter in objection.grounds],
        "args": [objection.number_sequence, objection.number_year],
        "case_args": objection.case.number.split("/") if objection.case is not None else (),
    }


@never_cache
@require_safe
def objection_view(request: HttpRequest, sequence: str, year: str) -> HttpResponse:
    """How the objection stands, what was decided, what can be done now."""
    objection = opened_objection(request, sequence, year)
    if objection is None:
        return _closed(request, sequence, year)
    if request.method == "GET" and objection.letter is not None:
        mark_letter_opened(letter=objection.letter, now=timezone.now())
        objection = opened_objection(request, sequence, year) or objection
    return objection_page(request, objection)


def objection_page(
    request: HttpRequest, objection: Objection, status: int = 200, **forms: Any
) -> HttpResponse:
    """``forms`` replaces a form by its bound self, with errors and all that was typed."""
    facts = facts_of(objection, timezone.now())
    context = {
        **facts,
        "timeline": timeline_of(
            objection, objection.events.select_related("agency"), facts["line"], timezone.localdate()
        ),
        "orders": objection.orders.select_related("agency"),
        "disputes": dispute_rows(disputes_of(objection), timezone.localdate(), current_calendar()),
        "reply_form": ObjectionReplyForm(initial={"teks": objection.objector_reply}),
        **forms,
    }
    return render(request, "requests_app/objecting/objection.html", context, status=status)


def _closed(request: HttpRequest, sequence: str, year: str) -> HttpResponse:
    number = f"{sequence.zfill(4)}/KEBERATAN/{year}"
    return lookup_page(request, LookupForm(initial={"nomor": number}), status=403)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_view(request: HttpRequest, sequence: str, year: str) -> HttpResponse:
    """A page of its own that says what withdrawing means, then one button."""
    objection = opened_objection(request, sequence, year)
    if objection is None:
        return _closed(request, sequence, year)
    error = ""
    if request.method == "POST":
        try:
            deciding.withdraw_objection(objection=objection, now=timezone.now())
        except PortalError as refusal:
            error = _(refusal.message)
        else:
            messages.success(request, _("Keberatan Anda ditarik. Nomornya tetap tercatat."))
            return HttpResponseRedirect(objection_url(objection))
    context = {**facts_of(objection, timezone.now()), "error": error}
    return render(request, "requests_app/objecting/withdraw.html", context, status=422 if error else 200)


@require_POST
@never_cache
def reply_view(request: HttpRequest, sequence: str, year: str) -> HttpResponse:
    """What the objector says to the decision; may be changed."""
    objection = opened_objection(request, sequence, year)
    if objection is None:
        return _closed(request, sequence, year)
    form = ObjectionReplyForm(request.POST)
    if form.is_valid():
        try:
            deciding.reply_to_decision(
                objection=objection, text=form.cleaned_data["teks"], now=timezone.now()
            )
        except PortalError as refusal:
            form.add_error(None, _(refusal.message))
        else:
            messages.success(request, _("Tanggapan Anda tercatat."))
            return HttpResponseRedirect(objection_url(objection))
    return objection_page(request, objection, status=422, reply_form=form, form=form)


@never_cache
@require_safe
def letter_view(request: HttpRequest, sequence: str, year: str) -> HttpResponseBase:
    """The letter of the decision or the settlement."""
    objection = opened_objection(request, sequence, year)
    return _paper(objection.letter if objection else None)


@never_cache
@require_safe
def form_view(request: HttpRequest, sequence: str, year: str) -> HttpResponseBase:
    """Lampiran X, filled in: the proof of receipt."""
    objection = opened_objection(request, sequence, year)
    return _paper(objection.form if objection else None)


def _paper(letter: Letter | None) -> HttpResponseBase:
    if letter is None or letter.voided_at is not None:
        raise Http404
    return download_response(copy_for_citizen(letter, now=timezone.now()))
