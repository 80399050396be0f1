"""The state of a mandated item, computed from what was live on a day.

Art 9(3) UU 14/2008 and Art 18 PERKI 1/2021 want periodic information renewed at least every six months;
Art 21 wants the rest available at all times. A state is never typed in: it follows from entries with
evidence (a reachable file or a link that leads to the document), a period, and confirmations by PPID
Pelaksana. All dates are calendar dates in Asia/Jakarta.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from disclosure.law.obligations import AgencyTraits, Duty, ItemRule, is_charged, obligations_for, root_of

SOON_DAYS = 30
#: Evidence is dead on the third distinct day of failure, not three days after the first: a day not asked is no failure.
DEAD_ON_FAILED_DAY = 3
SPREAD_LIMIT = 10
YEARLY_DOCUMENT_MONTHS = 24


class ItemState(StrEnum):
    FULFILLED = "fulfilled"
    STALE = "stale"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NO_EVENT = "no_event"


class Flaw(StrEnum):
    """Why an entry does not fulfil an item although it is live."""

    NO_EVIDENCE = "no_evidence"
    HOME_PAGE = "home_page"
    NO_PERIOD = "no_period"
    SPREAD = "spread"
    DEAD = "dead"
    TOO_OLD = "too_old"


class ConfirmReason(StrEnum):
    """The short list from which PPID Pelaksana picks when confirming that an entry is still current."""

    UNCHANGED = "unchanged"
    NO_NEWER_EDITION = "no_newer_edition"
    STILL_IN_FORCE = "still_in_force"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file (url empty) or a link. `size` in bytes, `dead_on` the third distinct day of an unbroken run of
    failures.
    """

    url: str = ""
    size: int | None = None
    dead_on: date | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    on: date
    reason: ConfirmReason


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as it was live on the day asked about.

    `content_on` is the day when its files, links or period last changed; saving it again moves nothing.
    """

    id: int
    item_keys: frozenset[str]
    content_on: date
    period_start: date | None = None
    period_end: date | None = None
    evidence: tuple[Evidence, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    spread_approved: bool = False


@dataclass(frozen=True, slots=True)
class ItemStatus:
    """What is true of one item. `due_on`: last day on which it still counts as current; None without an
    interval.
    """

    key: str
    state: ItemState
    since: date | None = None
    due_on: date | None = None
    soon: bool = False
    entry_ids: tuple[int, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    charged: bool = True


@dataclass(frozen=True, slots=True)
class Checklist:
    """All items of an agency on a day, with the counts on which every rate rests."""

    as_of: date
    statuses: tuple[ItemStatus, ...]
    categories: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.statuses)

    @property
    def applicable(self) -> int:
        """The denominator: neither what does not apply nor event duties without an event."""
        return sum(s.state not in (ItemState.NOT_APPLICABLE, ItemState.NO_EVENT) for s in self.statuses)

    @property
    def counts(self) -> dict[str, int]:
        return _count(self.statuses)

    @property
    def soon(self) -> int:
        return sum(s.soon for s in self.statuses)

    def counts_by_category(self) -> dict[str, dict[str, int]]:
        found = dict.fromkeys(self.categories.values())
        return {
            category: _count(s for s in self.statuses if self.categories[s.key] == category)
            for category in found
        }


def _count(statuses: Iterable[ItemStatus]) -> dict[str, int]:
    counted = Counter(s.state for s in statuses)
    return {state.value: counted.get(state, 0) for state in ItemState}


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_HOME_PATHS = {"", "index.html", "index.htm", "index.php", "index.aspx", "default.aspx", "home", "beranda"}
_LANGUAGES = {"id", "en", "ind", "eng"}
_NOISE = {"fbclid", "gclid", "lang", "ref", "v"}


def is_deep_link(url: str) -> bool:
    """Whether a link leads to a document or page of its own. A home page, with or without a language, an
    anchor or tracking words, proves nothing about one item.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or "." not in host:
        return False
    segments = [s for s in parts.path.lower().split("/") if s not in _LANGUAGES and s not in _HOME_PATHS]
    if segments:
        return True
    names = [key.lower() for key, value in parse_qsl(parts.query) if value]
    return any(name not in _NOISE and not name.startswith("utm_") for name in names)


def evidence_flaw(evidence: tuple[Evidence, ...], as_of: date) -> tuple[Flaw | None, date | None]:
    """None when at least one file or deep link can be reached; otherwise the flaw, and the day since
    which it is dead.
    """
    if not evidence:
        return Flaw.NO_EVIDENCE, None
    sound = [e for e in evidence if (is_deep_link(e.url) if e.url else e.size != 0)]
    if not sound:
        return (Flaw.HOME_PAGE if any(e.url for e in evidence) else Flaw.NO_EVIDENCE), None
    dead_on = [e.dead_on for e in sound]
    if all(day is not None and day <= as_of for day in dead_on):
        return Flaw.DEAD, max(day for day in dead_on if day is not None)
    return None, None


def is_spread_thin(item_keys: Iterable[str], parents: dict[str, str | None]) -> bool:
    """More than ten items outside a group. The 38 procurement documents may share an entry, being one
    group; eleven unrelated duties may not without DKISS's approval.
    """
    keys = set(item_keys)
    if len(keys) <= SPREAD_LIMIT:
        return False
    groups = Counter(root for key in keys if (root := root_of(key, parents)) != key)
    largest = max(groups.values(), default=0)
    outside = len(keys) - (largest if largest > SPREAD_LIMIT else 0)
    return outside > SPREAD_LIMIT


