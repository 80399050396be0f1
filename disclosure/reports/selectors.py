"""What the database knows, as report data: a bounded number of queries for any number of units and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from disclosure.law.freshness import ItemState
from disclosure.law.obligations import Duty
from disclosure.law.scoring import NoWeightsInForce, Ratio, score, weights_on
from disclosure.monitoring.news import NewsLine, news_by_agency
from disclosure.reports.data import (
    AgencyLine,
    CaseLine,
    CategoryLine,
    ItemLine,
    MonthLine,
    ReportData,
    ScoreLine,
)
from disclosure.reports.figures import (
    LEAST_FOR_SHARES,
    RequestFigures,
    charged,
    closed_in,
    outcome_lines,
    request_figures,
)
from disclosure.reports.ledger import CaseFacts, Event, Period, Story, tell
from disclosure.selectors import AgencyChecklist, checklists_for
from portal.agencies.models import Agency
from portal.kernel.moments import WIB, in_wib, wib_date
from portal.kernel.workdays import WorkCalendar
from portal.workcalendar.selectors import current_calendar
from requests_app.law.deadlines import may_be_judged
from requests_app.models import CaseEvent, InformationRequest

#: A report of a running year shows twelve columns; longer periods only the table.
MOST_MONTHS = 36


@dataclass(frozen=True)
class World:
    """What was read once for all units of a run."""

    period: Period
    calendar: WorkCalendar
    stories: Mapping[int, Sequence[Story]]
    news: Mapping[int, Sequence[NewsLine]]
    checklists: Mapping[int, AgencyChecklist]


def _cases(period: Period, agency_ids: Sequence[int] | None) -> QuerySet[InformationRequest]:
    """Cases that can matter: still open, or ended, answered or due since the period began."""
    start = period.starts_at
    rows = InformationRequest.objects.filter(received_at__lt=period.cutoff).filter(
        Q(closed_at__isnull=True)
        | Q(closed_at__gte=start)
        | Q(noticed_at__gte=start)
        | Q(due_on__gte=period.start)
    )
    if agency_ids is not None:
        touched = CaseEvent.objects.filter(agency__in=agency_ids).values("case")
        rows = rows.filter(Q(agency__in=agency_ids) | Q(pk__in=touched))
    return rows


def count_cases(agency: Agency, period: Period) -> int:
    return _cases(period, [agency.pk]).count()


def _facts(row: Mapping[str, Any], calendar: WorkCalendar) -> CaseFacts:
    public = row["visibility"] == "public"
    return CaseFacts(
        id=row["pk"],
        number=row["number"],
        # The requester's own words stay inside; only a masked and confirmed subject is printed.
        subject=row["public_subject"] if public else "",
        parent_id=row["parent_id"],
        received_at=row["received_at"],
        due_on=row["due_on"],
        original_due_on=row["original_due_on"],
        extended_at=row["extended_at"],
        noticed_at=row["noticed_at"],
        judged_due_on=row["judged_due_on"],
        outcome=row["outcome"],
        agency_id=row["agency_id"],
        calendar_known=may_be_judged(wib_date(row["received_at"]), row["due_on"], calendar),
    )


def stories_of(
    period: Period, calendar: WorkCalendar, agency_ids: Sequence[int] | None = None
) -> tuple[Story, ...]:
    """The stories of all cases of the period, of some units or of the whole city; two queries."""
    rows = list(
        _cases(period, agency_ids).values(
            "pk", "number", "public_subject", "visibility", "parent_id", "received_at", "due_on",
            "original_due_on", "extended_at", "noticed_at", "judged_due_on", "outcome", "agency_id",
        ).order_by("pk")
    )  # fmt: skip
    logs: dict[int, list[Event]] = {}
    lines = CaseEvent.objects.filter(case__in=_cases(period, agency_ids).values("pk")).order_by(
        "case", "sequence"
    )
    for case_id, at, kind, agency_id, state_after, data in lines.values_list(
        "case_id", "at", "kind", "agency_id", "state_after", "data"
    ).iterator(chunk_size=5000):
        logs.setdefault(case_id, []).append(
            Event(at, kind, agency_id, state_after, data.get("outcome", ""), data.get("to_agency_id"))
        )
    told = (tell(_facts(row, calendar), logs.get(row["pk"], ()), period.cutoff) for row in rows)
    return tuple(story for story in told if story is not None)


def by_unit(stories: Iterable[Story]) -> dict[int, list[Story]]:
    """Each unit with the stories that ever lay with it: the others add nothing to its figures."""
    found: dict[int, list[Story]] = {}
    for story in stories:
        for unit in {story.first_agency, *(move.target for move in story.moves)}:
            found.setdefault(unit, []).append(story)
    return found


def flow_of(world: World, agency: Agency) -> RequestFigures:
    return request_figures(world.stories.get(agency.pk, ()), agency.pk, world.period)


def read_world(agencies: Iterable[Agency], period: Period) -> World:
    """Everything for reports of these units, read once."""
    wanted = list(agencies)
    ids = [agency.pk for agency in wanted]
    calendar = current_calendar()
    return World(
        period=period,
        calendar=calendar,
        stories=by_unit(stories_of(period, calendar, None if len(ids) > 1 else ids)),
        news=news_by_agency(period.cutoff, ids),
        checklists=checklists_for(wanted, period.as_of),
    )


def _items(checklist: AgencyChecklist) -> tuple[ItemLine, ...]:
    return tuple(
        ItemLine(
            key=row.item.key,
            code=row.item.code,
            title=row.item.title_id,
            group=row.group.title_id if row.group else "",
            category=row.item.category,
            state=row.state.value,
            since=row.status.since,
            due_on=row.status.due_on,
            charged=row.status.charged or row.item.duty != Duty.CITY.value,
        )
        for row in checklist.rows
    )


def _categories(checklist: AgencyChecklist) -> tuple[CategoryLine, ...]:
    order = (
        ItemState.FULFILLED,
        ItemState.STALE,
        ItemState.MISSING,
        ItemState.NOT_APPLICABLE,
        ItemState.NO_EVENT,
    )
    return tuple(
        CategoryLine(category, *(counts[state.value] for state in order))
        for category, counts in checklist.by_category.items()
        if any(counts.values())
    )


def _case_line(story: Story, world: World) -> CaseLine:
    period, calendar = world.period, world.calendar
    facts = story.facts
    judgement = story.judgement(period)
    answered = story.noticed_at or story.ended_at
    return CaseLine(
        number=facts.number,
        subject=facts.subject,
        received_on=wib_date(facts.received_at),
        due_on=story.due_on,
        extended=facts.extended_at is not None and facts.extended_at < period.cutoff,
        answered_on=wib_date(answered) if answered else None,
        workdays_used=story.workdays_used(calendar),
        workdays_late=story.workdays_late(period, calendar),
        outcome=story.outcome,
        judgement=judgement.value,
        due_in_period=period.start <= story.due_on <= period.end and not story.is_split,
        is_part=story.is_part,
    )


def _concerned(world: World, agency: int) -> list[Story]:
    """The cases that stand in a unit's register for the period: open in it, ended in it, or due in it."""
    period = world.period
    return [
        story
        for story in charged(world.stories.get(agency, ()), agency)
        if story.ended_at is None
        or period.holds(story.ended_at)
        or period.holds(story.entered_at)
        or period.start <= story.due_on <= period.end
    ]


