"""The table of an objection, for officers and for lawyers; docs/law.md shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.kernel.formats import tanggal
from portal.kernel.text import gettext_noop as _
from requests_app.law.objection_words import (
    OPEN_OBJECTIONS,
    ObjectionAction,
    ObjectionOutcome,
    ObjectionState,
)
from requests_app.law.tables import Guard, Step, StepTable
from requests_app.law.transitions import CITY_READING
from requests_app.law.words import Actor

_OPEN = (ObjectionState.RECEIVED, ObjectionState.REBUTTED)
_ENDED_WITH_ORDERS = (ObjectionState.DECIDED, ObjectionState.SETTLED)
_OFFICERS = (Actor.PPID_PELAKSANA, Actor.PPID_UTAMA)
_DECISION = "UU 14/2008 Pasal 36 ayat (2)-(3); PERKI 1/2021 Pasal 44"


@dataclass(frozen=True)
class ObjectionFacts:
    """What the guards ask about an objection on `today`; the caller reads it from the database.

    `filing_until` is the last day on which it could be filed, None where nothing ends the right or the
    receipt of a letter is not known. Defaults describe a plain objection just received.
    """

    today: date
    received_on: date
    decision_due_on: date
    grounds: tuple[str, ...] = ()
    filing_until: date | None = None
    refused_on_exemption: bool = False
    decree_named: bool = False
    own_rebuttal: bool = False
    signed_by_both: bool = False
    silence_noted: bool = False
    open_orders: int = 0
    done_orders: int = 0


def _filing_passed(facts: ObjectionFacts) -> str:
    if facts.filing_until is None:
        return _(
            "Kapan alasan keberatan ini ditemukan tidak diketahui pasti, jadi lewat waktu tidak dapat "
            "dinyatakan. Putuskan isinya."
        )
    if facts.received_on <= facts.filing_until:
        return _(
            "Keberatan ini diajukan sebelum batasnya, {date}, jadi tidak lewat waktu. Putuskan isinya."
        ).format(date=tanggal(facts.filing_until))
    return ""


def _decision_passed(facts: ObjectionFacts) -> str:
    if facts.today > facts.decision_due_on:
        return ""
    return _("Tiga puluh hari kerja belum lewat; batasnya {date}.").format(
        date=tanggal(facts.decision_due_on)
    )


_GUARDS = (
    Guard(
        "filing_period_passed",
        _("diajukan setelah 30 hari kerja sejak alasannya ditemukan"),
        _filing_passed,
        "UU 14/2008 Pasal 36 ayat (1)",
    ),
    Guard(
        "not_own_rebuttal",
        _("pemutus bukan penyusun tanggapan PPID"),
        lambda f: (
            _("Anda menyusun tanggapan PPID atas keberatan ini. Minta PPID lain menyusunnya, lalu putuskan.")
            if f.own_rebuttal
            else ""
        ),
        CITY_READING,
    ),
    Guard(
        "decree_attached",
        _("penolakan atas dasar pengecualian menyertakan keputusan pengecualiannya"),
        lambda f: (
            _("Sebutkan keputusan pengecualian yang disertakan pada tanggapan ini.")
            if f.refused_on_exemption and not f.decree_named
            else ""
        ),
        "PERKI 1/2021 Pasal 44 ayat (3)",
    ),
    Guard(
        "may_be_amicable",
        _("tidak memuat alasan huruf a"),
        lambda f: (
            _(
                "Penolakan atas dasar pengecualian (huruf a) tidak dapat diselesaikan dengan musyawarah. "
                "Putuskan keberatan ini."
            )
            if "a" in f.grounds
            else ""
        ),
        "UU 14/2008 Pasal 35 ayat (2)",
    ),
    Guard(
        "signed_by_both",
        _("ditandatangani kedua pihak"),
        lambda f: (
            ""
            if f.signed_by_both
            else _("Unggah berita acara kesepakatan yang ditandatangani pengaju dan PPID.")
        ),
        "UU 14/2008 Pasal 35 ayat (2)",
    ),
    Guard("decision_period_passed", _("30 hari kerja lewat tanpa keputusan"), _decision_passed, silent=True),
    Guard(
        "silence_not_noted",
        _("belum pernah dicatat"),
        lambda f: _("Sudah tercatat bahwa 30 hari kerja lewat.") if f.silence_noted else "",
        silent=True,
    ),
    Guard(
        "has_open_order",
        _("ada perintah yang belum dilaksanakan"),
        lambda f: "" if f.open_orders else _("Tidak ada perintah yang menunggu dilaksanakan."),
        silent=True,
    ),
    Guard(
        "has_done_order",
        _("ada perintah yang dicatat dilaksanakan"),
        lambda f: "" if f.done_orders else _("Belum ada perintah yang dicatat dilaksanakan."),
        silent=True,
    ),
)

STEPS: tuple[Step, ...] = (
    Step(
        ObjectionAction.FILE,
        (None,),
        ObjectionState.RECEIVED,
        (Actor.CITIZEN, *_OFFICERS, Actor.ATASAN_PPID),
        "UU 14/2008 Pasal 35 ayat (1), Pasal 36 ayat (1); PERKI 1/2021 Pasal 39-43",
        needs=("grounds", "agency", "received_at"),
        note=_("Nomor dan baris register diberikan seketika, juga bila lewat waktu atau dari kertas."),
    ),
    Step(
        ObjectionAction.REBUT,
        _OPEN,
        ObjectionState.REBUTTED,
        _OFFICERS,
        "PERKI 1/2021 Pasal 44 ayat (2) huruf c",
        needs=("rebuttal",),
        note=_("Konsep bagi Atasan PPID; hitungan 30 hari kerja tetap berjalan."),
    ),
    Step(
        ObjectionAction.RETURN_REBUTTAL,
        (ObjectionState.REBUTTED,),
        ObjectionState.RECEIVED,
        (Actor.ATASAN_PPID,),
        CITY_READING,
        needs=("reason",),
    ),
    Step(
        ObjectionAction.DECIDE,
        _OPEN,
        ObjectionState.DECIDED,
        (Actor.ATASAN_PPID,),
        _DECISION,
        guards=("not_own_rebuttal",),
        needs=("reasons", "rebuttal", "orders"),
        outcomes=(ObjectionOutcome.UPHELD, ObjectionOutcome.PARTLY),
        note=_(
            "Setiap perintah punya tanggal dan menjadi tugas PPID. Surat menyebut hak ke Komisi Informasi."
        ),
    ),
    Step(
        ObjectionAction.DECIDE,
        _OPEN,
        ObjectionState.DECIDED,
        (Actor.ATASAN_PPID,),
        _DECISION,
        guards=("not_own_rebuttal", "decree_attached"),
        needs=("reasons", "rebuttal"),
        outcomes=(ObjectionOutcome.REJECTED,),
        note=_("Surat menyebut hak ke Komisi Informasi."),
    ),
    Step(
        ObjectionAction.DECIDE,
        _OPEN,
        ObjectionState.DECIDED,
        (Actor.ATASAN_PPID,),
        "UU 14/2008 Pasal 36 ayat (1)",
        guards=("filing_period_passed",),
        needs=("reasons",),
        outcomes=(ObjectionOutcome.TOO_LATE,),
        note=_("Hanya Atasan PPID yang menyatakannya, dalam surat yang menyebut hak ke Komisi Informasi."),
    ),
    Step(
        ObjectionAction.SETTLE,
        _OPEN,
        ObjectionState.SETTLED,
        (*_OFFICERS, Actor.ATASAN_PPID),
        "UU 14/2008 Pasal 35 ayat (2)",
        guards=("may_be_amicable", "signed_by_both"),
        needs=("agreement", "agreed_on"),
        note=_(
            "Perundingan tidak menghentikan hitungan hari; kesepakatan yang ditandatangani mengakhirinya."
        ),
    ),
    Step(
        ObjectionAction.WITHDRAW,
        _OPEN,
        ObjectionState.WITHDRAWN,
        (Actor.CITIZEN, *_OFFICERS, Actor.ATASAN_PPID),
        CITY_READING,
        needs=("confirmation",),
        note=_("Petugas hanya mencatat penarikan yang dinyatakan pengaju."),
    ),
    Step(
        ObjectionAction.NOTE_SILENCE,
        _OPEN,
        None,
        (Actor.SYSTEM,),
        "UU 14/2008 Pasal 37 ayat (2)",
        guards=("decision_period_passed", "silence_not_noted"),
        note=_(
            "Pengaju dan DKISS diberi tahu batas 14 hari kerja ke Komisi Informasi; keputusan tetap wajib."
        ),
    ),
    Step(
        ObjectionAction.DO_ORDER,
        _ENDED_WITH_ORDERS,
        None,
        _OFFICERS,
        "PERKI 1/2021 Pasal 44 ayat (2)",
        guards=("has_open_order",),
        needs=("how",),
    ),
    Step(
        ObjectionAction.RETURN_ORDER,
        _ENDED_WITH_ORDERS,
        None,
        (Actor.ATASAN_PPID,),
        CITY_READING,
        guards=("has_done_order",),
        needs=("reason",),
    ),
)

OBJECTIONS = StepTable(
    thing=_("Keberatan ini"),
    steps=STEPS,
    guards={guard.name: guard for guard in _GUARDS},
    open_states=OPEN_OBJECTIONS,
)
