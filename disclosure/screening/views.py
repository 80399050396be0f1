"""The page of an entry's checks in the admin, and what citizens could not read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from disclosure.models import ListEntry
from disclosure.screening.checking import Finding, Screening, screen
from disclosure.screening.filters import WishFilterSet
from disclosure.screening.forms import AskForm, ReleaseForm
from disclosure.screening.models import Release
from disclosure.screening.releasing import ask_release, release_personal
from disclosure.screening.wishes import open_wishes
from disclosure.screening.words import KIND_WORDS, file_problems
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.form_errors import put_on
from portal.kernel.errors import PortalError

PER_PAGE = 25
#: A table of a thousand names would bury the page; the file holds them all.
MOST_SHOWN = 60


def _entry(request: HttpRequest, pk: int, action: Action) -> ListEntry:
    rows = AgencyPolicy.rows(ListEntry.objects.select_related("agency"), request.user, action)
    return get_object_or_404(rows, pk=pk)


def _lines(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [{"what": KIND_WORDS[one.kind], "one": one} for one in findings[:MOST_SHOWN]]


def _context(request: HttpRequest, entry: ListEntry, found: Screening) -> dict[str, Any]:
    return {
        "entry": entry,
        "blocking": _lines(found.blocking),
        "blocking_count": len(found.blocking),
        "warnings": _lines(found.warnings),
        "released": _lines(found.released),
        "files": [(result, file_problems(result)) for result in found.files],
        "releases": Release.objects.filter(entry=entry).select_related("by"),
        "may_release": AgencyPolicy.allows(request.user, Action.ENTRY_RELEASE, entry),
        "may_draft": AgencyPolicy.allows(request.user, Action.ENTRY_DRAFT, entry),
        "ask_form": AskForm(),
        "wishes": open_wishes(request.user).filter(entry=entry),
    }


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the checks found in the latest draft, and how each thing is mended."""
    entry = _entry(request, pk, Action.ENTRY_VIEW)
    found = screen(entry.get_latest_revision_as_object())
    context = _context(request, entry, found) | {"release_form": ReleaseForm()}
    return render(request, "screening/check.html", context)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """PPID Utama lets pass what the page shows."""
    entry = _entry(request, pk, Action.ENTRY_RELEASE)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            release_personal(
                entry=entry, by=request.user, reason=data["reason"], article=data["article"],
                now=timezone.now(),
            )  # fmt: skip
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Diloloskan dan tercatat. Entri ini kini dapat diterbitkan."))
            return redirect("duties:check", pk=entry.pk)
    found = screen(entry.get_latest_revision_as_object())
    context = _context(request, entry, found) | {"release_form": form}
    return render(request, "screening/check.html", context, status=400)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency asks PPID Utama to judge."""
    entry = _entry(request, pk, Action.ENTRY_DRAFT)
    try:
        told = ask_release(
            entry=entry, by=request.user, note=request.POST.get("note", ""), now=timezone.now()
        )
    except PortalError as error:
        messages.error(request, error.message)
    else:
        sent = _("PPID Utama sudah diberi tahu. Entri ini menunggu keputusannya.")
        nobody = _("Belum ada petugas PPID Utama yang aktif. Hubungi DKISS.")
        messages.success(request, sent) if told else messages.warning(request, nobody)
    return redirect("duties:check", pk=entry.pk)


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """Files that citizens could not read, the most wanted first."""
    if not AgencyPolicy.allows(request.user, Action.ENTRY_VIEW):
        raise PermissionDenied
    filterset = WishFilterSet(request.GET, queryset=open_wishes(request.user), request=request)
    page = Paginator(filterset.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "screening/wishes.html", {"page": page, "filterset": filterset})
