"""The whole case for each reader: everything that is theirs, and nothing that must not be there."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from portal.accounts.models import User
from portal.agencies.models import Role
from portal.audit.models import AuditEvent
from portal.files.models import ScanState, StoredFile
from portal.files.services import store_bytes
from requests_app.dossier import drawing
from requests_app.dossier.contents import Dossier, Reader, case_dossier, dispute_dossier
from requests_app.dossier.drawing import dossier_pdf
from requests_app.dossier.packing import dossier_zip, plain_name
from requests_app.law.states import Outcome
from requests_app.models import CaseFile, CaseNote, Dispute, DisputeFile, InformationRequest, Objection
from requests_app.services.answering import AnswerData, answer
from requests_app.services.disputes.recording import register_dispute, set_session
from requests_app.services.filing import Filed
from requests_app.services.messaging import send_from_officer
from requests_app.services.objections import deciding
from requests_app.services.objections.objecting import ObjectionData, file_objection
from tests.factories import AgencyFactory, officer
from tests.files.test_uploads import PNG
from tests.objections.conftest import (
    NOW,
    atasan,
    calendar,
    dinsos,
    dkiss,
    file_case,
    filing_data,
    petugas,
    setda,
    upheld,
    utama,
    wib,
)

__all__ = [
    "atasan", "calendar", "dinsos", "dkiss", "file_case", "filing_data", "petugas", "setda", "utama",
]  # fmt: skip
pytestmark = pytest.mark.django_db
DAY = wib(2026, 4, 30)


def pdf_saying(words: str) -> bytes:
    """A small real PDF with these words on its one page."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )  # fmt: skip
    page.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/F1"))
    page.contents_add(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def stored(name: str, content: bytes | None = None, kind: str = "application/pdf") -> StoredFile:
    words = name.rpartition(".")[0].upper()
    row = store_bytes(
        content=content or pdf_saying(words), name=name, content_type=kind, now=NOW, encrypt=True
    )
    StoredFile.objects.filter(pk=row.pk).update(scan_state=ScanState.CLEAN)
    row.refresh_from_db()
    return row


@pytest.fixture
def filed(file_case: Callable[..., Filed]) -> Filed:
    return file_case()


@pytest.fixture
def whole(filed: Filed, petugas: User, atasan: User, utama: User, dkiss: Any) -> InformationRequest:
    """A case with everything in it: answer, scan, original, note, message, objection, draft, dispute."""
    case = filed.case
    purposes = CaseFile.Purpose
    for name, purpose in (
        ("kartuterlarang.pdf", purposes.IDENTITY), ("surat-rt.pdf", purposes.SUPPORTING),
        ("naskah-asli.pdf", purposes.INTERNAL),
    ):  # fmt: skip
        CaseFile.objects.create(case=case, stored=stored(name), purpose=purpose)
    CaseNote.objects.create(case=case, author=petugas, text="CATATANDAPUR jangan sampai keluar", at=NOW)
    send_from_officer(case=case, text="Daftarnya sedang disiapkan.", by=petugas, now=wib(2026, 3, 24))
    given = stored("jawaban.pdf")
    StoredFile.objects.filter(pk=given.pk).update(uploaded_by=petugas)
    data = AnswerData(outcome=Outcome.PARTLY, text="Sebagian.", files=[str(given.pk)], handed_over=True,
                      redaction="Nama anak", redaction_reason="UU 14/2008 Pasal 17 huruf h")  # fmt: skip
    answer(case=case, data=data, by=petugas, now=wib(2026, 3, 25))
    case.refresh_from_db()
    objection = file_objection(
        data=ObjectionData(
            grounds=("d",), case=case, position="Tidak sesuai permintaan.",
            identity_files=(str(stored("kartukuasa.pdf").pk),), supporting_files=(str(stored("bukti-saya.pdf").pk),),
        ),
        now=wib(2026, 4, 6),
    ).objection  # fmt: skip
    deciding.rebut(objection=objection, text="KONSEPDAPUR bagi Atasan", by=petugas, now=wib(2026, 4, 7))
    deciding.decide(objection=objection, decision=upheld(), by=atasan, now=wib(2026, 4, 10))
    dispute = register_dispute(
        objection=objection, applied_on=date(2026, 4, 20), by=utama, now=wib(2026, 4, 22), ki_number="012/KI"
    )
    for name, purpose in (
        ("panggilan.pdf", DisputeFile.Purpose.SUMMONS), ("strategi.pdf", DisputeFile.Purpose.INTERNAL),
    ):  # fmt: skip
        DisputeFile.objects.create(dispute=dispute, stored=stored(name), purpose=purpose)
    set_session(dispute=dispute, kind="hearing", at=wib(2026, 5, 6, 10), note="SIASATDAPUR", by=utama,
                now=wib(2026, 4, 23))  # fmt: skip
    return case


def text_of(content: bytes) -> str:
    """The words of a PDF without any white space, so that a line break hides nothing."""
    reader = PdfReader(io.BytesIO(content))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def everything(content: bytes) -> str:
    """The words of a dossier's ZIP: of every PDF in it, every text, and all names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = ["".join(archive.namelist())]
        for name in archive.namelist():
            raw = archive.read(name)
            found.append(text_of(raw) if name.endswith(".pdf") else raw.decode("utf-8", "replace"))
    return "".join(found).upper()


ALWAYS = ("SEBAGIAN.", "JAWABAN", "0001/DINSOS/2026", "0001/KEBERATAN/2026", "DAFTARNYASEDANGDISIAPKAN.",
          "JAWABPERMOHONANDANSERAHKANDAFTARNYA.")  # fmt: skip
NEVER = ("KARTUTERLARANG", "KARTUKUASA")
INTERNAL = ("CATATANDAPUR", "NASKAH-ASLI", "KONSEPDAPUR", "SIASATDAPUR", "STRATEGI")


def looked_for(case: InformationRequest, reader: Reader, user: Any = None) -> tuple[str, str]:
    dossier = case_dossier(case, reader=reader, now=DAY, user=user)
    return words_of(dossier)


def words_of(dossier: Dossier) -> tuple[str, str]:
    """The words of its PDF and of its ZIP."""
    parts = drawing.parts_of(dossier, now=DAY)
    bound = text_of(dossier_pdf(dossier, parts, now=DAY)).upper()
    return bound, everything(dossier_zip(dossier, parts, now=DAY))


def holds(words: str, pieces: tuple[str, ...]) -> list[str]:
    return [piece for piece in pieces if piece in words]


def test_citizen_finds_what_is_theirs_and_nothing_of_the_office(whole: InformationRequest) -> None:
    for words in looked_for(whole, Reader.CITIZEN):
        assert holds(words, ALWAYS) == list(ALWAYS)
        assert holds(words, (*NEVER, *INTERNAL, "SURAT-RT", "BUKTI-SAYA", "PANGGILAN.PDF")) == []


def test_officer_of_the_unit_finds_notes_and_originals_but_no_identity_and_no_siasat(
    whole: InformationRequest, petugas: User
) -> None:
    for words in looked_for(whole, Reader.OFFICER, petugas):
        assert holds(words, ALWAYS) == list(ALWAYS)
        assert holds(words, ("CATATANDAPUR", "NASKAH-ASLI", "KONSEPDAPUR", "SURAT-RT")) == [
            "CATATANDAPUR", "NASKAH-ASLI", "KONSEPDAPUR", "SURAT-RT",
        ]  # fmt: skip
        # PPID Pelaksana does not keep disputes: their papers are not theirs either.
        assert holds(words, (*NEVER, "SIASATDAPUR", "STRATEGI", "PANGGILAN")) == []


def test_ppid_utama_finds_the_dispute_as_well(whole: InformationRequest, utama: User) -> None:
    for words in looked_for(whole, Reader.OFFICER, utama):
        assert holds(words, INTERNAL) == list(INTERNAL)
        assert holds(words, NEVER) == []


def test_dispute_file_is_whole_and_without_originals_notes_and_identity(whole: InformationRequest) -> None:
    dossier = dispute_dossier(Dispute.objects.get(), now=DAY)
    for words in words_of(dossier):
        assert holds(words, (*ALWAYS, "SURAT-RT", "BUKTI-SAYA", "PANGGILAN", "012/KI")) == [
            *ALWAYS, "SURAT-RT", "BUKTI-SAYA", "PANGGILAN", "012/KI",
        ]  # fmt: skip
        assert holds(words, (*NEVER, *INTERNAL)) == []


def test_no_purpose_is_forgotten_and_identity_is_for_nobody() -> None:
    """A new kind of file is seen by nobody until somebody decides who may."""
    from requests_app.dossier import contents
    from requests_app.models import ObjectionFile

    for table, purposes in (
        (contents._CASE_FILES, CaseFile.Purpose), (contents._OBJECTION_FILES, ObjectionFile.Purpose),
        (contents._DISPUTE_FILES, DisputeFile.Purpose),
    ):  # fmt: skip
        assert set(table) == set(Reader)
        seen = set().union(*table.values())
        assert {purpose for purpose in purposes if purpose not in seen} <= {"identity"}
        assert "identity" not in seen
        assert "internal" not in table[Reader.CITIZEN] | table[Reader.COMMISSION]


def test_index_names_the_page_on_which_each_paper_begins(whole: InformationRequest) -> None:
    dossier = case_dossier(whole, reader=Reader.CITIZEN, now=DAY)
    content = dossier_pdf(dossier, now=DAY)
    reader = PdfReader(io.BytesIO(content))
    marks = {mark.title: reader.get_destination_page_number(mark) + 1 for mark in reader.outline}
    assert len(marks) == len(dossier.items) + 1
    index = reader.pages[0].extract_text()
    for item in dossier.items:
        page = marks[item.title]
        assert f"{page}" in index
        assert f"halaman {page} dari {len(reader.pages)}" in reader.pages[page - 1].extract_text()
    letter = next(item for item in dossier.items if item.letter and item.letter.kind == "notice")
    assert letter.letter
    assert letter.letter.number in reader.pages[marks[letter.title] - 1].extract_text()


def test_files_without_pages_and_broken_ones_are_named_and_lie_in_the_zip(whole: InformationRequest) -> None:
    for name, content, kind in (
        ("tabel.csv", b"a,b\n", "text/csv"), ("rusak.pdf", b"%PDF-1.7 rusak", "application/pdf"),
        ("foto.png", PNG, "image/png"),
    ):  # fmt: skip
        CaseFile.objects.create(
            case=whole, stored=stored(name, content, kind), purpose=CaseFile.Purpose.ANSWER
        )
    dossier = case_dossier(whole, reader=Reader.CITIZEN, now=DAY)
    words = text_of(dossier_pdf(dossier, now=DAY))
    assert "tabel.csv" in words
    assert "diZIP" in words
    with zipfile.ZipFile(io.BytesIO(dossier_zip(dossier, now=DAY))) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        digests = archive.read("sidik-sha256.txt").decode()
        assert digests.count("\n") == len(names) - 1
        for line in digests.splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    assert sum("tabel" in name or "rusak" in name or "foto" in name for name in names) == 3


def test_harmful_file_is_held_back_and_said_so(whole: InformationRequest) -> None:
    row = whole.files.get(purpose="answer").stored
    StoredFile.objects.filter(pk=row.pk).update(scan_state=ScanState.INFECTED)
    dossier = case_dossier(whole, reader=Reader.CITIZEN, now=DAY)
    assert all(item.stored is None or item.stored.pk != row.pk for item in dossier.items)
    assert "Ditahan karena mengandung program berbahaya: 1 berkas." in dossier.left_out


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("../../etc/passwd", "03-etc-passwd"),
        ("..\\..\\x.pdf", "03-x.pdf"),
        ("Surat “Ketua” RT.PDF", "03-Surat-Ketua-RT.pdf"),
        ("年報.pdf", "03-berkas.pdf"),
        ("/", "03-berkas"),
        ("a" * 300 + ".xlsx", f"03-{'a' * 100}.xlsx"),
    ],
)
def test_name_in_the_zip_can_be_unpacked_anywhere(raw: str, plain: str) -> None:
    assert plain_name(3, raw) == plain


def test_dossier_longer_than_can_be_bound_names_the_rest(
    whole: InformationRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST_PAGES", 4)
    dossier = case_dossier(whole, reader=Reader.CITIZEN, now=DAY)
    content = dossier_pdf(dossier, now=DAY)
    assert len(PdfReader(io.BytesIO(content)).pages) <= 4
    assert "diZIP" in text_of(content)


# Through the doors -------------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(DAY, tick=False) as traveller:
        yield traveller


def test_citizen_takes_the_case_with_number_and_code_only(
    whole: InformationRequest, filed: Filed, clock: Any
) -> None:
    base = "/permohonan/lacak/0001/DINSOS/2026/berkas."
    assert Client().get(f"{base}pdf").status_code == 404
    browser = Client()
    browser.post("/permohonan/lacak/", {"nomor": filed.case.number, "kode": filed.tracking_code})
    for form, start in (("pdf", b"%PDF"), ("zip", b"PK")):
        response = browser.get(f"{base}{form}")
        assert response.content.startswith(start)
        assert response["Content-Disposition"] == f'attachment; filename="berkas-0001-DINSOS-2026.{form}"'
        assert "no-store" in response["Cache-Control"]
    assert browser.get(f"{base}exe").status_code == 404
    assert AuditEvent.objects.filter(action="case.dossier_taken").count() == 2
    page = browser.get("/permohonan/lacak/0001/DINSOS/2026/").content.decode()
    assert f"{base}pdf" in page


def test_fault_of_the_pdf_engine_says_so_and_changes_nothing(
    whole: InformationRequest, filed: Filed, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    browser.post("/permohonan/lacak/", {"nomor": filed.case.number, "kode": filed.tracking_code})

    def broken(*_args: Any, **_words: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr("requests_app.dossier.parts.render_pdf", broken)
    response = browser.get("/permohonan/lacak/0001/DINSOS/2026/berkas.pdf")
    assert response.status_code == 503
    assert "Coba lagi" in response.content.decode()
    assert not AuditEvent.objects.filter(action="case.dossier_taken").exists()


def test_officer_takes_own_cases_only_and_the_taking_is_on_record(
    whole: InformationRequest, petugas: User, clock: Any
) -> None:
    client = Client()
    client.force_login(petugas)
    response = client.get(f"/admin/permohonan/{whole.pk}/berkas.zip")
    assert response.content.startswith(b"PK")
    assert AuditEvent.objects.get(action="case.dossier_taken").actor == petugas
    stranger = Client()
    stranger.force_login(officer(Role.PPID_PELAKSANA, AgencyFactory(code="DINKES")))
    assert stranger.get(f"/admin/permohonan/{whole.pk}/berkas.zip").status_code == 404


def test_dispute_file_comes_with_one_click(whole: InformationRequest, utama: User, clock: Any) -> None:
    client = Client()
    client.force_login(utama)
    dispute = Dispute.objects.get()
    page = client.get(f"/admin/sengketa/{dispute.pk}/").content.decode()
    address = f"/admin/sengketa/{dispute.pk}/berkas.pdf"
    assert address in page
    assert client.get(address).content.startswith(b"%PDF")


def test_citizen_gets_the_application_filled_in_once_the_way_is_open(
    whole: InformationRequest, filed: Filed, clock: Any
) -> None:
    browser = Client()
    browser.post("/permohonan/lacak/", {"nomor": filed.case.number, "kode": filed.tracking_code})
    address = "/keberatan/lacak/1/2026/permohonan-sengketa.pdf"
    words = text_of(browser.get(address).content)
    for piece in ("KomisiInformasiProvinsiBanten", "AniLestari", "Jl.Melati7", "0001/KEBERATAN/2026",
                  "0001/DINSOS/2026", "hurufd", "Tidaksesuaipermintaan."):  # fmt: skip
        assert piece in words
    # The number of the identity card is the citizen's to write.
    assert "3672015505900001" not in words
    Objection.objects.update(
        state="received",
        outcome="",
        closed_at=None,
        letter=None,
        due_on=date(2026, 5, 21),
        judged_due_on=None,
    )
    assert browser.get(address).status_code == 404
