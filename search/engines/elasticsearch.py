"""Elasticsearch through `elasticsearch.dsl`: the only module that knows the client.

It stores our tokens and compares them as they are: whitespace tokenizer, no filter, so that any cluster of
8.x or 9.x serves, with no plugin. It answers with record numbers only; what is shown comes from the
projection, therefore a withdrawn thing is gone even when this index still holds it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.dsl import A, Date, Document, Keyword, Long, Q, Search, Text
from elasticsearch.helpers import BulkIndexError, scan, streaming_bulk

from search.engines import base
from search.engines.base import Ask, EngineError, EngineHealth, Found, SearchEngine
from search.engines.elasticsearch_query import MATCH_ALL, chosen_values, is_by_date, query, visible
from search.language import ParsedQuery
from search.models import SearchRecord

#: Seconds a person may wait for this engine before the database answers.
SEARCH_SECONDS = 2.0
WRITE_SECONDS = 30.0
#: `from` + `size` may not go beyond; further pages are walked to with search_after.
WINDOW = 10_000
STEP = 5_000
BULK_ACTIONS = 500
BULK_BYTES = 5 * 1024 * 1024
#: How often a cluster that says "too much" is asked again: in a request once, in a rebuild patiently.
REQUEST_RETRIES = 1
REBUILD_RETRIES = 6
MAX_BUCKETS = 300

#: Built into every node, unlike the tokenizer of that name. Our tokens are lower case already.
as_given = "whitespace"


def _tokens() -> Text:
    return Text(analyzer=as_given, copy_to="all_tokens")


class RecordDocument(Document):
    """The mapping. `all_tokens` answers "does it occur at all" without positions or norms."""

    number = Long()
    digest = Keyword(index=False)
    source = Keyword()
    agency_code = Keyword()
    category = Keyword()
    year = Keyword()
    format = Keyword()
    sorted_on = Date()
    visible_from = Date()
    visible_until = Date()
    title = Keyword(index=False)
    title_tokens = _tokens()
    summary_tokens = _tokens()
    keyword_tokens = _tokens()
    body_tokens = _tokens()
    all_tokens = Text(analyzer=as_given, index_options="docs", norms=False)
    title_words = Text(analyzer=as_given)
    body_words = Text(analyzer=as_given, norms=False)

    class Index:
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "1s"}


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the cluster is and how to be let in. `index` is the name of the alias and the prefix of its
    indexes.
    """

    url: str
    index: str = "ppid"
    api_key: str = ""
    ca_certs: str = ""
    search_seconds: float = SEARCH_SECONDS

    def client(self) -> Elasticsearch:
        options: dict[str, Any] = {
            "request_timeout": self.search_seconds,
            "max_retries": 1,
            "retry_on_timeout": False,
        }
        if self.api_key:
            options["api_key"] = self.api_key
        if self.ca_certs:
            options["ca_certs"] = self.ca_certs
        return Elasticsearch(self.url, **options)


def connection_from_settings() -> Connection:
    return Connection(
        url=settings.ELASTICSEARCH_URL or "http://127.0.0.1:9200",
        index=settings.ELASTICSEARCH_INDEX,
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
    )


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineError(f"{type(error).__name__}: {error}") from error
    except BulkIndexError as error:
        raise EngineError(f"BulkIndexError: {str(error.errors[:2])[:500]}") from error


