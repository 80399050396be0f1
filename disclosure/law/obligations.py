"""Which items of the catalogue bind an agency, and who is charged with them.

Attributes of agencies are data, confirmed by DKISS. A duty of the city as one public body (PERKI 1/2021
Art 23(2), 38(2), 47-48, 56) is met once by PPID Utama; the other agencies see it and are not charged with
it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from disclosure.law.categories import Category


class Level(StrEnum):
    """Depth of a catalogue row. Only leaves are duties; the rest is structure or lies outside the
    checklist.
    """

    GROUP = "group"
    ITEM = "item"
    SUBITEM = "subitem"
    COLUMN = "column"
    RULE = "rule"
    GROUND = "ground"


class Duty(StrEnum):
    """Whose duty it is, and when it arises."""

    OWN = "own"
    CITY = "city"
    EVENT = "event"
    STANDING = "standing"


class Audience(StrEnum):
    """To whom an item applies, in the words of the regulation made into attributes."""

    EVERY_AGENCY = "every_agency"
    CITY = "city"
    ISSUES_PERMITS = "issues_permits"
    RUNS_SCHOOLS = "runs_schools"
    RECRUITS = "recruits"
    SERVES_PUBLIC = "serves_public"
    HAS_ARTICLES = "has_articles_of_association"
    MAKES_STATUTES = "makes_statutes"
    COMPANIES = "companies"
    PARTIES = "political_parties"


@dataclass(frozen=True, slots=True)
class ItemRule:
    """One row of the catalogue. `interval_months`: 0 at once, None where no text sets an interval."""

    key: str
    category: Category
    level: Level
    parent: str | None
    interval_months: int | None
    audiences: frozenset[Audience]
    duty: Duty = Duty.OWN
    title: str = ""


@dataclass(frozen=True, slots=True)
class AgencyTraits:
    """The attributes of an agency on which its duties depend."""

    issues_permits: bool = False
    runs_schools: bool = False
    recruits: bool = False
    is_ppid_utama: bool = False

    @property
    def audiences(self) -> frozenset[Audience]:
        found = {Audience.EVERY_AGENCY}
        if self.issues_permits:
            found.add(Audience.ISSUES_PERMITS)
        if self.runs_schools:
            found.add(Audience.RUNS_SCHOOLS)
        if self.recruits:
            found.add(Audience.RECRUITS)
        if self.is_ppid_utama:
            found.add(Audience.CITY)
        return frozenset(found)


def checklist_rules(rules: Iterable[ItemRule]) -> tuple[ItemRule, ...]:
    """The rows that are duties of their own: items, sub-items, and groups to which the regulation gives
    no items (Art 14(2)j has none in Art 15). Exempt grounds and the columns of the list are not duties to
    publish.
    """
    rows = tuple(rules)
    parents = {row.parent for row in rows if row.parent}
    return tuple(
        row
        for row in rows
        if row.category is not Category.EXEMPT
        and (
            row.level in (Level.ITEM, Level.SUBITEM) or (row.level is Level.GROUP and row.key not in parents)
        )
    )


def obligations_for(traits: AgencyTraits, rules: Iterable[ItemRule]) -> tuple[ItemRule, ...]:
    """The items on the checklist of an agency with these traits, in catalogue order."""
    audiences = traits.audiences
    return tuple(rule for rule in checklist_rules(rules) if rule.audiences & audiences)


def is_charged(rule: ItemRule, traits: AgencyTraits) -> bool:
    """Whether the item counts for this agency: duties of the city count for PPID Utama alone."""
    return rule.duty is not Duty.CITY or traits.is_ppid_utama


def root_of(key: str, parents: dict[str, str | None]) -> str:
    """The outermost group of an item, or the item itself when it stands alone."""
    seen: set[str] = set()
    while (parent := parents.get(key)) and key not in seen:
        seen.add(key)
        key = parent
    return key
