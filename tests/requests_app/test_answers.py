"""Every kind of answer says what UU 14/2008 Art 22(7) and PERKI 1/2021 Art 31(4) ask for; ways, costs, viewing."""

from __future__ import annotations

import json
from datetime import date, time
from importlib import import_module

import pypdfium2
import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Role
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from requests_app.law.states import Outcome
from requests_app.letters.drawing import draw_letter
from requests_app.models import CostRate, InformationRequest, Letter, NumberSequence
from requests_app.register import columns, line
from requests_app.services.answering import AnswerData, answer, hand_over, mark_not_a_request
from requests_app.services.closing import confirm_spam, mark_spam, reopen
from requests_app.services.costing import end_rate, record_payment, record_rate
from requests_app.services.forwarding import forward
from requests_app.services.viewing import Seen, move_viewing, open_viewing, record_viewing
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib

pytestmark = pytest.mark.django_db
DAY = wib(2026, 3, 26)


def words(letter: Letter) -> str:
    letter.refresh_from_db()
    document = pypdfium2.PdfDocument(draw_letter(letter).bytes)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture
def rate(utama: User) -> CostRate:
    return record_rate(
        label="Fotokopi folio", unit="lembar", unit_price=250, basis="Keputusan Wali Kota 555/2025",
        valid_from=date(2026, 1, 1), by=utama, now=DAY,
    )  # fmt: skip


@pytest.fixture
def desk(client: Client, petugas: User) -> Client:
    client.force_login(petugas)
    return client


def test_partly_granted_names_what_was_blacked_out_why_cost_and_time(
    case: InformationRequest, petugas: User, rate: CostRate
) -> None:
    data = AnswerData(
        outcome=Outcome.PARTLY, text="Daftar disertakan.", forms=("hardcopy",), costs=((rate.pk, 40),),
        redaction="Nama anak", redaction_reason="Pasal 17 huruf h: rahasia pribadi", hand_over_on=date(2026, 4, 6),
    )  # fmt: skip
    done = answer(case=case, data=data, by=petugas, now=DAY)
    text = words(done.letter)
    for part in ("Informasi dapat diberikan sebagian", "Penguasaan informasi Kami", "Salinan tertulis", "Rp10.000",
                 "paling lambat Senin, 6 April 2026", "6 hari kerja", "Nama anak", "Alasan: Pasal 17 huruf h",
                 "keberatan", "30 (tiga puluh) hari kerja", "14 (empat belas) hari kerja"):  # fmt: skip
        assert part in text, part
    # What was blacked out is kept with the encrypted words of the letter.
    assert "Nama anak" not in json.dumps(done.letter.data) and "redaction" not in done.letter.data
    sheet = case.cost_sheets.get()
    assert (sheet.total, sheet.letter.kind) == (10_000, "cost_sheet")
    assert "Keputusan Wali Kota 555/2025" in words(sheet.letter)


def test_not_held_names_the_body_or_says_that_it_is_unknown(case: InformationRequest, petugas: User) -> None:
    known = AnswerData(outcome=Outcome.NOT_HELD, text="Bukan kami.", held_by="BPS Kota Cilegon")
    text = words(answer(case=case, data=known, by=petugas, now=DAY).letter)
    assert (
        "Badan publik lain, yaitu BPS Kota Cilegon" in text and "☑ Informasi yang diminta tidak atau" in text
    )
    reopen(case=case, reason="Salah alamat", by=petugas, now=DAY)
    unknown = AnswerData(outcome=Outcome.NOT_HELD, text="Bukan kami.")
    text = words(answer(case=case, data=unknown, by=petugas, now=DAY).letter)
    assert "badan publik yang menguasainya tidak kami ketahui" in text


def test_not_documented_says_when_it_will_be(case: InformationRequest, petugas: User) -> None:
    data = AnswerData(outcome=Outcome.NOT_DOCUMENTED, text="Sedang disusun.", hand_over_on=date(2026, 5, 4))
    done = answer(case=case, data=data, by=petugas, now=DAY)
    assert "Akan disediakan paling lambat Senin, 4 Mei 2026" in words(done.letter)
    assert (done.case.state, done.case.promised_on) == ("answered", date(2026, 5, 4))


