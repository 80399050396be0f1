import pytest
from django.utils import timezone

from disclosure.services.publishing import unpublish_entry

from .conftest import make_entry, published

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/entries/"


def test_api_shows_what_the_page_shows_and_nothing_else(client, world, catalogue):
    entry = published(world.dinsos, world.publisher, "b_15_2_a", file="renja.pdf")
    make_entry(world.dinsos, title="Konsep")
    gone = published(world.dinsos, world.publisher, title="Ditarik")
    unpublish_entry(entry=gone, by=world.publisher, reason="x", now=timezone.now())
    body = client.get(ENTRIES).json()
    assert [row["id"] for row in body["results"]] == [entry.pk]
    row = body["results"][0]
    assert (row["agency"]["code"], row["items"], row["number"]) == ("DINSOS", ["b_15_2_a"], 1)
    assert client.get(row["files"][0]["url"].replace("http://testserver", "")).status_code == 200
    assert client.get(f"{ENTRIES}{gone.pk}/").status_code == 404
    assert client.post(ENTRIES, {"title": "x"}).status_code == 405


def test_api_follows_the_filters_of_the_page(client, world, catalogue):
    published(world.dinsos, world.publisher, title="Ini")
    published(world.dishub, world.other_publisher, title="Itu", category="anytime")
    assert [r["title"] for r in client.get(f"{ENTRIES}?agency=dishub").json()["results"]] == ["Itu"]
    assert [r["title"] for r in client.get(f"{ENTRIES}?category=periodic").json()["results"]] == ["Ini"]
    assert client.get(f"{ENTRIES}?agency=tidak-ada").status_code == 400


def test_api_lists_the_catalogue(client, catalogue):
    body = client.get("/api/v1/mandated-items/?category=immediate&level=item&page_size=200").json()
    assert body["count"] == 20
    assert {row["edition"] for row in body["results"]} == {"perki-1-2021"}


def test_api_page_takes_at_most_twelve_queries(client, world, catalogue, django_assert_max_num_queries):
    for n in range(15):
        published(world.dinsos, world.publisher, "b_15_2_a", title=f"Entri {n}", file="a.pdf")
    with django_assert_max_num_queries(12):
        assert client.get(ENTRIES).json()["count"] == 15


def test_schema_describes_the_entries(client):
    page = client.get("/api/v1/skema/").content.decode()
    assert "/api/v1/entries/" in page and "mandated-items" in page
