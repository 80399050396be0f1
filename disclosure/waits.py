"""Reads: what waits for PPID Utama now, and how long it let others wait in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from disclosure.law.editions import review_by
from disclosure.law.waiting import Wait, WaitingFigures, age, figures
from disclosure.models import (
    CityReviewTask,
    CityWait,
    ConsequenceTest,
    EditionSection,
    ListEntry,
    MandatedItem,
    NotApplicable,
    SampledPublication,
    WaitKind,
)
from portal.agencies.models import Agency
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar

_ENTRY = "wagtailsnippets_disclosure_listentry"
#: Each of these is read on its own page: nobody approves a secret by ticking a box.
NOT_IN_BULK = frozenset({WaitKind.TEST})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list. ``key`` names it for the bulk action; ``url`` shows what it is, and what changed."""

    key: str
    kind: str
    title: str
    agency_id: int
    agency: str
    since: datetime
    due_on: date
    days: int
    url: str
    detail: str = ""

    @property
    def in_bulk(self) -> bool:
        return self.kind not in NOT_IN_BULK

    def is_overdue(self, today: date) -> bool:
        return self.due_on < today


def _city_steps() -> QuerySet[TaskState]:
    return TaskState.objects.filter(task__in=CityReviewTask.objects.values("pk"))


def open_waits(now: datetime, days_off: WorkCalendar) -> list[Waiting]:
    """Everything that waits, the most urgent first; a bounded number of queries whatever the number."""
    today = wib_date(now)
    rows = [*_kept(), *_excuses(days_off), *_entries(days_off), *_samples()]
    names = dict(Agency.objects.values_list("pk", "name"))
    found = [
        Waiting(
            agency=names.get(row["agency_id"], ""),
            days=age(Wait(row["kind"], wib_date(row["since"]), row["due_on"]), today, days_off),
            **row,
        )
        for row in rows
    ]
    return sorted(found, key=lambda w: (w.due_on, w.since, w.key))


def _kept() -> list[dict[str, Any]]:
    held: dict[str, list[CityWait]] = defaultdict(list)
    for wait in CityWait.objects.filter(until__isnull=True):
        held[wait.kind].append(wait)
    found = []
    for kind, waits in held.items():
        described = _DESCRIBE[WaitKind(kind)]([wait.object_id for wait in waits])
        for wait in waits:
            if wait.object_id in described:
                title, url, detail = described[wait.object_id]
                found.append(
                    _row(kind, wait.object_id, title, url, wait.agency_id, wait.since, wait.due_on, detail)
                )
    return found


def _row(
    kind: str, pk: int, title: str, url: str, agency_id: int, since: datetime, due_on: date, detail: str = ""
) -> dict[str, Any]:
    return {
        "key": f"{kind}:{pk}", "kind": kind, "title": title, "agency_id": agency_id, "since": since,
        "due_on": due_on, "url": url, "detail": detail,
    }  # fmt: skip


Described = Mapping[int, tuple[str, str, str]]


def _sections(ids: list[int]) -> Described:
    rows = EditionSection.objects.filter(pk__in=ids).select_related("edition", "agency")
    return {
        row.pk: (
            _("Bagian %(agency)s, %(edition)s") % {"agency": row.agency_name, "edition": row.edition},
            reverse("editions:section", args=[row.edition.number, row.agency.slug]),
            row.note,
        )
        for row in rows
    }


def _tests(ids: list[int]) -> Described:
    rows = ConsequenceTest.objects.filter(pk__in=ids)
    return {
        row.pk: (
            _("Lembar pengujian konsekuensi %(number)s") % {"number": row},
            reverse("exemptions:test", args=[row.pk]),
            row.case_number,
        )
        for row in rows
    }


def _wide_entries(ids: list[int]) -> Described:
    rows = ListEntry.objects.filter(pk__in=ids)
    return {row.pk: (row.title, reverse("waiting:spread", args=[row.pk]), "") for row in rows}


_DESCRIBE = {WaitKind.SECTION: _sections, WaitKind.TEST: _tests, WaitKind.SPREAD: _wide_entries}