def test_already_published_gives_whole_addresses(case: InformationRequest, petugas: User) -> None:
    data = AnswerData(
        outcome=Outcome.ALREADY_PUBLISHED, text="Sudah diumumkan.",
        links=("/informasi/12/laporan/", "https://cilegon.example/a", "https://cilegon.example/a"),
    )  # fmt: skip
    done = answer(case=case, data=data, by=petugas, now=DAY)
    assert done.letter.data["links"] == [
        "http://127.0.0.1:8000/informasi/12/laporan/",
        "https://cilegon.example/a",
    ]
    assert done.case.state == "closed" and "https://cilegon.example/a" in words(done.letter)


def test_no_request_is_answered_with_the_right_door(case: InformationRequest, petugas: User) -> None:
    with pytest.raises(InputError):
        mark_not_a_request(case=case, text="Ini pengaduan.", right_door=" ", by=petugas, now=DAY)
    done = mark_not_a_request(
        case=case, text="Ini pengaduan.", right_door="SP4N-LAPOR, lapor.go.id", by=petugas, now=DAY
    )
    assert "Layanan yang tepat: SP4N-LAPOR, lapor.go.id" in words(done.letter)
    assert (done.case.outcome, done.case.noticed_at) == ("not_a_request", DAY)


def test_spam_needs_utama_is_not_told_before_and_can_be_reopened(
    case: InformationRequest, petugas: User, utama: User
) -> None:
    mark_spam(case=case, reason="Teks iklan berulang", by=petugas, now=DAY)
    with pytest.raises(NotAllowed):
        confirm_spam(case=case, reason="Iklan", by=petugas, now=DAY)
    case.refresh_from_db()
    assert case.is_open and not case.events.filter(kind="marked_spam", is_public=True).exists()
    assert case.contact_tasks.count() == 0
    with pytest.raises(InputError):
        confirm_spam(case=case, reason=" ", by=utama, now=DAY)
    confirm_spam(case=case, reason="Iklan judi", by=utama, now=DAY)
    case.refresh_from_db()
    number = case.number
    assert (case.state, case.outcome) == ("closed", "spam")
    reopen(case=case, reason="Ternyata permohonan", by=utama, now=DAY)
    case.refresh_from_db()
    assert (case.state, case.outcome, case.number, case.spam_marked) == ("in_progress", "", number, False)


def test_viewing_is_an_appointment_then_a_record_and_ends_the_case(
    case: InformationRequest, petugas: User
) -> None:
    data = AnswerData(
        outcome=Outcome.GRANTED, text="Silakan datang.", forms=("view",), view_at=wib(2026, 4, 1, 9),
        view_place="Ruang PPID",
    )  # fmt: skip
    done = answer(case=case, data=data, by=petugas, now=DAY)
    assert "Rabu, 1 April 2026 pukul 09.00 WIB, Ruang PPID" in words(done.letter)
    assert done.case.promised_on == date(2026, 4, 1)
    moved = move_viewing(
        case=case, at=wib(2026, 4, 2, 13), place="Ruang PPID", by=petugas, now=wib(2026, 3, 30)
    )
    assert open_viewing(case=case) == moved and case.viewings.count() == 2
    first = case.viewings.order_by("pk").first()
    assert first is not None
    seen = Seen(date(2026, 4, 2), time(13), time(14, 30), ("Dokumen kontrak",), "Mencatat dua halaman.")
    with pytest.raises(RuleViolation):
        record_viewing(viewing=first, seen=seen, by=petugas, now=wib(2026, 4, 2, 15))
    with pytest.raises(InputError):
        early = Seen(date(2026, 4, 2), time(13), time(12), ("Dokumen kontrak",))
        record_viewing(viewing=moved, seen=early, by=petugas, now=wib(2026, 4, 2, 15))
    record = record_viewing(viewing=moved, seen=seen, by=petugas, now=wib(2026, 4, 2, 15))
    text = words(record)
    assert "Kamis, 2 April 2026, pukul 13.00–14.30 WIB, di Ruang PPID" in text and "Dokumen kontrak" in text
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "granted")
    assert case.events.last().data["how"] == "view"


