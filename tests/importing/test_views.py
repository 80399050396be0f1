"""The screens: upload, preview, columns, duties, saving, undoing, and what strangers get."""

from __future__ import annotations

import html
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from disclosure.importing.models import ImportRun
from disclosure.importing.parsing.parser import parse_file
from disclosure.models import ListEntry
from tests.importing.conftest import HEAD, lines, start
from tests.importing.messy import csv_bytes
from tests.importing.test_reading import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(world: SimpleNamespace, catalogue: None) -> Any:
    def enter(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter


def upload(client: Client, agency: Any, rows: list[list[Any]], name: str = "daftar.csv") -> Any:
    file = SimpleUploadedFile(name, csv_bytes([HEAD, *rows]), "text/csv")
    return client.post(reverse("importing:upload"), {"agency": agency.pk, "file": file})


def test_upload_shows_the_preview_and_writes_nothing(client_of: Any, world: SimpleNamespace) -> None:
    client = client_of(world.operator)
    rows = lines(3)
    rows[1][1] = ""
    response = client.get(upload(client, world.dinsos, rows)["Location"])
    page = response.content.decode()
    assert "Laporan kegiatan 1" in page
    assert "<strong>B3</strong>" in page
    assert "Simpan 2 entri" in page
    assert not ListEntry.objects.exists()


def test_unreadable_file_is_explained_beside_its_field(client_of: Any, world: SimpleNamespace) -> None:
    client = client_of(world.operator)
    file = SimpleUploadedFile("daftar.xlsx", b"%PDF-1.7", "application/pdf")
    response = client.post(reverse("importing:upload"), {"agency": world.dinsos.pk, "file": file})
    assert response.status_code == 200
    assert "Isi berkas ini PDF" in response.content.decode()
    assert not ImportRun.objects.exists()


def test_upload_for_another_unit_is_refused(client_of: Any, world: SimpleNamespace) -> None:
    response = upload(client_of(world.operator), world.dishub, lines(1))
    assert response.status_code == 200
    assert not ImportRun.objects.exists()


def test_preview_is_paginated_and_filtered_by_verdict(client_of: Any, world: SimpleNamespace) -> None:
    client = client_of(world.operator)
    rows = lines(120)
    rows[4][1] = ""
    run = start(world.dinsos, world.operator, rows)
    address = reverse("importing:run", args=[run.pk])
    assert len(client.get(address).context["rows"]) == 50
    assert len(client.get(address, {"page": 3}).context["rows"]) == 20
    wrong = client.get(address, {"hasil": "error"}).context["rows"]
    assert [row["problems"][0][0] for row in wrong] == ["B6"]


def test_columns_are_corrected_and_the_file_is_read_again(client_of: Any, world: SimpleNamespace) -> None:
    client = client_of(world.operator)
    run = start(world.dinsos, world.operator, lines(2))
    form = client.get(reverse("importing:run", args=[run.pk])).context["columns"]
    data = {name: form[name].initial for name in form.fields if form[name].initial not in (None, "")}
    data |= {"kolom_0_1": "summary", "kolom_0_2": "title", "category": "anytime"}
    client.post(reverse("importing:columns", args=[run.pk]), data)
    run.refresh_from_db()
    assert [line["values"]["title"] for line in run.judged()] == ["Isi laporan 1", "Isi laporan 2"]
    again = client.get(reverse("importing:run", args=[run.pk])).context["columns"]
    assert again["kolom_0_1"].initial == "summary"


def test_header_row_that_is_no_number_is_refused(client_of: Any, world: SimpleNamespace) -> None:
    client = client_of(world.operator)
    run = start(world.dinsos, world.operator, lines(1))
    response = client.post(
        reverse("importing:columns", args=[run.pk]), {"category": "anytime", "judul_0": "lima"}
    )
    assert response.status_code == 400
    assert "Tulis nomor barisnya" in response.content.decode()


def test_confirming_writes_and_undoing_takes_back(
    client_of: Any, world: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(world.operator)
    run = start(world.dinsos, world.operator, lines(2))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("importing:confirm", args=[run.pk]), {"aim": "draft"})
    assert ListEntry.objects.count() == 2
    page = client.get(reverse("importing:run", args=[run.pk])).content.decode()
    assert "2 dibuat" in page
    client.post(reverse("importing:undo", args=[run.pk]))
    assert not ListEntry.objects.exists()
    assert "2 dihapus" in client.get(reverse("importing:run", args=[run.pk])).content.decode()


def test_ticks_on_the_page_are_kept_when_saving_at_once_and_when_turning_the_page(
    client_of: Any, world: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(world.operator)
    run = start(world.dinsos, world.operator, lines(60))
    address = reverse("importing:choose", args=[run.pk])
    turned = client.post(f"{address}?hasil=new", {"baris": "!2", "butir:!2": ["b_15_3"], "halaman": "2"})
    assert turned["Location"].endswith(f"/{run.pk}/?hasil=new&page=2")
    page = client.get(turned["Location"]).content.decode()
    assert 'form="pilihan"' in page and 'name="halaman" value="1"' in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("importing:confirm", args=[run.pk]),
            {"aim": "draft", "baris": ["!60", "!61"], "butir:!60": ["b_15_3"], "lewati:!61": "on"},
        )
    tied = ListEntry.objects.filter(items__key="b_15_3").values_list("title", flat=True)
    assert sorted(tied) == ["Laporan kegiatan 1", "Laporan kegiatan 59"]
    assert ListEntry.objects.count() == 59


def test_operator_is_offered_submitting_and_no_publishing(client_of: Any, world: SimpleNamespace) -> None:
    run = start(world.dinsos, world.operator, lines(1))
    address = reverse("importing:run", args=[run.pk])
    assert [
        v for v, _l in client_of(world.operator).get(address).context["confirm"]["aim"].field.choices
    ] == [
        "submit",
        "draft",
    ]
    assert [
        v for v, _l in client_of(world.publisher).get(address).context["confirm"]["aim"].field.choices
    ] == [
        "draft",
        "publish",
    ]


def test_run_of_another_unit_does_not_exist(client_of: Any, world: SimpleNamespace) -> None:
    run = start(world.dinsos, world.operator, lines(1))
    client = client_of(world.other_publisher)
    assert client.get(reverse("importing:run", args=[run.pk])).status_code == 404
    assert "daftar.csv" not in client.get(reverse("importing:index")).content.decode()


def test_large_file_is_handed_to_a_worker(
    client_of: Any,
    world: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr("disclosure.importing.services.LARGE", 3)
    handed: list[Any] = []
    monkeypatch.setattr(
        "disclosure.importing.services.enqueue_after_commit", lambda task, *args: handed.append(args)
    )
    client = client_of(world.operator)
    run = start(world.dinsos, world.operator, lines(4))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("importing:confirm", args=[run.pk]), {"aim": "draft"})
    assert handed == [(run.pk,)]
    assert "sedang disimpan" in client.get(reverse("importing:run", args=[run.pk])).content.decode()
    client.post(reverse("importing:write", args=[run.pk]))
    assert ListEntry.objects.count() == 4


def test_pages_take_as_many_queries_for_many_rows(
    client_of: Any, world: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(world.operator)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    small = start(world.dinsos, world.operator, lines(2))
    queries(reverse("importing:run", args=[small.pk]))
    few = queries(reverse("importing:run", args=[small.pk])), queries(reverse("importing:index"))
    large = start(world.dinsos, world.operator, lines(200))
    for number in range(5):
        start(world.dinsos, world.operator, lines(1, start=900 + number))
    assert (queries(reverse("importing:run", args=[large.pk])), queries(reverse("importing:index"))) == few


def test_sample_file_is_read_without_a_question(client_of: Any, world: SimpleNamespace) -> None:
    response = client_of(world.operator).get(reverse("importing:sample"))
    assert response["Content-Disposition"] == 'attachment; filename="contoh-daftar-informasi.xlsx"'
    parsed = parse_file("contoh.xlsx", response.content)
    assert len(parsed.rows) == 2
    assert not any(row.problems for row in parsed.rows)
    assert {
        "title",
        "summary",
        "holder",
        "responsible",
        "made_when",
        "made_where",
        "category",
        "link",
        "retention",
        "forms_available",
    } <= parsed.rows[0].values.keys()


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE.values(), ids=HOSTILE)
def test_bad_upload_is_answered_with_what_to_do(
    name: str, content: bytes, code: str, client_of: Any, world: SimpleNamespace
) -> None:
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    response = client_of(world.operator).post(
        reverse("importing:upload"), {"agency": world.dinsos.pk, "file": file}
    )
    [message] = response.context["form"].errors["file"]
    assert response.status_code == 200
    assert len(message.split()) >= 5
    assert str(message) in html.unescape(response.content.decode())
    assert not ImportRun.objects.exists()


def test_upload_of_fifty_megabytes_is_refused_without_reading_it(
    client_of: Any, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disclosure.importing.views.start_run", None)
    file = SimpleUploadedFile("daftar.csv", b"judul,tautan\n" * 4_200_000, "text/csv")
    assert file.size > 50 * 1024 * 1024
    response = client_of(world.operator).post(
        reverse("importing:upload"), {"agency": world.dinsos.pk, "file": file}
    )
    assert "paling besar 20 MB" in str(response.context["form"].errors["file"])
