"""Handing a private file over. The caller has checked the permission; here is how it leaves the house."""

import io

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from portal.kernel.errors import NotAllowed

from .content import plain_bytes
from .models import ScanState, StoredFile
from .previews import PageMissing, count_pages, kind_of, page_png

__all__ = [
    "PageMissing", "count_pages", "download_response", "is_readable_inline", "page_picture", "picture_response",
]  # fmt: skip


def _harden(response: HttpResponseBase) -> None:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"


def is_readable_inline(stored: StoredFile) -> bool:
    """Only what a scanner found clean is ever drawn on a page."""
    return kind_of(stored) == "pages"


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


def page_picture(stored: StoredFile, number: int) -> HttpResponse:
    """Page ``number`` (from 1) drawn as PNG. Raises PageMissing, and NotAllowed for what may not be shown."""
    return picture_response(page_png(stored, number))


def picture_response(content: bytes, content_type: str = "image/png") -> HttpResponse:
    """A picture that we drew, never to be taken for anything else."""
    response = HttpResponse(content, content_type=content_type)
    _harden(response)
    return response
