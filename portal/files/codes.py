"""What a scanned paper says about itself: the codes printed on it, and its words. The only importer of zxing-cpp."""

import io
from collections.abc import Iterator
from typing import Any

from .content import plain_bytes
from .models import StoredFile
from .previews import MOST_PIXELS, PAGED_TYPES, PageMissing, _document

#: A code stands on the first or the last page of a letter; a scan of more pages is read at both ends.
PAGES_AT_EACH_END = 2
#: Dots an inch: enough for a code of 24 mm, also on a phone's slanted picture.
DENSITY = 200
MOST_TEXT = 100_000


def codes_on(stored: StoredFile) -> list[str]:
    """The texts of the QR codes on a PDF or picture, in the order found; empty when nothing can be read."""
    import zxingcpp

    found: dict[str, None] = {}
    for picture in _pictures(stored):
        for code in zxingcpp.read_barcodes(
            picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        ):
            found.setdefault(code.text)
    return list(found)


def words_on(stored: StoredFile) -> str:
    """The text layer of a PDF's first and last pages; empty for pictures and for scans without one."""
    if stored.content_type not in PAGED_TYPES:
        return ""
    try:
        with _document(stored) as document:
            texts = [document[place].get_textpage().get_text_range() for place in _ends(len(document))]
    except PageMissing:
        return ""
    return "\n".join(texts)[:MOST_TEXT]


def _ends(count: int) -> list[int]:
    places = [*range(min(PAGES_AT_EACH_END, count)), *range(max(0, count - PAGES_AT_EACH_END), count)]
    return sorted(set(places))


def _pictures(stored: StoredFile) -> Iterator[Any]:
    if stored.content_type in PAGED_TYPES:
        try:
            with _document(stored) as document:
                for place in _ends(len(document)):
                    page = document[place]
                    width, height = page.get_size()
                    scale = DENSITY / 72
                    if width * height * scale * scale <= MOST_PIXELS:
                        yield page.render(scale=scale).to_pil().convert("L")
        except PageMissing:
            return
        return
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(plain_bytes(stored)))
        if picture.width * picture.height <= MOST_PIXELS:
            yield picture.convert("L")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return
