"""One row a unit, by the same figures as its report of the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from disclosure.law.freshness import ItemState
from disclosure.monitoring.models import ActivityRule
from disclosure.monitoring.rules import Status, status_of
from disclosure.reports.figures import RequestFigures
from disclosure.reports.ledger import Period
from disclosure.reports.selectors import World, flow_of, read_world
from portal.agencies.models import Agency
from portal.kernel.moments import wib_date


@dataclass(frozen=True, slots=True)
class BoardRow:
    """`news_month`: news of the month in which the period (as seen) ends; `silent_days` None: never any."""

    agency: Agency
    total: int
    fulfilled: int
    stale: int
    missing: int
    flow: RequestFigures
    news_month: int
    last_news_on: date | None
    silent_days: int | None
    status: Status


def _row(agency: Agency, world: World, rule: object) -> BoardRow:
    counts = world.checklists[agency.pk].counts
    as_of = world.period.as_of
    moments = [line.at for line in world.news.get(agency.pk, ())]
    last = wib_date(moments[-1]) if moments else None
    silent = (as_of - last).days if last else None
    in_month = sum(
        (day := wib_date(moment)).year == as_of.year and day.month == as_of.month for moment in moments
    )
    fulfilled, stale, missing = (
        counts[state] for state in (ItemState.FULFILLED, ItemState.STALE, ItemState.MISSING)
    )
    return BoardRow(
        agency=agency,
        total=fulfilled + stale + missing,
        fulfilled=fulfilled,
        stale=stale,
        missing=missing,
        flow=flow_of(world, agency),
        news_month=in_month,
        last_news_on=last,
        silent_days=silent,
        status=status_of(in_month, silent, rule),  # type: ignore[arg-type]
    )


def board(agencies: Iterable[Agency], period: Period) -> list[BoardRow]:
    """All rows in a bounded number of queries, whatever the number of units, entries, cases and news."""
    return rows_of(list(agencies), period)[0]


def rows_of(wanted: list[Agency], period: Period) -> tuple[list[BoardRow], World]:
    """The rows and what they were read from."""
    world = read_world(wanted, period)
    rule = ActivityRule.objects.on(period.as_of)
    return [_row(agency, world, rule) for agency in wanted], world


_NEVER = 10**6
SORTS: dict[str, Callable[[BoardRow], object]] = {
    "unit": lambda row: row.agency.name.casefold(),
    "terpenuhi": lambda row: row.fulfilled / row.total if row.total else -1,
    "diperbarui": lambda row: row.stale,
    "belum": lambda row: row.missing,
    "tepat": lambda row: row.flow.on_time,
    "lewat": lambda row: row.flow.late,
    "terbuka": lambda row: row.flow.open_at_end,
    "berita": lambda row: row.news_month,
    "senyap": lambda row: _NEVER if row.silent_days is None else row.silent_days,
}


def sorted_rows(rows: list[BoardRow], order: str) -> list[BoardRow]:
    """By a key of SORTS, with a minus for the reverse; anything else falls back to the name of the unit."""
    key = order.removeprefix("-")
    if key not in SORTS:
        key, order = "unit", "unit"
    by_name = sorted(rows, key=lambda row: row.agency.name.casefold())
    return sorted(by_name, key=SORTS[key], reverse=order.startswith("-"))  # type: ignore[arg-type]
