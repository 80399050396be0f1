"""The registers of Lampiran VIII and XI: every column inside, an allow-list outside, one set of rows in all files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import openpyxl
import pypdfium2
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.audit.models import AuditEvent
from requests_app import decrees, objection_register, register
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest, Objection
from requests_app.register_papers import CASES, OBJECTIONS, Copy, _places, as_pdf
from requests_app.services import refusing, splitting
from requests_app.services.answering import AnswerData, answer
from requests_app.services.filing import Filed
from tests.factories import AgencyFactory, officer
from tests.requests_app.conftest import wib
from tests.requests_app.refusals import PATIENTS, FakeRegister

pytestmark = pytest.mark.django_db
NOW = wib(2026, 4, 6, 9)
SECRETS = ("Ani Lestari", "3672015505900001", "Jl. Melati 7", "0812-0000-0001", "ani@example.com", "Rekam medis",
           "Daftar penerima bantuan", "Musyawarah warga")  # fmt: skip


@pytest.fixture(autouse=True)
def decree() -> Iterator[None]:
    before = list(decrees._registers)
    decrees.register(FakeRegister(PATIENTS))
    yield
    decrees._registers[:] = before


@pytest.fixture
def rows(file_case: Callable[..., Filed], petugas: User, utama: User) -> list[InformationRequest]:
    """One refused, one granted at a cost-free hand-over, one with a hostile subject still open."""
    refused, granted = file_case().case, file_case(details="Daftar penerima bantuan kedua").case
    opened = file_case(details="=1+1 Daftar penerima bantuan ketiga", name="+62 Ani Lestari").case
    draft = refusing.RefusalData(
        kind="exemption",
        ground="h",
        decree_id="7",
        matter="Rekam medis",
        consequence="x",
        reason="Rekam medis rahasia.",
    )
    refusing.propose(case=refused, data=draft, by=petugas, now=wib(2026, 3, 16))
    refusing.sign(case=refused, by=utama, now=wib(2026, 3, 16))
    atasan = officer(Role.ATASAN_PPID, email="sekda@cilegon.example")
    refusing.approve(case=refused, by=atasan, now=wib(2026, 3, 17))
    given = AnswerData(outcome=Outcome.GRANTED, text="Terlampir.", handed_over=True, forms=("softcopy",))
    answer(case=granted, data=given, by=petugas, now=wib(2026, 3, 17))
    InformationRequest.objects.filter(pk=granted.pk).update(public_subject="Penerima bantuan sosial 2025")
    return [refused, granted, opened]


@pytest.fixture
def desk(client: Client, petugas: User) -> Client:
    client.force_login(petugas)
    return client


def get(desk: Client, name: str, query: str = "") -> bytes:
    with time_machine.travel(NOW, tick=False):
        response: Any = desk.get(reverse(name) + query)
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content) if response.streaming else response.content


def sheet_of(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def words_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_internal_copies_hold_every_column_the_sums_and_a_place_to_sign(
    desk: Client, rows: list[InformationRequest]
) -> None:
    table = sheet_of(get(desk, "desk:register_xlsx"))
    assert table[3] == register.columns()
    lines = {line[0]: dict(zip(table[3], line, strict=False)) for line in table[4:7]}
    refused = lines[rows[0].number]
    assert (refused["Nama"], refused["Dasar penolakan"]) == ("Ani Lestari", "17 h")
    assert refused["Alasan penolakan"] == "Rekam medis rahasia."
    assert refused["Tanggal pemberitahuan"] == "2026-03-17"
    # A text that looks like a formula is a text.
    assert lines[rows[2].number]["Informasi yang diminta"].startswith("=1+1")
    assert table[7][0] == "Jumlah: 3 baris: dikabulkan 1, ditolak 1"
    assert any(line[0] == "PPID Pelaksana Dinas Sosial" for line in table[8:])
    text = " ".join(words_of(get(desk, "desk:register_pdf")))
    for part in (*SECRETS[:5], "Lampiran VIII PERKI 1/2021", "17 h", "Jumlah seluruhnya: 3 baris", "1 dari 1",
                 "PPID Pelaksana Dinas Sosial", "internal: memuat data pribadi"):  # fmt: skip
        assert part in text, part
    cells = list(csv.reader(io.StringIO(get(desk, "desk:register").decode("utf-8-sig"))))
    assert [cell[0] for cell in cells[1:]] == [row.number for row in rows]
    assert AuditEvent.objects.filter(action="case.register_exported").count() == 3


@pytest.mark.parametrize("form", ["register", "register_xlsx", "register_pdf"])
def test_public_copies_hold_nothing_but_the_allow_list(
    desk: Client, rows: list[InformationRequest], form: str
) -> None:
    content = get(desk, f"desk:{form}", "?salinan=umum")
    if form == "register_pdf":
        text = " ".join(words_of(content))
        assert "tanpa data pribadi" in text
    elif form == "register_xlsx":
        table = sheet_of(content)
        assert table[3] == register.public_columns()
        text = str(table)
    else:
        text = content.decode("utf-8-sig")
    assert not [secret for secret in SECRETS if secret in text]
    assert rows[0].number in text and "17 h" in text and "Penerima bantuan sosial 2025" in text
    assert "Sari" not in text and "PPID Pelaksana" not in text


def test_same_filter_gives_the_same_rows_on_screen_and_in_every_file(
    desk: Client, rows: list[InformationRequest]
) -> None:
    query = "?outcome=refused&received_from=2026-03-01&received_to=2026-03-31"
    with time_machine.travel(NOW, tick=False):
        page = desk.get(reverse("desk:register_list") + query).content.decode()
    assert rows[0].number in page and rows[1].number not in page
    assert "register.xlsx?outcome=refused&amp;received_from=2026-03-01" in page
    table = sheet_of(get(desk, "desk:register_xlsx", query))
    assert [line[0] for line in table[4:5]] == [rows[0].number]
    assert "diterima 1 Maret 2026 sampai 31 Maret 2026" in table[1][0]
    assert rows[1].number not in " ".join(words_of(get(desk, "desk:register_pdf", query)))


def test_sums_are_carried_from_page_to_page(file_case: Callable[..., Filed], dinsos: Agency) -> None:
    for number in range(40):
        file_case(details=f"Permohonan nomor {number} " + "dengan uraian yang panjang sekali " * 6)
    found = InformationRequest.objects.all()
    pages = words_of(as_pdf(Copy(CASES, found, "Dinas Sosial", "2026", False, NOW)).bytes)
    assert len(pages) > 2
    carried = [page.split("Dipindahkan: ")[1].split(" baris")[0] for page in pages[:-1]]
    brought = [page.split("Pindahan:")[1].split(" baris")[0].strip() for page in pages[1:-1]]
    assert carried[: len(brought)] == brought and carried == sorted(carried, key=int) and int(carried[0]) > 0
    assert "Dipindahkan" not in pages[-1] and "Pindahan" not in pages[0]
    assert "Jumlah seluruhnya: 40 baris" in pages[-1] and f"{len(pages)} dari {len(pages)}" in pages[-1]


def test_split_request_is_listed_with_its_parts_and_counted_once(
    case: InformationRequest, petugas: User, dinsos: Agency
) -> None:
    parts = [splitting.PartData(dinsos), splitting.PartData(AgencyFactory(code="DPUPR"))]
    splitting.split(case=case, parts=parts, by=petugas, now=wib(2026, 3, 13))
    copy = Copy(CASES, InformationRequest.objects.all(), "Kota", "2026", False, NOW)
    text = " ".join(words_of(as_pdf(copy).bytes))
    assert "0001.1/DINSOS/2026" in text and "Jumlah seluruhnya: 1 baris" in text


def test_every_column_has_its_place_on_paper() -> None:
    for kind in (CASES, OBJECTIONS):
        copy = Copy(kind, InformationRequest.objects.none(), "", "", False, NOW)
        places = [place for group in _places(copy) for _name, place in group]
        assert sorted(places) == list(range(len(kind.columns()))), kind.slug


def test_register_of_objections_keeps_persons_out_of_its_public_copy(
    client: Client, case: InformationRequest, dinsos: Agency, utama: User
) -> None:
    Objection.objects.create(
        number="0001/KEB/2026", number_year=2026, number_sequence=1, case=case, agency=dinsos, received_at=NOW,
        entered_at=NOW, grounds="cg", name="Ani Lestari", information=case.details, subject="Rekam medis Ani",
        state="decided", outcome="upheld", reasons="Benar terlambat, kata Ani Lestari.", closed_at=NOW,
        due_on=date(2026, 5, 18),
    )  # fmt: skip
    client.force_login(utama)
    inside = sheet_of(get(client, "objections:register_xlsx"))
    assert inside[3] == objection_register.columns() and "Ani Lestari" in str(inside)
    for form in ("register", "register_xlsx"):
        content = get(client, f"objections:{form}", "?salinan=umum")
        text = str(sheet_of(content)) if form.endswith("xlsx") else content.decode("utf-8-sig")
        assert "Ani" not in text and "0001/KEB/2026" in text and "c, g" in text
    pdf = " ".join(words_of(get(client, "objections:register_pdf")))
    assert "Lampiran XI" in pdf and "Benar terlambat" in pdf


def test_register_costs_the_same_when_rows_grow(
    desk: Client, file_case: Callable[..., Filed], rows: list[InformationRequest]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            get(desk, "desk:register_xlsx")
        return len(seen)

    few = queries()
    for number in range(12):
        file_case(details=f"Permohonan {number}")
    assert queries() <= few
