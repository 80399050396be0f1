"""The consequence test in the back office: its lines, testers, reading by PPID Utama, approvals, decree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from disclosure.exemptions.admin_views import READ, pdf_response, require
from disclosure.exemptions.forms import (
    DecreeForm,
    ItemForm,
    LeaderForm,
    ReasonForm,
    StartForm,
    TesterFormSet,
    initial_of,
)
from disclosure.exemptions.papers import decree_pdf, sheet_pdf
from disclosure.exemptions.words import ground_words
from disclosure.models import ConsequenceTest, ExemptFile, ExemptionDecree, TestedItem
from disclosure.services import exemption_decrees as decrees
from disclosure.services import exemption_tests as tests
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.files.serving import download_response
from portal.kernel.errors import PortalError

PER_PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All sheets within reach, the newest first."""
    require(request, READ)
    rows = AgencyPolicy.rows(ConsequenceTest.objects.select_related("agency"), request.user, READ)
    state = request.GET.get("keadaan", "")
    if state in ConsequenceTest.State.values:
        rows = rows.filter(state=state)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "states": ConsequenceTest.State.choices,
        "state": state, "may_draft": AgencyPolicy.allows(request.user, Action.EXEMPT_DRAFT),
    }  # fmt: skip
    return render(request, "disclosure/admin/exemptions/tests.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """A new sheet for a unit."""
    require(request, Action.EXEMPT_DRAFT)
    now = timezone.now()
    form = StartForm(request.POST or None, user=request.user, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        try:
            test = tests.start_test(by=request.user, now=now, **form.cleaned_data)
        except PortalError as error:
            form.add_error(None, error.message)
        else:
            return redirect("exemptions:item_new", test.pk)
    context = {
        "form": form,
        "heading": _("Pengujian konsekuensi baru"),
        "back": reverse("exemptions:register"),
    }
    return render(request, "disclosure/admin/exemptions/form.html", context)


def _held(request: HttpRequest, pk: int, action: Action = READ) -> ConsequenceTest:
    held = get_object_or_404(ConsequenceTest.objects.select_related("agency"), pk=pk)
    require(request, action, held)
    return held


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet with its next step."""
    return _sheet_page(request, _held(request, pk), ReasonForm())


def _sheet_page(request: HttpRequest, held: ConsequenceTest, form: ReasonForm) -> HttpResponse:
    allows = AgencyPolicy.allows
    decree = ExemptionDecree.objects.filter(test=held).first()
    waiting = held.state == ConsequenceTest.State.VERIFIED and decree is not None
    items = held.items.select_related("exemption").prefetch_related("files__stored")
    context = {
        "test": held, "decree": decree, "form": form, "testers": held.testers.all(),
        "items": [(item, ground_words(item.ground, item.statute)) for item in items],
        "may_edit": held.is_editable and allows(request.user, Action.EXEMPT_DRAFT, held),
        "may_drop": held.is_open and allows(request.user, Action.EXEMPT_DRAFT, held),
        "may_read": held.state == ConsequenceTest.State.SUBMITTED
        and allows(request.user, Action.EXEMPT_DECIDE, held),
        "may_agree": waiting and decree is not None and decree.superior_on is None
        and allows(request.user, Action.EXEMPT_AGREE, held),
        "may_record": waiting and allows(request.user, Action.EXEMPT_DECIDE, held),
        "may_approve": waiting and allows(request.user, Action.EXEMPT_APPROVE, held),
        "is_ready": decree is not None and decree.superior_on is not None and decree.leader_on is not None,
        "is_change": held.kind == ConsequenceTest.Kind.CHANGE,
    }  # fmt: skip
    return render(request, "disclosure/admin/exemptions/test.html", context)


def item(request: HttpRequest, pk: int, item: int | None = None) -> HttpResponse:
    """One line of the sheet, new or changed."""
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    known = get_object_or_404(TestedItem, pk=item, test=held) if item is not None else None
    is_change = held.kind == ConsequenceTest.Kind.CHANGE
    initial = (
        initial_of(known) if known else {"ground": request.GET.get("ground", ""), "starts_on": held.held_on}
    )
    form = ItemForm(request.POST or None, request.FILES or None, initial=initial, is_change=is_change)
    if request.method == "POST" and _save_item(request, held, known, form):
        messages.success(request, _("Baris disimpan."))
        return redirect("exemptions:test", held.pk)
    context = {
        "form": form, "heading": _("Informasi yang diuji"), "test": held,
        "back": reverse("exemptions:test", args=[held.pk]), "item": known,
    }  # fmt: skip
    return render(request, "disclosure/admin/exemptions/form.html", context)


def _save_item(request: HttpRequest, held: ConsequenceTest, known: TestedItem | None, form: ItemForm) -> bool:
    now = timezone.now()
    stored = form.take(by=request.user, now=now, encrypt=True)
    if not form.is_valid():
        return False
    try:
        tests.save_item(
            test=held,
            data=form.item_data,
            by=request.user,
            now=now,
            item=known,
            files=[stored] if stored else [],
        )
    except PortalError as error:
        form.refuse(error)
        return False
    return True


@require_POST
def item_remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    known = get_object_or_404(TestedItem, pk=item, test=held)
    act = lambda: tests.remove_item(item=known, by=request.user, now=timezone.now())  # noqa: E731
    return _step(request, held, act, _("Baris dihapus."))


def testers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who tested: the second table of Lampiran II."""
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    known: list[Any] = list(held.testers.values("name", "office", "unit"))
    initial = known or [{"unit": held.agency.name}]
    forms = TesterFormSet(request.POST or None, initial=initial)
    problem = ""
    if request.method == "POST" and forms.is_valid():
        people = [form.tester for form in forms if form.tester is not None]
        try:
            tests.save_testers(test=held, testers=people, by=request.user, now=timezone.now())
        except PortalError as error:
            problem = error.message
        else:
            messages.success(request, _("Penguji disimpan."))
            return redirect("exemptions:test", held.pk)
    return render(
        request,
        "disclosure/admin/exemptions/testers.html",
        {"test": held, "forms": forms, "problem": problem},
    )


def _step(
    request: HttpRequest,
    held: ConsequenceTest,
    act: Callable[[], Any],
    done: str,
    form: ReasonForm | None = None,
) -> HttpResponse:
    try:
        act()
    except PortalError as error:
        form = form or ReasonForm({})
        form.is_valid()
        field = "note" if getattr(error, "field", "") in ("reason", "note") else None
        form.add_error(field, error.message)
        return _sheet_page(request, ConsequenceTest.objects.select_related("agency").get(pk=held.pk), form)
    messages.success(request, done)
    return redirect("exemptions:test", held.pk)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    act = lambda: tests.submit_test(test=held, by=request.user, now=timezone.now())  # noqa: E731
    return _step(request, held, act, _("Lembar diajukan. PPID Utama memeriksanya."))


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    act = lambda: tests.drop_test(test=held, by=request.user, now=timezone.now())  # noqa: E731
    return _step(request, held, act, _("Lembar tidak dilanjutkan."))


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """PPID Utama agrees, with the titles that the public will read, or sends the sheet back."""
    held = _held(request, pk, Action.EXEMPT_DECIDE)
    form, now = ReasonForm(request.POST), timezone.now()
    if request.POST.get("decision") == "approve":
        titles = {i: request.POST.get(f"title-{i}", "") for i in held.items.values_list("pk", flat=True)}
        agree = lambda: tests.verify_test(test=held, titles=titles, by=request.user, now=now)  # noqa: E731
        return _step(
            request, held, agree, _("Diperiksa. Berikutnya persetujuan Atasan PPID dan Wali Kota."), form
        )
    note = request.POST.get("note", "")
    back = lambda: tests.return_test(test=held, reason=note, by=request.user, now=now)  # noqa: E731
    return _step(request, held, back, _("Dikembalikan dan unit diberi tahu."), form)


@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Atasan PPID agrees or declines (PERKI 1/2021 Art 10(2)e)."""
    held = _held(request, pk, Action.EXEMPT_AGREE)
    decree = get_object_or_404(ExemptionDecree, test=held)
    form, now = ReasonForm(request.POST), timezone.now()
    if request.POST.get("decision") == "approve":
        yes = lambda: decrees.agree_as_superior(decree=decree, by=request.user, now=now)  # noqa: E731
        return _step(request, held, yes, _("Persetujuan Anda dicatat."), form)
    note = request.POST.get("note", "")
    no = lambda: decrees.decline_as_superior(decree=decree, reason=note, by=request.user, now=now)  # noqa: E731
    return _step(request, held, no, _("Dikembalikan dan unit diberi tahu."), form)


def leader(request: HttpRequest, pk: int) -> HttpResponse:
    """Wali Kota's approval: recorded by PPID Utama from the letter, or given by himself."""
    held = get_object_or_404(ConsequenceTest.objects.select_related("agency"), pk=pk)
    himself = AgencyPolicy.allows(request.user, Action.EXEMPT_APPROVE, held)
    if not himself:
        require(request, Action.EXEMPT_DECIDE, held)
    initial = {"name": str(getattr(request.user, "get_full_name", str)())} if himself else {}
    return _paper(
        request,
        held,
        LeaderForm,
        _("Persetujuan Wali Kota"),
        decrees.record_leader_approval,
        initial,
        himself,
    )


def decree(request: HttpRequest, pk: int) -> HttpResponse:
    """PPID's signed decree with number, date and file: from here on the exemption holds."""
    held = _held(request, pk, Action.EXEMPT_DECIDE)
    signer = str(getattr(request.user, "get_full_name", str)())
    return _paper(
        request, held, DecreeForm, _("Keputusan pengecualian"), decrees.record_decree, {"signer_name": signer}
    )


def _paper(
    request: HttpRequest, held: ConsequenceTest, form_class: Any, heading: str, act: Any, initial: dict[str, str],
    himself: bool = False,
) -> HttpResponse:  # fmt: skip
    form = form_class(request.POST or None, request.FILES or None, initial=initial)
    if himself:
        form.fields["number"].required = form.fields["file"].required = False
    row = get_object_or_404(ExemptionDecree, test=held)
    if request.method == "POST" and _recorded(request.user, row, form, act):
        messages.success(request, _("Dicatat."))
        return redirect("exemptions:test", held.pk)
    back = reverse("exemptions:test", args=[held.pk])
    context = {"form": form, "heading": heading, "test": held, "back": back}
    return render(request, "disclosure/admin/exemptions/form.html", context)


def _recorded(by: Any, row: ExemptionDecree, form: Any, act: Any) -> bool:
    now = timezone.now()
    stored = form.take(by=by, now=now, encrypt=True)
    if not form.is_valid():
        return False
    data = {k: v for k, v in form.cleaned_data.items() if k not in ("kept", "file")}
    try:
        act(decree=row, file=stored, by=by, now=now, **data)
    except PortalError as error:
        form.refuse(error)
        return False
    return True


@require_safe
def sheet_paper(request: HttpRequest, pk: int) -> HttpResponse:
    held = _held(request, pk)
    return pdf_response(sheet_pdf(held), f"lembar-pengujian-{held.pk}")


@require_safe
def decree_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The decree to be printed and signed; the signed scan stands beside it once recorded."""
    held = _held(request, pk)
    return pdf_response(decree_pdf(held), f"penetapan-{held.pk}")


@require_safe
def item_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """The closed document while its sheet is made; each reading leaves a trace."""
    held = _held(request, pk, Action.EXEMPT_DRAFT)
    paper = get_object_or_404(ExemptFile.objects.select_related("stored"), pk=file, item__test=held)
    record(
        action="exempt.file_read", actor=request.user, target=held, agency=held.agency_id, at=timezone.now()
    )
    return download_response(paper.stored)


@require_safe
def signed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan of the signed decree."""
    held = _held(request, pk)
    row = get_object_or_404(ExemptionDecree.objects.select_related("file"), test=held, file__isnull=False)
    assert row.file is not None  # noqa: S101 - filtered above
    return download_response(row.file)
