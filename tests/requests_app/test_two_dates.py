"""Notices have two dates; the citizen's periods run from receipt; closing, completing, handing over by the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from disclosure.reports.figures import outcome_lines
from disclosure.reports.ledger import Period
from disclosure.reports.selectors import stories_of
from portal.accounts.models import User
from portal.kernel.errors import InputError, RuleViolation
from portal.notifications.models import Notification
from requests_app.calendars import current_calendar
from requests_app.forms.tracking import SupplyForm
from requests_app.law.states import Outcome
from requests_app.letters.until import period_of
from requests_app.models import CaseFile, InformationRequest, Letter
from requests_app.services.answering import AnswerData, answer, hand_over
from requests_app.services.closing import reopen
from requests_app.services.completing import close_not_completed, request_completion, supply_missing
from requests_app.services.delivering import (
    mark_opened_by_citizen,
    record_bounce,
    record_delivery,
    resend,
)
from requests_app.services.filing import Filed
from tests.requests_app.conftest import wib

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def asked(case: InformationRequest, petugas: User) -> Letter:
    return request_completion(case=case, by=petugas, items=["address"], now=wib(2026, 3, 13))


@pytest.fixture
def desk(client: Client, petugas: User) -> Client:
    client.force_login(petugas)
    return client


def post(desk: Client, name: str, *args: Any, **data: Any) -> str:
    return desk.post(reverse(f"desk:{name}", args=args), data).content.decode()


def test_letter_keeps_channel_days_and_evidence(asked: Letter, petugas: User) -> None:
    record_delivery(
        letter=asked, received_on=date(2026, 3, 16), how="resi", evidence="POS 123", channel="post",
        by=petugas, now=wib(2026, 3, 16),
    )  # fmt: skip
    asked.refresh_from_db()
    assert (asked.channel, asked.sent_on, asked.received_on) == ("post", date(2026, 3, 13), date(2026, 3, 16))
    assert (asked.evidence_kind, asked.receipt_evidence) == ("resi", "POS 123")
    assert asked.case.events.last().data["received_on"] == "2026-03-16"


def test_opening_the_tracking_page_is_evidence_of_its_own(asked: Letter, case: InformationRequest) -> None:
    assert mark_opened_by_citizen(case=case, now=wib(2026, 3, 14)) == 1
    assert mark_opened_by_citizen(case=case, now=wib(2026, 3, 15)) == 0
    asked.refresh_from_db()
    assert (asked.evidence_kind, asked.received_on) == ("opened", date(2026, 3, 14))


@time_machine.travel(wib(2026, 3, 26, 9), tick=False)
def test_desk_closes_only_after_proof_and_three_working_days_from_receipt(
    desk: Client, asked: Letter, case: InformationRequest
) -> None:
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "belum diketahui diterima" in page and "tidak habis" in page and "Catat dulu bukti" in page
    closing = reverse("desk:act", args=[case.pk, "tidak-dilengkapi"])
    assert closing not in page
    # Received Tuesday 17 March: 25, 26 and 27 March are the three days.
    post(
        desk, "delivery", case.pk, asked.pk, how="told", received_on="2026-03-17", evidence="Ibu Ani, telepon"
    )
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "masih dapat melengkapi sampai 27 Maret 2026" in page
    assert "Pemohon dapat melengkapi permohonan (3 hari kerja) sampai Jumat, 27 Maret 2026." in page
    with time_machine.travel(wib(2026, 3, 30, 9), tick=False):
        assert closing in desk.get(reverse("desk:case", args=[case.pk])).content.decode()
        desk.post(closing)
    case.refresh_from_db()
    assert (case.state, case.outcome, case.noticed_at) == ("closed", "not_completed", None)
    letter = case.letters.get(kind="not_completed")
    assert letter.data["received_on"] == "2026-03-17" and letter.data["until"] == "2026-03-27"


def test_closing_letter_states_the_right_to_object(asked: Letter, petugas: User) -> None:
    from requests_app.letters.drawing import draw_letter

    record_delivery(
        letter=asked, received_on=date(2026, 3, 13), evidence="loket", by=petugas, now=wib(2026, 3, 13)
    )
    close_not_completed(case=asked.case, by=petugas, now=wib(2026, 3, 26))
    text = _words(draw_letter(asked.case.letters.get(kind="not_completed")).bytes)
    assert "keberatan" in text and "30 (tiga puluh) hari kerja" in text


def _words(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def test_each_letter_says_which_period_runs_from_its_receipt(
    file_case: Callable[..., Filed], petugas: User
) -> None:
    case = file_case(now=wib(2026, 10, 1)).case
    refusing = AnswerData(outcome=Outcome.NOT_HELD, text="Tidak ada.", held_by="BPS")
    notice = answer(case=case, data=refusing, by=petugas, now=wib(2026, 10, 14)).letter
    unknown = period_of(notice, current_calendar())
    assert unknown is not None and unknown.until is None and "tidak habis" in unknown.words()
    record_delivery(
        letter=notice, received_on=date(2026, 10, 16), evidence="resi", by=petugas, now=wib(2026, 10, 19)
    )
    notice.refresh_from_db()
    known = period_of(notice, current_calendar())
    # The thirty working days of Pasal 36: day one is Monday 19 October.
    assert known is not None and known.until == date(2026, 11, 27)
    assert "keberatan (30 hari kerja) sampai Jumat, 27 November 2026" in known.words()
    receipt = case.letters.get(kind="receipt")
    assert period_of(receipt, current_calendar()) is None
    answered = Letter(kind="objection_answer", sent_on=date(2026, 10, 16), received_on=date(2026, 10, 16))
    dispute = period_of(answered, current_calendar())
    assert dispute is not None and dispute.until == date(2026, 11, 5)


def test_letter_of_the_office_is_not_received_by_opening_the_page(case: InformationRequest) -> None:
    inside = Letter.objects.create(
        case=case, kind=Letter.Kind.DISPUTE_PROXY, dated_on=date(2026, 3, 13), sent_on=date(2026, 3, 13),
        created_at=wib(2026, 3, 13), token="X" * 16,
    )  # fmt: skip
    mark_opened_by_citizen(case=case, now=wib(2026, 3, 14))
    inside.refresh_from_db()
    assert inside.received_on is None


@time_machine.travel(wib(2026, 3, 17, 9), tick=False)
def test_desk_opens_the_letter_that_the_citizen_got(
    desk: Client, asked: Letter, case: InformationRequest
) -> None:
    found = desk.get(reverse("desk:letter", args=[case.pk, asked.pk]))
    content = b"".join(found.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"%PDF") and "attachment" in found["Content-Disposition"]
    assert "kekurangan" not in found["Content-Disposition"]
    assert desk.get(reverse("desk:letter", args=[case.pk, 999_999])).status_code == 404


def test_bounced_letter_starts_no_period_and_is_sent_again(
    desk: Client, asked: Letter, case: InformationRequest, petugas: User
) -> None:
    with time_machine.travel(wib(2026, 3, 17, 9), tick=False):
        post(
            desk,
            "delivery",
            case.pk,
            asked.pk,
            how="bounced",
            received_on="2026-03-17",
            evidence="alamat salah",
        )
        page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
        assert "kembali 17 Maret 2026 (alamat salah)" in page
        task = case.contact_tasks.get(kind="case.letter_bounced")
        assert case.number in task.text and case.name not in task.text
        with pytest.raises(RuleViolation):
            close_not_completed(case=case, by=petugas, now=wib(2026, 4, 1))
        post(desk, "resend", case.pk, asked.pk, channel="courier")
    asked.refresh_from_db()
    assert (asked.bounced_on, asked.channel, asked.sent_on) == (None, "courier", date(2026, 3, 17))
    with pytest.raises(InputError):
        record_delivery(
            letter=asked, received_on=date(2026, 3, 16), evidence="x", by=petugas, now=wib(2026, 3, 18)
        )
    record_delivery(
        letter=asked, received_on=date(2026, 3, 18), evidence="x", by=petugas, now=wib(2026, 3, 18)
    )
    with pytest.raises(RuleViolation):
        resend(letter=asked, channel="post", by=petugas, now=wib(2026, 3, 18))
    with pytest.raises(RuleViolation):
        record_bounce(letter=asked, on=date(2026, 3, 18), evidence="x", by=petugas, now=wib(2026, 3, 18))
    kinds = list(case.events.values_list("kind", flat=True))
    assert kinds[-3:] == ["letter_returned", "letter_resent", "letter_delivered"]


@time_machine.travel(wib(2026, 3, 17, 9), tick=False)
def test_officer_completes_at_the_counter_and_by_phone(
    desk: Client, asked: Letter, case: InformationRequest
) -> None:
    empty = post(desk, "act", case.pk, "lengkapi", how="counter")
    assert "sedikitnya satu hal" in empty
    scan = SimpleUploadedFile("ktp.pdf", PDF)
    post(desk, "act", case.pk, "lengkapi", how="phone", address="Jl. Mawar 3", identity_scan=scan)
    case.refresh_from_db()
    assert (case.state, case.address) == ("received", "Jl. Mawar 3")
    event = case.events.get(kind="completed")
    assert event.data["how"] == "phone" and event.actor is not None and "Mawar" not in str(event.data)
    assert case.files.get().purpose == CaseFile.Purpose.IDENTITY


def test_reopening_keeps_number_receipt_and_due_date_and_both_closings(asked: Letter, petugas: User) -> None:
    record_delivery(
        letter=asked, received_on=date(2026, 3, 13), evidence="loket", by=petugas, now=wib(2026, 3, 13)
    )
    case = asked.case
    before = (case.number, case.received_at, case.due_on)
    close_not_completed(case=case, by=petugas, now=wib(2026, 3, 26))
    reopen(case=case, reason="Pemohon melengkapi", by=petugas, now=wib(2026, 3, 27))
    case.refresh_from_db()
    assert (case.number, case.received_at, case.due_on) == before
    data = AnswerData(outcome=Outcome.NOT_HELD, text="Tidak ada.", held_by="BPS")
    answer(case=case, data=data, by=petugas, now=wib(2026, 3, 30))
    ended = [e.data["outcome"] for e in case.events.filter(state_after="closed")]
    assert ended == ["not_completed", "not_held"]


def test_promised_hand_over_is_reminded_of_apart_from_the_notice(
    file_case: Callable[..., Filed], petugas: User
) -> None:
    case = file_case().case
    promised = AnswerData(outcome=Outcome.GRANTED, text="Ambil di loket.", hand_over_on=date(2026, 4, 10))
    answer(case=case, data=promised, by=petugas, now=wib(2026, 3, 26))

    def told(day: str, kind: str) -> int:
        call_command("send_reminders", "--on", day, "--json", stdout=StringIO())
        return Notification.objects.filter(kind=kind).count()

    assert told("2026-04-06", "officer.hand_over_soon") == 0
    assert told("2026-04-07", "officer.hand_over_soon") == 1
    assert told("2026-04-07", "officer.hand_over_soon") == 1
    assert told("2026-04-10", "officer.hand_over_soon") == 2
    assert told("2026-04-13", "officer.hand_over_late") == 1
    assert told("2026-04-14", "officer.hand_over_late") == 1
    assert Notification.objects.filter(kind__in=["officer.due_soon", "officer.overdue"]).count() == 0
    hand_over(case=case, by=petugas, now=wib(2026, 4, 14), how="loket")
    assert told("2026-04-20", "officer.hand_over_late") == 1


def test_words_of_the_officer_stay_asked_for_until_the_citizen_explains(
    client: Client, case: InformationRequest, petugas: User
) -> None:
    words = "Tahun data yang dimaksud"
    request_completion(case=case, by=petugas, items=["address", "details", words], now=wib(2026, 3, 13))
    supply_missing(case=case, values={"address": "Jl. Mawar 3"}, now=wib(2026, 3, 16))
    case.refresh_from_db()
    assert case.missing_items == ["details", words]
    form = SupplyForm(missing=case.missing_items)
    assert list(form.fields) == ["explanation", "supporting"]
    supply_missing(case=case, explanation="Tahun 2025 saja.", now=wib(2026, 3, 16))
    case.refresh_from_db()
    assert case.missing_items == [] and case.state == "received"
    message = case.messages.get()
    assert (message.text, message.from_citizen) == ("Tahun 2025 saja.", True)
    assert "Tahun 2025" not in str(list(case.events.values_list("data", flat=True)))


def test_not_completed_has_a_line_of_its_own_in_the_figures(asked: Letter, petugas: User) -> None:
    record_delivery(
        letter=asked, received_on=date(2026, 3, 13), evidence="loket", by=petugas, now=wib(2026, 3, 13)
    )
    close_not_completed(case=asked.case, by=petugas, now=wib(2026, 3, 26))
    reopen(case=asked.case, reason="Pemohon melengkapi", by=petugas, now=wib(2026, 4, 1))
    given = AnswerData(outcome=Outcome.GRANTED, text="Terlampir.", handed_over=True)
    answer(case=asked.case, data=given, by=petugas, now=wib(2026, 4, 2))
    calendar = current_calendar()

    def lines(last: date) -> list[tuple[str, int]]:
        end = wib(last.year, last.month, last.day) + timedelta(days=1)
        period = Period(date(2026, 3, 1), last, end)
        stories = list(stories_of(period, calendar, None))
        return [(line.outcome, line.count) for line in outcome_lines(stories, None, period, calendar)]

    # What ended in March was "not completed", and stays so in March's figures after it was opened again.
    assert lines(date(2026, 3, 31)) == [("not_completed", 1)]
    assert sorted(lines(date(2026, 4, 30))) == [("granted", 1)]
