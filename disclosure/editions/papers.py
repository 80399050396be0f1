"""The list on paper: Lampiran I of PERKI 1/2021, landscape, carrying its rows as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosure.editions.reads import listed_rows
from disclosure.models import CATEGORY_NAMES, EditionRow, ListEdition
from portal.kernel.cells import formula_safe
from portal.kernel.moments import wib_date
from portal.pdf.engine import PdfAttachment, RenderedPdf, render_pdf

HEAD = (
    "No.", "Perangkat daerah", "Judul", "Ringkasan isi informasi", "Pejabat/unit yang menguasai informasi",
    "Penanggung jawab pembuatan atau penerbitan informasi", "Waktu dan tempat pembuatan informasi",
    "Bentuk informasi yang tersedia", "Jangka waktu penyimpanan atau retensi arsip", "Kategori",
)  # fmt: skip


def csv_bytes(rows: Iterable[EditionRow]) -> bytes:
    """Formula-safe, with a byte order mark, as office programs read it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        writer.writerow([row.number or "", *(formula_safe(value) for value in _cells(row))])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(row: EditionRow) -> list[str]:
    return [
        row.section.agency_name, row.title, row.summary, row.holder, row.responsible, row.made, row.forms_available,
        row.retention, str(CATEGORY_NAMES.get(row.category, "")),
    ]  # fmt: skip


def _sections(rows: list[EditionRow]) -> list[dict[str, Any]]:
    """The rows by unit and category, as the sheet shows them. A draft counts its rows for itself."""
    for place, row in enumerate(rows, start=1):
        row.number = row.number or place
    return [
        {
            "name": name,
            "groups": [
                (CATEGORY_NAMES.get(category, category), list(part))
                for category, part in groupby(list(own), key=lambda row: row.category)
            ],
        }
        for name, own in groupby(rows, key=lambda row: row.section.agency_name)
    ]


def edition_pdf(edition: ListEdition, created: datetime) -> RenderedPdf:
    """PDF/A-3a and PDF/UA-1; equal rows give equal bytes. Always in Indonesian: it is an official paper."""
    rows = sorted(listed_rows(edition), key=lambda r: (r.number, r.section.agency_name, r.category, r.pk))
    with override("id"):
        title = _("Daftar Informasi Publik %(city)s, %(edition)s") % {
            "city": settings.CITY_NAME, "edition": str(edition)
        }  # fmt: skip
        data = PdfAttachment(
            "daftar-informasi-publik.csv", csv_bytes(rows), _("Baris daftar ini sebagai data")
        )
        context = {
            "edition": edition, "count": len(rows), "sections": _sections(rows), "city": settings.CITY_NAME,
            "government": settings.CITY_GOVERNMENT, "place": settings.LETTER_PLACE,
            "draft": edition.state != ListEdition.State.APPROVED, "today": wib_date(created),
        }  # fmt: skip
        return render_pdf(
            template="disclosure/paper/edition.html", context=context, identifier=f"edition:{edition.number}",
            created=created, title=title, author=settings.CITY_GOVERNMENT, attachments=[data],
        )  # fmt: skip


def keep_pdf(edition: ListEdition) -> ListEdition:
    """Draw the approved list once and keep it; afterwards its bytes never change. A fault of the engine is
    kept as words, harms nothing, and the next one who asks tries again.
    """
    with transaction.atomic():
        held = ListEdition.objects.select_for_update().get(pk=edition.pk)
        if held.state != ListEdition.State.APPROVED or held.pdf:
            return held
        drawn = edition_pdf(held, held.approved_at or timezone.now())
        held.pdf.save(f"dip-edisi-{held.number}.pdf", ContentFile(drawn.bytes), save=False)
        held.pdf_sha256, held.pdf_pages, held.pdf_failure = drawn.sha256, drawn.pages, ""
        held.save(update_fields=["pdf", "pdf_sha256", "pdf_pages", "pdf_failure"])
    return held
