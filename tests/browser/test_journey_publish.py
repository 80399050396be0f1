"""Journey 2: an agency writes, its PPID publishes, a citizen finds; what is withdrawn leaves a stub."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from disclosure.models import ListEntry
from portal.content.models import NewsPage
from portal.kernel import formats
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.world import City, city

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Rekapitulasi penerima bantuan permakanan lansia"
COLUMNS = {
    "Ringkasan isi informasi": "Jumlah penerima menurut kecamatan dan bulan, tanpa nama.",
    "Pejabat atau unit yang menguasai informasi": "Bidang Rehabilitasi Sosial",
    "Penanggung jawab pembuatan atau penerbitan": "Kepala Bidang Rehabilitasi Sosial",
    "Waktu pembuatan": "2 Juli 2026",
    "Tempat pembuatan": "Cilegon",
    "Bentuk informasi yang tersedia": "Salinan digital",
    "Jangka waktu penyimpanan atau retensi arsip": "5 tahun",
}
REASON = "Angka Juni salah hitung; rekapitulasi baru menyusul."
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


def open_side_bar(hands: Keyboard) -> None:
    """On a phone the menu of the back office is folded away."""
    toggle = hands.page.get_by_role("button", name="Buka atau tutup bilah samping")
    if toggle.count():
        hands.reach(toggle).press("Enter")


def draft_entry(hands: Keyboard) -> None:
    """All seven columns, category, period, a file, a link and the duty that it meets; then submitted."""
    open_side_bar(hands)
    hands.leave("link", "Daftar informasi")
    hands.leave("link", re.compile("Tambah entri", re.I))
    hands.write(re.compile("^Judul"), TITLE)
    hands.choose(re.compile("^Kategori"), "Berkala")
    hands.write(re.compile("^Ringkasan"), COLUMNS["Ringkasan isi informasi"])
    hands.press("button", "Tambah Berkas")
    hands.attach(
        "Berkas", {"name": "lansia.csv", "mimeType": "text/csv", "buffer": b"kecamatan,jumlah\nJombang,12\n"}
    )
    hands.press("button", "Tambah Tautan")
    hands.write(re.compile("^Tautan"), "https://dinsos.cilegon.go.id/dokumen/lansia-2026")
    hands.write(re.compile("mulai"), "2026-01-01")
    hands.write(re.compile("sampai"), "2026-06-30")
    for label, text in list(COLUMNS.items())[1:]:
        hands.write(re.compile(f"^{re.escape(label)}"), text)
    hands.open_tab("Kewajiban")
    hands.tick("checkbox", re.compile("^Uraian realisasi kegiatan"))
    hands.press("button", "Tindakan lain")
    hands.leave("button", "Ajukan untuk diperiksa")
    expect(hands.page.get_by_text("diajukan untuk diperiksa")).to_be_visible()


def approve(hands: Keyboard, title: str, button: str = "Setujui dan terbitkan") -> None:
    """From the start page: what waits is listed there, and one button lets it out."""
    hands.page.goto("/admin/")
    hands.leave("link", title)
    hands.press("button", "Tindakan lain")
    hands.leave("button", button, exact=True)


def places(citizen: Page, title: str, addresses: dict[str, str]) -> dict[str, bool]:
    """Where a citizen comes upon it; each address is asked anew, once."""
    found = {}
    for place, address in addresses.items():
        citizen.goto(address)
        found[place] = citizen.get_by_role("main").get_by_role("link", name=title).count() > 0
    return found


ENTRY_PLACES = {
    "agency": "/perangkat-daerah/dinsos/",
    "category": "/daftar-informasi/kategori/berkala/",
    "search": "/cari/?q=permakanan lansia",
}


def read_entry(citizen: Page) -> str:
    """From the agency's page to the entry, by keyboard; returns its address."""
    hands = Keyboard(citizen)
    citizen.goto(ENTRY_PLACES["agency"])
    hands.leave("link", TITLE)
    expect(citizen.get_by_role("heading", level=1)).to_have_text(TITLE)
    main = citizen.get_by_role("main")
    for text in COLUMNS.values():
        expect(main).to_contain_text(text)
    with citizen.expect_download() as download:
        hands.press("link", re.compile("lansia.csv|Unduh", re.I))
    assert download.value.path().read_bytes().startswith(b"kecamatan,jumlah")
    return citizen.url


