"""10,000 rows: from the file to the saved list in at most twice the time that openpyxl needs to read it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from benchmarks.importing import measure
from disclosure.models import ListEntry

GOAL = 2.0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_rows_are_imported_in_twice_the_time_openpyxl_reads_them(
    world: SimpleNamespace, catalogue: None
) -> None:
    """The best of three rounds counts: what is measured is the work, not what else the machine does."""
    content = measure.workbook(10_000)
    best = 99.0
    for _round in range(3):
        found = measure.one_round(content, world.dinsos, world.publisher)
        best = min(best, (found["pratinjau"] + found["simpan"]) / found["openpyxl"])
        assert not ListEntry.objects.exists()
        if best <= GOAL:
            break
    assert best <= GOAL
