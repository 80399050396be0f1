"""The words of an objection (keberatan): where it stands, how it ends, what is done to it."""

from __future__ import annotations

from portal.kernel.text import gettext_noop as _
from requests_app.law.tables import Word


class ObjectionState(Word):
    """Where an objection stands. Silence after thirty working days is computed, never a state."""

    RECEIVED = "received"
    REBUTTED = "rebutted"
    DECIDED = "decided"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _STATES[self]


class ObjectionOutcome(Word):
    """What Atasan PPID decided; that it came too late is a decision too, in a letter with the KI right."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    TOO_LATE = "too_late"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


class ObjectionAction(Word):
    """An act upon an objection. Each is one service function and leaves one event."""

    FILE = "file"
    REBUT = "rebut"
    RETURN_REBUTTAL = "return_rebuttal"
    DECIDE = "decide"
    SETTLE = "settle"
    WITHDRAW = "withdraw"
    NOTE_SILENCE = "note_silence"
    DO_ORDER = "do_order"
    RETURN_ORDER = "return_order"

    @property
    def label(self) -> str:
        return _ACTIONS[self]


#: The answer of Atasan PPID is still owed.
OPEN_OBJECTIONS = frozenset({ObjectionState.RECEIVED, ObjectionState.REBUTTED})
#: Ends that leave orders to carry out.
GIVES_ORDERS = frozenset({ObjectionOutcome.UPHELD, ObjectionOutcome.PARTLY})

_STATES = {
    ObjectionState.RECEIVED: _("Diterima"),
    ObjectionState.REBUTTED: _("Tanggapan PPID siap"),
    ObjectionState.DECIDED: _("Diputus"),
    ObjectionState.SETTLED: _("Selesai dengan kesepakatan"),
    ObjectionState.WITHDRAWN: _("Ditarik pengaju"),
}
_OUTCOMES = {
    ObjectionOutcome.UPHELD: _("Keberatan dikabulkan"),
    ObjectionOutcome.PARTLY: _("Keberatan dikabulkan sebagian"),
    ObjectionOutcome.REJECTED: _("Keberatan ditolak"),
    ObjectionOutcome.TOO_LATE: _("Tidak dapat diterima karena lewat waktu"),
}
_ACTIONS = {
    ObjectionAction.FILE: _("Ajukan keberatan"),
    ObjectionAction.REBUT: _("Kirim tanggapan PPID"),
    ObjectionAction.RETURN_REBUTTAL: _("Kembalikan tanggapan PPID"),
    ObjectionAction.DECIDE: _("Putuskan keberatan"),
    ObjectionAction.SETTLE: _("Catat kesepakatan"),
    ObjectionAction.WITHDRAW: _("Tarik keberatan"),
    ObjectionAction.NOTE_SILENCE: _("Catat lewat 30 hari kerja"),
    ObjectionAction.DO_ORDER: _("Catat perintah dilaksanakan"),
    ObjectionAction.RETURN_ORDER: _("Kembalikan pelaksanaan perintah"),
}
