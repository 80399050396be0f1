"""The search page, through the visitor's door."""

from __future__ import annotations

import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from search import engines, indexing, queries
from search.engines.base import EngineError
from search.models import MissedQuery, SearchRecord
from tests.search.worlds import document


def page(client, **params):
    response = client.get("/cari/", params)
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def titles(soup) -> list[str]:
    return [link.get_text() for link in soup.select("h3.row__title a")]


def test_results_name_the_planted_document_when_its_words_are_asked(client, library):
    assert titles(page(client, q="kursi roda"))[0] == "Pengadaan kursi roda"


def test_results_mark_the_searched_words_and_escape_markup(client, library):
    response = client.get("/cari/", {"q": "kursi"})
    html = response.content.decode()
    assert "<script>alert(1)" not in html
    assert "Harga &lt;b&gt;<mark>kursi</mark>&lt;/b&gt; &amp; meja" in html


def test_start_page_asks_no_engine_when_nothing_was_typed(client, library):
    soup = page(client)
    assert soup.find("h1").get_text() == "Cari informasi"
    assert not titles(soup)
    assert soup.find(id="cari")["name"] == "q"


def test_facets_count_and_link_to_several_values(client, library):
    soup = page(client, q="cilegon OR daerah kota", type="planted")
    agency = soup.select_one('section[aria-labelledby="saring-agency"]')
    links = {link.get_text(" ", strip=True): link["href"] for link in agency.select("a")}
    assert any("agency=SETDA" in href for href in links.values())
    both = page(client, q="daerah", agency=["SETDA", "BPKPAD"])
    assert "Peraturan Daerah Kota Cilegon Nomor 7 Tahun 2024" in titles(both)
    assert "Tarif perpajakan daerah" in titles(both)
    assert "Laporan perbankan daerah" not in titles(both)
    chosen = both.select(".search-chosen a.chip")
    assert len(chosen) == 2
    assert "agency=SETDA" not in next(a["href"] for a in chosen if "Sekretariat" in a.get_text())


def test_facet_counts_ignore_their_own_choice(client, library):
    soup = page(client, q="daerah", agency="SETDA")
    agency = soup.select_one('section[aria-labelledby="saring-agency"]').get_text(" ", strip=True)
    assert "Badan Pengelolaan Keuangan" in agency


def test_sort_by_date_puts_the_newest_first(client, library):
    dates = [tag["datetime"] for tag in page(client, q="daerah", sort="date").select("li.row time")]
    assert dates == sorted(dates, reverse=True) and len(dates) > 2


@pytest.mark.parametrize("number", ["999", "abc", "0", "-1", "1.5", "9" * 30])
def test_page_answers_404_when_it_does_not_exist(client, library, number):
    assert client.get("/cari/", {"q": "daerah", "page": number}).status_code == 404


def test_empty_result_offers_a_request_with_the_words_filled_in(client, library):
    soup = page(client, q="xylofon zamrud")
    assert "Tidak ada yang cocok" in soup.get_text()
    link = next(a for a in soup.select("main a.btn") if "Ajukan permohonan" in a.get_text())
    assert "xylofon%20zamrud" in link["href"]


def test_misspelled_word_is_answered_with_the_known_one(client, library):
    soup = page(client, q="pengdaan kursi")
    assert titles(soup)[0] == "Pengadaan kursi roda"
    assert "Menampilkan hasil untuk pengadaan kursi" in soup.get_text()
    exact = page(client, q="pengdaan", exact="1")
    assert not titles(exact)


def test_missed_query_is_counted_without_personal_numbers(client, library):
    client.get("/cari/", {"q": "zamrud 3672010101900001 budi@example.id"})
    client.get("/cari/", {"q": "zamrud 3672010101900001 budi@example.id"})
    missed = MissedQuery.objects.get()
    assert (missed.text, missed.times) == ("zamrud", 2)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5000,
        "s " * 500,
        "s " * 2000,
        '"' * 1000,
        "a*b*c*",
        "NEAR( OR NOT ^",
        "' OR 1=1 --",
        "\x00kursi",
        "-",
    ],
)
def test_hostile_query_is_answered_politely_and_fast(client, library, text):
    started = timezone.now()
    response = client.get("/cari/", {"q": text})
    assert response.status_code == 200
    assert timezone.now() - started < timedelta(seconds=1)


def test_overlong_query_says_that_only_its_beginning_was_searched(client, library):
    assert "panjang sekali" in page(client, q="kursi " * 500).get_text()


def test_walk_shows_each_item_once_when_one_is_inserted(client, library):
    library.put(
        *(document(f"seri{n}", f"Berkas rapat {n}", published_on=date(2026, 1, 5)) for n in range(105))
    )
    indexing.index_documents(library.documents())
    seen: list[str] = []
    address = "/cari/?q=berkas+rapat&sort=date"
    number = 1
    while True:
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        seen += titles(soup)
        if number == 2:
            library.put(document("seribaru", "Berkas rapat baru", published_on=date(2026, 1, 6)))
            indexing.index_object("planted", "seribaru")
        links = {a.get_text(" ", strip=True).split()[-1]: a["href"] for a in soup.select(".pager a")}
        number += 1
        if str(number) not in links:
            break
        address = links[str(number)]
    assert len(seen) == 105 and len(set(seen)) == 105