def expect_stub(citizen: Page, address: str, title: str) -> None:
    """What is left of it: its title, since when and until when, and why."""
    answer = citizen.goto(address)
    assert answer is not None and answer.status == 410
    main = citizen.get_by_role("main")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text(title)
    expect(main).to_contain_text(REASON)
    day = formats.tanggal(timezone.localdate())
    assert main.inner_text().count(day) >= 2


@SIZES
def test_entry_is_drafted_published_found_and_withdrawn(
    city: City, open_page: OpenPage, size: dict[str, int]
) -> None:
    operator = Keyboard(open_page("/masuk/", size=size))
    operator.sign_in(city.operator.email)
    draft_entry(operator)
    entry = ListEntry.objects.get(title=TITLE)
    assert not entry.live
    citizen = open_page("/", size=size, javascript=False)
    assert not any(places(citizen, TITLE, ENTRY_PLACES).values())

    officer = Keyboard(open_page("/masuk/", size=size))
    officer.sign_in(city.petugas.email)
    approve(officer, TITLE)
    assert places(citizen, TITLE, ENTRY_PLACES) == dict.fromkeys(ENTRY_PLACES, True)
    address = read_entry(citizen)

    officer.page.goto(f"/admin/daftar-informasi/edit/{entry.pk}/")
    officer.press("button", "Tindakan lain")
    officer.leave("link", "Tarik dari terbitan")
    officer.write(re.compile("^Alasan"), REASON)
    officer.leave("button", "Tarik dari terbitan")
    assert places(citizen, TITLE, ENTRY_PLACES) == dict.fromkeys(ENTRY_PLACES, False)
    expect_stub(citizen, address, TITLE)


HEADLINE = "Loket bantuan sosial Jombang buka pukul tujuh"
NEWS_PLACES = {
    "agency": "/perangkat-daerah/dinsos/",
    "list": "/berita/",
    "search": "/cari/?q=loket bantuan jombang",
}


def write_news(hands: Keyboard) -> None:
    hands.leave("link", "Tulis berita")
    hands.write(re.compile("^Judul"), HEADLINE)
    hands.write(re.compile("^Teras"), "Mulai Senin warga Jombang dilayani pukul tujuh pagi.")
    body = hands.page.locator("[contenteditable=true]").first
    hands.reach(body)
    hands.page.keyboard.insert_text("Loket dibuka lebih awal agar warga tidak antre.")
    hands.choose(re.compile("^Kategori"), "Layanan")
    hands.write(re.compile("^Penulis"), "Tono")
    hands.press("button", "Tindakan lain")
    hands.leave("button", "Ajukan untuk diperiksa")
    expect(hands.page.get_by_text("diajukan untuk diperiksa")).to_be_visible()


@SIZES
def test_news_is_written_read_by_the_editor_published_and_withdrawn(
    city: City, open_page: OpenPage, size: dict[str, int]
) -> None:
    utama = Keyboard(open_page("/masuk/", size=size))
    utama.sign_in(city.utama.email)
    utama.page.goto("/admin/kewajiban/pemeriksaan/")
    utama.leave("button", "Minta berita dibaca penyunting DKISS dulu")

    operator = Keyboard(open_page("/masuk/", size=size))
    operator.sign_in(city.operator.email)
    write_news(operator)
    citizen = open_page("/", size=size, javascript=False)
    officer = Keyboard(open_page("/masuk/", size=size))
    officer.sign_in(city.petugas.email)
    approve(officer, HEADLINE, "Setujui")
    assert not any(places(citizen, HEADLINE, NEWS_PLACES).values())

    editor = Keyboard(open_page("/masuk/", size=size))
    editor.sign_in(city.editor.email)
    approve(editor, HEADLINE)
    assert places(citizen, HEADLINE, NEWS_PLACES) == dict.fromkeys(NEWS_PLACES, True)
    citizen.goto("/berita/")
    Keyboard(citizen).leave("link", HEADLINE)
    expect(citizen.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(citizen.get_by_role("main")).to_contain_text("agar warga tidak antre")
    address = citizen.url

    page = NewsPage.objects.get(title=HEADLINE)
    officer.page.goto(f"/admin/pages/{page.pk}/edit/")
    officer.press("button", "Tindakan lain")
    officer.leave("link", "Tarik dari terbitan")
    officer.write(re.compile("^Alasan"), REASON)
    officer.leave("button", re.compile("Tarik"))
    assert places(citizen, HEADLINE, NEWS_PLACES) == dict.fromkeys(NEWS_PLACES, False)
    expect_stub(citizen, address, HEADLINE)
