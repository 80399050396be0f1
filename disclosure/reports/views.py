"""The public page that a report's QR code leads to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from disclosure.reports.models import ComplianceReport

DIGITS = 64


def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Number, unit, date and hashes of a report, and whether a newer edition exists; none of its content."""
    report = (
        ComplianceReport.objects.finished()
        .select_related("agency")
        .filter(number__iexact=number.strip())
        .first()
    )
    if report is None:
        raise Http404("no such report")
    newer = (
        ComplianceReport.objects.finished()
        .filter(agency=report.agency_id, start=report.start, end=report.end, edition__gt=report.edition)
        .order_by("-edition")
        .first()
    )
    typed = "".join(request.GET.get("sidik", "").split()).lower()[:DIGITS]
    matches = typed in (report.data_sha256, report.pdf_sha256) if len(typed) == DIGITS else None
    context = {"report": report, "newer": newer, "typed": typed, "matches": matches}
    return render(request, "reports/verify.html", context)
