"""Pages as a citizen opens them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, Site

from portal.agencies.models import Agency, AgencyName
from portal.content.models import AgencyPage, HomePage
from portal.content.services.pages import load_pages
from tests.content.conftest import live_news

pytestmark = pytest.mark.usefixtures("site")

ADDRESSES = [
    "/",
    "/perangkat-daerah/",
    "/perangkat-daerah/dinsos/",
    "/perangkat-daerah/dinsos/berita/",
    "/perangkat-daerah/dinsos/profil/",
    "/perangkat-daerah/dinsos/permohonan/",
    "/berita/",
    "/maklumat/",
    "/hak-anda/",
    "/cara-meminta/",
    "/kontak/",
    "/privasi/",
    "/data-terbuka/",
    "/statistik/",
]


def soup(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_opens_in_both_languages_with_one_heading_and_a_main_part(
    client: Client, address: str, prefix: str
) -> None:
    page = soup(client, prefix + address)
    assert page.html["lang"] == ("en" if prefix else "id")
    assert len(page.find_all("h1")) == 1
    assert page.find("main", id="isi")
    assert page.find("a", href="#isi")
    assert page.title.text.endswith("PPID Kota Cilegon")
    canonical = page.find("link", rel="canonical")["href"]
    assert canonical == f"http://testserver{prefix}{address}"
    assert {link["hreflang"] for link in page.find_all("link", rel="alternate", hreflang=True)} == {
        "id",
        "en",
    }


def test_heading_levels_never_jump(client: Client) -> None:
    for address in ADDRESSES:
        levels = [int(h.name[1]) for h in soup(client, address).find_all(["h1", "h2", "h3", "h4"])]
        assert levels[0] == 1 or 1 in levels
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_home_page_leads_to_search_and_the_three_deeds(client: Client) -> None:
    page = soup(client, "/")
    assert page.find("form", role="search")["action"].endswith("/cari/")
    deeds = [a.b.text for a in page.select(".deed")]
    assert deeds == ["Ajukan permohonan", "Lacak permohonan", "Ajukan keberatan"]
    assert not page.select(".head__search")


def test_english_home_page_speaks_english(client: Client) -> None:
    page = soup(client, "/en/")
    assert page.h1.text == "This city's information is yours."
    assert page.find("a", hreflang="id", lang="id")["href"] == "/"


def test_loading_twice_changes_nothing() -> None:
    before = set(Page.objects.values_list("pk", "title", "latest_revision"))
    done = load_pages()
    assert (done.created, done.changed) == (0, 0)
    assert set(Page.objects.values_list("pk", "title", "latest_revision")) == before
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get()


def test_new_agency_gets_a_microsite_and_a_renamed_one_its_new_title(social: Agency) -> None:
    social.name = "Dinas Sosial dan Pemberdayaan"
    social.save()
    Agency.objects.create(code="DLH", name="Dinas Lingkungan Hidup", slug="dlh")
    done = load_pages()
    assert (done.created, done.changed) == (1, 1)
    assert AgencyPage.objects.get(agency=social).title == "Dinas Sosial dan Pemberdayaan"


def test_agency_is_found_by_its_former_code(client: Client, labour: Agency) -> None:
    AgencyName.objects.create(agency=labour, code="DISNAKERTRANS", name="Dinas Tenaga Kerja dan Transmigrasi")
    page = soup(client, "/perangkat-daerah/?q=transmigrasi")
    assert [a.text for a in page.select(".rows a.row__title")] == ["Dinas Tenaga Kerja"]
    assert "1 perangkat daerah" in page.find(role="status").text


def test_empty_search_of_agencies_says_what_to_do(client: Client) -> None:
    page = soup(client, "/perangkat-daerah/?q=kementerian")
    assert page.select_one(".empty a")["href"] == "/permohonan/ajukan/"


@pytest.mark.parametrize("number", ["abc", "999", "0", "-1"])
def test_unknown_page_of_a_list_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/perangkat-daerah/?page={number}").status_code == 404
    assert client.get(f"/berita/?page={number}").status_code == 404


def test_agency_name_with_markup_stays_text_everywhere(client: Client, social: Agency) -> None:
    social.name = "<img src=x onerror=alert(1)>"
    social.save()
    load_pages()
    news = live_news(social, title="Kabar </script><script>alert(1)</script>")
    for address in ["/", *ADDRESSES[1:7], news.url, "/berita/umpan/", "/sitemap-halaman.xml"]:
        content = client.get(address).content.decode()
        assert "<img src=x" not in content, address
        assert "<script>alert" not in content, address


def test_profile_shows_former_names_and_contact(client: Client, social: Agency) -> None:
    AgencyName.objects.create(agency=social, code="DINKESOS", name="Dinas Kesejahteraan Sosial")
    social.phone = "(0254) 000000"
    social.save()
    page = soup(client, "/perangkat-daerah/dinsos/profil/")
    assert "Dinas Kesejahteraan Sosial (DINKESOS)" in page.main.text
    assert page.find("a", href="tel:(0254) 000000")


def test_not_found_page_offers_search(client: Client) -> None:
    response = client.get("/tidak-ada/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert page.main.find("form", role="search")
    assert page.find("meta", attrs={"name": "robots", "content": "noindex"})
    assert not page.find("link", rel="canonical")


def test_robots_and_sitemap_name_public_addresses_only(client: Client, social: Agency) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-halaman.xml" in index
    live = live_news(social, slug="yang-terbit")
    live_news(social, slug="yang-ditarik").unpublish()
    pages = client.get("/sitemap-halaman.xml").content.decode()
    assert f"<loc>http://testserver{live.url}</loc>" in pages
    assert f"<loc>http://testserver/en{live.url}</loc>" in pages
    assert "yang-ditarik" not in pages
    assert "/admin" not in pages


@pytest.mark.parametrize(
    "address", ["/", "/perangkat-daerah/", "/berita/", "/perangkat-daerah/dinsos/berita/"]
)
def test_queries_stay_the_same_whatever_the_number_of_rows(
    client: Client, social: Agency, django_assert_max_num_queries: Any, address: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(address)
        return len(seen)

    live_news(social)
    few = queries()
    for number in range(5):
        Agency.objects.create(code=f"X{number}", name=f"Dinas X{number}", slug=f"x{number}")
        live_news(social)
    load_pages()
    assert queries() == few
