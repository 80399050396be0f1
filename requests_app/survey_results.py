"""Results of the survey per unit, with the share of closed requests that answered. Writes nothing.

Counted are whole months that are over: figures that move with each answer would show that answer. A unit with
fewer than five answers shows none, and a total only where the hidden ones cannot be had by subtraction.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.kernel.cells import formula_safe
from portal.kernel.formats import angka
from requests_app.law.survey import CODES, ELEMENTS, FEWEST_SHOWN, SurveyResult, result_of, shown_together
from requests_app.models import InformationRequest, SurveyAnswer
from requests_app.register import _Echo


@dataclass(frozen=True)
class UnitResult:
    """One line; ``result`` None: fewer than five answers. ``closed`` are the requests that could answer."""

    name: str
    slug: str
    closed: int
    result: SurveyResult | None

    @property
    def rate(self) -> Fraction | None:
        """Answers by closed requests; None where the answers are not shown, or nothing was closed."""
        if self.result is None or not self.closed:
            return None
        return min(Fraction(1), Fraction(self.result.answers, self.closed))


@dataclass(frozen=True)
class YearResult:
    """A year through ``until``, the last day that counts; ``total`` None where it would tell too much."""

    year: int
    until: date | None
    units: tuple[UnitResult, ...]
    total: UnitResult | None


def years_with_answers(today: date) -> list[int]:
    """Years that can be chosen, newest first; this year always."""
    found = {month.year for month in SurveyAnswer.objects.dates("month", "year")}
    return sorted(found | {today.year}, reverse=True)


def year_result(year: int, today: date) -> YearResult:
    """Three queries, whatever the number of answers."""
    start, end = date(year, 1, 1), min(date(year + 1, 1, 1), today.replace(day=1))
    if end <= start:
        return YearResult(year, None, (), None)
    rows = SurveyAnswer.objects.filter(month__gte=start, month__lt=end).order_by()
    sums = {row["agency"]: row for row in rows.values("agency").annotate(
        n=Count("pk"), **{f"sum_{code}": Sum(code) for code in CODES}
    )}  # fmt: skip
    closed = dict(
        InformationRequest.objects.filter(
            parent__isnull=True, closed_at__date__gte=start, closed_at__date__lt=end
        ).order_by().values_list("agency").annotate(n=Count("pk"))
    )  # fmt: skip
    agencies = Agency.objects.filter(pk__in={*sums, *closed}).order_by("name")
    units = tuple(
        UnitResult(unit.name, unit.slug, closed.get(unit.pk, 0), _result(sums.get(unit.pk)))
        for unit in agencies
    )
    # What can be read stands first; the sort keeps the names in order.
    units = tuple(sorted(units, key=lambda unit: unit.result is None))
    return YearResult(year, _day_before(end), units, _total(list(sums.values()), sum(closed.values())))


def _day_before(end: date) -> date:
    return date.fromordinal(end.toordinal() - 1)


def _result(row: Any) -> SurveyResult | None:
    return result_of({code: row[f"sum_{code}"] for code in CODES}, row["n"]) if row else None


def _total(rows: Sequence[Any], closed: int) -> UnitResult | None:
    counts = [row["n"] for row in rows]
    if not rows or not shown_together(counts):
        return None
    whole = {code: sum(row[f"sum_{code}"] for row in rows) for code in CODES}
    return UnitResult(_("Seluruh kota"), "", closed, result_of(whole, sum(counts)))


def csv_lines(found: YearResult) -> Iterator[str]:
    """For a spreadsheet: BOM, decimal commas, no cell that would be run as a formula."""
    writer = csv.writer(_Echo())
    head = [
        _("Perangkat daerah"), _("Permohonan selesai"), _("Jawaban"), _("Tingkat jawaban (persen)"),
        *(f"{element.code.upper()} {_(element.label)}" for element in ELEMENTS), "IKM", _("Mutu"), _("Kinerja"),
    ]  # fmt: skip
    yield "\ufeff" + writer.writerow(head)
    for unit in [*found.units, *([found.total] if found.total else [])]:
        yield writer.writerow([formula_safe(cell) for cell in _cells(unit)])


def _cells(unit: UnitResult) -> list[str]:
    if unit.result is None:
        few = _("kurang dari %(n)s") % {"n": FEWEST_SHOWN}
        return [unit.name, str(unit.closed), few, *[""] * (len(CODES) + 4)]
    result = unit.result
    rate = angka(float(unit.rate * 100), 1) if unit.rate is not None else ""
    averages = [angka(result.average(code), 2) for code in CODES]
    band = [angka(result.index, 2), result.band.letter, _(result.band.label)]
    return [unit.name, str(unit.closed), str(result.answers), rate, *averages, *band]
