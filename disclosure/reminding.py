"""What the clock owes the city's offices: the list's six months, and exemptions that come to their end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from disclosure.edition_messages import due_keys, tell_due
from disclosure.editions.reads import list_due
from disclosure.exemption_messages import owed, tell_owed
from disclosure.law.closure import Status, status_on
from disclosure.models import Exemption
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar
from portal.notifications.models import Notification
from portal.workcalendar.selectors import current_calendar

#: What lapsed longer ago was told then, or lapsed before the portal knew of it.
LOOK_BACK = timedelta(days=60)
#: Surely longer than thirty working days, so that the database can narrow what the law then judges.
LOOK_AHEAD = timedelta(days=90)


@dataclass
class Reminded:
    sent: int = 0
    already_sent: int = 0

    def add(self, new: int, known: int) -> None:
        self.sent += new
        self.already_sent += known


def occasions(today: date, days_off: WorkCalendar) -> Iterator[tuple[str, Exemption, date]]:
    """(kind of message, exemption, the date it speaks of): near its end, lapsed, or due for review."""
    near = Q(ends_on__gte=today - LOOK_BACK, ends_on__lte=today + LOOK_AHEAD) | Q(review_on__lte=today)
    for row in Exemption.objects.filter(near, opened_on__isnull=True).select_related("agency", "decree"):
        status = status_on(row.period, today, days_off)
        if status is Status.ENDING and row.ends_on:
            yield "exempt.ending", row, row.ends_on
        elif status is Status.OPEN_BY_LAW and row.ends_on and row.ends_on >= today - LOOK_BACK:
            yield "exempt.lapsed", row, row.ends_on
        elif status is Status.REVIEW_DUE and row.review_on:
            yield "exempt.review_due", row, row.review_on


def remind(*, now: datetime, dry_run: bool = False) -> Reminded:
    """Tell once what is near; running it again tells nobody twice."""
    result, today, days_off = Reminded(), wib_date(now), current_calendar()
    due = list_due(today, days_off)
    if due.current is not None and due.is_near and due.making is None:
        result.add(
            *(_count(due_keys(due.current, now)) if dry_run else tell_due(edition=due.current, now=now))
        )
    for kind, row, day in occasions(today, days_off):
        result.add(*(_count(owed(kind, row, day, now)) if dry_run else tell_owed(kind, row, day, now)))
    return result


def _count(keys: dict[str, object]) -> tuple[int, int]:
    known = Notification.objects.filter(dedupe_key__in=keys).count()
    return len(keys) - known, known
