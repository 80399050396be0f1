"""Reads of the register: what is in force, and the few columns that the public may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from disclosure.law.closure import Status, status_on
from disclosure.models import ConsequenceTest, Exemption, TestedItem
from portal.kernel.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Renewal:
    decree_number: str
    decree_date: date | None
    former_end: date | None
    new_end: date | None


@dataclass(frozen=True, slots=True)
class PublicExemption:
    """All that anybody may read of an exemption. Nothing else of the register reaches a public page."""

    title: str
    ground: str
    statute: str
    starts_on: date
    ends_on: date | None
    review_on: date | None
    decree_number: str
    status: Status
    opened_on: date | None
    renewals: tuple[Renewal, ...]

    @property
    def open_since(self) -> date | None:
        """The first day on which it is public; None while it is closed."""
        if self.status is Status.OPENED:
            return self.opened_on
        if self.status is Status.OPEN_BY_LAW and self.ends_on is not None:
            return self.ends_on + timedelta(days=1)
        return None


def register_rows() -> QuerySet[Exemption]:
    renewed = (
        TestedItem.objects.filter(
            test__kind=ConsequenceTest.Kind.CHANGE, test__state=ConsequenceTest.State.DECREED, result="closed"
        )
        .select_related("test__decree")
        .order_by("pk")
    )
    return Exemption.objects.select_related("agency", "decree").prefetch_related(
        Prefetch("tested", renewed, to_attr="changes")
    )


def as_public(row: Exemption, day: date, days_off: WorkCalendar) -> PublicExemption:
    changes: list[TestedItem] = row.changes  # type: ignore[attr-defined]
    return PublicExemption(
        row.title, row.ground, row.statute, row.starts_on, row.ends_on, row.review_on,
        row.decree.number, status_on(row.period, day, days_off), row.opened_on,
        tuple(
            Renewal(c.test.decree.number, c.test.decree.dated_on, c.former_ends_on, c.ends_on) for c in changes
        ),
    )  # fmt: skip


def closed_on(day: date) -> Q:
    """Exemptions by which a refusal may stand on a day."""
    return (
        Q(starts_on__lte=day)
        & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        & (Q(opened_on__isnull=True) | Q(opened_on__gt=day))
    )
