"""A dossier as one PDF: the index with page numbers, then every paper, each page numbered, with bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.pdf.engine import render_pdf

from .contents import Dossier
from .parts import Part, part_of

#: More pages than this are left to the ZIP: nobody binds them.
MOST_PAGES = 3000
_FONT = pikepdf.Name("/BerkasF0")


@dataclass(frozen=True)
class IndexRow:
    """A line of the index; ``page`` None: the paper has no pages and is in the ZIP only."""

    place: int
    title: str
    on: object
    page: int | None
    pages: int


def parts_of(dossier: Dossier, *, now: datetime) -> list[Part]:
    return [part_of(item, dossier, now) for item in dossier.items]


def dossier_pdf(dossier: Dossier, parts: Sequence[Part] | None = None, *, now: datetime) -> bytes:
    """Raises what the PDF engine raises; nothing is stored."""
    parts = parts_of(dossier, now=now) if parts is None else parts
    counts = [_page_count(part.pages) for part in parts]
    # The index is as long with numbers as without, so its length is known after one drawing.
    length = _page_count(_index(dossier, parts, counts, first=1))
    index = _index(dossier, parts, counts, first=length + 1)
    with pikepdf.open(io.BytesIO(index)) as bound:
        with bound.open_outline() as outline:
            # The index brings the bookmarks of its headings along; the papers are what one looks for.
            outline.root.clear()
            outline.root.append(pikepdf.OutlineItem(_("Daftar isi"), 0))
            for part, page in zip(parts, _places(counts, length + 1), strict=True):
                if page is None or part.pages is None:
                    continue
                start = len(bound.pages)
                with pikepdf.open(io.BytesIO(part.pages)) as document:
                    bound.pages.extend(document.pages)
                outline.root.append(pikepdf.OutlineItem(part.item.title, start))
        _number_pages(bound, dossier, length)
        target = io.BytesIO()
        bound.save(target, compress_streams=True)
    return target.getvalue()


def index_pdf(dossier: Dossier, parts: Sequence[Part]) -> bytes:
    """The index by itself, for the ZIP."""
    return _index(dossier, parts, [0 for _part in parts], first=1)


def _places(counts: Sequence[int], first: int) -> list[int | None]:
    """The page on which each part begins; None for what has no pages or would make the file too long."""
    found: list[int | None] = []
    page = first
    for count in counts:
        fits = bool(count) and page + count <= MOST_PAGES
        found.append(page if fits else None)
        page += count if fits else 0
    return found


def _page_count(content: bytes | None) -> int:
    if content is None:
        return 0
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def _index(dossier: Dossier, parts: Sequence[Part], counts: Sequence[int], *, first: int) -> bytes:
    rows = [
        IndexRow(place, part.item.title, part.item.on, page, count)
        for place, (part, count, page) in enumerate(
            zip(parts, counts, _places(counts, first), strict=True), 1
        )
    ]
    return render_pdf(
        template="requests_app/dossier/index.html",
        context={"dossier": dossier, "rows": rows, "bound": any(counts)},
        identifier=f"dossier:{dossier.reader.value}:{dossier.number}",
        created=dossier.made_at,
        title=dossier.title,
        lang=(get_language() or "id")[:2],
    ).bytes


def _number_pages(bound: pikepdf.Pdf, dossier: Dossier, index_pages: int) -> None:
    """ "Berkas 0001-DINSOS-2026, halaman 12 dari 80" at the foot of each bound page; the index has its own foot."""
    font = bound.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )  # fmt: skip
    total = len(bound.pages)
    for place, page in enumerate(bound.pages, 1):
        if place <= index_pages:
            continue
        words = _("%(number)s · halaman %(page)s dari %(total)s") % {
            "number": dossier.number, "page": place, "total": total,
        }  # fmt: skip
        left, bottom = float(page.mediabox[0]), float(page.mediabox[1])
        # What comes first may leave its own settings behind: the number stands outside of them.
        page.contents_add(b"q\n", prepend=True)
        text = (
            words.encode("cp1252", "replace")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        stamp = b"\nQ\nq BT /BerkasF0 7 Tf 0.35 g 1 0 0 1 %.1f %.1f Tm (%s) Tj ET Q\n"
        page.add_resource(font, pikepdf.Name.Font, _FONT)
        page.contents_add(stamp % (left + 28, bottom + 14, text))
