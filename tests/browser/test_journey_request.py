"""Journey 1: a citizen on a phone asks, an officer answers on the desk, the citizen reads the answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from requests_app.models import InformationRequest
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.world import City, city, sign_in

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Daftar penerima bantuan sosial tunai Kelurahan Tamansari tahun 2025 menurut RT"


def press(page: Page, name: str) -> None:
    """The button, found by its role and name, pressed with the keyboard."""
    page.get_by_role("button", name=name).first.press("Enter")


def file_a_request(page: Page) -> tuple[str, str]:
    """From the home page to the receipt, by keyboard; returns number and code."""
    page.get_by_role("link", name="Ajukan permohonan").first.press("Enter")
    page.get_by_role("textbox", name="Informasi apa yang Anda minta?").fill(QUESTION)
    press(page, "Lanjut")
    skip = page.get_by_role("button", name="Bukan itu")
    if skip.count():
        skip.press("Enter")
    page.get_by_label(re.compile("Perangkat daerah mana")).select_option(label="Dinas Sosial")
    press(page, "Lanjut")
    page.get_by_role("radio", name=re.compile("Perorangan|sendiri", re.I)).first.check()
    press(page, "Lanjut")
    page.get_by_role("textbox", name=re.compile("Nama")).first.fill("Rina Marlina")
    for _step in ("identity", "contact", "delivery", "files"):
        press(page, "Lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa, lalu kirim")
    press(page, "Kirim permohonan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("/DINSOS/")
    number = page.get_by_role("heading", level=1).inner_text().strip()
    code = page.locator("dd").first.inner_text().strip()
    return number, code


def open_case(page: Page, number: str, code: str) -> None:
    page.goto("/permohonan/lacak/")
    page.get_by_role("textbox", name=re.compile("Nomor")).fill(number)
    page.get_by_role("textbox", name=re.compile("Kode")).fill(code.lower().replace("-", " "))
    page.get_by_role("textbox", name=re.compile("Kode")).press("Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_request_is_filed_answered_and_read_when_citizen_has_a_phone(
    city: City,
    open_page: OpenPage,
    screenshot: Callable[..., object],
    violations: Callable[..., list[str]],
    javascript: bool,
) -> None:
    phone = open_page("/", size=PHONE, javascript=javascript)
    number, code = file_a_request(phone)
    screenshot(phone, f"journey1-receipt-{'js' if javascript else 'nojs'}")
    if javascript:
        assert violations(phone) == []

    desk = open_page("/masuk/", size=DESKTOP)
    sign_in(desk, city.petugas.email)
    desk.goto("/admin/permohonan/")
    desk.get_by_role("link", name=re.compile("Daftar penerima bantuan")).first.press("Enter")
    expect(desk.get_by_text("Yang dapat Anda lakukan sekarang")).to_be_visible()
    screenshot(desk, "journey1-case")
    desk.get_by_role("link", name="Nyatakan lengkap").press("Enter")
    press(desk, "Nyatakan lengkap")
    desk.get_by_role("link", name="Kirim pemberitahuan tertulis").press("Enter")
    desk.get_by_role("radio", name="Dikabulkan", exact=True).check()
    desk.get_by_role("textbox", name="Jawaban untuk pemohon").fill(
        "Daftarnya kami sertakan, tanpa nama anak."
    )
    desk.get_by_role("checkbox", name=re.compile("langsung diberikan")).check()
    desk.locator("input[type=file]").set_input_files(
        {"name": "daftar.csv", "mimeType": "text/csv", "buffer": b"rt,jumlah\n01,12\n"}
    )
    press(desk, "Kirim pemberitahuan tertulis")
    expect(desk.get_by_text("Kabari pemohon")).to_be_visible()
    assert InformationRequest.objects.get(number=number).outcome == "granted"

    open_case(phone, number, code)
    expect(phone.get_by_text("Daftarnya kami sertakan, tanpa nama anak.")).to_be_visible()
    screenshot(phone, f"journey1-track-{'js' if javascript else 'nojs'}")
    with phone.expect_download() as download:
        phone.get_by_role("link", name=re.compile("daftar.csv")).first.click()
    assert download.value.path().read_bytes() == b"rt,jumlah\n01,12\n"
    if javascript:
        assert violations(phone) == []


def test_nothing_typed_is_lost_when_a_field_is_wrong_or_one_goes_back(
    city: City, open_page: OpenPage
) -> None:
    page = open_page("/permohonan/ajukan/", size=PHONE, javascript=False)
    press(page, "Lanjut")
    expect(page.get_by_role("heading", name=re.compile("Periksa|kurang|salah|Ada"))).to_be_visible()
    page.get_by_role("textbox", name="Informasi apa yang Anda minta?").fill(QUESTION)
    press(page, "Lanjut")
    press(page, "Kembali")
    expect(page.get_by_role("textbox", name="Informasi apa yang Anda minta?")).to_have_value(QUESTION)


def test_case_stays_closed_when_the_code_is_wrong(city: City, open_page: OpenPage) -> None:
    page = open_page("/", size=PHONE)
    number, _code = file_a_request(page)
    page.context.clear_cookies()
    open_case(page, number, "AAAA-BBBB-CCCC")
    assert QUESTION not in page.content()
    known = page.get_by_role("alert").or_(page.locator("[role=alert], .error-summary")).first.inner_text()
    open_case(page, "9999/DINSOS/2026", "AAAA-BBBB-CCCC")
    unknown = page.get_by_role("alert").or_(page.locator("[role=alert], .error-summary")).first.inner_text()
    assert known == unknown
