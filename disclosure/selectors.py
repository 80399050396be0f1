"""Reads: what the public sees, and how every agency does on its duties, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Subquery
from django.utils.timezone import get_default_timezone, make_aware

from disclosure.emergency.selectors import events_on
from disclosure.law.categories import Category
from disclosure.law.emergencies import duties_met_on
from disclosure.law.freshness import (
    Checklist,
    Confirmation,
    ConfirmReason,
    EntryFacts,
    Evidence,
    ItemState,
    ItemStatus,
    evaluate,
)
from disclosure.law.obligations import AgencyTraits, Duty, ItemRule, root_of
from disclosure.models import (
    CatalogueEdition,
    EntryFile,
    EvidenceOutage,
    FreshnessConfirmation,
    ListEntry,
    MandatedItem,
    NotApplicable,
    PublicationPeriod,
)
from portal.agencies.models import Agency
from portal.kernel.moments import wib_date

#: Most urgent first: what was in order and is no longer, what runs out, what never was, then the rest.
_URGENCY = {
    ItemState.STALE: 0,
    ItemState.MISSING: 2,
    ItemState.NO_EVENT: 4,
    ItemState.FULFILLED: 3,
    ItemState.NOT_APPLICABLE: 5,
}


def end_of(day: date) -> datetime:
    """The last moment of a day in Asia/Jakarta: a day is asked about as it ended."""
    return make_aware(datetime.combine(day, time.max), get_default_timezone())


@dataclass(frozen=True)
class Rulebook:
    """The edition in force on a day, as rows and as the law's rules."""

    edition: CatalogueEdition | None
    items: Mapping[str, MandatedItem] = field(default_factory=dict)
    rules: tuple[ItemRule, ...] = ()

    @cached_property
    def parents(self) -> dict[str, str | None]:
        return {rule.key: rule.parent for rule in self.rules}


@dataclass(frozen=True)
class ChecklistRow:
    item: MandatedItem
    status: ItemStatus
    group: MandatedItem | None
    city_status: ItemStatus | None = None

    @property
    def state(self) -> ItemState:
        return self.status.state

    @property
    def is_city_duty(self) -> bool:
        return self.item.duty == Duty.CITY.value

    @property
    def urgency(self) -> tuple[int, date, int]:
        rank = 1 if self.status.soon else _URGENCY[self.state]
        return (rank, self.status.due_on or self.status.since or date.max, self.item.position)


@dataclass(frozen=True)
class ChecklistGroup:
    """The items of one group, folded together with a count of their own."""

    item: MandatedItem | None
    rows: tuple[ChecklistRow, ...]

    @property
    def fulfilled(self) -> int:
        return sum(row.state is ItemState.FULFILLED for row in self.rows)

    @property
    def applicable(self) -> int:
        return sum(row.state not in (ItemState.NOT_APPLICABLE, ItemState.NO_EVENT) for row in self.rows)


@dataclass(frozen=True)
class AgencyChecklist:
    """An agency's duties on a day. Rates are ``fulfilled`` of ``applicable`` and say so."""

    agency: Agency
    edition: CatalogueEdition | None
    checklist: Checklist
    rows: tuple[ChecklistRow, ...]

    @property
    def as_of(self) -> date:
        return self.checklist.as_of

    @property
    def total(self) -> int:
        return self.checklist.total

    @property
    def applicable(self) -> int:
        return self.checklist.applicable

    @cached_property
    def counts(self) -> dict[str, int]:
        return self.checklist.counts

    @property
    def fulfilled(self) -> int:
        return self.counts[ItemState.FULFILLED]

    @property
    def soon(self) -> int:
        return self.checklist.soon

    @cached_property
    def by_category(self) -> dict[str, dict[str, int]]:
        found = self.checklist.counts_by_category()
        empty = {state.value: 0 for state in ItemState}
        return {c.value: found.get(c.value, dict(empty)) for c in Category if c is not Category.EXEMPT}

    @cached_property
    def missing_rows(self) -> tuple[ChecklistRow, ...]:
        return tuple(r for r in self.rows if r.state is ItemState.MISSING)

    @cached_property
    def by_urgency(self) -> tuple[ChecklistRow, ...]:
        return tuple(sorted(self.rows, key=lambda row: row.urgency))

    def groups(self, category: str) -> tuple[ChecklistGroup, ...]:
        """The rows of a category, each outermost group together, in catalogue order."""
        rows = [row for row in self.rows if row.item.category == category]
        folded = groupby(rows, key=lambda row: row.group.pk if row.group else None)
        return tuple(ChecklistGroup((held := tuple(part))[0].group, held) for _key, part in folded)


