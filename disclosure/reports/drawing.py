"""Drawing in a process of its own; imported there before Django is set up, so nothing of it is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosure.reports.data import ReportData
    from disclosure.reports.document import Edition
    from portal.pdf.engine import RenderedPdf


def set_up() -> None:
    """Runs once in each new process: apps and templates, no database."""
    import django

    django.setup()


def draw(data: ReportData, edition: Edition) -> RenderedPdf:
    from disclosure.reports.document import build_pdf

    return build_pdf(data, edition)
