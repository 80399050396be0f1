"""The four figures of the home page, against a small world counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from portal.agencies.models import Agency
from tests.content.conftest import live_news

pytestmark = pytest.mark.usefixtures("site")


def figures(client: Client) -> dict[str, str]:
    cache.clear()
    page = BeautifulSoup(client.get("/").content, "html.parser")
    return {f.dt.text: f.select_one(".fig__value").text for f in page.select(".fig")}


def test_agency_with_news_this_month_counts_as_moved(client: Client, social: Agency) -> None:
    assert figures(client)["Diperbarui bulan ini"] == "0 dari 2"
    live_news(social)
    assert figures(client)["Diperbarui bulan ini"] == "1 dari 2"


def test_figures_without_cases_show_no_median_and_no_share(client: Client) -> None:
    shown = figures(client)
    assert shown["Informasi terbuka"] == "0"
    assert set(shown) == {"Informasi terbuka", "Diperbarui bulan ini"}


def test_statistics_list_every_agency_behind_the_figures(client: Client) -> None:
    page = BeautifulSoup(client.get("/statistik/").content, "html.parser")
    assert [a.text for a in page.select("tbody th a")] == ["Dinas Sosial", "Dinas Tenaga Kerja"]


@pytest.mark.parametrize("address", ["/", "/statistik/"])
def test_figures_say_when_they_were_counted_and_keep_that_moment(client: Client, address: str) -> None:
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 25, 3, 5, tzinfo=UTC), tick=False):
        assert "Keadaan Rabu, 25 November 2026 pukul 10.05 WIB." in client.get(address).content.decode()
    with time_machine.travel(datetime(2026, 11, 25, 3, 9, tzinfo=UTC), tick=False):
        assert "pukul 10.05 WIB." in client.get(address).content.decode()
