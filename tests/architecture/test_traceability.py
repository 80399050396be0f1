"""Every promise names where it lives and what shows it, and what it names is there."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

import pytest

from tests.architecture.source import ROOT

ROW = re.compile(r"^\| (?P<number>[A-Z]\d+) \| (?P<promise>.+?) \| (?P<where>.+?) \| (?P<shown>.+?) \|$")
OPEN = "belum"


@dataclass(frozen=True)
class Promise:
    number: str
    promise: str
    where: tuple[str, ...]
    shown: tuple[str, ...]
    is_open: bool


def promises() -> list[Promise]:
    found = []
    for line in (ROOT / "docs/traceability.md").read_text().splitlines():
        if row := ROW.match(line):
            targets = {cell: tuple(re.findall(r"`([^`]+)`", row[cell])) for cell in ("where", "shown")}
            found.append(
                Promise(row["number"], row["promise"], **targets, is_open=row["shown"].startswith(OPEN))
            )
    return found


def is_there(target: str) -> bool:
    path, _separator, name = target.partition("::")
    if not (ROOT / path).exists():
        return False
    return not name or re.search(rf"^\s*def {re.escape(name)}\b", (ROOT / path).read_text(), re.M) is not None


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: promise.number)
def test_what_a_promise_names_is_there(promise):
    named = promise.shown if promise.is_open else (*promise.where, *promise.shown)
    assert [target for target in named if not is_there(target)] == []


def test_a_promise_that_is_kept_names_a_module_and_a_proof():
    assert [p.number for p in promises() if not p.is_open and not (p.where and p.shown)] == []


def test_numbers_are_used_once():
    numbers = [promise.number for promise in promises()]
    assert len(numbers) == len(set(numbers)) > 60


def test_open_promises_are_listed():
    still_open = [f"{p.number} {p.promise}" for p in promises() if p.is_open]
    if still_open:
        warnings.warn("belum: " + "; ".join(still_open), stacklevel=1)


def test_a_missing_name_is_noticed_when_planted():
    assert not is_there("tests/architecture/test_traceability.py::test_that_does_not_exist")
    assert not is_there("tests/nowhere.py")
    assert is_there("tests/architecture/test_traceability.py::test_numbers_are_used_once")
