"""The register in the back office: what is closed, until when, and each exemption's own page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from disclosure.exemption_reads import as_public, register_rows
from disclosure.exemptions.filters import RegisterFilterSet
from disclosure.exemptions.forms import CheckForm, OpeningForm, ReviewForm, RulingForm
from disclosure.exemptions.papers import decree_pdf
from disclosure.exemptions.words import STATUS_TAGS, ground_words
from disclosure.law.closure import Status, status_on
from disclosure.models import ConsequenceTest, ExemptFile, Exemption
from disclosure.services import exemption_endings as endings
from disclosure.services.exemption_tests import start_change
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.files.serving import download_response
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from portal.pdf.engine import RenderedPdf
from portal.workcalendar.selectors import current_calendar

PER_PAGE = 25
READ = Action.EXEMPT_VIEW


def require(request: HttpRequest, action: Action, target: Any = None) -> None:
    if not AgencyPolicy.allows(request.user, action, target):
        raise PermissionDenied


def pdf_response(drawn: RenderedPdf, name: str) -> HttpResponse:
    response = HttpResponse(drawn.bytes, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What is closed, what ends soon, what has opened."""
    require(request, READ)
    reach = AgencyPolicy.rows(register_rows(), request.user, READ)
    filterset = RegisterFilterSet(request.GET, reach, request=request)
    rows = filterset.qs if filterset.is_valid() else reach
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today, days_off = timezone.localdate(), current_calendar()
    lines = [(row, STATUS_TAGS[status_on(row.period, today, days_off)]) for row in page]
    tests = AgencyPolicy.rows(ConsequenceTest.objects.select_related("agency"), request.user, READ)
    open_tests = tests.exclude(state__in=[ConsequenceTest.State.DECREED, ConsequenceTest.State.DROPPED])
    context = {
        "page": page, "lines": lines, "filterset": filterset, "tests": open_tests[:10], "more": open_tests.count(),
        "may_draft": AgencyPolicy.allows(request.user, Action.EXEMPT_DRAFT),
    }  # fmt: skip
    return render(request, "disclosure/admin/exemptions/register.html", context)


def _held(request: HttpRequest, pk: int, action: Action = READ) -> Exemption:
    held = get_object_or_404(register_rows(), pk=pk)
    require(request, action, held)
    return held


@require_safe
def exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """One exemption: where it stands, and what may be done about it now."""
    held = _held(request, pk)
    today, days_off = timezone.localdate(), current_calendar()
    status = status_on(held.period, today, days_off)
    items = held.tested.select_related("test__decree").prefetch_related("files__stored", "files__checks")
    decides = AgencyPolicy.allows(request.user, Action.EXEMPT_DECIDE, held)
    context = {
        "held": held, "tag": STATUS_TAGS[status], "ground": ground_words(held.ground, held.statute),
        "shown": as_public(held, today, days_off), "items": items.order_by("-pk"), "status": status,
        "is_open": status in (Status.OPENED, Status.OPEN_BY_LAW), "decides": decides,
        "may_draft": AgencyPolicy.allows(request.user, Action.EXEMPT_DRAFT, held),
        "may_declare": decides and status is Status.ENDING,
        "may_review": decides and held.review_on is not None and status.is_closed,
        "reviews": held.reviews.all(), "is_ending": status is Status.ENDING,
    }  # fmt: skip
    return render(request, "disclosure/admin/exemptions/exemption.html", context)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new test: to keep it closed longer, to change it, or to open it early (Lampiran IV)."""
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    now = timezone.now()
    try:
        test = start_change(exemption=held, by=request.user, now=now, held_on=timezone.localdate(now))
    except PortalError as error:
        messages.error(request, error.message)
        return redirect("exemptions:exemption", held.pk)
    return redirect("exemptions:test", test.pk)


def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """PPID's penetapan in the last thirty working days."""
    return _opening(request, pk, OpeningForm, _("Penetapan terbuka"), endings.declare_open)


def ruling(request: HttpRequest, pk: int) -> HttpResponse:
    """A final ruling, or a public hearing, has opened it."""

    def act(*, how: str, **values: Any) -> Exemption:
        return endings.record_ruling(in_hearing=how == "hearing", **values)

    return _opening(request, pk, RulingForm, _("Dibuka oleh putusan"), act)


def _opening(
    request: HttpRequest, pk: int, form_class: type[OpeningForm], title: str, act: Any
) -> HttpResponse:
    held = _held(request, pk, Action.EXEMPT_DECIDE)
    form = form_class(request.POST or None, request.FILES or None)
    if request.method == "POST":
        now = timezone.now()
        stored = form.take(by=request.user, now=now, encrypt=True)
        if form.is_valid():
            data = {k: v for k, v in form.cleaned_data.items() if k not in ("kept", "file")}
            try:
                act(exemption=held, file=stored, by=request.user, now=now, **data)
            except PortalError as error:
                form.refuse(error)
            else:
                messages.success(
                    request, _("Dicatat. Informasi ini terbuka; periksa berkasnya sebelum dilepas.")
                )
                return redirect("exemptions:exemption", held.pk)
    context = {"held": held, "form": form, "heading": title}
    return render(request, "disclosure/admin/exemptions/form.html", context)


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """PPID Utama looks again at what has no end date."""
    held = _held(request, pk, Action.EXEMPT_DECIDE)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            endings.review_exemption(exemption=held, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Peninjauan dicatat."))
            return redirect("exemptions:exemption", held.pk)
    context = {"held": held, "form": form, "heading": _("Tinjau pengecualian")}
    return render(request, "disclosure/admin/exemptions/form.html", context)


def check(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """The check of one file before it leaves: other grounds, personal data."""
    held = _held(request, pk, Action.EXEMPT_DECIDE)
    paper = get_object_or_404(
        ExemptFile.objects.select_related("item", "stored"), pk=file, item__exemption=held
    )
    form = CheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        now = timezone.now()
        masked = form.take(by=request.user, now=now, encrypt=True)
        if form.is_valid() and _check(request, held, paper, form, masked, now):
            return redirect("exemptions:exemption", held.pk)
    context = {"held": held, "form": form, "heading": _("Periksa sebelum dilepas"), "paper": paper}
    return render(request, "disclosure/admin/exemptions/form.html", context)


def _check(
    request: HttpRequest, held: Exemption, paper: ExemptFile, form: CheckForm, masked: Any, now: Any
) -> bool:
    data = form.cleaned_data
    try:
        found = endings.check_file(
            exemption=held, file=paper, other_ground=data["other_ground"], personal_data=data["personal_data"],
            note=data["note"], masked=masked, by=request.user, now=now,
        )  # fmt: skip
    except PortalError as error:
        form.refuse(error)
        return False
    if found.passed:
        messages.success(
            request, _("Lolos. Konsep entri sudah dibuat untuk unit; unit melengkapi dan menerbitkannya.")
        )
    else:
        messages.warning(request, _("Belum boleh dilepas. Temuan ini dicatat."))
    return True


@require_safe
def original(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """The closed document itself, for its unit and PPID Utama; each reading leaves a trace."""
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    paper = get_object_or_404(ExemptFile.objects.select_related("stored"), pk=file, item__exemption=held)
    record(
        action="exempt.file_read", actor=request.user, target=held, agency=held.agency_id, at=timezone.now()
    )
    return download_response(paper.stored)


@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The decree for a refused requester: every other line is blacked out, its words are not in the file."""
    held = _held(request, pk)
    return pdf_response(decree_pdf(held.decree.test, only=held), f"keputusan-untuk-pemohon-{held.pk}")
