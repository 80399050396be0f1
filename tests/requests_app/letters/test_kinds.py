"""Every kind of letter as a file: standards, words that the law asks for, whoever's words stand in it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from portal.accounts.models import User
from portal.agencies.models import Agency, Capacity, Role
from portal.kernel.errors import PortalError
from requests_app.letters.drawing import draw_letter
from requests_app.letters.kinds import KINDS
from requests_app.models import InformationRequest, Letter, PaperRules
from requests_app.services.filing import Filed
from tests.factories import MembershipFactory, UserFactory
from tests.requests_app.conftest import wib
from tests.requests_app.letters import samples
from tests.requests_app.letters.samples import sample
from tests.services.base import ServiceUnavailable, missing
from tests.services.verapdf import verapdf

NOW = wib(2026, 4, 1, 10)
Kind = Letter.Kind
LONG_BODY = "\n\n".join([samples.LONG + samples.HOSTILE] * 4)
EXTREMES: dict[str, dict[str, Any]] = {
    "shortest": {
        "name": "", "address": "", "phone": "", "email": "", "purpose": "", "identity_number": "", "details": "x",
    },
    "longest": {
        "name": samples.FULL_NAME, "details": samples.LONG + samples.HOSTILE, "address": samples.LONG[:300],
        "purpose": samples.HOSTILE,
    },
}  # fmt: skip


def text_of(pdf: bytes) -> str:
    """All words on one line, as a reader without our fonts finds them."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def made(
    case: InformationRequest, petugas: User, utama: User, atasan: User
) -> Callable[..., tuple[Letter, bytes]]:
    def make(kind: str, **changes: Any) -> tuple[Letter, bytes]:
        if kind == Kind.RECEIPT:
            letter = case.letters.get(kind=Kind.RECEIPT)
        else:
            by = utama if kind == Kind.REFUSAL else petugas
            letter = sample(kind, case, by, NOW, atasan=atasan, **changes)
        return letter, draw_letter(letter).bytes

    return make


@pytest.mark.verapdf
@pytest.mark.slow
@pytest.mark.parametrize("size", ["real", "shortest", "longest"])
def test_every_kind_keeps_both_standards(
    size: str, made: Any, file_case: Callable[..., Filed], petugas: User, atasan: User
) -> None:
    try:
        validator = verapdf()
    except ServiceUnavailable as reason:
        missing(str(reason))
    if size == "real":
        files = {kind: made(kind)[1] for kind in KINDS}
    else:
        case = file_case(**EXTREMES[size]).case
        receipt = case.letters.get()
        more = {"body": "", "data": {}, "private": {}} if size == "shortest" else {"body": LONG_BODY}
        letters = [
            receipt if kind == Kind.RECEIPT else sample(kind, case, petugas, NOW, atasan=atasan, **more)
            for kind in KINDS
        ]
        files = {letter.kind: draw_letter(letter).bytes for letter in letters}
    assert validator.check(files) == {}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_letter_carries_no_data_and_treats_words_as_words(kind: str, made: Any) -> None:
    letter, pdf = made(kind) if kind == Kind.RECEIPT else made(kind, body=samples.HOSTILE)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments
    text = text_of(pdf)
    if letter.number and kind != Kind.RECEIPT:
        assert letter.number in text
    assert letter.token in text
    assert draw_letter(letter).bytes == pdf


