"""Reads: rows of an edition, what differs from another one, and how the six months stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from disclosure.law.editions import Line, compare, remind_from
from disclosure.models import EditionRow, EditionSection, ListEdition
from portal.kernel.workdays import WorkCalendar


def approved_editions() -> QuerySet[ListEdition]:
    """What the public may see; a list that is still made is as unknown as one that never was."""
    return ListEdition.objects.filter(state=ListEdition.State.APPROVED)


def with_counts(editions: QuerySet[ListEdition]) -> QuerySet[ListEdition]:
    listed = Q(rows__struck=False, rows__number__gt=0)
    return editions.annotate(
        row_count=Count("rows", filter=listed, distinct=True),
        unit_count=Count("rows__agency", filter=listed, distinct=True),
    ).order_by("-number")


def listed_rows(edition: ListEdition) -> QuerySet[EditionRow]:
    """The rows that stand in the list: a draft shows what is not struck, an adopted one what has a number."""
    rows = EditionRow.objects.filter(edition=edition, struck=False).select_related("section", "agency")
    return rows.filter(number__gt=0) if edition.is_frozen else rows.order_by("section__agency_name", "pk")


def before(edition: ListEdition) -> ListEdition | None:
    """The edition that was in force when this one was made."""
    return approved_editions().filter(number__lt=edition.number).order_by("-number").first()


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison. ``columns``: (name of the column, before, after), empty unless changed."""

    kind: str
    entry_id: int
    agency_id: int
    agency: str
    title: str
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    rows: tuple[Difference, ...]
    same: int

    def count(self, kind: str) -> int:
        return sum(row.kind == kind for row in self.rows)


def _lines(rows: Iterable[EditionRow]) -> tuple[list[Line], dict[int, EditionRow]]:
    found = {row.entry_id: row for row in rows}
    return [row.as_line() for row in found.values()], found


def differences(old: QuerySet[EditionRow] | None, new: QuerySet[EditionRow]) -> Differences:
    """What ``new`` adds, changes and drops against ``old``; two queries whatever the number of rows."""
    old_lines, old_rows = _lines(old if old is not None else ())
    new_lines, new_rows = _lines(new)
    result = compare(old_lines, new_lines)
    found = [_difference("added", new_rows[line.key]) for line in result.added]
    for change in result.changed:
        parts = tuple(
            (str(EditionRow.COLUMNS[name]), change.before.columns[name], change.after.columns[name])
            for name in change.columns
        )
        found.append(_difference("changed", new_rows[change.after.key], parts))
    found += [_difference("dropped", old_rows[line.key]) for line in result.dropped]
    order = {"added": 0, "changed": 1, "dropped": 2}
    found.sort(key=lambda row: (row.agency, order[row.kind], row.title, row.entry_id))
    return Differences(tuple(found), result.same)


def _difference(kind: str, row: EditionRow, columns: tuple[tuple[str, str, str], ...] = ()) -> Difference:
    return Difference(kind, row.entry_id, row.agency_id, row.section.agency_name, row.title, columns)


def compared(edition: ListEdition, other: ListEdition | None) -> Differences:
    return differences(listed_rows(other) if other is not None else None, listed_rows(edition))


def section_differences(section: EditionSection, other: ListEdition | None) -> Differences:
    """A unit's section against its part of the edition in force; a struck row counts as dropped."""
    old = listed_rows(other).filter(agency=section.agency_id) if other is not None else None
    return differences(old, listed_rows(section.edition).filter(section=section))


@dataclass(frozen=True, slots=True)
class ListDue:
    """How the six months stand on a day: ``due_on`` None before the first edition."""

    current: ListEdition | None
    making: ListEdition | None
    due_on: date | None
    is_near: bool
    is_late: bool


def list_due(today: date, days_off: WorkCalendar) -> ListDue:
    """Two queries."""
    current = approved_editions().order_by("-number").first()
    making = ListEdition.objects.exclude(state=ListEdition.State.APPROVED).first()
    due_on = current.renewed_by if current is not None else None
    near = due_on is not None and today >= remind_from(due_on, days_off)
    return ListDue(current, making, due_on, near, due_on is not None and today > due_on)


def open_section(agency: Any) -> EditionSection | None:
    """The section that this unit still has to propose."""
    waiting = (EditionSection.State.OPEN, EditionSection.State.RETURNED)
    return (
        EditionSection.objects.filter(
            edition__state=ListEdition.State.GATHERING, agency=agency, state__in=waiting
        )
        .select_related("edition", "agency")
        .first()
    )
