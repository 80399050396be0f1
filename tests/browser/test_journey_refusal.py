"""Journey: refused on a decree in force by three hands; and a request of several units, answered part by part."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from disclosure.models import Exemption
from portal.accounts.models import User
from portal.agencies.models import Role
from requests_app.models import InformationRequest
from requests_app.services.filing import Filed, FilingData, file_request
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.test_journey_objection import is_narrow, opened
from tests.browser.test_journey_report import text_of
from tests.browser.world import City, city
from tests.exemptions.conftest import decreed, line
from tests.factories import officer

__all__ = ["city"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLOSED = "Rencana kontinjensi objek vital"
OTHER = "Denah gudang bantuan"
QUESTION = "Salinan rencana kontinjensi objek vital tahun 2026"
REASON = "Isinya menunjukkan titik lemah yang dapat disalahgunakan. Ringkasan umumnya ada di situs."
CONSEQUENCE = "Memudahkan sabotase."
DECREE = "SK/1/2026"


@pytest.fixture
def superior(city: City) -> User:
    return officer(Role.ATASAN_PPID, email="sekda@setda.example", first_name="Maman")


@pytest.fixture
def exemption(city: City, superior: User) -> Exemption:
    """One decree with two lines, through all its hands: only one line is the matter of the request."""
    now = timezone.now()
    days = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=60)}
    world = SimpleNamespace(dinsos=city.dinsos, publisher=city.petugas, utama=city.utama, atasan=superior)
    return decreed(world, now, line(title=CLOSED, **days), line(title=OTHER, **days), number=DECREE)


def filed(city: City, details: str) -> Filed:
    moment = timezone.now() - timedelta(days=3)
    return file_request(data=FilingData(agency=city.dinsos, details=details, name="Rina Marlina"), now=moment)


def at_desk(open_page: OpenPage, user: User, case: InformationRequest) -> Keyboard:
    """Signed in through the door, on the page of the case."""
    keys = Keyboard(open_page("/masuk/", size=DESKTOP))
    keys.sign_in(user.email)
    keys.page.goto(f"/admin/permohonan/{case.pk}/")
    return keys


def downloaded(keys: Keyboard, name: re.Pattern[str]) -> Path:
    with keys.page.expect_download() as download:
        keys.press("link", name)
    path = download.value.path()
    assert path.read_bytes().startswith(b"%PDF")
    return path


def propose(keys: Keyboard) -> None:
    keys.leave("link", "Usulkan penolakan")
    keys.pick(re.compile(f"huruf c: {CLOSED}"))
    keys.write("Informasi yang ditolak", CLOSED)
    keys.write(re.compile("Alasan untuk pemohon"), REASON)
    keys.tick("checkbox", re.compile("Saya sudah memeriksa"))
    keys.leave("button", "Usulkan penolakan")
    # The decree of refusal must name the consequence; nothing typed is lost.
    expect(
        keys.page.get_by_text(re.compile("Tuliskan akibat bila informasi itu dibuka")).first
    ).to_be_visible()
    expect(keys.page.get_by_label(re.compile("Alasan untuk pemohon"))).to_have_value(REASON)
    keys.write(re.compile("Akibat bila informasi itu dibuka"), CONSEQUENCE)
    keys.shoot("refusal-propose")
    keys.leave("button", "Usulkan penolakan")
    expect(keys.page.get_by_text("Usul penolakan dikirim kepada PPID Utama.").first).to_be_visible()


def not_told_yet(phone: Page) -> None:
    phone.reload()
    expect(phone.get_by_text(REASON)).to_have_count(0)
    expect(phone.get_by_role("link", name=re.compile("Keputusan penolakan"))).to_have_count(0)


def test_request_is_refused_on_a_decree_by_three_hands_and_the_citizen_reads_why(
    city: City,
    superior: User,
    exemption: Exemption,
    open_page: OpenPage,
    violations: Callable[..., list[str]],
) -> None:
    made = filed(city, QUESTION)
    phone = open_page("/", size=PHONE)
    citizen = opened(phone, made.case.number, made.tracking_code)
    propose(at_desk(open_page, city.petugas, made.case))
    not_told_yet(phone)
    utama = at_desk(open_page, city.utama, made.case)
    utama.leave("link", "Tandatangani penolakan")
    expect(utama.page.get_by_text(f"{CLOSED} ({DECREE})")).to_be_visible()
    utama.shoot("refusal-sign")
    utama.leave("button", "Tandatangani penolakan")
    not_told_yet(phone)
    atasan = at_desk(open_page, superior, made.case)
    atasan.leave("link", "Setujui penolakan")
    expect(atasan.page.get_by_text(CONSEQUENCE)).to_be_visible()
    atasan.leave("button", "Setujui penolakan")
    made.case.refresh_from_db()
    assert (made.case.state, made.case.outcome) == ("closed", "refused")

    phone.reload()
    expect(phone.get_by_text("Ditolak").first).to_be_visible()
    answered = phone.get_by_role("region", name="Jawaban")
    for words in (REASON, "Pasal 17 huruf c", f"{CLOSED} ({DECREE})"):
        expect(answered.get_by_text(words)).to_be_visible()
    letter = text_of(downloaded(citizen, re.compile("Keputusan penolakan .*PDF")).read_bytes())
    assert DECREE in letter and CONSEQUENCE in letter and made.case.number in letter
    copy = text_of(downloaded(citizen, re.compile("Keputusan pengecualiannya")).read_bytes())
    assert CLOSED in copy and OTHER not in copy
    assert is_narrow(phone)
    assert violations(phone) == []
    citizen.shoot("refusal-track")
    # A refusal is never the end: the way on starts on the same page.
    citizen.leave("link", "Ajukan keberatan")
    expect(phone.get_by_role("checkbox", name=re.compile("Ditolak karena dikecualikan"))).to_be_visible()


def answer(keys: Keyboard, text: str, outcome: str) -> None:
    keys.leave("link", "Kirim pemberitahuan tertulis")
    keys.pick(outcome)
    keys.write("Jawaban untuk pemohon", text)
    if outcome == "Dikabulkan":
        keys.tick("checkbox", re.compile("langsung diberikan"))
    keys.leave("button", "Kirim pemberitahuan tertulis")
    expect(keys.page.get_by_text("Jawaban terkirim. Hitungan hari kerja berhenti.").first).to_be_visible()


def split_over(keys: Keyboard, shared: str, own: str, own_words: str) -> None:
    """One unit gets the ticked text, the other words of its own."""
    keys.reach(keys.page.get_by_text("Tindakan lain")).press("Enter")
    keys.leave("link", re.compile("^Pecah"))
    keys.tick("checkbox", shared)
    keys.choose("Unit dengan bagian tersendiri", own)
    keys.write("Yang diminta dari unit itu", own_words)
    keys.shoot("split-desk")
    keys.leave("button", re.compile("^Pecah"))
    expect(
        keys.page.get_by_text("Permohonan dipecah. Tiap unit dan pemohon diberi tahu.").first
    ).to_be_visible()


def row_of(page: Page, number: str) -> Locator:
    return (
        page.get_by_role("region", name="Dijawab beberapa perangkat daerah")
        .get_by_role("listitem")
        .filter(has_text=number)
    )


def test_request_of_two_units_is_split_and_the_citizen_sees_each_part_in_one_table(
    city: City, open_page: OpenPage, violations: Callable[..., list[str]]
) -> None:
    roads = officer(Role.PPID_PELAKSANA, city.dpupr, email="petugas@dpupr.example", first_name="Joko")
    made = filed(city, "Daftar penerima bantuan dan daftar jalan rusak 2026")
    split_over(
        at_desk(open_page, city.petugas, made.case),
        city.dinsos.name,
        city.dpupr.name,
        "Daftar jalan rusak 2026",
    )
    first, second = InformationRequest.objects.filter(parent=made.case).order_by("pk")
    assert {first.agency, second.agency} == {city.dinsos, city.dpupr}
    social, street = (first, second) if first.agency == city.dinsos else (second, first)
    assert street.details == "Daftar jalan rusak 2026"

    phone = open_page("/", size=PHONE)
    citizen = opened(phone, made.case.number, made.tracking_code)
    for part in (social, street):
        expect(row_of(phone, part.number)).to_contain_text("paling lambat")
    answer(at_desk(open_page, roads, street), "Daftarnya terlampir.", "Dikabulkan")
    phone.reload()
    expect(row_of(phone, street.number)).to_contain_text("Dikabulkan")
    expect(row_of(phone, social.number)).to_contain_text("paling lambat")
    assert is_narrow(phone)
    assert violations(phone) == []
    citizen.shoot("split-track")

    answer(at_desk(open_page, city.petugas, social), "Kami tidak menyimpannya.", "Tidak dikuasai")
    phone.reload()
    expect(row_of(phone, social.number)).to_contain_text("Tidak dikuasai")
    made.case.refresh_from_db()
    assert (made.case.state, made.case.outcome) == ("closed", "partly")
    with phone.expect_download() as download:
        citizen.press("link", "Unduh tabel ini (CSV)")
    table = download.value.path().read_text(encoding="utf-8-sig")
    assert street.number in table and social.number in table and "Rina" not in table
    # The parent's code opens each part.
    citizen.leave("link", city.dpupr.name)
    expect(phone.get_by_text("Daftarnya terlampir.")).to_be_visible()
    expect(phone.get_by_role("link", name=made.case.number, exact=True)).to_be_visible()