def test_withdrawn_thing_is_gone_from_results_suggestions_feed_and_spelling(client, library):
    library.put(document("rahasia", "Alamat Melati kencana", "rahasiaX"))
    indexing.index_object("planted", "rahasia")
    assert titles(page(client, q="rahasiaX"))
    del library.public["rahasia"]
    assert indexing.index_object("planted", "rahasia") is False
    assert not titles(page(client, q="rahasiaX", exact="1"))
    assert client.get("/cari/saran/", {"q": "mela"}).json() == ["mela", []]
    assert b"Melati" not in client.get("/cari/rss/", {"q": "melati"}).content
    assert "melati" not in page(client, q="melat").get_text().replace("“melat”", "")
    assert b"kencana" not in client.get("/api/v1/search/", {"q": "melati kencan"}).content.replace(
        b'kencan"', b""
    )


def test_draft_is_never_found_when_its_source_does_not_yield_it(client, library):
    assert indexing.index_object("planted", "belum-terbit") is False
    assert not SearchRecord.objects.filter(object_id="belum-terbit").exists()


def test_thing_appears_and_disappears_on_its_date_without_a_worker(client, library):
    now = timezone.now()
    library.put(
        document("nanti", "Wahana terjadwal", visible_from=now + timedelta(days=1)),
        document("lampau", "Wahana kedaluwarsa", visible_until=now - timedelta(seconds=1)),
        document(
            "kini",
            "Wahana berlaku",
            visible_from=now - timedelta(days=1),
            visible_until=now + timedelta(days=1),
        ),
    )
    indexing.index_documents(library.documents())
    assert titles(page(client, q="wahana")) == ["Wahana berlaku"]
    assert client.get("/cari/saran/", {"q": "wahana"}).json()[1] == ["Wahana berlaku"]


def test_page_is_never_cached(client, library):
    assert "no-store" in client.get("/cari/", {"q": "daerah"})["Cache-Control"]


def test_fault_of_every_engine_answers_503_and_not_zero_results(client, library, monkeypatch):
    def broken(ask):
        raise EngineError("rusak")

    monkeypatch.setattr(engines.database_engine(), "search", broken)
    response = client.get("/cari/", {"q": "daerah"})
    assert response.status_code == 503
    assert "sedang terganggu" in response.content.decode()
    assert (
        "0 hasil" not in response.content.decode() and "Tidak ada yang cocok" not in response.content.decode()
    )


@pytest.mark.parametrize("number", [5, 60])
def test_query_count_is_constant_in_the_number_of_rows(
    client, library, django_assert_max_num_queries, number
):
    library.put(*(document(f"n{n}", f"Daftar pegawai {n}", agency_code=f"OPD{n % 7}") for n in range(number)))
    indexing.index_documents(library.documents())
    client.get("/cari/", {"q": "daftar pegawai"})
    # One of them is the bar of emergencies, on every page.
    with django_assert_max_num_queries(11):
        assert titles(page(client, q="daftar pegawai"))


def test_api_gives_the_same_hits_as_the_page(client, library):
    answer = client.get("/api/v1/search/", {"q": "kursi", "format": "pdf"}).json()
    assert [hit["title"] for hit in answer["results"]] == titles(page(client, q="kursi", format="pdf"))
    assert answer["total"] == 1 and answer["facets"]["format"][0]["selected"] is True
    assert client.get("/api/v1/search/", {"q": "kursi", "page": "99"}).status_code == 404


def test_feed_lists_the_newest_results(client, library):
    feed = ElementTree.fromstring(client.get("/cari/rss/", {"q": "daerah"}).content)
    assert "Laporan perbankan daerah" in [item.findtext("title") for item in feed.iter("item")]


def test_description_for_browsers_names_the_search_address(client, db):
    xml = ElementTree.fromstring(client.get("/cari/opensearch.xml").content)
    templates = [url.get("template") for url in xml.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]
    assert "http://testserver/cari/?q={searchTerms}" in templates


def test_suggestions_continue_the_typed_title(client, library):
    assert json.loads(client.get("/cari/saran/", {"q": "pengad"}).content) == [
        "pengad",
        ["Pengadaan kursi roda"],
    ]
    assert client.get("/cari/saran/", {"q": "p"}).json()[1] == []


def test_snippet_names_the_page_of_the_file(client, library):
    from search.documents import Passage

    library.put(document("lap", "Laporan kinerja", format="pdf"))
    library.public["lap"] = library.public["lap"].__class__(
        **{
            **{f: getattr(library.public["lap"], f) for f in library.public["lap"].__slots__},
            "body": (Passage("Kata pengantar.", 1), Passage("Capaian embung Gerem selesai.", 2)),
        }
    )
    indexing.index_object("planted", "lap")
    soup = page(client, q="embung gerem")
    assert "hlm. 2" in soup.select_one("li.row .row__text").get_text()


def test_search_answers_from_the_database_when_the_engine_fails(
    client, library, settings, monkeypatch, caplog
):
    class Broken:
        name = "elasticsearch"

        def search(self, ask):
            raise EngineError("tidak menjawab")

    monkeypatch.setattr(engines, "configured", lambda: Broken())
    assert titles(page(client, q="kursi roda"))[0] == "Pengadaan kursi roda"
    assert "search.engine_failed" in caplog.text
    assert queries.resting_engine() == "tidak menjawab"