class ElasticsearchEngine(SearchEngine):
    name = "elasticsearch"

    def __init__(self, connection: Connection) -> None:
        self._alias = connection.index
        self._client = connection.client()
        self._writer = self._client.options(request_timeout=WRITE_SECONDS, max_retries=3)
        self._timeout = f"{int(connection.search_seconds * 750)}ms"

    def prepare(self) -> None:
        with _named_errors():
            if not self._writer.indices.exists_alias(name=self._alias):
                self._point_alias_to(self._create_index())

    def _create_index(self) -> str:
        stamp = timezone.now().strftime("%Y%m%d%H%M%S")
        name = f"{self._alias}-{stamp}-{secrets.token_hex(3)}"
        index = RecordDocument._index.clone(name=name, using=self._writer)
        index.create()
        return name

    def _point_alias_to(self, name: str) -> None:
        """One step for readers: before it they see the old index, after it the new one. Then the old ones
        go.
        """
        old = [index for index in self._indexes() if index != name]
        actions: list[dict[str, Any]] = [
            {"add": {"index": name, "alias": self._alias, "is_write_index": True}}
        ]
        self._writer.indices.update_aliases(
            actions=actions + [{"remove_index": {"index": index}} for index in old]
        )

    def _indexes(self) -> list[str]:
        return sorted(self._writer.indices.get(index=f"{self._alias}-*", expand_wildcards="open"))

    def index(self, records: Sequence[SearchRecord]) -> None:
        if records:
            with _named_errors():
                self._send(_index_action(record) for record in records)
                self._writer.indices.refresh(index=self._alias)

    def remove(self, keys: Sequence[str]) -> None:
        version = _version(timezone.now())
        with _named_errors():
            self._send(
                {"_op_type": "delete", "_id": key, "version": version, "version_type": "external_gte"}
                for key in keys
            )
            self._writer.indices.refresh(index=self._alias)

    def _send(self, actions: Iterable[dict[str, Any]], rebuilding: str | None = None) -> None:
        """Bulk in chunks, through the alias or into an index that is being built. After "too much" (429) it
        rests, each time longer.

        Conflicts are fine: somebody else already wrote something newer. So is deleting what is not there.
        """
        answers = streaming_bulk(
            self._writer,
            actions,
            index=rebuilding or self._alias,
            require_alias=rebuilding is None,
            chunk_size=BULK_ACTIONS,
            max_chunk_bytes=BULK_BYTES,
            max_retries=REBUILD_RETRIES if rebuilding else REQUEST_RETRIES,
            initial_backoff=1,
            max_backoff=30,
            raise_on_error=False,
        )
        failed = [
            answer
            for fine, answer in answers
            if not fine and next(iter(answer.values())).get("status") not in (404, 409)
        ]
        if failed:
            raise BulkIndexError(f"{len(failed)}", failed)

    def search(self, ask: Ask) -> Found:
        with _named_errors():
            found, matches = self._search(ask, relaxed=False)
            if len(ask.parsed.groups) > 1 and matches < base.FEW:
                found, matches = self._search(ask, relaxed=True)
        return found

    def _search(self, ask: Ask, *, relaxed: bool) -> tuple[Found, int]:
        """What is found, and how many match without the facet filters."""
        search = self._base(ask, relaxed)
        for name in base.FACET_COLUMNS:
            others = [
                chosen_values(other, ask)
                for other in ask.filters
                if other != name and other in base.FACET_COLUMNS
            ]
            search.aggs.bucket(
                name, "filter", filter=Q("bool", filter=others) if others else MATCH_ALL
            ).bucket("values", "terms", field=base.FACET_COLUMNS[name], size=MAX_BUCKETS)
        search.aggs.bucket("all", A("filter", filter=Q(MATCH_ALL)))
        deep = ask.offset + ask.limit > WINDOW
        search = search[0:0] if deep else search[ask.offset : ask.offset + ask.limit]
        answer = self._ask(search.extra(track_total_hits=True))
        records = self._walk(ask, relaxed) if deep else _records(answer["hits"]["hits"], ask)
        facets = {
            name: {
                str(bucket["key"]): bucket["doc_count"]
                for bucket in answer["aggregations"][name]["values"]["buckets"]
            }
            for name in base.FACET_COLUMNS
        }
        found = Found(records, answer["hits"]["total"]["value"], facets)
        return found, answer["aggregations"]["all"]["doc_count"]

    def _base(self, ask: Ask, relaxed: bool) -> Search:
        search = Search(using=self._client, index=self._alias).query(query(ask, relaxed)).source(False)
        chosen = [chosen_values(name, ask) for name in ask.filters if name in base.FACET_COLUMNS]
        if chosen:
            search = search.post_filter(Q("bool", filter=chosen))
        if is_by_date(ask):
            return search.sort("-sorted_on", "-number")
        return search.sort("_score", "-sorted_on", "-number")

    def _ask(self, search: Search) -> Any:
        answer = self._client.search(
            index=None if "pit" in search.to_dict() else self._alias, timeout=self._timeout, **_body(search)
        )
        if answer["timed_out"]:
            raise EngineError("timed out: only part of the index was searched")
        return answer

    def _walk(self, ask: Ask, relaxed: bool) -> tuple[tuple[int, float], ...]:
        """Pages beyond WINDOW: steps of search_after over one state of the index."""
        pit = self._client.open_point_in_time(index=self._alias, keep_alive="1m")["id"]
        try:
            position, after = 0, None
            while position <= ask.offset:
                size = min(STEP, ask.offset - position) or ask.limit
                search = (
                    self._base(ask, relaxed).index().extra(pit={"id": pit, "keep_alive": "1m"}, size=size)
                )
                search = search.extra(search_after=after) if after else search
                hits = self._ask(search)["hits"]["hits"]
                if position == ask.offset or not hits:
                    return _records(hits, ask)
                position, after = position + len(hits), hits[-1]["sort"]
            return ()
        finally:
            self._client.close_point_in_time(id=pit)

    def suggest(self, words: Sequence[str], *, limit: int, now: datetime) -> list[str]:
        if not words:
            return []
        wanted = [Q("term", title_words=word) for word in words[:-1]] + [Q("prefix", title_words=words[-1])]
        search = Search(using=self._client, index=self._alias)
        search = search.query("bool", filter=[*wanted, *visible(Ask(ParsedQuery(), now))])
        search = search.sort("-sorted_on", "-number").source(["title"])[0 : limit * 3]
        with _named_errors():
            hits = self._ask(search)["hits"]["hits"]
        return list(dict.fromkeys(hit["_source"]["title"] for hit in hits))[:limit]

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        if not tokens:
            return {}
        search = Search(using=self._client, index=self._alias)[0:0]
        search.aggs.bucket(
            "tokens", "filters", filters={token: Q("term", all_tokens=token) for token in tokens}
        )
        with _named_errors():
            buckets = self._ask(search)["aggregations"]["tokens"]["buckets"]
        return {token: buckets[token]["doc_count"] for token in tokens}

    def rebuild(self, batches: Iterable[Sequence[SearchRecord]]) -> int:
        """A new index beside the old one, which answers until the alias moves in one step."""
        number = 0
        with _named_errors():
            name = self._create_index()
            try:
                for batch in batches:
                    self._send((_index_action(record) for record in batch), rebuilding=name)
                    number += len(batch)
                self._writer.indices.refresh(index=name)
                self._point_alias_to(name)
            except BaseException:
                self._writer.indices.delete(index=name, ignore_unavailable=True)
                raise
        return number

    def entries(self) -> Iterator[tuple[str, str]]:
        with _named_errors():
            for hit in scan(self._writer, index=self._alias, query={"_source": ["digest"]}, size=2_000):
                yield hit["_id"], hit["_source"]["digest"]

    def health(self) -> EngineHealth:
        try:
            status = self._client.cluster.health()["status"]
            number = self._client.count(index=self._alias)["count"]
        except NotFoundError:
            return EngineHealth(False, f"index {self._alias} is missing")
        except (ApiError, TransportError) as error:
            return EngineHealth(False, f"{type(error).__name__}: {error}")
        return EngineHealth(status != "red", f"cluster {status}", number)


