"""What the clock owes the city's offices: the list's six months, and exemptions that come to their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from disclosure.edition_messages import due_keys, tell_due
from disclosure.editions.reads import list_due
from portal.kernel.moments import wib_date
from portal.notifications.models import Notification
from portal.workcalendar.selectors import current_calendar


@dataclass
class Reminded:
    sent: int = 0
    already_sent: int = 0


def remind(*, now: datetime, dry_run: bool = False) -> Reminded:
    """Tell once what is near; running it again tells nobody twice."""
    result = Reminded()
    due = list_due(wib_date(now), current_calendar())
    if due.current is not None and due.is_near and due.making is None:
        if dry_run:
            keys = due_keys(due.current, now)
            known = Notification.objects.filter(dedupe_key__in=keys).count()
            result.sent, result.already_sent = len(keys) - known, known
        else:
            result.sent, result.already_sent = tell_due(edition=due.current, now=now)
    return result
