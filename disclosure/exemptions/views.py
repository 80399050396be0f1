"""What everyone may read of exempt information, as page and as CSV: title, ground, period, decree, renewals."""

from __future__ import annotations

import csv
import io

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosure.exemption_reads import PublicExemption, as_public, register_rows
from disclosure.exemptions.filters import PublicExemptionFilterSet
from disclosure.exemptions.words import STATUS_TAGS, ground_words
from portal.kernel.cells import formula_safe
from portal.workcalendar.selectors import current_calendar

PER_PAGE = 25
HEAD = ("Jenis dokumen", "Alasan", "Berlaku sejak", "Berakhir", "Ditinjau", "Nomor keputusan", "Keadaan",
        "Terbuka sejak", "Perpanjangan")  # fmt: skip


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    filterset = PublicExemptionFilterSet(request.GET, register_rows(), request=request)
    valid = filterset.is_valid()
    rows = filterset.qs if valid else filterset.queryset.none()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today, days_off = timezone.localdate(), current_calendar()
    lines = [(shown, ground_words(shown.ground, shown.statute), STATUS_TAGS[shown.status])
             for shown in (as_public(row, today, days_off) for row in page)]  # fmt: skip
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "lines": lines,
        "filterset": filterset,
        "query": query.urlencode(),
        "today": today,
    }
    return render(request, "disclosure/exemptions/list.html", context, status=200 if valid else 400)


@require_safe
def public_csv(request: HttpRequest) -> HttpResponse:
    """The same rows under the same filters."""
    filterset = PublicExemptionFilterSet(request.GET, register_rows(), request=request)
    if not filterset.is_valid():
        return redirect(f"{reverse('closed:list')}?{request.GET.urlencode()}")
    today, days_off = timezone.localdate(), current_calendar()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in filterset.qs:
        writer.writerow([formula_safe(value) for value in _cells(as_public(row, today, days_off))])
    response = HttpResponse(("\ufeff" + out.getvalue()).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="informasi-dikecualikan-{today.isoformat()}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _cells(shown: PublicExemption) -> list[str]:
    day = lambda value: value.isoformat() if value else ""  # noqa: E731
    renewals = "; ".join(
        _("%(number)s (%(was)s menjadi %(now)s)")
        % {"number": r.decree_number, "was": day(r.former_end) or "–", "now": day(r.new_end) or "–"}
        for r in shown.renewals
    )
    return [
        shown.title, ground_words(shown.ground, shown.statute), day(shown.starts_on), day(shown.ends_on),
        day(shown.review_on), shown.decree_number, str(STATUS_TAGS[shown.status][1]), day(shown.open_since), renewals,
    ]  # fmt: skip
