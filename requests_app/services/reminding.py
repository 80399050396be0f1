"""Reminders by the clock: run as often as you like, each occasion is told once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.accounts.models import User
from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import add_workdays, workdays_between
from portal.notifications import registry
from portal.notifications.services import notify
from requests_app import addresses
from requests_app.calendars import current_calendar
from requests_app.law.states import OPEN_STATES
from requests_app.models import InformationRequest

from ._effects import officers_of

#: Working days before the due date on which officers are reminded.
SOON = (3, 1)
#: Overdue cases are named again every so many days.
AGAIN = timedelta(days=7)


@dataclass(frozen=True)
class Occasion:
    """One reminder that is owed today."""

    case: InformationRequest
    kind: str
    key: str
    values: dict[str, object]
    user: User


@dataclass(frozen=True)
class ReminderRun:
    created: int
    already_sent: int


def occasions(*, now: datetime) -> Iterator[Occasion]:
    """Open cases due in 3 or 1 working days, on the last day, and overdue ones once a week."""
    calendar, today = current_calendar(), wib_date(now)
    horizon = add_workdays(today, max(SOON), calendar).on
    # Parts are reminded of, not the whole they were split from.
    cases = InformationRequest.objects.filter(
        parts__isnull=True, state__in=sorted(OPEN_STATES), due_on__lte=horizon
    )
    for case in cases.select_related("agency").order_by("due_on", "pk").iterator(chunk_size=500):
        left = workdays_between(today, case.due_on, calendar)
        if case.due_on < today:
            week = (today - case.due_on - timedelta(days=1)) // AGAIN
            kind, key = "officer.overdue", f"late:{case.due_on}:{week}"
        elif left in SOON or left == 0:
            kind, key = "officer.due_soon", f"soon:{case.due_on}:{left}"
        else:
            continue
        values: dict[str, object] = {
            "number": case.number,
            "due": hari_tanggal(case.due_on),
            "days": left,
            "link": addresses.desk_url(case),
        }
        wanted = {name: values[name] for name in registry.get(kind).variables}
        for user in officers_of(case.agency, now):
            yield Occasion(case, kind, f"{kind}:{case.pk}:{key}:{user.pk}", wanted, user)


def remind(*, now: datetime) -> ReminderRun:
    """Put every reminder owed today into the outbox; what was told before is counted, not repeated."""
    created = already = 0
    for owed in occasions(now=now):
        _row, new = notify(
            kind=owed.kind,
            dedupe_key=owed.key,
            variables=owed.values,
            now=now,
            user=owed.user,
            target=owed.case,
        )
        created += new
        already += not new
    return ReminderRun(created, already)
