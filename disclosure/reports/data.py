"""A compliance report as frozen values: what is printed is here, and what is here is printed or attached."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from disclosure.reports.figures import OutcomeLine, RequestFigures

#: Raise when the shape of the data or the meaning of a figure changes: the hash then differs on purpose.
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """The unit as it was called on the last day of the report; the city's own report has the code "KOTA"."""

    code: str
    name: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A mandated item on the day of the report; `state` is a word of disclosure.law.freshness.ItemState."""

    key: str
    code: str
    title: str
    group: str
    category: str
    state: str
    since: date | None
    due_on: date | None
    charged: bool = True


@dataclass(frozen=True, slots=True)
class CategoryLine:
    category: str
    fulfilled: int
    stale: int
    missing: int
    not_applicable: int
    no_event: int

    @property
    def total(self) -> int:
        return self.fulfilled + self.stale + self.missing


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the columns that may be public: no name, no letter, no words of the requester."""

    number: str
    subject: str
    received_on: date
    due_on: date
    extended: bool
    answered_on: date | None
    workdays_used: int | None
    workdays_late: int
    outcome: str
    judgement: str
    due_in_period: bool
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """`points` of 100 with one decimal; None when nothing could be measured."""

    points: Decimal | None
    band: str
    parts: tuple[tuple[str, int, int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class MonthLine:
    month: date
    received: int
    closed: int
    news: int


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything that one report prints. Days are in WIB; `as_of` is the moment up to which it looks."""

    agency: AgencyLine
    start: date
    end: date
    as_of: datetime
    edition: str
    categories: tuple[CategoryLine, ...]
    items: tuple[ItemLine, ...]
    requests: RequestFigures
    outcomes: tuple[OutcomeLine, ...]
    cases: tuple[CaseLine, ...]
    news: int
    last_news_on: date | None
    score: ScoreLine
    months: tuple[MonthLine, ...] = ()
    units: tuple[UnitLine, ...] = ()
    schema: int = field(default=SCHEMA)

    @property
    def mandated_total(self) -> int:
        return sum(line.total for line in self.categories)

    @property
    def mandated_fulfilled(self) -> int:
        return sum(line.fulfilled for line in self.categories)

    @property
    def late_cases(self) -> tuple[CaseLine, ...]:
        """Longest late first."""
        late = (case for case in self.cases if case.due_in_period and case.judgement == "late")
        return tuple(sorted(late, key=lambda case: (-case.workdays_late, case.number)))

    @property
    def figures(self) -> dict[str, int]:
        """The figures by the keys of the definition table; the same in page, PDF, CSV and JSON."""
        flow = self.requests
        return {
            "mandated_total": self.mandated_total,
            "mandated_fulfilled": self.mandated_fulfilled,
            "requests_open_at_start": flow.open_at_start,
            "requests_received": flow.received,
            "forwarded_in": flow.forwarded_in,
            "requests_closed": flow.closed,
            "forwarded_out": flow.forwarded_out,
            "requests_open_at_end": flow.open_at_end,
            "overdue_open": flow.overdue_open,
            "on_time": flow.on_time,
            "late": flow.late,
            "news": self.news,
        }


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in the city's report, by the same figures as in its own."""

    code: str
    name: str
    figures: Mapping[str, int]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"cannot write {type(value).__name__}")


def canonical_json(data: ReportData) -> bytes:
    """One spelling for one content: sorted keys, no spaces, so that its hash can be checked elsewhere."""
    body = {**asdict(data), "figures": data.figures}
    return json.dumps(
        body, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()


def data_sha256(data: ReportData) -> str:
    return hashlib.sha256(canonical_json(data)).hexdigest()
