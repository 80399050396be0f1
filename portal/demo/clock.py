"""Letting the demo's past happen in the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock

from django.utils import timezone

from portal.kernel.workdays import WorkCalendar


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """``timezone.now()`` is ``moment`` inside; for seeding only, never while a request is served."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def moment_on(day: date, hour: int = 9, minute: int = 12) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def workdays_before(today: date, days: int, calendar: WorkCalendar) -> date:
    """The working day ``days`` working days before ``today``, or the nearest one before it for 0."""
    day, left = today, days
    while left or not calendar.is_workday(day):
        day -= timedelta(days=1)
        if calendar.is_workday(day):
            left = max(0, left - 1)
    return day
