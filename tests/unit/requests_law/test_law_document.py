from pathlib import Path

from requests_app.law.rendering import render

DOCUMENT = Path(__file__).parents[3] / "docs" / "law.md"


def test_law_document_equals_the_tables():
    assert DOCUMENT.read_text(encoding="utf-8") == render(), "run: manage.py render_law"


def test_law_document_shows_every_table():
    text = render()
    for word in ("Perpanjang 7 hari kerja", "10 hari kerja", "`joint_leave_excluded`", "tidak dikabulkannya"):
        assert word in text