def test_payment_is_recorded_once_with_its_receipt(
    case: InformationRequest, petugas: User, rate: CostRate
) -> None:
    data = AnswerData(
        outcome=Outcome.GRANTED, text="Ambil di loket.", costs=((rate.pk, 4),), hand_over_on=date(2026, 4, 1)
    )
    answer(case=case, data=data, by=petugas, now=DAY)
    sheet = case.cost_sheets.get()
    with pytest.raises(InputError):
        record_payment(sheet=sheet, paid_on=date(2026, 3, 25), how="cash", by=petugas, now=DAY)
    paid = record_payment(
        sheet=sheet, paid_on=date(2026, 3, 27), how="cash", by=petugas, now=wib(2026, 3, 27)
    )
    assert paid.receipt is not None and "Rp1.000" in words(paid.receipt)
    assert "/BA/" in paid.receipt.number
    with pytest.raises(RuleViolation):
        record_payment(sheet=sheet, paid_on=date(2026, 3, 27), how="cash", by=petugas, now=wib(2026, 3, 27))


def test_rate_that_ended_is_charged_no_more(
    case: InformationRequest, petugas: User, utama: User, rate: CostRate
) -> None:
    with pytest.raises(NotAllowed):
        end_rate(rate=rate, by=petugas, now=DAY)
    end_rate(rate=rate, by=utama, now=wib(2026, 3, 25))
    data = AnswerData(outcome=Outcome.GRANTED, text="x", costs=((rate.pk, 1),), handed_over=True)
    with pytest.raises(InputError) as refused:
        answer(case=case, data=data, by=petugas, now=DAY)
    assert refused.value.field == "costs"


def test_hand_over_leaves_a_receipt_that_names_who_took_it(case: InformationRequest, petugas: User) -> None:
    data = AnswerData(outcome=Outcome.GRANTED, text="Ambil.", hand_over_on=date(2026, 4, 1))
    answer(case=case, data=data, by=petugas, now=DAY)
    hand_over(
        case=case,
        by=petugas,
        now=wib(2026, 4, 1),
        how="pick_up",
        received_by="Budi",
        documents=["Salinan 4 lembar"],
    )
    letter = case.letters.get(kind="hand_over")
    text = words(letter)
    assert "Salinan 4 lembar" in text and "Budi" in text
    assert "Budi" not in json.dumps(letter.data)


