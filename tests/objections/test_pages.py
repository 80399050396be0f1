"""The citizen's forms and the desk of objections through their own doors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.audit.models import AuditEvent
from requests_app.models import InformationRequest, Letter, Objection, ObjectionFile
from requests_app.services.filing import Filed
from requests_app.services.objections import deciding, ordering
from requests_app.services.objections.objecting import Objected
from tests.files.test_uploads import PDF, upload
from tests.objections.conftest import LATE, upheld, wib

pytestmark = pytest.mark.django_db
CASE = "/permohonan/lacak/0001/DINSOS/2026/"
ONE = "/keberatan/lacak/1/2026/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(LATE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def filed(file_case: Callable[..., Filed]) -> Filed:
    return file_case()


@pytest.fixture
def browser(filed: Filed) -> Client:
    client = Client()
    client.post("/permohonan/lacak/", {"nomor": filed.case.number, "kode": filed.tracking_code})
    return client


def draft_of(html: str) -> str:
    found = re.search(r'name="draft" value="([^"]+)"', html)
    assert found
    return found.group(1)


def walk(client: Client, address: str, *steps: dict[str, Any]) -> Any:
    """Post each step with the draft that the page before it carried."""
    response = client.get(address)
    for step in steps:
        data = {"draft": draft_of(response.content.decode()), "go": "next", **step}
        response = client.post(address, data)
    return response


GROUNDS = {"step": "grounds", "grounds": ["c", "e"], "position": "Sampai hari ini tidak ada jawaban."}


# A citizen with a request -----------------------------------------------------------------------------------


def test_objection_from_the_tracking_page_is_filed_and_read(browser: Client, atasan: User) -> None:
    page = browser.get(CASE).content.decode()
    assert f'href="{CASE}keberatan/"' in page
    response = walk(browser, f"{CASE}keberatan/", GROUNDS, {"step": "check"})
    receipt = browser.get(response.url).content.decode()
    assert "0001/KEBERATAN/2026" in receipt
    assert "Kamis, 21 Mei 2026" in receipt
    objection = Objection.objects.get()
    assert (objection.grounds, objection.case and objection.case.number) == ("ce", "0001/DINSOS/2026")
    page = browser.get(ONE).content.decode()
    assert "Atasan PPID wajib menjawab paling lambat" in page
    assert "0001/KEBERATAN/2026" in browser.get(CASE).content.decode()


def test_form_sent_twice_makes_one_objection(browser: Client) -> None:
    response = walk(browser, f"{CASE}keberatan/", GROUNDS)
    data = {"draft": draft_of(response.content.decode()), "go": "next", "step": "check"}
    first, second = (browser.post(f"{CASE}keberatan/", data) for _n in range(2))
    assert first.url == second.url
    assert Objection.objects.count() == 1


def test_lateness_cannot_be_ticked_before_its_day_and_the_form_says_when(browser: Client, clock: Any) -> None:
    clock.move_to(wib(2026, 4, 2))
    page = browser.get(f"{CASE}keberatan/").content.decode()
    assert "3 April 2026" in page
    response = walk(browser, f"{CASE}keberatan/", GROUNDS)
    assert response.status_code == 422
    assert "Sampai hari ini tidak ada jawaban." in response.content.decode()
    assert Objection.objects.count() == 0
    other = walk(browser, f"{CASE}keberatan/", {**GROUNDS, "grounds": ["d"]}, {"step": "check"})
    assert other.status_code == 302


def test_nothing_typed_is_lost_when_the_reason_is_missing(browser: Client) -> None:
    response = walk(browser, f"{CASE}keberatan/", {**GROUNDS, "grounds": []})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Pilih sedikitnya satu alasan." in page
    assert "Sampai hari ini tidak ada jawaban." in page


def test_objection_stays_closed_to_a_browser_without_the_code(
    filed: Filed, browser: Client, object_to: Callable[..., Objected]
) -> None:
    walk(browser, f"{CASE}keberatan/", GROUNDS, {"step": "check"})
    stranger = Client()
    for path in (ONE, f"{ONE}surat.pdf", f"{ONE}formulir.pdf", f"{ONE}tarik/"):
        assert stranger.get(path).status_code in {403, 404}, path
    assert "Sampai hari ini" not in stranger.get(ONE).content.decode()
    opened = stranger.post("/permohonan/lacak/", {"nomor": "1/keberatan/2026", "kode": filed.tracking_code})
    assert opened.url == ONE
    assert stranger.get(ONE).status_code == 200


def test_citizen_gets_lampiran_x_filled_in(browser: Client, tmp_path: Any) -> None:
    walk(browser, f"{CASE}keberatan/", GROUNDS, {"step": "check"})
    response = browser.get(f"{ONE}formulir.pdf")
    path = tmp_path / "x.pdf"
    path.write_bytes(b"".join(response.streaming_content))
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    for words in ("0001/KEBERATAN/2026", "Ani Lestari", "Jl. Melati 7", "Sampai hari ini tidak ada jawaban."):
        assert words in " ".join(text.split())


def test_citizen_reads_decision_and_orders_and_replies(
    filed: Filed, browser: Client, atasan: User, petugas: User, clock: Any
) -> None:
    walk(browser, f"{CASE}keberatan/", GROUNDS, {"step": "check"})
    objection = Objection.objects.get()
    deciding.rebut(objection=objection, text="Rahasia dapur PPID.", by=petugas, now=LATE)
    done = deciding.decide(objection=objection, decision=upheld(), by=atasan, now=wib(2026, 4, 10)).objection
    clock.move_to(wib(2026, 4, 13))
    page = browser.get(ONE).content.decode()
    assert "Jawab permohonan dan serahkan daftarnya." in page
    assert "Rahasia dapur PPID." not in page
    # Opened today: the fourteen working days run from today.
    letter = Letter.objects.get(pk=done.letter_id)
    assert (letter.received_on, letter.receipt_evidence) == (date(2026, 4, 13), "dibuka di halaman lacak")
    response = browser.post(f"{ONE}tanggapan/", {"teks": "Terima kasih."})
    assert response.status_code == 302
    objection.refresh_from_db()
    assert objection.objector_reply == "Terima kasih."
    pdf = b"".join(browser.get(f"{ONE}surat.pdf").streaming_content)
    assert pdf.startswith(b"%PDF")


def test_citizen_withdraws_on_a_page_of_its_own(browser: Client) -> None:
    walk(browser, f"{CASE}keberatan/", GROUNDS, {"step": "check"})
    assert browser.get(f"{ONE}tarik/").status_code == 200
    assert Objection.objects.get().state == "received"
    assert browser.post(f"{ONE}tarik/").url == ONE
    assert Objection.objects.get().state == "withdrawn"
    assert browser.post(f"{ONE}tarik/").status_code == 422


# A citizen without a request ---------------------------------------------------------------------------------


def test_periodic_information_is_objected_to_without_a_request_and_opened_by_its_own_code(
    dinsos: Agency, dkiss: Agency, atasan: User
) -> None:
    client = Client()
    what = {
        "step": "what",
        "agency": "DINSOS",
        "information": "Renja 2026",
        "position": "Tidak ada di situs.",
    }
    who = {"step": "who", "requester_kind": "individual", "name": "Budi", "phone": "0812"}
    response = walk(client, "/keberatan/informasi-berkala/", what, who, {"step": "check"})
    receipt = client.get(response.url).content.decode()
    objection = Objection.objects.get()
    assert (objection.grounds, objection.case) == ("b", None)
    assert objection.receipt_code in receipt
    stranger = Client()
    wrong = stranger.post("/permohonan/lacak/", {"nomor": objection.number, "kode": "AAAA-AAAA-AAAA"})
    assert wrong.status_code == 422
    right = stranger.post("/permohonan/lacak/", {"nomor": objection.number, "kode": objection.receipt_code})
    assert right.url == ONE
    # Also the letters of an objection without a request have person, unit and number.
    done = deciding.decide(objection=objection, decision=upheld(), by=atasan, now=wib(2026, 4, 10)).objection
    assert done.letter
    assert done.letter.agency == dinsos
    assert done.letter.facts["letter"]["to"][0] == "Budi"
    assert stranger.get(f"{ONE}surat.pdf").status_code == 200


def test_page_about_objections_leads_to_both_forms(dinsos: Agency) -> None:
    page = Client().get("/keberatan/").content.decode()
    assert 'name="nomor"' in page
    assert "/keberatan/informasi-berkala/" in page


# The desk ----------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(petugas: User) -> Client:
    client = Client()
    client.force_login(petugas)
    return client


def test_officer_enters_a_late_paper_objection_at_once(desk: Client, case: InformationRequest) -> None:
    page = desk.get("/admin/keberatan/catat/").content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token
    data = {
        "form_token": token.group(1), "request_number": case.number, "agency": case.agency_id,
        "channel": "letter", "grounds": ["c"], "received_at": "2026-04-03T10:00",
        "backdating_reason": "Surat di meja sekretaris.",
    }  # fmt: skip
    responses = [desk.post("/admin/keberatan/catat/", data) for _n in range(3)]
    assert {response.status_code for response in responses} == {302}
    objection = Objection.objects.get()
    assert (objection.number, objection.received_at) == ("0001/KEBERATAN/2026", wib(2026, 4, 3, 10))
    page = desk.get(responses[0].url).content.decode()
    assert "Kirim tanggapan PPID" in page
    assert "Putuskan keberatan" not in page


def test_superior_decides_on_the_desk_and_the_officer_carries_out(
    objection: Objection, atasan: User, desk: Client, clock: Any
) -> None:
    superior = Client()
    superior.force_login(atasan)
    path = f"/admin/keberatan/{objection.pk}/"
    data = {
        "outcome": "upheld", "reasons": "Terbuka.", "rebuttal": "PPID mengakui.",
        "order_1": "Serahkan daftarnya.", "order_1_on": "2026-04-20",
    }  # fmt: skip
    assert desk.post(f"{path}tindakan/putuskan/", data).status_code in {302, 403, 404}
    objection.refresh_from_db()
    assert objection.state == "received"
    missing = superior.post(f"{path}tindakan/putuskan/", {**data, "order_1": "", "order_1_on": ""})
    assert missing.status_code == 200
    assert "Tuliskan sedikitnya satu perintah" in missing.content.decode()
    assert superior.post(f"{path}tindakan/putuskan/", data).status_code == 302
    assert "Catat dilaksanakan" in desk.get(path).content.decode()
    clock.move_to(wib(2026, 4, 14))
    done = desk.post(f"{path}perintah/1/laksanakan/", {"how": "Diserahkan di loket.", "on": "2026-04-14"})
    assert done.status_code == 302
    assert objection.orders.get().done_on == date(2026, 4, 14)


def test_papers_open_for_the_unit_and_leave_a_trace(objection: Objection, desk: Client) -> None:
    from portal.audit.models import AuditEvent

    path = f"/admin/keberatan/{objection.pk}/surat/"
    assert desk.get(f"{path}jawaban.pdf").status_code == 404
    response = desk.get(f"{path}formulir.pdf")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert AuditEvent.objects.filter(action="objection.paper_opened").count() == 1


@pytest.mark.parametrize("count", [2, 12])
def test_list_of_objections_asks_a_bounded_number_of_questions(
    count: int, object_to: Callable[..., Objected], desk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        object_to(position=f"Belum dijawab {number}.")
    desk.get("/admin/keberatan/")
    with django_assert_max_num_queries(24):
        assert desk.get("/admin/keberatan/").content.count(b"/KEBERATAN/2026") >= count


def test_page_of_an_objection_asks_a_bounded_number_of_questions(
    decided: Objection, desk: Client, browser: Client, django_assert_max_num_queries: Any
) -> None:
    desk.get(f"/admin/keberatan/{decided.pk}/")
    with django_assert_max_num_queries(40):
        desk.get(f"/admin/keberatan/{decided.pk}/")


def test_register_has_the_columns_of_lampiran_xi_and_no_formula(
    object_to: Callable[..., Objected], utama: User
) -> None:
    object_to(position="=HYPERLINK(1)")
    client = Client()
    client.force_login(utama)
    text = b"".join(client.get("/admin/keberatan/register.csv").streaming_content).decode("utf-8-sig")
    head = text.splitlines()[0]
    for column in ("Nomor keberatan", "Nomor pendaftaran permohonan", "Alasan a", "Alasan g",
                   "Keputusan Atasan PPID", "Nama Atasan PPID", "Tanggapan pengaju"):  # fmt: skip
        assert column in head
    assert "'=HYPERLINK(1)" in text


def test_receipt_of_the_answer_is_recorded_on_the_desk_and_starts_the_fourteen_days(
    decided: Objection, desk: Client, clock: Any
) -> None:
    clock.move_to(wib(2026, 4, 14))
    path = f"/admin/keberatan/{decided.pk}/surat/terima/"
    assert desk.get(path).status_code == 200
    bad = desk.post(path, {"how": "handed_over", "received_on": "2026-04-01", "evidence": "Tanda tangan"})
    assert bad.status_code == 200
    assert Letter.objects.get(pk=decided.letter_id).received_on is None
    data = {"how": "handed_over", "received_on": "2026-04-13", "evidence": "Tanda tangan di loket"}
    assert desk.post(path, data).status_code == 302
    assert Letter.objects.get(pk=decided.letter_id).received_on == date(2026, 4, 13)
    page = desk.get(f"/admin/keberatan/{decided.pk}/").content.decode()
    assert "sampai Senin, 4 Mei 2026" in page


def test_officer_records_that_the_objector_was_told(decided: Objection, desk: Client, clock: Any) -> None:
    clock.move_to(wib(2026, 4, 14))
    task = decided.contact_tasks.get()
    path = f"/admin/keberatan/{decided.pk}/kabar/{task.pk}/"
    assert desk.post(path, {"how": "whatsapp", "note": "Diangkat sendiri."}).status_code == 302
    task.refresh_from_db()
    assert task.done_at is not None


# What an upheld objection opens --------------------------------------------------------------------------------


def test_what_was_opened_becomes_an_entry_by_a_prefilled_form(
    decided: Objection, desk: Client, petugas: User
) -> None:
    from disclosure.services.catalogue import DEFAULT_CATALOGUE, load_catalogue, read_catalogue

    load_catalogue(document=read_catalogue(DEFAULT_CATALOGUE), today=date(2026, 4, 10))
    Objection.objects.filter(pk=decided.pk).update(public_subject="Daftar penerima bantuan")
    page = desk.get(f"/admin/keberatan/{decided.pk}/").content.decode()
    link = f"/admin/daftar-informasi/add/?keberatan={decided.pk}"
    assert link in page
    form = desk.get(link).content.decode()
    assert 'value="Daftar penerima bantuan"' in form
    # The citizen's own words are nowhere in it.
    assert "Belum dijawab sampai hari ini." not in form


def test_an_objection_of_another_unit_prefills_nothing(decided: Objection, desk: Client) -> None:
    from disclosure.objection_entries import entry_initial
    from portal.agencies.models import Role
    from tests.factories import AgencyFactory, officer

    stranger = officer(Role.PPID_PELAKSANA, AgencyFactory(code="DINKES"))
    assert entry_initial(stranger, str(decided.pk)) == {}
    assert entry_initial(stranger, "1 or 1") == {}


def test_nothing_is_offered_while_the_slot_is_empty(
    decided: Objection, desk: Client, petugas: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from requests_app import entry_link

    assert entry_link.entry_url(decided, petugas)
    monkeypatch.setattr(entry_link, "_links", [])
    assert entry_link.entry_url(decided, petugas) is None


def test_returned_order_waits_again_on_the_desk(decided: Objection, petugas: User, atasan: User) -> None:
    order = decided.orders.get()
    ordering.do_order(order=order, how="Dikirim.", on=date(2026, 4, 14), by=petugas, now=wib(2026, 4, 14))
    ordering.return_order(order=order, reason="Tidak lengkap.", by=atasan, now=wib(2026, 4, 15))
    order.refresh_from_db()
    assert (order.done_at, order.returned_reason) == (None, "Tidak lengkap.")


def test_upload_kept_by_the_form_of_one_objection_is_refused_by_the_form_of_another(
    objection: Objection, object_to: Callable[..., Objected], petugas: User, clock: Any
) -> None:
    """Case 15, for objections: what a form keeps is for the matter that it was opened for."""
    clock.move_to(wib(2026, 4, 7))
    other = object_to(grounds=("e",), position="Soal lain.").objection
    client = Client()
    client.force_login(petugas)

    def settle(row: Objection, **data: Any) -> Any:
        return client.post(f"/admin/keberatan/{row.pk}/tindakan/sepakat/", data)

    form = settle(objection, agreement="", files=upload("berita-acara.pdf", PDF))
    assert "berita-acara.pdf" in form.content.decode()
    kept = form.context["form"]["kept"].value()
    page = settle(other, agreement="Disepakati.", agreed_on="2026-04-07", kept=kept).content.decode()
    assert "Berkas itu diunggah untuk isian lain" in page and "Disepakati." in page
    assert "berita-acara.pdf" not in page
    assert AuditEvent.objects.get(action="objection.foreign_file").target_id == str(other.pk)
    assert not ObjectionFile.objects.exists()
    again = settle(objection, agreement="Disepakati.", agreed_on="2026-04-07", kept=kept)
    assert again.status_code == 302
    assert ObjectionFile.objects.get().objection == objection
