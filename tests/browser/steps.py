"""Steps that several journeys share: press, file a request from the home page, open a case by number and code."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

QUESTION = "Daftar penerima bantuan sosial tunai Kelurahan Tamansari tahun 2025 menurut RT"


def press(page: Page, name: str) -> None:
    """The button, found by its role and name, pressed with the keyboard."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.press("Enter")


def file_a_request(page: Page) -> tuple[str, str]:
    """From the home page to the receipt, by keyboard; returns number and code."""
    page.get_by_role("link", name="Ajukan permohonan").first.press("Enter")
    page.get_by_role("textbox", name="Informasi apa yang Anda minta?").fill(QUESTION)
    press(page, "Lanjut")
    skip = page.get_by_role("button", name="Bukan itu")
    if skip.count():
        press(page, "Bukan itu")
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
