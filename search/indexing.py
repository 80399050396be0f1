"""How things enter and leave the projection.

`index_object` and `remove` are called in the transaction that publishes or withdraws: the row changes with
it, so the next request sees it, without a worker. A second engine (Elasticsearch) is told after the commit;
when that fails the projection still decides what is shown, and `reconcile_search` repairs the index.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from portal.kernel.personal import without_personal
from search import engines, lexicon, sources
from search.documents import SearchDocument
from search.engines.base import EngineError
from search.language import analyse, words
from search.models import UNDATED, SearchRecord, SearchTerm, SearchText

logger = logging.getLogger(__name__)

PASSAGE_SEPARATOR = "\f"
#: Text beyond this is not indexed: about 300 printed pages. Engines have limits of their own above it.
MAX_BODY_CHARS = 600_000
MAX_WORDS_FOR_SPELLING = 2_000
BATCH = 200


def index_object(source_name: str, object_id: object) -> bool:
    """Bring one thing's record up to date; True if it is findable now. A thing that may not be seen is
    removed.
    """
    return bool(index_objects(source_name, [object_id]))


def index_objects(source_name: str, object_ids: Iterable[object]) -> set[str]:
    """The same for several things of one source; returns the keys that are findable now.

    What may be seen is read only after the keys are locked: a withdrawal that commits meanwhile either waits
    for us and then removes the record, or is waited for and then seen.
    """
    ids = sorted({str(object_id) for object_id in object_ids})
    with transaction.atomic():
        _lock(f"{source_name}:{object_id}" for object_id in ids)
        documents = list(sources.get(source_name).documents(ids))
        index_documents(documents)
        visible = {document.key for document in documents}
        _remove_keys([key for object_id in ids if (key := f"{source_name}:{object_id}") not in visible])
    return visible


def remove(source_name: str, object_id: object) -> None:
    """Take one thing out of every engine. Unknown things are fine."""
    key = f"{source_name}:{object_id}"
    with transaction.atomic():
        _lock([key])
        _remove_keys([key])


def _remove_keys(keys: Sequence[str]) -> None:
    if keys:
        SearchRecord.objects.filter(key__in=keys).delete()
        transaction.on_commit(partial(_tell_engine, keys, removed=True))


def _lock(keys: Iterable[str]) -> None:
    """Hold the keys until the transaction ends. SQLite needs nothing: its transactions write one after the
    other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for key in sorted(keys):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def index_documents(documents: Iterable[SearchDocument]) -> int:
    """Write records for documents that changed; returns how many did."""
    pending = {document.key: document for document in documents}
    if not pending:
        return 0
    now = timezone.now()
    with transaction.atomic():
        known = {
            record.key: record
            for record in SearchRecord.objects.select_for_update()
            .filter(key__in=pending)
            .only("id", "key", "digest", "analyser_version")
            .order_by("key")
        }
        changed: list[SearchRecord] = []
        for key in sorted(pending):
            old = known.get(key)
            digest = pending[key].digest()
            if old and old.digest == digest and old.analyser_version == lexicon.ANALYSER_VERSION:
                continue
            changed.append(record_from(pending[key], now=now, pk=old.pk if old else None))
        _save(changed)
        engines.database_engine().index(changed)
        if changed:
            transaction.on_commit(partial(_after_commit, [record.key for record in changed], changed))
    return len(changed)


def _save(records: Sequence[SearchRecord]) -> None:
    """Upsert by key, so that two transactions that publish the same thing do not fail on each other."""
    fresh = [record for record in records if record.pk is None]
    known = [record for record in records if record.pk is not None]
    texts = [record.text for record in records]
    SearchRecord.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["key"], update_fields=_RECORD_FIELDS, batch_size=BATCH
    )
    if known:
        SearchRecord.objects.bulk_update(known, _RECORD_FIELDS, batch_size=BATCH)
    for text, record in zip(texts, records, strict=True):
        text.record = record
    SearchText.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["record"], update_fields=_TEXT_FIELDS, batch_size=BATCH
    )


_RECORD_FIELDS = [
    field.name for field in SearchRecord._meta.concrete_fields if field.name not in ("id", "key")
]
_TEXT_FIELDS = [field.name for field in SearchText._meta.concrete_fields if field.name != "record"]


