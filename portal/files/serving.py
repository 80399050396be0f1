"""Handing a private file over. The caller has checked the permission; here is how it leaves the house."""

import io

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from portal.kernel.errors import NotAllowed, PortalError

from .content import plain_bytes
from .models import ScanState, StoredFile

#: Kinds that may be looked at in the browser, page by page, as pictures that we draw ourselves.
READABLE_TYPES = frozenset({"application/pdf"})
PAGE_WIDTH_PIXELS = 1240


class PageMissing(PortalError):
    """The document has no such page."""

    code = "page_missing"


def _harden(response: HttpResponseBase) -> None:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"


def is_readable_inline(stored: StoredFile) -> bool:
    """Only what a scanner found clean is ever drawn on a page."""
    return stored.scan_state == ScanState.CLEAN and stored.content_type in READABLE_TYPES


def download_response(stored: StoredFile) -> FileResponse:
    """The file as an attachment, whatever its type, with its readable name (RFC 5987) and no sniffing.

    Raises NotAllowed for a file found harmful.
    """
    if stored.scan_state == ScanState.INFECTED:
        raise NotAllowed(
            _("Berkas ini mengandung program berbahaya dan tidak dapat diunduh."), code="infected"
        )
    response = FileResponse(io.BytesIO(plain_bytes(stored)), content_type=stored.content_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["Content-Length"] = str(stored.size)
    _harden(response)
    return response


def count_pages(stored: StoredFile) -> int:
    """Number of pages of a readable document; 0 when it cannot be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(plain_bytes(stored))
    except pypdfium2.PdfiumError:
        return 0
    with document:
        return len(document)


def page_picture(stored: StoredFile, number: int) -> HttpResponse:
    """Page ``number`` (from 1) drawn as PNG. Raises PageMissing, and NotAllowed for what may not be shown."""
    import pypdfium2

    if not is_readable_inline(stored):
        raise NotAllowed(_("Berkas ini hanya dapat diunduh."), code="not_readable")
    try:
        document = pypdfium2.PdfDocument(plain_bytes(stored))
    except pypdfium2.PdfiumError as error:
        raise PageMissing(_("Berkas ini tidak dapat dibaca di sini. Unduh berkasnya.")) from error
    with document:
        if not 1 <= number <= len(document):
            raise PageMissing(_("Halaman itu tidak ada."))
        page = document[number - 1]
        picture = page.render(scale=PAGE_WIDTH_PIXELS / max(page.get_width(), 1.0)).to_pil()
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", optimize=True)
    response = HttpResponse(buffer.getvalue(), content_type="image/png")
    _harden(response)
    return response
