"""How lively a site was in a month, and who is told."""

from __future__ import annotations

import json
from datetime import date

import pytest

from disclosure.monitoring.models import ActivityRule, ContactLog
from disclosure.monitoring.rules import DEFAULT, Status, status_of
from disclosure.monitoring.selectors import activity_of, month_of
from portal.agencies.models import Agency
from portal.notifications.models import Notification
from tests.reports.conftest import wib

NOW = wib(11, 25)


@pytest.mark.parametrize(
    ("news", "silent", "status"),
    [
        (2, 0, Status.ACTIVE),
        (1, 29, Status.SLUGGISH),
        (0, 29, Status.SLUGGISH),
        (5, 30, Status.IDLE),
        (0, None, Status.IDLE),
    ],
)
def test_status_follows_news_and_silence(news, silent, status):
    assert status_of(news, silent, DEFAULT) is status


def of(agency: Agency, day: date):
    return activity_of([agency], month_of(day, NOW))[0]


def test_activity_equals_the_count_by_hand(world):
    march, may, june = (of(world.dinsos, date(2026, month, 1)) for month in (3, 5, 6))
    # One news item on 5 March; two answers in March and April are counted in their months.
    assert (march.news, march.requests_answered, march.silent_days) == (1, 1, 26)
    assert (may.news, may.list_changes, may.requests_answered) == (1, 1, 0)
    assert (may.last_news_on, may.silent_days, may.status) == (date(2026, 5, 20), 11, Status.SLUGGISH)
    assert (june.news, june.silent_days, june.status) == (0, 41, Status.IDLE)
    assert of(world.dishub, date(2026, 6, 1)).requests_answered == 1
    assert of(world.dishub, date(2026, 6, 1)).last_news_on is None


def test_rule_in_data_holds_from_its_day_only(world):
    ActivityRule.objects.create(valid_from=date(2026, 5, 1), active_news=1, idle_days=60)
    assert of(world.dinsos, date(2026, 3, 1)).status is Status.SLUGGISH
    assert of(world.dinsos, date(2026, 5, 1)).status is Status.ACTIVE
    assert of(world.dinsos, date(2026, 6, 1)).status is Status.SLUGGISH


def test_each_officer_of_an_idle_unit_is_told_once_a_month(world, run):
    ContactLog.objects.create(
        agency=world.dinsos, on=date(2026, 6, 3), channel="phone", note="Operator mutasi.",
        logged_by=world.clerk.utama, logged_at=NOW,
    )  # fmt: skip
    before = Notification.objects.filter(kind="monitoring.idle")
    code, out, _err = run("check_activity", "--month", "2026-06", "--dry-run", "--json")
    assert code == 0
    assert not before.exists()
    seen = {row["code"]: row for row in json.loads(out)["agencies"]}
    assert seen["DINSOS"] == {
        "code": "DINSOS", "status": "idle", "news": 0, "list_changes": 0, "requests_answered": 0,
        "last_news_on": "2026-05-20", "silent_days": 41, "contacts": 1,
    }  # fmt: skip
    first, second = (json.loads(run("check_activity", "--month", "2026-06", "--json")[1]) for _ in range(2))
    assert (first["sent"], first["already_sent"]) == (2, 0)
    assert (second["sent"], second["already_sent"]) == (0, 2)
    body = before.get(user=world.clerk.officer[world.dinsos.pk]).body
    assert "tidak ada berita sejak 20 Mei 2026" in body
    assert "bukan penilaian hukum" in body


def test_wrong_month_exits_2(world, run):
    assert run("check_activity", "--month", "2999-01")[0] == 2
    assert run("check_activity", "--month", "2026-13")[0] == 2


def test_activity_needs_as_many_queries_for_many_units_as_for_one(world, django_assert_num_queries):
    month = month_of(date(2026, 6, 1), NOW)
    with django_assert_num_queries(6):
        activity_of([world.dinsos], month)
    everyone = list(Agency.objects.all())
    with django_assert_num_queries(6):
        activity_of(everyone, month)
