"""The table of periods: how many days, from what, by which article, and since when.

A period is looked up by the day on which it starts, so that a case of a past year keeps the rule of its time.
Where the texts are silent or clash, the city's reading is a named switch in `READINGS` and is shown to
people as the city's reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.text import gettext_noop as _

#: UU 14/2008 Pasal 64: in force two years after its promulgation on 30 April 2008.
UU14_IN_FORCE = date(2010, 4, 30)
#: PERKI 1/2021 Pasal 64; requests then in process kept the former rule (Pasal 62).
PERKI_2021_IN_FORCE = date(2021, 6, 30)
#: PERKI 1/2013 on disputes: the day it was issued; the day of its promulgation in 2013 was not found.
PERKI_2013_IN_FORCE = date(2013, 3, 28)
#: UU 27/2022 Pasal 74: two years to comply after 17 October 2022.
UU27_BINDING = date(2024, 10, 17)


class Stage(StrEnum):
    """A period that the law, or the city's own standard, sets."""

    COMPLETENESS_CHECK = "completeness_check"
    COMPLETION = "completion"
    SERVICE_TARGET = "service_target"
    NOTICE = "notice"
    REFUSAL_NOTICE = "refusal_notice"
    EXTENSION = "extension"
    OBJECTION_FILING = "objection_filing"
    OBJECTION_DECISION = "objection_decision"
    DISPUTE_FILING = "dispute_filing"
    KI_COMPLETENESS_NOTICE = "ki_completeness_notice"
    KI_COMPLETION = "ki_completion"
    KI_START = "ki_start"
    KI_SETTLEMENT = "ki_settlement"
    MEDIATION = "mediation"
    MEDIATION_EXTENSION = "mediation_extension"
    COURT_OBJECTION = "court_objection"
    CASSATION = "cassation"
    EXEMPTION_LAPSE = "exemption_lapse"
    DATA_ACCESS = "data_access"
    DATA_CORRECTION = "data_correction"
    BREACH_NOTICE = "breach_notice"


class Unit(StrEnum):
    WORKDAY = "workday"
    DAY = "day"
    HOUR = "hour"

    @property
    def label(self) -> str:
        return {"workday": _("hari kerja"), "day": _("hari"), "hour": _("jam")}[self.value]


@dataclass(frozen=True)
class Rule:
    """One period. `statutory` is False for a standard of service that no compliance figure is judged by."""

    stage: Stage
    label: str
    length: int
    starts: str
    article: str
    valid_from: date
    note: str = ""
    unit: Unit = Unit.WORKDAY
    statutory: bool = True
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


