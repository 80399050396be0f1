"""What waits for PPID Utama: one list, several answers at once, and its own waiting time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from disclosure.law.waiting import WaitingFigures
from disclosure.models import CityReviewRule, CityWait, ListEntry, NotApplicable, SampledPublication
from disclosure.services.answering_waits import answer_waits
from disclosure.services.catalogue import propose_not_applicable
from disclosure.services.reviewing import ask_review
from disclosure.services.sampling import read_sample
from disclosure.waits import city_waiting, open_waits
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from portal.workcalendar.selectors import current_calendar
from tests.disclosure.conftest import at, make_entry, published
from tests.disclosure.test_admin import NS, form_data
from tests.editions.test_wide_entries import wide_keys

pytestmark = pytest.mark.django_db


def excuse(world, key="b_15_1_d", agency=None, now=None):
    return propose_not_applicable(
        agency=agency or world.dinsos, item_key=key, reason="Tidak ada wajib lapor.", by=world.publisher,
        now=now or timezone.now(),
    )  # fmt: skip


def kinds() -> list[str]:
    return sorted(wait.kind for wait in open_waits(timezone.now(), current_calendar()))


def submit_for_city(world, browser, **values) -> None:
    """An entry that PPID Pelaksana has agreed to and that waits for PPID Utama's step."""
    if not CityReviewRule.objects.exists():
        ask_review(agency=world.dinsos, category="", by=world.utama, now=timezone.now())
    client = browser("publisher")
    client.post(reverse(f"{NS}:add"), form_data(world.dinsos, action="action-submit", **values))
    entry = ListEntry.objects.latest("pk")
    state = TaskState.objects.get(status="in_progress")
    if state.task.specific.__class__.__name__ == "EntryReviewTask":
        client.post(reverse(f"{NS}:workflow_action", args=[entry.pk, "approve", state.pk]), {"comment": ""})


def test_everything_that_waits_stands_in_one_list_with_age_and_due_day(world, catalogue, calendar, browser):
    with time_machine.travel(at(2026, 11, 2), tick=False):
        excuse(world)
        published(world.dishub, world.other_publisher, *wide_keys(), title="Satu untuk semua")
    with time_machine.travel(at(2026, 11, 16), tick=False):
        submit_for_city(world, browser)
        text = browser("utama").get(reverse("waiting:index")).content.decode()
        assert kinds() == ["entry", "excuse", "spread"]
        first = open_waits(timezone.now(), current_calendar())[0]
    assert (first.due_on, first.days) == (date(2026, 11, 9), 10)
    for words in (
        "10 hari kerja",
        "9 November 2026",
        "lewat waktu",
        "Satu untuk semua",
        "Rencana kerja 2026",
    ):
        assert words in text


def test_list_is_narrowed_by_kind_unit_and_lateness(world, catalogue, calendar, browser):
    with time_machine.travel(at(2026, 11, 2), tick=False):
        excuse(world)
    with time_machine.travel(at(2026, 11, 16), tick=False):
        published(world.dishub, world.other_publisher, *wide_keys(), title="Satu untuk semua")
        client, page = browser("utama"), reverse("waiting:index")

        def keys(**query) -> list[str]:
            return [line[0].kind for line in client.get(page, query).context["lines"]]

        assert keys() == ["excuse", "spread"]
        assert keys(kind="spread") == ["spread"]
        assert keys(agency=world.dinsos.pk) == ["excuse"]
        assert keys(overdue="on") == ["excuse"]


def test_several_are_agreed_to_at_once_and_one_that_is_gone_stops_none(world, catalogue, calendar, browser):
    one, two = excuse(world), excuse(world, "b_15_1_b")
    entry = published(world.dinsos, world.publisher, *wide_keys())
    keys = [f"excuse:{one.pk}", f"excuse:{two.pk}", f"spread:{entry.pk}", "excuse:99999", "test:1", "x"]
    result = answer_waits(keys=keys, agree=True, note="", by=world.utama, now=timezone.now())
    assert (result.done, [key for key, _why in result.problems]) == (3, ["excuse:99999", "test:1", "x"])
    assert set(NotApplicable.objects.values_list("decision", flat=True)) == {"approved"}
    assert kinds() == []


