"""Handing a private file over. The caller has checked the permission; here is how it leaves the house."""

import io
import re

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from portal.kernel.errors import NotAllowed

from .content import plain_bytes
from .models import ScanState, StoredFile
from .previews import PageMissing, count_pages, kind_of, page_png

__all__ = [
    "PageMissing", "count_pages", "download_response", "is_readable_inline", "media_response", "page_picture",
    "picture_response",
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


def media_response(stored: StoredFile, asked: str = "") -> HttpResponse:
    """A picture or a recording for a page of the portal's own, whole or the part that ``asked`` (the Range
    header) names: players of some phones play nothing that cannot be asked for in parts.

    Raises NotAllowed for a file found harmful.
    """
    if stored.scan_state == ScanState.INFECTED:
        raise NotAllowed(
            _("Berkas ini mengandung program berbahaya dan tidak dapat dibuka."), code="infected"
        )
    return part_response(plain_bytes(stored), stored.content_type, asked)


def part_response(content: bytes, content_type: str, asked: str = "") -> HttpResponse:
    """Public content, whole or the part that ``asked`` (the Range header) names."""
    part = _part_of(asked, len(content))
    if part is None:
        response = HttpResponse(content, content_type=content_type)
    else:
        response = HttpResponse(content[part], content_type=content_type, status=206)
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(content)}"
    response["Accept-Ranges"] = "bytes"
    _harden(response)
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _part_of(asked: str, size: int) -> slice | None:
    """The single byte range of a Range header; None for the whole (no header, several ranges, nonsense)."""
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", asked.strip())
    if found is None or found.group() == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1 if last else size)
    return slice(start, stop) if start < stop else None


def page_picture(stored: StoredFile, number: int) -> HttpResponse:
    """Page ``number`` (from 1) drawn as PNG. Raises PageMissing, and NotAllowed for what may not be shown."""
    return picture_response(page_png(stored, number))


def picture_response(content: bytes, content_type: str = "image/png") -> HttpResponse:
    """A picture that we drew, never to be taken for anything else."""
    response = HttpResponse(content, content_type=content_type)
    _harden(response)
    return response
