"""Old addresses in the admin: the list, and loading a CSV with a look before anything is written."""

from __future__ import annotations

import dataclasses
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.content.models import OldAddress
from portal.content.services.moved import (
    CHANGED,
    ERROR,
    NEW,
    SAME,
    Line,
    counts_of,
    judge,
    load_addresses,
    read_lines,
)
from portal.kernel.errors import PortalError

_SALT = "portal.content.moved"
_LIFETIME = 60 * 60 * 8
MAX_BYTES = 5 * 1024 * 1024
PER_PAGE, SHOWN = 50, 200
WORDS: dict[str, Any] = {
    NEW: gettext_lazy("Baru"),
    CHANGED: gettext_lazy("Berubah"),
    SAME: gettext_lazy("Sama"),
    ERROR: gettext_lazy("Perlu diperbaiki"),
}


class MovedFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(
        field_name="path", lookup_expr="icontains", label=gettext_lazy("Bagian alamat")
    )
    gone = django_filters.BooleanFilter(
        field_name="target",
        method="by_gone",
        label=gettext_lazy("Sudah tidak ada (410)"),
    )

    class Meta:
        model = OldAddress
        fields = ("q", "gone")

    def by_gone(self, queryset: Any, name: str, value: bool) -> Any:
        return queryset.filter(target="") if value else queryset.exclude(target="")


class MovedForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Berkas CSV"),
        help_text=gettext_lazy(
            "Kolom: alamat lama, alamat baru, status (301 atau 410), catatan. Paling besar 5 MB."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Berkas lebih dari 5 MB. Bagi menjadi beberapa berkas."))
        return file


def _require(request: HttpRequest) -> None:
    if not AgencyPolicy.allows(request.user, Action.SITE_MANAGE):
        raise PermissionDenied


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    _require(request)
    filterset = MovedFilterSet(request.GET, queryset=OldAddress.objects.all(), request=request)
    page = Paginator(filterset.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "content/admin/moved.html", {"page": page, "filterset": filterset})


def upload(request: HttpRequest) -> HttpResponse:
    """Read the file and show what each row would do; nothing is written."""
    _require(request)
    form = MovedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_lines(form.cleaned_data["file"].read())
        except PortalError as error:
            form.add_error("file", error.message)
        else:
            return _preview(request, lines)
    return render(request, "content/admin/moved_upload.html", {"form": form})


def _preview(request: HttpRequest, lines: list[Line]) -> HttpResponse:
    judged = judge(lines)
    counts = counts_of(judged)
    first = sorted(judged, key=lambda one: one.verdict != ERROR)[:SHOWN]
    context = {
        "rows": [(one.line, WORDS[one.verdict]) for one in first],
        "counts": [(WORDS[kind], number) for kind, number in counts.items()],
        "may_save": counts[NEW] + counts[CHANGED] > 0,
        "packed": signing.dumps([dataclasses.asdict(line) for line in lines], salt=_SALT, compress=True),
        "more": max(0, len(judged) - SHOWN),
    }
    return render(request, "content/admin/moved_preview.html", context)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what the preview showed; rows with errors stay out and are counted."""
    _require(request)
    try:
        packed = signing.loads(request.POST.get("rows", ""), salt=_SALT, max_age=_LIFETIME)
    except signing.BadSignature:
        messages.error(request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi."))
        return redirect("moved:upload")
    done = load_addresses(lines=[Line(**row) for row in packed], by=request.user, now=timezone.now())
    messages.success(
        request,
        _(
            "Tersimpan: %(new)d baru, %(changed)d berubah. Dilewati: %(same)d sama, %(error)d perlu diperbaiki."
        )
        % counts_of(done),
    )
    return redirect("moved:index")