SAYS: dict[str, tuple[str, ...]] = {
    Kind.RECEIPT: ("0001/DINSOS/2026", "Pasal 22 ayat (4)", "2 April 2026", "30 hari kerja", "14 hari kerja"),
    Kind.REQUEST_FORM: (
        "Rangkap dua", "36••••••••••••01", "Cara memperoleh informasi", "Tujuan penggunaan",
        "Hak-hak pemohon informasi", "10 (sepuluh) hari kerja", "7 (tujuh) hari kerja", "14 (empat belas)",
    ),
    Kind.INCOMPLETE: ("3 (tiga) hari kerja sejak surat ini Anda terima", "Pasal 33 ayat (3)", "2 April 2026"),
    Kind.NOT_COMPLETED: ("Pasal 33 ayat (4)", "keberatan", "30 (tiga puluh) hari kerja"),
    Kind.FORWARDING: ("Badan Pengelolaan Keuangan", "tidak memulai hitungan waktu kembali", "2 April 2026"),
    Kind.EXTENSION: (
        "Kamis, 2 April 2026", "Selasa, 14 April 2026", "Pasal 36", "tidak dapat diperpanjang lagi",
        "belum dikuasai atau belum didokumentasikan",
    ),
    # UU 14/2008 Art 22(7) a-g and PERKI 1/2021 Art 31(4) a-i.
    Kind.NOTICE: (
        "Penguasaan informasi Kami", "Informasi dapat diberikan sebagian", "Salinan elektronik",
        "Salinan tertulis", "Cara penyampaian", "Rp81.000,00", "Rp46.000,00", "tunai di loket",
        "5 hari kerja, paling lambat Kamis, 9 April 2026", "Nama anak dan alamat rumah",
        "30 (tiga puluh) hari kerja", "Pasal 35", "Komisi Informasi Provinsi Banten", "14 (empat belas)",
    ),
    Kind.REFUSAL: (
        "INFORMASI YANG DIKECUALIKAN", "Pasal 17 huruf h", "Pasal 17 huruf j", "Undang-Undang Nomor 23 Tahun 2006",
        "konsekuensi", "PERMOHONAN INFORMASI DITOLAK", "30 (tiga puluh) hari kerja sejak menerima keputusan ini",
        "12/KEP/PPID/2026", "disetujui Atasan PPID", "14 (empat belas)",
    ),
    Kind.CONSIDERATION: ("PP 61/2010 Pasal 2", "Wali Kota Cilegon", "lebih besar daripada beban"),
    Kind.COST_SHEET: ("Rp81.000,00", "Pasal 37 ayat (3)", "Pasal 35 ayat (1) huruf f"),
    Kind.PAYMENT_RECEIPT: ("Rp81.000,00", "Pasal 38 ayat (4)", "tunai"),
    Kind.COPY_REQUEST: ("Pasal 35 ayat (3)", "Keputusan penetapan penerima"),
    Kind.VIEWING: ("09.00–10.30 WIB", "Ruang PPID Dinas Sosial", "rangkap dua"),
    Kind.HAND_OVER: ("Salinan 184 lembar", "mengambil langsung", "Pasal 5"),
    Kind.OBJECTION_FORM: (
        "Nomor registrasi keberatan 0001/KEB/2026", "0001/DINSOS/2026", "tidak ditanggapinya", "Kasus posisi",
        "Senin, 25 Mei 2026", "Pasal 44 ayat (1)", "Rangkap dua",
    ),
    Kind.OBJECTION_ANSWER: (
        "0001/KEB/2026", "Atasan PPID mengabulkan keberatan", "Perintah kepada PPID", "Jumat, 8 Mei 2026",
        "Komisi Informasi Provinsi Banten", "14 (empat belas) hari kerja setelah menerima tanggapan ini",
        "Pasal 37 ayat (2)",
    ),
    Kind.SETTLEMENT: ("musyawarah", "Pasal 35 ayat (2)", "tujuh hari kerja tanpa biaya"),
    Kind.DISPUTE_PROXY: ("memberi kuasa khusus", "Budi Santoso", "003/KI-BTN/2026", "Meterai", "PERKI 1/2021 Pasal 8"),
}  # fmt: skip


