"""The table of a dispute at Komisi Informasi and in the courts, for officers and lawyers; docs/law.md shows it.

Komisi Informasi and the courts decide; the table only keeps what is recorded in an order that the law knows,
and keeps the city from a step of its own that came too late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.kernel.formats import tanggal
from portal.kernel.text import gettext_noop as _
from requests_app.law.dispute_words import OPEN_DISPUTES, DisputeAction, DisputeOutcome, DisputeState
from requests_app.law.tables import Guard, Step, StepTable
from requests_app.law.transitions import CITY_READING
from requests_app.law.words import Actor

_OFFICES = (Actor.PPID_UTAMA, Actor.ATASAN_PPID)
_AT_KI = (DisputeState.REGISTERED, DisputeState.MEDIATION, DisputeState.ADJUDICATION)


@dataclass(frozen=True)
class DisputeFacts:
    """What the guards ask on `today`; `mediation_until` is the last day as it is, extended or not.

    `way_until` is the last day of the next way open to a party (court, cassation), None while the receipt of
    the ruling is not known. `by_city`: the city itself goes to court, not the requester.
    """

    today: date
    grounds: tuple[str, ...] = ()
    mediation_until: date | None = None
    mediation_extended: bool = False
    way_until: date | None = None
    by_city: bool = False


def _way_passed(facts: DisputeFacts) -> str:
    if facts.way_until is None:
        return _("Catat dulu kapan putusan itu diterima: waktu upaya hukum dihitung dari tanggal itu.")
    if facts.today <= facts.way_until:
        return _("Upaya hukum masih terbuka sampai {date}.").format(date=tanggal(facts.way_until))
    return ""


def _city_in_time(facts: DisputeFacts) -> str:
    if not facts.by_city or facts.way_until is None or facts.today <= facts.way_until:
        return ""
    return _("Waktu pemerintah kota untuk upaya hukum ini berakhir {date}.").format(
        date=tanggal(facts.way_until)
    )


_GUARDS = (
    Guard(
        "may_be_mediated",
        _("ada alasan selain huruf a"),
        lambda f: (
            _(
                "Penolakan atas dasar pengecualian (huruf a) langsung diperiksa dalam ajudikasi, tanpa mediasi."
            )
            if set(f.grounds) == {"a"}
            else ""
        ),
        "UU 14/2008 Pasal 40 ayat (1)-(2), Pasal 42",
    ),
    Guard(
        "on_exemption",
        _("memuat alasan huruf a"),
        lambda f: (
            ""
            if "a" in f.grounds
            else _("Sengketa atas alasan b sampai g lebih dulu dimediasi. Catat mediasi dan bahwa ia gagal.")
        ),
        "UU 14/2008 Pasal 42; PERKI 1/2013 Pasal 29",
    ),
    Guard(
        "mediation_not_extended",
        _("belum pernah diperpanjang"),
        lambda f: _("Mediasi hanya dapat diperpanjang satu kali.") if f.mediation_extended else "",
        "PERKI 1/2013 Pasal 41",
    ),
    Guard(
        "mediation_running",
        _("empat belas hari kerja mediasi belum lewat"),
        lambda f: (
            _("Waktu mediasi berakhir {date}. Catat hasilnya.").format(date=tanggal(f.mediation_until))
            if f.mediation_until is not None and f.today > f.mediation_until
            else ""
        ),
        "PERKI 1/2013 Pasal 41",
    ),
    Guard(
        "city_in_time",
        _("pemerintah kota masih dalam waktunya"),
        _city_in_time,
        "UU 14/2008 Pasal 48 ayat (1), Pasal 50",
    ),
    Guard(
        "way_passed",
        _("waktu upaya hukum lewat"),
        _way_passed,
        "PERKI 1/2013 Pasal 60",
    ),
)

STEPS: tuple[Step, ...] = (
    Step(
        DisputeAction.REGISTER,
        (None,),
        DisputeState.REGISTERED,
        _OFFICES,
        "UU 14/2008 Pasal 37-38; PERKI 1/2013 Pasal 5, 13",
        needs=("on",),
        note=_("Apakah permohonan sengketa tepat waktu dinilai Komisi Informasi, bukan portal."),
    ),
    Step(
        DisputeAction.SET_NUMBER,
        tuple(state for state in DisputeState if state in OPEN_DISPUTES),
        None,
        _OFFICES,
        "PERKI 1/2013 Pasal 17",
        needs=("ki_number",),
    ),
    Step(
        DisputeAction.START_MEDIATION,
        (DisputeState.REGISTERED,),
        DisputeState.MEDIATION,
        _OFFICES,
        "UU 14/2008 Pasal 40; PERKI 1/2013 Pasal 29",
        guards=("may_be_mediated",),
        needs=("on",),
    ),
    Step(
        DisputeAction.EXTEND_MEDIATION,
        (DisputeState.MEDIATION,),
        None,
        _OFFICES,
        "PERKI 1/2013 Pasal 41",
        guards=("mediation_not_extended", "mediation_running"),
        needs=("reason",),
    ),
    Step(
        DisputeAction.AGREE,
        (DisputeState.MEDIATION,),
        DisputeState.FINAL,
        _OFFICES,
        "UU 14/2008 Pasal 39; PERKI 1/2013 Pasal 47",
        needs=("on", "terms"),
        outcomes=(DisputeOutcome.AGREED,),
        note=_("Kesepakatan mediasi final dan mengikat."),
    ),
    Step(
        DisputeAction.FAIL_MEDIATION,
        (DisputeState.MEDIATION,),
        DisputeState.ADJUDICATION,
        _OFFICES,
        "UU 14/2008 Pasal 42",
        needs=("on", "reason"),
    ),
    Step(
        DisputeAction.ADJUDICATE,
        (DisputeState.REGISTERED,),
        DisputeState.ADJUDICATION,
        _OFFICES,
        "UU 14/2008 Pasal 42-43; PERKI 1/2013 Pasal 29",
        guards=("on_exemption",),
        needs=("on",),
    ),
    Step(
        DisputeAction.RULE,
        (DisputeState.ADJUDICATION,),
        DisputeState.RULED,
        _OFFICES,
        "UU 14/2008 Pasal 46",
        needs=("number", "on"),
        outcomes=(DisputeOutcome.GRANTED, DisputeOutcome.PARTLY, DisputeOutcome.REJECTED),
    ),
    Step(
        DisputeAction.RULE,
        _AT_KI,
        DisputeState.RULED,
        _OFFICES,
        CITY_READING,
        needs=("number", "on"),
        outcomes=(DisputeOutcome.NOT_ACCEPTED,),
        note=_("Putusan sela, misalnya karena bukan kewenangan Komisi Informasi."),
    ),
    Step(
        DisputeAction.SUE,
        (DisputeState.RULED,),
        DisputeState.COURT,
        _OFFICES,
        "UU 14/2008 Pasal 47-48",
        guards=("city_in_time",),
        needs=("on",),
        note=_("Gugatan pemohon dicatat kapan pun; terlambat atau tidaknya dinilai pengadilan."),
    ),
    Step(
        DisputeAction.COURT_RULE,
        (DisputeState.COURT,),
        DisputeState.COURT_RULED,
        _OFFICES,
        "UU 14/2008 Pasal 49",
        needs=("number", "on"),
        outcomes=(DisputeOutcome.AFFIRMED, DisputeOutcome.OVERTURNED),
    ),
    Step(
        DisputeAction.APPEAL,
        (DisputeState.COURT_RULED,),
        DisputeState.CASSATION,
        _OFFICES,
        "UU 14/2008 Pasal 50",
        guards=("city_in_time",),
        needs=("on",),
    ),
    Step(
        DisputeAction.CASSATION_RULE,
        (DisputeState.CASSATION,),
        DisputeState.FINAL,
        _OFFICES,
        "UU 14/2008 Pasal 50",
        needs=("number", "on"),
        outcomes=(DisputeOutcome.AFFIRMED, DisputeOutcome.OVERTURNED),
    ),
    Step(
        DisputeAction.BECOME_FINAL,
        (DisputeState.RULED, DisputeState.COURT_RULED),
        DisputeState.FINAL,
        _OFFICES,
        "PERKI 1/2013 Pasal 60 ayat (3)-(5)",
        guards=("way_passed",),
    ),
    Step(
        DisputeAction.EXECUTE,
        (DisputeState.FINAL,),
        DisputeState.CLOSED,
        _OFFICES,
        "PERKI 1/2013 Pasal 60 ayat (3)-(5)",
        needs=("on", "how"),
        note=_(
            "Yang dibuka oleh putusan menjadi informasi setiap saat (PERKI 1/2021 Pasal 21 ayat (1) huruf q)."
        ),
    ),
    Step(
        DisputeAction.WITHDRAW,
        _AT_KI,
        DisputeState.CLOSED,
        _OFFICES,
        CITY_READING,
        needs=("on", "reason"),
        outcomes=(DisputeOutcome.WITHDRAWN,),
    ),
)

DISPUTES = StepTable(
    thing=_("Sengketa ini"),
    steps=STEPS,
    guards={guard.name: guard for guard in _GUARDS},
    open_states=OPEN_DISPUTES,
)
