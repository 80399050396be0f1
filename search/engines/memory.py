"""An engine in plain Python, for unit tests and as the shortest description of what an engine must do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from portal.kernel.moments import wib_date
from search import scoring
from search.engines import base
from search.engines.base import Ask, EngineHealth, Found, Plan, SearchEngine
from search.models import SearchRecord


class MemoryEngine(SearchEngine):
    """Holds records in a dictionary. Everything is computed anew for each search."""

    name = "memory"

    def __init__(self) -> None:
        self._records: dict[str, SearchRecord] = {}

    def prepare(self) -> None:
        """Needs nothing."""

    def index(self, records: Sequence[SearchRecord]) -> None:
        self._records.update({record.key: record for record in records})

    def remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._records.pop(key, None)

    def search(self, ask: Ask) -> Found:
        tokens = list(dict.fromkeys(token for group in ask.parsed.groups for token, _ in group.tokens))
        frequency = self.frequencies(tokens)
        matches = self._matches(ask, base.plan_groups(ask.parsed.groups, frequency))
        if len(ask.parsed.groups) > 1 and len(matches) < base.FEW:
            matches = self._matches(ask, base.plan_groups(ask.parsed.groups, frequency, relaxed=True))
        combinations = Counter(_facet_values(record) for record in matches)
        total, facets = base.count_facets(combinations.items(), ask.filters)
        chosen = [record for record in matches if _passes(record, ask)]
        ordered = self._ordered(chosen, ask, frequency)
        return Found(tuple(ordered[ask.offset : ask.offset + ask.limit]), total, facets)

    def _matches(self, ask: Ask, plan: Plan) -> list[SearchRecord]:
        return [
            record
            for record in self._records.values()
            if _visible(record, ask) and _matches(record, ask, plan)
        ]

    def _ordered(
        self, records: Sequence[SearchRecord], ask: Ask, frequency: dict[str, int]
    ) -> list[tuple[int, float]]:
        if ask.sort == "date" or ask.parsed.is_empty:
            newest = sorted(records, key=lambda record: (record.sorted_on, record.pk), reverse=True)
            return [(record.pk, 0.0) for record in newest]
        weights = {
            token: base.inverse_frequency(len(self._records), number) for token, number in frequency.items()
        }
        candidates = [scoring.candidate(record) for record in records]
        return scoring.rank(candidates, ask.parsed, weights, wib_date(ask.now))

    def suggest(self, words: Sequence[str], *, limit: int, now: datetime) -> list[str]:
        found = []
        for record in sorted(self._records.values(), key=lambda record: record.sorted_on, reverse=True):
            title = record.text.title_words.split()
            fits = all(word in title for word in words[:-1]) and any(
                word.startswith(words[-1]) for word in title
            )
            if fits and _within_time(record, now):
                found.append(record.title)
        return list(dict.fromkeys(found))[:limit]

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        return {token: sum(_has(record, [token]) for record in self._records.values()) for token in tokens}

    def rebuild(self, batches: Iterable[Sequence[SearchRecord]]) -> int:
        fresh = {record.key: record for batch in batches for record in batch}
        self._records = fresh
        return len(fresh)

    def entries(self) -> Iterator[tuple[str, str]]:
        for key in sorted(self._records):
            yield key, self._records[key].digest

    def health(self) -> EngineHealth:
        return EngineHealth(True, "memory", len(self._records))


def _terms(record: SearchRecord) -> str:
    text = record.text
    return f" {text.title_tokens} {text.summary_tokens} {text.keyword_tokens} {text.body_tokens} "


def _has(record: SearchRecord, tokens: Iterable[str]) -> bool:
    terms = _terms(record)
    return any(f" {token} " in terms for token in tokens)


def _has_phrase(record: SearchRecord, phrase: Sequence[str]) -> bool:
    needle = f" {' '.join(phrase)} "
    return needle in f" {record.text.title_words} " or needle in f" {record.text.body_words} "


def _matches(record: SearchRecord, ask: Ask, plan: Plan) -> bool:
    parsed = ask.parsed
    if parsed.is_empty:
        return True
    return (
        all(_has(record, tokens) for tokens in plan.required)
        and (not plan.any_of or _has(record, plan.any_of))
        and all(_has_phrase(record, phrase) for phrase in parsed.phrases)
        and not (parsed.excluded and _has(record, parsed.excluded))
        and not any(_has_phrase(record, phrase) for phrase in parsed.excluded_phrases)
    )


def _within_time(record: SearchRecord, now: datetime) -> bool:
    return (record.visible_from is None or record.visible_from <= now) and (
        record.visible_until is None or record.visible_until > now
    )


def _visible(record: SearchRecord, ask: Ask) -> bool:
    return _within_time(record, ask.now) and (ask.until is None or record.pk <= ask.until)


def _facet_values(record: SearchRecord) -> tuple[str, ...]:
    values = (getattr(record, column) for column in base.FACET_COLUMNS.values())
    return tuple("" if value is None else str(value) for value in values)


def _passes(record: SearchRecord, ask: Ask) -> bool:
    values = zip(base.FACET_COLUMNS, _facet_values(record), strict=True)
    return all(not ask.filters.get(name) or value in ask.filters[name] for name, value in values)
