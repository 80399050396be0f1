"""The form as a citizen walks it: no script, no cookie, nothing lost (issue 3 journey 1; cases 5, 11, 12, 16)."""

import re
from datetime import datetime

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.agencies.models import Agency
from portal.files.models import StoredFile
from portal.notifications.models import Notification
from requests_app.models import AnsweredByPublished, InformationRequest, TopicLink
from tests.factories import AgencyFactory
from tests.files.test_uploads import PDF, PNG
from tests.requests_app.conftest import NOW

pytestmark = pytest.mark.django_db
URL = "/permohonan/ajukan/"
QUESTION = "Daftar penerima bantuan sosial tunai Kelurahan Tamansari tahun 2025"

ANSWERS: dict[str, dict[str, object]] = {
    "question": {"details": QUESTION},
    "agency": {"agency": "DINSOS"},
    "who": {"requester_kind": "individual"},
    "identity": {"name": "Ani Lestari", "identity_number": "3672015505900001", "occupation": "Guru"},
    "contact": {"address": "Jl. Melati 7", "phone": "0812-0000-0001", "email": "ani@example.com"},
    "delivery": {
        "purpose": "Musyawarah",
        "obtain_way": "copy",
        "send_way": "email",
        "needs": ["large_print"],
    },
    "files": {},
    "check": {},
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frozen:
        @staticmethod
        def now() -> datetime:
            return NOW

    monkeypatch.setattr("requests_app.views.filing.timezone", Frozen)
    monkeypatch.setattr("requests_app.views.receipt.timezone", Frozen)


class Walk:
    """A browser without scripts and cookies: it knows only what stands in the page."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.open(self.client.get(URL))

    def open(self, response) -> None:
        self.response = response
        self.html = response.content.decode()
        self.step = self._hidden("step")
        self.draft = self._hidden("draft")

    def _hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        return found.group(1) if found else ""

    def post(self, go: str = "next", **fields: object):
        self.client.cookies.clear()
        data = {"draft": self.draft, "step": self.step, "go": go, **fields}
        self.open(self.client.post(URL, data))
        return self

    def until(self, step: str, **changes: dict[str, object]) -> "Walk":
        while self.step != step:
            assert self.response.status_code == 200, self.html
            name = self.step
            self.post(**{**ANSWERS.get(name, {}), **changes.get(name, {})})
        return self


def test_whole_form_gives_a_receipt_without_script_or_cookie(dinsos: Agency) -> None:
    walk = Walk().until("check")
    assert InformationRequest.objects.count() == 0
    sent = walk.client.post(URL, {"draft": walk.draft, "step": "check", "go": "next"})
    assert sent.status_code == 302
    receipt = walk.client.get(sent.url)
    html = receipt.content.decode()
    case = InformationRequest.objects.get()
    assert case.number == "0001/DINSOS/2026"
    assert "0001/DINSOS/2026" in html and case.receipt_code in html
    assert "Kamis, 2 April 2026" in html
    assert "Cuti bersama Nyepi" in html and "Pasal 22 ayat (7)" in html
    assert len(receipt.content) < 50 * 1024
    assert receipt["Referrer-Policy"] == "no-referrer"
    assert (case.name, case.purpose, case.needs, case.send_way) == (
        "Ani Lestari", "Musyawarah", ["large_print"], "email",
    )  # fmt: skip


def test_fifty_copies_of_one_form_get_one_case_and_equal_receipts(dinsos: Agency) -> None:
    walk = Walk().until("check")
    body = {"draft": walk.draft, "step": "check", "go": "next"}
    addresses = {Client().post(URL, body).url for _ in range(50)}
    assert InformationRequest.objects.count() == 1
    assert len(addresses) == 1
    pages = {Client().get(address).content for address in list(addresses) * 3}
    assert len({re.sub(rb'nonce="[^"]*"', b"", page) for page in pages}) == 1


def test_question_comes_before_any_personal_data() -> None:
    html = Walk().html
    for word in ('name="name"', 'name="identity_number"', 'name="email"', 'name="phone"'):
        assert word not in html


def test_everything_typed_stays_when_a_step_is_wrong(dinsos: Agency) -> None:
    walk = Walk().until("contact")
    walk.post(address="Jl. Melati 7", phone="0812", email="bukan surel")
    assert walk.response.status_code == 422
    assert "Tulis alamat surel seperti" in walk.html and 'id="error-summary"' in walk.html
    for typed in ("Jl. Melati 7", "0812", "bukan surel"):
        assert typed in walk.html


def test_going_back_keeps_what_stands_in_the_fields_right_or_wrong(dinsos: Agency) -> None:
    walk = Walk().until("contact")
    walk.post(go="back", address="Jl. Melati 7", phone="0812", email="belum selesai")
    assert walk.step == "identity" and 'value="Ani Lestari"' in walk.html
    walk.post(**ANSWERS["identity"])
    assert walk.step == "contact" and 'value="belum selesai"' in walk.html


def test_form_left_open_for_months_is_still_accepted(dinsos: Agency, monkeypatch) -> None:
    walk = Walk().until("check")
    assert InformationRequest.objects.count() == 0
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    sent = Client().post(URL, {"draft": walk.draft, "step": "check", "go": "next"})
    assert sent.status_code == 302
    assert InformationRequest.objects.get().number == "0001/DINSOS/2026"


def test_tampered_draft_starts_anew_instead_of_failing() -> None:
    walk = Walk()
    response = walk.client.post(URL, {"draft": walk.draft + "x", "step": "check", "go": "next"})
    assert response.status_code == 200
    assert 'name="details"' in response.content.decode()


def test_change_from_the_check_page_returns_to_it(dinsos: Agency) -> None:
    AgencyFactory(code="DINKES", name="Dinas Kesehatan")
    walk = Walk().until("check")
    walk.post(go="edit:agency")
    assert walk.step == "agency"
    walk.post(agency="DINKES")
    assert walk.step == "check" and "Dinas Kesehatan" in walk.html


def test_odd_nik_warns_once_and_never_blocks(dinsos: Agency) -> None:
    walk = Walk().until("identity")
    walk.post(name="Ani", identity_number="123")
    assert walk.step == "identity" and "NIK terdiri atas 16 angka" in walk.html
    seen = re.search(r'name="identity_seen" value="([^"]*)"', walk.html)
    assert seen
    walk.post(name="Ani", identity_number="123", identity_seen=seen.group(1))
    assert walk.step == "contact"


def test_identity_scan_may_come_later_and_is_listed_as_missing(dinsos: Agency) -> None:
    walk = Walk().until("check")
    sent = walk.client.post(URL, {"draft": walk.draft, "step": "check", "go": "next"})
    assert "Salinan KTP" in walk.client.get(sent.url).content.decode()
    assert InformationRequest.objects.get().missing_items == ["identity_scan"]


def test_files_are_kept_on_the_way_and_bound_on_sending(dinsos: Agency) -> None:
    walk = Walk().until("files")
    scan = SimpleUploadedFile("ktp saya.png", PNG)
    extra = [SimpleUploadedFile("surat.pdf", PDF), SimpleUploadedFile("jahat.pdf", b"<html>")]
    walk.post(identity_scan=scan, supporting=extra)
    assert walk.response.status_code == 422
    assert "jahat.pdf" in walk.html and "ktp saya.png" in walk.html and "surat.pdf" in walk.html
    walk.post()
    assert walk.step == "check" and "ktp saya.png" in walk.html
    walk.client.post(URL, {"draft": walk.draft, "step": "check", "go": "next"})
    case = InformationRequest.objects.get()
    assert sorted(case.files.values_list("purpose", flat=True)) == ["identity", "supporting"]
    assert case.missing_items == []
    assert StoredFile.objects.filter(encrypted=True).count() == 2


def test_unknown_agency_is_answered_with_reasons(dinsos: Agency, dkiss: Agency) -> None:
    walk = Walk().until("agency")
    walk.post(agency="?")
    assert walk.step == "suggest"
    assert "Dinas Sosial, karena Anda menulis" in walk.html
    assert "Kirim ke PPID Utama" in walk.html
    walk.post(agency="DINSOS")
    assert walk.step == "who"


def test_foreigner_is_told_plainly_and_led_to_published_information(dinsos: Agency) -> None:
    walk = Walk().until("who")
    walk.post(requester_kind="foreigner")
    assert walk.step == "foreigner"
    assert "hanya dapat diajukan warga negara" in walk.html and "/cari/" in walk.html
    walk.post(go="back")
    assert walk.step == "who"


def test_personal_numbers_and_health_words_are_pointed_out_before_sending(dinsos: Agency) -> None:
    text = "Data pasien Budi yang mengidap HIV, NIK 3672015505900001, hp 0812-3456-7890"
    walk = Walk().until("check", question={"details": text})
    assert "NIK atau nomor KK" in walk.html and "nomor telepon" in walk.html
    assert "keterangan kesehatan" in walk.html
    sent = walk.client.post(URL, {"draft": walk.draft, "step": "check", "go": "next"})
    assert sent.status_code == 302


def test_published_answer_closes_the_form_and_is_counted_once(dinsos: Agency) -> None:
    TopicLink.objects.create(
        keywords="bansos, bantuan sosial", title="Penerima bansos 2025", url="/informasi/1-x/"
    )
    walk = Walk()
    walk.post(details=QUESTION)
    assert walk.step == "published" and "Penerima bansos 2025" in walk.html
    for _ in range(3):
        page = Client().post(f"{URL}terjawab/", {"draft": walk.draft, "url": "/informasi/1-x/"})
        assert "Penerima bansos 2025" in page.content.decode()
    row = AnsweredByPublished.objects.get()
    assert row.url == "/informasi/1-x/"
    assert InformationRequest.objects.count() == 0
    walk.post()
    assert walk.step == "agency"


def test_address_of_somebody_else_learns_only_the_number(
    dinsos: Agency, django_capture_on_commit_callbacks
) -> None:
    walk = Walk().until("check")
    with django_capture_on_commit_callbacks(execute=True):
        walk.client.post(URL, {"draft": walk.draft, "step": "check", "go": "next"})
    (letter,) = [m for m in mail.outbox if m.to == ["ani@example.com"]]
    case = InformationRequest.objects.get()
    for secret in (case.receipt_code, "Ani", "bantuan", "Dinas Sosial", "2 April"):
        assert secret not in letter.body + letter.subject
    assert case.number in letter.body
    assert Notification.objects.filter(kind__startswith="case.").count() == 1


def test_opt_ins_are_unticked_and_separate(dinsos: Agency) -> None:
    walk = Walk().until("check")
    assert "checked" not in walk.html
    walk.client.post(URL, {"draft": walk.draft, "step": "check", "go": "next", "wants_survey": "on"})
    case = InformationRequest.objects.get()
    assert (case.wants_survey, case.allows_naming) == (True, False)


def test_receipt_pdf_and_calendar_entry_say_the_same_day(dinsos: Agency) -> None:
    walk = Walk().until("check")
    url = walk.client.post(URL, {"draft": walk.draft, "step": "check", "go": "next"}).url
    entry = walk.client.get(f"{url}batas.ics").content.decode()
    assert "DTSTART;VALUE=DATE:20260402" in entry and "0001/DINSOS/2026" in entry
    assert "Tamansari" not in entry
    first, second = (walk.client.get(f"{url}tanda-terima.pdf").content for _ in range(2))
    assert first.startswith(b"%PDF") and first == second
