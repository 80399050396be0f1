"""The row of working days as blocks, marks and words."""

from __future__ import annotations

from datetime import date

from django.template import Context, Template
from django.utils import translation

from portal.content import garis
from portal.content.style_samples import days


def classes(row: list[garis.Cell]) -> str:
    """One letter a block: f filled, T today, D due, L late, . ahead; - for a skipped day."""
    letters = []
    for cell in row:
        if cell.kind == "off":
            letters.append("-")
        elif "late" in cell.classes:
            letters.append("L")
        elif "today" in cell.classes:
            letters.append("T")
        elif "due" in cell.classes:
            letters.append("D")
        else:
            letters.append("f" if "done" in cell.classes else ".")
    return "".join(letters)


def test_row_fills_up_to_today_and_ends_with_the_due_day() -> None:
    # Received Thursday 12 March 2026, due 2 April: the count of the law's own test vector.
    assert classes(garis.cells(days(date(2026, 3, 27)))) == "f--ff-------ffT--...D"


def test_late_days_are_added_at_the_end() -> None:
    assert classes(garis.cells(days(date(2026, 4, 6), late=2))).endswith("fffDL--L")


def test_label_says_where_the_case_stands() -> None:
    with translation.override("id"):
        said = garis.label(days(date(2026, 3, 27)))
    assert said == "hari ke-6 dari 10, jatuh tempo Kamis, 2 April 2026"


def test_stretch_of_skipped_days_is_read_once_with_its_reasons() -> None:
    row = garis.cells(days(date(2026, 3, 27)))
    texts = [cell.text for cell in row if cell.kind == "off" and cell.text]
    assert texts[0] == "14–15 Maret 2026 tidak dihitung: Sabtu dan Minggu"
    assert "Hari Suci Nyepi" in texts[1]
    assert len(texts) == 3


def test_large_row_is_a_list_and_small_row_one_picture() -> None:
    template = Template("{% load ui %}{% garis_hari days %}|{% garis_hari days size='small' %}")
    large, small = template.render(Context({"days": days(date(2026, 3, 27))})).split("|")
    assert large.count("<li") == 21
    assert 'aria-label="hari ke-6 dari 10' in large
    assert 'role="img"' in small
    assert small.count("garis__day ") + small.count('garis__day"') == 10


def test_bar_covers_the_whole_width_and_says_its_figures() -> None:
    template = Template("{% load ui %}{% bar 'Berkala' parts '64 dari 77' %}")
    parts = [("ok", 64, "terpenuhi"), ("late", 13, "belum ada"), ("none", 0, "tidak berlaku")]
    html = template.render(Context({"parts": parts}))
    assert html.count("<rect") == 2
    assert 'aria-label="Berkala: 64 terpenuhi, 13 belum ada, 0 tidak berlaku"' in html
