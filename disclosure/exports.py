"""A filtered list as CSV, XLSX or JSON. Rows stream: memory does not grow with their number (case 36). As PDF it is
drawn by list_paper.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from disclosure.models import ListEntry, PublishedFile
from portal.kernel.cells import formula_safe

COLUMNS = (
    "No.",
    "Perangkat daerah",
    "Judul",
    "Ringkasan isi informasi",
    "Pejabat/unit yang menguasai informasi",
    "Penanggung jawab pembuatan atau penerbitan",
    "Waktu pembuatan",
    "Tempat pembuatan",
    "Bentuk informasi yang tersedia",
    "Jangka waktu penyimpanan atau retensi arsip",
    "Kategori",
    "Jenis kewajiban",
    "Periode mulai",
    "Periode sampai",
    "Bahasa",
    "Lisensi",
    "Format",
    "Terbit pertama",
    "Terbit terakhir",
    "Alamat",
    "Singkatan unit",
    "Berkas",
    "Tautan",
)
CHUNK = 500


def _day(moment: Any) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def rows_of(queryset: QuerySet[ListEntry], base_url: str) -> Iterator[list[object]]:
    """One row per entry, in the order of the queryset; five queries per 500 rows. Several addresses in one cell
    stand on lines of their own.
    """
    files = PublishedFile.objects.filter(replaced_at__isnull=True).order_by("line")
    entries = (
        queryset.select_related("agency")
        .prefetch_related(None)
        .prefetch_related("items", "links", Prefetch("published_files", files))
    )
    for number, entry in enumerate(entries.iterator(chunk_size=CHUNK), start=1):
        yield [
            number,
            entry.agency.name,
            entry.title,
            entry.summary,
            entry.holder,
            entry.responsible,
            entry.made_when,
            entry.made_where,
            entry.forms_available,
            entry.retention,
            entry.get_category_display(),
            "; ".join(item.code for item in entry.items.all()),
            entry.period_start.isoformat() if entry.period_start else "",
            entry.period_end.isoformat() if entry.period_end else "",
            entry.language,
            entry.licence,
            entry.formats,
            _day(entry.first_published_at),
            _day(entry.last_published_at),
            f"{base_url}{entry.get_absolute_url()}",
            entry.agency.code,
            "\n".join(
                f"{base_url}{reverse('disclosure:file', args=[entry.pk, held.pk])}"
                for held in entry.published_files.all()
            ),
            "\n".join(link.url for link in entry.links.all()),
        ]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def csv_lines(rows: Iterable[list[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([row[0], *(formula_safe(value) for value in row[1:])])


def as_csv(queryset: QuerySet[ListEntry], base_url: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        csv_lines(rows_of(queryset, base_url)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(queryset: QuerySet[ListEntry], base_url: str, name: str) -> FileResponse:
    """Strings are written as strings, so that nothing becomes a formula although nothing is altered."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daftar Informasi Publik")
    sheet.append(list(COLUMNS))
    for row in rows_of(queryset, base_url):
        cells = []
        for value in row:
            text = value if isinstance(value, int) else ILLEGAL_CHARACTERS_RE.sub("", str(value))
            cell = WriteOnlyCell(sheet, value=text)
            if isinstance(text, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    held = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    book.save(held)
    held.seek(0)
    return FileResponse(
        held,
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def json_lines(rows: Iterable[list[object]]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(
            dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False
        )
    yield "\n]\n"


def as_json(queryset: QuerySet[ListEntry], base_url: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(json_lines(rows_of(queryset, base_url)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


EXPORTERS: dict[str, Any] = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}


def export(
    queryset: QuerySet[ListEntry], kind: str, base_url: str, name: str
) -> HttpResponse | StreamingHttpResponse:
    response = EXPORTERS[kind](queryset, base_url, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
