"""The port behind which every engine stands, and what they share: how much of a question must match."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil, log

from search.language import Group, ParsedQuery
from search.models import SearchRecord

#: Columns of SearchRecord behind the facets of documents.FACET_FIELDS.
FACET_COLUMNS: Mapping[str, str] = {
    "type": "source",
    "agency": "agency_code",
    "category": "category",
    "year": "year",
    "format": "format",
}


class EngineError(Exception):
    """The engine could not answer. Never an empty result: "0 hasil" must mean that there is nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to an engine. `limit` may be 0 for counts alone; `now` decides what is visible."""

    parsed: ParsedQuery
    now: datetime
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Records (primary key, score) of the asked stretch, best first; how many there are; counts by facet
    value.
    """

    records: tuple[tuple[int, float], ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class EngineHealth:
    """`detail` is for operators, never for the page."""

    ok: bool
    detail: str
    documents: int | None = None


class SearchEngine(ABC):
    """Every method raises EngineError when the engine cannot do it, within the engine's own time limit."""

    name: str

    @abstractmethod
    def prepare(self) -> None:
        """Create what the engine needs; does nothing when it is there."""

    @abstractmethod
    def index(self, records: Sequence[SearchRecord]) -> None:
        """Make saved records findable, replacing earlier versions. Visible to the next search."""

    @abstractmethod
    def remove(self, keys: Sequence[str]) -> None:
        """Forget by key; unknown keys are fine. Gone from the next search."""

    @abstractmethod
    def search(self, ask: Ask) -> Found: ...

    @abstractmethod
    def suggest(self, words: Sequence[str], *, limit: int, now: datetime) -> list[str]:
        """Titles that contain all words, the last one as a beginning; newest first, each once."""

    @abstractmethod
    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        """In how many records each token occurs."""

    @abstractmethod
    def rebuild(self, batches: Iterable[Sequence[SearchRecord]]) -> int:
        """Index everything anew without an interruption of service; returns the number of records."""

    @abstractmethod
    def entries(self) -> Iterator[tuple[str, str]]:
        """Key and digest of all that the engine holds, for comparison with the projection."""

    @abstractmethod
    def health(self) -> EngineHealth: ...


#: A question that finds less than a page is asked again with any of its words: the better matches still come
#: first.
FEW = 20


def needed(groups: int) -> int:
    """Of how many groups a record must have one or more tokens: both of two, about a quarter of a long
    question.
    """
    return groups if groups <= 2 else max(2, ceil(groups / 4))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a record must have: a token of each of `required`, and one of `any_of` when that is not empty."""

    required: tuple[tuple[str, ...], ...]
    any_of: tuple[str, ...]


def plan_groups(groups: Sequence[Group], frequency: Mapping[str, int], *, relaxed: bool = False) -> Plan:
    """Two words must both occur. Of a longer question, at least one of its rarer words.

    A record with at least `need` of n words has one of any n - need + 1 of them: asking for the rarest of
    these drops whatever shares only common words with the question, and a natural question need not match
    whole. `relaxed` takes any word: the second try, when the first finds nothing.
    """
    if relaxed:
        return Plan((), _unique(token for group in groups for token in group.all))
    if len(groups) <= 2:
        return Plan(tuple(group.matching for group in groups), ())
    known = [group for group in groups if group_frequency(group, frequency)] or list(groups)
    by_rarity = sorted(known, key=lambda group: group_frequency(group, frequency))
    need = min(len(known), needed(len(known)))
    return Plan(
        (), _unique(token for group in by_rarity[: len(known) - need + 1] for token in group.matching)
    )


def _unique(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tokens))


def group_frequency(group: Group, frequency: Mapping[str, int]) -> int:
    """Records with any of the group's tokens, at most: the sum, since exact counts would cost a search
    each.
    """
    return sum(frequency.get(token, 0) for token in group.matching)


def inverse_frequency(documents: int, having: int) -> float:
    """Weight of a token in BM25: rare ones tell more. Always above zero."""
    return log(1 + (documents - having + 0.5) / (having + 0.5)) if documents >= having else 0.1


def count_facets(
    combinations: Iterable[tuple[tuple[str, ...], int]], filters: Mapping[str, tuple[str, ...]]
) -> tuple[int, dict[str, dict[str, int]]]:
    """Total and facet counts from (facet values in order of FACET_COLUMNS, records) pairs of the unfiltered
    matches.

    A facet is counted under the filters of the others, so that a person sees what a second choice would add.
    """
    names = tuple(FACET_COLUMNS)
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    total = 0
    for values, number in combinations:
        failing = [
            name
            for name, value in zip(names, values, strict=True)
            if filters.get(name) and value not in filters[name]
        ]
        if not failing:
            total += number
        for name, value in zip(names, values, strict=True):
            if value and (not failing or failing == [name]):
                counts[name][value] = counts[name].get(value, 0) + number
    return total, counts
