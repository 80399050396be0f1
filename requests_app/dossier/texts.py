"""The parts of a dossier that are no papers: the log, messages, notes, what was decided. Plain rows of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kernel.formats import hari_tanggal, tanggal, tanggal_waktu
from portal.kernel.moments import wib_date
from requests_app.law.dispute_words import DisputeOutcome, DisputeState
from requests_app.law.grounds import objection_ground
from requests_app.law.objection_words import ObjectionOutcome, ObjectionState
from requests_app.law.states import Outcome, State
from requests_app.models import Dispute, InformationRequest, Objection


@dataclass(frozen=True)
class Text:
    """Rows of a moment and words, under a title."""

    title: str
    on: date
    rows: tuple[tuple[str, str], ...]


def _lang() -> str:
    return (get_language() or "id")[:2]


def _day(value: Any) -> str:
    return tanggal(value, _lang()) if value else "–"


def _moment(value: Any) -> str:
    return tanggal_waktu(value, _lang())


def case_facts(case: InformationRequest) -> tuple[tuple[str, str], ...]:
    return (
        (_("Nomor pendaftaran"), case.number),
        (_("Perangkat daerah"), case.agency.name),
        (_("Pemohon"), case.name or "–"),
        (_("Diterima"), _moment(case.received_at)),
        (_("Batas menurut undang-undang"), hari_tanggal(case.judged_due_on or case.due_on, _lang())),
        (_("Tahap"), _(State(case.state).label)),
        (_("Hasil"), _(Outcome(case.outcome).label) if case.outcome else "–"),
    )


def objection_facts(objection: Objection) -> tuple[tuple[str, str], ...]:
    state = ObjectionState(objection.state)
    return (
        (_("Nomor keberatan"), objection.number),
        (_("Perangkat daerah"), objection.agency.name),
        (_("Pengaju"), objection.name or "–"),
        (_("Diterima"), _moment(objection.received_at)),
        (_("Batas tanggapan"), hari_tanggal(objection.judged_due_on or objection.due_on, _lang())),
        (_("Tahap"), _(ObjectionOutcome(objection.outcome).label) if objection.outcome else _(state.label)),
    )


def dispute_facts(dispute: Dispute) -> tuple[tuple[str, str], ...]:
    case = dispute.objection.case
    return (
        (_("Nomor di Komisi Informasi"), dispute.ki_number or "–"),
        (_("Nomor catatan"), dispute.number),
        (_("Pemohon"), dispute.objection.name or "–"),
        (_("Termohon"), dispute.agency.name),
        (_("Nomor keberatan"), dispute.objection.number),
        (_("Nomor pendaftaran"), case.number if case else "–"),
        (_("Tahap"), _(DisputeState(dispute.state).label)),
    )


def case_texts(case: InformationRequest, *, internal: bool) -> Iterator[Text]:
    """The request itself, its log, messages and, for officers, notes."""
    asked = [(_("Informasi yang diminta"), case.details), (_("Tujuan penggunaan"), case.purpose or "–")]
    yield Text(_("Isi permohonan"), wib_date(case.received_at), tuple(asked))
    events = case.events.select_related("agency", "actor").order_by("sequence")
    shown = [event for event in events if internal or event.is_public]
    if shown:
        rows = tuple((_moment(event.at), _event(event, internal)) for event in shown)
        yield Text(_("Perjalanan permohonan"), wib_date(shown[-1].at), rows)
    messages = list(case.messages.order_by("at", "id"))
    if messages:
        who = {True: _("Pemohon"), False: _("Petugas")}
        rows = tuple((f"{_moment(m.at)} · {who[m.from_citizen]}", m.text) for m in messages)
        yield Text(_("Pesan antara pemohon dan petugas"), wib_date(messages[-1].at), rows)
    notes = list(case.notes.select_related("author").order_by("at", "id")) if internal else []
    if notes:
        rows = tuple((f"{_moment(note.at)} · {note.author}", note.text) for note in notes)
        yield Text(_("Catatan internal"), wib_date(notes[-1].at), rows)


def _event(event: Any, internal: bool) -> str:
    words = f"{event.get_kind_display()} · {event.agency}"
    if not internal:
        return words
    mark = "" if event.is_public else f" ({_('internal')})"
    return f"{words}{f' · {event.actor}' if event.actor else ''}{mark}"


def objection_texts(objection: Objection, *, internal: bool) -> Iterator[Text]:
    """What was objected, its log, its orders and, for officers, PPID's draft."""
    grounds = "; ".join(f"{letter}. {_(objection_ground(letter).text)}" for letter in objection.grounds)
    rows = [
        (_("Alasan"), grounds),
        (_("Kasus posisi"), objection.position or "–"),
        (_("Informasi yang dipersoalkan"), objection.information),
    ]
    if objection.reasons:
        rows.append((_("Pertimbangan atau isi kesepakatan"), objection.reasons))
    if objection.objector_reply:
        rows.append((_("Tanggapan pengaju"), objection.objector_reply))
    if internal and objection.rebuttal:
        rows.append((_("Tanggapan PPID (konsep, tidak dibaca pengaju)"), objection.rebuttal))
    title = _("Keberatan %(number)s") % {"number": objection.number}
    yield Text(title, wib_date(objection.received_at), tuple(rows))
    events = [e for e in objection.events.select_related("agency", "actor") if internal or e.is_public]
    log = tuple((_moment(event.at), _event(event, internal)) for event in events)
    if log:
        yield Text(_("Perjalanan keberatan %(number)s") % {"number": objection.number},
                   wib_date(events[-1].at), log)  # fmt: skip
    orders = list(objection.orders.select_related("agency"))
    if orders:
        yield Text(
            _("Perintah kepada PPID, keberatan %(number)s") % {"number": objection.number},
            wib_date(orders[-1].created_at),
            tuple((_("paling lambat %(day)s") % {"day": _day(o.due_on)}, _order(o)) for o in orders),
        )


