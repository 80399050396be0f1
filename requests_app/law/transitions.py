"""The transition table of a request, for officers and for lawyers; docs/law.md shows it.

A row says: in these states, these people may do this under these conditions, it needs these particulars,
and it leads there. Nothing that is not a row can happen to a request.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.kernel.text import gettext_noop as _
from requests_app.law.words import Action, Actor, Outcome, State

#: Stands where other rows name an article: no text read governs the act, the city does.
CITY_READING = _("Bacaan kota: tidak diatur dalam peraturan")

_OPEN = (State.RECEIVED, State.INCOMPLETE, State.IN_PROGRESS)
_ENDED = (State.ANSWERED, State.CLOSED)
_OFFICERS = (Actor.PPID_PELAKSANA, Actor.PPID_UTAMA)
_OWES_HAND_OVER = (Outcome.GRANTED, Outcome.PARTLY, Outcome.NOT_DOCUMENTED)
_NOTHING_TO_HAND_OVER = (Outcome.NOT_HELD, Outcome.ALREADY_PUBLISHED)


@dataclass(frozen=True)
class Transition:
    """One row. `target` None keeps the state; `sources` holds None for a case that does not exist yet.

    `needs` names the particulars that the act must carry; `stops_clock` marks the written notice or an end
    that leaves no notice owed; `clears_outcome` marks the way back.
    """

    action: Action
    sources: tuple[State | None, ...]
    target: State | None
    roles: tuple[Actor, ...]
    article: str
    guards: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    stops_clock: bool = False
    clears_outcome: bool = False
    note: str = ""

    def leads_to(self, state: State | None) -> State:
        """The state after the act, from `state`."""
        target = self.target or state
        if target is None:
            raise ValueError(f"{self.action} leaves a case without a state")
        return target


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        Action.FILE,
        (None,),
        State.RECEIVED,
        (Actor.CITIZEN, *_OFFICERS),
        "UU 14/2008 Pasal 22 ayat (1)-(6); PERKI 1/2021 Pasal 28-30",
        needs=("information", "agency", "received_at"),
        note=_("Nomor pendaftaran diberikan seketika; kekurangan identitas tidak menundanya."),
    ),
    Transition(
        Action.DECLARE_COMPLETE,
        (State.RECEIVED,),
        State.IN_PROGRESS,
        _OFFICERS,
        "PERKI 1/2021 Pasal 31 ayat (2)-(3)",
        note=_("Memulai target layanan, tidak mengubah jatuh tempo undang-undang."),
    ),
    Transition(
        Action.REQUEST_COMPLETION,
        (State.RECEIVED, State.IN_PROGRESS),
        State.INCOMPLETE,
        _OFFICERS,
        "PERKI 1/2021 Pasal 33 ayat (1)-(3)",
        guards=("not_split", "no_refusal_pending"),
        needs=("missing_items",),
        note=_("Sepuluh hari kerja tetap berjalan."),
    ),
    Transition(
        Action.COMPLETE,
        (State.INCOMPLETE,),
        State.RECEIVED,
        (Actor.CITIZEN, *_OFFICERS),
        "PERKI 1/2021 Pasal 33 ayat (3)",
        needs=("supplied",),
        note=_("Petugas memeriksa lagi kelengkapannya."),
    ),
    Transition(
        Action.CLOSE_NOT_COMPLETED,
        (State.INCOMPLETE,),
        State.CLOSED,
        _OFFICERS,
        "PERKI 1/2021 Pasal 33 ayat (4)",
        guards=("completion_period_passed",),
        outcomes=(Outcome.NOT_COMPLETED,),
        stops_clock=True,
        note=_("Surat menyebut hak mengajukan keberatan."),
    ),
    Transition(
        Action.FORWARD,
        _OPEN,
        None,
        _OFFICERS,
        "UU 14/2008 Pasal 22 ayat (7) huruf b",
        guards=("not_split", "no_refusal_pending"),
        needs=("agency", "reason"),
        note=_("Di dalam Pemerintah Kota nomor dan hitungan hari tetap."),
    ),
    Transition(
        Action.SPLIT,
        (State.RECEIVED, State.IN_PROGRESS),
        State.IN_PROGRESS,
        _OFFICERS,
        "UU 14/2008 Pasal 22 ayat (7)",
        guards=("not_a_part", "not_split", "no_refusal_pending"),
        needs=("parts",),
        note=_("Setiap pecahan membawa nomor induk dengan akhiran dan tanggal terima yang sama."),
    ),
    Transition(
        Action.CLOSE_SPLIT,
        (State.IN_PROGRESS,),
        State.CLOSED,
        (Actor.SYSTEM,),
        "UU 14/2008 Pasal 22 ayat (7)",
        guards=("all_parts_ended",),
        outcomes=tuple(Outcome),
        stops_clock=True,
        note=_("Begitu pecahan terakhir dijawab atau berakhir; hasilnya rangkuman hasil pecahan."),
    ),
    Transition(
        Action.REOPEN_SPLIT,
        (State.CLOSED,),
        State.IN_PROGRESS,
        (Actor.SYSTEM,),
        CITY_READING,
        guards=("a_part_is_open",),
        clears_outcome=True,
        note=_("Bila salah satu pecahan dibuka kembali."),
    ),
    Transition(
        Action.START,
        (State.IN_PROGRESS,),
        None,
        _OFFICERS,
        "PERKI 1/2021 Pasal 31",
        guards=("not_split",),
    ),
    Transition(
        Action.EXTEND,
        _OPEN,
        None,
        _OFFICERS,
        "UU 14/2008 Pasal 22 ayat (8); PERKI 1/2021 Pasal 36",
        guards=("not_split", "not_extended", "first_date_not_passed"),
        needs=("ground", "reason"),
        note=_("Satu kali, paling lama tujuh hari kerja, dengan alasan tertulis."),
    ),
    Transition(
        Action.PROPOSE_REFUSAL,
        (State.RECEIVED, State.IN_PROGRESS),
        State.IN_PROGRESS,
        _OFFICERS,
        "PERKI 1/2021 Pasal 10 ayat (2) huruf f, Pasal 34",
        guards=("not_split", "no_refusal_pending", "decree_covers"),
        needs=("ground", "reason"),
        note=_("Tanpa keputusan pengecualian: uji konsekuensi dulu, waktu menjawab tetap berjalan."),
    ),
    Transition(
        Action.SIGN_REFUSAL,
        (State.IN_PROGRESS,),
        None,
        (Actor.PPID_UTAMA,),
        "PERKI 1/2021 Pasal 10 ayat (2) huruf f dan Lampiran IX",
        guards=("refusal_proposed", "decree_covers"),
    ),
    Transition(
        Action.SIGN_REFUSAL,
        (State.IN_PROGRESS,),
        None,
        (Actor.PPID_PELAKSANA,),
        CITY_READING,
        guards=("refusal_proposed", "signing_delegated", "decree_covers"),
        note=_("Hanya dengan keputusan pendelegasian yang tercatat dan masih berlaku."),
    ),
    Transition(
        Action.APPROVE_REFUSAL,
        (State.IN_PROGRESS,),
        State.CLOSED,
        (Actor.ATASAN_PPID,),
        "PERKI 1/2021 Pasal 10 ayat (2) huruf f, Pasal 34",
        guards=("refusal_signed", "decree_covers"),
        outcomes=(Outcome.REFUSED,),
        stops_clock=True,
        note=_("Keputusan penolakan menyebut hak mengajukan keberatan."),
    ),
    Transition(
        Action.RETURN_REFUSAL,
        (State.IN_PROGRESS,),
        None,
        (Actor.PPID_PELAKSANA, Actor.PPID_UTAMA, Actor.ATASAN_PPID),
        "PERKI 1/2021 Pasal 10 ayat (2) huruf f",
        guards=("refusal_pending",),
        needs=("reason",),
    ),
    Transition(
        Action.ANSWER,
        _OPEN,
        State.ANSWERED,
        _OFFICERS,
        "UU 14/2008 Pasal 22 ayat (7); PERKI 1/2021 Pasal 31 ayat (4)",
        guards=("not_split", "no_refusal_pending"),
        needs=("notice", "hand_over_on"),
        outcomes=_OWES_HAND_OVER,
        stops_clock=True,
        note=_("Tanggal pemberitahuan menghentikan hitungan; penyerahan punya tanggal sendiri."),
    ),
    Transition(
        Action.ANSWER,
        _OPEN,
        State.CLOSED,
        _OFFICERS,
        "UU 14/2008 Pasal 22 ayat (7) huruf a-b; PERKI 1/2021 Pasal 31 ayat (4)",
        guards=("not_split", "no_refusal_pending"),
        needs=("notice",),
        outcomes=_NOTHING_TO_HAND_OVER,
        stops_clock=True,
        note=_("Bila tidak dikuasai, sebut badan publik yang menguasainya bila diketahui."),
    ),
    Transition(
        Action.HAND_OVER,
        (State.ANSWERED,),
        State.CLOSED,
        _OFFICERS,
        "PERKI 1/2021 Pasal 32 ayat (1) huruf n",
        needs=("handed_over_on",),
    ),
    Transition(
        Action.WITHDRAW,
        _OPEN,
        State.CLOSED,
        (Actor.CITIZEN, *_OFFICERS),
        CITY_READING,
        guards=("not_split",),
        needs=("confirmation",),
        outcomes=(Outcome.WITHDRAWN,),
        stops_clock=True,
        note=_("Petugas hanya mencatat penarikan yang dinyatakan pemohon."),
    ),
    Transition(
        Action.REOPEN,
        _ENDED,
        State.IN_PROGRESS,
        (*_OFFICERS, Actor.ATASAN_PPID),
        CITY_READING,
        guards=("not_split",),
        needs=("reason",),
        clears_outcome=True,
        note=_("Nomor, tanggal terima, dan jatuh tempo tetap; kedua penutupan tercatat."),
    ),
    Transition(
        Action.MARK_NOT_A_REQUEST,
        _OPEN,
        State.CLOSED,
        _OFFICERS,
        "UU 14/2008 Pasal 1 angka 12, Pasal 22 ayat (7)",
        guards=("not_split", "no_refusal_pending"),
        needs=("notice", "right_door"),
        outcomes=(Outcome.NOT_A_REQUEST,),
        stops_clock=True,
        note=_("Dijawab tepat waktu dengan menunjuk layanan yang benar."),
    ),
    Transition(
        Action.MARK_SPAM,
        _OPEN,
        None,
        _OFFICERS,
        CITY_READING,
        guards=("spam_not_marked", "not_split"),
        needs=("reason",),
        note=_("Jumlah permohonan bukan alasan; PERKI 1/2013 Pasal 4 hanya untuk sengketa."),
    ),
    Transition(
        Action.CONFIRM_SPAM,
        _OPEN,
        State.CLOSED,
        (Actor.PPID_UTAMA,),
        CITY_READING,
        guards=("spam_marked",),
        needs=("reason",),
        outcomes=(Outcome.SPAM,),
        stops_clock=True,
        note=_("Nomor tetap tercatat dan permohonan dapat dibuka kembali."),
    ),
    Transition(
        Action.REJECT_SPAM,
        _OPEN,
        None,
        (Actor.PPID_UTAMA,),
        CITY_READING,
        guards=("spam_marked",),
    ),
    Transition(
        Action.PUBLISH,
        _ENDED,
        None,
        _OFFICERS,
        "UU 14/2008 Pasal 11 ayat (2); PERKI 1/2021 Pasal 21 ayat (1) huruf q",
        guards=("is_private", "answer_can_be_public", "masked_and_confirmed"),
    ),
    Transition(
        Action.HIDE,
        _ENDED,
        None,
        _OFFICERS,
        "UU 14/2008 Pasal 17 huruf h",
        guards=("is_public",),
        needs=("reason",),
    ),
)
