"""Reports too large to wait for are built by a worker; the list of reports shows them when they are ready."""

from __future__ import annotations

from datetime import date

from django.contrib.auth import get_user_model
from django.utils import timezone
from django_tasks import task

from disclosure.reports.building import build_report, checked_period
from portal.agencies.models import Agency


@task()
def build_compliance_report(agency_id: int, start: str, end: str, user_id: int | None) -> str:
    """The number of the built report. A failure is kept with its reason on the report itself."""
    now = timezone.now()
    by = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    period = checked_period(date.fromisoformat(start), date.fromisoformat(end), now)
    agency = Agency.objects.get(pk=agency_id)
    return build_report(agency=agency, period=period, now=now, by=by).report.number