def _months(world: World, agency: int) -> tuple[MonthLine, ...]:
    period = world.period
    lines: list[MonthLine] = []
    first = period.start.replace(day=1)
    while first <= period.as_of and len(lines) < MOST_MONTHS:
        following = (first + timedelta(days=32)).replace(day=1)
        begin = datetime.combine(max(first, period.start), time(), WIB)
        end = datetime.combine(min(following, period.end + timedelta(days=1)), time(), WIB)
        inside = Period(max(first, period.start), (end - timedelta(days=1)).date(), min(end, period.cutoff))
        lines.append(
            MonthLine(
                month=first,
                received=request_figures(
                    _entered(world.stories.get(agency, ()), begin, end), agency, inside
                ).received,
                closed=len(closed_in(world.stories.get(agency, ()), agency, inside)),
                news=sum(begin <= line.at < inside.cutoff for line in world.news.get(agency, ())),
            )
        )
        first = following
    return tuple(lines)


def _entered(stories: Iterable[Story], begin: datetime, end: datetime) -> list[Story]:
    return [story for story in stories if begin <= story.entered_at < end]


def _score(checklist: AgencyChecklist, on_time: int, judged: int, day: date) -> ScoreLine:
    try:
        weights = weights_on(day)
    except NoWeightsInForce as error:
        return ScoreLine(None, str(error))
    ratios = {}
    for category in ("periodic", "anytime"):
        counts = checklist.by_category.get(category, {})
        whole = sum(
            counts.get(state.value, 0) for state in (ItemState.FULFILLED, ItemState.STALE, ItemState.MISSING)
        )
        ratios[category] = Ratio(counts.get(ItemState.FULFILLED.value, 0), whole)
    if judged >= LEAST_FOR_SHARES:
        ratios["requests_on_time"] = Ratio(on_time, judged)
    found = score(ratios, weights)
    parts = tuple((key, ratios[key].part, ratios[key].whole, weights.weights[key]) for key in found.parts)
    return ScoreLine(found.points, found.band, parts)


def report_data(agency: Agency, world: World) -> ReportData:
    """The report of one unit out of what was read; no query except for dated names not prefetched."""
    period, checklist = world.period, world.checklists[agency.pk]
    flow = flow_of(world, agency)
    named = agency.named_on(period.as_of)
    published = [line.at for line in world.news.get(agency.pk, ()) if line.at < period.cutoff]
    cases = (_case_line(story, world) for story in _concerned(world, agency.pk))
    return ReportData(
        agency=AgencyLine(named.code, named.name, agency.code if agency.code != named.code else ""),
        start=period.start,
        end=period.end,
        as_of=in_wib(period.moment),
        edition=checklist.edition.name if checklist.edition else _("katalog belum dimuat"),
        categories=_categories(checklist),
        items=_items(checklist),
        requests=flow,
        outcomes=outcome_lines(world.stories.get(agency.pk, ()), agency.pk, period, world.calendar),
        cases=tuple(sorted(cases, key=lambda line: (line.received_on, line.number))),
        news=sum(period.holds(moment) for moment in published),
        last_news_on=wib_date(max(published)) if published else None,
        score=_score(checklist, flow.on_time, flow.judged, period.as_of),
        months=_months(world, agency.pk),
    )