def _version(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def _index_action(record: SearchRecord) -> dict[str, Any]:
    """The later of two writes wins, in whatever order they arrive."""
    text = record.text
    return {
        "_op_type": "index",
        "_id": record.key,
        "version": _version(record.indexed_at),
        "version_type": "external_gte",
        "_source": {
            "number": record.pk,
            "digest": record.digest,
            "source": record.source,
            "agency_code": record.agency_code or None,
            "category": record.category or None,
            "year": str(record.year) if record.year else None,
            "format": record.format or None,
            "sorted_on": record.sorted_on.isoformat(),
            "visible_from": record.visible_from.isoformat() if record.visible_from else None,
            "visible_until": record.visible_until.isoformat() if record.visible_until else None,
            "title": record.title[:500],
            "title_tokens": text.title_tokens,
            "summary_tokens": text.summary_tokens,
            "keyword_tokens": text.keyword_tokens,
            "body_tokens": text.body_tokens,
            "title_words": text.title_words,
            "body_words": text.body_words,
        },
    }


def _body(search: Search) -> dict[str, Any]:
    """Keyword arguments of the client for a search of the dsl."""
    body: dict[str, Any] = search.to_dict()
    if "_source" in body:
        body["source"] = body.pop("_source")
    if "from" in body:
        body["from_"] = body.pop("from")
    return body


def _records(hits: Sequence[dict[str, Any]], ask: Ask) -> tuple[tuple[int, float], ...]:
    """The record's number is among the sort values, so no document has to be fetched."""
    place = 1 if is_by_date(ask) else 2
    return tuple((hit["sort"][place], round(hit.get("_score") or 0.0, 5)) for hit in hits)
