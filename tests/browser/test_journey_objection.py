"""Journey: refused, objected, upheld, complied with; and silence until the window of Komisi Informasi."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from portal.accounts.models import User
from portal.agencies.models import Role
from requests_app import decrees
from requests_app.models import Objection
from requests_app.services import refusing
from requests_app.services.filing import Filed, FilingData, file_request
from requests_app.services.objections.chasing import note_silences
from requests_app.services.refusing import RefusalData
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.keyboard import Keyboard
from tests.browser.world import City, city
from tests.factories import AgencyFactory, officer
from tests.requests_app.refusals import PATIENTS, FakeRegister

__all__ = ["city"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTION = "Daftar rumah sakit rujukan pasien tidak mampu tahun 2025"
STORY = "Yang saya minta nama rumah sakitnya, bukan data pasiennya."


@pytest.fixture
def superior(city: City) -> User:
    AgencyFactory(code="SETDA", name="Sekretariat Daerah", slug="setda")
    return officer(Role.ATASAN_PPID, email="sekda@setda.example", first_name="Maman")


@pytest.fixture(autouse=True)
def register() -> Iterator[None]:
    before = list(decrees._registers)
    decrees.register(FakeRegister(PATIENTS))
    yield
    decrees._registers[:] = before


def filed(city: City, days_ago: int) -> Filed:
    moment = timezone.now() - timedelta(days=days_ago)
    return file_request(
        data=FilingData(agency=city.dinsos, details=QUESTION, name="Rina Marlina"), now=moment
    )


def refused(city: City, superior: User) -> Filed:
    """Through the three hands, as the journey of a refusal walks them."""
    made, now = filed(city, 3), timezone.now()
    data = RefusalData(
        kind="exemption", ground="h", decree_id=PATIENTS.id, matter="Daftar rumah sakit rujukan",
        reason="Memuat data kesehatan.", consequence="Rahasia pasien terbuka.",
    )  # fmt: skip
    refusing.propose(case=made.case, data=data, by=city.petugas, now=now)
    refusing.sign(case=made.case, by=city.utama, now=now)
    refusing.approve(case=made.case, by=superior, now=now)
    return made


def opened(page: Page, number: str, code: str) -> Keyboard:
    keys = Keyboard(page)
    page.goto("/permohonan/lacak/")
    keys.write(re.compile("Nomor"), number)
    keys.write(re.compile("Kode"), code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return keys


def object_from_the_case(keys: Keyboard, ground: str) -> None:
    keys.leave("link", "Ajukan keberatan")
    keys.tick("checkbox", re.compile(ground))
    keys.write("Apa yang terjadi?", STORY)
    keys.leave("button", "Lanjut")
    keys.leave("button", re.compile("Kirim"))
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text("/KEBERATAN/")


def type_date(keys: Keyboard, field: Locator, day: date) -> None:
    """A date control is typed in the order of the browser's own language, which the system decides."""
    keys.reach(field)
    keys.page.keyboard.type("05062007")
    month_first = field.input_value() == "2007-05-06"
    for _part in ("month", "day"):
        keys.page.keyboard.press("ArrowLeft")
    keys.page.keyboard.type(f"{day:%m%d%Y}" if month_first else f"{day:%d%m%Y}")
    expect(field).to_have_value(day.isoformat())


