"""How an agency does, on its own page: the law beside its name, and how fast it answers, each with its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, cast

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosure.reports.figures import LEAST_FOR_SHARES, closed_in, request_figures
from disclosure.reports.ledger import period_of
from disclosure.reports.selectors import stories_of
from disclosure.selectors import AgencyChecklist, checklist_for
from portal.agencies.models import Agency
from portal.content import panels
from portal.content.panels import Figure, Panel
from portal.kernel import formats
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar

KEPT_SECONDS = 600
YEAR = timedelta(days=364)
_HELD = "_agency_checklists"


@dataclass(frozen=True, slots=True)
class AnswerSpeed:
    """Requests of twelve months to one unit. ``median_workdays`` is None below LEAST_FOR_SHARES answers: it
    would say nothing, and might point at a person.
    """

    at: datetime
    received: int
    on_time: int
    late: int
    closed: int
    median_workdays: float | None
    open_now: int
    overdue: int


def checklist_here(request: HttpRequest | None, agency: Agency) -> AgencyChecklist:
    """Today's checklist of an agency, worked out once for all panels of a page."""
    today = timezone.localdate()
    if request is None:
        return checklist_for(agency, today)
    held: dict[tuple[int, Any], AgencyChecklist] = request.__dict__.setdefault(_HELD, {})
    if (agency.pk, today) not in held:
        held[agency.pk, today] = checklist_for(agency, today)
    return held[agency.pk, today]


def badge_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel | None:
    """ "64 dari 105 kewajiban terpenuhi, per 25 November 2026", leading to the rows; no grade, no rank."""
    found = checklist_here(request, agency)
    if not found.applicable:
        return None
    complete = found.fulfilled == found.applicable
    context = {"found": found, "agency": agency, "tone": "ok" if complete else "steel"}
    return Panel("disclosure/panels/badge.html", context)


def count_speed(agency: Agency, now: datetime) -> AnswerSpeed:
    """Counted as in the reports (definitions.py), from the log of this unit's cases alone."""
    today = wib_date(now)
    period = period_of(today - YEAR, today, now)
    calendar = current_calendar()
    stories = stories_of(period, calendar, [agency.pk])
    flow = request_figures(stories, agency.pk, period)
    used = [story.workdays_used(calendar) for story in closed_in(stories, agency.pk, period)]
    days = [day for day in used if day is not None]
    return AnswerSpeed(
        at=now,
        received=flow.received + flow.forwarded_in,
        on_time=flow.on_time,
        late=flow.late,
        closed=flow.closed,
        median_workdays=median(days) if len(days) >= LEAST_FOR_SHARES else None,
        open_now=flow.open_at_end,
        overdue=flow.overdue_open,
    )


def speed_of(agency: Agency, now: datetime) -> AnswerSpeed:
    """count_speed() of at most KEPT_SECONDS ago; the page says as of when."""
    key = f"disclosure.speed.{agency.pk}"
    return cast(AnswerSpeed, cache.get_or_set(key, lambda: count_speed(agency, now), KEPT_SECONDS))


def requests_panel(request: HttpRequest | None, agency: Agency, **kwargs: Any) -> Panel:
    """How fast the unit answers; nothing is shown as good or bad that nobody has asked for yet."""
    found = speed_of(agency, timezone.now())
    context = {"found": found, "agency": agency, "figures": _figures(found)}
    return Panel("disclosure/panels/speed.html", context)


def _figures(found: AnswerSpeed) -> list[Figure]:
    lang = get_language() or "id"

    def number(value: float, places: int = 0) -> str:
        return formats.angka(value, places, lang)

    shown = [
        Figure(
            _("Permohonan, 12 bulan"),
            number(found.received),
            _("%s sudah selesai") % number(found.closed),
        )
    ]
    if judged := found.on_time + found.late:
        words = {"part": number(found.on_time), "whole": number(judged)}
        note = _("%s terlambat") % number(found.late) if found.late else _("tidak ada yang terlambat")
        shown.append(
            Figure(
                _("Tepat waktu, 12 bulan"),
                _("%(part)s dari %(whole)s") % words,
                note,
                url=reverse("content:statistics"),
                link=_("Bandingkan semua unit"),
            )
        )
    if (days := found.median_workdays) is not None:
        shown.append(
            Figure(
                _("Waktu jawab median, 12 bulan"),
                _("%s hari kerja") % number(days, 0 if days % 1 == 0 else 1),
                _("batas hukum 10 hari kerja"),
            )
        )
    overdue = _("%s lewat batas waktu") % number(found.overdue) if found.overdue else ""
    shown.append(
        Figure(_("Sedang dikerjakan"), number(found.open_now), overdue, tone="late" if found.overdue else "")
    )
    return shown


def register() -> None:
    panels.register("agency.badge", badge_panel, order=10)
    panels.register("agency.requests", requests_panel, order=10)
