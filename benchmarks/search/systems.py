"""The systems under comparison, each a function from a question to object ids in order."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils import timezone
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from benchmarks.search.collections import Collection
from benchmarks.search.evaluate import STOP_AFTER, Finder
from search import engines, indexing, language, queries
from search.documents import SearchQuery
from search.engines.base import Ask, SearchEngine
from search.engines.elasticsearch import Connection, ElasticsearchEngine
from search.models import MissedQuery, SearchRecord, SearchTerm, SearchText


def prepare_tables() -> None:
    existing = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in (SearchRecord, SearchText, SearchTerm, MissedQuery):
            if model._meta.db_table not in existing:
                editor.create_model(model)
    engines.database_engine().prepare()


def build(collection: Collection, database: str, node: str) -> Iterator[tuple[str, Finder]]:
    """Ours on this database, the database's own, and with a node also both on Elasticsearch."""
    prepare_tables()
    SearchRecord.objects.all().delete()
    for start in range(0, len(collection.documents), 200):
        indexing.index_documents(collection.documents[start : start + 200])
    names = dict(SearchRecord.objects.values_list("pk", "object_id"))
    whole = collection.name.startswith("domain")
    yield f"portal, {database}", _ours(engines.database_engine(), names, whole)
    if database == "sqlite":
        yield "FTS5 apa adanya", _raw_fts5(collection)
    else:
        yield "PostgreSQL indonesian, ts_rank, OR", _stock_postgres(collection, " | ")
        yield "PostgreSQL indonesian, ts_rank, AND", _stock_postgres(collection, " & ")
    if node:
        engine = ElasticsearchEngine(
            Connection(node, index=f"bench-{collection.name.replace('_', '-')}", search_seconds=20)
        )
        engine.rebuild([list(SearchRecord.objects.select_related("text"))])
        yield "portal, elasticsearch", _ours(engine, names, whole)
        for analyzer in ("standard", "indonesian"):
            yield f"Elasticsearch {analyzer}", _stock_elasticsearch(collection, node, analyzer)


def _ours(engine: SearchEngine, names: dict[int, str], whole: bool) -> Finder:
    """`whole` goes the way of the page, with spelling; else the engine alone."""

    def find(text: str) -> list[str]:
        now = timezone.now()
        if whole:
            page = queries.run_search(SearchQuery(text, per_page=STOP_AFTER), now=now, engine=engine)
            return [hit.key.partition(":")[2] for hit in page.hits]
        found = engine.search(Ask(language.parse_query(text), now, limit=STOP_AFTER))
        return [names[pk] for pk, _ in found.records]

    return find


def _texts(collection: Collection) -> Iterator[tuple[str, str, str]]:
    for document in collection.documents:
        extra = f" {document.agency_code} {document.year or ''}" if document.agency_code else ""
        yield document.object_id, document.title, " ".join(passage.text for passage in document.body) + extra


def _raw_fts5(collection: Collection) -> Finder:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_fts")
        cursor.execute("CREATE VIRTUAL TABLE bench_fts USING fts5(id UNINDEXED, title, body)")
        cursor.executemany("INSERT INTO bench_fts VALUES (%s, %s, %s)", list(_texts(collection)))

    def find(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in language.words(text))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM bench_fts WHERE bench_fts MATCH %s ORDER BY bm25(bench_fts, 0, 3.0, 1.0) LIMIT 20",
                [words],
            )
            return [row[0] for row in cursor.fetchall()]

    return find


def _stock_postgres(collection: Collection, join: str) -> Finder:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_stock")
        cursor.execute("CREATE TABLE bench_stock (id text, vector tsvector)")
        cursor.executemany(
            "INSERT INTO bench_stock VALUES (%s, setweight(to_tsvector('indonesian', %s), 'A')"
            " || setweight(to_tsvector('indonesian', %s), 'C'))",
            list(_texts(collection)),
        )

    def find(text: str) -> list[str]:
        words = join.join(f"'{word}'" for word in language.words(text))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM bench_stock, to_tsquery('indonesian', %s) q WHERE vector @@ q"
                " ORDER BY ts_rank('{0.1, 0.33, 0.33, 1.0}', vector, q) DESC, id LIMIT 20",
                [words],
            )
            return [row[0] for row in cursor.fetchall()]

    return find


def _stock_elasticsearch(collection: Collection, node: str, analyzer: str) -> Finder:
    client = Elasticsearch(node, request_timeout=60)
    index = f"stock-{analyzer}-{collection.name.replace('_', '-')}"
    field = {"type": "text", "analyzer": analyzer}
    client.indices.create(index=index, mappings={"properties": {"title": field, "body": field}})
    bulk(
        client,
        (
            {"_index": index, "_id": id_, "title": title, "body": body}
            for id_, title, body in _texts(collection)
        ),
        refresh=True,
    )

    def find(text: str) -> list[str]:
        query = {"multi_match": {"query": text, "fields": ["title^3", "body"], "type": "most_fields"}}
        return [hit["_id"] for hit in client.search(index=index, query=query, size=20)["hits"]["hits"]]

    return find
