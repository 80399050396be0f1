"""What people read of an objection: how it stands, what has happened, where it may go next. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kernel.formats import hari_tanggal, tanggal, tanggal_waktu
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar
from requests_app.law.deadlines import DayLine
from requests_app.law.objection_dates import CommissionWindow, commission_window
from requests_app.law.objection_words import ObjectionOutcome, ObjectionState
from requests_app.models import Objection, ObjectionEvent, ObjectionEventKind
from requests_app.presentation import Status


def _lang() -> str:
    return (get_language() or "id")[:2]


def filing_note(objection: Objection) -> str:
    """For the desk: whether it came in time, by the days that can be shown. Nobody but Atasan PPID decides it."""
    received = wib_date(objection.received_at)
    if objection.filing_until is None:
        return _("Tidak ada batas pengajuan yang dapat ditunjukkan: anggap tepat waktu.")
    values = {
        "found": tanggal(objection.found_on, _lang()) if objection.found_on else "–",
        "until": tanggal(objection.filing_until, _lang()),
    }
    if received <= objection.filing_until:
        return _("Diajukan tepat waktu: alasan ditemukan %(found)s, batasnya %(until)s.") % values
    return (
        _(
            "Diajukan setelah batasnya: alasan ditemukan %(found)s, batasnya %(until)s. Hanya Atasan PPID yang "
            "dapat menyatakannya lewat waktu."
        )
        % values
    )


def commission_of(objection: Objection, today: date, calendar: WorkCalendar) -> CommissionWindow:
    """The way to Komisi Informasi as it stands today; closed for what was settled or withdrawn."""
    if objection.state in {ObjectionState.SETTLED, ObjectionState.WITHDRAWN}:
        return CommissionWindow(None, None)
    decided = objection.decided_at
    letter = objection.letter
    return commission_window(
        objection.judged_due_on or objection.due_on,
        calendar,
        decided_on=wib_date(decided) if decided else None,
        letter_received_on=letter.received_on if letter and decided else None,
        today=today,
    )


@dataclass(frozen=True)
class CommissionNote:
    """What the citizen reads about the next step."""

    title: str
    text: str
    is_open: bool


def commission_note(objection: Objection, today: date, calendar: WorkCalendar) -> CommissionNote | None:
    """None while the way is not open."""
    window = commission_of(objection, today, calendar)
    if window.opens_on is None:
        return None
    title = _("Ke Komisi Informasi Provinsi Banten")
    if window.until is None:
        text = _(
            "Bila tidak puas, Anda dapat mengajukan sengketa dalam 14 hari kerja sejak menerima surat keputusan."
        )
        return CommissionNote(title, text, True)
    day = hari_tanggal(window.until.on, _lang())
    if not window.is_open_on(today):
        return CommissionNote(
            title, _("Batas mengajukan sengketa, %(day)s, sudah lewat.") % {"day": day}, False
        )
    text = (
        _("Tiga puluh hari kerja lewat tanpa keputusan. Anda dapat mengajukan sengketa sampai %(day)s.")
        if window.by_silence
        else _("Bila tidak puas, Anda dapat mengajukan sengketa sampai %(day)s.")
    )
    return CommissionNote(title, text % {"day": day}, True)


def status_of(objection: Objection, line: DayLine, today: date) -> Status:
    """Who does what by when, in two sentences."""
    state = ObjectionState(objection.state)
    day = hari_tanggal(line.due_on, _lang())
    if objection.is_open:
        label = _("Atasan PPID wajib menjawab paling lambat")
        if line.days_late:
            sentence = _("Sudah lewat %(days)s hari kerja dan belum diputus.") % {"days": line.days_late}
            return Status(_("Belum diputus"), "late", label, day, sentence, "late")
        if line.is_over:
            # A weekend after the last day counts no working day, and yet the day is over.
            return Status(
                _("Belum diputus"), "late", label, day, _("Batasnya sudah lewat dan belum diputus."), "late"
            )
        left = (
            _("Hari ini hari terakhir.")
            if line.days_left == 0
            else _("Sisa %(left)s hari kerja dari %(total)s.") % {"left": line.days_left, "total": line.total}
        )
        sentence = f"{left} {_('Anda tidak perlu berbuat apa-apa sekarang.')}"
        alarm = "ember" if line.days_left <= 2 else ""
        return Status(_("Sedang diperiksa"), "steel", label, day, sentence, alarm)
    ended = hari_tanggal(objection.closed_at, _lang()) if objection.closed_at else ""
    if state is ObjectionState.DECIDED:
        word = _(ObjectionOutcome(objection.outcome).label)
        sentence = _("Hari kerja ke-%(day)s dari %(total)s.") % {"day": line.day_number, "total": line.total}
        tone = "ok" if objection.outcome in {"upheld", "partly"} else ""
        return Status(word, tone, _("Atasan PPID menjawab pada"), ended, sentence, "")
    return Status(
        _(state.label), "", _("Keberatan ini selesai pada"), ended, _("Nomornya tetap tercatat."), ""
    )


def _title(event: ObjectionEvent) -> str:
    titles = {
        ObjectionEventKind.FILED: _("Keberatan Anda kami terima"),
        ObjectionEventKind.DECIDED: _("Atasan PPID memutus keberatan"),
        ObjectionEventKind.SETTLED: _("Anda dan PPID bersepakat"),
        ObjectionEventKind.WITHDRAWN: _("Anda menarik keberatan"),
        ObjectionEventKind.SILENCE_NOTED: _("Tiga puluh hari kerja lewat tanpa keputusan"),
        ObjectionEventKind.ORDER_DONE: _("%(agency)s melaksanakan perintah ke-%(order)s"),
        ObjectionEventKind.ORDER_RETURNED: _("Perintah ke-%(order)s dinilai belum dilaksanakan"),
        ObjectionEventKind.REPLIED: _("Anda menanggapi keputusan"),
        ObjectionEventKind.EMAIL_CONFIRMED: _("Alamat surel Anda dipastikan"),
    }
    title = titles.get(ObjectionEventKind(event.kind), ObjectionEventKind(event.kind).label)
    return str(title) % {"agency": event.agency.name, "order": event.data.get("order", "")}


def timeline_of(
    objection: Objection, events: Iterable[ObjectionEvent], line: DayLine, today: date
) -> list[dict[str, Any]]:
    """For components/_timeline.html, newest first; the decision that is owed stands on top."""
    shown: list[dict[str, Any]] = []
    if objection.is_open:
        meta = _("paling lambat %(day)s") % {"day": tanggal(line.due_on, _lang())}
        shown.append(
            {
                "title": _("Keputusan Atasan PPID"),
                "meta": meta,
                "state": "late" if today > line.due_on else "ahead",
            }
        )
    public = [event for event in events if event.is_public]
    for event in sorted(public, key=lambda e: -e.sequence):
        shown.append({"title": _title(event), "meta": _meta(event), "state": "", "kind": event.kind})
    return shown


def _meta(event: ObjectionEvent) -> str:
    text = tanggal_waktu(event.at, _lang())
    if event.kind == ObjectionEventKind.FILED and wib_date(event.recorded_at) != wib_date(event.at):
        return f"{text} · {_('dicatat %(day)s') % {'day': tanggal(event.recorded_at, _lang())}}"
    return text
