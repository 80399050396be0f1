"""The checklist knows the event: fulfilled while it is announced, otherwise no event, and the past stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from disclosure.emergency import services
from disclosure.selectors import checklist_for, checklists_of_all

from .conftest import announce

pytestmark = pytest.mark.django_db


def state(agency, day, key):
    return {row.item.key: row.state.value for row in checklist_for(agency, day).rows}[key]


def test_event_duty_is_fulfilled_while_the_notice_runs_and_no_event_otherwise(world, catalogue):
    now = timezone.now()
    today = timezone.localdate(now)
    quiet = checklist_for(world.dinsos, today)
    announce(world.dinsos, world.operator, now - timedelta(days=2), ends_at=now + timedelta(days=2))
    loud = checklist_for(world.dinsos, today)
    days = [today + timedelta(days=n) for n in (-3, -2, 0)]
    assert [state(world.dinsos, day, "s_19_2_a") for day in days] == ["no_event", "fulfilled", "fulfilled"]
    assert state(world.dinsos, today, "s_19_2_b") == "no_event"
    assert (loud.applicable - quiet.applicable, loud.fulfilled - quiet.fulfilled) == (2, 2)
    # The standing means are a duty of their own: a notice does not provide them.
    assert state(world.dinsos, today, "s_25_2_c") == "missing"


def test_other_units_and_drills_meet_nothing(world, catalogue):
    today = timezone.localdate()
    announce(world.dinsos, world.operator, status="Exercise")
    announce(world.dishub, world.other_operator)
    assert state(world.dinsos, today, "s_19_2_a") == "no_event"
    assert state(world.dishub, today, "s_19_2_a") == "fulfilled"


def test_past_day_stays_as_it_was_said_then(world, catalogue):
    now = timezone.now()
    start = now - timedelta(days=3)
    notice = announce(world.dinsos, world.operator, start, ends_at=now + timedelta(days=1))
    services.update(
        notice=notice, by=world.operator, now=now, values={"hazard": "chemical", "evacuation": "Balai warga"},
        note="Ternyata bocor.",
    )  # fmt: skip
    before, today = timezone.localdate(start), timezone.localdate(now)
    keys = ("s_19_2_a", "s_19_2_b", "s_25_2_b")
    assert [state(world.dinsos, before, key) for key in keys] == ["fulfilled", "no_event", "no_event"]
    assert [state(world.dinsos, today, key) for key in keys] == ["no_event", "fulfilled", "fulfilled"]


def test_duties_page_says_that_there_is_an_event(client, world, catalogue):
    assert "tidak ada kejadian" in client.get("/daftar-informasi/unit/dinsos/kewajiban/").content.decode()
    announce(world.dinsos, world.operator)
    page = client.get("/daftar-informasi/unit/dinsos/kewajiban/").content.decode()
    assert "ada kejadian, sudah diumumkan" in page


def test_all_checklists_take_the_same_queries(world, catalogue, django_assert_max_num_queries):
    for _ in range(6):
        announce(world.dinsos, world.operator)
    with django_assert_max_num_queries(9):
        checklists_of_all(timezone.localdate())
