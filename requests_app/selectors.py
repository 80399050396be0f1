"""Reading cases. What a person may see is decided here once, by the one agency policy.

On time and late mean what the report says (disclosure.reports.definitions): judged by the date the law gives, over
the cases whose due date fell in the period, answered or not.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar, workdays_between
from requests_app.law.deadlines import may_be_judged
from requests_app.law.states import OPEN_STATES
from requests_app.letters.kinds import FOR_CITIZEN
from requests_app.models import CaseFile, ContactTask, InformationRequest, Letter

YEAR = timedelta(days=365)


def visible_to(user: Any) -> QuerySet[InformationRequest]:
    """The cases that ``user`` may open; none for visitors."""
    return policy.rows(InformationRequest.objects.all(), user, Right.CASE_VIEW)


def files_of(case: InformationRequest) -> QuerySet[CaseFile]:
    """The files of a case; a part also shows what the citizen sent with the whole request."""
    own = Q(case=case)
    if case.parent_id is not None:
        sent = [CaseFile.Purpose.IDENTITY, CaseFile.Purpose.SUPPORTING]
        own |= Q(case=case.parent_id, purpose__in=sent)
    return CaseFile.objects.filter(own).select_related("stored", "letter")


def letters_shown(case: InformationRequest) -> QuerySet[Letter]:
    """The letters of a case that its requester may have, newest first: sent, in force, meant for them."""
    found = Letter.objects.sent().filter(case=case, kind__in=sorted(FOR_CITIZEN))
    return found.select_related("case", "case__agency", "signer_agency", "pdf", "signed").order_by("-id")


def contact_tasks_for(user: Any) -> QuerySet[ContactTask]:
    """Citizens who still have to be told something, soonest first."""
    open_tasks = ContactTask.objects.filter(done_at__isnull=True).select_related(
        "case__agency", "objection__agency"
    )
    of_cases = policy.rows(open_tasks, user, Right.CASE_WORK, field="case__agency")
    return of_cases | policy.rows(open_tasks, user, Right.CASE_WORK, field="objection__agency")


def overdue(today: date) -> QuerySet[InformationRequest]:
    """Open cases whose date has passed; computed, never stored. A split case counts by its parts."""
    return InformationRequest.objects.filter(
        parts__isnull=True, state__in=sorted(OPEN_STATES), due_on__lt=today
    )


@dataclass(frozen=True)
class Promptness:
    """How fast requests were answered: ``on_time`` and ``late`` count cases due in the period.

    ``median_workdays`` is over cases whose notice was given in it; None when there was none.
    """

    on_time: int
    late: int
    late_open: int
    median_workdays: float | None
    start: date
    end: date

    @property
    def judged(self) -> int:
        return self.on_time + self.late


_Row = tuple[Any, Any, Any, date]


def promptness(
    *, today: date, calendar: WorkCalendar, agency: Any = None, period: timedelta = YEAR
) -> Promptness:
    """The last twelve months through today (``agency``: one unit, by where the case lies now).

    One query whatever the number of cases; a split case counts once: by its parent for the city, by its parts
    for their units.
    """
    start = today - period
    # The city answers for the whole, a unit for its part.
    whole = {"parent__isnull": True} if agency is None else {"parts__isnull": True, "agency": agency}
    rows = InformationRequest.objects.filter(**whole).annotate(judged_by=Coalesce("judged_due_on", "due_on"))
    values = list(rows.filter(received_at__date__gt=start - timedelta(days=60)).values_list(
        "received_at", "noticed_at", "closed_at", F("judged_by")
    ))  # fmt: skip
    verdicts = Counter(_verdict(row, today, calendar) for row in values if start < row[3] <= today)
    return Promptness(
        on_time=verdicts["on_time"],
        late=verdicts["late"] + verdicts["late_open"],
        late_open=verdicts["late_open"],
        median_workdays=_median(values, start, today, calendar),
        start=start + timedelta(days=1),
        end=today,
    )


def _verdict(row: _Row, today: date, calendar: WorkCalendar) -> str:
    received, noticed, closed, due = row
    if not may_be_judged(wib_date(received), due, calendar):
        return "not_judged"
    if noticed is not None:
        return "on_time" if wib_date(noticed) <= due else "late"
    if closed is not None:
        # Ended without a notice: no duty was left if that was in time.
        return "not_judged" if wib_date(closed) <= due else "late"
    return "late_open" if due < today else "not_yet"


def _median(values: Iterable[_Row], start: date, end: date, calendar: WorkCalendar) -> float | None:
    spans = Counter(
        (wib_date(received), wib_date(noticed))
        for received, noticed, _closed, _due in values
        if noticed is not None and start < wib_date(noticed) <= end
    )
    days = [
        day
        for (first, last), times in spans.items()
        for day in [max(0, workdays_between(first, last, calendar))] * times
    ]
    return float(median(days)) if days else None
