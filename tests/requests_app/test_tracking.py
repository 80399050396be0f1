"""What number and code open, what they never open, and how guessing is slowed (cases 16, 21, 26, 27)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from portal.accounts.models import User
from portal.agencies.models import Role
from portal.files.models import ScanState, StoredFile
from portal.files.services import store_upload
from portal.notifications.models import Notification
from requests_app import addresses, decrees
from requests_app.law.states import Outcome
from requests_app.models import CaseFile, InformationRequest
from requests_app.services import refusing, throttling
from requests_app.services.access import replace_tracking_code
from requests_app.services.answering import AnswerData, answer
from requests_app.services.completing import request_completion
from requests_app.services.filing import Filed
from requests_app.services.refusing import RefusalData
from tests.factories import officer
from tests.files.test_uploads import PDF, PNG, upload
from tests.requests_app.conftest import NOW, wib
from tests.requests_app.refusals import PATIENTS, FakeRegister

pytestmark = pytest.mark.django_db
TRACK = "/permohonan/lacak/"
CASE = "/permohonan/lacak/0001/DINSOS/2026/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    state = {"now": wib(2026, 3, 27, 10)}

    class Frozen:
        @staticmethod
        def now() -> datetime:
            return state["now"]

    for module in ("tracking", "acts", "receipt"):
        monkeypatch.setattr(f"requests_app.views.{module}.timezone", Frozen)
    return state


@pytest.fixture
def filed(file_case: Callable[..., Filed]) -> Filed:
    return file_case()


@pytest.fixture
def browser(filed: Filed) -> Client:
    client = Client()
    response = client.post(TRACK, {"nomor": filed.case.number, "kode": filed.tracking_code})
    assert response.url == CASE
    return client


def answered(case: InformationRequest, petugas: User, **changes) -> list[StoredFile]:
    files = [store_upload(upload=upload("jawaban.pdf"), now=NOW, uploaded_by=petugas)]
    data = AnswerData(
        outcome=Outcome.GRANTED, text="Terlampir.", files=[str(f.pk) for f in files], handed_over=True
    )
    answer(case=case, data=data, by=petugas, now=wib(2026, 3, 26))
    return files


@pytest.mark.parametrize(
    "change", [str.lower, lambda c: c.replace("-", ""), lambda c: f" {c.replace('-', ' ')} "]
)
def test_code_opens_the_case_however_it_is_typed(filed: Filed, change: Callable[[str], str]) -> None:
    response = Client().post(TRACK, {"nomor": "1/dinsos/2026", "kode": change(filed.tracking_code)})
    assert response.url == CASE


def test_page_tells_due_date_counted_days_and_what_can_be_done(browser: Client) -> None:
    html = browser.get(CASE).content.decode()
    for words in (
        "Dinas Sosial wajib menjawab paling lambat",
        "Kamis, 2 April 2026",
        "Sisa 4 hari kerja dari 10.",
        "hari ini hari ke-6",
        "Cuti bersama Nyepi",
        "Keberatan dapat diajukan mulai 3 April 2026",
        "Tarik permohonan",
        "Permohonan Anda kami terima",
    ):
        assert words in html
    assert "3672015505900001" not in html and "Melati" not in html


def test_last_day_is_over_on_the_weekend_after_it(
    browser: Client, clock: dict[str, datetime], filed: Filed, petugas: User
) -> None:
    clock["now"] = wib(2026, 4, 4, 10)
    html = browser.get(CASE).content.decode()
    assert "Batasnya sudah lewat dan belum dijawab." in html and "Hari ini hari terakhir" not in html
    assert "Keberatan dapat diajukan mulai" not in html
    data = AnswerData(outcome=Outcome.GRANTED, text="Terlampir.", handed_over=True)
    answer(case=filed.case, data=data, by=petugas, now=wib(2026, 4, 4, 11))
    html = browser.get(CASE).content.decode()
    assert "Dijawab sesudah batas 2 April 2026." in html and "tepat waktu" not in html


def test_unknown_number_and_wrong_code_look_the_same(filed: Filed) -> None:
    wrong = Client().post(TRACK, {"nomor": "0001/DINSOS/2026", "kode": "ABCD-EFGH-JKMN"})
    unknown = Client().post(TRACK, {"nomor": "0009/DINSOS/2026", "kode": "ABCD-EFGH-JKMN"})
    assert wrong.status_code == unknown.status_code
    assert wrong.content.replace(b"0001", b"0009") == unknown.content


def test_case_page_without_access_looks_the_same_for_known_and_unknown(filed: Filed) -> None:
    known, unknown = Client().get(CASE), Client().get(CASE.replace("0001", "0009"))
    assert known.status_code == unknown.status_code == 403
    assert known.content.replace(b"0001", b"0009") == unknown.content


@pytest.mark.parametrize(
    "tail", ["tanda-terima.pdf", "batas.ics", "surat/1.pdf", f"berkas/{'0' * 8}-0000-0000-0000-{'0' * 12}/"]
)
def test_nothing_of_a_case_is_handed_out_without_its_code(filed: Filed, tail: str) -> None:
    assert Client().get(CASE + tail).status_code == 404
    assert Client().get(CASE.replace("0001", "0009") + tail).status_code == 404


def test_guessing_one_number_is_slowed_for_that_network_only(
    filed: Filed, file_case: Callable[..., Filed]
) -> None:
    carrier = Client(REMOTE_ADDR="114.4.8.1")
    for _ in range(throttling.FROM_ONE_NETWORK):
        carrier.post(TRACK, {"nomor": filed.case.number, "kode": "ABCD-EFGH-JKMN"})
    right = {"nomor": filed.case.number, "kode": filed.tracking_code}
    stopped = Client(REMOTE_ADDR="114.4.8.77").post(TRACK, right)
    assert stopped.status_code == 429 and "Coba lagi pukul 11.00 WIB" in stopped.content.decode()
    other = file_case(details="Permohonan lain")
    same_carrier = Client(REMOTE_ADDR="114.4.8.1")
    assert (
        same_carrier.post(TRACK, {"nomor": other.case.number, "kode": other.tracking_code}).status_code == 302
    )
    assert Client(REMOTE_ADDR="36.66.1.1").post(TRACK, right).status_code == 302


def test_waiting_is_told_for_numbers_that_do_not_exist_too(filed: Filed) -> None:
    client = Client()
    for _ in range(throttling.FROM_ONE_NETWORK + 1):
        response = client.post(TRACK, {"nomor": "0777/DINSOS/2026", "kode": "ABCD-EFGH-JKMN"})
    assert response.status_code == 429


def test_guessing_is_forgiven_after_an_hour(filed: Filed, clock: dict[str, datetime]) -> None:
    for _ in range(throttling.FROM_ONE_NETWORK):
        Client().post(TRACK, {"nomor": filed.case.number, "kode": "ABCD-EFGH-JKMN"})
    clock["now"] += timedelta(hours=1, minutes=1)
    response = Client().post(TRACK, {"nomor": filed.case.number, "kode": filed.tracking_code})
    assert response.status_code == 302


def test_no_address_is_kept_by_the_throttle(filed: Filed) -> None:
    from requests_app.models import LookupThrottle

    Client(REMOTE_ADDR="114.4.8.1").post(TRACK, {"nomor": filed.case.number, "kode": "ABCD-EFGH-JKMN"})
    assert all("114" not in row.key or len(row.key) == 64 for row in LookupThrottle.objects.all())
    assert throttling.network_of("114.4.8.1") == throttling.network_of("114.4.8.200") == "114.4.8.0/24"
    assert throttling.network_of("2001:db8:1::1") == "2001:db8:1::/48"


def test_old_code_and_open_pages_die_when_the_code_is_replaced(
    filed: Filed, browser: Client, petugas: User
) -> None:
    code = replace_tracking_code(case=filed.case, by=petugas, how="counter", now=NOW)
    assert browser.get(CASE).status_code == 403
    old = Client().post(TRACK, {"nomor": filed.case.number, "kode": filed.tracking_code})
    assert old.status_code == 422
    assert Client().post(TRACK, {"nomor": filed.case.number, "kode": code}).status_code == 302
    assert addresses.case_of_receipt_token(addresses.receipt_token(filed.case)) is None


def test_link_in_the_mail_changes_nothing_until_the_button_is_pressed(filed: Filed) -> None:
    path = addresses.email_url(filed.case).split("8000")[1]
    client = Client()
    page = client.get(path)
    filed.case.refresh_from_db()
    assert filed.case.email_confirmed_at is None and "Pastikan alamat ini" in page.content.decode()
    assert client.get(CASE).status_code == 403
    assert client.post(path).url == CASE
    filed.case.refresh_from_db()
    assert filed.case.email_confirmed_at is not None
    assert client.get(CASE).status_code == 200


def test_link_of_another_address_or_a_broken_one_opens_nothing(filed: Filed) -> None:
    path = addresses.email_url(filed.case).split("8000")[1]
    InformationRequest.objects.update(email_index="x" * 64)
    assert Client().post(path).status_code == 404
    assert Client().get("/permohonan/surel/abc/").status_code == 404


def test_confirmed_address_is_mailed_and_unconfirmed_makes_a_task(
    filed: Filed, petugas: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answered(filed.case, petugas)
    assert not [m for m in mail.outbox if m.to == ["ani@example.com"] and "dijawab" in m.subject]
    task = filed.case.contact_tasks.get()
    assert "0001/DINSOS/2026" in task.text and "Ani" not in task.text and "Tamansari" not in task.text


def test_message_reaches_the_officer_and_stays_when_the_page_forgot_the_case(
    filed: Filed, browser: Client, petugas: User
) -> None:
    assert browser.post(f"{CASE}pesan/", {"teks": "Kapan selesai?"}).status_code == 302
    assert filed.case.messages.get().text == "Kapan selesai?"
    assert Notification.objects.filter(kind="officer.message", user=petugas).count() == 1
    stranger = Client()
    page = stranger.post(f"{CASE}pesan/", {"teks": "Jangan hilang"})
    assert page.status_code == 403 and 'value="Jangan hilang"' in page.content.decode()
    stranger.post(TRACK, {"nomor": filed.case.number, "kode": filed.tracking_code, "teks": "Jangan hilang"})
    assert "Jangan hilang</textarea>" in stranger.get(CASE).content.decode()
    assert filed.case.messages.count() == 1


def test_missing_identity_is_added_on_the_page(filed: Filed, browser: Client, petugas: User) -> None:
    request_completion(case=filed.case, by=petugas, items=["identity_scan"], now=wib(2026, 3, 16))
    page = browser.get(CASE).content.decode()
    assert "Lengkapi paling lambat Rabu, 1 April 2026." in page
    response = browser.post(f"{CASE}lengkapi/", {"identity_scan": upload("ktp.png", PNG)})
    assert response.status_code == 302
    filed.case.refresh_from_db()
    assert (filed.case.state, filed.case.missing_items) == ("received", [])
    assert filed.case.files.get().stored.encrypted


def test_wrong_file_keeps_the_page_and_says_what_to_do(filed: Filed, browser: Client) -> None:
    response = browser.post(f"{CASE}lengkapi/", {"identity_scan": upload("ktp.png", b"<html>")})
    assert response.status_code == 422
    assert "bukan PNG" in response.content.decode()
    assert StoredFile.objects.count() == 0


def test_withdrawing_needs_the_button_and_tells_the_officer(
    filed: Filed, browser: Client, petugas: User
) -> None:
    assert "tidak lagi wajib menjawab" in browser.get(f"{CASE}tarik/").content.decode()
    filed.case.refresh_from_db()
    assert filed.case.state == "received"
    assert browser.post(f"{CASE}tarik/").status_code == 302
    filed.case.refresh_from_db()
    assert (filed.case.state, filed.case.outcome) == ("closed", "withdrawn")
    assert Notification.objects.filter(kind="officer.case_withdrawn").count() == 1
    again = browser.post(f"{CASE}tarik/")
    assert again.status_code == 422


def test_answer_files_are_downloaded_and_unscanned_ones_say_so(
    filed: Filed, browser: Client, petugas: User
) -> None:
    (file,) = answered(filed.case, petugas)
    html = browser.get(CASE).content.decode()
    assert "jawaban.pdf" in html and "belum diperiksa dari program berbahaya" in html
    assert "Baca per halaman" not in html and "tepat waktu" in html
    got = browser.get(f"{CASE}berkas/{file.pk}/")
    assert got["Content-Disposition"].startswith("attachment") and got["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"{CASE}baca/{file.pk}/").status_code == 404
    StoredFile.objects.update(scan_state=ScanState.CLEAN)
    assert "Halaman 1 dari 1" in browser.get(f"{CASE}baca/{file.pk}/").content.decode()
    assert browser.get(f"{CASE}baca/{file.pk}/1.png")["Content-Type"] == "image/png"
    for bad in ("2", "abc", "-1", "999999"):
        assert browser.get(f"{CASE}baca/{file.pk}/?halaman={bad}").status_code == 404


def test_identity_scan_and_files_of_another_case_are_not_handed_out(
    filed: Filed, browser: Client, file_case: Callable[..., Filed], petugas: User
) -> None:
    scan = store_upload(upload=upload("ktp.png", PNG), now=NOW, encrypt=True)
    CaseFile.objects.create(case=filed.case, stored=scan, purpose="identity")
    other = file_case(details="Permohonan lain").case
    (foreign,) = answered(other, petugas)
    for pk in (scan.pk, foreign.pk):
        assert browser.get(f"{CASE}berkas/{pk}/").status_code == 404


def test_letters_count_as_received_when_the_citizen_opens_the_page(
    filed: Filed, browser: Client, petugas: User
) -> None:
    letter = request_completion(case=filed.case, by=petugas, items=["identity_scan"], now=wib(2026, 3, 16))
    assert letter.received_on is None
    browser.get(CASE)
    letter.refresh_from_db()
    assert letter.received_on == wib(2026, 3, 27).date()
    assert letter.receipt_evidence == "dibuka di halaman lacak"
    assert browser.get(f"{CASE}surat/{letter.pk}.pdf").getvalue().startswith(b"%PDF")


def test_leaving_closes_the_case_on_a_shared_computer(browser: Client) -> None:
    browser.post("/permohonan/lacak/tutup/")
    assert browser.get(CASE).status_code == 403


def test_case_page_costs_the_same_for_many_events_and_messages(
    filed: Filed, browser: Client, django_assert_max_num_queries
) -> None:
    browser.get(CASE)
    for number in range(15):
        browser.post(f"{CASE}pesan/", {"teks": f"Pesan {number}"})
    with django_assert_max_num_queries(20):
        browser.get(CASE)


def test_page_is_kept_out_of_caches_and_search(browser: Client) -> None:
    response = browser.get(CASE)
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in response.content.decode()
    assert PDF[:4] == b"%PDF"


def test_refused_citizen_gets_the_decree_and_nobody_else_does(
    browser: Client, clock: dict[str, datetime], filed: Filed, petugas: User, utama: User
) -> None:
    before = list(decrees._registers)
    decrees.register(FakeRegister(PATIENTS))
    try:
        draft = RefusalData(
            kind="exemption", ground="h", decree_id="7", matter="Rekam medis pasien",
            consequence="Mengungkap riwayat kesehatan orang.", reason="Rahasia pribadi pasien.",
        )  # fmt: skip
        refusing.propose(case=filed.case, data=draft, by=petugas, now=wib(2026, 3, 16))
        refusing.sign(case=filed.case, by=utama, now=wib(2026, 3, 17))
        boss = officer(Role.ATASAN_PPID, email="sekda@cilegon.example")
        letter = refusing.approve(case=filed.case, by=boss, now=wib(2026, 3, 26))
        address = f"{CASE}surat/{letter.pk}/keputusan.pdf"
        assert address in browser.get(CASE).content.decode()
        answer_ = browser.get(address)
        assert answer_.status_code == 200 and answer_.content == b"%PDF-1.7 7"
        assert answer_["Content-Type"] == "application/pdf"
        assert Client().get(address).status_code == 404
        receipt = filed.case.letters.get(kind="receipt")
        assert browser.get(f"{CASE}surat/{receipt.pk}/keputusan.pdf").status_code == 404
        decrees.register(None)
        assert browser.get(address).status_code == 404
    finally:
        decrees._registers[:] = before
