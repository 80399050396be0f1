"""Each item of a dossier as bytes: what goes into the ZIP, and, where it has pages, into the PDF."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from django.utils.translation import get_language
from PIL import Image

from portal.files.content import plain_bytes
from portal.files.names import readable_name
from portal.pdf.engine import render_pdf
from requests_app.letters.storing import copy_for_citizen

from .contents import Dossier, Item

logger = logging.getLogger(__name__)
PDF = "application/pdf"
#: A3 at 150 dots an inch: larger pictures are made smaller, so that one photo does not fill the file.
LARGEST_PIXELS = (1754, 2480)
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})


@dataclass(frozen=True)
class Part:
    """``content`` as it is kept; ``pages`` a PDF of it, None where it has no pages that can be bound in."""

    item: Item
    name: str
    content: bytes
    pages: bytes | None


def part_of(item: Item, dossier: Dossier, now: datetime) -> Part:
    """Reads and, for texts and letters not yet drawn, draws. Raises what the PDF engine raises."""
    if item.letter is not None:
        stored = copy_for_citizen(item.letter, now=now)
        content = plain_bytes(stored)
        return Part(item, stored.name, content, bindable(content, stored.content_type))
    if item.stored is not None:
        content = plain_bytes(item.stored)
        return Part(item, item.stored.name, content, bindable(content, item.stored.content_type))
    content = render_pdf(
        template="requests_app/dossier/text.html",
        context={"text": item.text, "dossier": dossier},
        identifier=f"dossier:{dossier.number}:{item.title}",
        created=dossier.made_at,
        title=item.title,
        lang=(get_language() or "id")[:2],
    ).bytes
    return Part(item, readable_name(f"{item.title.replace('/', '-')}.pdf"), content, content)


def bindable(content: bytes, content_type: str) -> bytes | None:
    """The pages of a PDF or a picture; None for what has none, is locked or is broken: it stays in the ZIP."""
    try:
        if content_type == PDF:
            with pikepdf.open(io.BytesIO(content)) as document:
                return content if len(document.pages) else None
        if content_type in PICTURES:
            return _picture_page(content)
    except (pikepdf.PdfError, OSError, ValueError, Image.DecompressionBombError) as error:
        logger.info("file without pages in a dossier: %s", type(error).__name__)
    return None


def _picture_page(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        drawn = picture.convert("RGB")
    drawn.thumbnail(LARGEST_PIXELS)
    target = io.BytesIO()
    drawn.save(target, "PDF", resolution=150.0)
    return target.getvalue()
