"""WCAG 2.2 A/AA in the states that a page is not in when it is first opened: wrong, empty, found, opened, sent.

The pages at rest are looked at in test_accessibility; here someone has typed, pressed or opened something.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from wagtail.models import Page as CmsPage

from disclosure.services.publishing import withdraw_entry
from requests_app.services.filing import FilingData, file_request
from tests.browser.conftest import DESKTOP
from tests.browser.test_accessibility import NARROW, look_at, signed_in, world
from tests.contracts.permissions.world import clients as worlds_clients
from tests.disclosure.conftest import published

__all__ = ["world"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

QUESTION = "Daftar penerima bantuan sosial tunai tahun 2025 menurut RT"


def press(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).filter(visible=True).first.press("Enter")


def open_all(page: Page) -> None:
    """Every fold of the page unfolded."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


def looks_up(page: Page, number: str, code: str) -> None:
    page.goto("/permohonan/lacak/")
    page.get_by_role("textbox", name=re.compile("Nomor")).fill(number)
    page.get_by_role("textbox", name=re.compile("Kode")).fill(code)
    with page.expect_navigation():
        page.get_by_role("textbox", name=re.compile("Kode")).press("Enter")


class Looker:
    """Walks and keeps what is wrong on the way, so that one broken state does not hide the next."""

    def __init__(self, page: Page, violations: Callable[..., list[str]]) -> None:
        self.page, self.violations = page, violations
        self.wrong: list[str] = []
        self.seen: list[str] = []

    def at(self, state: str, path: str = "") -> None:
        if path:
            self.page.goto(path)
        self.seen.append(state)
        self.wrong += [f"{state}: {line}" for line in look_at(self.page, self.violations)]

    def done(self) -> None:
        self.page.context.close()
        assert not self.wrong, "\n".join(self.wrong)


@pytest.fixture
def looker(
    world: SimpleNamespace,
    live_server: Any,
    chromium: Browser,
    violations: Callable[..., list[str]],
) -> Callable[[str], Looker]:
    """``looker("pelaksana")``: a signed-in pair of eyes."""
    clients = worlds_clients(world)

    def made(role: str) -> Looker:
        context = signed_in(chromium, live_server.url, clients[role], viewport=DESKTOP)
        return Looker(context.new_page(), violations)

    return made


def test_filing_is_sound_at_each_step_and_in_each_error(looker: Callable[[str], Looker]) -> None:
    eyes = looker("anonymous")
    page = eyes.page
    page.goto("/permohonan/ajukan/")
    press(page, "Lanjut")
    eyes.at("question missing")
    page.get_by_role("textbox", name="Informasi apa yang Anda minta?").fill(QUESTION)
    press(page, "Lanjut")
    eyes.at("published already, or which agency")
    skip = page.get_by_role("button", name="Bukan itu")
    if skip.count():
        press(page, "Bukan itu")
    press(page, "Lanjut")
    eyes.at("agency missing")
    page.get_by_label(re.compile("Perangkat daerah mana")).select_option(label="Dinas Sosial")
    press(page, "Lanjut")
    eyes.at("who")
    page.get_by_role("radio", name=re.compile("Kelompok", re.I)).first.check()
    press(page, "Lanjut")
    for step in ("identity", "contact", "delivery", "files"):
        eyes.at(step)
        if step == "identity":
            press(page, "Lanjut")
            eyes.at("identity wrong")
            page.get_by_role("textbox", name=re.compile("Nama")).first.fill("Rina Marlina")
            members = page.get_by_role("textbox", name=re.compile("anggota", re.I))
            if members.count():
                members.first.fill("Ani Lestari, Budi Santoso")
        if step == "contact":
            page.get_by_label(re.compile("surel", re.I)).first.fill("bukan surel")
            press(page, "Lanjut")
            eyes.at("contact wrong")
            page.get_by_label(re.compile("surel", re.I)).first.fill("")
        press(page, "Lanjut")
    eyes.at("check")
    press(page, "Kirim permohonan")
    assert "/tanda-terima/" in page.url
    open_all(page)
    eyes.at("receipt")
    eyes.done()


def test_tracking_is_sound_when_found_wrong_and_asked_to_withdraw(
    looker: Callable[[str], Looker], world: SimpleNamespace
) -> None:
    data = FilingData(agency=world.third, details=QUESTION, name="Ani Lestari", phone="081234567890")
    filed = file_request(data=data, now=timezone.now())
    eyes = looker("anonymous")
    looks_up(eyes.page, filed.case.number, "AAAA-BBBB-CCCC")
    eyes.at("wrong code")
    looks_up(eyes.page, filed.case.number, filed.tracking_code)
    open_all(eyes.page)
    eyes.at("case, everything opened")
    eyes.page.goto(f"{eyes.page.url}tarik/")
    eyes.at("withdraw")
    eyes.done()


