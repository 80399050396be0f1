"""A walk-in is entered by an officer: under a minute, on a shaky line, with a receipt in the hand at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from requests_app.models import InformationRequest
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.steps import open_case
from tests.browser.world import City, city, sign_in

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_walk_in_is_registered_on_a_shaky_line_and_leaves_with_a_receipt(
    city: City, open_page: OpenPage, screenshot: Callable[..., object]
) -> None:
    desk = open_page("/masuk/")
    sign_in(desk, city.petugas.email)
    desk.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; };")
    started = time.monotonic()
    desk.goto("/admin/permohonan/catat/")
    desk.get_by_label("Cara permohonan disampaikan").select_option(label="Lisan")
    desk.get_by_role("textbox", name=re.compile("Informasi yang diminta")).fill(
        "Jadwal posyandu Tamansari 2026"
    )
    desk.get_by_role("textbox", name=re.compile("^Nama ")).first.fill("Pak Jaya")
    screenshot(desk, "counter-form")
    # The line breaks: what was typed stays, and is sent when the line is back.
    desk.context.set_offline(True)
    for _press in range(5):
        # Its script sends it, again and again until the line is back: no navigation to wait for.
        desk.get_by_role("button", name="Daftarkan permohonan").first.press("Enter")
    expect(desk.get_by_text("Belum terkirim: sambungan terputus.")).to_be_visible()
    expect(desk.get_by_role("textbox", name=re.compile("Informasi yang diminta"))).to_have_value(
        "Jadwal posyandu Tamansari 2026"
    )
    assert not InformationRequest.objects.exists()
    desk.context.set_offline(False)
    expect(desk.get_by_text("Kode lacak")).to_be_visible(timeout=15_000)
    assert time.monotonic() - started < 60
    case = InformationRequest.objects.get()
    expect(desk.locator(".counter-receipt__big").first).to_have_text(case.number)
    desk.wait_for_function("window.printed === 1")
    screenshot(desk, "counter-receipt")
    desk.emulate_media(media="print")
    expect(desk.get_by_role("link", name="Buka permohonan")).to_be_hidden()
    screenshot(desk, "counter-receipt-print")

    phone = open_page("/", size=PHONE)
    open_case(phone, case.number, case.receipt_code)
    expect(phone.get_by_text("Jadwal posyandu Tamansari 2026").first).to_be_visible()