def _excuses(days_off: WorkCalendar) -> list[dict[str, Any]]:
    titles = dict(MandatedItem.objects.filter(edition__is_checklist=True).values_list("key", "title_id"))
    return [
        _row(
            WaitKind.EXCUSE, row.pk, titles.get(row.item_key, row.item_key),
            f"{reverse('duties:proposals')}#usulan-{row.pk}", row.agency_id, row.proposed_at,
            review_by(wib_date(row.proposed_at), days_off), row.reason,
        )
        for row in NotApplicable.objects.filter(decision=NotApplicable.Decision.PROPOSED)
    ]  # fmt: skip


def _entries(days_off: WorkCalendar) -> list[dict[str, Any]]:
    states = _city_steps().filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state")
    held = {int(s.workflow_state.object_id): s for s in states if str(s.workflow_state.object_id).isdigit()}
    found = []
    for entry in ListEntry.objects.filter(pk__in=held):
        state = held[entry.pk]
        url = (
            reverse(f"{_ENTRY}:revisions_compare", args=[entry.pk, "live", "latest"])
            if entry.live
            else reverse(f"{_ENTRY}:edit", args=[entry.pk])
        )
        found.append(
            _row(
                WaitKind.ENTRY, state.pk, entry.title, url, entry.agency_id, state.started_at,
                review_by(wib_date(state.started_at), days_off),
            )
        )  # fmt: skip
    return found


def _samples() -> list[dict[str, Any]]:
    rows = SampledPublication.objects.filter(read_at__isnull=True).select_related("entry", "period")
    return [
        _row(
            WaitKind.SAMPLE, row.pk, row.period.title, reverse("waiting:sample", args=[row.pk]), row.agency_id,
            row.published_at, row.due_on,
        )
        for row in rows
    ]  # fmt: skip


def _touching(
    rows: QuerySet[Any], kind: WaitKind, since: str, until: str, span: tuple[date, date]
) -> QuerySet[Any, Any]:
    """(kind, since, due day, until) of one source; its due day is worked out by the law."""
    narrowed = rows.filter(Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__date__gte": span[0]}))
    return (
        narrowed.filter(**{f"{since}__date__lte": span[1]})
        .order_by()
        .annotate(of_kind=Value(kind.value, CharField()), of_law=Cast(Value(None), DateField()))
        .values_list("of_kind", since, "of_law", until)
    )


def city_waits(start: date, end: date, days_off: WorkCalendar) -> list[Wait]:
    """Every wait that touches the period, from all sources; one query."""
    kept = CityWait.objects.filter(Q(until__isnull=True) | Q(until__date__gte=start), since__date__lte=end)
    cancelled = (TaskState.STATUS_CANCELLED, TaskState.STATUS_SKIPPED)
    sources: tuple[tuple[QuerySet[Any], WaitKind, str, str], ...] = (
        (NotApplicable.objects.all(), WaitKind.EXCUSE, "proposed_at", "decided_at"),
        (_city_steps().exclude(status__in=cancelled), WaitKind.ENTRY, "started_at", "finished_at"),
        (SampledPublication.objects.all(), WaitKind.SAMPLE, "published_at", "read_at"),
    )
    found = (
        kept.exclude(outcome=CityWait.Outcome.GONE)
        .order_by()
        .values_list("kind", "since", "due_on", "until")
        .union(
            *(_touching(rows, kind, since, until, (start, end)) for rows, kind, since, until in sources),
            all=True,
        )
    )
    return [
        Wait(
            WaitKind(kind),
            wib_date(since),
            due_on or review_by(wib_date(since), days_off),
            wib_date(until) if until else None,
        )
        for kind, since, due_on, until in found
    ]


@dataclass(frozen=True)
class CityWaiting:
    """PPID Utama's waiting time in a period: of all, and of each kind that occurred."""

    total: WaitingFigures
    by_kind: tuple[tuple[str, WaitingFigures], ...]


def city_waiting(start: date, end: date, days_off: WorkCalendar) -> CityWaiting:
    waits = city_waits(start, end, days_off)
    kinds = [kind for kind in WaitKind if any(wait.kind == kind for wait in waits)]
    parts = tuple(
        (str(kind.label), figures([w for w in waits if w.kind == kind], start, end, days_off))
        for kind in kinds
    )
    return CityWaiting(figures(waits, start, end, days_off), parts)
