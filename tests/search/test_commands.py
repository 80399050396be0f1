from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search import engines
from search.models import SearchRecord, SearchTerm
from tests.search.worlds import document


def run(name: str, *args: str) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_search_prints_the_keys_of_the_contract(library):
    answer = json.loads(run("search", "kursi roda", "--filter", "format=pdf", "--json"))
    assert {"engine", "total", "took_ms", "did_you_mean", "results", "facets"} <= set(answer)
    assert answer["engine"] == "database" and answer["total"] == 1
    first = answer["results"][0]
    assert {"title", "url", "type", "agency", "date", "score", "highlight"} <= set(first)
    assert first["title"] == "Pengadaan kursi roda" and first["date"] == "2026-03-02"
    assert {"value": "DINSOS", "label": "Dinas Sosial", "count": 1, "selected": False} in answer["facets"][
        "agency"
    ]


@pytest.mark.parametrize(
    "args", [("x", "--filter", "warna=biru"), ("x", "--page", "0"), ("daerah", "--page", "9")]
)
def test_search_ends_with_2_when_used_wrongly(library, args):
    with pytest.raises(CommandError) as caught:
        run("search", *args)
    assert caught.value.returncode == 2


def test_search_help_is_indonesian_with_an_example(capsys):
    with pytest.raises(SystemExit):
        call_command("search", "--help")
    assert "Contoh:" in capsys.readouterr().out


def test_reconcile_counts_and_repairs_differences(library):
    SearchRecord.objects.filter(object_id="apbd").delete()
    SearchRecord.objects.filter(object_id="ikan").update(digest="salah")
    SearchRecord.objects.create(
        key="planted:hantu", source="planted", object_id="hantu", url="/", title="Hantu", digest="x",
        indexed_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    SearchRecord.objects.create(
        key="lama:1",
        source="lama",
        object_id="1",
        url="/",
        title="Yatim",
        digest="x",
        indexed_at="2026-01-01T00:00:00Z",
    )
    report = json.loads(run("reconcile_search", "--json"))
    assert (report["engine"], report["checked"]) == ("database", len(library.public))
    assert (report["added"], report["updated"], report["removed"]) == (1, 1, 2)
    again = json.loads(run("reconcile_search", "--json"))
    assert (again["added"], again["updated"], again["removed"]) == (0, 0, 0)


def test_rebuild_forgets_words_of_what_is_gone(library):
    library.put(document("unik", "Kata zamrudiah"))
    run("rebuild_search")
    assert SearchTerm.objects.filter(word="zamrudiah").exists()
    del library.public["unik"]
    run("rebuild_search")
    assert not SearchTerm.objects.filter(word="zamrudiah").exists()
    assert SearchTerm.objects.filter(word="pengadaan").exists()


def test_rebuild_keeps_numbers_so_that_walks_go_on(library):
    before = dict(SearchRecord.objects.values_list("key", "pk"))
    library.put(replace(library.public["apbd"], title="Ringkasan APBD Perubahan"))
    run("rebuild_search")
    assert dict(SearchRecord.objects.values_list("key", "pk")) == before


def test_engine_names_are_known():
    with pytest.raises(engines.UnknownEngine):
        engines.by_name("solr")