def rulebook_on(day: date) -> Rulebook:
    """One query. Without a loaded catalogue the book is empty and every count is zero."""
    newest = CatalogueEdition.objects.in_force_on(day).values("pk")[:1]
    rows = list(
        MandatedItem.objects.filter(edition=Subquery(newest)).select_related("edition").order_by("position")
    )
    if not rows:
        return Rulebook(CatalogueEdition.objects.checklist_on(day))
    keys = {row.pk: row.key for row in rows}
    rules = tuple(row.as_rule(keys.get(row.parent_id or 0)) for row in rows)
    return Rulebook(rows[0].edition, {row.key: row for row in rows}, rules)


def traits_of(agency: Agency) -> AgencyTraits:
    return AgencyTraits(agency.issues_permits, agency.runs_schools, agency.recruits, agency.is_ppid_utama)


def live_entries(now: datetime) -> QuerySet[ListEntry]:
    """What the public sees, ready for a list: agency, files and links in three queries whatever the
    number.
    """
    return (
        ListEntry.objects.live_at(now)
        .select_related("agency")
        .prefetch_related(
            Prefetch("files", EntryFile.objects.select_related("stored").order_by("sort_order", "pk")),
            "links",
        )
    )


def facts_on(
    day: date, agencies: Iterable[int] | None = None, entries: Iterable[int] | None = None
) -> dict[int, list[EntryFacts]]:
    """Agency -> entries as they were live at the end of a day. Three queries."""
    periods = PublicationPeriod.objects.live_at(end_of(day))
    narrow = Q()
    if agencies is not None:
        narrow &= Q(agency_id__in=list(agencies))
    if entries is not None:
        narrow &= Q(entry_id__in=list(entries))
    held = list(periods.filter(narrow).order_by("entry_id"))
    ids = None if agencies is None and entries is None else {p.entry_id for p in held}
    confirmed = _confirmations(day, ids)
    outages = _outages(day, ids)
    facts: dict[int, list[EntryFacts]] = {}
    for period in held:
        facts.setdefault(period.agency_id, []).append(
            _facts(period, confirmed.get(period.entry_id, ()), outages.get(period.entry_id, {}))
        )
    return facts


def _facts(
    period: PublicationPeriod, confirmations: tuple[Confirmation, ...], dead: Mapping[str, date]
) -> EntryFacts:
    files = [Evidence(size=f["size"], dead_on=dead.get(f["id"])) for f in period.files]
    links = [Evidence(url=link["url"], dead_on=dead.get(link["url"])) for link in period.links]
    return EntryFacts(
        id=period.entry_id,
        item_keys=frozenset(period.item_keys),
        content_on=wib_date(period.content_from),
        period_start=period.period_start,
        period_end=period.period_end,
        evidence=(*files, *links),
        confirmations=confirmations,
        spread_approved=period.spread_approved,
    )


def _confirmations(day: date, entries: set[int] | None) -> dict[int, tuple[Confirmation, ...]]:
    rows = FreshnessConfirmation.objects.filter(at__lte=end_of(day))
    if entries is not None:
        rows = rows.filter(entry_id__in=entries)
    found: dict[int, tuple[Confirmation, ...]] = {}
    for entry_id, at, reason in rows.values_list("entry_id", "at", "reason"):
        one = Confirmation(wib_date(at), ConfirmReason(reason))
        found[entry_id] = (*found.get(entry_id, ()), one)
    return found


