"""Importing units, officers and decrees: upload, look, confirm."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.form_errors import put_on
from portal.kernel.errors import PortalError

from .people_forms import ConfirmForm, UploadForm
from .people_views import needs, page
from .rights import Action
from .sheet_import import CHANGED, ERROR, NEW, SAME, Verdict, apply, judge
from .sheet_reading import SheetRow, read_sheet

_SALT = "portal.agencies.import"
_LIFETIME = 60 * 60 * 8
WORDS = {
    NEW: gettext_lazy("Baru"),
    CHANGED: gettext_lazy("Berubah"),
    SAME: gettext_lazy("Sama"),
    ERROR: gettext_lazy("Perlu diperbaiki"),
}
TONES = {NEW: "info", CHANGED: "warn", SAME: "none", ERROR: "late"}


def pack(rows: list[SheetRow]) -> str:
    return signing.dumps([dataclasses.asdict(row) for row in rows], salt=_SALT, compress=True)


def unpack(text: str) -> list[SheetRow]:
    """Raises signing.BadSignature for rows that this portal did not show."""
    return [SheetRow(**row) for row in signing.loads(text, salt=_SALT, max_age=_LIFETIME)]


@needs(Action.MEMBERS_MANAGE)
def upload(request: HttpRequest) -> HttpResponse:
    """Read the file and show what each row would do; nothing is written."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = read_sheet(file.name, file.read())
        except PortalError as error:
            put_on(form, error)
        else:
            return preview(request, rows)
    return page(request, "agencies/import.html", _("Impor petugas"), form=form)


def preview(request: HttpRequest, rows: list[SheetRow], form: ConfirmForm | None = None) -> HttpResponse:
    verdicts = judge(rows, timezone.localdate())
    counts = [(WORDS[kind], TONES[kind], _number(verdicts, kind)) for kind in (NEW, CHANGED, SAME, ERROR)]
    return page(
        request, "agencies/import_preview.html", _("Periksa isi berkas"),
        rows=[(verdict, WORDS[verdict.verdict], TONES[verdict.verdict]) for verdict in verdicts],
        counts=counts, form=form or ConfirmForm(initial={"rows": pack(rows), "invite": True}),
        may_save=_number(verdicts, NEW) + _number(verdicts, CHANGED) > 0,
    )  # fmt: skip


def _number(verdicts: list[Verdict], kind: str) -> int:
    return sum(verdict.verdict == kind for verdict in verdicts)


@require_POST
@needs(Action.MEMBERS_MANAGE)
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what the preview showed; rows with errors stay out and are counted."""
    form = ConfirmForm(request.POST)
    try:
        rows = unpack(request.POST.get("rows", ""))
    except signing.BadSignature:
        messages.error(request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi."))
        return redirect("people:import")
    form.is_valid()
    now = timezone.now()
    try:
        counts = apply(
            rows=rows, actor=request.user, now=now, today=timezone.localdate(now),
            with_invitations=bool(form.cleaned_data.get("invite")),
        )  # fmt: skip
    except PortalError as error:
        messages.error(request, error.message)
        return redirect("people:import")
    messages.success(request, _done(counts))
    return redirect("people:index")


def _done(counts: dict[str, Any]) -> str:
    return (
        _(
            "Tersimpan: %(new)d baru, %(changed)d berubah. Dilewati: %(same)d sama, %(error)d perlu diperbaiki."
        )
        % counts
    )
