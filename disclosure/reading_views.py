"""A file for those who cannot see it: its text version, and asking for one with a single click."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from disclosure import pages
from disclosure.screening.wishes import wish_readable
from disclosure.views import _gone, _held
from portal.kernel.errors import RuleViolation
from requests_app.services import throttling
from requests_app.views.access import address_of

#: One network is counted once per file and hour, and may ask for so many files an hour.
PER_FILE, PER_HOUR = 1, 40


@require_safe
def entry_text(request: HttpRequest, pk: int, file: Any) -> HttpResponse:
    """The text version that stands beside a file."""
    entry, held = _held(pk, file)
    if entry is None or held is None:
        return _gone(request, pk)
    if not held.text_version.strip():
        raise Http404
    label = held.label or held.stored.name
    context = {"entry": entry, "held": held, "label": label, "crumbs": pages.entry_crumbs(entry, label)}
    return render(request, "disclosure/text.html", context)


@require_POST
def wish(request: HttpRequest, pk: int, file: Any) -> HttpResponse:
    """ "Minta versi yang dapat dibaca". Clicking again is thanked and not counted again."""
    entry, held = _held(pk, file)
    if entry is None or held is None:
        return _gone(request, pk)
    now, address = timezone.now(), address_of(request)
    try:
        throttling.spend(what="readable", address=address, limit=PER_HOUR, now=now)
    except RuleViolation as error:
        messages.error(request, error.message)
        return redirect(entry.get_absolute_url())
    try:
        throttling.spend(what=f"readable:{held.line}", address=address, limit=PER_FILE, now=now)
    except RuleViolation:
        pass  # asked a moment ago, perhaps by a neighbour: the answer is the same
    else:
        wish_readable(held=held, now=now)
    messages.success(
        request,
        _(
            "Permintaan Anda sampai ke %(agency)s. Versi yang dapat dibaca akan muncul di halaman ini. Bila perlu "
            "segera, ajukan permohonan; jawabannya wajib paling lambat 10 hari kerja."
        )
        % {"agency": entry.agency.name},
    )
    return redirect(entry.get_absolute_url())
