"""The page that a lawyer reads is the law that runs, and its examples are those counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.law.exemptions import TITLES
from disclosure.law.rendering import EXAMPLE_DAYS_OFF, render
from tests.unit.calendars import CALENDAR_2026

DOCUMENT = Path(__file__).parents[3] / "docs" / "law-lists.md"


def test_document_equals_the_tables():
    assert DOCUMENT.read_text(encoding="utf-8") == render(), "jalankan: python manage.py render_list_law"


def test_days_off_of_the_examples_are_those_of_the_calendar():
    days = set(EXAMPLE_DAYS_OFF.holidays) | set(EXAMPLE_DAYS_OFF.joint_leave)
    assert [day for day in days if CALENDAR_2026.is_workday(day)] == []
    span = [day for day in (*CALENDAR_2026.holidays, *CALENDAR_2026.joint_leave) if day.month in (5, 6)]
    assert [day for day in span if day not in days] == []


@pytest.mark.parametrize(
    "line",
    [
        # By hand: 30 June 2026 is a Tuesday; 19 working days of June before it, 11 of May down to 11 May.
        "hari kerja ke-30 sebelum berakhir adalah 11 Mei 2026",
        "| 11 Januari 2026 | belum berlaku | tidak |",
        "| 8 Mei 2026 | ditutup | tidak |",
        "| 11 Mei 2026 | ditutup, PPID sudah diberi tahu | ya |",
        "| 30 Juni 2026 | ditutup, PPID sudah diberi tahu | ya |",
        "| 1 Juli 2026 | terbuka demi hukum | tidak |",
        "| 31 Agustus 2025 | 28 Februari 2026 |",
        "paling lambat 28 Februari 2056",
    ],
)
def test_examples_are_those_counted_by_hand(line):
    assert line in render()


def test_every_ground_stands_in_the_table():
    assert all(f"| {ground.value} | {title} |" in render() for ground, title in TITLES.items())