def test_every_kind_has_words_that_it_must_say() -> None:
    assert set(SAYS) == set(KINDS) == set(Kind.values)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_letter_says_what_the_law_asks_for(kind: str, made: Any) -> None:
    text = text_of(made(kind)[1])
    assert [words for words in SAYS[kind] if words not in text] == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"outcome": "granted"}, ("A. Informasi dapat diberikan seluruhnya", "Tidak ada biaya")),
        (
            {"outcome": "not_held", "held_by": "Badan Pusat Statistik"},
            ("B. Informasi tidak dapat diberikan", "Badan publik lain, yaitu Badan Pusat Statistik"),
        ),
        (
            {"outcome": "not_documented", "documented_on": "2026-05-04"},
            ("belum didokumentasikan", "paling lambat Senin, 4 Mei 2026"),
        ),
        (
            {"outcome": "already_published", "links": ["https://cilegon.example/apbd-2025"]},
            ("https://cilegon.example/apbd-2025",),
        ),
        ({"outcome": "not_a_request", "right_door": "SP4N-LAPOR!"}, ("bukan permohonan", "SP4N-LAPOR!")),
    ],
)
def test_notice_follows_the_outcome(data: dict[str, Any], says: tuple[str, ...], made: Any) -> None:
    text = text_of(made(Kind.NOTICE, data=data)[1])
    assert [words for words in says if words not in text] == []
    assert ("A. Informasi dapat diberikan" in text) is (data["outcome"] in {"granted", "already_published"})


def test_letterhead_follows_the_signer_not_the_unit_of_the_case(made: Any) -> None:
    assert "SEKRETARIAT DAERAH" in text_of(made(Kind.OBJECTION_ANSWER)[1])
    decree = text_of(made(Kind.REFUSAL)[1])
    assert "DINAS KOMUNIKASI" in decree and "DINAS SOSIAL" not in decree
    assert "DINAS SOSIAL" in text_of(made(Kind.NOTICE)[1])


def test_stand_in_signs_as_such(case: InformationRequest, dinsos: Agency) -> None:
    stand_in = UserFactory(first_name="Rina", last_name="Wati")
    MembershipFactory(role=Role.PPID_PELAKSANA, agency=dinsos, user=stand_in, capacity=Capacity.PLT)
    text = text_of(draw_letter(sample(Kind.NOTICE, case, stand_in, NOW)).bytes)
    assert "Plt. PPID Pelaksana Dinas Sosial" in text and "Rina Wati" in text


def test_paper_is_f4_when_the_unit_says_so(case: InformationRequest, petugas: User, dinsos: Agency) -> None:
    PaperRules.objects.create(agency=dinsos, paper="F4")
    pdf = draw_letter(sample(Kind.NOTICE, case, petugas, NOW)).bytes
    with pikepdf.open(io.BytesIO(pdf)) as document:
        box = [float(value) for value in document.pages[0].MediaBox]
    assert (round(box[2] * 25.4 / 72), round(box[3] * 25.4 / 72)) == (215, 330)


def test_letter_stays_as_it_was_written_when_the_case_changes_later(
    case: InformationRequest, petugas: User
) -> None:
    letter = sample(Kind.NOTICE, case, petugas, NOW)
    before = draw_letter(letter).bytes
    case.name, case.address = "Nama Lain", "Alamat lain"
    case.save()
    assert draw_letter(Letter.objects.get(pk=letter.pk)).bytes == before


def test_frozen_facts_and_body_are_unreadable_in_the_database(
    case: InformationRequest, petugas: User
) -> None:
    from django.db import connection

    letter = sample(Kind.NOTICE, case, petugas, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts_json, body, data FROM requests_app_letter WHERE id = %s", [letter.pk])
        raw = " ".join(str(value) for value in cursor.fetchone())
    assert "Ani Lestari" not in raw and "Melati" not in raw


def test_letter_without_a_case_needs_a_unit(petugas: User) -> None:
    from requests_app.services._letters import write_letter

    with pytest.raises((ValueError, PortalError)):
        write_letter(kind=Kind.OBJECTION_FORM, number="1", by=petugas, now=NOW)
