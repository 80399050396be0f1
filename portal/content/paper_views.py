"""Plain pages of the city in other forms: read aloud, and as a sheet for the notice board (PERKI 1/2021 Art 24, 48)."""

from __future__ import annotations

import mimetypes

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.content import panels
from portal.content.models import StandardPage
from portal.files.serving import part_response
from portal.pdf.engine import render_pdf
from portal.pdf.qr import qr_svg

#: Up to so many letters a size is used, so that a short page is read from afar and a long one stays whole.
SIZES = ((1200, "large"), (2600, "medium"), (5200, "small"))


def _page(pk: int) -> StandardPage:
    return get_object_or_404(StandardPage.objects.live().public(), pk=pk)


@require_safe
def recording(request: HttpRequest, pk: int) -> HttpResponse:
    """The page read aloud, whole or in the parts that players of phones ask for."""
    held = _page(pk).recording
    if held is None:
        raise Http404
    kind = mimetypes.guess_type(held.filename)[0] or ""
    if not kind.startswith("audio/"):
        raise Http404
    with held.file.open("rb") as handle:
        return part_response(handle.read(), kind, request.headers.get("Range", ""))


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A3, in Indonesian, since it hangs on the wall; equal content gives equal bytes."""
    page = _page(pk)
    if not page.has_sheet:
        raise Http404
    created = page.last_published_at or timezone.now()
    with override("id"):
        address = request.build_absolute_uri(page.url)
        context = {
            "page": page,
            "address": address,
            "qr": qr_svg(address, label=_("Alamat halaman ini di portal")),
            "size": next((size for most, size in SIZES if len(page.body) <= most), "tiny"),
            "created": created,
            "panels": list(panels.panels_for("standard", None, page=page)),
        }
        made = render_pdf(
            template="content/sheet.html", context=context, identifier=f"sheet:{page.pk}:{created}",
            created=created, title=page.title,
        )  # fmt: skip
    response = HttpResponse(made.bytes, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}-a3.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
