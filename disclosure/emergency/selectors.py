"""Reads: what runs now, what ran, and what the checklist of a day must know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone, make_aware

from disclosure.emergency.models import EmergencyMessage, EmergencyNotice
from disclosure.law.emergencies import AnnouncedEvent, Severity, Status, is_threat
from portal.kernel.moments import wib_date

#: The feeds go back this far, so that a reader who looks in once a week misses no end.
FEED_DAYS = 30
FEED_ITEMS = 60
_RANK = {severity.value: place for place, severity in enumerate(Severity)}


def running(now: datetime) -> list[EmergencyNotice]:
    """What stands on top of every page: the most dangerous first, drills last. One query."""
    found = list(EmergencyNotice.objects.running_at(now).select_related("agency"))
    return sorted(found, key=lambda n: (n.is_drill, _RANK.get(n.severity, 9), -n.announced_at.timestamp()))


def archive() -> QuerySet[EmergencyNotice]:
    return EmergencyNotice.objects.select_related("agency").order_by("-announced_at", "-pk")


def recent_messages(now: datetime) -> QuerySet[EmergencyMessage]:
    """What the feeds carry, newest first."""
    since = now - timedelta(days=FEED_DAYS)
    rows = EmergencyMessage.objects.filter(sent_at__gte=since, sent_at__lte=now)
    return rows.select_related("notice__agency").order_by("-sent_at", "-pk")[:FEED_ITEMS]


def earlier_messages(message: EmergencyMessage) -> list[EmergencyMessage]:
    """The messages of the same notice before this one, oldest first."""
    return list(
        EmergencyMessage.objects.filter(notice_id=message.notice_id, number__lt=message.number).order_by(
            "number"
        )
    )


def events_on(day: date, agencies: Iterable[int] | None = None) -> dict[int, tuple[AnnouncedEvent, ...]]:
    """Agency -> notices that were shown at any time of a day, with what they said by its end. One query."""
    zone = get_default_timezone()
    start, until = (
        make_aware(datetime.combine(day, time.min), zone),
        make_aware(datetime.combine(day, time.max), zone),
    )
    rows = EmergencyMessage.objects.filter(sent_at__lte=until, notice__ends_at__gte=start).select_related(
        "notice"
    )
    if agencies is not None:
        rows = rows.filter(notice__agency_id__in=list(agencies))
    last: dict[int, EmergencyMessage] = {}
    for message in rows.order_by("notice_id", "number"):
        last[message.notice_id] = message
    found: dict[int, tuple[AnnouncedEvent, ...]] = {}
    for message in last.values():
        agency = message.notice.agency_id
        found[agency] = (*found.get(agency, ()), event_of(message))
    return found


def event_of(message: EmergencyMessage) -> AnnouncedEvent:
    """A notice as the law's functions take it, in the words of one message; its days are the notice's own."""
    notice, said = message.notice, message.content
    return AnnouncedEvent(
        hazard=said["hazard"],
        since=wib_date(notice.announced_at),
        until=wib_date(notice.ends_at),
        is_drill=said["status"] == Status.EXERCISE,
        is_threat=is_threat(
            said["certainty"], datetime.fromisoformat(said["starts_at"]), notice.announced_at
        ),
        tells_evacuation=bool(said["evacuation"].strip()),
    )
