"""Journey: an exemption from the test to its lapse, with the clock moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from disclosure.models import Exemption, ListEntry
from portal.accounts.models import User
from portal.agencies.models import Role
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.keyboard import File, Keyboard
from tests.browser.test_journey_report import type_date
from tests.browser.world import City, city
from tests.disclosure.conftest import PDF
from tests.factories import officer

__all__ = ["city"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Rencana kontinjensi objek vital"
SECRET = "Peta jalur pipa dan titik lemah"
DAYS = 60


@pytest.fixture
def superior(city: City) -> User:
    return officer(Role.ATASAN_PPID, email="sekda@setda.example", first_name="Maman")


def paper(name: str) -> File:
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF}


def as_officer(open_page: OpenPage, user: User) -> Keyboard:
    keys = Keyboard(open_page("/masuk/", size=DESKTOP))
    keys.sign_in(user.email)
    return keys


def write_sheet(keys: Keyboard, last_day: date) -> None:
    """The unit: a sheet with one line, who tested, and off to PPID Utama."""
    keys.page.goto("/admin/dikecualikan/")
    keys.leave("link", "Mulai pengujian konsekuensi")
    keys.leave("button", "Simpan")
    keys.write("Jenis dokumen", TITLE)
    keys.write("Informasi tertentu yang dikecualikan", SECRET)
    keys.choose("Alasan (UU 14/2008 Pasal 17)", "c. Dapat membahayakan pertahanan dan keamanan negara")
    keys.write("Akibat bila dibuka", "Memudahkan sabotase.")
    keys.write("Akibat bila ditutup", "Warga tidak tahu letak pipanya.")
    keys.leave("button", "Simpan")
    # The law answers on the form: this ground needs an end, which Wali Kota sets. Nothing typed is lost.
    expect(keys.page.get_by_role("alert")).to_contain_text("ditetapkan Wali Kota")
    expect(keys.page.get_by_label("Informasi tertentu yang dikecualikan")).to_have_value(SECRET)
    type_date(keys, "Hari terakhir ditutup boleh kosong", last_day)
    keys.attach("Berkas dokumennya", paper("peta-rahasia.pdf"))
    keys.leave("button", "Simpan")
    keys.leave("link", "Isi penguji")
    keys.write("Nama", "Penguji Satu")
    keys.write("Jabatan", "Sekretaris")
    keys.leave("button", "Simpan penguji")
    keys.leave("button", "Ajukan ke PPID Utama")
    expect(keys.page.get_by_text("Menunggu PPID Utama", exact=True).last).to_be_visible()


def record(keys: Keyboard, link: str, number: str, others: dict[str, str]) -> None:
    keys.leave("link", link)
    today = timezone.localdate()
    keys.write("Nomor", number)
    type_date(keys, "Tanggal keputusan" if "keputusan" in link else "Tanggal surat", today)
    for name, text in others.items():
        keys.write(name, text)
    keys.attach("Pindaian surat", paper("surat.pdf"))
    keys.leave("button", "Simpan")


def approve(open_page: OpenPage, city: City, superior: User) -> None:
    """PPID Utama reads, Atasan PPID agrees, Wali Kota's letter and the decree are recorded."""
    utama = as_officer(open_page, city.utama)
    utama.page.goto("/admin/menunggu/")
    utama.leave("link", "Lembar pengujian konsekuensi")
    sheet = utama.page.url
    utama.leave("button", "Setujui lembar dan judulnya")
    atasan = as_officer(open_page, superior)
    atasan.leave("link", "Setujui lembar pengujian")
    atasan.leave("button", "Setujui", exact=True)
    utama.page.goto(sheet)
    record(utama, "Catat persetujuan Wali Kota", "180/1-WK", {"Nama Wali Kota": "Wali Kota"})
    record(utama, "Catat keputusan", "555/DIK-1", {"Jabatannya": "Kepala Dinas Kominfo"})
    expect(utama.page.get_by_text("Sudah ada keputusan")).to_be_visible()


def public(open_page: OpenPage) -> Page:
    """What anybody reads on a phone, without scripts."""
    page = open_page("/informasi-dikecualikan/", size=PHONE, javascript=False)
    expect(page.get_by_text(SECRET)).to_have_count(0)
    expect(page.get_by_text("peta-rahasia")).to_have_count(0)
    return page


def test_exemption_lives_from_the_test_to_its_lapse_when_the_clock_moves(
    city: City, superior: User, open_page: OpenPage, violations: Callable[..., list[str]]
) -> None:
    last_day = timezone.localdate() + timedelta(days=DAYS)
    unit = as_officer(open_page, city.petugas)
    write_sheet(unit, last_day)
    approve(open_page, city, superior)
    page = public(open_page)
    for words in (TITLE, "Pasal 17 huruf c", "555/DIK-1", "Ditutup"):
        expect(page.get_by_role("table").get_by_text(words).first).to_be_visible()
    with time_machine.travel(timezone.now() + timedelta(days=DAYS - 25)):
        call_command("remind_lists", verbosity=0)
        utama = as_officer(open_page, city.utama)
        expect(utama.page.get_by_role("link", name=TITLE)).to_be_visible()
        expect(public(open_page).get_by_role("table").get_by_text("Segera berakhir")).to_be_visible()
        utama.leave("link", TITLE)
        expect(utama.page.get_by_role("link", name="Catat penetapan terbuka")).to_be_visible()
        utama.shoot("journey-exemption-ending")
    with time_machine.travel(timezone.now() + timedelta(days=DAYS + 1)):
        opened = public(open_page)
        expect(opened.get_by_role("table").get_by_text("Terbuka demi hukum")).to_be_visible()
        expect(opened.get_by_role("link", name="Minta informasinya")).to_be_visible()
        assert violations(open_page("/informasi-dikecualikan/", size=PHONE)) == []
        utama = as_officer(open_page, city.utama)
        utama.page.goto(f"/admin/dikecualikan/{Exemption.objects.get().pk}/")
        utama.leave("link", "Periksa sebelum dilepas")
        utama.tick("radio", "Tidak ada data pribadi")
        utama.leave("button", "Simpan")
        expect(utama.page.get_by_text("lolos, konsep entri dibuat")).to_be_visible()
        utama.shoot("journey-exemption-released")
    entry = ListEntry.objects.get()
    assert (entry.title, entry.live, entry.agency) == (TITLE, False, city.dinsos)