def test_draft_is_shown_and_nothing_is_sent(desk: Client, case: InformationRequest) -> None:
    with time_machine.travel(DAY, tick=False):
        fields = {"outcome": "not_held", "text": "Bukan kami.", "held_by": "BPS", "preview": "1"}
        found = desk.post(reverse("desk:act", args=[case.pk, "jawab"]), fields)
    document = pypdfium2.PdfDocument(found.content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "diberikan saat dikirim" in text and "BPS" in text
    case.refresh_from_db()
    assert case.state == "received" and not case.letters.filter(kind="notice").exists()
    assert not NumberSequence.objects.filter(series__startswith="letter:").exists()
    wrong = desk.post(reverse("desk:act", args=[case.pk, "jawab"]), {**fields, "text": ""})
    assert wrong.status_code == 200 and "text/html" in wrong["Content-Type"]


def test_desk_answers_with_costs_and_viewing_by_form(
    desk: Client, case: InformationRequest, rate: CostRate
) -> None:
    with time_machine.travel(DAY, tick=False):
        address = reverse("desk:act", args=[case.pk, "jawab"])
        page = desk.get(address).content.decode()
        assert "Fotokopi folio, Rp" in page and f"cost_{rate.pk}" in page
        fields = {
            "outcome": "granted", "text": "Silakan.", "given_as": ["hardcopy", "view"],
            "view_at": "2026-04-01T09:00", "view_place": "Ruang PPID", f"cost_{rate.pk}": "12",
        }  # fmt: skip
        desk.post(address, fields)
        case.refresh_from_db()
        assert case.state == "answered" and case.cost_sheets.get().total == 3000
        page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
        assert "Catat pembayaran" in page and "Catat sudah dilihat" in page
        sheet, viewing = case.cost_sheets.get(), case.viewings.get()
        paid = {"paid_on": "2026-03-26", "how": "cash"}
        desk.post(reverse("desk:payment", args=[case.pk, sheet.pk]), paid)
        assert (
            "sudah tercatat"
            in desk.post(reverse("desk:payment", args=[case.pk, sheet.pk]), paid).content.decode()
        )
    with time_machine.travel(wib(2026, 4, 1, 11), tick=False):
        fields = {"on": "2026-04-01", "from_time": "09:00", "until_time": "10:00", "documents": "Kontrak"}
        desk.post(reverse("desk:viewing", args=[case.pk, viewing.pk]), fields)
    case.refresh_from_db()
    assert case.state == "closed"


def test_older_letters_lose_the_secret_words_from_their_plain_data(
    case: InformationRequest, petugas: User
) -> None:
    old = Letter.objects.create(
        case=case, kind="refusal", dated_on=date(2026, 3, 1), created_at=DAY, token="Y" * 16,
        data={"matter": "Rekam medis Ani", "consequence": "Terungkap", "ground": "h"},
    )  # fmt: skip
    bare = Letter.objects.create(
        case=case, kind="notice", dated_on=date(2026, 3, 1), created_at=DAY, token="Z" * 16,
        data={"redaction": "Alamat Ani", "outcome": "partly"},
    )  # fmt: skip
    migration = import_module("requests_app.migrations.0007_private_words")
    migration.move(apps, None)
    migration.move(apps, None)
    old.refresh_from_db()
    bare.refresh_from_db()
    assert old.data == {"ground": "h"} and bare.data == {"outcome": "partly"}
    assert old.facts["private"] == {"matter": "Rekam medis Ani", "consequence": "Terungkap"}
    assert "Rekam medis Ani" in words(old) and "Alamat Ani" in words(bare)


@time_machine.travel(DAY, tick=False)
def test_second_officer_is_told_that_the_first_has_answered_and_loses_no_word(
    desk: Client, case: InformationRequest, utama: User
) -> None:
    address = reverse("desk:act", args=[case.pk, "jawab"])
    assert desk.get(address).status_code == 200
    # Meanwhile somebody else answers the same case.
    answer(case=case, data=AnswerData(outcome=Outcome.NOT_HELD, text="Bukan kami."), by=utama, now=DAY)
    late = {"outcome": "granted", "text": "Kami punya datanya.", "handed_over": "on"}
    page = desk.post(address, late).content.decode()
    assert "Permohonan ini sudah “Selesai”" in page and "Kami punya datanya." in page
    assert case.letters.filter(kind="notice").count() == 1


def test_forwarded_case_is_named_by_its_new_unit_everywhere_and_history_keeps_the_old(
    case: InformationRequest, petugas: User
) -> None:
    health = AgencyFactory(code="DINKES", name="Dinas Kesehatan", slug="dinkes")
    there = officer(Role.PPID_PELAKSANA, health, email="petugas@dinkes.example")
    forward(case=case, to=health, reason="Dikuasai Dinas Kesehatan.", by=petugas, now=wib(2026, 3, 16))
    case.refresh_from_db()
    letter = words(case.letters.get(kind="forwarding"))
    assert "Yth. PPID Pelaksana Dinas Kesehatan" in letter and case.number in letter
    mail = Notification.objects.get(kind="officer.case_forwarded", user=there)
    assert case.number in mail.subject + mail.body
    assert dict(zip(columns(), line(case), strict=True))["Perangkat daerah"] == "Dinas Kesehatan"
    client = Client()
    client.post("/permohonan/lacak/", {"nomor": case.number, "kode": case.receipt_code})
    with time_machine.travel(wib(2026, 3, 17), tick=False):
        page = client.get(f"/permohonan/lacak/{case.number}/").content.decode()
    assert "Dinas Kesehatan wajib menjawab paling lambat" in page
    assert "Diteruskan dari Dinas Sosial ke Dinas Kesehatan" in page
