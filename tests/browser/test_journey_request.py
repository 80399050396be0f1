"""Journey 1: a citizen on a phone asks, an officer answers on the desk, the citizen reads the answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from requests_app.models import InformationRequest
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.test_journey_publish import open_side_bar
from tests.browser.world import City, city

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Daftar penerima bantuan sosial tunai Kelurahan Tamansari tahun 2025 menurut RT"


def file_a_request(hands: Keyboard) -> tuple[str, str]:
    """From the home page to the receipt, by keyboard; returns number and code."""
    page = hands.page
    hands.leave("link", "Ajukan permohonan")
    hands.write("Informasi apa yang Anda minta?", QUESTION)
    hands.leave("button", "Lanjut")
    if page.get_by_role("button", name="Bukan itu").count():
        hands.leave("button", "Bukan itu")
    hands.choose(re.compile("Perangkat daerah mana"), "Dinas Sosial")
    hands.leave("button", "Lanjut")
    hands.tick("radio", re.compile("Perorangan|sendiri", re.I))
    hands.leave("button", "Lanjut")
    hands.write(re.compile("Nama"), "Rina Marlina")
    for _step in ("identity", "contact", "delivery", "files"):
        hands.leave("button", "Lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa, lalu kirim")
    hands.leave("button", "Kirim permohonan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("/DINSOS/")
    number = page.get_by_role("heading", level=1).inner_text().strip()
    code = page.locator("dd").first.inner_text().strip()
    return number, code


def open_case(hands: Keyboard, number: str, code: str) -> None:
    hands.page.goto("/permohonan/lacak/")
    hands.write(re.compile("Nomor"), number)
    hands.write(re.compile("Kode"), code.lower().replace("-", " "))
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")


def answer_on_the_desk(desk: Keyboard) -> None:
    """The officer's part: found on the worklist, found complete, answered with a file."""
    desk.leave("link", re.compile("Daftar penerima bantuan"))
    expect(desk.page.get_by_text("Yang dapat Anda lakukan sekarang")).to_be_visible()
    desk.leave("link", "Nyatakan lengkap")
    desk.leave("button", "Nyatakan lengkap")
    desk.leave("link", "Kirim pemberitahuan tertulis")
    desk.tick("radio", re.compile("^Dikabulkan$"))
    desk.write("Jawaban untuk pemohon", "Daftarnya kami sertakan, tanpa nama anak.")
    desk.tick("checkbox", re.compile("langsung diberikan"))
    file = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": b"rt,jumlah\n01,12\n"}
    desk.attach(re.compile("Berkas|Lampiran|berkas"), file)
    desk.leave("button", "Kirim pemberitahuan tertulis")
    expect(desk.page.get_by_text("Kabari pemohon")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_request_is_filed_answered_and_read_by_keyboard(
    city: City,
    open_page: OpenPage,
    violations: Callable[..., list[str]],
    size: dict[str, int],
    javascript: bool,
) -> None:
    look = f"{size['width']}-{'js' if javascript else 'nojs'}"
    citizen = Keyboard(open_page("/", size=size, javascript=javascript))
    number, code = file_a_request(citizen)
    citizen.shoot(f"journey1-receipt-{look}")
    if javascript:
        assert violations(citizen.page) == []

    desk = Keyboard(open_page("/masuk/", size=size))
    desk.sign_in(city.petugas.email)
    open_side_bar(desk)
    desk.leave("link", "Permohonan")
    desk.shoot(f"journey1-worklist-{look}")
    answer_on_the_desk(desk)
    desk.shoot(f"journey1-case-{look}")
    assert InformationRequest.objects.get(number=number).outcome == "granted"

    open_case(citizen, number, code)
    expect(citizen.page.get_by_text("Daftarnya kami sertakan, tanpa nama anak.")).to_be_visible()
    citizen.shoot(f"journey1-track-{look}")
    link = citizen.reach(citizen.page.get_by_role("link", name=re.compile("daftar.csv")))
    with citizen.page.expect_download() as download:
        link.press("Enter")
    assert download.value.path().read_bytes() == b"rt,jumlah\n01,12\n"
    if javascript:
        assert violations(citizen.page) == []


def test_nothing_typed_is_lost_when_a_field_is_wrong_or_one_goes_back(
    city: City, open_page: OpenPage
) -> None:
    page = open_page("/permohonan/ajukan/", size=PHONE, javascript=False)
    hands = Keyboard(page)
    hands.leave("button", "Lanjut")
    expect(page.get_by_role("heading", name=re.compile("Periksa|kurang|salah|Ada"))).to_be_visible()
    hands.write("Informasi apa yang Anda minta?", QUESTION)
    hands.leave("button", "Lanjut")
    hands.leave("button", "Kembali")
    expect(page.get_by_role("textbox", name="Informasi apa yang Anda minta?")).to_have_value(QUESTION)


def test_case_stays_closed_when_the_code_is_wrong(city: City, open_page: OpenPage) -> None:
    page = open_page("/", size=PHONE)
    hands = Keyboard(page)
    number, _code = file_a_request(hands)
    page.context.clear_cookies()
    open_case(hands, number, "AAAA-BBBB-CCCC")
    assert QUESTION not in page.content()
    known = page.get_by_role("alert").or_(page.locator("[role=alert], .error-summary")).first.inner_text()
    open_case(hands, "9999/DINSOS/2026", "AAAA-BBBB-CCCC")
    unknown = page.get_by_role("alert").or_(page.locator("[role=alert], .error-summary")).first.inner_text()
    assert known == unknown
