"""The life of the list in the back office: propose, read, adopt, approve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from disclosure.editions import reads
from disclosure.editions.filters import KINDS, DifferenceForm
from disclosure.editions.forms import AdoptForm, DecisionForm, ProposeForm, RowForm
from disclosure.editions.papers import edition_pdf, keep_pdf
from disclosure.editions.tasks import draw_edition
from disclosure.editions.views import tallies
from disclosure.models import EditionRow, EditionSection, ListEdition
from disclosure.services import editions as services
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.background import enqueue_after_commit
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from portal.workcalendar.selectors import current_calendar

PER_PAGE = 25


def _require(request: HttpRequest, action: Action, target: Any = None) -> None:
    if not AgencyPolicy.allows(request.user, action, target):
        raise PermissionDenied


def _reads_city(request: HttpRequest) -> bool:
    return AgencyPolicy.scope(request.user, Action.ENTRY_VIEW) is Scope.CITY


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All editions, how the six months stand, and the way to the next one."""
    _require(request, Action.ENTRY_VIEW)
    editions = reads.with_counts(ListEdition.objects.all())
    context = {
        "page": Paginator(editions, PER_PAGE).get_page(request.GET.get("page")),
        "due": reads.list_due(timezone.localdate(), current_calendar()),
        "may_open": AgencyPolicy.allows(request.user, Action.LIST_ADOPT),
    }
    return render(request, "disclosure/admin/editions/index.html", context)


@require_POST
def open_next(request: HttpRequest) -> HttpResponse:
    _require(request, Action.LIST_ADOPT)
    try:
        held = services.open_edition(by=request.user, now=timezone.now())
    except PortalError as error:
        messages.error(request, error.message)
        return redirect("editions:index")
    messages.success(request, _("%(edition)s dibuka dan semua unit diberi tahu.") % {"edition": held})
    return redirect("editions:edition", held.number)


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """The sections with their state; PPID Utama adopts here, Atasan PPID approves."""
    _require(request, Action.ENTRY_VIEW)
    return _edition_page(request, get_object_or_404(ListEdition, number=number), DecisionForm())


def _edition_page(request: HttpRequest, held: ListEdition, decision: DecisionForm) -> HttpResponse:
    sections = AgencyPolicy.rows(held.sections.select_related("agency"), request.user, Action.ENTRY_VIEW)
    listed = Count("rows", filter=Q(rows__struck=False))
    sections = sections.annotate(row_count=listed).order_by("agency_name", "pk")
    states = list(held.sections.values_list("state", flat=True))
    context = {
        "edition": held, "page": Paginator(sections, 50).get_page(request.GET.get("page")), "decision": decision,
        "tallies": [(label, states.count(value)) for value, label in EditionSection.State.choices],
        "may_adopt": not held.is_frozen and AgencyPolicy.allows(request.user, Action.LIST_ADOPT),
        "may_approve": held.state == ListEdition.State.ADOPTED
        and AgencyPolicy.allows(request.user, Action.LIST_APPROVE),
        "reads_city": _reads_city(request), "before": reads.before(held),
    }  # fmt: skip
    return render(request, "disclosure/admin/editions/edition.html", context)


def adopt(request: HttpRequest, number: int) -> HttpResponse:
    """PPID Utama's Keputusan with number, date and file."""
    _require(request, Action.LIST_ADOPT)
    held = get_object_or_404(ListEdition, number=number)
    form = AdoptForm(
        request.POST or None,
        request.FILES or None,
        initial={"signer_name": str(getattr(request.user, "get_full_name", str)())},
    )
    if request.method == "POST" and _adopt(request, held, form):
        messages.success(request, _("Ditetapkan. Atasan PPID sudah diberi tahu untuk menyetujui."))
        return redirect("editions:edition", held.number)
    missing = held.sections.exclude(state=EditionSection.State.VERIFIED)
    context = {"edition": held, "form": form, "missing": missing}
    return render(request, "disclosure/admin/editions/adopt.html", context)


def _adopt(request: HttpRequest, held: ListEdition, form: AdoptForm) -> bool:
    now = timezone.now()
    stored = form.take(by=request.user, now=now)
    if not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        services.adopt_edition(
            edition=held, number=data["number"], dated_on=data["dated_on"], file=stored,
            signer_name=data["signer_name"], without_missing=data["without_missing"], by=request.user, now=now,
        )  # fmt: skip
    except PortalError as error:
        form.refuse(error)
        return False
    return True


@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Atasan PPID approves, or sends the list back with the reason."""
    _require(request, Action.LIST_APPROVE)
    held = get_object_or_404(ListEdition, number=number)
    form, now = DecisionForm(request.POST), timezone.now()
    agree = request.POST.get("decision") == "approve"
    try:
        if agree:
            services.approve_edition(edition=held, by=request.user, now=now)
            enqueue_after_commit(draw_edition, held.pk)
        else:
            services.decline_edition(
                edition=held, reason=request.POST.get("note", ""), by=request.user, now=now
            )
    except PortalError as error:
        form.is_valid()
        put_on(form, error)
        return _edition_page(request, held, form)
    text = (
        _("Disetujui. Daftar ini berlaku dan terbuka bagi umum.")
        if agree
        else _("Dikembalikan ke PPID Utama.")
    )
    messages.success(request, text)
    return redirect("editions:edition", held.number)


def _section(request: HttpRequest, number: int, agency: str, action: Action) -> EditionSection:
    held = get_object_or_404(
        EditionSection.objects.select_related("edition", "agency"),
        edition__number=number,
        agency__slug=agency,
    )
    _require(request, action, held)
    return held


@require_safe
def section(request: HttpRequest, number: int, agency: str) -> HttpResponse:
    """A unit's section: its rows and what differs from the list in force."""
    held = _section(request, number, agency, Action.ENTRY_VIEW)
    return _section_page(request, held, ProposeForm(), DecisionForm())


