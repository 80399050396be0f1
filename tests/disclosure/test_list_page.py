"""The list: picking an agency or a duty, counts beside choices, sorting, paper."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from .conftest import days_ago, published

pytestmark = pytest.mark.django_db
LIST = "/daftar-informasi/"


def options(client: Client, address: str, name: str) -> dict[str, int]:
    """Value -> count of a list to pick from, as the page writes it."""
    html = client.get(address).content.decode()
    found = re.search(rf'<select name="{name}".*?</select>', html, re.S)
    assert found
    pairs = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\(([\d.]+)\)</option>', found[0])
    return {value: int(count) for value, count in pairs}


@pytest.fixture
def lists(world: SimpleNamespace, catalogue: None) -> Any:
    for n in range(3):
        published(world.dinsos, world.publisher, "b_15_2_a", "b_15_2_b", title=f"Renja {n}")
    published(world.dinsos, world.publisher, "t_21_1_h", title="Renstra", category="anytime")
    published(world.dishub, world.other_publisher, "b_15_2_a", title="Trayek")
    return world


def test_agency_and_duty_can_be_picked_with_counts_under_the_other_filters(
    client: Client, lists: Any
) -> None:
    assert options(client, LIST, "agency") == {"dinsos": 4, "dishub": 1}
    assert options(client, LIST, "item") == {"b_15_2_a": 4, "b_15_2_b": 3, "t_21_1_h": 1}
    assert options(client, f"{LIST}?agency=dishub", "item") == {"b_15_2_a": 1}
    assert options(client, f"{LIST}?item=b_15_2_b", "agency") == {"dinsos": 3}
    assert options(client, f"{LIST}?category=anytime", "item") == {"t_21_1_h": 1}


def test_group_of_duties_in_the_address_counts_its_entries_once(client: Client, lists: Any) -> None:
    assert options(client, f"{LIST}?item=b_14_2_b", "item")["b_14_2_b"] == 4
    response = client.get(f"{LIST}?item=b_14_2_b")
    assert response.context["page"].paginator.count == 4


def test_chosen_agency_keeps_its_name_when_nothing_is_left(client: Client, lists: Any) -> None:
    html = client.get(f"{LIST}?agency=dishub&category=anytime").content.decode()
    assert '<option value="dishub" selected>Dinas Perhubungan (0)</option>' in html


def test_form_keeps_the_choices_made_by_links_and_the_links_those_of_the_form(
    client: Client, lists: Any
) -> None:
    html = client.get(f"{LIST}?year=2026&agency=dinsos&q=renja").content.decode()
    assert '<input type="hidden" name="year" value="2026">' in html
    assert '<option value="dinsos" selected>' in html
    assert re.search(r'href="[^"]*q=renja[^"]*category=periodic', html)
    assert 'type="hidden" name="agency"' not in html


def test_page_of_a_category_or_an_agency_has_its_own_address_and_counts(client: Client, lists: Any) -> None:
    for address, title, number in (
        ("/daftar-informasi/kategori/setiap-saat/", "Informasi Setiap saat", 1),
        ("/daftar-informasi/unit/dishub/", "Daftar informasi Dinas Perhubungan", 1),
    ):
        response = client.get(address)
        assert f"<h1>{title}</h1>" in response.content.decode()
        assert response.context["page"].paginator.count == number
    assert options(client, "/daftar-informasi/kategori/setiap-saat/", "item") == {"t_21_1_h": 1}


@pytest.mark.parametrize(
    ("sort", "first"),
    [("newest", "C baru"), ("oldest", "B lama"), ("title", "A tengah"), ("agency", "C baru")],
)
def test_list_is_sorted_as_asked(client: Client, world: SimpleNamespace, sort: str, first: str) -> None:
    published(world.dinsos, world.publisher, title="A tengah", when=days_ago(5))
    published(world.dinsos, world.publisher, title="B lama", when=days_ago(9))
    published(world.dishub, world.other_publisher, title="C baru", when=days_ago(1))
    assert client.get(f"{LIST}?sort={sort}").context["page"].object_list[0].title == first


def test_paper_follows_the_filters_and_leads_back(client: Client, lists: Any) -> None:
    link = re.search(
        r'href="(/daftar-informasi/cetak/[^"]*)"', client.get(f"{LIST}?agency=dishub").content.decode()
    )
    assert link
    html = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "Trayek" in html and "Renstra" not in html and 'href="/daftar-informasi/?agency=dishub"' in html
    assert html.count('<th scope="col">') == 7
