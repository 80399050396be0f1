"""Extended, then granted in part with blacking out; and an extension that is asked for too late is not offered."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from portal.kernel.formats import tanggal
from requests_app.calendars import current_calendar
from requests_app.law.deadlines import statutory_due
from requests_app.models import InformationRequest
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.steps import file_a_request, open_case, press
from tests.browser.world import City, city, sign_in

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_request_is_extended_then_granted_in_part(
    city: City,
    open_page: OpenPage,
    screenshot: Callable[..., object],
    violations: Callable[..., list[str]],
) -> None:
    phone = open_page("/", size=PHONE)
    number, code = file_a_request(phone)
    case = InformationRequest.objects.get(number=number)
    first = case.due_on
    later = statutory_due(case.received_at, current_calendar(), extended=True).on
    desk = open_page("/masuk/")
    with time_machine.travel(timezone.now() + (first - timezone.localdate())):
        sign_in(desk, city.petugas.email)
        # The last day of the ten: still before the first date has passed.
        desk.goto(f"/admin/permohonan/{case.pk}/")
        desk.get_by_role("link", name="Perpanjang 7 hari kerja").press("Enter")
        desk.get_by_role("radio", name=re.compile("belum dikuasai")).check()
        desk.get_by_role("textbox", name=re.compile("Alasan tertulis")).fill("Arsip tahun 2019 masih dicari.")
        press(desk, "Perpanjang 7 hari kerja")
        expect(desk.get_by_text("Waktu menjawab diperpanjang").first).to_be_visible()
        expect(desk.get_by_text(re.compile("undang-undang hanya memberi satu kali")).first).to_be_visible()
        screenshot(desk, "extension-desk")
        open_case(phone, number, code)
        expect(phone.get_by_text(tanggal(later)).first).to_be_visible()
        with phone.expect_download() as letter:
            phone.get_by_role("link", name=re.compile("Pemberitahuan perpanjangan")).click()
        assert letter.value.path().read_bytes().startswith(b"%PDF")
        screenshot(phone, "extension-track")
    with time_machine.travel(timezone.now() + (later - timezone.localdate())):
        # Days later, in another browser session: both sign in anew.
        desk.context.clear_cookies()
        sign_in(desk, city.petugas.email)
        desk.goto(f"/admin/permohonan/{case.pk}/tindakan/jawab/")
        desk.get_by_role("radio", name="Dikabulkan sebagian").check()
        desk.get_by_role("textbox", name="Jawaban untuk pemohon").fill("Daftarnya kami sertakan.")
        desk.get_by_role("checkbox", name=re.compile("langsung diberikan")).check()
        desk.locator("input[type=file]").set_input_files(
            {"name": "daftar.csv", "mimeType": "text/csv", "buffer": b"rt,jumlah\n01,12\n"}
        )
        press(desk, "Kirim pemberitahuan tertulis")
        # The matter and the reason of blacking out are asked for; nothing typed and no file is lost.
        expect(desk.get_by_text("Sebutkan bagian yang dihitamkan.").first).to_be_visible()
        expect(desk.get_by_role("textbox", name="Jawaban untuk pemohon")).to_have_value(
            "Daftarnya kami sertakan."
        )
        expect(desk.get_by_text("Buang daftar.csv")).to_be_visible()
        desk.get_by_role("textbox", name=re.compile("Bagian yang dihitamkan")).fill("Nama anak")
        desk.get_by_role("textbox", name=re.compile("Alasan dihitamkan")).fill(
            "Rahasia pribadi, Pasal 17 huruf h"
        )
        screenshot(desk, "extension-answer")
        press(desk, "Kirim pemberitahuan tertulis")
        case.refresh_from_db()
        assert (case.outcome, case.state, case.judged_due_on) == ("partly", "closed", later)
        open_case(phone, number, code)
        expect(phone.get_by_text("Rahasia pribadi, Pasal 17 huruf h")).to_be_visible()
        expect(phone.get_by_text(re.compile("tepat waktu")).first).to_be_visible()
        screenshot(phone, "extension-track-answered")
        assert violations(phone) == []


def test_extension_is_not_offered_after_the_first_date_and_says_why(
    city: City, open_page: OpenPage, screenshot: Callable[..., object]
) -> None:
    phone = open_page("/", size=PHONE)
    number, _code = file_a_request(phone)
    case = InformationRequest.objects.get(number=number)
    desk = open_page("/masuk/")
    with time_machine.travel(timezone.now() + (case.due_on - timezone.localdate()) + timedelta(days=1)):
        sign_in(desk, city.petugas.email)
        desk.goto(f"/admin/permohonan/{case.pk}/")
        expect(desk.get_by_role("link", name="Perpanjang 7 hari kerja")).to_have_count(0)
        expect(desk.get_by_text(f"Batasnya {tanggal(case.due_on)}")).to_be_visible()
        screenshot(desk, "extension-closed")
