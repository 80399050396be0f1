"""The parts of a split request in one table: who answers what, how it stands, in how many working days."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.utils.translation import gettext as _

from portal.kernel.cells import formula_safe
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar, workdays_between
from requests_app.law.deadlines import days_late
from requests_app.law.states import Outcome, State
from requests_app.models import InformationRequest


@dataclass(frozen=True)
class PartRow:
    """One part. ``days``: working days from receipt to the answer, or to today while none was given."""

    case: InformationRequest
    answer: str
    answered_on: date | None
    days: int
    late: int

    @property
    def is_open(self) -> bool:
        return self.case.is_open


def part_rows(parent: InformationRequest, today: date, calendar: WorkCalendar) -> list[PartRow]:
    """Two queries whatever the number of parts; in the order of their numbers."""
    parts = parent.parts.select_related("agency").order_by("pk")
    return [_row(part, today, calendar) for part in parts]


def _row(part: InformationRequest, today: date, calendar: WorkCalendar) -> PartRow:
    ended = wib_date(part.clock_stopped_at) if part.clock_stopped_at else None
    until = ended or today
    answer = _(Outcome(part.outcome).label) if part.outcome else _(State(part.state).label)
    return PartRow(
        case=part,
        answer=answer,
        answered_on=ended,
        days=max(0, workdays_between(wib_date(part.received_at), until, calendar)),
        late=days_late(part.judged_due_on or part.due_on, until, calendar),
    )


def parts_csv(rows: list[PartRow]) -> Iterator[str]:
    """The same table for a spreadsheet: BOM, no cell that would run as a formula, no personal data."""
    heads = [
        _("Nomor pendaftaran"), _("Perangkat daerah"), _("Jawaban"), _("Batas menurut undang-undang"),
        _("Tanggal pemberitahuan"), _("Hari kerja"), _("Hari terlambat"),
    ]  # fmt: skip
    yield "\ufeff" + _line(heads)
    for row in rows:
        due_on = row.case.judged_due_on or row.case.due_on
        answered = row.answered_on.isoformat() if row.answered_on else ""
        yield _line(
            [row.case.number, row.case.agency.name, row.answer, due_on.isoformat(), answered, str(row.days),
             str(row.late)]
        )  # fmt: skip


def _line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow([formula_safe(cell) for cell in cells])
    return buffer.getvalue()