def _section_page(
    request: HttpRequest, held: EditionSection, propose: ProposeForm, decision: DecisionForm
) -> HttpResponse:
    other = reads.before(held.edition)
    found = reads.section_differences(held, other)
    rows = held.rows.select_related("agency").order_by("struck", "number", "pk")
    making = not held.edition.is_frozen
    context = {
        "section": held, "edition": held.edition, "earlier": other, "found": found, "tallies": tallies(found),
        "differences": Paginator(found.rows, PER_PAGE).get_page(request.GET.get("beda")), "kinds": dict(KINDS),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "propose": propose, "decision": decision,
        "may_propose": making and held.state in (EditionSection.State.OPEN, EditionSection.State.RETURNED)
        and AgencyPolicy.allows(request.user, Action.LIST_PROPOSE, held),
        "may_judge": making and held.state in (EditionSection.State.PROPOSED, EditionSection.State.VERIFIED)
        and AgencyPolicy.allows(request.user, Action.LIST_ADOPT),
    }  # fmt: skip
    return render(request, "disclosure/admin/editions/section.html", context)


@require_POST
def propose(request: HttpRequest, number: int, agency: str) -> HttpResponse:
    held = _section(request, number, agency, Action.LIST_PROPOSE)
    form = ProposeForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return _step(
        request, held, _("Bagian ini diusulkan. PPID Utama memeriksanya."), form, DecisionForm(),
        lambda: services.propose_section(section=held, note=note, by=request.user, now=timezone.now()),
    )  # fmt: skip


@require_POST
def answer(request: HttpRequest, number: int, agency: str) -> HttpResponse:
    """PPID Utama verifies the section or sends it back."""
    _require(request, Action.LIST_ADOPT)
    held = _section(request, number, agency, Action.ENTRY_VIEW)
    form, now = DecisionForm(request.POST), timezone.now()
    note = form.cleaned_data["note"] if form.is_valid() else ""
    if request.POST.get("decision") == "approve":
        act = lambda: services.verify_section(section=held, by=request.user, now=now)  # noqa: E731
        return _step(request, held, _("Bagian ini terverifikasi."), ProposeForm(), form, act)
    back = lambda: services.return_section(section=held, reason=note, by=request.user, now=now)  # noqa: E731
    return _step(request, held, _("Dikembalikan dan unit diberi tahu."), ProposeForm(), form, back)


def _step(
    request: HttpRequest, held: EditionSection, done: str, propose: ProposeForm, decision: DecisionForm,
    act: Callable[[], Any],
) -> HttpResponse:  # fmt: skip
    try:
        act()
    except PortalError as error:
        form = decision if decision.is_bound else propose
        form.is_valid()
        put_on(form, error)
        return _section_page(request, held, propose, decision)
    messages.success(request, done)
    return redirect("editions:section", held.edition.number, held.agency.slug)


def row(request: HttpRequest, pk: int) -> HttpResponse:
    """PPID Utama classifies one row, or strikes it with the reason."""
    _require(request, Action.LIST_ADOPT)
    held = get_object_or_404(EditionRow.objects.select_related("section__agency", "edition", "entry"), pk=pk)
    initial = {"category": held.category, "struck": held.struck, "reason": held.strike_reason}
    form = RowForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.judge_row(row=held, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PortalError as error:
            put_on(form, error)
        else:
            messages.success(request, _("Baris disimpan."))
            return redirect("editions:section", held.edition.number, held.section.agency.slug)
    return render(request, "disclosure/admin/editions/row.html", {"row": held, "form": form})


@require_safe
def comparison(request: HttpRequest, number: int) -> HttpResponse:
    """The edition that is being made against the one in force; units read their own part."""
    _require(request, Action.ENTRY_VIEW)
    held = get_object_or_404(ListEdition, number=number)
    other = reads.before(held)
    reach = lambda rows: AgencyPolicy.rows(rows, request.user, Action.ENTRY_VIEW)  # noqa: E731
    found = reads.differences(
        reach(reads.listed_rows(other)) if other is not None else None, reach(reads.listed_rows(held))
    )
    form = DifferenceForm(request.GET or None)
    rows = form.narrowed(found)
    context = {
        "edition": held, "earlier": other, "form": form, "found": found, "tallies": tallies(found),
        "differences": Paginator(rows, PER_PAGE).get_page(request.GET.get("beda")), "kinds": dict(KINDS),
    }  # fmt: skip
    return render(request, "disclosure/admin/editions/comparison.html", context)


@require_safe
def paper(request: HttpRequest, number: int) -> HttpResponse | FileResponse:
    """The list as it would be printed; a draft is marked as such. For the city's offices."""
    if not _reads_city(request):
        raise PermissionDenied
    held = get_object_or_404(ListEdition, number=number)
    if held.state == ListEdition.State.APPROVED:
        return FileResponse(
            keep_pdf(held).pdf.open("rb"), content_type="application/pdf", filename=f"dip-edisi-{number}.pdf"
        )
    drawn = edition_pdf(held, timezone.now())
    response = HttpResponse(drawn.bytes, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="rancangan-dip-edisi-{number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
