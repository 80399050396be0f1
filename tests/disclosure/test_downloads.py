"""The list as PDF, and the city's list as open data with its catalogue."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pikepdf
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from disclosure import data_views, list_paper
from disclosure.exports import COLUMNS
from disclosure.models import ListEntry
from disclosure.services.publishing import unpublish_entry
from tests.disclosure.conftest import make_entry, published
from tests.services.base import ServiceUnavailable, missing
from tests.services.verapdf import verapdf

pytestmark = pytest.mark.django_db
EXPORT = "/daftar-informasi/unduh."
DATA = "/data-terbuka/daftar-informasi-publik"


@pytest.fixture
def listed(world: Any) -> None:
    published(world.dinsos, world.publisher, title="Rencana kerja dinas", file="renja.pdf")
    published(world.dishub, world.other_publisher, title="Trayek angkutan", category="anytime")
    published(world.dinsos, world.publisher, title="=HYPERLINK(1)", summary="@ringkasan")
    make_entry(world.dinsos, title="Masih konsep")


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def carried(content: bytes) -> list[dict[str, str]]:
    with pikepdf.open(io.BytesIO(content)) as document:
        [(name, spec)] = document.attachments.items()
        assert name == "daftar-informasi-publik.csv"
        text = spec.get_file().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_pdf_holds_the_filtered_rows_in_landscape_and_carries_them_as_csv(client: Any, listed: None) -> None:
    response = client.get(f"{EXPORT}pdf?agency=dinsos&sort=title")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="daftar-informasi-publik-')
    text = words(response.content)
    assert "Rencana kerja dinas" in text and "Pejabat/unit/satker yang menguasai informasi" in text
    assert "Trayek angkutan" not in text and "Masih konsep" not in text
    assert "2 informasi" in text and "Perangkat daerah Dinas Sosial" in text
    page = PdfReader(io.BytesIO(response.content)).pages[0].mediabox
    assert page.width > page.height
    rows = carried(response.content)
    assert [row["Judul"] for row in rows] == ["'=HYPERLINK(1)", "Rencana kerja dinas"]
    assert [row["No."] for row in rows] == ["1", "2"]


def test_same_list_gives_the_same_pdf(client: Any, listed: None) -> None:
    first, second = (client.get(f"{EXPORT}pdf").content for _time in range(2))
    assert first == second


def test_empty_list_is_a_pdf_that_says_so(client: Any, world: Any) -> None:
    assert "Tidak ada informasi yang cocok" in words(client.get(f"{EXPORT}pdf").content)


def test_long_list_comes_in_parts_that_count_on(
    client: Any, listed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_paper, "PART", 2)
    monkeypatch.setattr(data_views, "PART", 2)
    choose = client.get(f"{EXPORT}pdf?sort=title").content.decode()
    assert "sort=title&amp;bagian=2" in choose and "nomor 3 sampai 3" in choose
    last = client.get(f"{EXPORT}pdf?sort=title&bagian=2").content
    assert "bagian 2 dari 2" in words(last)
    assert [(row["No."], row["Judul"]) for row in carried(last)] == [("3", "Trayek angkutan")]
    for wrong in ("3", "0", "x", "-1"):
        assert client.get(f"{EXPORT}pdf?bagian={wrong}").status_code == 404


def test_network_that_draws_too_many_is_asked_to_wait(
    client: Any, listed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_views, "PDF_PER_HOUR", 1)
    assert client.get(f"{EXPORT}pdf").status_code == 200
    refused = client.get(f"{EXPORT}pdf")
    assert refused.status_code == 429
    assert "Coba lagi pukul" in refused.content.decode()
    assert client.get(f"{EXPORT}csv").status_code == 200


def test_wrong_filter_leads_to_the_page_that_explains_it(client: Any, listed: None) -> None:
    response = client.get(f"{EXPORT}pdf?agency=tidak-ada")
    assert response.status_code == 302
    assert response["Location"].endswith("/daftar-informasi/?agency=tidak-ada")


@pytest.mark.verapdf
def test_pdf_keeps_both_standards(client: Any, listed: None) -> None:
    try:
        validator = verapdf()
    except ServiceUnavailable as reason:
        missing(str(reason))
    made = {
        "penuh": client.get(f"{EXPORT}pdf").content,
        "kosong": client.get(f"{EXPORT}pdf?q=tidakadasamasekali").content,
    }
    assert validator.check(made) == {}


def test_every_format_holds_the_same_rows(client: Any, listed: None) -> None:
    query = "?agency=dinsos&sort=title"
    held = json.loads(body(client.get(f"{EXPORT}json{query}")))
    table = list(csv.reader(io.StringIO(body(client.get(f"{EXPORT}csv{query}")).decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(body(client.get(f"{EXPORT}xlsx{query}"))))
    sheet = [
        [("" if value is None else value) for value in row] for row in book.active.iter_rows(values_only=True)
    ]
    assert table[0] == list(COLUMNS) == sheet[0]
    assert len(table) == len(sheet) == 1 + len(held) == 3
    assert [row["Judul"] for row in held] == [row[2] for row in sheet[1:]]
    assert table[1][2] == "'=HYPERLINK(1)"
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_addresses_of_files_and_links_are_whole_and_lead_there(client: Any, listed: None) -> None:
    rows = json.loads(body(client.get(f"{EXPORT}json?sort=title")))
    [row] = [row for row in rows if row["Judul"] == "Rencana kerja dinas"]
    assert row["Singkatan unit"] == "DINSOS"
    assert row["Tautan"] == "https://dinsos.cilegon.go.id/dokumen/renja-2026.pdf"
    assert row["Berkas"].startswith("http://testserver/informasi/")
    assert client.get(row["Berkas"].removeprefix("http://testserver")).status_code == 200


def test_export_asks_as_often_for_many_rows(
    client: Any, world: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        published(world.dinsos, world.publisher, title=f"Entri {number}", file="a.pdf")
    for kind in ("csv", "json", "xlsx"):
        with django_assert_max_num_queries(7):
            body(client.get(f"{EXPORT}{kind}"))
    with django_assert_max_num_queries(14):
        client.get(f"{EXPORT}pdf")


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_open_data_is_the_whole_list_under_an_address_that_stays(
    client: Any, listed: None, kind: str
) -> None:
    response = client.get(f"{DATA}.{kind}")
    content = body(response)
    assert f'filename="daftar-informasi-publik-kota-cilegon.{kind}"' in response["Content-Disposition"]
    if kind == "xlsx":
        assert load_workbook(io.BytesIO(content)).active.max_row == 4
    elif kind == "csv":
        assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == 4
    else:
        assert {row["Judul"] for row in json.loads(content)} == {
            "Rencana kerja dinas", "Trayek angkutan", "=HYPERLINK(1)",
        }  # fmt: skip


def test_open_data_has_no_other_kind(client: Any, listed: None) -> None:
    assert client.get(f"{DATA}.pdf").status_code == 404


def test_page_of_the_data_set_says_what_it_holds_and_may_be_used_for(client: Any, listed: None) -> None:
    page = client.get(f"{DATA}/").content.decode()
    assert "3 informasi dari 2 perangkat daerah" in page
    assert "UU 14/2008 Pasal 5" in page
    for kind in ("csv", "xlsx", "json"):
        assert f'href="{DATA}.{kind}"' in page
    assert 'href="/data-terbuka/katalog.jsonld"' in page
    assert client.get(f"/en{DATA}/").status_code == 200


def test_catalogue_names_what_dcat_ap_asks_for_and_every_address_answers(client: Any, listed: None) -> None:
    response = client.get("/data-terbuka/katalog.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    found = json.loads(response.content)
    prefixes = set(found["@context"])
    assert all(key.startswith("@") or key.partition(":")[0] in prefixes for key in keys_of(found))
    assert found["@type"] == "dcat:Catalog"
    [data] = found["dcat:dataset"]
    for name in (
        "dct:title",
        "dct:description",
        "dct:publisher",
        "dct:license",
        "dct:language",
        "dct:modified",
    ):
        assert found[name] and data[name]
    assert data["dct:publisher"]["foaf:name"] == "Pemerintah Kota Cilegon"
    assert {text["@language"] for text in data["dct:title"]} == {"id", "en"}
    newest = ListEntry.objects.filter(live=True).order_by("-last_published_at").first()
    assert newest is not None and newest.last_published_at is not None
    assert data["dct:modified"]["@value"] == timezone.localtime(newest.last_published_at).isoformat(
        timespec="seconds"
    )
    kinds = set()
    for one in data["dcat:distribution"]:
        assert one["dct:license"]["@id"].startswith("https://")
        address = one.get("dcat:downloadURL", one["dcat:accessURL"])["@id"]
        answer = client.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert one["dcat:mediaType"]["@id"].endswith(answer["Content-Type"].partition(";")[0])
        kinds.add(one["dct:format"]["@id"].rpartition("/")[2])
    assert kinds == {"CSV", "XLSX", "JSON"}
    assert client.get(data["dcat:landingPage"]["@id"].removeprefix("http://testserver")).status_code == 200


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        inside = set(value) if "@id" in value or "@type" in value or "@value" in value else set()
        parts = [v for k, v in value.items() if k != "@context"]
        return inside | set().union(*map(keys_of, parts)) if parts else inside
    return set().union(*map(keys_of, value)) if isinstance(value, list) and value else set()


def test_withdrawn_entry_leaves_the_data_set(client: Any, world: Any) -> None:
    entry = published(world.dinsos, world.publisher, title="Ditarik")
    unpublish_entry(entry=entry, by=world.publisher, reason="Salah hitung.", now=timezone.now())
    assert json.loads(body(client.get(f"{DATA}.json"))) == []


def test_row_longer_than_a_page_loses_nothing(client: Any, world: Any) -> None:
    text = " ".join(f"kata{number}" for number in range(2500))
    published(world.dinsos, world.publisher, title="Panjang", summary=text)
    published(world.dinsos, world.publisher, title="Sesudahnya")
    content = client.get(f"{EXPORT}pdf?sort=oldest").content
    shown = words(content)
    assert all(f"kata{number}" in shown for number in (0, 900, 1800, 2499))
    assert "Sesudahnya" in shown
