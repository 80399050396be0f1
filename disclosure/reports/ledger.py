"""The story of a case, replayed from its event log: where it lay, when it ended, by what it is judged.

Pure: values in, values out. Every figure of a report is counted over these stories, each by itself, and none
is the remainder of the others; that they reconcile is proved by tests, not assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.kernel.moments import WIB, wib_date
from portal.kernel.workdays import WorkCalendar, workdays_between
from requests_app.law.words import OPEN_STATES, Outcome

FORWARDED = frozenset({"forward", "forwarded"})
SPLIT = frozenset({"split"})
#: Ways to end without the written notice of Art 22(7) UU 14/2008; in time, they are neither on time nor late.
ENDED_WITHOUT_ANSWER = frozenset(
    {Outcome.WITHDRAWN, Outcome.SPAM, Outcome.NOT_A_REQUEST, Outcome.NOT_COMPLETED}
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log. `to_agency_id` is set on forwarding only: the unit that the case went to."""

    at: datetime
    kind: str
    agency_id: int
    state_after: str
    outcome: str = ""
    to_agency_id: int | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is needed of a case beside its log. `parent_id` marks a part that was split off."""

    id: int
    number: str
    subject: str
    parent_id: int | None
    received_at: datetime
    due_on: date
    original_due_on: date
    extended_at: datetime | None = None
    noticed_at: datetime | None = None
    judged_due_on: date | None = None
    outcome: str = ""
    agency_id: int = 0
    calendar_known: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days in WIB, both ends included; `cutoff` is the moment up to which the log is read.

    For a period that has passed this is its last midnight, so that the same report can be made again; for a
    running one it is the moment of the query. `as_of` is the last day that is seen.
    """

    start: date
    end: date
    cutoff: datetime

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.start, time(), WIB)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.end + timedelta(days=1), time(), WIB)

    @property
    def as_of(self) -> date:
        return wib_date(self.cutoff - timedelta(microseconds=1))

    @property
    def moment(self) -> datetime:
        """The moment to print: 23.59 of the last day, never 00.00 of the day after."""
        return self.cutoff - timedelta(seconds=1) if self.cutoff == self.ends_at else self.cutoff

    @property
    def last_full_day(self) -> date:
        """The last day that is over; what fell due on it and has no answer is late."""
        return wib_date(self.cutoff) - timedelta(days=1)

    def holds(self, moment: datetime) -> bool:
        return self.starts_at <= moment < min(self.ends_at, self.cutoff)


def period_of(start: date, end: date, now: datetime) -> Period:
    """The period as seen at `now`.

    Raises:
        ValueError: when it ends before it starts, or has not begun.
    """
    if end < start:
        raise ValueError("Tanggal akhir mendahului tanggal awal. Periksa kembali masa laporan.")
    if datetime.combine(start, time(), WIB) > now:
        raise ValueError("Masa laporan belum dimulai. Pilih tanggal awal yang tidak melewati hari ini.")
    ends_at = datetime.combine(end + timedelta(days=1), time(), WIB)
    return Period(start, end, min(now, ends_at))


