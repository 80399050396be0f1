"""Downloads: the filtered list in each format, and the city's list as open data."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure import open_data, pages
from disclosure.exports import COLUMNS, EXPORTERS, export
from disclosure.filters import EntryFilterSet
from disclosure.list_paper import PART, list_pdf, parts_of
from disclosure.selectors import live_entries
from portal.kernel.errors import RuleViolation
from requests_app.services import throttling

#: Documents drawn for one network within an hour: each costs a second of a processor.
PDF_PER_HOUR = 120


def base_url(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@require_safe
def entry_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The filtered list as a file, with the same filters as the page."""
    if kind not in EXPORTERS and kind != "pdf":
        raise Http404
    filterset = EntryFilterSet(data=request.GET, queryset=live_entries(timezone.now()), request=request)
    if not filterset.is_valid():
        return redirect(f"{reverse('disclosure:list')}?{request.GET.urlencode()}")
    if kind == "pdf":
        return _pdf(request, filterset)
    name = f"daftar-informasi-publik-{timezone.localdate().isoformat()}"
    return export(filterset.qs, kind, base_url(request), name)


def _pdf(request: HttpRequest, filterset: EntryFilterSet) -> HttpResponse:
    """A short list at once; a long one as a page of parts to choose from."""
    total = filterset.qs.count()
    parts, part = parts_of(total), _part(request)
    if part > parts:
        raise Http404(_("Bagian itu tidak ada."))
    if parts > 1 and not part:
        return render(request, "disclosure/pdf_parts.html", _parts_context(request, total))
    today = timezone.localdate()
    try:
        address = request.META.get("REMOTE_ADDR", "")
        throttling.spend(what="list-pdf", address=address, limit=PDF_PER_HOUR, now=timezone.now())
    except RuleViolation as error:
        return render(request, "disclosure/pdf_parts.html", {"problem": error.message}, status=429)
    drawn = list_pdf(
        filterset.qs, total=total, part=part or 1, chosen=pages.filter_words(filterset), base_url=base_url(request),
        today=today,
    )  # fmt: skip
    response = HttpResponse(drawn.bytes, content_type="application/pdf")
    tail = f"-bagian-{part}" if parts > 1 else ""
    name = f"daftar-informasi-publik-{today.isoformat()}{tail}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _part(request: HttpRequest) -> int:
    """0 for "not chosen"."""
    text = request.GET.get("bagian", "")
    if text and not (text.isdecimal() and int(text[:6]) > 0):
        raise Http404(_("Bagian itu tidak ada."))
    return int(text[:6]) if text else 0


def _parts_context(request: HttpRequest, total: int) -> dict[str, Any]:
    query = request.GET.copy()
    lines = []
    for part in range(1, parts_of(total) + 1):
        query["bagian"] = str(part)
        first = (part - 1) * PART + 1
        lines.append(
            {
                "url": f"?{query.urlencode()}",
                "first": first,
                "last": min(total, first + PART - 1),
                "part": part,
            }
        )
    return {"parts": lines, "total": total}


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """What the data set is, how it may be used, where it is."""
    held = open_data.data_set(timezone.now())
    kinds = [
        {"name": name, "url": reverse("disclosure:data-set", args=[kind])}
        for kind, (_m, name) in open_data.KINDS.items()
    ]
    context = {"held": held, "kinds": kinds, "columns": COLUMNS, "api": reverse("entry-list")}
    return render(request, "disclosure/open_data.html", context)


@require_safe
def data_set(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All rows, under an address that stays."""
    if kind not in open_data.KINDS:
        raise Http404
    rows = live_entries(timezone.now()).order_by("agency__name", "category", "pk")
    return export(rows, kind, base_url(request), "daftar-informasi-publik-kota-cilegon")


@require_safe
def catalogue(request: HttpRequest) -> JsonResponse:
    """DCAT-AP as JSON-LD, readable from any site."""
    document = open_data.catalogue(open_data.data_set(timezone.now()), base_url(request))
    response = JsonResponse(
        document, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response
