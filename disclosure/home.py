"""Figures of the whole city for the home page and the page of statistics: counted as in the reports.

Counting reads the log of every case of a year, so the numbers are kept for ten minutes; the page says as of when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Any, cast

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosure.models import ListEntry
from disclosure.monitoring.selectors import activity_of, month_of
from disclosure.reports.figures import LEAST_FOR_SHARES, closed_in, request_figures
from disclosure.reports.ledger import period_of
from disclosure.reports.selectors import by_unit, stories_of
from disclosure.selectors import checklists_for
from portal.agencies.models import Agency
from portal.content import panels
from portal.content.panels import Figure, Panel
from portal.kernel import formats
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar

KEPT_SECONDS = 600
YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One agency on the page of statistics."""

    agency_id: int
    name: str
    slug: str
    fulfilled: int
    applicable: int
    on_time: int
    judged: int
    news: int
    list_changes: int


@dataclass(frozen=True, slots=True)
class CityFigures:
    """``median_workdays`` is None below LEAST_FOR_SHARES answered cases: it would say nothing."""

    at: datetime
    median_workdays: float | None
    on_time: int
    late: int
    live_entries: int
    units: tuple[UnitLine, ...]

    @property
    def moved_units(self) -> int:
        return sum(1 for line in self.units if line.news or line.list_changes)


def count_city(now: datetime) -> CityFigures:
    """Requests of twelve months, entries that are live, and what each agency did this month."""
    today = wib_date(now)
    period = period_of(today - YEAR, today, now)
    calendar = current_calendar()
    stories = stories_of(period, calendar)
    city = request_figures(stories, None, period)
    used = [story.workdays_used(calendar) for story in closed_in(stories, None, period)]
    days = [day for day in used if day is not None]
    agencies = list(Agency.objects.active_on(today).order_by("name"))
    checklists = checklists_for(agencies, today)
    of_unit = by_unit(stories)
    units = []
    for row in activity_of(agencies, month_of(today, now)):
        flow = request_figures(of_unit.get(row.agency.pk, ()), row.agency.pk, period)
        duty = checklists[row.agency.pk]
        units.append(
            UnitLine(
                agency_id=row.agency.pk,
                name=row.agency.name,
                slug=row.agency.slug,
                fulfilled=duty.fulfilled,
                applicable=duty.applicable,
                on_time=flow.on_time,
                judged=flow.judged,
                news=row.news,
                list_changes=row.list_changes,
            )
        )
    return CityFigures(
        at=now,
        median_workdays=median(days) if len(days) >= LEAST_FOR_SHARES else None,
        on_time=city.on_time,
        late=city.late,
        live_entries=ListEntry.objects.live_at(now).count(),
        units=tuple(units),
    )


def city_figures(now: datetime) -> CityFigures:
    """count_city() of at most KEPT_SECONDS ago."""
    count: Callable[[], CityFigures] = lambda: count_city(now)  # noqa: E731
    return cast(CityFigures, cache.get_or_set("disclosure.city_figures", count, KEPT_SECONDS))


def home_figures(request: HttpRequest | None) -> list[Figure]:
    """The four figures under the search box; each leads to its rows."""
    found = city_figures(timezone.now())
    lang = get_language() or "id"
    rows = reverse("content:statistics")
    shown = []
    if found.median_workdays is not None:
        days = formats.angka(found.median_workdays, 0 if found.median_workdays % 1 == 0 else 1, lang)
        shown.append(
            Figure(
                _("Waktu jawab median, 12 bulan"),
                _("%s hari kerja") % days,
                _("batas hukum 10 hari kerja"),
            )
        )
    if judged := found.on_time + found.late:
        shown.append(
            Figure(
                _("Tepat waktu, 12 bulan"),
                _part(found.on_time, judged, lang),
                url=rows,
                link=_("%s terlambat") % formats.angka(found.late, 0, lang),
            )
        )
    shown.append(
        Figure(
            _("Informasi terbuka"),
            formats.angka(found.live_entries, 0, lang),
            url=reverse("disclosure:list"),
            link=_("Lihat daftarnya"),
        )
    )
    total = len(found.units)
    quiet = total - found.moved_units
    shown.append(
        Figure(
            _("Diperbarui bulan ini"),
            _part(found.moved_units, total, lang),
            url=rows,
            link=_("%s perangkat daerah sepi") % formats.angka(quiet, 0, lang) if quiet else _("Rinciannya"),
        )
    )
    return [replace(figure, at=found.at) for figure in shown]


def _part(part: int, whole: int, lang: str) -> str:
    words = {"part": formats.angka(part, 0, lang), "whole": formats.angka(whole, 0, lang)}
    return _("%(part)s dari %(whole)s") % words


def statistics_panel(request: HttpRequest | None, **kwargs: Any) -> Panel:
    """The rows behind the figures, agency by agency, in the order of their names."""
    return Panel("disclosure/panels/statistics.html", {"found": city_figures(timezone.now())})


def register() -> None:
    panels.register_figures(home_figures, order=10)
    panels.register("statistics", statistics_panel, order=10)
