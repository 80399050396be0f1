"""What a citizen reads of a case: how it stands, what has happened, what they can do now. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kernel.formats import hari_tanggal, nama_bulan, rentang_tanggal, tanggal, tanggal_waktu
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar
from requests_app.law.deadlines import DayGroup, DayLine, completion_until, day_line, lateness_found_on
from requests_app.law.states import Outcome, State
from requests_app.models import CaseEvent, EventKind, InformationRequest, Letter

TONES = {
    State.RECEIVED: "steel",
    State.INCOMPLETE: "warn",
    State.IN_PROGRESS: "steel",
    State.ANSWERED: "ok",
    State.CLOSED: "",
}


@dataclass(frozen=True)
class DayRow:
    """One line under "Bagaimana tanggal ini dihitung?": working days by number, skipped ones by name."""

    numbers: str
    days: str
    remark: str
    counted: bool


@dataclass(frozen=True)
class Status:
    """The head of the page in plain words; ``alarm`` is empty, "ember" or "late"."""

    tag: str
    tone: str
    label: str
    date_text: str
    sentence: str
    alarm: str


def _lang() -> str:
    return (get_language() or "id")[:2]


def line_for(case: InformationRequest, today: date, calendar: WorkCalendar) -> DayLine:
    return day_line(
        case.received_at,
        today,
        calendar,
        complete_at=case.complete_at,
        extended=case.extended_at is not None,
        answered_at=case.clock_stopped_at,
        due_on=case.judged_due_on or case.due_on,
        lang=_lang(),
    )


def status_of(case: InformationRequest, line: DayLine) -> Status:
    """Who does what by when, in two sentences."""
    state = State(case.state)
    tag = _(Outcome(case.outcome).label) if case.outcome else _(state.label)
    day = hari_tanggal(line.due_on, _lang())
    agency = case.agency.name
    if not case.is_open:
        ended = case.clock_stopped_at
        label = _("%(agency)s menjawab pada") if case.noticed_at else _("Permohonan ini selesai pada")
        sentence = _ended_sentence(case, line)
        ended_day = hari_tanggal(ended, _lang()) if ended else ""
        return Status(tag, TONES[state], label % {"agency": agency}, ended_day, sentence, "")
    label = _("%(agency)s wajib menjawab paling lambat") % {"agency": agency}
    if line.days_late:
        sentence = _(
            "Sudah lewat %(days)s hari kerja dan belum dijawab. Anda berhak mengajukan keberatan kepada Atasan "
            "PPID, pejabat yang memutus keberatan."
        ) % {"days": line.days_late}
        return Status(tag, "late", label, day, sentence, "late")
    if line.is_over:
        # A weekend after the last day counts no working day, and yet the day is over.
        sentence = _(
            "Batasnya sudah lewat dan belum dijawab. Anda berhak mengajukan keberatan kepada Atasan PPID, pejabat "
            "yang memutus keberatan."
        )
        return Status(tag, "late", label, day, sentence, "late")
    return Status(
        tag, TONES[state], label, day, _open_sentence(case, line), "ember" if line.days_left <= 2 else ""
    )


def _open_sentence(case: InformationRequest, line: DayLine) -> str:
    if line.days_left == 0:
        left = _("Hari ini hari terakhir.")
    else:
        left = _("Sisa %(left)s hari kerja dari %(total)s.") % {"left": line.days_left, "total": line.total}
    if State(case.state) is State.INCOMPLETE:
        return f"{left} {_('Lengkapi permohonan Anda agar dapat segera dikerjakan.')}"
    if case.missing_items:
        return f"{left} {_('Ada data yang dapat Anda lengkapi lebih dulu.')}"
    return f"{left} {_('Anda tidak perlu berbuat apa-apa sekarang.')}"


def _ended_sentence(case: InformationRequest, line: DayLine) -> str:
    if not case.noticed_at:
        return _("Nomor dan riwayatnya tetap tersimpan di sini.")
    if line.days_late:
        return _("Terlambat %(days)s hari kerja dari batas %(due)s.") % {
            "days": line.days_late,
            "due": tanggal(line.due_on, _lang()),
        }
    if line.is_over:
        return _("Dijawab sesudah batas %(due)s.") % {"due": tanggal(line.due_on, _lang())}
    return _("Hari kerja ke-%(day)s dari %(total)s: tepat waktu.") % {
        "day": line.day_number,
        "total": line.total,
    }


# How the date is counted --------------------------------------------------------------------------------


def _short_range(first: date, last: date) -> str:
    """`25–27 Maret`, without the year: the due date above carries it."""
    if first == last:
        return f"{first.day} {nama_bulan(first.month, _lang())}"
    text = rentang_tanggal(first, last, _lang())
    return text.removesuffix(f" {last.year}") if first.year == last.year else text


def day_rows(line: DayLine) -> list[DayRow]:
    return [_row(group, line) for group in line.groups]


def _row(group: DayGroup, line: DayLine) -> DayRow:
    days = _short_range(group.first_on, group.last_on)
    if group.counted:
        first, last = group.first_number, group.last_number
        numbers = str(first) if first == last else f"{first}–{last}"
        remark = ""
        if group.has_today and not line.answered_on:
            remark = _("hari ini hari ke-%(day)s") % {"day": line.day_number}
        return DayRow(numbers, days, remark, True)
    names = [_(name) for name in group.reasons]
    return DayRow("–", days, f" {_('dan')} ".join(names), False)


# What has happened --------------------------------------------------------------------------------------


def _title(event: CaseEvent, case: InformationRequest) -> str:
    agency = event.agency.name
    titles = {
        EventKind.FILED: _("Permohonan Anda kami terima"),
        EventKind.DECLARED_COMPLETE: _("Permohonan lengkap"),
        EventKind.COMPLETION_REQUESTED: _("%(agency)s meminta Anda melengkapi permohonan"),
        EventKind.COMPLETED: _("Anda melengkapi permohonan"),
        EventKind.STARTED: _("%(agency)s mulai mencari dokumen"),
        EventKind.EXTENDED: _("%(agency)s memperpanjang waktu menjawab"),
        EventKind.ANSWERED: _("Jawaban dari %(agency)s"),
        EventKind.FORWARDED: _("Diteruskan dari %(agency)s ke %(to)s"),
        EventKind.WITHDRAWN: _("Anda menarik permohonan"),
        EventKind.MESSAGE_RECEIVED: _("Anda mengirim pesan"),
        EventKind.MESSAGE_SENT: _("Pesan dari %(agency)s"),
        EventKind.ATTACHMENT_ADDED: _("Anda menambah data"),
        EventKind.EMAIL_CONFIRMED: _("Alamat surel Anda dipastikan"),
        EventKind.CODE_REPLACED: _("Kode lacak diganti"),
    }
    title = titles.get(EventKind(event.kind), EventKind(event.kind).label)
    return str(title) % {"agency": agency, "to": event.data.get("to_agency", "")}


def _meta(event: CaseEvent) -> str:
    parts = [tanggal_waktu(event.at, _lang())]
    if event.kind == EventKind.FILED and wib_date(event.recorded_at) != wib_date(event.at):
        parts.append(_("dicatat %(day)s") % {"day": tanggal(event.recorded_at, _lang())})
    if event.data.get("unit"):
        parts.append(_("petugas: %(unit)s") % {"unit": event.data["unit"]})
    if event.kind == EventKind.EXTENDED:
        parts.append(
            _("batas baru %(day)s") % {"day": hari_tanggal(date.fromisoformat(event.data["due_on"]), _lang())}
        )
    return " · ".join(parts)


def timeline_of(case: InformationRequest, events: Iterable[CaseEvent], line: DayLine) -> list[dict[str, Any]]:
    """For components/_timeline.html, newest first; the answer that is owed stands on top."""
    shown: list[dict[str, Any]] = []
    if case.is_open:
        title = _("Jawaban dari %(agency)s") % {"agency": case.agency.name}
        meta = _("paling lambat %(day)s") % {"day": tanggal(line.due_on, _lang())}
        shown.append({"title": title, "meta": meta, "state": "late" if line.is_over else "ahead"})
    public = [event for event in events if event.is_public]
    for event in sorted(public, key=lambda e: -e.sequence):
        shown.append({"title": _title(event, case), "meta": _meta(event), "state": "", "kind": event.kind})
    return shown


# What can be done ---------------------------------------------------------------------------------------


def completion_note(case: InformationRequest, letters: Iterable[Letter], calendar: WorkCalendar) -> str:
    """Until when the citizen may complete; unknown receipt favours the citizen."""
    letter = next((x for x in letters if x.kind == Letter.Kind.INCOMPLETE and not x.voided_at), None)
    if State(case.state) is not State.INCOMPLETE or letter is None:
        return ""
    until = completion_until(letter.received_on, calendar)
    if until is None:
        return _("Lengkapi dalam 3 hari kerja sejak surat ini Anda terima.")
    return _("Lengkapi paling lambat %(day)s.") % {"day": hari_tanggal(until.on, _lang())}


def objection_note(case: InformationRequest, line: DayLine, told: Iterable[date]) -> str:
    """From when lateness opens the right to object; the earliest date ever told counts."""
    if not case.is_open or line.is_over:
        return ""
    opens = lateness_found_on(min([line.due_on, *told]))
    return _("Keberatan dapat diajukan mulai %(day)s bila belum dijawab.") % {"day": tanggal(opens, _lang())}


def told_dates(events: Iterable[CaseEvent]) -> list[date]:
    """Every due date that the log says the citizen was told, except those that an extension has replaced."""
    events = list(events)
    extended = any(event.kind == EventKind.EXTENDED for event in events)
    kinds = {EventKind.DUE_MOVED} if extended else {EventKind.FILED, EventKind.DUE_MOVED}
    return [date.fromisoformat(e.data["due_on"]) for e in events if e.kind in kinds and e.data.get("due_on")]


def calendar_entry(case: InformationRequest, now: datetime) -> bytes:
    """The due date as an .ics file: number, unit and day, nothing of the request itself."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//PPID Kota Cilegon//Permohonan//ID")
    calendar.add("version", "2.0")
    entry = Event()
    entry.add("uid", f"{case.number.replace('/', '-')}@ppid.cilegon.go.id")
    entry.add("dtstamp", now)
    # A changed due date replaces the entry in the citizen's calendar instead of adding one.
    entry.add("sequence", case.events.count())
    entry.add("dtstart", case.due_on)
    entry.add("dtend", case.due_on + timedelta(days=1))
    entry.add(
        "summary",
        _("Batas jawaban permohonan %(number)s, %(agency)s")
        % {"number": case.number, "agency": case.agency.name},
    )
    calendar.add_component(entry)
    return calendar.to_ical()