def _outages(day: date, entries: set[int] | None) -> dict[int, dict[str, date]]:
    rows = EvidenceOutage.objects.filter(
        Q(recovered_on__isnull=True) | Q(recovered_on__gt=day), dead_on__lte=day
    )
    if entries is not None:
        rows = rows.filter(entry_id__in=entries)
    found: dict[int, dict[str, date]] = {}
    for entry_id, address, dead_on in rows.values_list("entry_id", "address", "dead_on"):
        if dead_on is not None:
            found.setdefault(entry_id, {})[address] = dead_on
    return found


def _excused(day: date, agencies: Iterable[int] | None) -> dict[int, frozenset[str]]:
    rows = NotApplicable.objects.in_force_on(day)
    if agencies is not None:
        rows = rows.filter(agency_id__in=list(agencies))
    found: dict[int, set[str]] = {}
    for agency_id, key in rows.values_list("agency_id", "item_key"):
        found.setdefault(agency_id, set()).add(key)
    return {agency_id: frozenset(keys) for agency_id, keys in found.items()}


def checklists_for(agencies: Iterable[Agency], as_of: date) -> dict[int, AgencyChecklist]:
    """Agency pk -> checklist, for any number of agencies in eight queries."""
    wanted = list(agencies)
    book = rulebook_on(as_of)
    utama = (
        next((a for a in wanted if a.is_ppid_utama), None)
        or Agency.objects.filter(is_ppid_utama=True).first()
    )
    ids = {a.pk for a in wanted} | ({utama.pk} if utama else set())
    facts = facts_on(as_of, ids)
    excused = _excused(as_of, ids)
    events = events_on(as_of, ids)

    def judge(agency: Agency) -> Checklist:
        return evaluate(
            traits_of(agency),
            book.rules,
            facts.get(agency.pk, []),
            as_of,
            excused.get(agency.pk, frozenset()),
            duties_met_on(as_of, events.get(agency.pk, ())),
        )

    judged = {a.pk: judge(a) for a in wanted}
    city: dict[str, ItemStatus] = {}
    if utama is not None:
        of_city = judged.get(utama.pk) or judge(utama)
        city = {s.key: s for s in of_city.statuses if book.items[s.key].duty == Duty.CITY.value}
    return {
        a.pk: AgencyChecklist(a, book.edition, judged[a.pk], _rows(book, judged[a.pk], city)) for a in wanted
    }


def _rows(book: Rulebook, checklist: Checklist, city: Mapping[str, ItemStatus]) -> tuple[ChecklistRow, ...]:
    found = []
    for status in checklist.statuses:
        root = root_of(status.key, book.parents)
        group = book.items[root] if root != status.key else None
        found.append(
            ChecklistRow(
                book.items[status.key], status, group, None if status.charged else city.get(status.key)
            )
        )
    return tuple(found)


def checklist_for(agency: Agency, as_of: date) -> AgencyChecklist:
    """The checklist of one agency as things stood at the end of ``as_of``."""
    return checklists_for([agency], as_of)[agency.pk]


def checklists_of_all(as_of: date) -> dict[int, AgencyChecklist]:
    """Every agency that existed on the day."""
    active = Agency.objects.filter(
        Q(established_on__isnull=True) | Q(established_on__lte=as_of),
        Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=as_of),
    )
    return checklists_for(active, as_of)


def agency_for_code(code: str) -> Agency | None:
    """An agency by its code of today or a former one (BPKAD finds BPKPAD); case does not matter."""
    wanted = code.strip()
    return (
        Agency.objects.filter(code__iexact=wanted).first()
        or Agency.objects.filter(names__code__iexact=wanted).order_by("-pk").first()
    )


def newest_live(now: datetime, limit: int, agency: Agency | None = None) -> list[ListEntry]:
    rows = live_entries(now).order_by("-last_published_at", "-pk")
    return list((rows.filter(agency=agency) if agency else rows)[:limit])


def count_live_by_category(now: datetime, agency: Agency | None = None) -> dict[str, int]:
    rows: Any = ListEntry.objects.live_at(now)
    if agency is not None:
        rows = rows.filter(agency=agency)
    found = {c.value: 0 for c in Category if c is not Category.EXEMPT}
    for category in rows.order_by().values_list("category", flat=True):
        found[category] += 1
    return found
