"""The spreadsheet that officers may start from: the importer reads it without a question (tested)."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

HEADER = (
    "No", "Judul informasi", "Ringkasan isi informasi", "Pejabat/unit yang menguasai informasi",
    "Penanggung jawab pembuatan atau penerbitan", "Waktu pembuatan", "Tempat pembuatan",
    "Bentuk informasi yang tersedia", "Jangka waktu penyimpanan atau retensi arsip", "Kategori", "Tahun", "Tautan",
)  # fmt: skip
_ROWS = (
    (1, "Contoh: Rencana kerja 2026", "Program dan anggaran tahun 2026", "Sekretariat", "Subbagian Program",
     "2 Januari 2026", "Cilegon", "Salinan digital", "5 tahun", "Berkala", 2026,
     "https://contoh.cilegon.go.id/dokumen/rencana-kerja-2026.pdf"),
    (2, "Contoh: Daftar perjanjian kerja sama", "Perjanjian dengan pihak ketiga", "Sekretariat", "Subbagian Umum",
     "Maret 2026", "Cilegon", "Salinan digital", "10 tahun", "Setiap saat", 2026,
     "https://contoh.cilegon.go.id/dokumen/perjanjian-2026.pdf"),
)  # fmt: skip
_HELP = (
    "Satu baris untuk satu informasi. Hapus kedua baris contoh.",
    "Kategori: Berkala, Serta merta, atau Setiap saat.",
    "Tautan: alamat dokumennya langsung, bukan halaman depan situs. Berkas diunggah nanti di halaman entri.",
    "Waktu pembuatan boleh 4 Maret 2026, Maret 2026, atau 2026.",
    "Daftar yang sudah Anda punya tidak perlu disalin ke sini: unggah apa adanya, lalu periksa kolomnya.",
)


def sample_workbook() -> bytes:
    book = Workbook()
    page = book.active
    page.title = "Daftar"
    page.append(HEADER)
    for row in _ROWS:
        page.append(row)
    for column, cell in zip("ABCDEFGHIJKL", page[1], strict=True):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[column].width = 6 if column == "A" else 26
    page.freeze_panes = "A2"
    notes = book.create_sheet("Petunjuk")
    notes.column_dimensions["A"].width = 110
    for line in _HELP:
        notes.append([line])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
