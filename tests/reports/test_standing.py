"""The badge and the speed of an agency on its own page, against cases counted by hand."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from disclosure.selectors import checklist_for
from disclosure.standing import count_speed
from tests.reports.conftest import Clerk, wib
from tests.unit.calendars import CALENDAR_2026

PAGE = "/perangkat-daerah/dinsos/"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("disclosure.standing.current_calendar", lambda: CALENDAR_2026)


def test_badge_says_how_many_duties_are_met_and_leads_to_them(client: Client, clerk: Clerk) -> None:
    clerk.publish(clerk.dinsos, "b_15_1_a4", when=timezone.now())
    found = checklist_for(clerk.dinsos, timezone.localdate())
    assert found.fulfilled == 1
    for tab in ("", "berita/", "profil/", "permohonan/"):
        page = BeautifulSoup(client.get(f"{PAGE}{tab}").content, "html.parser")
        badge = page.select_one(".band .tag")
        assert badge is not None and badge.text == f"1 dari {found.applicable} kewajiban terpenuhi"
        assert badge.parent is not None and badge.parent["href"] == "/daftar-informasi/unit/dinsos/kewajiban/"


def test_checklist_is_worked_out_once_for_badge_and_panel(
    client: Client, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counted(*args: object) -> object:
        asked.append(1)
        return checklist_for(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("disclosure.standing.checklist_for", counted)
    client.get(PAGE)
    assert len(asked) == 1


def test_speed_counts_own_cases_and_shows_no_median_below_five_answers(clerk: Clerk) -> None:
    on_time, late = clerk.file(wib(3, 2)), clerk.file(wib(3, 2))
    clerk.answer(on_time, wib(3, 6))
    clerk.answer(late, wib(4, 20))
    clerk.file(wib(5, 4))  # never answered: late, and open
    clerk.file(wib(3, 2), agency=clerk.dishub)
    found = count_speed(clerk.dinsos, wib(6, 30))
    assert (found.received, found.closed, found.on_time, found.late) == (3, 2, 1, 2)
    assert (found.open_now, found.overdue, found.median_workdays) == (1, 1, None)


def test_median_is_shown_from_five_answers_on(clerk: Clerk) -> None:
    for day in (3, 4, 5, 6, 9):
        clerk.answer(clerk.file(wib(3, 2)), wib(3, day))
    assert count_speed(clerk.dinsos, wib(6, 30)).median_workdays == 3


def test_requests_tab_says_so_when_nobody_has_asked_and_tells_the_moment(
    client: Client, clerk: Clerk
) -> None:
    html = client.get(f"{PAGE}permohonan/").content.decode()
    assert "belum ada permohonan ke unit ini" in html and "Keadaan " in html


def test_requests_tab_shows_the_figures(client: Client, clerk: Clerk) -> None:
    clerk.answer(clerk.file(wib(11, 2)), wib(11, 4))
    page = BeautifulSoup(client.get(f"{PAGE}permohonan/").content, "html.parser")
    shown = {fig.dt.text: fig.select_one(".fig__value").text for fig in page.select(".fig")}  # type: ignore[union-attr]
    assert shown["Permohonan, 12 bulan"] == "1" and shown["Sedang dikerjakan"] == "0"
    assert "Waktu jawab median, 12 bulan" not in shown