def test_entry_is_published_by_the_bulk_action_and_a_returned_one_tells_its_author(
    world, catalogue, calendar, browser
):
    submit_for_city(world, browser)
    key = open_waits(timezone.now(), current_calendar())[0].key
    browser("utama").post(reverse("waiting:answer"), {"key": [key], "decision": "approve", "note": ""})
    assert ListEntry.objects.get().live
    submit_for_city(world, browser, title="Kedua")
    (wait,) = open_waits(timezone.now(), current_calendar())
    result = answer_waits(
        keys=[wait.key], agree=False, note="Lengkapi periode.", by=world.utama, now=timezone.now()
    )
    assert (result.done, result.problems) == (1, [])
    assert not ListEntry.objects.get(title="Kedua").live
    assert "Lengkapi periode." in Notification.objects.get(kind="entry.returned").body


def test_return_without_a_reason_keeps_what_was_ticked_and_typed(world, catalogue, calendar, browser):
    proposal = excuse(world)
    client, page = browser("utama"), reverse("waiting:answer")
    answer = client.post(page, {"key": [f"excuse:{proposal.pk}"], "decision": "return", "note": " "})
    text = answer.content.decode()
    assert "Tulis alasannya" in text
    assert "checked" in text
    assert NotApplicable.objects.get().decision == "proposed"
    with pytest.raises(InputError):
        answer_waits(keys=[], agree=True, note="", by=world.utama, now=timezone.now())
    with pytest.raises(NotAllowed):
        answer_waits(keys=["excuse:1"], agree=True, note="", by=world.publisher, now=timezone.now())


def test_excuse_is_rejected_only_with_a_reason_and_stays_counted(world, catalogue, calendar):
    proposal = excuse(world)
    result = answer_waits(
        keys=[f"excuse:{proposal.pk}"], agree=False, note="Pejabat wajib lapor ada.", by=world.utama,
        now=timezone.now(),
    )  # fmt: skip
    held = NotApplicable.objects.get()
    assert (result.done, held.decision, held.decision_note) == (1, "rejected", "Pejabat wajib lapor ada.")


# Publish first, read one in ten -------------------------------------------------------------------------


def let_publish_first(world) -> CityReviewRule:
    return ask_review(agency=world.dinsos, category="", by=world.utama, now=timezone.now(), mode="sample")


