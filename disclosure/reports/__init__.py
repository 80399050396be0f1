"""Compliance reports: selectors fill frozen dataclasses, which become charts, pages and a PDF with data."""
