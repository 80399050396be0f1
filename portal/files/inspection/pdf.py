"""A PDF as a screen reader meets it: words, tags, title, language (PDF/UA-1: ISO 14289-1, 7.1, 7.2, 7.21)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from .office import Part, Unreadable

#: Fewer letters on a page that shows a picture: the words are in the picture.
LEAST_LETTERS = 10
MOST_PAGES = 3000
_NO_TITLE = re.compile(
    r"^$|^(?:microsoft (?:word|excel|powerpoint) - |untitled|tanpa judul|document\d*$|dokumen\d*$|book\d*$|"
    r"presentation\d*$|slide 1$|camscanner|img[_-]?\d|scan[_ -]?\d)|\.(?:docx?|xlsx?|pptx?|pdf|indd|jpe?g)$",
    re.IGNORECASE,
)


def open_pages(content: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("locked" if "assword" in str(error) else "broken") from error


def pdf_parts(document: Any) -> Iterator[tuple[Part, bool]]:
    """(place, words) of each page, and whether the page is a picture without words."""
    import pypdfium2.raw as raw

    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = page.get_textpage().get_text_bounded().replace("\x00", "")
        is_picture = len("".join(text.split())) < LEAST_LETTERS and any(
            page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)
        )
        yield (f"halaman {number + 1}", text), is_picture
        page.close()


def structure_flaws(content: bytes) -> list[str]:
    """no_tags, no_title, no_language, no_reader (the file forbids screen readers to read it)."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            root = document.Root
            flaws = []
            marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))
            if not marked or "/StructTreeRoot" not in root or "/K" not in root.StructTreeRoot:
                flaws.append("no_tags")
            if _NO_TITLE.search(_title(document)):
                flaws.append("no_title")
            if not str(root.get("/Lang", "")).strip():
                flaws.append("no_language")
            if document.is_encrypted and not document.allow.accessibility:
                flaws.append("no_reader")
            return flaws
    except pikepdf.PasswordError as error:
        raise Unreadable("locked") from error
    except (pikepdf.PdfError, ValueError, AttributeError, RecursionError) as error:
        raise Unreadable("broken") from error


def _title(document: Any) -> str:
    try:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            found = str(meta.get("dc:title", "") or "")
    except Exception:  # the XML inside may be anything
        found = ""
    return (found or str(document.docinfo.get("/Title", ""))).strip()
