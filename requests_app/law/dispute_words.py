"""The words of an information dispute (sengketa): where it stands, how it was ruled, what is recorded of it."""

from __future__ import annotations

from portal.kernel.text import gettext_noop as _
from requests_app.law.tables import Word


class DisputeState(Word):
    """Where a dispute stands. Komisi Informasi and the courts move it; the portal records what they did."""

    REGISTERED = "registered"
    MEDIATION = "mediation"
    ADJUDICATION = "adjudication"
    RULED = "ruled"
    COURT = "court"
    COURT_RULED = "court_ruled"
    CASSATION = "cassation"
    FINAL = "final"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _STATES[self]


class DisputeOutcome(Word):
    """What was ruled or agreed (UU 14/2008 Pasal 39, 46, 49)."""

    AGREED = "agreed"
    GRANTED = "granted"
    PARTLY = "partly"
    REJECTED = "rejected"
    NOT_ACCEPTED = "not_accepted"
    AFFIRMED = "affirmed"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


class DisputeAction(Word):
    """A fact of a dispute that is recorded. Each leaves one event."""

    REGISTER = "register"
    SET_NUMBER = "set_number"
    START_MEDIATION = "start_mediation"
    EXTEND_MEDIATION = "extend_mediation"
    AGREE = "agree"
    FAIL_MEDIATION = "fail_mediation"
    ADJUDICATE = "adjudicate"
    RULE = "rule"
    SUE = "sue"
    COURT_RULE = "court_rule"
    APPEAL = "appeal"
    CASSATION_RULE = "cassation_rule"
    BECOME_FINAL = "become_final"
    EXECUTE = "execute"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return _ACTIONS[self]


#: Komisi Informasi or a court still has it, or its ruling waits to be carried out.
OPEN_DISPUTES = frozenset(set(DisputeState) - {DisputeState.CLOSED})
#: Rulings that leave the city something to give.
GIVES_INFORMATION = frozenset({DisputeOutcome.AGREED, DisputeOutcome.GRANTED, DisputeOutcome.PARTLY})

_STATES = {
    DisputeState.REGISTERED: _("Terdaftar di Komisi Informasi"),
    DisputeState.MEDIATION: _("Mediasi"),
    DisputeState.ADJUDICATION: _("Ajudikasi"),
    DisputeState.RULED: _("Diputus Komisi Informasi"),
    DisputeState.COURT: _("Diperiksa PTUN"),
    DisputeState.COURT_RULED: _("Diputus PTUN"),
    DisputeState.CASSATION: _("Kasasi di Mahkamah Agung"),
    DisputeState.FINAL: _("Berkekuatan hukum tetap"),
    DisputeState.CLOSED: _("Sengketa selesai"),
}
_OUTCOMES = {
    DisputeOutcome.AGREED: _("Sepakat dalam mediasi"),
    DisputeOutcome.GRANTED: _("Permohonan sengketa dikabulkan"),
    DisputeOutcome.PARTLY: _("Permohonan sengketa dikabulkan sebagian"),
    DisputeOutcome.REJECTED: _("Permohonan sengketa ditolak"),
    DisputeOutcome.NOT_ACCEPTED: _("Permohonan sengketa tidak dapat diterima"),
    DisputeOutcome.AFFIRMED: _("Putusan sebelumnya dikuatkan"),
    DisputeOutcome.OVERTURNED: _("Putusan sebelumnya dibatalkan"),
    DisputeOutcome.WITHDRAWN: _("Permohonan sengketa dicabut"),
}
_ACTIONS = {
    DisputeAction.REGISTER: _("Catat sengketa"),
    DisputeAction.SET_NUMBER: _("Isi nomor di Komisi Informasi"),
    DisputeAction.START_MEDIATION: _("Catat mediasi dimulai"),
    DisputeAction.EXTEND_MEDIATION: _("Catat mediasi diperpanjang"),
    DisputeAction.AGREE: _("Catat kesepakatan mediasi"),
    DisputeAction.FAIL_MEDIATION: _("Catat mediasi gagal"),
    DisputeAction.ADJUDICATE: _("Catat ajudikasi dimulai"),
    DisputeAction.RULE: _("Catat putusan Komisi Informasi"),
    DisputeAction.SUE: _("Catat gugatan ke PTUN"),
    DisputeAction.COURT_RULE: _("Catat putusan PTUN"),
    DisputeAction.APPEAL: _("Catat kasasi"),
    DisputeAction.CASSATION_RULE: _("Catat putusan Mahkamah Agung"),
    DisputeAction.BECOME_FINAL: _("Nyatakan berkekuatan hukum tetap"),
    DisputeAction.EXECUTE: _("Catat putusan dilaksanakan"),
    DisputeAction.WITHDRAW: _("Catat pencabutan"),
}