def is_narrow(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_refused_request_is_objected_upheld_and_complied_with(
    city: City,
    superior: User,
    open_page: OpenPage,
    violations: Callable[..., list[str]],
    javascript: bool,
) -> None:
    made = refused(city, superior)
    phone = open_page("/", size=PHONE, javascript=javascript)
    citizen = opened(phone, made.case.number, made.tracking_code)
    object_from_the_case(citizen, "Ditolak karena dikecualikan")
    citizen.shoot(f"objection-receipt-{'js' if javascript else 'nojs'}")
    assert is_narrow(phone)
    if javascript:
        assert violations(phone) == []
    citizen.leave("link", "Lacak keberatan ini")
    expect(phone.get_by_text("Atasan PPID wajib menjawab paling lambat")).to_be_visible()

    desk = Keyboard(open_page("/masuk/", size=DESKTOP))
    desk.sign_in(superior.email)
    desk.page.goto("/admin/keberatan/")
    desk.shoot("objection-list")
    desk.leave("link", re.compile("Daftar rumah sakit rujukan"))
    desk.leave("link", "Putuskan keberatan")
    desk.tick("radio", "Keberatan dikabulkan")
    desk.write("Pertimbangan", "Nama rumah sakit bukan data pasien.")
    desk.write("Tanggapan atas alasan keberatan", "Yang dikecualikan hanya data pasien.")
    desk.write("Perintah 1", "Serahkan daftar nama rumah sakit.")
    day = timezone.localdate() + timedelta(days=7)
    type_date(desk, desk.page.get_by_label("Paling lambat").first, day)
    desk.shoot("objection-decide")
    desk.leave("button", "Putuskan keberatan")
    assert Objection.objects.get().outcome == "upheld"
    assert Objection.objects.get().orders.get().due_on == day

    unit = Keyboard(open_page("/masuk/", size=DESKTOP))
    unit.sign_in(city.petugas.email)
    unit.page.goto(f"/admin/keberatan/{Objection.objects.get().pk}/")
    unit.shoot("objection-order")
    unit.leave("link", "Catat dilaksanakan")
    unit.write("Bagaimana perintah dilaksanakan", "Daftar 12 rumah sakit dikirim lewat halaman lacak.")
    unit.leave("button", "Catat perintah dilaksanakan")
    expect(unit.page.get_by_text("Dilaksanakan").first).to_be_visible()

    phone.reload()
    expect(phone.get_by_text("Nama rumah sakit bukan data pasien.")).to_be_visible()
    expect(phone.get_by_text("Daftar 12 rumah sakit dikirim lewat halaman lacak.")).to_be_visible()
    assert is_narrow(phone)
    if javascript:
        assert violations(phone) == []
    citizen.shoot(f"objection-upheld-{'js' if javascript else 'nojs'}")
    with phone.expect_download() as download:
        citizen.press("link", re.compile(r"Tanggapan atas keberatan .*PDF"))
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_silence_opens_the_window_of_the_commission_when_the_clock_moves(
    city: City, superior: User, open_page: OpenPage
) -> None:
    made = filed(city, 30)
    citizen = opened(open_page("/", size=PHONE), made.case.number, made.tracking_code)
    object_from_the_case(citizen, "Tidak dijawab")
    citizen.leave("link", "Lacak keberatan ini")
    window = citizen.page.get_by_text("Ke Komisi Informasi Provinsi Banten")
    expect(window).to_have_count(0)
    due = Objection.objects.get().due_on
    with time_machine.travel(timezone.now() + (due - timezone.localdate()) + timedelta(days=1)):
        assert note_silences(now=timezone.now()) == 1
        again = opened(open_page("/", size=PHONE), made.case.number, made.tracking_code)
        again.leave("link", Objection.objects.get().number)
        expect(again.page.get_by_text("Ke Komisi Informasi Provinsi Banten")).to_be_visible()
        expect(
            again.page.get_by_text(re.compile("Tiga puluh hari kerja lewat tanpa keputusan")).first
        ).to_be_visible()
        expect(again.page.get_by_text("Hari ini hari terakhir.")).to_have_count(0)
        again.shoot("objection-silent")


def test_periodic_information_is_objected_to_from_the_home_page_without_a_request(
    city: City, superior: User, open_page: OpenPage, violations: Callable[..., list[str]]
) -> None:
    phone = open_page("/", size=PHONE)
    keys = Keyboard(phone)
    keys.leave("link", re.compile("Ajukan keberatan"))
    keys.shoot("objection-start")
    assert violations(phone) == []
    keys.leave("link", re.compile("tanpa nomor|informasi berkala|tidak tersedia", re.I))
    keys.choose(re.compile("Perangkat daerah"), "Dinas Sosial")
    keys.write(re.compile("Informasi"), "Rencana kerja tahun 2026")
    keys.write("Apa yang terjadi?", "Tidak ada di situs sejak Januari.")
    keys.leave("button", "Lanjut")
    keys.write(re.compile("Nama lengkap|^Nama"), "Budi Santoso")
    keys.leave("button", "Lanjut")
    keys.shoot("objection-check")
    keys.leave("button", re.compile("Kirim"))
    expect(phone.get_by_text("Kode lacak")).to_be_visible()
    assert Objection.objects.get().grounds == "b"
    assert violations(phone) == []
