"""What an officer does to a case, by the buttons of the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from requests_app.law.states import State
from requests_app.models import CaseFile, InformationRequest
from requests_app.services import completing
from requests_app.services.filing import Filed
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib

RECEIVED = wib(2026, 3, 12, 10)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def desk(client: Client, petugas: User) -> Client:
    client.force_login(petugas)
    return client


@pytest.fixture
def case(file_case: Callable[..., Filed]) -> InformationRequest:
    return file_case(now=RECEIVED, email="").case


def act(client: Client, case: InformationRequest, slug: str, **data: object) -> object:
    return client.post(reverse("desk:act", args=[case.pk, slug]), data)


def kept_in(response: Any) -> str:
    """What the hidden field of the form holds: the files that came with it, sealed for this case."""
    return str(response.context["form"]["kept"].value())


def answer_fields(**changes: object) -> dict[str, object]:
    return {"outcome": "granted", "text": "Kami sertakan daftarnya.", "handed_over": "on", **changes}


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_case_page_offers_the_lawful_acts_when_new(desk: Client, case: InformationRequest) -> None:
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Nyatakan lengkap" in page and "Minta dilengkapi" in page and "Perpanjang 7 hari kerja" in page
    assert "Catat penyerahan informasi" not in page
    case.refresh_from_db()
    assert case.opened_at is not None


@time_machine.travel(wib(2026, 4, 6, 9), tick=False)
def test_case_page_says_why_not_when_extension_is_closed(
    desk: Client, petugas: User, case: InformationRequest
) -> None:
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Batasnya 2 April 2026" in page
    assert reverse("desk:act", args=[case.pk, "perpanjang"]) not in page
    response = act(desk, case, "perpanjang", ground="a", reason="Masih dicari")
    assert "Perpanjangan hanya dapat dibuat sebelum" in response.content.decode()  # type: ignore[attr-defined]
    case.refresh_from_db()
    assert case.extended_at is None


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_check_starts_the_target_and_keeps_the_due_date(desk: Client, case: InformationRequest) -> None:
    act(desk, case, "nyatakan-lengkap")
    case.refresh_from_db()
    assert case.state == State.IN_PROGRESS
    assert case.due_on == date(2026, 4, 2)
    assert case.target_on == date(2026, 3, 26)  # 17 March, then 25 and 26 after Nyepi and Idulfitri


@time_machine.travel(wib(2026, 3, 25, 9), tick=False)
def test_answer_ends_the_clock_and_leaves_a_task_when_no_email_is_confirmed(
    desk: Client, petugas: User, case: InformationRequest
) -> None:
    completing.declare_complete(case=case, by=petugas, now=wib(2026, 3, 13))
    act(desk, case, "jawab", **answer_fields(files=SimpleUploadedFile("daftar penerima.pdf", PDF)))
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "granted")
    assert case.judged_due_on == date(2026, 4, 2)
    answer = case.files.get(purpose=CaseFile.Purpose.ANSWER)
    assert answer.stored.name == "daftar penerima.pdf"
    task = case.contact_tasks.filter(kind="case.answered").get()
    assert case.number in task.text
    assert case.name not in task.text and case.phone not in task.text
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Catat sudah diberi tahu" in page
    desk.post(reverse("desk:contact", args=[case.pk, task.pk]), {"how": "whatsapp", "note": "terbaca"})
    task.refresh_from_db()
    assert task.done_by == petugas and task.done_how == "whatsapp"


@time_machine.travel(wib(2026, 3, 25, 9), tick=False)
def test_text_and_files_stay_when_a_field_is_missing(desk: Client, case: InformationRequest) -> None:
    upload = SimpleUploadedFile("hasil.pdf", PDF)
    response = act(desk, case, "jawab", **answer_fields(outcome="", files=upload))
    page = response.content.decode()  # type: ignore[attr-defined]
    assert "Pilih hasil jawaban" in page
    assert "Kami sertakan daftarnya." in page
    assert "hasil.pdf" in page
    stored = StoredFile.objects.get()
    assert case.files.count() == 0
    act(desk, case, "jawab", **answer_fields(kept=kept_in(response)))
    assert case.files.get().stored == stored


@time_machine.travel(wib(2026, 3, 25, 9), tick=False)
def test_answer_takes_no_file_of_another_case_when_its_id_is_posted(
    desk: Client, petugas: User, case: InformationRequest, file_case: Callable[..., Filed]
) -> None:
    other = file_case(now=RECEIVED, details="Permohonan lain", email="").case
    act(desk, other, "jawab", **answer_fields(files=SimpleUploadedFile("milik-lain.pdf", PDF)))
    foreign = other.files.get().stored
    act(desk, case, "jawab", **answer_fields(kept=str(foreign.pk)))
    assert not case.files.filter(stored=foreign).exists()
    assert other.files.get().stored == foreign
    case.refresh_from_db()
    assert (case.state, case.letters.filter(kind="notice").count()) == ("received", 0)
    assert AuditEvent.objects.get(action="case.answer_foreign_file").data["files"] == [str(foreign.pk)]


@time_machine.travel(wib(2026, 3, 25, 9), tick=False)
def test_answer_is_bound_by_the_case_it_was_written_in_when_three_siblings_are_open(
    desk: Client, petugas: User, file_case: Callable[..., Filed]
) -> None:
    """Three cases of one citizen to one unit on one day with one subject, their forms open side by side."""
    words = "Daftar penerima bantuan tahun"
    first, second, third = (
        file_case(now=RECEIVED, details=f"{words} {year}", email="").case for year in (2023, 2024, 2025)
    )
    upload = SimpleUploadedFile("daftar-2023.pdf", PDF)
    open_form = act(desk, first, "jawab", **answer_fields(outcome="", text="Untuk 2023.", files=upload))
    kept = kept_in(open_form)
    fresh = SimpleUploadedFile("daftar-2024.pdf", PDF)
    wrong = act(desk, second, "jawab", **answer_fields(text="Untuk 2023.", kept=kept, files=fresh))
    page = wrong.content.decode()  # type: ignore[attr-defined]
    assert "Berkas itu diunggah untuk permohonan lain" in page
    assert "Untuk 2023." in page and "daftar-2024.pdf" in page and "daftar-2023.pdf" not in page
    assert AuditEvent.objects.get(action="case.answer_foreign_file").target_id == str(second.pk)
    for case in (first, second, third):
        case.refresh_from_db()
        assert (case.state, case.files.count(), case.letters.filter(kind="notice").count()) == (
            "received", 0, 0,
        )  # fmt: skip
    act(desk, second, "jawab", **answer_fields(text="Untuk 2024.", kept=kept_in(wrong)))
    act(desk, first, "jawab", **answer_fields(text="Untuk 2023.", kept=kept))
    for case, year in ((first, 2023), (second, 2024)):
        assert case.files.get().stored.name == f"daftar-{year}.pdf"
        assert case.letters.get(kind="notice").body == f"Untuk {year}."
    third.refresh_from_db()
    assert (third.state, third.files.count()) == ("received", 0)


@time_machine.travel(wib(2026, 3, 25, 9), tick=False)
def test_kept_file_is_bound_to_the_officer_who_uploaded_it(
    desk: Client, dinsos: Agency, case: InformationRequest
) -> None:
    upload = SimpleUploadedFile("hasil.pdf", PDF)
    kept = kept_in(act(desk, case, "jawab", **answer_fields(outcome="", files=upload)))
    colleague = Client()
    colleague.force_login(officer(Role.PPID_PELAKSANA, dinsos, email="rekan@dinsos.example"))
    response = act(colleague, case, "jawab", **answer_fields(kept=kept))
    assert "Unggah lagi di sini" in response.content.decode()  # type: ignore[attr-defined]
    case.refresh_from_db()
    assert (case.state, case.files.count()) == ("received", 0)


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_forwarding_takes_the_case_out_of_reach(desk: Client, case: InformationRequest) -> None:
    dpupr = AgencyFactory(code="DPUPR", name="Dinas Pekerjaan Umum")
    act(desk, case, "teruskan", to=dpupr.pk, reason="Dikuasai DPUPR")
    moved = InformationRequest.objects.get(pk=case.pk)
    assert moved.agency == dpupr and moved.number == case.number and moved.due_on == case.due_on
    assert desk.get(reverse("desk:case", args=[case.pk])).status_code == 404


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_identity_is_masked_until_revealed_and_the_reveal_is_on_record(
    desk: Client, case: InformationRequest
) -> None:
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "3672015505900001" not in page
    revealed = desk.post(reverse("desk:reveal", args=[case.pk])).content.decode()
    assert "3672015505900001" in revealed
    assert AuditEvent.objects.filter(action="case.identity_revealed", target_id=str(case.pk)).count() == 1
    assert desk.get(reverse("desk:reveal", args=[case.pk])).status_code == 405


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_new_code_is_shown_once_and_the_old_one_dies(desk: Client, case: InformationRequest) -> None:
    before = case.tracking_code_hash
    page = desk.post(reverse("desk:code", args=[case.pk]), {"how": "counter"}).content.decode()
    case.refresh_from_db()
    assert case.tracking_code_hash != before
    assert case.receipt_code in page
    assert case.receipt_code not in desk.get(reverse("desk:code", args=[case.pk])).content.decode()


@time_machine.travel(wib(2026, 3, 30, 9), tick=False)
def test_letter_received_earlier_keeps_its_clock_when_entered_late(desk: Client, dinsos: object) -> None:
    fields = {
        "form_token": "loket-1", "agency": dinsos.pk, "channel": "letter", "details": "Laporan keuangan 2025",  # type: ignore[attr-defined]
        "requester_kind": "individual", "obtain_way": "copy", "received_at": "2026-03-12T10:00",
        "backdating_reason": "Surat tertahan di bagian umum",
    }  # fmt: skip
    for _again in range(3):
        desk.post(reverse("desk:record"), fields)
    case = InformationRequest.objects.get()
    assert case.due_on == date(2026, 4, 2)
    assert case.number.endswith("/2026")
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "diterima Kamis, 12 Maret 2026" in page and "dicatat Senin, 30 Maret 2026" in page


@time_machine.travel(wib(2026, 3, 30, 9), tick=False)
def test_past_receipt_asks_for_its_reason_and_keeps_what_was_typed(desk: Client, dinsos: object) -> None:
    response = desk.post(
        reverse("desk:record"),
        {
            "form_token": "loket-2", "agency": dinsos.pk, "channel": "letter",  # type: ignore[attr-defined]
            "details": "Laporan keuangan 2025", "requester_kind": "individual", "obtain_way": "copy",
            "received_at": "2026-03-12T10:00",
        },
    )  # fmt: skip
    page = response.content.decode()
    assert "Tuliskan mengapa permohonan" in page and "Laporan keuangan 2025" in page
    assert not InformationRequest.objects.exists()
