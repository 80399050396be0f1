"""Lists as offices keep them, made up for the tests: nothing here comes from a real file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def workbook(
    sheets: dict[str, Rows],
    merges: dict[str, Sequence[str]] | None = None,
    links: dict[str, str] | None = None,
) -> bytes:
    """An XLSX of these sheets; ``links`` by cell of the first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for merge in (merges or {}).get(name, ()):
            page.merge_cells(merge)
    first = book.worksheets[0]
    for cell, target in (links or {}).items():
        first[cell].hyperlink = target
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def csv_bytes(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    import csv

    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue().encode(encoding)


OFFICIAL: Rows = [
    ["PEMERINTAH KOTA CILEGON"],
    ["DAFTAR INFORMASI PUBLIK"],
    ["Nomor : 100/12/Dinsos/2026"],
    [],
    [
        "No.",
        "Ringkasan Isi Informasi",
        "Pejabat/Unit/Satker yang Menguasai Informasi",
        "Penanggung Jawab Pembuatan atau Penerbitan Informasi",
        "Waktu dan Tempat Pembuatan Informasi",
        "Bentuk Informasi yang Tersedia",
        "Jangka Waktu Penyimpanan atau Retensi Arsip",
    ],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["A.", "INFORMASI YANG WAJIB DISEDIAKAN DAN DIUMUMKAN SECARA BERKALA"],
    [
        "1.",
        "Rencana kerja tahunan",
        "Sekretariat",
        "Subbagian Program",
        "Cilegon, 4 Maret 2024",
        "Softcopy",
        "5 tahun",
    ],
    [
        "2.",
        "Laporan keuangan 2023",
        "Sekretariat",
        "sda",
        "Senin, 4 Maret 2024",
        "Hardcopy dan softcopy",
        "10 tahun",
    ],
    [],
    ["B.", "INFORMASI YANG WAJIB DIUMUMKAN SECARA SERTA MERTA"],
    [
        "1.",
        "Peringatan banjir rob",
        "Bidang Linjamsos",
        "Kepala Bidang",
        "Cilegon\nJanuari 2024",
        "Softcopy",
        "Selama berlaku",
    ],
    [
        "No.",
        "Ringkasan Isi Informasi",
        "Pejabat/Unit/Satker yang Menguasai Informasi",
        "Penanggung Jawab Pembuatan atau Penerbitan Informasi",
        "Waktu dan Tempat Pembuatan Informasi",
        "Bentuk Informasi yang Tersedia",
        "Jangka Waktu Penyimpanan atau Retensi Arsip",
    ],
    ["C.", "INFORMASI YANG WAJIB TERSEDIA SETIAP SAAT"],
    ["1.", "Daftar aset", "Sekretariat", "Pengurus barang", "Cilegon 2023", "Hardcopy", "5 tahun"],
    ["2.", "Perjanjian kerja sama", "Sekretariat", "Sekretaris", "12/03/24", "Softcopy", "5 tahun"],
    ["", "Jumlah", "", "", "5", "", ""],
    [],
    ["", "", "", "", "Cilegon, 12 Maret 2024"],
    ["", "", "", "", "Kepala Dinas Sosial"],
    [],
    ["", "", "", "", "Drs. CONTOH NAMA, M.Si"],
    ["", "", "", "", "NIP. 000000000000000000"],
]

TICKED: Rows = [
    ["DAFTAR INFORMASI PUBLIK KECAMATAN CONTOH"],
    [
        "NO",
        "JUDUL INFORMASI",
        "KATEGORI INFORMASI",
        "",
        "",
        "BENTUK",
        "",
        "PENANGGUNG JAWAB",
        "TAHUN",
        "LINK",
    ],
    ["", "", "BERKALA", "SERTA MERTA", "SETIAP SAAT", "HARD COPY", "SOFT COPY", "", "", ""],
    [1, "Profil kecamatan", "√", "", "", "", "√", "Sekretaris", 2024, "https://contoh.go.id/profil"],
    [2, "Rencana strategis", "v", "", "", "v", "v", "Kasi Program", 2024, "www.contoh.go.id/renstra"],
    [3, "Pengumuman gempa", "", "x", "", "", "V", "Camat", "2024", "-"],
    [4, "Daftar pegawai", "", "", "✓", "✓", "-", "Kasubag Umum", 2023, ""],
]
ENGLISH: Rows = [
    [
        "Title",
        "Description",
        "Category",
        "Publisher",
        "Date created",
        "Format",
        "Retention period",
        "URL",
        "Custodian",
    ],
    [
        "Annual report",
        "Report of the year",
        "Periodic",
        "Secretariat",
        date(2024, 5, 2),
        "PDF",
        "5 years",
        "https://contoh.go.id/a",
        "Head of office",
    ],
    [
        "Contracts",
        "All contracts",
        "Anytime",
        "Procurement",
        "March 4, 2024",
        "PDF",
        "10 years",
        "https://contoh.go.id/b",
        "Head of office",
    ],
    [
        "Flood warning",
        "Warning",
        "Immediate",
        "BPBD",
        45355,
        "PDF",
        "1 year",
        "https://contoh.go.id/c",
        "Head of office",
    ],
]


def ods(sheets: dict[str, Rows], filler: int = 0) -> bytes:
    """An ODS as LibreOffice writes it; a pair (text, address) is a linked cell, ``filler`` blank rows at the end."""
    import zipfile
    from xml.sax.saxutils import escape, quoteattr

    def cell(value: Any) -> str:
        if value is None or value == "":
            return "<table:table-cell/>"
        if isinstance(value, tuple):
            text, target = value
            return (
                '<table:table-cell office:value-type="string"><text:p>'
                f"<text:a xlink:href={quoteattr(target)}>{escape(text)}</text:a></text:p></table:table-cell>"
            )
        if isinstance(value, date):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value}">'
                f"<text:p>{value:%d/%m/%y}</text:p></table:table-cell>"
            )
        if isinstance(value, (int, float)):
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    body = ""
    for name, rows in sheets.items():
        lines = "".join(
            f"<table:table-row>{''.join(cell(v) for v in row) or cell(None)}</table:table-row>"
            for row in rows
        )
        if filler:
            lines += (
                f'<table:table-row table:number-rows-repeated="{filler}">'
                '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
            )
        body += f"<table:table table:name={quoteattr(name)}>{lines}</table:table>"
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"'
        for key in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return held.getvalue()
