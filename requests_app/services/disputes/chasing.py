"""Reminders of a dispute: ways that close, sessions, rulings to carry out. Each occasion is told once."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar, workdays_between
from requests_app.calendars import current_calendar
from requests_app.dispute_days import days_of
from requests_app.law.dispute_dates import way_until
from requests_app.law.dispute_words import DisputeState
from requests_app.models import Dispute, DisputeSession

from . import _effects

#: Working days before a last day on which it is reminded of.
SOON = (5, 3, 1, 0)


def _left(due_on: date, today: date, calendar: WorkCalendar) -> int | None:
    """Working days left, when today is a day of reminding; None otherwise and when the day has passed."""
    if due_on < today:
        return None
    left = workdays_between(today, due_on, calendar)
    return left if left in SOON else None


def remind_disputes(*, now: datetime) -> int:
    """Put every reminder owed today into the outbox; returns how many disputes and sessions were looked at."""
    calendar, today = current_calendar(), wib_date(now)
    rows = Dispute.objects.exclude(state=DisputeState.CLOSED).select_related(
        "agency", "objection__agency", "objection__case"
    )
    looked_at = 0
    for dispute in rows.iterator(chunk_size=200):
        looked_at += 1
        if dispute.state in {DisputeState.RULED, DisputeState.COURT_RULED}:
            _remind(dispute, way_until(days_of(dispute), calendar, for_city=True), "way", now, calendar)
        if dispute.state == DisputeState.FINAL:
            _remind(dispute, dispute.execute_by, "execute", now, calendar)
    tomorrow = today + timedelta(days=1)
    for session in DisputeSession.objects.filter(at__date=tomorrow).select_related(
        "dispute__agency", "dispute__objection__agency", "dispute__objection__case"
    ):
        looked_at += 1
        _effects.tell_people(
            session.dispute, "officer.dispute_due_soon", now=now, occasion=f"session:{session.pk}",
            what=str(session.get_kind_display()).lower(), due=hari_tanggal(session.at),
        )  # fmt: skip
    return looked_at


def _remind(dispute: Dispute, due_on: date | None, what: str, now: datetime, calendar: WorkCalendar) -> None:
    left = _left(due_on, wib_date(now), calendar) if due_on else None
    if due_on is None or left is None:
        return
    words = {"way": _("upaya hukum pemerintah kota"), "execute": _("pelaksanaan putusan")}[what]
    _effects.tell_people(
        dispute, "officer.dispute_due_soon", now=now, occasion=f"{what}:{due_on}:{left}", what=words,
        due=hari_tanggal(due_on),
    )  # fmt: skip
