"""Relevance of our engines and of the stock ones: `python -m benchmarks.search.evaluate [--data DIR] [--half
final]`.

Starts PostgreSQL and Elasticsearch as the tests do, and itself once for each database. Prints a Markdown
table.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.search import metrics

Finder = Callable[[str], list[str]]
STOP_AFTER = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder of the public collections"
    )
    parser.add_argument("--half", choices=("all", "tune", "final"), default="final")
    parser.add_argument("--only", action="append", default=[], help="collection; may be repeated")
    parser.add_argument("--systems", default="sqlite,postgresql,elasticsearch")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(_inside(options)))
    else:
        _outside(options)


def _outside(options: argparse.Namespace) -> None:
    from tests.services.elasticsearch import elasticsearch
    from tests.services.postgres import postgres

    systems = options.systems.split(",")
    results: dict[str, dict[str, dict[str, list[float]]]] = {}
    with ExitStack() as stack:
        urls = {"sqlite": "sqlite:////tmp/portal-bench.sqlite3"}
        Path("/tmp/portal-bench.sqlite3").unlink(missing_ok=True)
        if "postgresql" in systems:
            urls["postgresql"] = stack.enter_context(postgres()).url
        node = stack.enter_context(elasticsearch()).url if "elasticsearch" in systems else ""
        for name, url in urls.items():
            if name not in systems and not (name == "sqlite" and node):
                continue
            environment = {
                **os.environ,
                "TEST_DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            }
            environment["BENCH_ELASTICSEARCH"] = node if name == "sqlite" else ""
            argv = [sys.executable, "-m", "benchmarks.search.evaluate", *sys.argv[1:], "--inside", name]
            done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(done.stderr)
            for collection, systems_found in json.loads(done.stdout.splitlines()[-1]).items():
                results.setdefault(collection, {}).update(systems_found)
    _print(results)


def _print(results: dict[str, dict[str, dict[str, list[float]]]]) -> None:
    for collection, systems in results.items():
        print(f"\n### {collection}\n\n| mesin | nDCG@10 | recall@20 |\n|---|---|---|")
        for system, values in systems.items():
            cells = []
            for name in ("ndcg", "recall"):
                middle, low, high = metrics.interval(values[name])
                cells.append(f"{middle:.3f} ({low:.3f}-{high:.3f})")
            print(f"| {system} | {' | '.join(cells)} |")


def _inside(options: argparse.Namespace) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Everything that one database can tell, in a process of its own."""
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    from benchmarks.search import collections, systems

    wanted = [lambda: collections.domain(options.half)]
    if (options.data / "ir").is_dir():
        wanted += [lambda: collections.facqa(options.data), lambda: collections.detik_topik(options.data)]
    results: dict[str, dict[str, dict[str, list[float]]]] = {}
    for make in wanted:
        collection = make()
        if options.only and collection.name.split("-")[0] not in options.only:
            continue
        found = results.setdefault(collection.name, {})
        for name, finder in systems.build(
            collection, options.inside, os.environ.get("BENCH_ELASTICSEARCH", "")
        ):
            found[name] = _measure(finder, collection.questions)
    return results


def _measure(finder: Finder, questions: Sequence) -> dict[str, list[float]]:  # type: ignore[type-arg]
    values: dict[str, list[float]] = {"ndcg": [], "recall": []}
    for question in questions:
        found = finder(question.text)[:STOP_AFTER]
        values["ndcg"].append(metrics.ndcg(found, question.relevant))
        values["recall"].append(metrics.recall(found, question.relevant))
        if os.environ.get("BENCH_MISSES") and values["ndcg"][-1] < 0.5:
            print(f"{question.text} | {question.relevant} | {found[:4]}", file=sys.stderr)
    return values


if __name__ == "__main__":
    main()
