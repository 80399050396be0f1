"""Comparing what the sources say with the projection, and the projection with an engine; repairing
differences.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from search import engines, indexing, lexicon, sources
from search.documents import SearchDocument
from search.engines.base import SearchEngine
from search.models import SearchRecord, SearchTerm

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebuild or a comparison did; `seconds` of wall time."""

    engine: str
    checked: int
    added: int
    updated: int
    removed: int
    seconds: float


def _nothing(number: int) -> None:
    """Progress that nobody watches."""


def renew_projection(progress: Progress = _nothing) -> tuple[int, int, int, int]:
    """Bring all records in line with their sources: (checked, added, updated, removed).

    Each batch is its own transaction, so that a long run holds no lock that a publishing officer would wait
    for. What differs is read once more under lock: it may have been withdrawn since.
    """
    checked = added = updated = removed = 0
    for source in sources.all_sources():
        seen: set[str] = set()
        documents = iter(source.documents())
        while batch := list(islice(documents, indexing.BATCH)):
            new, changed = _renew_batch(source.name, batch)
            added, updated = added + new, updated + changed
            seen.update(document.key for document in batch)
            progress(checked + len(seen))
        removed += _remove_unseen(source.name, seen)
        checked += len(seen)
    return checked, added, updated, removed + _remove_orphans()


def _renew_batch(source_name: str, batch: Sequence[SearchDocument]) -> tuple[int, int]:
    """Records added and updated for one batch of documents."""
    known = {
        key: (digest, version)
        for key, digest, version in SearchRecord.objects.filter(
            key__in=[document.key for document in batch]
        ).values_list("key", "digest", "analyser_version")
    }
    new = [document for document in batch if document.key not in known]
    changed = [
        document
        for document in batch
        if document.key in known and known[document.key] != (document.digest(), lexicon.ANALYSER_VERSION)
    ]
    if new or changed:
        indexing.index_objects(source_name, [document.object_id for document in (*new, *changed)])
    return len(new), len(changed)


def _remove_unseen(source_name: str, seen: set[str]) -> int:
    """Take out what the source no longer yields, asking once more: it may have been published meanwhile."""
    keys = SearchRecord.objects.filter(source=source_name).values_list("key", "object_id")
    unseen = [object_id for key, object_id in keys if key not in seen]
    kept = 0
    for ids in _slices(unseen):
        kept += len(indexing.index_objects(source_name, ids))
    return len(unseen) - kept


def _remove_orphans() -> int:
    """Records of a source that no app registers any more."""
    names = [source.name for source in sources.all_sources()]
    orphans = list(SearchRecord.objects.exclude(source__in=names).values_list("source", "object_id"))
    for source_name, object_id in orphans:
        indexing.remove(source_name, object_id)
    return len(orphans)


def reconcile(engine: SearchEngine, progress: Progress = _nothing) -> Report:
    """Repair the projection, then the engine; differences are counted where they were found."""
    started = time.monotonic()
    checked, added, updated, removed = renew_projection(progress)
    if engine is not engines.database_engine():
        more = _repair_engine(engine)
        added, updated, removed = added + more[0], updated + more[1], removed + more[2]
    return Report(engine.name, checked, added, updated, removed, round(time.monotonic() - started, 2))


def _repair_engine(engine: SearchEngine) -> tuple[int, int, int]:
    """Make an engine hold exactly the projection: (added, updated, removed). Both are read in order of
    keys.
    """
    engine.prepare()
    held = dict(engine.entries())
    wanted = dict(engines.database_engine().entries())
    missing = [key for key in wanted if key not in held]
    stale = [key for key, digest in wanted.items() if key in held and held[key] != digest]
    surplus = [key for key in held if key not in wanted]
    for keys in _slices([*missing, *stale]):
        engine.index(list(SearchRecord.objects.filter(key__in=keys).select_related("text")))
    for keys in _slices(surplus):
        engine.remove(keys)
    return len(missing), len(stale), len(surplus)


def _slices(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), indexing.BATCH):
        yield keys[start : start + indexing.BATCH]


def rebuild(engine: SearchEngine, progress: Progress = _nothing) -> Report:
    """Write all records anew with today's analyser, the words for spelling, and the engine's own index."""
    started = time.monotonic()
    SearchRecord.objects.update(analyser_version=0)
    checked, added, updated, removed = renew_projection(progress)
    _renew_words()
    engine.rebuild(record_batches())
    if engine is not engines.database_engine():
        # What was published while the new index grew went into the old one.
        _repair_engine(engine)
    return Report(engine.name, checked, added, updated, removed, round(time.monotonic() - started, 2))


def _renew_words() -> None:
    """Forget words that occur nowhere any more."""
    with transaction.atomic():
        SearchTerm.objects.all().delete()
        for batch in record_batches():
            indexing.learn_words(batch)


def record_batches(size: int = indexing.BATCH) -> Iterator[list[SearchRecord]]:
    """All records with their texts, in order of number, `size` at a time."""
    last = 0
    while True:
        batch = list(SearchRecord.objects.filter(pk__gt=last).select_related("text").order_by("pk")[:size])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


def stale_records() -> int:
    """Records that an older analyser wrote: found less well until reconcile_search has run."""
    return SearchRecord.objects.exclude(analyser_version=lexicon.ANALYSER_VERSION).count()