RULES: tuple[Rule, ...] = (
    Rule(
        Stage.COMPLETENESS_CHECK,
        _("Pemeriksaan kelengkapan"),
        3,
        _("permohonan dicatat dalam register"),
        "PERKI 1/2021 Pasal 31 ayat (2)",
        PERKI_2021_IN_FORCE,
    ),
    Rule(
        Stage.COMPLETION,
        _("Pemohon melengkapi permohonan"),
        3,
        _("surat keterangan tidak lengkap diterima pemohon"),
        "PERKI 1/2021 Pasal 33 ayat (3)",
        PERKI_2021_IN_FORCE,
        note=_("Bila tanggal terimanya tidak diketahui, waktu ini tidak habis."),
    ),
    Rule(
        Stage.SERVICE_TARGET,
        _("Target layanan: pemberitahuan tertulis"),
        3,
        _("permohonan dinyatakan lengkap"),
        "PERKI 1/2021 Pasal 31 ayat (3)",
        PERKI_2021_IN_FORCE,
        note=_("Standar layanan. Kepatuhan dinilai dengan sepuluh hari kerja undang-undang."),
        statutory=False,
    ),
    Rule(
        Stage.NOTICE,
        _("Pemberitahuan tertulis"),
        10,
        _("permohonan diterima"),
        "UU 14/2008 Pasal 22 ayat (7)",
        UU14_IN_FORCE,
        note=_("Tidak berhenti bila permohonan belum lengkap dan tidak mulai lagi bila diteruskan."),
    ),
    Rule(
        Stage.REFUSAL_NOTICE,
        _("Pemberitahuan penolakan"),
        10,
        _("permohonan diterima"),
        "PERKI 1/2021 Pasal 34 ayat (3)",
        PERKI_2021_IN_FORCE,
    ),
    Rule(
        Stage.EXTENSION,
        _("Perpanjangan pemberitahuan tertulis"),
        7,
        _("sepuluh hari kerja berakhir"),
        "UU 14/2008 Pasal 22 ayat (8); PERKI 1/2021 Pasal 36",
        UU14_IN_FORCE,
        note=_("Satu kali, tertulis, dengan alasan, sebelum sepuluh hari kerja lewat."),
    ),
    Rule(
        Stage.OBJECTION_FILING,
        _("Pengajuan keberatan"),
        30,
        _("alasan keberatan ditemukan"),
        "UU 14/2008 Pasal 36 ayat (1)",
        UU14_IN_FORCE,
    ),
    Rule(
        Stage.OBJECTION_DECISION,
        _("Tanggapan Atasan PPID atas keberatan"),
        30,
        _("keberatan diterima secara tertulis"),
        "UU 14/2008 Pasal 36 ayat (2); PERKI 1/2021 Pasal 44 ayat (1)",
        UU14_IN_FORCE,
        note=_("Dicatat dalam register pada hari diterima, sehingga kedua hitungan sama."),
    ),
    Rule(
        Stage.DISPUTE_FILING,
        _("Permohonan sengketa ke Komisi Informasi"),
        14,
        _("tanggapan tertulis diterima, atau tiga puluh hari kerja lewat tanpa tanggapan"),
        "UU 14/2008 Pasal 37 ayat (2); PERKI 1/2013 Pasal 13",
        UU14_IN_FORCE,
    ),
    Rule(
        Stage.KI_COMPLETENESS_NOTICE,
        _("Komisi Informasi memberi tahu kekurangan permohonan sengketa"),
        3,
        _("permohonan sengketa diterima"),
        "PERKI 1/2013 Pasal 17",
        PERKI_2013_IN_FORCE,
    ),
    Rule(
        Stage.KI_COMPLETION,
        _("Pemohon melengkapi permohonan sengketa"),
        7,
        _("pemberitahuan kekurangan diterima"),
        "PERKI 1/2013 Pasal 17",
        PERKI_2013_IN_FORCE,
    ),
    Rule(
        Stage.KI_START,
        _("Komisi Informasi mulai menyelesaikan sengketa"),
        14,
        _("permohonan sengketa diterima"),
        "UU 14/2008 Pasal 38 ayat (1)",
        UU14_IN_FORCE,
    ),
    Rule(
        Stage.KI_SETTLEMENT,
        _("Komisi Informasi menyelesaikan sengketa"),
        100,
        _("permohonan sengketa diterima"),
        "UU 14/2008 Pasal 38 ayat (2)",
        UU14_IN_FORCE,
    ),
    Rule(
        Stage.MEDIATION,
        _("Mediasi"),
        14,
        _("pertemuan mediasi pertama"),
        "PERKI 1/2013 Pasal 41",
        PERKI_2013_IN_FORCE,
    ),
    Rule(
        Stage.MEDIATION_EXTENSION,
        _("Perpanjangan mediasi"),
        7,
        _("empat belas hari kerja mediasi berakhir"),
        "PERKI 1/2013 Pasal 41",
        PERKI_2013_IN_FORCE,
        note=_("Satu kali, atas kesepakatan para pihak."),
    ),
    Rule(
        Stage.COURT_OBJECTION,
        _("Gugatan ke pengadilan"),
        14,
        _("putusan Komisi Informasi diterima"),
        "UU 14/2008 Pasal 48 ayat (1)",
        UU14_IN_FORCE,
        note=_("PERKI 1/2013 Pasal 60 ayat (2) menyebut 14 hari. Portal menampilkan keduanya."),
    ),
    Rule(
        Stage.CASSATION,
        _("Kasasi ke Mahkamah Agung"),
        14,
        _("putusan pengadilan diterima"),
        "UU 14/2008 Pasal 50",
        UU14_IN_FORCE,
        unit=Unit.DAY,
    ),
    Rule(
        Stage.EXEMPTION_LAPSE,
        _("Pernyataan terbuka sebelum masa pengecualian berakhir"),
        30,
        _("dihitung mundur dari akhir masa pengecualian"),
        "PP 61/2010 Pasal 11 ayat (2); PERKI 1/2021 Pasal 52 ayat (1)",
        PERKI_2021_IN_FORCE,
        note=_("Tanpa pernyataan, informasi terbuka dengan sendirinya saat masa itu berakhir."),
    ),
    Rule(
        Stage.DATA_ACCESS,
        _("Akses ke data pribadi sendiri"),
        72,
        _("permintaan diterima"),
        "UU 27/2022 Pasal 32",
        UU27_BINDING,
        unit=Unit.HOUR,
    ),
    Rule(
        Stage.DATA_CORRECTION,
        _("Perbaikan data pribadi"),
        72,
        _("permintaan diterima"),
        "UU 27/2022 Pasal 30",
        UU27_BINDING,
        unit=Unit.HOUR,
    ),
    Rule(
        Stage.BREACH_NOTICE,
        _("Pemberitahuan kegagalan pelindungan data pribadi"),
        72,
        _("kegagalan diketahui"),
        "UU 27/2022 Pasal 46",
        UU27_BINDING,
        unit=Unit.HOUR,
    ),
)


