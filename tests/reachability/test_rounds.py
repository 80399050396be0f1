"""A round through the live entries: kind to sites, three distinct days, the owner told once, recovery."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from disclosure.law.freshness import ItemState
from disclosure.models import EvidenceOutage, ListEntry
from disclosure.reachability.client import Outcome
from disclosure.reachability.models import LinkResult, Verdict
from disclosure.reachability.rounds import Round, check_round, visit_all
from disclosure.reachability.tasks import look_at_links
from disclosure.selectors import checklist_for
from portal.notifications.models import Notification
from tests.disclosure.conftest import make_entry, published

pytestmark = pytest.mark.django_db
GOOD = Outcome(Verdict.REACHABLE, "Dapat dibuka (200).", True)
DEAD = Outcome(Verdict.DEAD, "Halaman tidak ada (404).", True)
UNSURE = Outcome(Verdict.UNSURE, "Situs itu menolak pemeriksaan (403); periksa sendiri.", True)
SILENT = Outcome(Verdict.DEAD, "Tidak menjawab dalam 10 detik.")
LINK = "https://dinsos.cilegon.go.id/dokumen/tugas.pdf"
KEY = "b_15_1_a4"


class Voices:
    """Answers as told, and remembers what was asked."""

    def __init__(self, outcome: Outcome = DEAD, **by_url: Outcome) -> None:
        self.outcome, self.by_url, self.asked = outcome, by_url, []

    def probe(self, url: str) -> Outcome:
        self.asked.append(url)
        return self.by_url.get(url, self.outcome)


def ask(outcome: Outcome, now: datetime, **more: Any) -> Round:
    visitor: Any = Voices(outcome)
    return check_round(now=now, visitor=visitor, pause=0, sleep=lambda _s: None, clock=lambda: 0.0, **more)


def state(agency: Any, day: date) -> ItemState:
    return next(row.state for row in checklist_for(agency, day).rows if row.item.key == KEY)


@pytest.fixture
def entry(world: SimpleNamespace, catalogue: None) -> ListEntry:
    return published(world.dinsos, world.publisher, KEY, link=LINK, title="Tugas dan fungsi")


def test_item_turns_stale_on_the_third_distinct_day_with_proof_and_the_owner_is_told_once(
    client: Client, world: SimpleNamespace, entry: ListEntry
) -> None:
    # Ten in the morning here, whatever the hour is in UTC: both checks of the first day lie on one day.
    start = timezone.localtime().replace(hour=10)
    for hours, day, expected in ((0, 1, 0), (2, 1, 0), (24, 2, 0), (72, 3, 2), (96, 4, 0)):
        now = start + timedelta(hours=hours)
        found = ask(DEAD, now)
        outage = EvidenceOutage.objects.get()
        assert (outage.days, found.told) == (day, expected)
        assert state(world.dinsos, timezone.localdate(now)) is (
            ItemState.STALE if day >= 3 else ItemState.FULFILLED
        )
    assert state(world.dinsos, timezone.localdate(start)) is ItemState.FULFILLED, "the past stays as it was"
    notes = Notification.objects.filter(kind="entry.evidence_dead")
    assert {note.user for note in notes} == {world.operator, world.publisher} and len(notes) == 2
    assert "404" in notes[0].body and LINK in notes[0].body
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "Tidak dapat dibuka sejak" in page and "Halaman tidak ada (404)." in page


def test_days_without_a_check_are_no_days_of_failure(world: SimpleNamespace, entry: ListEntry) -> None:
    start = timezone.now()
    ask(DEAD, start)
    late = start + timedelta(days=20)
    ask(DEAD, late)
    assert EvidenceOutage.objects.get().days == 2
    assert state(world.dinsos, timezone.localdate(late)) is ItemState.FULFILLED


def test_success_ends_the_run_and_the_item_recovers(world: SimpleNamespace, entry: ListEntry) -> None:
    start = timezone.now()
    for day in range(3):
        ask(DEAD, start + timedelta(days=day))
    assert ListEntry.objects.get().fresh_until < timezone.localdate(start) + timedelta(days=3)
    later = start + timedelta(days=3)
    ask(GOOD, later)
    assert state(world.dinsos, timezone.localdate(later)) is ItemState.FULFILLED
    assert ListEntry.objects.get().fresh_until > timezone.localdate(later)
    for day in (4, 5):
        ask(DEAD, start + timedelta(days=day))
    assert EvidenceOutage.objects.get(recovered_on=None).days == 2


def test_unsure_is_neither_a_day_of_failure_nor_a_recovery(entry: ListEntry) -> None:
    start = timezone.now()
    for day, outcome in enumerate((DEAD, UNSURE, DEAD, UNSURE)):
        ask(outcome, start + timedelta(days=day))
    outage = EvidenceOutage.objects.get()
    assert (outage.days, outage.recovered_on) == (2, None)


def test_nobody_is_blamed_when_our_own_line_is_down(world: SimpleNamespace, catalogue: None) -> None:
    for n in range(3):
        published(world.dinsos, world.publisher, title=f"E{n}", link=f"https://situs{n}.go.id/a/{n}.pdf")
    found = ask(SILENT, timezone.now())
    assert found.line_down and found.dead == 0 and not EvidenceOutage.objects.exists()
    assert not ask(DEAD, timezone.now()).line_down


def test_file_that_is_gone_or_empty_is_dead(world: SimpleNamespace, catalogue: None) -> None:
    entry = published(world.dinsos, world.publisher, link="", file="a.pdf")
    stored = entry.files.get().stored
    assert ask(GOOD, timezone.now()).reachable == 1
    stored.file.storage.delete(stored.file.name)
    assert ask(GOOD, timezone.now()).problems[0]["proof"] == "Berkasnya tidak ada di penyimpanan."


def test_address_is_asked_once_however_many_entries_name_it_and_drafts_are_left_alone(
    world: SimpleNamespace, catalogue: None
) -> None:
    for n in range(3):
        published(world.dinsos, world.publisher, title=f"E{n}", link=LINK)
    make_entry(world.dinsos, link="https://konsep.go.id/rahasia.pdf")
    voices: Any = Voices(GOOD)
    check_round(now=timezone.now(), visitor=voices, pause=0, sleep=lambda _s: None, clock=lambda: 0.0)
    assert voices.asked == [LINK]


def test_one_site_is_left_alone_for_the_pause_while_others_are_asked() -> None:
    moment, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        moment[0] += seconds

    voices = Voices(GOOD)
    visit_all(
        ["https://a.id/1", "https://a.id/2", "https://a.id/3", "https://b.id/1"], probe=voices.probe, pause=2.0,
        sleep=sleep, clock=lambda: moment[0],
    )  # fmt: skip
    assert voices.asked == ["https://a.id/1", "https://b.id/1", "https://a.id/2", "https://a.id/3"]
    assert slept == [2.0, 2.0]


def test_dry_run_writes_nothing(entry: ListEntry) -> None:
    assert ask(DEAD, timezone.now(), dry_run=True).dead == 1
    assert not EvidenceOutage.objects.exists() and not LinkResult.objects.exists()


def test_command_ends_with_one_when_something_needs_a_person(
    entry: ListEntry, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("disclosure.reachability.client.Visitor.probe", lambda self, url: DEAD)
    with pytest.raises(SystemExit) as ended:
        call_command("check_links", "--json", "--pause", "0", "--agency", "DINSOS")
    body = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1 and body["dead"] == 1 and body["problems"][0]["address"] == LINK
    with pytest.raises(Exception, match="tidak dikenal"):
        call_command("check_links", "--agency", "TIDAKADA")


def test_link_is_tried_when_a_person_saves_and_the_editor_says_so(
    client: Client, world: SimpleNamespace, catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_entry(world.dinsos, link=LINK)
    monkeypatch.setattr("disclosure.reachability.client.Visitor.probe", lambda self, url: DEAD)
    assert look_at_links.call(draft.pk) == 1
    client.force_login(world.operator)
    html = client.get(f"/admin/daftar-informasi/edit/{draft.pk}/").content.decode()
    assert "Tautan ini tidak dapat dibuka" in html and "404" in html


def test_duties_show_the_proof_to_the_officer(
    client: Client, world: SimpleNamespace, entry: ListEntry
) -> None:
    for day in range(3):
        ask(DEAD, timezone.now() - timedelta(days=2 - day))
    client.force_login(world.publisher)
    html = client.get("/admin/kewajiban/").content.decode()
    assert "Gagal 3 hari sejak" in html and "Halaman tidak ada (404)." in html
