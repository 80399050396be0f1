"""The adopted lists as everyone reads them: archive, one edition, its comparison, its files."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosure.editions.filters import KINDS, DifferenceForm, RowFilterSet
from disclosure.editions.papers import csv_bytes, keep_pdf
from disclosure.editions.reads import (
    Differences,
    approved_editions,
    before,
    compared,
    list_due,
    listed_rows,
    with_counts,
)
from disclosure.models import ListEdition
from portal.files.serving import download_response
from portal.kernel.cells import formula_safe
from portal.workcalendar.selectors import current_calendar

PER_PAGE = 25


def _edition(number: int) -> ListEdition:
    return get_object_or_404(approved_editions(), number=number)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The list in force and those before it, newest first."""
    page = Paginator(with_counts(approved_editions()), PER_PAGE).get_page(request.GET.get("page"))
    due = list_due(timezone.localdate(), current_calendar())
    return render(request, "disclosure/editions/archive.html", {"page": page, "due": due})


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One edition as it was adopted, row by row."""
    held = _edition(number)
    filterset = RowFilterSet(request.GET, listed_rows(held), request=request)
    valid = filterset.is_valid()
    rows = filterset.qs if valid else filterset.queryset.none()
    current = approved_editions().order_by("-number").first()
    context = {
        "edition": held, "filterset": filterset, "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "before": before(held), "is_current": current == held,
    }  # fmt: skip
    return render(request, "disclosure/editions/edition.html", context, status=200 if valid else 400)


def _other(request: HttpRequest, held: ListEdition) -> ListEdition | None:
    """The edition asked for by ``dengan``, else the one before."""
    asked = request.GET.get("dengan", "")
    if asked.isdigit() and len(asked) < 9:
        return approved_editions().filter(number=int(asked)).exclude(pk=held.pk).first() or before(held)
    return before(held)


@require_safe
def comparison(request: HttpRequest, number: int) -> HttpResponse:
    """What an edition added, changed and dropped against an earlier one."""
    held = _edition(number)
    other = _other(request, held)
    found = compared(held, other)
    form = DifferenceForm(request.GET or None)
    rows = form.narrowed(found)
    context = {
        "edition": held, "earlier": other, "form": form, "found": found, "tallies": tallies(found),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "kinds": dict(KINDS),
        "others": approved_editions().exclude(pk=held.pk)[:24],
    }  # fmt: skip
    return render(request, "disclosure/editions/comparison.html", context)


def tallies(found: Differences) -> list[tuple[str, Any, int]]:
    return [(kind, label, found.count(kind)) for kind, label in KINDS]


@require_safe
def comparison_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The whole comparison, a line per changed column."""
    held = _edition(number)
    other = _other(request, held)
    words = dict(KINDS)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Perbedaan", "Perangkat daerah", "Judul", "Kolom", "Semula", "Menjadi"])
    for row in compared(held, other).rows:
        for column in row.columns or (("", "", ""),):
            writer.writerow([formula_safe(str(v)) for v in (words[row.kind], row.agency, row.title, *column)])
    name = f"perbandingan-edisi-{other.number if other else 0}-{held.number}.csv"
    return _csv(("\ufeff" + out.getvalue()).encode(), name)


@require_safe
def rows_csv(request: HttpRequest, number: int) -> HttpResponse:
    held = _edition(number)
    return _csv(csv_bytes(listed_rows(held)), f"daftar-informasi-publik-edisi-{held.number}.csv")


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def paper(request: HttpRequest, number: int) -> FileResponse:
    """The list in the layout of Lampiran I; drawn now when no worker has drawn it yet."""
    held = keep_pdf(_edition(number))
    response = FileResponse(
        held.pdf.open("rb"),
        content_type="application/pdf",
        filename=f"daftar-informasi-publik-edisi-{number}.pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def decree(request: HttpRequest, number: int) -> HttpResponseBase:
    """The Keputusan by which the list was adopted: a decree of the city is never secret (UU 14/2008 Art 18(1))."""
    held = _edition(number)
    if held.decree_file is None:
        raise Http404
    return download_response(held.decree_file)
