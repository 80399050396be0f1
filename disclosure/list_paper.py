"""A filtered list on paper: the columns of Lampiran I PERKI 1/2021, landscape, carrying its rows as CSV.

A list longer than PART rows comes in parts, each a document of its own: pages with tags take memory by the row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosure.exports import COLUMNS, csv_lines, rows_of
from disclosure.models import ListEntry
from portal.pdf.engine import PdfAttachment, RenderedPdf, render_pdf

#: Rows of one document: one to two seconds of work.
PART = 200
_AT = {name: place for place, name in enumerate(COLUMNS)}


def parts_of(total: int) -> int:
    return max(1, -(-total // PART))


def _shown(row: list[Any]) -> dict[str, str]:
    """One line as Lampiran I has it: seven columns, the unit beside the office that holds the information."""
    cell = {name: str(row[place]) for name, place in _AT.items()}
    made = [cell["Waktu pembuatan"], cell["Tempat pembuatan"]]
    return {
        "number": cell["No."],
        "title": cell["Judul"],
        "summary": cell["Ringkasan isi informasi"],
        "category": cell["Kategori"],
        "agency": cell["Perangkat daerah"],
        "holder": cell["Pejabat/unit yang menguasai informasi"],
        "responsible": cell["Penanggung jawab pembuatan atau penerbitan"],
        "made": ", ".join(filter(None, made)),
        "forms": cell["Bentuk informasi yang tersedia"],
        "retention": cell["Jangka waktu penyimpanan atau retensi arsip"],
    }


def list_pdf(
    queryset: QuerySet[ListEntry], *, total: int, part: int, chosen: Iterable[str], base_url: str, today: date
) -> RenderedPdf:
    """Part ``part`` (from 1) of a list of ``total`` rows. Always in Indonesian; equal rows on one day give equal
    bytes. ``chosen``: the filters in words, for the head of the sheet.
    """
    first = (part - 1) * PART
    with override("id"):
        rows = [[row[0] + first, *row[1:]] for row in rows_of(queryset[first : first + PART], base_url)]  # type: ignore[operator]
        data = "".join(csv_lines(iter(rows))).encode()
        title = _("Daftar Informasi Publik %(city)s") % {"city": settings.CITY_NAME}
        context = {
            "rows": [_shown(row) for row in rows], "total": total, "part": part, "parts": parts_of(total),
            "chosen": list(chosen), "government": settings.CITY_GOVERNMENT, "city": settings.CITY_NAME, "today": today,
            "address": base_url,
        }  # fmt: skip
        attached = PdfAttachment("daftar-informasi-publik.csv", data, _("Baris daftar ini sebagai data"))
        return render_pdf(
            template="disclosure/paper/list.html", context=context,
            identifier=f"list:{hashlib.sha256(data).hexdigest()}:{today.isoformat()}:{part}",
            created=_start_of(today), title=title, author=settings.CITY_GOVERNMENT, attachments=[attached],
        )  # fmt: skip


def _start_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min), get_default_timezone())