@dataclass(frozen=True)
class Readings:
    """The city's answers where the texts are silent or clash; each switch is obeyed by `deadlines`."""

    joint_leave_excluded: bool = True
    receipt_day_is_day_one: bool = False
    notice_starts_when_complete: bool = False
    lateness_found_day_after_due: bool = True
    earlier_told_date_opens_rights: bool = True


@dataclass(frozen=True)
class Reading:
    """What a switch of `Readings` means, as it is told to people."""

    switch: str
    question: str
    answer: str
    why: str


READINGS: tuple[Reading, ...] = (
    Reading(
        "joint_leave_excluded",
        _("Apakah cuti bersama dihitung sebagai hari kerja?"),
        _("Tidak. Cuti bersama aparatur sipil negara dilewati seperti hari libur nasional."),
        _("Undang-undang menyebut hari kerja tanpa menjelaskan cuti bersama."),
    ),
    Reading(
        "receipt_day_is_day_one",
        _("Apakah hari penerimaan adalah hari pertama?"),
        _("Tidak. Hari pertama adalah hari kerja berikutnya."),
        _("Tidak ada ketentuan yang menyebut hari pertama."),
    ),
    Reading(
        "notice_starts_when_complete",
        _("Apakah sepuluh hari kerja baru mulai saat permohonan lengkap?"),
        _("Tidak. Hitungan mulai saat permohonan diterima dan tidak berhenti."),
        _("UU 14/2008 Pasal 22 ayat (7) lebih tinggi daripada PERKI 1/2021 Pasal 31 ayat (3)."),
    ),
    Reading(
        "lateness_found_day_after_due",
        _("Kapan keterlambatan menjadi alasan keberatan?"),
        _("Pada hari kalender setelah jatuh tempo; hari pertama pengajuan adalah hari kerja berikutnya."),
        _("Tidak ada ketentuan yang menyebutnya. Cara ini menguntungkan pemohon."),
    ),
    Reading(
        "earlier_told_date_opens_rights",
        _("Tanggal mana yang membuka hak keberatan bila jatuh tempo bergeser?"),
        _("Tanggal yang lebih awal di antara yang pernah diberitahukan dan yang sekarang."),
        _("Pemohon boleh memegang tanggal yang pernah diberitahukan kepadanya."),
    ),
)

#: Dated versions, newest last. A changed reading is a new row, so that a past period keeps its own.
READING_VERSIONS: tuple[tuple[date, Readings], ...] = ((UU14_IN_FORCE, Readings()),)


def rule_for(stage: Stage, on: date) -> Rule | None:
    """The rule of `stage` in force on the day the period starts; None when none was in force or known."""
    return next((rule for rule in reversed(RULES) if rule.stage is stage and rule.holds_on(on)), None)


def readings_on(day: date) -> Readings:
    """The city's readings for a case received on `day`."""
    valid = [readings for start, readings in READING_VERSIONS if start <= day]
    return valid[-1] if valid else READING_VERSIONS[0][1]
