"""Blank forms for everyone: Lampiran VI and X, empty, for a pen."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from portal.agencies.models import Agency
from requests_app.letters.blanks import blank_form
from tests.requests_app.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("permohonan", ("Lampiran VI", "NIK / nomor pengesahan badan hukum", "Tujuan penggunaan informasi",
                        "Cara memperoleh informasi", "diisi petugas", "Hak-hak pemohon informasi")),
        ("keberatan", ("Lampiran X", "Nomor registrasi keberatan", "Kasus posisi", "a. penolakan", "g. penyampaian",
                       "Diisi petugas")),
    ],
)  # fmt: skip
def test_blank_form_asks_what_its_annex_asks_and_holds_nothing(
    client: Client, dkiss: Agency, which: str, says: tuple[str, ...]
) -> None:
    response = client.get(reverse("requests:blank", args=[which]))
    assert response["Content-Type"] == "application/pdf" and "attachment" in response["Content-Disposition"]
    document = pypdfium2.PdfDocument(response.content)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    for words in says:
        assert words in text, words
    assert "☑" not in text and "....." in text
    assert (
        blank_form(which=which, office=dkiss, now=NOW).bytes
        == blank_form(which=which, office=dkiss, now=NOW).bytes
    )


def test_other_names_are_not_found_and_the_first_page_links_to_it(client: Client, dkiss: Agency) -> None:
    assert client.get("/formulir/lain.pdf").status_code == 404
    assert (
        reverse("requests:blank", args=["permohonan"])
        in client.get(reverse("requests:file")).content.decode()
    )
