"""An entry's page: what can be looked at, cited, asked for, and what a machine reads."""

from __future__ import annotations

import json
import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from disclosure.models import EntryFile, ListEntry, PublishedFile
from disclosure.services.publishing import publish_entry, unpublish_entry
from portal.files.models import ScanState, StoredFile
from portal.files.services import store_bytes
from tests.files.test_previews import paper, photo

from .conftest import make_entry, published

pytestmark = pytest.mark.django_db


def with_files(world: SimpleNamespace, *stored: StoredFile, **values: Any) -> ListEntry:
    entry = make_entry(world.dinsos, link="", **values)
    entry.files = [EntryFile(stored=one, sort_order=n) for n, one in enumerate(stored)]
    entry.save()
    return publish_entry(entry=entry, by=world.publisher, now=timezone.now())


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def ld(html: str) -> dict[str, Any]:
    block = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.S)
    assert block
    found: dict[str, Any] = json.loads(block[1])
    return found


def test_pdf_and_picture_are_shown_and_read_page_by_page(client: Client, world: SimpleNamespace) -> None:
    entry = with_files(world, paper("Bab satu", "Bab dua"), photo())
    pdf, image = PublishedFile.objects.order_by("stored__name").reverse()
    html = page_of(client, entry.get_absolute_url())
    assert "Baca di sini (2 halaman)" in html and "Lihat gambarnya" in html
    for held in (pdf, image):
        picture = f"/informasi/{entry.pk}/berkas/{held.pk}/halaman-1.webp"
        assert picture in html
        response = client.get(f"{picture}?ukuran=kecil")
        assert response["Content-Type"] == "image/webp" and response["X-Content-Type-Options"] == "nosniff"
    first = page_of(client, f"/informasi/{entry.pk}/berkas/{pdf.pk}/baca/")
    assert "halaman 1 dari 2" in first and "Bab satu" in first and "?halaman=2" in first
    assert "Halaman sebelumnya" not in first
    assert "Bab dua" in page_of(client, f"/informasi/{entry.pk}/berkas/{pdf.pk}/baca/?halaman=2")


@pytest.mark.parametrize("number", ["3", "0", "-1", "abc", "1.5"])
def test_page_that_the_file_does_not_have_is_not_found(
    client: Client, world: SimpleNamespace, number: str
) -> None:
    entry = with_files(world, paper("Satu", "Dua"))
    held = PublishedFile.objects.get()
    assert client.get(f"/informasi/{entry.pk}/berkas/{held.pk}/baca/?halaman={number}").status_code == 404


def test_file_that_was_not_scanned_says_so_and_is_nowhere_drawn(
    client: Client, world: SimpleNamespace
) -> None:
    entry = with_files(world, paper("Satu"))
    StoredFile.objects.update(scan_state=ScanState.UNSCANNED)
    held = PublishedFile.objects.get()
    html = page_of(client, entry.get_absolute_url())
    assert "Belum diperiksa dari program berbahaya" in html and "Baca di sini" not in html
    for tail in ("baca/", "halaman-1.webp"):
        assert client.get(f"/informasi/{entry.pk}/berkas/{held.pk}/{tail}").status_code == 404


def test_preview_is_gone_with_its_entry_and_never_shows_a_draft(
    client: Client, world: SimpleNamespace
) -> None:
    entry = with_files(world, paper("Rahasia"))
    held = PublishedFile.objects.get()
    addresses = [f"/informasi/{entry.pk}/berkas/{held.pk}/{tail}" for tail in ("baca/", "halaman-1.webp")]
    assert {client.get(address).status_code for address in addresses} == {200}
    other = published(world.dishub, world.other_publisher)
    assert client.get(addresses[0].replace(f"/{entry.pk}/", f"/{other.pk}/")).status_code == 404
    unpublish_entry(entry=entry, by=world.publisher, reason="Keliru", now=timezone.now())
    assert {client.get(address).status_code for address in addresses} == {410}


def test_citation_pins_the_version_of_each_file(client: Client, world: SimpleNamespace) -> None:
    entry = with_files(world, paper("Satu"), title="Renja 2026")
    held = PublishedFile.objects.get()
    html = page_of(client, entry.get_absolute_url())
    year = timezone.localdate().year
    assert f"Dinas Sosial ({year}). Renja 2026 [PDF, versi 1, " in html
    pinned = f"http://testserver/informasi/{entry.pk}/berkas/{held.pk}/?versi=1"
    assert html.count(pinned) == 2
    assert client.get(pinned.removeprefix("http://testserver")).status_code == 200


def test_json_ld_is_a_dataset_for_open_data_and_a_document_for_the_rest(
    client: Client, world: SimpleNamespace
) -> None:
    document = ld(page_of(client, with_files(world, paper("Satu"), title="Peraturan").get_absolute_url()))
    assert (document["@type"], document["encoding"][0]["@type"]) == ("DigitalDocument", "MediaObject")
    assert (
        document["encoding"][0]["encodingFormat"] == "application/pdf"
        and len(document["encoding"][0]["sha256"]) == 64
    )
    table = store_bytes(content=b"a,b\n1,2\n", name="data.csv", content_type="text/csv", now=timezone.now())
    entry = with_files(world, table, title="Data", period_start=date(2026, 1, 1), licence="cc-by-4.0")
    data = ld(page_of(client, entry.get_absolute_url()))
    assert (data["@type"], data["distribution"][0]["@type"]) == ("Dataset", "DataDownload")
    assert data["license"].startswith("https://creativecommons.org/")
    assert data["temporalCoverage"] == "2026-01-01/2026-12-31"


def test_english_entry_page_has_english_dates_and_words(client: Client, world: SimpleNamespace) -> None:
    entry = with_files(world, paper("Satu"))
    ListEntry.objects.filter(pk=entry.pk).update(period_start=date(2026, 5, 2))
    html = page_of(client, "/en" + entry.get_absolute_url())
    assert "2 May 2026" in html and "Read here (1 page)" in html and "Cara mengutip" not in html
