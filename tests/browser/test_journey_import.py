"""Journey of a list: an operator uploads the file that the office keeps, its PPID publishes it, a citizen finds it;
the file uploaded again changes nothing, and the import can be taken back.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from disclosure.models import ListEntry
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.test_journey_publish import open_side_bar, places
from tests.browser.world import City, city

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)

#: Head of four merged rows, a header in two rows, a number row, sections, "sda", the header again on the second
#: page, a line without a title, a total and a signature.
LIST = Path(__file__).parent / "fixtures" / "DIP Dinsos 2026 (revisi) fix.xlsx"
TITLES = {
    "Rencana Kerja Dinas Sosial Tahun 2026": "periodic",
    "Laporan Kinerja (LKjIP) Tahun 2025": "periodic",
    "Rekapitulasi bantuan permakanan lansia": "periodic",
    "Standar operasional prosedur layanan rehabilitasi": "anytime",
    "Perjanjian kerja sama dengan LKS": "anytime",
}
WANTED = "Rekapitulasi bantuan permakanan lansia"
PLACES = {
    "agency": "/perangkat-daerah/dinsos/",
    "category": "/daftar-informasi/kategori/berkala/",
    "search": "/cari/?q=permakanan lansia",
}
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


def upload(hands: Keyboard) -> None:
    """From the side bar to the preview."""
    hands.page.goto("/admin/")
    open_side_bar(hands)
    hands.leave("link", "Impor daftar")
    hands.leave("link", "Unggah berkas")
    hands.attach(
        "Berkas daftar",
        {
            "name": LIST.name,
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": LIST.read_bytes(),
        },
    )
    hands.leave("button", "Periksa isi berkas")


def hand_in(hands: Keyboard) -> None:
    """What is wrong is named with its cell; the rest is saved and handed to the PPID."""
    main = hands.page.get_by_role("main")
    for title in TITLES:
        expect(main).to_contain_text(title)
    expect(main).to_contain_text("B17: Judul kosong.")
    hands.leave("link", re.compile("^1 Perlu diperbaiki"))
    expect(hands.page.get_by_role("row")).to_have_count(2)
    hands.leave("link", re.compile("^6 Semua"))
    assert not ListEntry.objects.exists()
    hands.leave("button", "Simpan 5 entri")
    expect(main).to_contain_text("5 dibuat, 0 diubah")
    expect(main).to_contain_text("Betulkan selnya, lalu unggah berkasnya lagi")


def read(citizen: Page) -> None:
    citizen.goto(PLACES["search"])
    Keyboard(citizen).leave("link", WANTED)
    expect(citizen.get_by_role("heading", level=1)).to_have_text(WANTED)
    main = citizen.get_by_role("main")
    for text in (
        "Jumlah penerima per kecamatan, tanpa nama",
        "Bidang Rehabilitasi Sosial",
        "2 Juli 2026",
        "5 tahun",
    ):
        expect(main).to_contain_text(text)
    link = main.get_by_role("link", name=re.compile("permakanan-lansia-2026.csv")).first
    expect(link).to_have_attribute("href", "https://dinsos.cilegon.go.id/dokumen/permakanan-lansia-2026.csv")


@SIZES
def test_messy_list_is_imported_published_found_and_taken_back(
    city: City, open_page: OpenPage, size: dict[str, int]
) -> None:
    operator = Keyboard(open_page("/masuk/", size=size))
    operator.sign_in(city.operator.email)
    upload(operator)
    hand_in(operator)
    assert dict(ListEntry.objects.values_list("title", "category")) == TITLES
    citizen = open_page("/", size=size, javascript=False)
    assert not any(places(citizen, WANTED, PLACES).values())

    officer = Keyboard(open_page("/masuk/", size=size))
    officer.sign_in(city.petugas.email)
    officer.page.goto("/admin/")
    open_side_bar(officer)
    officer.leave("link", "Impor daftar")
    officer.leave("link", LIST.name)
    officer.leave("button", "Terbitkan 5 entri")
    expect(officer.page.get_by_role("main")).to_contain_text("5 sudah terbit")
    assert places(citizen, WANTED, PLACES) == dict.fromkeys(PLACES, True)
    read(citizen)

    upload(operator)
    expect(operator.page.get_by_role("main")).to_contain_text("Tidak ada yang perlu disimpan")
    assert ListEntry.objects.count() == len(TITLES)

    officer.leave("button", "Batalkan impor ini")
    expect(officer.page.get_by_role("main")).to_contain_text("5 diturunkan (jejaknya tetap tampil)")
    assert places(citizen, WANTED, PLACES) == dict.fromkeys(PLACES, False)