def test_reading_is_sound_when_empty_filtered_gone_or_unknown(
    looker: Callable[[str], Looker], world: SimpleNamespace
) -> None:
    gone = published(world.base.a.agency, world.base.a.pelaksana, title="Sudah ditarik")
    withdraw_entry(entry=gone, by=world.base.utama, reason="Salah unggah berkas.", now=timezone.now())
    eyes = looker("anonymous")
    eyes.at("nothing asked", "/cari/")
    eyes.at("nothing found", "/cari/?q=zzzzqqq")
    eyes.at("found", "/cari/?q=dinas")
    open_all(eyes.page)
    eyes.at("found, facets opened")
    eyes.at("list without match", "/daftar-informasi/?q=zzzzqqq")
    eyes.page.goto("/daftar-informasi/?agency=unita")
    open_all(eyes.page)
    eyes.at("list filtered, filters opened")
    eyes.page.goto("/daftar-informasi/unit/unita/kewajiban/")
    open_all(eyes.page)
    eyes.at("duties, all groups opened")
    eyes.at("stub", f"/informasi/{gone.pk}/")
    eyes.at("unknown address", "/tidak-ada-halaman-ini/")
    eyes.at("English home", "/en/")
    eyes.at("English list", "/en/daftar-informasi/")
    eyes.page.goto("/")
    eyes.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    eyes.page.get_by_role("button", name="Menu").press("Enter")
    eyes.wrong += [f"menu opened: {line}" for line in eyes.violations(eyes.page)]
    eyes.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    for page in CmsPage.objects.live().filter(depth__gt=1):
        eyes.at(f"page {page.pk} {page.url}", page.url)
    eyes.done()


def test_signing_in_is_sound_when_wrong(looker: Callable[[str], Looker]) -> None:
    eyes = looker("anonymous")
    eyes.page.goto("/masuk/")
    eyes.page.get_by_label(re.compile("surel", re.I)).first.fill("bukan@siapa.example")
    eyes.page.locator("input[type=password]").fill("salah-sekali-1")
    with eyes.page.expect_navigation():
        eyes.page.keyboard.press("Enter")
    eyes.at("wrong password")
    eyes.done()


def test_the_desk_is_sound_in_error_and_when_nothing_waits(
    looker: Callable[[str], Looker], world: SimpleNamespace
) -> None:
    case = world.base.a.case
    eyes = looker("pelaksana")
    page = eyes.page
    eyes.at("no match", "/admin/permohonan/?q=zzzzqqq")
    page.goto("/admin/permohonan/catat/")
    press(page, "Daftarkan permohonan")
    eyes.at("counter entry empty")
    page.goto(f"/admin/permohonan/{case.pk}/tindakan/minta-dilengkapi/")
    page.locator("main form button[type=submit], .desk-form button").filter(visible=True).last.click()
    page.wait_for_load_state()
    eyes.at("act without what it needs")
    page.goto(f"/admin/permohonan/{case.pk}/")
    open_all(page)
    eyes.at("case, everything opened")
    eyes.done()


def test_editing_is_sound_in_error_and_with_its_panels_opened(
    looker: Callable[[str], Looker], world: SimpleNamespace
) -> None:
    eyes = looker("pelaksana")
    page = eyes.page
    page.goto("/admin/daftar-informasi/add/")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Simpan")).filter(visible=True).first.press("Enter")
    eyes.at("entry without title")
    for name in ("Kewajiban", "Berkas", "Terbit"):
        tab = page.get_by_role("tab", name=re.compile(name))
        if tab.count():
            tab.first.click()
            eyes.at(f"entry, tab {name}")
    page.goto(f"/admin/pages/add/content/newspage/{world.base.a.root.pk}/")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Simpan")).filter(visible=True).first.press("Enter")
    eyes.at("news without title")
    eyes.at("no entry found", "/admin/daftar-informasi/?q=zzzzqqq")
    eyes.done()


def test_oversight_is_sound_in_error_and_when_empty(looker: Callable[[str], Looker]) -> None:
    eyes = looker("utama")
    page = eyes.page
    eyes.at("no unit", "/admin/pengawasan/?q=zzzzqqq")
    eyes.at("dates upside down", "/admin/pengawasan/?dari=2026-06-30&sampai=2026-01-01")
    page.goto("/admin/petugas/tambah/")
    page.locator("main form button[type=submit]").filter(visible=True).last.click()
    page.wait_for_load_state()
    eyes.at("person without name")
    eyes.done()
