"""The figures of a report, each counted by itself over the stories of the cases (see definitions.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from disclosure.reports.ledger import Judgement, Period, Story
from portal.kernel.workdays import WorkCalendar

#: Below this many cases a share says nothing and may point at a person: cases are listed instead.
LEAST_FOR_SHARES = 5


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """Flow of requests of one unit, or of the city (whole cases only; nothing enters or leaves the city)."""

    open_at_start: int
    received: int
    forwarded_in: int
    closed: int
    forwarded_out: int
    open_at_end: int
    overdue_open: int
    on_time: int
    late: int
    not_judged: int
    not_yet: int
    extended: int

    @property
    def inflow(self) -> int:
        return self.open_at_start + self.received + self.forwarded_in

    @property
    def outflow(self) -> int:
        return self.closed + self.forwarded_out + self.open_at_end

    @property
    def reconciles(self) -> bool:
        return self.inflow == self.outflow

    @property
    def judged(self) -> int:
        return self.on_time + self.late


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    outcome: str
    count: int
    median_workdays: float | None


def _received(stories: list[Story], agency: int | None, period: Period) -> int:
    return sum(
        not story.is_part
        and period.holds(story.entered_at)
        and (agency is None or story.first_agency == agency)
        for story in stories
    )


def _forwarded_in(stories: list[Story], agency: int | None, period: Period) -> int:
    if agency is None:
        return 0
    moved = sum(move.target == agency and period.holds(move.at) for story in stories for move in story.moves)
    # A part comes into being by splitting; for the unit that gets it, it comes from elsewhere.
    parts = sum(
        story.is_part and story.first_agency == agency and period.holds(story.entered_at) for story in stories
    )
    return moved + parts


def _forwarded_out(stories: list[Story], agency: int | None, period: Period) -> int:
    if agency is None:
        return 0
    return sum(move.source == agency and period.holds(move.at) for story in stories for move in story.moves)


def _open_at(stories: list[Story], agency: int | None, moment: datetime) -> list[Story]:
    return [
        story
        for story in stories
        if story.is_open_at(moment)
        and (story.agency_at(moment) == agency if agency is not None else not story.is_part)
    ]


def charged(stories: Iterable[Story], agency: int | None) -> list[Story]:
    """The cases that a unit answers for: those it holds last. For the city: every whole case."""
    if agency is None:
        return [story for story in stories if not story.is_part]
    return [story for story in stories if story.last_agency == agency]


def closed_in(stories: Iterable[Story], agency: int | None, period: Period) -> list[Story]:
    return [
        story
        for story in charged(stories, agency)
        if story.ended_at is not None and period.holds(story.ended_at)
    ]


def due_in(stories: Iterable[Story], agency: int | None, period: Period) -> list[Story]:
    """Cases judged in the period. A split case is judged by its parts at the units, whole for the city."""
    return [
        story
        for story in charged(stories, agency)
        if period.start <= story.due_on <= period.end and (agency is None or not story.is_split)
    ]


def request_figures(stories: Iterable[Story], agency: int | None, period: Period) -> RequestFigures:
    """Figures of one unit (its primary key), or of the city with None."""
    told = list(stories)
    end = min(period.ends_at, period.cutoff)
    still_open = _open_at(told, agency, end)
    judged = Counter(story.judgement(period) for story in due_in(told, agency, period))
    return RequestFigures(
        open_at_start=len(_open_at(told, agency, period.starts_at)),
        received=_received(told, agency, period),
        forwarded_in=_forwarded_in(told, agency, period),
        closed=len(closed_in(told, agency, period)),
        forwarded_out=_forwarded_out(told, agency, period),
        open_at_end=len(still_open),
        overdue_open=sum(story.due_on <= period.last_full_day for story in still_open),
        on_time=judged[Judgement.ON_TIME],
        late=judged[Judgement.LATE],
        not_judged=judged[Judgement.NOT_JUDGED],
        not_yet=judged[Judgement.NOT_YET],
        extended=sum(
            story.facts.extended_at is not None and period.holds(story.facts.extended_at)
            for story in charged(told, agency)
        ),
    )


def outcome_lines(
    stories: Iterable[Story], agency: int | None, period: Period, calendar: WorkCalendar
) -> tuple[OutcomeLine, ...]:
    """Cases that ended in the period, by how; with the median of working days from receipt."""
    days: dict[str, list[int]] = {}
    for story in closed_in(stories, agency, period):
        used = story.workdays_used(calendar)
        days.setdefault(story.outcome, []).append(used if used is not None else 0)
    order = sorted(days, key=lambda outcome: (-len(days[outcome]), outcome))
    return tuple(OutcomeLine(outcome, len(days[outcome]), median(days[outcome])) for outcome in order)