class Judgement(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    NOT_JUDGED = "not_judged"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Move:
    """A forwarding: the case left one unit and came to another at this moment."""

    at: datetime
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Story:
    """A case as the log tells it up to the cut-off."""

    facts: CaseFacts
    entered_at: datetime
    first_agency: int
    moves: tuple[Move, ...]
    ended_at: datetime | None
    end_kind: str
    outcome: str
    due_on: date
    noticed_at: datetime | None
    is_split: bool = False

    @property
    def is_part(self) -> bool:
        return self.facts.parent_id is not None

    @property
    def last_agency(self) -> int:
        return self.moves[-1].target if self.moves else self.first_agency

    def agency_at(self, moment: datetime) -> int | None:
        """The unit that the case lay with just before `moment`; None before it was received."""
        if self.entered_at >= moment:
            return None
        place = self.first_agency
        for move in self.moves:
            if move.at < moment:
                place = move.target
        return place

    def is_open_at(self, moment: datetime) -> bool:
        return self.entered_at < moment and (self.ended_at is None or self.ended_at >= moment)

    def touches(self, agency_id: int) -> bool:
        return self.first_agency == agency_id or any(move.target == agency_id for move in self.moves)

    def judgement(self, period: Period) -> Judgement:
        """On time or late against the date that the law gives (extended, where extended in time)."""
        if not self.facts.calendar_known:
            return Judgement.NOT_JUDGED
        answered = self.noticed_at if self.noticed_at and self.noticed_at < period.cutoff else None
        if answered is not None:
            return Judgement.ON_TIME if wib_date(answered) <= self.due_on else Judgement.LATE
        if self.ended_at is not None and wib_date(self.ended_at) <= self.due_on:
            no_duty = self.outcome in ENDED_WITHOUT_ANSWER
            return Judgement.NOT_JUDGED if no_duty else Judgement.ON_TIME
        return Judgement.LATE if self.due_on <= period.last_full_day else Judgement.NOT_YET

    def workdays_used(self, calendar: WorkCalendar) -> int | None:
        """Working days from receipt to the notice (or the end); None while open."""
        moment = self.noticed_at or self.ended_at
        if moment is None:
            return None
        return max(0, workdays_between(wib_date(self.facts.received_at), wib_date(moment), calendar))

    def workdays_late(self, period: Period, calendar: WorkCalendar) -> int:
        moment = self.noticed_at or self.ended_at
        until = wib_date(moment) if moment else period.last_full_day
        return max(0, workdays_between(self.due_on, until, calendar)) if until > self.due_on else 0


def _due_at(facts: CaseFacts, cutoff: datetime, has_ended: bool) -> date:
    # What has ended keeps the date it was judged by, whatever the calendar became afterwards (case 1).
    if facts.judged_due_on and has_ended:
        return facts.judged_due_on
    if facts.extended_at and facts.extended_at >= cutoff:
        return facts.original_due_on
    return facts.due_on


def _moves(facts: CaseFacts, events: Sequence[Event], truncated: bool) -> tuple[int, tuple[Move, ...]]:
    first = events[0].agency_id
    place = first
    moves: list[Move] = []
    for index, event in enumerate(events):
        if event.kind not in FORWARDED:
            continue
        target = event.to_agency_id
        if target is None and event.agency_id != place:
            target = event.agency_id
        if target is None:
            following = events[index + 1].agency_id if index + 1 < len(events) else facts.agency_id
            target = following if not truncated or index + 1 < len(events) else event.agency_id
        if target != place:
            moves.append(Move(event.at, place, target))
            place = target
    return first, tuple(moves)


def tell(facts: CaseFacts, log: Iterable[Event], cutoff: datetime) -> Story | None:
    """The story up to `cutoff`; None when the case had not been received by then.

    An ending that was reopened is no ending: the case counts as open throughout, because reopening keeps its
    number, its receipt and its due date.
    """
    everything = tuple(log)
    events = [event for event in everything if event.at < cutoff]
    # A whole case enters on the day of its receipt, though an officer may enter it in the system days later
    # (readings, case 4); a part enters when it is split off, though its clock runs from the first receipt.
    if not events:
        return None
    entered_at = events[0].at if facts.parent_id is not None else facts.received_at
    if entered_at >= cutoff:
        return None
    first, moves = _moves(facts, events, truncated=len(events) < len(everything))
    ended: Event | None = None
    for event in events:
        ended = (ended or event) if event.state_after not in OPEN_STATES else None
    noticed = facts.noticed_at if facts.noticed_at and facts.noticed_at < cutoff else None
    last_outcome = next((event.outcome for event in reversed(events) if event.outcome), facts.outcome)
    return Story(
        facts=facts,
        entered_at=entered_at,
        first_agency=first,
        moves=moves,
        ended_at=ended.at if ended else None,
        end_kind=ended.kind if ended else "",
        outcome=last_outcome if ended else "",
        due_on=_due_at(facts, cutoff, ended is not None),
        noticed_at=noticed,
        is_split=any(event.kind in SPLIT for event in events),
    )
