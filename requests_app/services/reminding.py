"""Reminders by the clock: run as often as you like, each occasion is told once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.accounts.models import User
from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar, add_workdays, workdays_between
from portal.notifications import registry
from portal.notifications.services import notify
from requests_app import addresses
from requests_app.calendars import current_calendar
from requests_app.law.states import OPEN_STATES, State
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
    """Due in 3 or 1 working days, on the last day, overdue once a week: for the written notice, and apart from
    it for the promised hand-over.
    """
    calendar, today = current_calendar(), wib_date(now)
    horizon = add_workdays(today, max(SOON), calendar).on
    # Parts are reminded of, not the whole they were split from.
    owed = InformationRequest.objects.filter(
        parts__isnull=True, state__in=sorted(OPEN_STATES), due_on__lte=horizon
    )
    promised = InformationRequest.objects.filter(state=State.ANSWERED, promised_on__lte=horizon)
    for cases, field, kinds in (
        (owed, "due_on", ("officer.due_soon", "officer.overdue")),
        (promised, "promised_on", ("officer.hand_over_soon", "officer.hand_over_late")),
    ):
        rows = cases.select_related("agency").order_by(field, "pk").iterator(chunk_size=500)
        for case in rows:
            day = getattr(case, field)
            found = _kind_and_key(day, today, calendar, kinds)
            if found is not None:
                yield from _for_officers(case, day, *found, now=now, today=today, calendar=calendar)


def _kind_and_key(
    day: date, today: date, calendar: WorkCalendar, kinds: tuple[str, str]
) -> tuple[str, str] | None:
    """The kind of reminder that this day owes and the name of its occasion; None on all other days."""
    soon, late = kinds
    if day < today:
        return late, f"late:{day}:{(today - day - timedelta(days=1)) // AGAIN}"
    left = workdays_between(today, day, calendar)
    return (soon, f"soon:{day}:{left}") if left in SOON or left == 0 else None


def _for_officers(
    case: InformationRequest, day: date, kind: str, key: str, *, now: datetime, today: date,
    calendar: WorkCalendar,
) -> Iterator[Occasion]:  # fmt: skip
    values: dict[str, object] = {
        "number": case.number,
        "due": hari_tanggal(day),
        "days": workdays_between(today, day, calendar) if day >= today else 0,
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
