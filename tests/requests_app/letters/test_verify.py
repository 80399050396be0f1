"""The public page behind a letter's QR code."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from portal.files.content import plain_bytes
from portal.files.models import StoredFile
from requests_app.letters.drawing import Extra
from requests_app.letters.storing import generated_file, own_receipt
from requests_app.models import InformationRequest, Letter
from requests_app.views import hashing, verifying
from tests.requests_app.conftest import wib
from tests.requests_app.letters.samples import sample

NOW = wib(2026, 4, 1, 10)


@pytest.fixture
def letter(case: InformationRequest, petugas: User) -> Letter:
    return sample(Letter.Kind.NOTICE, case, petugas, NOW)


def address(letter: Letter) -> str:
    return f"/surat/{letter.token}/"


def compare(client: Client, letter: Letter, content: bytes) -> object:
    return client.post(address(letter), {"berkas": SimpleUploadedFile("surat.pdf", content)})


def test_page_confirms_the_letter_and_names_nobody(client: Client, letter: Letter) -> None:
    response = client.get(address(letter))
    html = response.content.decode()
    letter.refresh_from_db()
    assert letter.number in html and "1 April 2026" in html and "Dinas Sosial" in html
    assert letter.pdf is not None and letter.pdf.sha256 in html
    for secret in ("Ani Lestari", "Melati", "0812-0000-0001", "bantuan sosial", "Sari", "3672015505900001"):
        assert secret not in html
    assert response["X-Robots-Tag"] == "noindex, nofollow" and 'content="noindex, nofollow"' in html


def test_token_is_read_in_any_case_and_an_unknown_one_is_not_found(client: Client, letter: Letter) -> None:
    assert client.get(f"/surat/{letter.token.lower()}/").status_code == 200
    assert client.get("/surat/ABCDEFGHJKMNPQRS/").status_code == 404


def test_letter_that_is_not_sent_is_not_found(client: Client, letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(sent_on=None)
    assert client.get(address(letter)).status_code == 404


def test_voided_letter_says_so(client: Client, letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(voided_at=NOW)
    assert "sudah dibatalkan" in client.get(address(letter)).content.decode()


def test_own_file_matches_and_another_does_not_and_nothing_is_kept(client: Client, letter: Letter) -> None:
    content = plain_bytes(generated_file(letter, now=NOW))
    before = StoredFile.objects.count()
    assert "berasal dari portal" in compare(client, letter, content).content.decode()
    other = compare(client, letter, content + b"\n").content.decode()
    assert "Tidak cocok" in other and hashlib.sha256(content + b"\n").hexdigest() in other
    assert StoredFile.objects.count() == before


def test_receipt_with_the_code_is_known_although_it_is_not_kept(
    client: Client, case: InformationRequest
) -> None:
    receipt = case.letters.get()
    mine = own_receipt(receipt, extra=Extra(code=case.receipt_code))
    assert mine != plain_bytes(generated_file(receipt, now=NOW))
    assert "berasal dari portal" in compare(client, receipt, mine).content.decode()


def test_missing_and_too_large_files_are_answered_in_words(
    client: Client, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = client.post(address(letter), {})
    assert empty.status_code == 422 and "Pilih berkas" in empty.content.decode()
    monkeypatch.setattr(hashing, "LARGEST", 1000)
    large = compare(client, letter, b"x" * 100_000)
    assert large.status_code == 422 and "lebih besar dari" in large.content.decode()


def test_guessing_is_slowed_but_a_real_letter_still_opens(
    client: Client, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "MISSES", 3)
    codes = [client.get(f"/surat/ABCDEFGHJKMNPQR{n}/").status_code for n in range(2, 7)]
    assert codes == [404, 404, 404, 429, 429]
    assert client.get(address(letter)).status_code == 200


def test_page_still_confirms_number_and_date_when_the_pdf_engine_is_down(
    client: Client, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no fonts")

    monkeypatch.setattr("requests_app.letters.storing.draw_letter", fail)
    html = client.get(address(letter)).content.decode()
    assert letter.number in html and "sedang disiapkan" in html
    monkeypatch.undo()
    assert generated_file(letter, now=NOW).size > 1000
