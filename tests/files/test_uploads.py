"""What is taken, under which name it is kept, and how it leaves the house (cases 9, 14, 24)."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.files import serving
from portal.files.content import plain_bytes
from portal.files.models import ScanState, StoredFile
from portal.files.names import readable_name
from portal.files.selectors import unheld_files
from portal.files.services import store_upload
from portal.files.validation import ANSWER_KINDS, IDENTITY_KINDS, FileRefused, check_upload
from portal.kernel.errors import NotAllowed

NOW = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # noqa: E501
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x.pdf", content)
    file._name = name  # past Django's own cleaning, as a mail or an import would bring it
    return file


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Surat \ufffd\u201cKetua\u201d.pdf", "Surat _\u201cKetua\u201d.pdf"),
        ("年報.pdf", "年報.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("laporan\u202efdp.pdf", "laporanfdp.pdf"),
        (".pdf", "berkas.pdf"),
        (None, "berkas"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
    ],
)
def test_name_is_readable_and_harmless_when_it_comes_from_anywhere(raw: str, shown: str) -> None:
    assert readable_name(raw) == shown


def test_long_name_keeps_its_extension_when_cut() -> None:
    name = readable_name("k" * 300 + ".pdf")
    assert len(name) == 120
    assert name.endswith("k.pdf")


@pytest.mark.django_db
def test_files_of_any_name_are_all_stored_under_ids_when_sent_together() -> None:
    names = ["Surat é“Ketua”.pdf", "年報.pdf", "n" * 300 + ".pdf", "../../x.pdf", "x\x00.pdf"]
    stored = [store_upload(upload=upload(name), now=NOW) for name in names]
    assert StoredFile.objects.count() == 5
    for row in stored:
        assert row.file.name == f"{row.id.hex[:2]}/{row.id.hex}"
        assert plain_bytes(row) == PDF


@pytest.mark.django_db
def test_two_files_of_one_name_are_two_files_when_both_are_sent() -> None:
    first, second = (store_upload(upload=upload("sama.pdf"), now=NOW) for _ in range(2))
    assert first.file.name != second.file.name
    assert first.name == second.name == "sama.pdf"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("x.html", b"<html><script>alert(1)</script></html>"),
        ("x.pdf", b"<html><script>alert(1)</script></html>"),
        ("x.gif", b"GIF89a/*\x00\x00*/=1;alert(1)"),
        ("x.jpg", b"GIF89a/*\x00\x00*/=1;alert(1)"),
        ("x.txt", b"<script>alert(1)</script>"),
        ("x.csv", b"MZ\x90\x00\x03\x00"),
        ("x.pdf", b""),
        ("x.exe", b"MZ\x90\x00"),
        ("tanpa-ekstensi", PDF),
        ("x.png", PDF),
    ],
)
def test_file_is_refused_when_kind_or_content_is_not_allowed(name: str, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        check_upload(upload(name, content), kinds=ANSWER_KINDS)
    assert "Berkas" in refused.value.message or "Isi berkas" in refused.value.message


def test_file_is_refused_when_it_is_larger_than_the_limit() -> None:
    with pytest.raises(FileRefused, match="Perkecil sampai 10 byte"):
        check_upload(upload("x.pdf"), largest=10)


def test_office_file_is_taken_when_its_zip_has_another_order() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("custom/first.xml", "<a/>")
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("[Content_Types].xml", "<a/>")
    assert check_upload(upload("data.xlsx", buffer.getvalue())).content_type.endswith("spreadsheetml.sheet")


def test_text_table_is_taken_when_written_by_old_excel() -> None:
    assert (
        check_upload(upload("x.csv", "nama;kota\nRéno;Cilegon\n".encode("cp1252"))).content_type == "text/csv"
    )


def test_identity_scan_is_refused_when_it_is_no_picture_or_pdf() -> None:
    with pytest.raises(FileRefused, match="JPG, PDF, PNG"):
        check_upload(upload("ktp.docx"), kinds=IDENTITY_KINDS)


@pytest.mark.django_db
def test_identity_scan_is_unreadable_on_disk_when_encrypted() -> None:
    stored = store_upload(upload=upload("ktp.png", PNG), now=NOW, encrypt=True, kinds=IDENTITY_KINDS)
    with stored.file.open("rb") as handle:
        assert PNG[:8] not in handle.read()
    assert plain_bytes(stored) == PNG


@pytest.mark.django_db
def test_download_is_an_attachment_without_sniffing_when_name_has_letters_of_any_script() -> None:
    response = serving.download_response(store_upload(upload=upload("年報 “x”.pdf"), now=NOW))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%B9%B4")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == PDF


@pytest.mark.django_db
def test_file_is_not_shown_inline_when_unscanned() -> None:
    stored = store_upload(upload=upload("x.pdf"), now=NOW)
    assert stored.scan_state == ScanState.UNSCANNED
    with pytest.raises(NotAllowed):
        serving.page_picture(stored, 1)


@pytest.mark.django_db
def test_page_is_drawn_when_scanned_clean_and_missing_page_is_named() -> None:
    stored = store_upload(upload=upload("x.pdf"), now=NOW)
    stored.scan_state = ScanState.CLEAN
    assert serving.count_pages(stored) == 1
    assert serving.page_picture(stored, 1).content.startswith(b"\x89PNG")
    with pytest.raises(serving.PageMissing):
        serving.page_picture(stored, 2)


@pytest.mark.django_db
def test_infected_file_is_not_handed_over_when_asked_for() -> None:
    stored = store_upload(upload=upload("x.pdf"), now=NOW)
    stored.scan_state = ScanState.INFECTED
    with pytest.raises(NotAllowed):
        serving.download_response(stored)


def test_every_relation_to_a_file_is_a_holder():
    """A new model that keeps files needs no word here to be respected when forms never sent are cleared away."""
    sql = str(unheld_files().query)
    holders = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "remote_field", None) and field.related_model is StoredFile and field.concrete
    }
    assert len(holders) > 10
    assert [table for table in holders if f'"{table}"' not in sql] == []
