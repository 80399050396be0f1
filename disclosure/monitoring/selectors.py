"""Activity of units in a month, and the board of oversight: a bounded number of queries for all units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from disclosure.models import PublicationPeriod
from disclosure.monitoring.models import ActivityRule, ContactLog
from disclosure.monitoring.news import news_by_agency
from disclosure.monitoring.rules import Status, status_of
from portal.agencies.models import Agency
from portal.kernel.moments import WIB, wib_date
from requests_app.models import InformationRequest


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in WIB, seen at a moment: a running month ends at that moment."""

    first: date
    until: datetime

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, time(), WIB)

    @property
    def last_day(self) -> date:
        return wib_date(self.until - timedelta(microseconds=1))

    @property
    def text(self) -> str:
        return f"{self.first:%Y-%m}"


def month_of(day: date, now: datetime) -> Month:
    """The month that holds `day`, as far as it has passed.

    Raises:
        ValueError: when it has not begun.
    """
    first = day.replace(day=1)
    if datetime.combine(first, time(), WIB) > now:
        raise ValueError("Bulan itu belum mulai. Pilih bulan ini atau yang sudah lewat.")
    following = (first + timedelta(days=32)).replace(day=1)
    return Month(first, min(now, datetime.combine(following, time(), WIB)))


@dataclass(frozen=True, slots=True)
class AgencyActivity:
    """What a unit did in a month. `silent_days`: days since the last news; None when there never was any."""

    agency: Agency
    status: Status
    news: int
    list_changes: int
    requests_answered: int
    last_news_on: date | None
    silent_days: int | None
    contacts: int


def _by_agency(rows: Iterable[tuple[int, int]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for agency_id, count in rows:
        found[agency_id] += count
    return found


def _list_changes(month: Month, ids: list[int]) -> Counter[int]:
    """Entries that went live or changed content, and entries that left, in the month."""
    came = PublicationPeriod.objects.filter(
        agency__in=ids, live_from__gte=month.starts_at, live_from__lt=month.until
    )
    counts = _by_agency(came.order_by().values_list("agency").annotate(n=Count("pk")))
    stays = PublicationPeriod.objects.filter(agency__in=ids).filter(live_until__isnull=True)
    left = PublicationPeriod.objects.filter(
        agency__in=ids, live_until__gte=month.starts_at, live_until__lt=month.until
    ).exclude(entry__in=stays.values("entry"))
    return counts + _by_agency(
        left.order_by().values_list("agency").annotate(n=Count("entry", distinct=True))
    )


def activity_of(agencies: Iterable[Agency], month: Month) -> tuple[AgencyActivity, ...]:
    """The activity of these units in a month; six queries."""
    wanted = list(agencies)
    ids = [agency.pk for agency in wanted]
    rule = ActivityRule.objects.on(month.last_day)
    news = news_by_agency(month.until, ids)
    changes = _list_changes(month, ids)
    answered = _by_agency(
        InformationRequest.objects.filter(
            parts__isnull=True, agency__in=ids, noticed_at__gte=month.starts_at, noticed_at__lt=month.until
        ).order_by().values_list("agency").annotate(n=Count("pk"))
    )  # fmt: skip
    contacts = _by_agency(
        ContactLog.objects.filter(agency__in=ids, on__gte=month.first, on__lte=month.last_day)
        .order_by()
        .values_list("agency")
        .annotate(n=Count("pk"))
    )
    found = []
    for agency in wanted:
        moments = [line.at for line in news.get(agency.pk, ())]
        last = wib_date(moments[-1]) if moments else None
        silent = (month.last_day - last).days if last else None
        in_month = sum(moment >= month.starts_at for moment in moments)
        found.append(
            AgencyActivity(
                agency=agency,
                status=status_of(in_month, silent, rule),
                news=in_month,
                list_changes=changes[agency.pk],
                requests_answered=answered[agency.pk],
                last_news_on=last,
                silent_days=silent,
                contacts=contacts[agency.pk],
            )
        )
    return tuple(found)


def by_agency(rows: Iterable[AgencyActivity]) -> Mapping[int, AgencyActivity]:
    return {row.agency.pk: row for row in rows}
