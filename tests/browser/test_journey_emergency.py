"""Journey: an operator announces an emergency from a phone, a citizen reads it on the home page, it ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from disclosure.emergency.models import EmergencyNotice
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.world import City, city, sign_in

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)

HEADLINE = "Bau gas di Kelurahan Kubangsari"


def announce(phone: Page) -> None:
    """From the start page to the sent form, by roles and names."""
    phone.get_by_role("link", name="Umumkan keadaan darurat").first.click()
    phone.get_by_label("Apa yang terjadi?").select_option(label="Kebocoran bahan kimia atau gas")
    phone.get_by_label("Judul").fill(HEADLINE)
    phone.get_by_role("checkbox", name="Seluruh kota").check()
    phone.get_by_label("Ceritakan kejadiannya").fill(
        "Pipa bocor sejak pukul 09.00, bau menyengat sampai pasar."
    )
    phone.get_by_label("Apa yang harus dilakukan warga?").fill("Tutup jendela. Jangan menyalakan api.")
    phone.get_by_role("button", name="Umumkan sekarang").press("Enter")


def is_narrow(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_emergency_is_announced_from_a_phone_read_on_the_home_page_and_ended(
    city: City,
    open_page: OpenPage,
    screenshot: Callable[..., object],
    violations: Callable[..., list[str]],
    javascript: bool,
) -> None:
    operator = open_page("/masuk/", size=PHONE)
    sign_in(operator, city.operator.email)
    operator.goto("/admin/")
    announce(operator)
    expect(operator.get_by_text("Pengumuman sudah tampil di semua halaman portal.")).to_be_visible()
    screenshot(operator, "journey-emergency-officer")

    citizen = open_page("/", size=PHONE, javascript=javascript)
    bar = citizen.get_by_role("region", name="Peringatan")
    expect(bar).to_contain_text(HEADLINE)
    assert is_narrow(citizen)
    screenshot(citizen, f"journey-emergency-home-{'js' if javascript else 'nojs'}")
    bar.get_by_role("link", name="Apa yang harus dilakukan").press("Enter")
    expect(citizen.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(citizen.get_by_text("Tutup jendela. Jangan menyalakan api.").first).to_be_visible()
    assert is_narrow(citizen)
    if javascript:
        assert violations(citizen) == []

    operator.get_by_role("link", name="Akhiri").first.click()
    operator.get_by_label("Mengapa berakhir?").fill("Kebocoran sudah ditutup, udara aman.")
    operator.get_by_role("button", name="Akhiri sekarang").press("Enter")
    expect(operator.get_by_text("Pengumuman sudah diakhiri")).to_be_visible()
    citizen.goto("/")
    expect(citizen.get_by_role("region", name="Peringatan")).to_have_count(0)
    citizen.goto(EmergencyNotice.objects.get().get_absolute_url())
    expect(citizen.get_by_text("Kebocoran sudah ditutup, udara aman.").first).to_be_visible()
