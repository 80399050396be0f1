"""The enumerations of a request's life and their Indonesian words."""

from __future__ import annotations

from enum import StrEnum

from portal.kernel.text import gettext_noop as _


class State(StrEnum):
    """Where a request stands in the procedure."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _STATES[self]


class Outcome(StrEnum):
    """How a request ended. `granted`, `partly` and `not_documented` still owe a hand-over when answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    NOT_DOCUMENTED = "not_documented"
    ALREADY_PUBLISHED = "already_published"
    NOT_A_REQUEST = "not_a_request"
    NOT_COMPLETED = "not_completed"
    WITHDRAWN = "withdrawn"
    SPAM = "spam"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


class Visibility(StrEnum):
    """Private by default; public means anonymised, masked and confirmed by an officer."""

    PRIVATE = "private"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return {"private": _("Tertutup"), "public": _("Terbuka tanpa nama")}[self.value]


class Actor(StrEnum):
    """Who may act; the values of the officers' roles are those of the agencies' Role."""

    CITIZEN = "citizen"
    PPID_PELAKSANA = "ppid_pelaksana"
    PPID_UTAMA = "ppid_utama"
    ATASAN_PPID = "atasan_ppid"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return _ACTORS[self]


class Action(StrEnum):
    """An act with legal effect. Each is one service function and leaves one event."""

    FILE = "file"
    DECLARE_COMPLETE = "declare_complete"
    REQUEST_COMPLETION = "request_completion"
    COMPLETE = "complete"
    CLOSE_NOT_COMPLETED = "close_not_completed"
    FORWARD = "forward"
    SPLIT = "split"
    CLOSE_SPLIT = "close_split"
    REOPEN_SPLIT = "reopen_split"
    START = "start"
    EXTEND = "extend"
    PROPOSE_REFUSAL = "propose_refusal"
    SIGN_REFUSAL = "sign_refusal"
    APPROVE_REFUSAL = "approve_refusal"
    RETURN_REFUSAL = "return_refusal"
    ANSWER = "answer"
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    MARK_NOT_A_REQUEST = "mark_not_a_request"
    MARK_SPAM = "mark_spam"
    CONFIRM_SPAM = "confirm_spam"
    REJECT_SPAM = "reject_spam"
    PUBLISH = "publish"
    HIDE = "hide"

    @property
    def label(self) -> str:
        return _ACTIONS[self]


#: The written notice is still owed.
OPEN_STATES = frozenset({State.RECEIVED, State.INCOMPLETE, State.IN_PROGRESS})

_STATES = {
    State.RECEIVED: _("Diterima"),
    State.INCOMPLETE: _("Menunggu dilengkapi"),
    State.IN_PROGRESS: _("Sedang diproses"),
    State.ANSWERED: _("Dijawab"),
    State.CLOSED: _("Selesai"),
}
_OUTCOMES = {
    Outcome.GRANTED: _("Dikabulkan"),
    Outcome.PARTLY: _("Dikabulkan sebagian"),
    Outcome.REFUSED: _("Ditolak"),
    Outcome.NOT_HELD: _("Tidak dikuasai"),
    Outcome.NOT_DOCUMENTED: _("Belum didokumentasikan"),
    Outcome.ALREADY_PUBLISHED: _("Sudah diumumkan"),
    Outcome.NOT_A_REQUEST: _("Bukan permohonan informasi"),
    Outcome.NOT_COMPLETED: _("Tidak dilengkapi"),
    Outcome.WITHDRAWN: _("Ditarik pemohon"),
    Outcome.SPAM: _("Spam atau penyalahgunaan"),
}
_ACTORS = {
    Actor.CITIZEN: _("Pemohon"),
    Actor.PPID_PELAKSANA: _("PPID Pelaksana"),
    Actor.PPID_UTAMA: _("PPID Utama"),
    Actor.ATASAN_PPID: _("Atasan PPID"),
    Actor.SYSTEM: _("Sistem"),
}
_ACTIONS = {
    Action.FILE: _("Ajukan permohonan"),
    Action.DECLARE_COMPLETE: _("Nyatakan lengkap"),
    Action.REQUEST_COMPLETION: _("Minta dilengkapi"),
    Action.COMPLETE: _("Lengkapi permohonan"),
    Action.CLOSE_NOT_COMPLETED: _("Tutup karena tidak dilengkapi"),
    Action.FORWARD: _("Teruskan ke perangkat daerah lain"),
    Action.SPLIT: _("Pecah permohonan"),
    Action.CLOSE_SPLIT: _("Tutup induk permohonan"),
    Action.REOPEN_SPLIT: _("Buka kembali induk permohonan"),
    Action.START: _("Mulai mencari informasi"),
    Action.EXTEND: _("Perpanjang 7 hari kerja"),
    Action.PROPOSE_REFUSAL: _("Usulkan penolakan"),
    Action.SIGN_REFUSAL: _("Tandatangani penolakan"),
    Action.APPROVE_REFUSAL: _("Setujui penolakan"),
    Action.RETURN_REFUSAL: _("Kembalikan usul penolakan"),
    Action.ANSWER: _("Kirim pemberitahuan tertulis"),
    Action.HAND_OVER: _("Catat penyerahan informasi"),
    Action.WITHDRAW: _("Tarik permohonan"),
    Action.REOPEN: _("Buka kembali"),
    Action.MARK_NOT_A_REQUEST: _("Jawab sebagai bukan permohonan informasi"),
    Action.MARK_SPAM: _("Tandai sebagai spam"),
    Action.CONFIRM_SPAM: _("Tetapkan sebagai spam"),
    Action.REJECT_SPAM: _("Batalkan tanda spam"),
    Action.PUBLISH: _("Buka jawaban tanpa nama"),
    Action.HIDE: _("Tutup dari umum"),
}
