"""What the desk says about each objection: how the thirty days stand, in what colour, and what comes next.

Pure over rows already read, so that a list costs the same for ten rows and ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar, add_workdays
from requests_app.law.deadlines import DayLine
from requests_app.law.objection_words import OPEN_OBJECTIONS, ObjectionOutcome, ObjectionState
from requests_app.law.period_line import period_line
from requests_app.models import ComplianceOrder, Objection
from requests_app.worklist import short_day

#: Working days before the decision date from which an objection is marked as near.
NEAR_IN_WORKDAYS = 5
TONES = {
    ObjectionState.RECEIVED: "",
    ObjectionState.REBUTTED: "steel",
    ObjectionState.DECIDED: "ok",
    ObjectionState.SETTLED: "ok",
    ObjectionState.WITHDRAWN: "",
}


@dataclass(frozen=True)
class ObjectionRow:
    """One line of the list; ``due_tone`` is late, ember or empty."""

    objection: Objection
    line: DayLine
    stage: str
    stage_tone: str
    due_head: str
    due_note: str
    due_tone: str
    next_step: str
    next_note: str


@dataclass(frozen=True)
class ObjectionTallies:
    """The figures on top of the list; each leads to its rows."""

    silent: int
    near: int
    near_until: date
    without_rebuttal: int
    ready: int
    open: int
    closed: int
    open_orders: int
    late_orders: int


def line_of(objection: Objection, today: date, calendar: WorkCalendar) -> DayLine:
    """The garis hari of the thirty days, drawn to the date by which it is or was judged."""
    return period_line(
        wib_date(objection.received_at),
        objection.judged_due_on or objection.due_on,
        today,
        calendar,
        ended_on=wib_date(objection.closed_at) if objection.closed_at else None,
        provisional=objection.due_is_provisional,
        lang=(get_language() or "id")[:2],
    )


def objection_rows(
    objections: Iterable[Objection], today: date, calendar: WorkCalendar
) -> list[ObjectionRow]:
    return [objection_row(objection, today, calendar) for objection in objections]


def objection_row(objection: Objection, today: date, calendar: WorkCalendar) -> ObjectionRow:
    """Reads ``objection.waiting_orders`` where the query counted them; else the next step names none."""
    line = line_of(objection, today, calendar)
    head, note, tone = _due(objection, line, today)
    step, step_note = _next(objection)
    state = ObjectionState(objection.state)
    word = _(ObjectionOutcome(objection.outcome).label) if objection.outcome else _(state.label)
    refused = objection.outcome in {ObjectionOutcome.REJECTED, ObjectionOutcome.TOO_LATE}
    return ObjectionRow(
        objection, line, word, "" if refused else TONES[state], head, note, tone, step, step_note
    )


def _due(objection: Objection, line: DayLine, today: date) -> tuple[str, str, str]:
    day = short_day(line.due_on)
    if not objection.is_open:
        done = short_day(line.answered_on) if line.answered_on else ""
        if objection.state == ObjectionState.DECIDED and line.days_late:
            return _("Terlambat %(n)s hari") % {"n": line.days_late}, done, "late"
        return _("Selesai"), done, ""
    if line.days_late:
        return _("Lewat %(n)s hari") % {"n": line.days_late}, day, "late"
    if line.is_over:
        return _("Sudah lewat"), day, "late"
    if line.days_left == 0:
        return _("Hari ini"), day, "ember"
    if line.days_left <= NEAR_IN_WORKDAYS:
        return _("Sisa %(n)s hari") % {"n": line.days_left}, day, "ember"
    return day, _("sisa %(n)s hari kerja") % {"n": line.days_left}, ""


def _next(objection: Objection) -> tuple[str, str]:
    state = ObjectionState(objection.state)
    if state is ObjectionState.RECEIVED:
        return _("PPID menyusun tanggapan"), _("Atasan PPID dapat memutus kapan saja")
    if state is ObjectionState.REBUTTED:
        return _("Atasan PPID memutus"), _("tanggapan PPID sudah siap")
    waiting = getattr(objection, "waiting_orders", 0)
    if waiting:
        return _("PPID melaksanakan %(n)s perintah") % {"n": waiting}, ""
    return _("Tidak ada lagi"), ""


def with_waiting_orders(queryset: QuerySet[Objection]) -> QuerySet[Objection]:
    """Each row with the number of its orders that wait."""
    # Counted apart: a filter over orders must not multiply the rows that are counted.
    waiting = ComplianceOrder.objects.filter(objection=OuterRef("pk"), done_at__isnull=True).order_by()
    count = waiting.values("objection").annotate(n=Count("pk")).values("n")
    return queryset.annotate(waiting_orders=Coalesce(Subquery(count), 0))


def objection_tallies(
    queryset: QuerySet[Objection], orders: QuerySet, today: date, calendar: WorkCalendar
) -> ObjectionTallies:
    """Two queries over the rows the person may see."""
    near_until = add_workdays(today, NEAR_IN_WORKDAYS, calendar).on
    is_open = Q(state__in=[state.value for state in OPEN_OBJECTIONS])
    found = queryset.aggregate(
        silent=Count("pk", filter=is_open & Q(due_on__lt=today)),
        near=Count("pk", filter=is_open & Q(due_on__gte=today, due_on__lte=near_until)),
        without_rebuttal=Count("pk", filter=Q(state=ObjectionState.RECEIVED)),
        ready=Count("pk", filter=Q(state=ObjectionState.REBUTTED)),
        open=Count("pk", filter=is_open),
        closed=Count("pk", filter=~is_open),
    )
    of_orders = orders.aggregate(
        open_orders=Count("pk", filter=Q(done_at__isnull=True)),
        late_orders=Count("pk", filter=Q(done_at__isnull=True, due_on__lt=today)),
    )
    return ObjectionTallies(near_until=near_until, **found, **of_orders)
