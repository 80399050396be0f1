"""The import in the admin: upload, look, correct, save, publish, undo."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from disclosure.selectors import rulebook_on
from portal.agencies.people_views import needs
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.form_errors import put_on
from portal.kernel.errors import PortalError
from portal.kernel.formats import tanggal_waktu

from .filters import RunFilterSet
from .forms import ColumnsForm, ConfirmForm, UploadForm
from .models import ImportRun
from .sample import sample_workbook
from .services import choose_items, confirm_run, correct_run, publish_rest, run_waiting, start_run
from .showing import choices_from, item_choices, may_publish, preview_context, result_context
from .undoing import undo_run


@method_decorator(needs(Action.ENTRY_IMPORT), name="dispatch")
class RunListView(BaseListingView):
    """Imports within reach, newest first."""

    page_title = gettext_lazy("Impor daftar")
    header_icon = "upload"
    model = ImportRun
    filterset_class = RunFilterSet
    paginate_by = 25
    index_url_name = "importing:index"
    index_results_url_name = "importing:index_results"
    verbose_name_plural = gettext_lazy("impor")
    default_ordering = "-uploaded_at"
    columns = [
        TitleColumn(
            "stored",
            label=gettext_lazy("Berkas"),
            get_url=lambda run: reverse("importing:run", args=[run.pk]),
        ),
        Column("agency", label=gettext_lazy("Perangkat daerah")),
        Column("at", label=gettext_lazy("Diunggah"), accessor=lambda run: tanggal_waktu(run.uploaded_at)),
        Column("by", label=gettext_lazy("Oleh"), accessor=lambda run: run.uploaded_by or "–"),
        Column("state", label=gettext_lazy("Keadaan"), accessor=lambda run: run.get_state_display()),
    ]

    def get_base_queryset(self) -> Any:
        found = ImportRun.objects.select_related("agency", "stored", "uploaded_by").defer("lines")
        return AgencyPolicy.rows(found, self.request.user, Action.ENTRY_IMPORT)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Beranda")},
            {"url": "", "label": _("Impor daftar")},
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Unggah berkas"), url=reverse("importing:upload"), icon_name="upload")]


def _run(request: HttpRequest, pk: int) -> ImportRun:
    found = ImportRun.objects.select_related("agency", "stored", "uploaded_by")
    return get_object_or_404(AgencyPolicy.rows(found, request.user, Action.ENTRY_IMPORT), pk=pk)


@needs(Action.ENTRY_IMPORT)
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; what it would do is shown next, nothing is written."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = start_run(
                agency=form.cleaned_data["agency"], name=file.name, content=file.read(), by=request.user,
                now=timezone.now(),
            )  # fmt: skip
        except PortalError as error:
            put_on(form, error)
        else:
            return redirect("importing:run", pk=run.pk)
    return render(request, "importing/upload.html", {"form": form})


@require_safe
@needs(Action.ENTRY_IMPORT)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview while nothing is written, afterwards what came of it."""
    found = _run(request, pk)
    if found.state == ImportRun.State.PREVIEW:
        return render(request, "importing/preview.html", _preview(request, found))
    return render(request, "importing/result.html", result_context(request, found))


def _preview(request: HttpRequest, found: ImportRun, form: ColumnsForm | None = None) -> dict[str, Any]:
    context = preview_context(request, found, form)
    return {**context, "all_items": item_choices(rulebook_on(timezone.localdate()))}


@require_POST
@needs(Action.ENTRY_IMPORT)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file again with the columns that a person chose."""
    found = _run(request, pk)
    form = ColumnsForm(request.POST, run=found)
    if not form.is_valid():
        return render(request, "importing/preview.html", _preview(request, found, form), status=400)
    try:
        correct_run(run=found, **form.corrections(), by=request.user, now=timezone.now())
    except PortalError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Berkas dibaca ulang dengan kolom pilihan Anda."))
    return redirect("importing:run", pk=pk)


@require_POST
@needs(Action.ENTRY_IMPORT)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the duties and the left-out lines ticked on one page."""
    found, query = _run(request, pk), request.GET.copy()
    try:
        choose_items(run=found, chosen=choices_from(request.POST), by=request.user, now=timezone.now())
    except PortalError as error:
        messages.error(request, error.message)
    else:
        if "halaman" in request.POST:  # turned the page: what was ticked on this one goes along
            query["page"] = request.POST["halaman"]
        else:
            messages.success(request, _("Pilihan di halaman ini disimpan."))
    address = reverse("importing:run", args=[pk])
    return redirect(f"{address}?{query.urlencode()}" if query else address)


@require_POST
@needs(Action.ENTRY_IMPORT)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the preview showed, with what was ticked on the page from which it was sent."""
    found = _run(request, pk)
    form = ConfirmForm(request.POST, may_publish=may_publish(found, request.user))
    if not form.is_valid():
        messages.error(request, _("Pilih apa yang dilakukan dengan entri baru."))
        return redirect("importing:run", pk=pk)
    try:
        choose_items(run=found, chosen=choices_from(request.POST), by=request.user, now=timezone.now())
        confirm_run(run=found, **form.cleaned_data, by=request.user, now=timezone.now())
    except PortalError as error:
        messages.error(request, error.message)
    return redirect("importing:run", pk=pk)


def _act(request: HttpRequest, pk: int, service: Any, done: str) -> HttpResponse:
    try:
        found = service(run=_run(request, pk), by=request.user, now=timezone.now())
    except PortalError as error:
        messages.error(request, error.message)
    else:
        if not (
            isinstance(found, ImportRun) and found.report.get("publishing")
        ):  # the page itself tells how far
            messages.success(request, done)
    return redirect("importing:run", pk=pk)


@require_POST
@needs(Action.ENTRY_IMPORT)
def write_now(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, run_waiting, _("Berkas selesai diproses."))


@require_POST
@needs(Action.ENTRY_PUBLISH)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, publish_rest, _("Entri yang lengkap sudah terbit."))


@require_POST
@needs(Action.ENTRY_IMPORT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, undo_run, _("Impor dibatalkan."))


@require_safe
@needs(Action.ENTRY_IMPORT)
def sample(request: HttpRequest) -> HttpResponse:
    """A spreadsheet with the right columns, a made-up line for each kind, and a sheet that explains."""
    if not AgencyPolicy.allows(request.user, Action.ENTRY_IMPORT):
        raise PermissionDenied
    response = HttpResponse(
        sample_workbook(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = 'attachment; filename="contoh-daftar-informasi.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
