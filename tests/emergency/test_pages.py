"""What citizens see: the bar on every page, a page per notice, the archive, the sheet."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from unittest import mock

import pypdf
import pytest
from django.utils import timezone

from disclosure.emergency import services
from disclosure.emergency.media import keep_audio, keep_picture
from disclosure.emergency.models import EmergencyNotice
from portal.content.services.pages import load_pages
from tests.disclosure.conftest import published

from .conftest import announce, photo, recording

pytestmark = pytest.mark.django_db
PLACES = [
    "/",
    "/daftar-informasi/",
    "/serta-merta/",
    "/cari/",
    "/permohonan/ajukan/",
    "/statistik/",
    "/en/",
    "/masuk/",
]


@pytest.fixture
def site(world):
    load_pages()


def bar(response):
    found = re.search(r'<section class="alarm.*?</section>', response.content.decode(), re.S)
    return found.group() if found else ""


@pytest.mark.parametrize("path", PLACES)
def test_running_notice_tops_every_public_page(client, world, site, running, path):
    shown = bar(client.get(path, follow=True))
    assert running.headline in shown and running.get_absolute_url() in shown and "Ciwandan" in shown


def test_page_that_is_not_found_shows_it_as_well(client, world, site, running):
    response = client.get("/tidak-ada/")
    assert response.status_code == 404 and running.headline in bar(response)


def test_bar_goes_at_the_minute_of_the_end_without_a_worker(client, world, site, running):
    just_before, just_after = running.ends_at - timedelta(seconds=1), running.ends_at
    for moment, expected in ((just_before, True), (just_after, False)):
        with mock.patch("django.utils.timezone.now", return_value=moment):
            assert (running.headline in bar(client.get("/serta-merta/"))) is expected


def test_bar_shows_and_goes_at_once_when_announced_and_ended(client, world):
    assert bar(client.get("/daftar-informasi/")) == ""
    notice = announce(world.dinsos, world.operator)
    assert notice.headline in bar(client.get("/daftar-informasi/"))
    services.end(notice=notice, by=world.operator, now=timezone.now(), reason="Air sudah surut.")
    assert bar(client.get("/daftar-informasi/")) == ""


def test_most_dangerous_stands_first_drills_last_and_three_at_most(client, world):
    announce(world.dinsos, world.operator, headline="Latihan besar", status="Exercise", severity="Extreme")
    for severity in ("Minor", "Extreme", "Moderate"):
        announce(world.dinsos, world.operator, headline=f"Kejadian {severity}", severity=severity)
    shown = bar(client.get("/daftar-informasi/"))
    order = [shown.index(word) for word in ("Kejadian Extreme", "Kejadian Moderate", "Kejadian Minor")]
    assert order == sorted(order) and "Latihan besar" not in shown and "1 peringatan lain" in shown


def test_drill_is_called_a_drill(client, world):
    notice = announce(world.dinsos, world.operator, status="Exercise")
    shown = bar(client.get("/serta-merta/"))
    assert "Latihan:" in shown and "alarm--drill" in shown
    assert "Ini latihan" in client.get(notice.get_absolute_url()).content.decode()


def test_bar_costs_one_query(client, world, django_assert_num_queries):
    from disclosure.emergency.panels import emergency_panel

    for n in range(5):
        announce(world.dinsos, world.operator, headline=f"Kejadian {n}")
    with django_assert_num_queries(1):
        panel = emergency_panel(None)
        assert panel is not None and [n.agency.name for n in panel.context["notices"]]


def test_page_says_everything_and_stays_after_the_end(client, world, running):
    page = client.get(running.get_absolute_url()).content.decode()
    for said in (running.description, running.instruction, "BPBD Kota Cilegon", "112", "Dinas Sosial"):
        assert said in page
    services.end(notice=running, by=world.operator, now=timezone.now(), reason="Air sudah surut.")
    response = client.get(running.get_absolute_url())
    assert response.status_code == 200 and "sudah berakhir" in response.content.decode()
    assert "Air sudah surut." in response.content.decode()


def test_markup_is_text(client, world):
    evil = "<img src=x onerror=alert(1)>"
    notice = announce(world.dinsos, world.operator, headline=evil, area_detail=evil)
    for path in (notice.get_absolute_url(), "/serta-merta/", "/daftar-informasi/"):
        assert "<img src=x" not in client.get(path).content.decode()


def test_picture_has_words_and_recording_plays_in_parts(client, world):
    now = timezone.now()
    notice = announce(
        world.dinsos, world.operator, picture_alt="Peta jalan yang ditutup.",
        picture=keep_picture(upload=photo(), now=now, by=world.operator),
        audio=keep_audio(upload=recording(), now=now, by=world.operator),
    )  # fmt: skip
    page = client.get(notice.get_absolute_url()).content.decode()
    assert 'alt="Peta jalan yang ditutup."' in page and "<audio" in page
    picture = client.get(f"{notice.get_absolute_url()}gambar/")
    assert picture["Content-Type"] == "image/jpeg" and picture["X-Content-Type-Options"] == "nosniff"
    whole = client.get(f"{notice.get_absolute_url()}suara/")
    part = client.get(f"{notice.get_absolute_url()}suara/", headers={"Range": "bytes=4-7"})
    assert part.status_code == 206 and part.content == whole.content[4:8]
    assert part["Content-Range"] == f"bytes 4-7/{len(whole.content)}"
    for nonsense in ("bytes=9-2", "bytes=-", "bytes=1-2,4-5", "zeilen=1-2", "bytes=999999999-"):
        answer = client.get(f"{notice.get_absolute_url()}suara/", headers={"Range": nonsense})
        assert answer.status_code == 200 and answer.content == whole.content


def test_notice_without_picture_has_none_to_fetch(client, running):
    assert client.get(f"{running.get_absolute_url()}gambar/").status_code == 404


def test_archive_is_filtered_and_paged(client, world, django_assert_max_num_queries):
    past = timezone.now() - timedelta(days=3)
    for n in range(22):
        announce(world.dinsos, world.operator, past, headline=f"Lama {n}", hazard="fire")
    announce(world.dishub, world.other_operator, headline="Jalan ditutup", hazard="road")
    client.get("/serta-merta/")
    with django_assert_max_num_queries(4):
        first = client.get("/serta-merta/")
    assert len(first.context["lines"]) == 20 and client.get("/serta-merta/?page=2").status_code == 200
    assert client.get("/serta-merta/?page=9").status_code == 404

    def shown(query):
        return {notice.headline for notice, _now in client.get(f"/serta-merta/?{query}").context["lines"]}

    assert shown("state=running") == {"Jalan ditutup"} == shown("hazard=road") == shown("agency=dishub")
    assert shown("q=lama+21") == {"Lama 21"} and shown(f"year={past.year - 1}") == set()
    assert client.get("/serta-merta/?hazard=ufo").status_code == 400


def test_sheet_is_one_a3_page_with_tags_and_the_way_to_the_page(client, world):
    long = "Ikuti petunjuk petugas di lapangan dan jangan kembali sebelum dinyatakan aman. " * 20
    for text in ("Matikan listrik dan pindah ke lantai dua.", long, (long * 2)[:2900]):
        notice = announce(world.dinsos, world.operator, instruction=text, description=text)
        response = client.get(f"{notice.get_absolute_url()}lembar.pdf")
        reader = pypdf.PdfReader(io.BytesIO(response.content))
        assert len(reader.pages) == 1
        box = reader.pages[0].mediabox
        assert (round(float(box.width)), round(float(box.height))) == (842, 1191)
        words = " ".join(reader.pages[0].extract_text().split())
        assert notice.headline in words and "/serta-merta/" in words
        assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_sheet_is_the_same_twice(client, running):
    first, second = (client.get(f"{running.get_absolute_url()}lembar.pdf").content for _ in range(2))
    assert first == second


def test_notice_is_found_by_search(client, world, running):
    assert running.headline in client.get("/cari/?q=kubangsari").content.decode()


def test_notices_and_entries_share_no_number(client, world, catalogue, running):
    entry = published(world.dinsos, world.publisher)
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert EmergencyNotice.objects.count() == 1
