import csv
import io
import json
import re

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from disclosure.models import ListEntry, PublishedFile
from disclosure.services.publishing import publish_entry, unpublish_entry

from .conftest import days_ago, edit, make_entry, published

pytestmark = pytest.mark.django_db
LIST = "/daftar-informasi/"


def titles(response):
    return [entry.title for entry in response.context["page"].object_list]


def test_list_shows_live_entries_with_agency_format_and_state(client, world, catalogue):
    published(world.dinsos, world.publisher, "b_15_2_a", title="Renja Dinsos", file="renja.pdf", link="")
    make_entry(world.dishub, title="Konsep rahasiaX")
    response = client.get(LIST)
    page = response.content.decode()
    assert response.status_code == 200 and titles(response) == ["Renja Dinsos"]
    assert "rahasiaX" not in page and "PDF" in page and "Masih mutakhir" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("agency=dishub", {"Trayek"}),
        ("category=anytime", {"Trayek"}),
        ("item=b_15_2_a", {"Renja"}),
        ("item=b_14_2_b", {"Renja", "Basi"}),
        ("year=2024", {"Trayek"}),
        ("format=pdf", {"Trayek"}),
        ("freshness=stale", {"Basi"}),
        ("freshness=current", {"Renja"}),
        ("q=angkutan+kota", {"Trayek"}),
        ("agency=dinsos&year=2026", {"Renja", "Basi"}),
    ],
)
def test_list_is_narrowed_by_each_filter(client, world, catalogue, query, expected):
    published(world.dinsos, world.publisher, "b_15_2_a", title="Renja")
    stale = published(world.dinsos, world.publisher, "b_15_2_b", title="Basi", when=days_ago(250))
    ListEntry.objects.filter(pk=stale.pk).update(fresh_until=days_ago(60).date())
    published(
        world.dishub, world.other_publisher, title="Trayek", category="anytime", summary="Angkutan dalam kota",
        file="trayek.pdf", link="", period_start=None, period_end=timezone.datetime(2024, 12, 31).date(),
    )  # fmt: skip
    assert set(titles(client.get(f"{LIST}?{query}"))) == expected


def test_facets_count_each_choice_under_the_other_filters(client, world, catalogue):
    for n in range(3):
        published(world.dinsos, world.publisher, title=f"A{n}")
    published(world.dishub, world.other_publisher, title="B", category="anytime")
    context = client.get(f"{LIST}?agency=dinsos").context
    groups, picks = ({g["name"]: g for g in context[name]} for name in ("groups", "picks"))
    (_none, agencies) = picks["agency"]["parts"][0]
    assert {c.label: c.count for c in agencies} == {"Dinas Perhubungan": 1, "Dinas Sosial": 3}
    assert {str(c["text"]): c["count"] for c in groups["category"]["chips"] if c["count"]} == {"Berkala": 3}


@pytest.mark.parametrize("page", ["999", "abc", "0", "-1"])
def test_page_that_does_not_exist_answers_404(client, world, page):
    published(world.dinsos, world.publisher)
    assert client.get(f"{LIST}?page={page}").status_code == 404


def test_unknown_filter_value_says_what_to_do_and_shows_nothing(client, world):
    published(world.dinsos, world.publisher, title="Renja")
    response = client.get(f"{LIST}?agency=tidak-ada")
    assert response.status_code == 400 and not titles(response)


def test_addresses_differ_and_never_change_after_an_edit(client, world):
    made = [
        published(world.dinsos, world.publisher, title=t) for t in ("Anggaran", "Anggaran", "Anggaran 2026")
    ]
    before = [entry.get_absolute_url() for entry in made]
    assert len(set(before)) == 3
    edit(made[0], world.publisher, title="Anggaran perubahan")
    assert ListEntry.objects.get(pk=made[0].pk).get_absolute_url() == before[0]
    assert client.get(before[0]).status_code == 200
    response = client.get(f"/informasi/{made[0].pk}-judul-lain/")
    assert (response.status_code, response["Location"]) == (301, before[0])


def test_entry_page_shows_all_columns_and_the_way_to_ask(client, world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_2_a", file="renja.pdf")
    page = client.get(entry.get_absolute_url()).content.decode()
    for text in (
        entry.summary,
        entry.holder,
        entry.responsible,
        "2 Januari 2026, Cilegon",
        "Salinan digital",
    ):
        assert text in page
    assert "agency=DINSOS&amp;subject=Rencana+kerja+2026" in page
    assert "Nama program dan kegiatan" in page


def test_markup_in_a_title_is_text_everywhere(client, world):
    evil = "<img src=x onerror=alert(1)></script>"
    entry = published(world.dinsos, world.publisher, title=evil)
    for address in (entry.get_absolute_url(), LIST, "/daftar-informasi/cetak/"):
        page = client.get(address).content.decode()
        assert "<img src=x" not in page
    page = client.get(entry.get_absolute_url()).content.decode()
    block = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S).group(1)
    assert json.loads(block)["name"] == evil