def test_one_in_ten_is_read_afterwards_when_an_agency_publishes_first(world, catalogue, calendar):
    ask_review(agency=None, category="periodic", by=world.utama, now=timezone.now())
    let_publish_first(world)
    entries = [published(world.dinsos, world.publisher, title=f"Entri {n}") for n in range(20)]
    assert all(entry.live for entry in entries)
    assert SampledPublication.objects.count() == 2
    assert sorted((s.ordinal - 1) // 10 for s in SampledPublication.objects.all()) == [0, 1]
    assert kinds() == ["sample", "sample"]


def test_entry_of_an_agency_without_the_switch_is_never_sampled(world, catalogue, calendar):
    let_publish_first(world)
    for n in range(10):
        published(world.dishub, world.other_publisher, title=f"Entri {n}")
    assert not SampledPublication.objects.exists()


def test_flaw_found_afterwards_is_told_to_the_unit_and_the_entry_stays(world, catalogue, calendar, browser):
    let_publish_first(world)
    for n in range(10):
        published(world.dinsos, world.publisher, title=f"Entri {n}")
    sample = SampledPublication.objects.get()
    page, client = reverse("waiting:sample", args=[sample.pk]), browser("utama")
    assert "satu dari sepuluh" in client.get(page).content.decode().lower()
    assert "Tulis apa yang perlu diperbaiki" in client.post(page, {"decision": "flawed"}).content.decode()
    client.post(page, {"decision": "flawed", "note": "Periodenya salah."})
    sample.refresh_from_db()
    assert (sample.result, sample.entry.live, kinds()) == ("flawed", True, [])
    assert "Periodenya salah." in Notification.objects.get(kind="entry.sample_flawed").body
    with pytest.raises(RuleViolation):
        read_sample(sample=sample, fine=True, note="", by=world.utama, now=timezone.now())


def test_publish_first_is_of_one_agency_with_all_its_categories(world, catalogue, browser):
    client, page = browser("utama"), reverse("duties:rules")
    both = {"agency": world.dinsos.pk, "category": "periodic", "mode": "sample"}
    for data in ({"category": "periodic", "mode": "sample"}, both):
        assert "semua kategorinya" in client.post(page, data).content.decode()
    client.post(page, {"agency": world.dinsos.pk, "mode": "sample"})
    assert "satu dari sepuluh" in client.get(page).content.decode()
    assert CityReviewRule.objects.get().mode == "sample"


# PPID Utama's own waiting time --------------------------------------------------------------------------


def test_ppid_utamas_waiting_time_equals_the_one_counted_by_hand(world, catalogue, calendar):
    with time_machine.travel(at(2026, 11, 2), tick=False):
        first, second = excuse(world), excuse(world, "b_15_1_b")
        entry = published(world.dinsos, world.publisher, *wide_keys())
    with time_machine.travel(at(2026, 11, 4), tick=False):
        answer_waits(keys=[f"excuse:{first.pk}"], agree=True, note="", by=world.utama, now=timezone.now())
    with time_machine.travel(at(2026, 11, 12), tick=False):
        answer_waits(keys=[f"spread:{entry.pk}"], agree=True, note="", by=world.utama, now=timezone.now())
    found = city_waiting(date(2026, 11, 1), date(2026, 11, 13), current_calendar())
    assert found.total == WaitingFigures(
        open_at_end=1,
        overdue_open=1,
        oldest_days=9,
        settled=2,
        on_time=1,
        late=1,
        median_days=2,
        longest_days=8,
    )
    assert {label: part.settled for label, part in found.by_kind} == {
        "Entri untuk banyak kewajiban": 1, "Usulan tidak berlaku": 1,
    }  # fmt: skip
    assert second.decision == "proposed"


def test_what_went_away_by_itself_is_no_answer_of_ppid_utama(world, catalogue, calendar):
    published(world.dinsos, world.publisher, *wide_keys())
    CityWait.objects.update(until=timezone.now(), outcome="gone")
    today = timezone.localdate()
    assert city_waiting(today, today, current_calendar()).total.settled == 0


def test_oversight_shows_ppid_utamas_waiting_time_beside_the_agencies(world, catalogue, calendar, browser):
    excuse(world, now=timezone.now() - timedelta(days=30))
    for who in ("utama", "publisher"):
        text = browser(who).get(reverse("oversight:board")).content.decode()
        assert "PPID Utama sendiri" in text
        assert "1 lewat waktu" in text


def test_in_tray_takes_the_same_queries_whatever_the_number_of_rows(
    world, catalogue, calendar, browser, django_assert_max_num_queries
):
    client, page = browser("utama"), reverse("waiting:index")
    client.get(page)
    keys = wide_keys()

    def count() -> int:
        with django_assert_max_num_queries(60) as seen:
            client.get(page)
        return len(seen)

    excuse(world)
    published(world.dinsos, world.publisher, *keys)
    few = count()
    for n in range(12):
        excuse(world, "b_15_1_b")
        published(world.dishub, world.other_publisher, *keys, title=f"Lebar {n}")
    make_entry(world.dinsos)
    assert count() <= few
