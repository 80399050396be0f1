"""The conditions of the transition table: each is a named question about the facts of a case.

A guard that says no gives a sentence that tells the person what holds it up, never only "not allowed".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.formats import tanggal
from portal.kernel.text import gettext_noop as _
from requests_app.law.words import Outcome, Visibility


class RefusalStage(StrEnum):
    """A refusal is drafted by the agency, signed by PPID Utama and approved by Atasan PPID."""

    NONE = "none"
    PROPOSED = "proposed"
    SIGNED = "signed"


@dataclass(frozen=True)
class Facts:
    """What the guards ask about a case on `today`; the caller reads it from the database.

    `due_on` is the ten days' end, `extended_due_on` is only given once extended. `completion_until` is None
    while the receipt of the incomplete notice is not proven. `open_parts` still owe a notice. Defaults describe a
    plain case just received.
    """

    today: date
    due_on: date
    extended: bool = False
    refusal: RefusalStage = RefusalStage.NONE
    refusal_on_exemption: bool = False
    decree_in_force: bool = False
    signing_delegated: bool = False
    completion_until: date | None = None
    spam_marked: bool = False
    is_part: bool = False
    parts: int = 0
    open_parts: int = 0
    outcome: Outcome | None = None
    visibility: Visibility = Visibility.PRIVATE
    masked_and_confirmed: bool = False
    withdrawal_in_writing: bool = True


@dataclass(frozen=True)
class Guard:
    """`why_not` returns the sentence for a person, or an empty string when the condition holds.

    `silent`: without it there is nothing to act on; a page does not offer what has no object.
    """

    name: str
    condition: str
    why_not: Callable[[Facts], str]
    article: str = ""
    silent: bool = False


def _unless(met: Callable[[Facts], bool], message: str) -> Callable[[Facts], str]:
    return lambda facts: "" if met(facts) else message


def _not_past_due(facts: Facts) -> str:
    if facts.today <= facts.due_on:
        return ""
    return _(
        "Perpanjangan hanya dapat dibuat sebelum sepuluh hari kerja lewat. Batasnya {date}. "
        "Jawab permohonan ini sekarang."
    ).format(date=tanggal(facts.due_on))


def _completion_passed(facts: Facts) -> str:
    if facts.completion_until is None:
        return _(
            "Catat dulu bukti bahwa surat keterangan tidak lengkap sudah diterima pemohon. "
            "Tanpa bukti itu permohonan tidak dapat ditutup."
        )
    if facts.today <= facts.completion_until:
        return _("Pemohon masih dapat melengkapi sampai {date}.").format(date=tanggal(facts.completion_until))
    return ""


_GUARDS = (
    Guard(
        "not_extended",
        _("belum pernah diperpanjang"),
        _unless(
            lambda f: not f.extended,
            _("Permohonan ini sudah diperpanjang; undang-undang hanya memberi satu kali."),
        ),
        "UU 14/2008 Pasal 22 ayat (8); PERKI 1/2021 Pasal 36 ayat (2)",
    ),
    Guard(
        "first_date_not_passed",
        _("sepuluh hari kerja belum lewat"),
        _not_past_due,
        "UU 14/2008 Pasal 22 ayat (8)",
    ),
    Guard(
        "completion_period_passed",
        _("surat tidak lengkap terbukti diterima dan tiga hari kerja lewat"),
        _completion_passed,
        "PERKI 1/2021 Pasal 33 ayat (3)-(4)",
    ),
    Guard(
        "no_refusal_pending",
        _("tidak ada usul penolakan yang berjalan"),
        _unless(
            lambda f: f.refusal is RefusalStage.NONE,
            _("Ada usul penolakan yang menunggu keputusan. Kembalikan dulu usul itu."),
        ),
    ),
    Guard(
        "refusal_proposed",
        _("penolakan diusulkan dan belum ditandatangani"),
        _unless(
            lambda f: f.refusal is RefusalStage.PROPOSED,
            _("Tidak ada usul penolakan yang menunggu tanda tangan PPID Utama."),
        ),
        "PERKI 1/2021 Pasal 10 ayat (2) huruf f",
        silent=True,
    ),
    Guard(
        "refusal_signed",
        _("penolakan ditandatangani PPID Utama"),
        _unless(
            lambda f: f.refusal is RefusalStage.SIGNED,
            _("Atasan PPID menyetujui setelah PPID Utama menandatangani penolakan."),
        ),
        "PERKI 1/2021 Pasal 10 ayat (2) huruf f",
        silent=True,
    ),
    Guard(
        "refusal_pending",
        _("ada usul penolakan"),
        _unless(
            lambda f: f.refusal is not RefusalStage.NONE, _("Tidak ada usul penolakan pada permohonan ini.")
        ),
        silent=True,
    ),
    Guard(
        "signing_delegated",
        _("penandatanganan didelegasikan dengan keputusan yang berlaku"),
        _unless(
            lambda f: f.signing_delegated,
            _("Penolakan ditandatangani PPID Utama. Belum ada keputusan pendelegasian untuk unit Anda."),
        ),
        silent=True,
    ),
    Guard(
        "decree_covers",
        _("pengecualian punya keputusan yang berlaku"),
        _unless(
            lambda f: f.decree_in_force or not f.refusal_on_exemption,
            _(
                "Belum ada keputusan pengecualian yang berlaku untuk informasi ini. "
                "Lakukan uji konsekuensi dulu; waktu menjawab tetap berjalan."
            ),
        ),
        "UU 14/2008 Pasal 19; PERKI 1/2021 Pasal 34 ayat (2)",
    ),
    Guard(
        "not_a_part",
        _("bukan pecahan permohonan lain"),
        _unless(lambda f: not f.is_part, _("Pecahan permohonan tidak dapat dipecah lagi.")),
    ),
    Guard(
        "not_split",
        _("tidak dipecah"),
        _unless(
            lambda f: f.parts == 0, _("Permohonan ini sudah dipecah. Kerjakan pecahannya masing-masing.")
        ),
    ),
    Guard(
        "all_parts_ended",
        _("semua pecahan dijawab atau berakhir"),
        _unless(
            lambda f: f.parts > 0 and f.open_parts == 0, _("Masih ada pecahan permohonan yang belum dijawab.")
        ),
        silent=True,
    ),
    Guard(
        "a_part_is_open",
        _("ada pecahan yang dibuka kembali"),
        _unless(lambda f: f.open_parts > 0, _("Tidak ada pecahan permohonan yang terbuka.")),
        silent=True,
    ),
    Guard(
        "spam_not_marked",
        _("belum ditandai spam"),
        _unless(
            lambda f: not f.spam_marked, _("Permohonan ini sudah ditandai dan menunggu penetapan PPID Utama.")
        ),
    ),
    Guard(
        "spam_marked",
        _("sudah ditandai spam"),
        _unless(lambda f: f.spam_marked, _("Permohonan ini tidak ditandai sebagai spam.")),
        silent=True,
    ),
    Guard(
        "answer_can_be_public",
        _("berisi jawaban, bukan spam"),
        _unless(
            lambda f: f.outcome not in {None, Outcome.SPAM, Outcome.WITHDRAWN, Outcome.NOT_COMPLETED},
            _("Tidak ada jawaban yang dapat dibuka dari permohonan ini."),
        ),
    ),
    Guard(
        "masked_and_confirmed",
        _("data pribadi disamarkan dan diperiksa"),
        _unless(
            lambda f: f.masked_and_confirmed,
            _("Samarkan data pribadi pada teks dan berkas, lalu nyatakan sudah diperiksa."),
        ),
        "UU 14/2008 Pasal 17 huruf h; PERKI 1/2021 Pasal 5 ayat (3)",
    ),
    Guard(
        "is_public",
        _("terbuka untuk umum"),
        _unless(
            lambda f: f.visibility is Visibility.PUBLIC, _("Permohonan ini memang tidak terbuka untuk umum.")
        ),
        silent=True,
    ),
    Guard(
        "is_private",
        _("tertutup"),
        _unless(lambda f: f.visibility is Visibility.PRIVATE, _("Jawaban ini sudah terbuka untuk umum.")),
    ),
)

GUARDS: dict[str, Guard] = {guard.name: guard for guard in _GUARDS}
