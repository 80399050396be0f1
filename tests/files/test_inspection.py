"""A file is looked at in a process of its own: its words by place, and whether a screen reader can read it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pikepdf
import pytest
from PIL import Image

from portal.files.inspection.running import Inspection, inspect_bytes
from portal.pdf.engine import render_pdf

NIK, WOMAN = "3672041502850003", "3672045502850003"


def kinds(found: Inspection) -> list[tuple[str, str]]:
    return [(one.kind, one.where) for one in found.findings]


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == "Rahasia":
            sheet.sheet_state = "hidden"
            sheet.column_dimensions["A"].hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def scan(pages: int = 2) -> bytes:
    first, *others = [Image.new("RGB", (300, 400), "white") for _ in range(pages)]
    content = io.BytesIO()
    first.save(content, "PDF", save_all=True, append_images=others)
    return content.getvalue()


def tagged(html_title: str = "Rencana kerja 2026") -> bytes:
    """A PDF of the portal's own engine: tagged, titled, with its language."""
    body = f"<h1>Bab satu</h1><p style='page-break-after:always'>Isi.</p><p>NIK {NIK}</p>"
    return render_pdf(
        html=f"<html lang='id'><body>{body}</body></html>", identifier="uji", title=html_title,
        created=datetime(2026, 1, 1, tzinfo=UTC),
    ).bytes  # fmt: skip


def docx(body: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
        )
    return content.getvalue()


def run(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_number_in_a_column_is_known_by_its_head_even_when_the_sheet_rounded_it() -> None:
    content = workbook(
        Data=[
            ["Daftar penerima"],
            ["No", "Nama", "NIK", "No. Rekening"],
            [1, "Budi", 3672041502850000.0, 7001234567],
        ]
    )
    assert kinds(inspect_bytes("xlsx", content)) == [
        ("nik", "lembar Data, baris 1–3"),
        ("account", "lembar Data, baris 1–3"),
    ]


def test_hidden_sheet_is_read_too() -> None:
    found = inspect_bytes("xlsx", workbook(Depan=[["Judul", "Isi"]], Rahasia=[["x", NIK]]))
    assert kinds(found) == [("nik", "lembar Rahasia (tersembunyi), baris 1–1")]


def test_numbers_of_budgets_and_procurement_in_a_sheet_stop_nothing() -> None:
    content = workbook(
        RUP=[
            ["No", "Kode Paket", "Nama Paket", "Kode Rekening", "Tanggal", "Pagu"],
            [1, NIK, "Pengadaan meja", "5.1.02.01.01.0024", datetime(2026, 3, 1), 3672041502850003.0],
            [2, WOMAN, "Pengadaan kursi", "5210201010024001", "12/03/24", "Rp1.500.000.000,00"],
        ]
    )
    # Pagu of 16 digits has the form of a NIK; its column says what it is.
    assert [kind for kind, _where in kinds(inspect_bytes("xlsx", content)) if kind != "phone"] == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_by_its_columns_whatever_the_separator(separator: str) -> None:
    rows = [["Nama Siswa", "Kelas", "No KK"], ["Putri", "7", NIK], ["Rudi", "8", WOMAN]]
    content = "\n".join(separator.join(row) for row in rows).encode("cp1252")
    assert [kind for kind, _where in kinds(inspect_bytes("csv", content))] == [
        "child", "family_card", "child", "family_card",
    ]  # fmt: skip


def test_word_file_is_read_with_tables_and_with_what_was_deleted_while_tracked() -> None:
    table = (
        f"<w:tbl><w:tr><w:tc>{run('Nama')}</w:tc><w:tc>{run('NIK')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{run('Budi')}</w:tc><w:tc>{run(NIK)}</w:tc></w:tr></w:tbl>"
    )
    deleted = f"<w:p><w:del><w:r><w:delText>NIK {WOMAN}</w:delText></w:r></w:del></w:p>"
    assert [kind for kind, _where in kinds(inspect_bytes("docx", docx(table + deleted)))] == ["nik", "nik"]


def test_pdf_is_read_page_by_page_and_passes_when_it_is_as_the_portal_makes_it() -> None:
    found = inspect_bytes("pdf", tagged())
    assert kinds(found) == [("nik", "halaman 2")]
    assert (found.flaws, found.pages, found.unreadable) == ((), 2, "")


def test_scan_has_no_text_no_tags_no_title_and_no_language() -> None:
    found = inspect_bytes("pdf", scan())
    assert found.flaws == ("no_text", "no_tags", "no_title", "no_language") and found.pictures == (1, 2)


def test_title_that_is_a_file_name_is_no_title() -> None:
    assert "no_title" in inspect_bytes("pdf", tagged("Microsoft Word - renja FIX.docx")).flaws


def test_locked_and_broken_files_say_so() -> None:
    with pikepdf.open(io.BytesIO(scan(1))) as document:
        content = io.BytesIO()
        document.save(content, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    assert inspect_bytes("pdf", content.getvalue()).unreadable == "locked"
    assert inspect_bytes("pdf", b"%PDF-1.4\nrusak").unreadable == "broken"
    assert inspect_bytes("xlsx", b"PK\x03\x04rusak").unreadable == "broken"
    assert inspect_bytes("png", b"x").unreadable == "picture"


def test_files_in_a_zip_are_read() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("data/penerima.csv", f"Nama,NIK\nBudi,{NIK}\n")
    assert kinds(inspect_bytes("zip", content.getvalue())) == [("nik", "penerima.csv, baris 1–2")]


def test_bomb_ends_its_own_process_and_nothing_else() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" * 100_000_000)
    assert inspect_bytes("docx", content.getvalue()).unreadable == "too_large"


def test_slow_file_is_stopped() -> None:
    assert inspect_bytes("csv", f"Nama,NIK\nBudi,{NIK}\n".encode(), seconds=0.001).unreadable == "slow"


def test_entities_of_xml_are_not_opened() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        )
    assert inspect_bytes("docx", content.getvalue()).unreadable == "broken"


def test_shown_never_holds_a_whole_number() -> None:
    found = inspect_bytes("txt", f"NIK {WOMAN} dan NIK {NIK}".encode())
    assert len(found.findings) == 2
    assert not any(NIK in one.shown or WOMAN in one.shown for one in found.findings)
    assert found.findings[1].shown.endswith("36••••••••••••03")
