"""The collections that relevance is measured on: the project's own, and public ones that lie beside it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from search.documents import Passage, SearchDocument

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    id: str
    text: str
    #: Object id -> grade: 2 relevant, 1 partly.
    relevant: dict[str, int]


@dataclass
class Collection:
    name: str
    documents: list[SearchDocument]
    questions: list[Question] = field(default_factory=list)


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("|")


def _document(object_id: str, title: str, body: str, **values: object) -> SearchDocument:
    return SearchDocument(
        source="bench", object_id=object_id, title=title, url=f"/{object_id}", body=(Passage(body),), **values
    )


def domain(half: str = "all") -> Collection:
    """Our own collection. `half`: "tune" (odd lines), "final" (even lines) or "all"."""
    documents = [
        _document(id_, title, body, agency_code=agency, category=category, year=int(year), format=kind)
        for id_, agency, year, category, kind, title, body in _rows(HERE / "collection.psv")
    ]
    questions = []
    for number, (text, judged) in enumerate(_rows(HERE / "judgements.psv"), 1):
        if half != "all" and (number % 2 == 1) != (half == "tune"):
            continue
        grades = {name.lstrip("~"): 1 if name.startswith("~") else 2 for name in judged.split()}
        questions.append(Question(str(number), text, grades))
    return Collection(f"domain-{half}", documents, questions)


def _judged(folder: Path, name: str) -> list[Question]:
    relevant: dict[str, dict[str, int]] = {}
    with (folder / "ir" / f"{name}_qrels.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            relevant.setdefault(row["qid"], {})[row["docid"]] = int(row["rel"])
    with (folder / "ir" / f"{name}_queries.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        Question(row["qid"], row["query"], relevant[row["qid"]]) for row in rows if row["qid"] in relevant
    ]


def facqa(folder: Path) -> Collection:
    """622 questions, each answered by one of 1,369 paragraphs of news."""
    lines = (folder / "ir" / "facqa_corpus.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return Collection(
        "facqa", [_document(row["_id"], "", row["text"]) for row in rows], _judged(folder, "facqa")
    )


def detik_topik(folder: Path) -> Collection:
    """40 topics over 743 news items."""
    csv.field_size_limit(sys.maxsize)
    with (folder / "news" / "detik_2025.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    documents = [_document(row["id"], row["judul"], row["isi_berita"]) for row in rows]
    return Collection("detik_topik", documents, _judged(folder, "detik_topik"))
