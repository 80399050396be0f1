"""Maklumat, service standard, charges: complete, heard, printed; nothing invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model

from portal.accounts.models import User
from portal.content.models import StandardPage
from portal.files.inspection.running import inspect_bytes
from requests_app.models import CostRate

pytestmark = pytest.mark.usefixtures("site")
#: PERKI 1/2021 Art 47(2).
CONTENTS = ("Dasar hukum", "Cara meminta", "Batas waktu", "Biaya", "Jaminan", "Penilaian pelaksana")


def rate(**changes: Any) -> CostRate:
    values: dict[str, Any] = {
        "label": "Fotokopi A4", "unit": "lembar", "unit_price": 300, "basis": "Perwal 12/2026",
        "valid_from": date(2026, 1, 1), "recorded_at": timezone.now(),
        "recorded_by": User.objects.create_user(email=f"u{CostRate.objects.count()}@dkiss.test"),
    }  # fmt: skip
    return CostRate.objects.create(**(values | changes))


def words_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_maklumat_has_the_six_contents_in_both_languages(client: Client) -> None:
    html = client.get("/maklumat/").content.decode()
    assert [title for title in CONTENTS if f">{title}</h2>" not in html] == []
    english = client.get("/en/maklumat/").content.decode()
    assert english.count("<h2>") >= 6 and "Legal basis" in english


@pytest.mark.parametrize("slug", ["maklumat", "standar-layanan", "tarif"])
def test_sheet_is_one_accessible_a3_page(client: Client, slug: str) -> None:
    page = StandardPage.objects.get(slug=slug)
    address = f"/halaman/{page.pk}/lembar.pdf"
    assert address in client.get(f"/{slug}/").content.decode()
    content = client.get(address).content
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [297, 420]
    assert inspect_bytes("pdf", content).flaws == () and f"/{slug}/" in words_of(content)


def test_page_without_sheet_or_recording_has_none(client: Client) -> None:
    page = StandardPage.objects.get(slug="privasi")
    for what in ("lembar.pdf", "suara/"):
        assert client.get(f"/halaman/{page.pk}/{what}").status_code == 404


def test_recording_is_heard_on_the_page_and_in_parts(client: Client) -> None:
    page = StandardPage.objects.get(slug="maklumat")
    sound = get_document_model()(title="Maklumat dibacakan")
    sound.file.save("maklumat.mp3", ContentFile(b"ID3" + b"x" * 997))
    page.recording = sound
    page.save_revision().publish()
    html = client.get("/maklumat/").content.decode()
    address = f"/halaman/{page.pk}/suara/"
    assert f'<audio controls preload="none" src="{address}"' in html
    whole, part = client.get(address), client.get(address, headers={"Range": "bytes=0-2"})
    assert (whole.status_code, len(whole.content), whole["Content-Type"]) == (200, 1000, "audio/mpeg")
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"ID3", "bytes 0-2/1000")
    sound.file.save("maklumat.html", ContentFile(b"<script>"))
    assert client.get(address).status_code == 404


def test_charges_show_the_rates_of_today_and_invent_none(client: Client) -> None:
    assert "Belum ada tarif yang ditetapkan" in client.get("/tarif/").content.decode()
    rate()
    rate(label="Tarif lama", valid_until=date(2026, 1, 31))
    html = client.get("/tarif/").content.decode()
    assert "Rp300 / lembar" in html and "Perwal 12/2026" in html and "Tarif lama" not in html
    page = StandardPage.objects.get(slug="tarif")
    assert "Fotokopi A4" in words_of(client.get(f"/halaman/{page.pk}/lembar.pdf").content)
    assert "Fotokopi A4" not in client.get("/maklumat/").content.decode()
