"""What people read of a dispute: its stage, its periods, what comes next. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kernel.formats import hari_tanggal
from portal.kernel.workdays import WorkCalendar
from requests_app.dispute_days import days_of
from requests_app.law.dispute_dates import DisputePeriod, dispute_periods
from requests_app.law.dispute_words import DisputeOutcome, DisputeState
from requests_app.models import Dispute


def _lang() -> str:
    return (get_language() or "id")[:2]


@dataclass(frozen=True)
class PeriodRow:
    """A period as a page lists it; ``tone`` is late, ember, ok or empty."""

    label: str
    article: str
    starts_on: date
    until: date
    state: str
    tone: str
    note: str


@dataclass(frozen=True)
class DisputeRow:
    """One line of the list."""

    dispute: Dispute
    stage: str
    outcome: str
    next_period: PeriodRow | None


def period_row(period: DisputePeriod, today: date) -> PeriodRow:
    state, tone = _state(period, today)
    note = _(period.note) if period.note else ""
    if period.safe_until and period.done_on is None:
        note = _(
            "PERKI 1/2013 Pasal 60 ayat (2) menyebut 14 hari: pemerintah kota memegang tanggal yang lebih awal, "
            "%(day)s."
        ) % {"day": hari_tanggal(period.keep_to, _lang())}
    return PeriodRow(_(period.label), period.article, period.starts_on, period.until.on, state, tone, note)


def _state(period: DisputePeriod, today: date) -> tuple[str, str]:
    if period.done_on is not None:
        if period.is_late(today):
            return _("selesai setelah batasnya"), "late"
        return _("selesai dalam waktunya"), "ok"
    if period.is_late(today):
        return _("sudah lewat"), "late"
    return (_("hari ini hari terakhir") if today == period.until.on else _("berjalan")), "ember"


def period_rows(dispute: Dispute, today: date, calendar: WorkCalendar) -> list[PeriodRow]:
    return [period_row(period, today) for period in dispute_periods(days_of(dispute), calendar)]


def dispute_row(dispute: Dispute, today: date, calendar: WorkCalendar) -> DisputeRow:
    running = [p for p in dispute_periods(days_of(dispute), calendar) if p.done_on is None]
    nearest = min(running, key=lambda p: p.until.on, default=None) if dispute.is_open else None
    return DisputeRow(
        dispute,
        _(DisputeState(dispute.state).label),
        _(DisputeOutcome(dispute.outcome).label) if dispute.outcome else "",
        period_row(nearest, today) if nearest else None,
    )


def dispute_rows(disputes: Iterable[Dispute], today: date, calendar: WorkCalendar) -> list[DisputeRow]:
    return [dispute_row(dispute, today, calendar) for dispute in disputes]