def record_from(document: SearchDocument, *, now: datetime, pk: int | None = None) -> SearchRecord:
    """The projection of a document, with its tokens in `.text`; not saved."""
    record = SearchRecord(
        id=pk,
        key=document.key,
        source=document.source,
        object_id=document.object_id,
        title=_clean(document.title),
        url=document.url,
        summary=_clean(document.summary),
        agency_id=document.agency_id,
        agency_code=document.agency_code,
        agency_name=document.agency_name,
        category=document.category,
        year=document.year,
        format=document.format,
        published_on=document.published_on,
        sorted_on=document.published_on or UNDATED,
        visible_from=document.visible_from,
        visible_until=document.visible_until,
        digest=document.digest(),
        analyser_version=lexicon.ANALYSER_VERSION,
        indexed_at=now,
    )
    record.text = _text_from(document)
    return record


def _text_from(document: SearchDocument) -> SearchText:
    passages = _limited(document)
    body = PASSAGE_SEPARATOR.join(text for text, _ in passages)
    keywords = " ".join(
        (*document.keywords, document.agency_code, document.agency_name, str(document.year or ""))
    )
    return SearchText(
        body=body,
        pages=[page for _, page in passages],
        title_tokens=" ".join(analyse(_clean(document.title))),
        summary_tokens=" ".join(analyse(_clean(document.summary))),
        keyword_tokens=" ".join(analyse(_clean(keywords))),
        body_tokens=" ".join(analyse(body)),
        title_words=" ".join(words(_clean(document.title))),
        body_words=" ".join(words(f"{_clean(document.summary)} {body}")),
    )


def _clean(text: str) -> str:
    """No control characters: PostgreSQL refuses NUL, and a form feed would read as the end of a passage. And
    nothing personal, released or not: what is not in the index is in no highlight and answers no query.
    """
    plain = "".join(char if char >= " " or char in "\n\t" else " " for char in text).replace("\x7f", " ")
    return without_personal(plain)


def _limited(document: SearchDocument) -> list[tuple[str, int | None]]:
    left = MAX_BODY_CHARS
    kept: list[tuple[str, int | None]] = []
    for passage in document.body:
        if left <= 0:
            break
        kept.append((_clean(passage.text)[:left], passage.page))
        left -= len(passage.text)
    return kept


def _after_commit(keys: Sequence[str], records: Sequence[SearchRecord]) -> None:
    learn_words(records)
    _tell_engine(keys, removed=False)


def learn_words(records: Iterable[SearchRecord]) -> None:
    """Sorted, and outside the publishing transaction: two writers never wait for each other's new words."""
    found: set[str] = set()
    for record in records:
        running = record.text.body_words.split(" ", MAX_WORDS_FOR_SPELLING)[:MAX_WORDS_FOR_SPELLING]
        found.update(record.text.title_words.split(), running, words(record.agency_name))
    spelled = sorted(word for word in found if word.isalpha() and 3 <= len(word) <= 30)
    SearchTerm.objects.bulk_create(
        [SearchTerm(word=word) for word in spelled], ignore_conflicts=True, batch_size=500
    )


def _tell_engine(keys: Sequence[str], *, removed: bool) -> None:
    """Pass a committed change on to the engine that is not the database. Its failure never fails the
    caller.
    """
    engine = engines.configured()
    if engine is engines.database_engine():
        return
    try:
        if removed:
            engine.remove(keys)
        else:
            engine.index(list(SearchRecord.objects.filter(key__in=keys).select_related("text")))
    except EngineError as error:
        logger.warning(
            "search.engine_not_told", extra={"engine": engine.name, "keys": list(keys), "why": str(error)}
        )


def all_documents() -> Iterator[SearchDocument]:
    for source in sources.all_sources():
        yield from source.documents()


def refresh_agency(agency_id: int) -> int:
    """Re-index what belongs to an agency, after its name or code changed; returns how many records it has."""
    number = 0
    for source in sources.all_sources():
        ids = SearchRecord.objects.filter(source=source.name, agency_id=agency_id).values_list(
            "object_id", flat=True
        )
        number += len(index_objects(source.name, list(ids)))
    return number
