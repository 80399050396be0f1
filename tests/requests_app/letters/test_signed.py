"""What was signed on paper comes back by its code, by its number, or by a person, and is then what the citizen gets."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from portal.accounts.models import User
from portal.agencies.models import Role
from portal.files.content import plain_bytes
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from requests_app.letters.drawing import draw_letter
from requests_app.letters.storing import copy_for_citizen
from requests_app.models import InformationRequest, Letter, SignedUpload
from requests_app.services import signing
from requests_app.services.completing import request_completion
from requests_app.services.delivering import void_letter
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib

pytestmark = pytest.mark.django_db
NOW = wib(2026, 3, 16)


@pytest.fixture
def letter(case: InformationRequest, petugas: User) -> Letter:
    return request_completion(case=case, by=petugas, items=["address"], now=wib(2026, 3, 13))


def scan(letter: Letter, kind: str = "jpg", *, turned: float = 3, width: int = 1500) -> SimpleUploadedFile:
    """A sheet as a phone or an office scanner sees it: a picture, a little askew."""
    page = pypdfium2.PdfDocument(draw_letter(letter).bytes)[0]
    picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    picture = picture.rotate(turned, expand=True, fillcolor="white")
    held = io.BytesIO()
    picture.save(held, format={"jpg": "JPEG", "png": "PNG", "pdf": "PDF"}[kind], quality=70)
    return SimpleUploadedFile(f"pindaian.{kind}", held.getvalue())


@pytest.mark.parametrize("kind", ["jpg", "png", "pdf"])
def test_scan_is_matched_by_its_code_and_becomes_the_copy(letter: Letter, petugas: User, kind: str) -> None:
    upload = scan(letter, kind)
    row = signing.receive(upload=upload, by=petugas, now=NOW)
    assert (row.letter, row.how, row.confirmed_at) == (letter, "qr", NOW)
    letter.refresh_from_db()
    upload.seek(0)
    given = copy_for_citizen(letter, now=NOW)
    assert plain_bytes(given) == upload.read() and given.encrypted
    event = letter.case.events.last()
    assert (event.kind, event.is_public, event.data["how"]) == ("letter_signed", False, "qr")


def test_sheet_held_upside_down_is_read(letter: Letter, petugas: User) -> None:
    assert signing.receive(upload=scan(letter, turned=180), by=petugas, now=NOW).how == "qr"


def test_certified_pdf_without_code_is_found_by_number_and_waits_for_a_person(
    letter: Letter, petugas: User
) -> None:
    from portal.pdf.engine import render_pdf

    made = render_pdf(
        template="pdf/base.html", context={}, created=NOW, title=f"Nomor {letter.number}", identifier="x", lang="id",
        author="x",
    )  # fmt: skip
    row = signing.receive(upload=SimpleUploadedFile("surat.pdf", made.bytes), by=petugas, now=NOW)
    assert (row.letter, row.how, row.confirmed_at) == (letter, "number", None)
    letter.refresh_from_db()
    assert letter.signed is None
    signing.confirm(upload=row, letter=letter, by=petugas, now=NOW)
    with pytest.raises(RuleViolation):
        signing.confirm(upload=row, letter=letter, by=petugas, now=NOW)


def test_letter_of_another_unit_is_neither_matched_nor_named(letter: Letter) -> None:
    stranger = officer(Role.PPID_PELAKSANA, AgencyFactory(code="DPUPR"), email="x@dpupr.example")
    row = signing.receive(upload=scan(letter), by=stranger, now=NOW)
    assert row.letter is None and row.remarks == ["Surat pada berkas ini milik unit lain."]
    with pytest.raises(NotAllowed):
        signing.confirm(upload=row, letter=letter, by=stranger, now=NOW)
    with pytest.raises(InputError):
        signing.letter_by_number(number=letter.number, by=stranger)


def test_second_scan_and_voided_letter_wait_for_a_person(letter: Letter, petugas: User) -> None:
    signing.receive(upload=scan(letter), by=petugas, now=NOW)
    again = signing.receive(upload=scan(letter, turned=-4), by=petugas, now=NOW)
    assert again.confirmed_at is None and "sudah punya salinan" in again.remarks[0]
    void_letter(letter=letter, reason="Salah alamat", by=petugas, now=NOW)
    with pytest.raises(RuleViolation):
        signing.confirm(upload=again, letter=letter, by=petugas, now=NOW)


def test_desk_takes_many_at_once_and_says_what_became_of_each(
    client: Client, letter: Letter, petugas: User
) -> None:
    client.force_login(petugas)
    blank = io.BytesIO()
    Image.new("RGB", (800, 1100), "white").save(blank, format="PNG")
    files = [
        scan(letter), SimpleUploadedFile("kosong.png", blank.getvalue()), SimpleUploadedFile("x.exe", b"MZ\x00"),
    ]  # fmt: skip
    page = client.post(reverse("desk:scans"), {"files": files}, follow=True).content.decode()
    assert f"menjadi salinan bertanda tangan surat {letter.number}" in page
    assert "x.exe:" in page and "kosong.png" in page and "belum dikenali" in page
    row = SignedUpload.objects.get(confirmed_at=None)
    page = client.post(
        reverse("desk:scan_act", args=[row.pk, "cocokkan"]), {"number": "tidak ada"}, follow=True
    ).content.decode()
    assert "Tidak ada satu surat dengan nomor itu" in page
    client.post(reverse("desk:scan_act", args=[row.pk, "buang"]))
    row.refresh_from_db()
    assert row.dropped_at is not None and row.letter is None
