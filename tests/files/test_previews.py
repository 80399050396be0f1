"""What is shown of a file without downloading it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.files import previews
from portal.files.models import ScanState, StoredFile
from portal.files.services import store_bytes, store_upload
from portal.kernel.errors import NotAllowed
from portal.pdf.engine import render_pdf

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def paper(*pages: str) -> StoredFile:
    body = (
        "".join(f"<p style='page-break-after:always'>{words}</p>" for words in pages[:-1])
        + f"<p>{pages[-1]}</p>"
    )
    made = render_pdf(html=f"<html><body>{body}</body></html>", identifier="uji", created=NOW, title="Uji")
    return store_bytes(content=made.bytes, name="uji.pdf", content_type="application/pdf", now=NOW)


def photo(size: tuple[int, int] = (3000, 1000), turned: bool = False) -> StoredFile:
    picture, buffer = Image.new("RGB", size, "red"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "di rumah Budi"
    if turned:
        exif[0x0112] = 6
    picture.save(buffer, "JPEG", exif=exif)
    return store_bytes(content=buffer.getvalue(), name="foto.jpg", content_type="image/jpeg", now=NOW)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_pages_are_counted_drawn_and_read() -> None:
    stored = paper("Halaman pertama", "Halaman kedua")
    assert previews.kind_of(stored) == "pages" and previews.count_pages(stored) == 2
    assert previews.page_text(stored, 2) == "Halaman kedua"
    assert opened(previews.preview_webp(stored, 1)).width == previews.WIDTH_PIXELS
    assert opened(previews.preview_webp(stored, 1, width=420)).width == 420


@pytest.mark.parametrize("number", [0, 3, -1])
def test_page_that_is_not_there_is_named(number: int) -> None:
    stored = paper("Satu", "Dua")
    with pytest.raises(previews.PageMissing):
        previews.preview_webp(stored, number)


def test_photo_is_made_small_upright_and_loses_what_the_camera_wrote() -> None:
    shown = previews.preview_webp(photo(), 1)
    assert opened(shown).size == (1240, 413) and b"Budi" not in shown and not opened(shown).getexif()
    assert opened(previews.preview_webp(photo(turned=True), 1)).height > opened(shown).height


@pytest.mark.parametrize("state", [ScanState.UNSCANNED, ScanState.PENDING, ScanState.INFECTED])
def test_nothing_is_drawn_of_a_file_that_no_scanner_found_clean(state: ScanState) -> None:
    stored = paper("Satu")
    stored.scan_state = state
    assert previews.kind_of(stored) == ""
    for look in (lambda: previews.preview_webp(stored, 1), lambda: previews.page_text(stored, 1)):
        with pytest.raises(NotAllowed):
            look()


def test_broken_file_is_only_for_downloading() -> None:
    broken = store_bytes(content=b"%PDF-1.4 rusak", name="a.pdf", content_type="application/pdf", now=NOW)
    assert previews.count_pages(broken) == 0
    half = store_bytes(content=b"\xff\xd8\xff\xe0rusak", name="a.jpg", content_type="image/jpeg", now=NOW)
    with pytest.raises(previews.PageMissing):
        previews.preview_webp(half, 1)


def test_picture_is_drawn_once_and_a_secret_one_is_never_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = previews._drawn_page
    monkeypatch.setattr(previews, "_drawn_page", lambda *a: drawn.append(1) or draw(*a))
    open_one = paper("Satu")
    for _time in range(3):
        previews.preview_webp(open_one, 1)
    assert len(drawn) == 1
    upload = SimpleUploadedFile("ktp.pdf", previews.plain_bytes(paper("NIK")), "application/pdf")
    secret = store_upload(upload=upload, now=NOW, encrypt=True)
    secret.scan_state = ScanState.CLEAN
    for _time in range(2):
        previews.preview_webp(secret, 1)
    assert len(drawn) == 3
    assert cache.get(f"files.preview.1.{previews.WIDTH_PIXELS}.{secret.sha256}") is None