def test_withdrawn_entry_answers_410_with_title_dates_and_reason_on_page_and_file(client, world):
    entry = published(world.dinsos, world.publisher, title="Data bansos", file="bansos.pdf")
    file = reverse("disclosure:file", args=[entry.pk, PublishedFile.objects.get().pk])
    assert client.get(file).status_code == 200
    unpublish_entry(entry=entry, by=world.publisher, reason="Memuat nama penerima", now=timezone.now())
    for address in (entry.get_absolute_url(), file):
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 410
        assert "Data bansos" in page and "Memuat nama penerima" in page
    assert "Data bansos" not in client.get(LIST).content.decode()


def test_draft_answers_like_a_number_never_given(client, world):
    draft = make_entry(world.dinsos, title="Konsep")
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/informasi/999999-x/").status_code == 404


def test_file_is_sent_as_attachment_without_sniffing(client, world):
    entry = published(world.dinsos, world.publisher, file="Rencana “Kerja”.pdf")
    response = client.get(reverse("disclosure:file", args=[entry.pk, PublishedFile.objects.get().pk]))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Rencana")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_file_of_another_entry_is_not_served_under_this_one(client, world):
    mine = published(world.dinsos, world.publisher, file="a.pdf")
    other = published(world.dishub, world.other_publisher)
    file = PublishedFile.objects.get(entry=mine)
    assert client.get(reverse("disclosure:file", args=[other.pk, file.pk])).status_code == 404


def test_replaced_file_says_so_and_its_version_stays_citable(client, world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.files.services import store_upload

    from .conftest import PDF

    entry = published(world.dinsos, world.publisher, file="a.pdf", link="")
    old = PublishedFile.objects.get()
    draft = entry.get_latest_revision_as_object()
    held = draft.files.all()[0]
    held.stored = store_upload(
        upload=SimpleUploadedFile("b.pdf", PDF + b"\n", "application/pdf"), now=timezone.now()
    )
    draft.files = [held]
    draft.save_revision(user=world.publisher)
    publish_entry(entry=entry, by=world.publisher, now=timezone.now())
    new = PublishedFile.objects.get(version=2)
    address = reverse("disclosure:file", args=[entry.pk, old.pk])
    page = client.get(address).content.decode()
    assert "sudah diganti" in page and str(new.pk) in page
    assert b"".join(client.get(f"{address}?versi=1").streaming_content) == PDF


FORMULAS = ["=10+20", "+62812", "-1", "@SUM(1)", "\t=1"]


def test_csv_has_bom_and_no_cell_is_a_formula(client, world):
    for n, text in enumerate(FORMULAS):
        published(world.dinsos, world.publisher, title=f"Entri {n}", summary=text)
    body = b"".join(client.get("/daftar-informasi/unduh.csv").streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    cells = [row[3] for row in rows[1:]]
    assert len(cells) == 5 and all(cell.startswith("'") for cell in cells)


def test_xlsx_holds_text_where_a_formula_was_typed(client, world):
    published(world.dinsos, world.publisher, title="=10+20", summary="@SUM(1)")
    body = b"".join(client.get("/daftar-informasi/unduh.xlsx?agency=dinsos").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert [(c.value, c.data_type) for c in sheet[2]][2:4] == [("=10+20", "s"), ("@SUM(1)", "s")]


def test_exports_follow_the_filters_of_the_page(client, world):
    published(world.dinsos, world.publisher, title="Ini")
    published(world.dishub, world.other_publisher, title="Itu")
    body = b"".join(client.get("/daftar-informasi/unduh.json?agency=dishub").streaming_content)
    assert [row["Judul"] for row in json.loads(body)] == ["Itu"]


@pytest.mark.parametrize(
    "path", [LIST, "/daftar-informasi/cetak/", "/daftar-informasi/unit/dinsos/kewajiban/"]
)
def test_page_takes_at_most_twelve_queries_whatever_the_number_of_rows(
    client, world, catalogue, django_assert_max_num_queries, path
):
    for n in range(25):
        published(world.dinsos, world.publisher, "b_15_2_a", title=f"Entri {n}", file="a.pdf")
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


def test_english_stands_at_the_same_address(client, world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_2_a")
    assert client.get("/en" + entry.get_absolute_url()).status_code == 200
    assert client.get("/en" + LIST).status_code == 200


def test_duties_page_says_what_is_missing_and_leads_to_asking(client, world, catalogue):
    page = client.get("/daftar-informasi/unit/dinsos/kewajiban/").content.decode()
    assert "Minta sekarang" in page and "Tidak ada kejadian" in page and "PERKI 1/2021" in page
