"""Looking at a file without leaving the page: pictures that we draw ourselves, and the words beside them.

Nothing of the file itself is sent to the browser: no script of a PDF runs, and a photo loses its EXIF (where it
was taken). Only what a scanner found clean is ever opened here.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from portal.kernel.errors import NotAllowed, PortalError

from .content import plain_bytes
from .models import ScanState, StoredFile

#: Kinds that are drawn page by page, and kinds that are one picture.
PAGED_TYPES = frozenset({"application/pdf"})
PICTURE_TYPES = frozenset({"image/jpeg", "image/png"})
WIDTH_PIXELS = 1240
SMALL_PIXELS = 420
MOST_PIXELS = 60_000_000
KEPT_SECONDS = 600
LARGEST_KEPT = 512 * 1024

# PDFium is not safe to call from two threads at once.
_DRAWING = threading.RLock()


class PageMissing(PortalError):
    """The document has no such page, or cannot be opened."""

    code = "page_missing"


def kind_of(stored: StoredFile) -> str:
    """ "pages", "picture", or "" for a file that can only be downloaded."""
    if stored.scan_state != ScanState.CLEAN:
        return ""
    if stored.content_type in PAGED_TYPES:
        return "pages"
    return "picture" if stored.content_type in PICTURE_TYPES else ""


@contextmanager
def _document(stored: StoredFile) -> Iterator[Any]:
    import pypdfium2

    with _DRAWING:
        try:
            document = pypdfium2.PdfDocument(plain_bytes(stored))
        except (pypdfium2.PdfiumError, OSError) as error:
            raise PageMissing(_("Berkas ini tidak dapat dibaca di sini. Unduh berkasnya.")) from error
        with document:
            yield document


def _page(document: Any, number: int) -> Any:
    if not 1 <= number <= len(document):
        raise PageMissing(_("Halaman itu tidak ada."))
    return document[number - 1]


def _require(stored: StoredFile, kind: str) -> None:
    if kind_of(stored) != kind:
        raise NotAllowed(_("Berkas ini hanya dapat diunduh."), code="not_readable")


def count_pages(stored: StoredFile) -> int:
    """Number of pages of a readable document; 0 when it cannot be opened. Counted once per content."""

    def count() -> int:
        try:
            with _document(stored) as document:
                return len(document)
        except PageMissing:
            return 0

    found: Any = cache.get_or_set(f"files.pages.{stored.sha256}", count, KEPT_SECONDS)
    return int(found or 0)


def page_png(stored: StoredFile, number: int) -> bytes:
    """Page ``number`` (from 1) drawn as PNG. Raises PageMissing, and NotAllowed for what may not be shown."""
    return _kept(
        stored, f"page.{number}.png", lambda: _encoded(_drawn_page(stored, number, WIDTH_PIXELS), "PNG")
    )


def preview_webp(stored: StoredFile, number: int, *, width: int = WIDTH_PIXELS) -> bytes:
    """A page, or the picture itself, at most ``width`` pixels wide: small enough for a phone on a weak line.

    Raises PageMissing, and NotAllowed for what may not be shown.
    """
    kind = kind_of(stored)
    if not kind:
        raise NotAllowed(_("Berkas ini hanya dapat diunduh."), code="not_readable")
    if kind == "picture" and number != 1:
        raise PageMissing(_("Halaman itu tidak ada."))

    def draw() -> bytes:
        drawn = _drawn_page(stored, number, width) if kind == "pages" else _upright(stored, width)
        return _encoded(drawn, "WEBP")

    return _kept(stored, f"preview.{number}.{width}", draw)


def _drawn_page(stored: StoredFile, number: int, width: int) -> Any:
    _require(stored, "pages")
    with _document(stored) as document:
        page = _page(document, number)
        across, down = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
        return page.render(scale=min(width / across, 4 * width / down)).to_pil().convert("RGB")


def _upright(stored: StoredFile, width: int) -> Any:
    """A photo or drawing turned upright and without its metadata."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(plain_bytes(stored)), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PageMissing(_("Gambar ini terlalu besar untuk ditampilkan di sini. Unduh berkasnya."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise PageMissing(_("Berkas ini tidak dapat dibaca di sini. Unduh berkasnya.")) from error
    upright.thumbnail((width, 4 * width))
    return upright


def page_text(stored: StoredFile, number: int) -> str:
    """The words of a page, for those who hear it; empty for a scan without a text layer."""
    _require(stored, "pages")
    with _document(stored) as document:
        text: str = _page(document, number).get_textpage().get_text_bounded()
    return "\n".join(line.strip() for line in text.replace("\x00", "").splitlines() if line.strip())


def _encoded(picture: Any, kind: str) -> bytes:
    buffer = io.BytesIO()
    options: dict[str, Any] = {"optimize": True} if kind == "PNG" else {"quality": 82, "method": 4}
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _kept(stored: StoredFile, what: str, draw: Callable[[], bytes]) -> bytes:
    """Drawn again only after a while: a page that many look at is drawn once. What is secret at rest is not kept."""
    if stored.encrypted:
        return draw()
    key = f"files.{what}.{stored.sha256}"
    found: bytes | None = cache.get(key)
    if found is None:
        found = draw()
        if len(found) <= LARGEST_KEPT:
            cache.set(key, found, KEPT_SECONDS)
    return found
