"""Pages of the list's life: for officers, and for everyone once a list is approved."""

from __future__ import annotations

import csv
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from disclosure.editions.papers import edition_pdf, keep_pdf
from disclosure.models import ListEdition
from disclosure.services.editions import open_edition, propose_section, verify_section
from portal.files.models import StoredFile
from tests.disclosure.conftest import PDF, at, edit, make_entry, published
from tests.editions.test_editions import JAN, adopted, approved, city, section
from tests.pdf.test_engine import embedded, text_of
from tests.requests_app.letters import samples
from tests.services.base import ServiceUnavailable, missing
from tests.services.verapdf import verapdf

__all__ = ["city"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clock():
    with time_machine.travel(JAN, tick=False) as moved:
        yield moved


def test_list_is_made_through_the_pages_of_three_offices(city, clock):
    utama, unit, atasan = sign_in(city.utama), sign_in(city.publisher), sign_in(city.atasan)
    utama.post(reverse("editions:open"))
    here = reverse("editions:section", args=[1, "dinsos"])
    assert here in unit.get(reverse("wagtailadmin_home")).content.decode()
    assert "Usulkan bagian ini" in unit.get(here).content.decode()
    unit.post(reverse("editions:propose", args=[1, "dinsos"]), {"note": "Sudah lengkap"})
    assert "Bagian Dinas Sosial" in utama.get(reverse("waiting:index")).content.decode()
    text = utama.get(here).content.decode()
    assert "Sudah lengkap" in text
    assert "Renja 2026" in text
    again = utama.post(reverse("editions:answer", args=[1, "dinsos"]), {"decision": "return", "note": ""})
    assert "Tulis alasannya" in again.content.decode()
    utama.post(reverse("editions:answer", args=[1, "dinsos"]), {"decision": "approve"})
    adopt = reverse("editions:adopt", args=[1])
    upload = SimpleUploadedFile("keputusan.pdf", PDF, "application/pdf")
    form = {"number": "SK/1/2026", "dated_on": "2026-01-12", "signer_name": "Ratna", "file": upload}
    refused = utama.post(adopt, form).content.decode()
    assert "Sudah diterima: keputusan.pdf" in refused
    assert 'value="SK/1/2026"' in refused
    kept = StoredFile.objects.get()
    stolen = sign_in(city.other_publisher).post(adopt, {**form, "file": "", "kept": str(kept.pk)})
    assert stolen.status_code in (302, 403)
    utama.post(adopt, {**form, "file": "", "kept": str(kept.pk), "without_missing": "on"})
    assert ListEdition.objects.get().decree_file == kept
    assert page(atasan, "editions:edition", 1).count("Setujui daftar ini") == 1
    atasan.post(reverse("editions:approve", args=[1]), {"decision": "approve"})
    assert page(Client(), "lists:edition", 1).count("Renja 2026") >= 1


def test_list_that_is_still_made_is_unknown_to_the_public(city, clock):
    adopted(city)
    for name in ("edition", "comparison", "csv", "comparison_csv", "paper", "decree"):
        assert Client().get(reverse(f"lists:{name}", args=[1])).status_code == 404
    assert "SK/1/2026" not in page(Client(), "lists:archive")


def test_unit_reads_its_own_section_only_and_the_city_reads_all(city, clock):
    edition = open_edition(by=city.utama, now=JAN)
    propose_section(section=section(edition, city.dishub), note="", by=city.other_publisher, now=JAN)
    own = page(sign_in(city.publisher), "editions:edition", 1)
    assert ("Dinas Sosial" in own, "Dinas Perhubungan" in own) == (True, False)
    assert "Rute angkutan" not in page(sign_in(city.publisher), "editions:comparison", 1)
    assert "Rute angkutan" in page(sign_in(city.utama), "editions:comparison", 1)


def test_public_reads_filters_and_takes_an_adopted_list(city, clock):
    approved(city)
    client = Client()
    assert "SK/1/2026" in page(client, "lists:archive")
    text = page(client, "lists:edition", 1)
    for words in ("Ringkasan isi informasi", "Renja 2026", "Rute angkutan", "SK/1/2026", "12 Januari 2026"):
        assert words in text
    assert "Rute angkutan" not in page(client, "lists:edition", 1, agency="dinsos")
    assert "Renja 2026" not in page(client, "lists:edition", 1, q="rute")
    rows = list(
        csv.DictReader(io.StringIO(client.get(reverse("lists:csv", args=[1])).content.decode("utf-8-sig")))
    )
    assert [(row["No."], row["Judul"]) for row in rows] == [("1", "Rute angkutan"), ("2", "Renja 2026")]
    assert (
        client.get(reverse("lists:decree", args=[1])).headers["Content-Disposition"].startswith("attachment")
    )
    assert client.get(reverse("lists:edition", args=[1]), {"category": "x"}).status_code == 400


def test_public_compares_with_the_edition_before_and_takes_it_as_csv(city, clock):
    approved(city)
    clock.move_to(at(2026, 6, 22))
    edit(city.renja, city.publisher, holder="=Kepala Dinas")
    approved(city, at(2026, 6, 22), "SK/2/2026")
    text = page(Client(), "lists:comparison", 2)
    assert "=Kepala Dinas" in text
    assert "Sekretariat" in text
    assert "Renja 2026" not in page(Client(), "lists:comparison", 2, kind="added")
    lines = Client().get(reverse("lists:comparison_csv", args=[2])).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert ",'=Kepala Dinas" in lines[1]
    first = page(Client(), "lists:comparison", 1)
    assert "Ini edisi pertama" in first


def test_paper_has_the_columns_of_lampiran_i_and_its_bytes(city, clock):
    edition = keep_pdf(approved(city))
    content = edition.pdf.read()
    answer = Client().get(reverse("lists:paper", args=[1]))
    assert b"".join(answer.streaming_content) == content == edition_pdf(edition, edition.approved_at).bytes
    text = " ".join(text_of(content).split())
    for words in (
        "Ringkasan isi informasi", "Jangka waktu penyimpanan atau retensi arsip", "Keputusan PPID Nomor SK/1/2026",
        "Renja 2026", "Menyetujui,",
    ):  # fmt: skip
        assert words in text
    assert list(embedded(content)) == ["daftar-informasi-publik.csv"]
    assert b"Rute angkutan" in embedded(content)["daftar-informasi-publik.csv"]


@pytest.mark.verapdf
@pytest.mark.slow
def test_paper_keeps_both_standards_when_shortest_and_longest(city, clock):
    try:
        validator = verapdf()
    except ServiceUnavailable as reason:
        missing(str(reason))
    shortest = edition_pdf(open_edition(by=city.utama, now=JAN), JAN)
    ListEdition.objects.all().delete()
    for n in range(40):
        published(city.dinsos, city.publisher, title=f"{n} {samples.LONG}"[:250], summary=samples.LONG * 3)
    longest = edition_pdf(approved(city), JAN)
    files = {"shortest": shortest.bytes, "longest": longest.bytes}
    assert validator.check(files) == {}
    assert longest.pages > 10


def test_fault_of_the_pdf_engine_leaves_the_approval_and_is_tried_again(
    city, clock, monkeypatch, django_capture_on_commit_callbacks
):
    edition = adopted(city)
    monkeypatch.setattr("disclosure.editions.papers.render_pdf", lambda **kw: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(city.atasan).post(reverse("editions:approve", args=[edition.number]), {"decision": "approve"})
    edition.refresh_from_db()
    assert (edition.state, edition.pdf.name, edition.pdf_failure) == ("approved", "", "division by zero")
    monkeypatch.undo()
    assert Client().get(reverse("lists:paper", args=[1])).status_code == 200


@pytest.mark.parametrize(
    "name", ["lists:edition", "lists:comparison", "editions:section", "editions:edition"]
)
def test_pages_take_the_same_queries_whatever_the_number_of_rows(
    city, clock, name, django_assert_max_num_queries
):
    for n in range(60):
        published(city.dinsos, city.publisher, title=f"Informasi {n:02}")
    approved(city)
    args = [1, "dinsos"] if name == "editions:section" else [1]
    client = sign_in(city.utama)
    client.get(reverse(name, args=args))
    with django_assert_max_num_queries(32 if name.startswith("editions") else 16):
        assert client.get(reverse(name, args=args)).status_code == 200


def test_draft_entry_never_enters_a_section(city, clock):
    make_entry(city.dinsos, title="Masih konsep")
    edition = open_edition(by=city.utama, now=JAN)
    held = propose_section(section=section(edition, city.dinsos), note="", by=city.publisher, now=JAN)
    verify_section(section=held, by=city.utama, now=JAN)
    assert list(held.rows.values_list("title", flat=True)) == ["Renja 2026"]