def _order(order: Any) -> str:
    if order.done_on is None:
        return f"{order.text}\n{_('Belum dilaksanakan.')}"
    done = _("Dilaksanakan %(day)s: %(how)s") % {"day": _day(order.done_on), "how": order.how}
    return f"{order.text}\n{done}"


def dispute_text(dispute: Dispute, *, internal: bool) -> Text:
    """Where a dispute went; sessions' notes are the city's own and stay with officers."""
    rows = [(_day(event.on), str(event.get_kind_display())) for event in dispute.events.order_by("sequence")]
    for session in dispute.sessions.all():
        words = f"{session.get_kind_display()} · {session.place or '–'}"
        note = f"\n{session.note}" if internal and session.note else ""
        rows.append((_moment(session.at), f"{words}{note}"))
    if dispute.outcome:
        rows.append((_("Hasil"), _(DisputeOutcome(dispute.outcome).label)))
    if dispute.terms:
        rows.append((_("Amar putusan atau isi kesepakatan"), dispute.terms))
    if dispute.execution:
        rows.append((_("Pelaksanaan"), dispute.execution))
    number = dispute.ki_number or dispute.number
    on = dispute.executed_on or dispute.final_on or dispute.ruled_on or dispute.applied_on
    return Text(_("Sengketa %(number)s") % {"number": number}, on, tuple(rows))


def left_out(reader: str, harmful: int) -> tuple[str, ...]:
    """What is not in the dossier, in words for its reader."""
    found = [_("Pindaian identitas tidak pernah disertakan.")]
    if reader == "citizen":
        found.append(_("Berkas yang Anda kirim sendiri tidak dibagikan lagi lewat kode ini."))
    if reader == "commission":
        found.append(_("Dokumen asli yang dikecualikan, catatan internal, dan konsep tidak disertakan."))
    if harmful:
        found.append(_("Ditahan karena mengandung program berbahaya: %(n)s berkas.") % {"n": harmful})
    return tuple(found)