def fresh_until(entry: EntryFacts, interval_months: int, as_of: date) -> date | None:
    """The last day on which the entry is current for an item with this interval; None when it never was.

    New content counts from the day it came, and only as far as its period reaches into the interval; a
    confirmation counts from its own day. A yearly document can be confirmed while no newer one can exist
    (two years).
    """
    if entry.period_start is None and entry.period_end is None:
        return None
    until = add_months(entry.content_on, interval_months)
    if entry.period_end is not None:
        until = min(until, add_months(entry.period_end, interval_months))
    for confirmation in entry.confirmations:
        if confirmation.on > as_of or confirmation.on < entry.content_on:
            continue
        if confirmation.reason is ConfirmReason.NO_NEWER_EDITION and not _can_be_newest(
            entry, confirmation.on
        ):
            continue
        until = max(until, add_months(confirmation.on, interval_months))
    return until


def _can_be_newest(entry: EntryFacts, on: date) -> bool:
    end = entry.period_end
    return end is None or add_months(end, YEARLY_DOCUMENT_MONTHS) >= on


def item_status(
    rule: ItemRule, entries: Iterable[EntryFacts], parents: dict[str, str | None], as_of: date
) -> ItemStatus:
    """The state of one applicable item from the entries live on `as_of` that are tied to it."""
    tied = [e for e in entries if rule.key in e.item_keys]
    ids = tuple(sorted(e.id for e in tied))
    current: list[tuple[date | None, EntryFacts]] = []
    expired: list[date] = []
    flaws: list[Flaw] = []
    for entry in tied:
        flaw, until, lost_on = _judge(rule, entry, parents, as_of)
        if flaw is None:
            current.append((until, entry))
            continue
        flaws.append(flaw)
        if lost_on is not None:
            expired.append(lost_on)
    if current:
        due = None if any(until is None for until, _ in current) else max(u for u, _ in current if u)
        return ItemStatus(
            rule.key,
            ItemState.FULFILLED,
            since=min(entry.content_on for _, entry in current),
            due_on=due,
            soon=due is not None and (due - as_of).days <= SOON_DAYS,
            entry_ids=ids,
        )
    if expired:
        return ItemStatus(rule.key, ItemState.STALE, since=max(expired), entry_ids=ids, flaws=_unique(flaws))
    empty = ItemState.NO_EVENT if rule.duty is Duty.EVENT else ItemState.MISSING
    return ItemStatus(rule.key, empty, entry_ids=ids, flaws=_unique(flaws))


def _unique(flaws: list[Flaw]) -> tuple[Flaw, ...]:
    return tuple(dict.fromkeys(flaws))


def _judge(
    rule: ItemRule, entry: EntryFacts, parents: dict[str, str | None], as_of: date
) -> tuple[Flaw | None, date | None, date | None]:
    """(flaw, current until, day on which it ceased to be current) of one entry for one item."""
    if is_spread_thin(entry.item_keys, parents) and not entry.spread_approved:
        return Flaw.SPREAD, None, None
    flaw, dead_on = evidence_flaw(entry.evidence, as_of)
    if flaw is not None:
        return flaw, None, dead_on
    if not rule.interval_months:
        return None, None, None
    until = fresh_until(entry, rule.interval_months, as_of)
    if until is None:
        return Flaw.NO_PERIOD, None, None
    if until < as_of:
        return Flaw.TOO_OLD, None, until + timedelta(days=1)
    return None, until, None


def evaluate(
    traits: AgencyTraits,
    rules: Iterable[ItemRule],
    entries: Iterable[EntryFacts],
    as_of: date,
    not_applicable: frozenset[str] = frozenset(),
    announced: Mapping[str, date] = MappingProxyType({}),
) -> Checklist:
    """The whole checklist of an agency on `as_of`.

    `not_applicable` holds the keys that DKISS has approved as not applying on that day, `announced` the event
    duties that running notices meet, with the day since when (Art 10 UU 14/2008). Duties of the city show on
    each agency and are charged to PPID Utama alone.
    """
    catalogue = tuple(rules)
    parents = {rule.key: rule.parent for rule in catalogue}
    by_item: dict[str, list[EntryFacts]] = {}
    for entry in entries:
        for key in entry.item_keys:
            by_item.setdefault(key, []).append(entry)
    statuses: list[ItemStatus] = []
    obligations = obligations_for(traits, catalogue)
    for rule in obligations:
        tied = by_item.get(rule.key, [])
        if not is_charged(rule, traits):
            ids = tuple(sorted(e.id for e in tied))
            statuses.append(ItemStatus(rule.key, ItemState.NOT_APPLICABLE, entry_ids=ids, charged=False))
        elif rule.key in not_applicable:
            statuses.append(ItemStatus(rule.key, ItemState.NOT_APPLICABLE))
        elif rule.duty is Duty.EVENT and rule.key in announced:
            ids = tuple(sorted(e.id for e in tied))
            statuses.append(
                ItemStatus(rule.key, ItemState.FULFILLED, since=announced[rule.key], entry_ids=ids)
            )
        else:
            statuses.append(item_status(rule, tied, parents, as_of))
    return Checklist(as_of, tuple(statuses), {rule.key: rule.category.value for rule in obligations})


def current_until(
    entry: EntryFacts, rules: Mapping[str, ItemRule], parents: dict[str, str | None], as_of: date
) -> date | None:
    """The last day on which the entry fulfils at least one of its items: date.max without an interval, a
    past day when it has run out, None when it never fulfilled any.
    """
    found: list[date] = []
    for key in entry.item_keys & rules.keys():
        status = item_status(rules[key], [entry], parents, as_of)
        if status.state is ItemState.FULFILLED:
            found.append(status.due_on or date.max)
        elif status.state is ItemState.STALE and status.since is not None:
            found.append(status.since - timedelta(days=1))
    return max(found, default=None)
