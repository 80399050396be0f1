"""A row lock on a joined query fails on PostgreSQL where the join may be empty, and locks too much elsewhere."""

from __future__ import annotations

import ast

from tests.architecture.source import ROOT, tracked_files

_JOINS = {"select_related"}
_LOCK = "select_for_update"


def _chain(node: ast.Call) -> list[ast.Call]:
    found = []
    current: ast.expr = node
    while isinstance(current, ast.Call) and isinstance(current.func, ast.Attribute):
        found.append(current)
        current = current.func.value
    return found


def unnamed_locks(source: str) -> list[int]:
    """Lines of a lock without ``of`` in a chain that joins other tables."""
    lines = set()
    for node in ast.walk(ast.parse(source)):
        calls = _chain(node) if isinstance(node, ast.Call) else []
        names = {call.func.attr: call for call in calls}  # type: ignore[attr-defined]
        if _LOCK not in names or any(word.arg == "of" for word in names[_LOCK].keywords):
            continue
        joins = any(word.arg and word.arg.endswith("__isnull") for call in calls for word in call.keywords)
        if joins or _JOINS & names.keys():
            lines.add(names[_LOCK].lineno)
    return sorted(lines)


def test_lock_names_its_table_when_the_query_joins() -> None:
    bad = [
        f"{path}:{line}"
        for path in tracked_files()
        if path.suffix == ".py" and path.parts[0] in {"portal", "disclosure", "requests_app", "search"}
        for line in unnamed_locks((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert bad == []


def test_check_finds_a_planted_lock() -> None:
    assert unnamed_locks("A.objects.select_for_update().select_related('b').get(pk=1)\n") == [1]
    assert unnamed_locks("A.objects.select_for_update(of=('self',)).select_related('b')\n") == []
