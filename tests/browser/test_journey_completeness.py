"""Incomplete and completed: the officer asks, the citizen completes on a phone, the officer answers; and the other
end: what is not completed is closed only after proof of receipt and three working days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.calendars import current_calendar
from requests_app.law.deadlines import completion_until
from requests_app.models import InformationRequest
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.steps import file_a_request, open_case, press
from tests.browser.world import City, city, sign_in

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)


def ask_to_complete(desk: object, case: InformationRequest) -> None:
    desk.goto(f"/admin/permohonan/{case.pk}/")  # type: ignore[attr-defined]
    desk.get_by_role("link", name="Minta dilengkapi").press("Enter")  # type: ignore[attr-defined]
    desk.get_by_role("checkbox", name="Alamat").check()  # type: ignore[attr-defined]
    desk.get_by_role("textbox", name=re.compile("Hal lain")).fill("Tahun data yang dimaksud")  # type: ignore[attr-defined]
    desk.get_by_role("textbox", name=re.compile("Penjelasan untuk pemohon")).fill(  # type: ignore[attr-defined]
        "Alamat diperlukan untuk mengirim salinan."
    )
    press(desk, "Minta dilengkapi")  # type: ignore[arg-type]


def test_request_is_completed_on_a_phone_and_answered(
    city: City,
    open_page: OpenPage,
    screenshot: Callable[..., object],
    violations: Callable[..., list[str]],
) -> None:
    phone = open_page("/", size=PHONE)
    number, code = file_a_request(phone)
    case = InformationRequest.objects.get(number=number)
    due = case.due_on
    desk = open_page("/masuk/")
    sign_in(desk, city.petugas.email)
    ask_to_complete(desk, case)
    expect(desk.get_by_text("Menunggu pemohon").first).to_be_visible()
    expect(desk.get_by_text("Terkirim, belum diketahui diterima")).to_be_visible()
    screenshot(desk, "completeness-desk-waits")

    open_case(phone, number, code)
    expect(phone.get_by_text("Tahun data yang dimaksud")).to_be_visible()
    expect(phone.get_by_text(re.compile("Lengkapi paling lambat"))).to_be_visible()
    assert violations(phone) == []
    screenshot(phone, "completeness-track-asked")
    with phone.expect_download() as letter:
        phone.get_by_role("link", name=re.compile("Surat keterangan tidak lengkap")).click()
    assert letter.value.path().read_bytes().startswith(b"%PDF")
    press(phone, "Lengkapi permohonan")
    expect(phone.get_by_text("Isi atau unggah sedikitnya satu hal yang diminta.").first).to_be_visible()
    phone.get_by_role("textbox", name=re.compile("Alamat")).fill("Jl. Anggrek 5, Cilegon")
    phone.get_by_role("textbox", name=re.compile("Penjelasan Anda")).fill("Tahun 2025 saja.")
    press(phone, "Lengkapi permohonan")
    expect(phone.get_by_text("Data Anda sudah kami terima. Petugas memeriksanya.")).to_be_visible()
    screenshot(phone, "completeness-track-completed")

    desk.reload()
    expect(desk.get_by_text("Tahun 2025 saja.")).to_be_visible()
    desk.get_by_role("link", name="Nyatakan lengkap").press("Enter")
    press(desk, "Nyatakan lengkap")
    case.refresh_from_db()
    # The ten days ran on: completing moves no date.
    assert (case.state, case.due_on, case.address) == ("in_progress", due, "Jl. Anggrek 5, Cilegon")
    sent = case.letters.get(kind="incomplete")
    assert (sent.evidence_kind, sent.received_on) == ("opened", timezone.localdate())


def test_request_is_closed_only_with_proof_and_opened_again(
    city: City, open_page: OpenPage, screenshot: Callable[..., object]
) -> None:
    phone = open_page("/", size=PHONE)
    number, code = file_a_request(phone)
    case = InformationRequest.objects.get(number=number)
    desk = open_page("/masuk/")
    sign_in(desk, city.petugas.email)
    ask_to_complete(desk, case)
    expect(desk.get_by_text("Catat dulu bukti bahwa surat keterangan tidak lengkap")).to_be_visible()
    desk.get_by_role("link", name="Catat tanggal terima").first.press("Enter")
    desk.get_by_role("radio", name="Dibacakan lewat telepon atau pesan").check()
    desk.get_by_label(re.compile("Tanggal diterima")).fill(timezone.localdate().isoformat())
    desk.get_by_role("textbox", name=re.compile("Bukti")).fill("Telepon 0812, dijawab pemohon")
    press(desk, "Catat tanggal terima surat")
    expect(desk.get_by_text("Pemohon masih dapat melengkapi sampai")).to_be_visible()
    screenshot(desk, "completeness-desk-proof")
    end = completion_until(timezone.localdate(), current_calendar())
    assert end is not None
    with time_machine.travel(timezone.now() + (end.on - timezone.localdate()) + timedelta(days=1)):
        desk.reload()
        desk.get_by_role("link", name="Tutup karena tidak dilengkapi").press("Enter")
        press(desk, "Tutup karena tidak dilengkapi")
        expect(desk.get_by_text("Permohonan ditutup: tidak dilengkapi.")).to_be_visible()
        case.refresh_from_db()
        assert (case.state, case.outcome) == ("closed", "not_completed")
        open_case(phone, number, code)
        expect(phone.get_by_text("Tidak dilengkapi").first).to_be_visible()
        expect(phone.get_by_role("link", name=re.compile("Pemberitahuan permohonan ditutup"))).to_be_visible()
        screenshot(phone, "completeness-track-closed")
        desk.get_by_text("Tindakan lain").click()
        desk.get_by_role("link", name="Buka kembali").press("Enter")
        expect(desk.get_by_text("Nomor, tanggal terima, dan batas waktu tetap")).to_be_visible()
        desk.get_by_role("textbox", name=re.compile("Alasan")).fill("Pemohon datang melengkapi.")
        press(desk, "Buka kembali")
        before = (case.number, case.received_at, case.due_on)
        case.refresh_from_db()
        assert (case.number, case.received_at, case.due_on) == before
        assert case.state == "in_progress"
