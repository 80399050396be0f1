"""What the desk says about each case: how the clock stands, in what colour, and what comes next.

Pure over rows already read: no query per case, so that a worklist costs the same for ten rows and ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.agencies.models import Agency, Membership, Role
from portal.kernel.formats import nama_hari, tanggal
from portal.kernel.workdays import WorkCalendar, add_workdays
from requests_app.law.deadlines import DayLine, case_dates, day_line
from requests_app.law.states import OPEN_STATES, Outcome, State
from requests_app.models import InformationRequest

#: Working days before the due date from which a case is marked as near.
NEAR_IN_WORKDAYS = 3
#: State: the word on the tag and its tone in the style sheet.
TONES = {
    State.RECEIVED: "",
    State.INCOMPLETE: "warn",
    State.IN_PROGRESS: "steel",
    State.ANSWERED: "ok",
    State.CLOSED: "",
}


def state_words() -> dict[str, str]:
    return {
        State.RECEIVED: _("Baru"),
        State.INCOMPLETE: _("Menunggu pemohon"),
        State.IN_PROGRESS: _("Diproses"),
        State.ANSWERED: _("Dijawab"),
        State.CLOSED: _("Selesai"),
    }


def outcome_words() -> dict[str, str]:
    return {outcome: _(outcome.label) for outcome in Outcome}


@dataclass(frozen=True)
class DeskRow:
    """One line of the worklist; ``due_tone`` is late, ember or empty."""

    case: InformationRequest
    line: DayLine
    stage: str
    stage_tone: str
    due_head: str
    due_note: str
    due_tone: str
    next_step: str
    next_note: str


@dataclass(frozen=True)
class Tallies:
    """The three figures on top of the desk; each leads to its rows."""

    overdue: int
    near: int
    near_until: date
    nearest: date | None
    unchecked: int
    mine: int
    open: int
    closed: int


def short_day(day: date) -> str:
    """``Sen, 23 Nov``: for a narrow column."""
    number, month, _year = tanggal(day).split(" ")
    return f"{nama_hari(day)[:3]}, {number} {month[:3]}"


def line_of(case: InformationRequest, today: date, calendar: WorkCalendar) -> DayLine:
    """The garis hari of a case, drawn to the date that the case is or was judged by."""
    return day_line(
        case.received_at,
        today,
        calendar,
        complete_at=case.complete_at,
        extended=case.extended_at is not None,
        answered_at=case.noticed_at or case.closed_at,
        due_on=case.judged_due_on or case.due_on,
    )


def desk_rows(cases: Iterable[InformationRequest], today: date, calendar: WorkCalendar) -> list[DeskRow]:
    return [desk_row(case, today, calendar) for case in cases]


def desk_row(case: InformationRequest, today: date, calendar: WorkCalendar) -> DeskRow:
    line = line_of(case, today, calendar)
    due_head, due_note, tone = _due(case, line)
    step, note = _next(case, line, calendar)
    return DeskRow(
        case=case,
        line=line,
        stage=state_words()[State(case.state)],
        stage_tone=TONES[State(case.state)],
        due_head=due_head,
        due_note=due_note,
        due_tone=tone,
        next_step=step,
        next_note=note,
    )


def _due(case: InformationRequest, line: DayLine) -> tuple[str, str, str]:
    day = short_day(line.due_on)
    if case.state not in OPEN_STATES:
        done = short_day(line.answered_on) if line.answered_on else ""
        if line.days_late:
            return _("Terlambat %(n)s hari") % {"n": line.days_late}, done, "late"
        if line.is_over:
            return _("Terlambat"), done, "late"
        return _("Tepat waktu"), done, ""
    if line.days_late:
        return _("Lewat %(n)s hari") % {"n": line.days_late}, day, "late"
    if line.is_over:
        return _("Sudah lewat"), day, "late"
    if line.days_left == 0:
        return _("Hari ini"), day, "ember"
    if line.days_left <= NEAR_IN_WORKDAYS:
        return _("Sisa %(n)s hari") % {"n": line.days_left}, day, "ember"
    return day, _("sisa %(n)s hari kerja") % {"n": line.days_left}, ""


def _next(case: InformationRequest, line: DayLine, calendar: WorkCalendar) -> tuple[str, str]:
    dates = case_dates(
        case.received_at, calendar, registered_at=case.entered_at, complete_at=case.complete_at
    )
    if case.is_open and getattr(case, "is_split", False):
        return _("Tunggu pecahannya dijawab"), _("tiap unit punya batasnya sendiri")
    if case.state == State.RECEIVED:
        by = short_day(dates.check_by) if dates.check_by else ""
        return _("Periksa kelengkapan"), _("paling lambat %(day)s") % {"day": by}
    if case.state == State.INCOMPLETE:
        return _("Tunggu pemohon melengkapi"), _("jam 10 hari kerja tetap berjalan")
    if case.state == State.IN_PROGRESS:
        if line.is_over:
            closed = short_day(line.due_on + timedelta(days=1))
            note = _("perpanjangan sudah tertutup sejak %(day)s") % {"day": closed}
            return _("Jawab sekarang"), "" if case.extended_at else note
        if case.extended_at:
            return _("Jawab"), _("sudah diperpanjang, tidak dapat lagi")
        return _("Jawab, atau perpanjang 7 hari kerja"), _("satu kali, dengan alasan tertulis")
    if case.state == State.ANSWERED:
        promised = short_day(case.promised_on) if case.promised_on else ""
        return _("Serahkan informasi"), _("dijanjikan %(day)s") % {"day": promised} if promised else ""
    return outcome_words().get(Outcome(case.outcome), "") if case.outcome else _("Selesai"), ""


def tallies(
    queryset: QuerySet[InformationRequest], user_id: int, today: date, calendar: WorkCalendar
) -> Tallies:
    """Counted in one query over the rows the officer may see. ``near`` is due within three working days; a
    split case counts by its parts only.
    """
    queryset = queryset.filter(parts__isnull=True)
    near_until = add_workdays(today, NEAR_IN_WORKDAYS, calendar).on
    is_open = Q(state__in=sorted(OPEN_STATES))
    found = queryset.aggregate(
        overdue=Count("pk", filter=is_open & Q(due_on__lt=today)),
        near=Count("pk", filter=is_open & Q(due_on__gte=today, due_on__lte=near_until)),
        unchecked=Count("pk", filter=Q(state=State.RECEIVED)),
        mine=Count("pk", filter=~Q(state=State.CLOSED) & Q(assigned_to=user_id)),
        open=Count("pk", filter=~Q(state=State.CLOSED)),
        closed=Count("pk", filter=Q(state=State.CLOSED)),
    )
    nearest = (
        queryset.filter(is_open, due_on__gte=today)
        .order_by("due_on")
        .values_list("due_on", flat=True)
        .first()
    )
    return Tallies(near_until=near_until, nearest=nearest, **found)


def with_split(cases: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    """Marks on each row whether it was split (``is_split``), so that no row asks by itself."""
    parts = InformationRequest.objects.filter(parent=OuterRef("pk"))
    return cases.annotate(is_split=Exists(parts))


def officers_for(agency: Agency, day: date) -> QuerySet[User]:
    """Who may be given a case of ``agency`` on ``day``."""
    active = Membership.objects.active_on(day).filter(agency=agency, role=Role.PPID_PELAKSANA)
    return User.objects.filter(pk__in=active.values("user"))
