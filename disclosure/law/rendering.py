"""docs/law-lists.md from the tables, so that a lawyer reads what the portal obeys and not a description of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from disclosure.law.closure import Period, Status, check_declaration, status_on, told_from
from disclosure.law.editions import (
    INTERVAL_MONTHS,
    PROPOSE_WORKDAYS,
    REMIND_WORKDAYS,
    REVIEW_WORKDAYS,
    SAMPLE_OF,
    next_due,
    remind_from,
)
from disclosure.law.exemptions import (
    ASKS_CONSENT,
    END_RULES,
    END_WORDS,
    NEVER_EXEMPT_TITLES,
    TITLES,
    EndRule,
    ExemptionRuleBroken,
    latest_end,
)
from portal.kernel.formats import tanggal
from portal.kernel.workdays import WorkCalendar

INTRO = """# Hukum daftar informasi dan pengecualian

Halaman ini dibuat dari tabel di `disclosure/law/` oleh `manage.py render_list_law`; uji otomatis gagal bila isinya
tidak sama. Ubah tabelnya, bukan halaman ini.
"""
#: Days off between the dates of the examples (SKB three ministers 2026), so that they can be counted by hand.
EXAMPLE_DAYS_OFF = WorkCalendar(
    holidays={
        date(2026, 5, 1): "Hari Buruh", date(2026, 5, 14): "Kenaikan Yesus Kristus", date(2026, 5, 27): "Iduladha",
        date(2026, 5, 31): "Waisak", date(2026, 6, 1): "Hari Lahir Pancasila", date(2026, 6, 16): "Tahun Baru Islam",
    },
    joint_leave={date(2026, 5, 15): "Cuti bersama", date(2026, 5, 28): "Cuti bersama"},
)  # fmt: skip
_STATUS_WORDS = {
    Status.UPCOMING: "belum berlaku", Status.IN_FORCE: "ditutup", Status.ENDING: "ditutup, PPID sudah diberi tahu",
    Status.REVIEW_DUE: "ditutup, perlu ditinjau", Status.OPENED: "dinyatakan terbuka",
    Status.OPEN_BY_LAW: "terbuka demi hukum",
}  # fmt: skip
EXAMPLE = Period(date(2026, 1, 12), date(2026, 6, 30))
EXAMPLE_DAYS = (date(2026, 1, 11), date(2026, 1, 12), date(2026, 5, 8), date(2026, 5, 11), date(2026, 6, 30),
                date(2026, 7, 1))  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") or "–" for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _grounds() -> str:
    rows = []
    for ground, title in TITLES.items():
        needs = ["undang-undang dan pasal"] if END_RULES[ground] is EndRule.BY_STATUTE else []
        if ground in ASKS_CONSENT:
            needs.append("jawaban: persetujuan tertulis, jabatan publik")
        if END_RULES[ground] is EndRule.SET_BY_LEADER:
            needs.append("persetujuan Wali Kota atas jangka waktu")
        rows.append((ground.value, title, END_WORDS[END_RULES[ground]], "; ".join(needs)))
    return _table(("Huruf", "Alasan (UU 14/2008 Pasal 17)", "Akhir", "Yang diminta"), rows)


def _may_declare(day: date) -> str:
    try:
        check_declaration(EXAMPLE, day, EXAMPLE_DAYS_OFF)
    except ExemptionRuleBroken:
        return "tidak"
    return "ya"


def _life() -> str:
    rows = [
        (tanggal(day), _STATUS_WORDS[status_on(EXAMPLE, day, EXAMPLE_DAYS_OFF)], _may_declare(day))
        for day in EXAMPLE_DAYS
    ]
    return _table(("Hari", "Keadaan", "Penetapan dapat dicatat"), rows)


def _editions() -> str:
    rows = []
    for decree in (date(2025, 12, 30), date(2025, 8, 31), date(2026, 1, 12)):
        due = next_due(decree)
        # Only where the days off above cover the thirty working days.
        counted = due >= date(2026, 6, 30)
        rows.append(
            (tanggal(decree), tanggal(due), tanggal(remind_from(due, EXAMPLE_DAYS_OFF)) if counted else "")
        )
    return _table(("Keputusan", "Berikutnya paling lambat", "PPID Utama diingatkan sejak"), rows)


def render() -> str:
    """The whole document; equal tables give equal text."""
    assert EXAMPLE.ends_on is not None  # noqa: S101 - the example has an end
    start = date(2026, 2, 28)
    latest = latest_end(next(iter(TITLES)), start)
    parts = [
        INTRO,
        "## Alasan pengecualian dan akhirnya",
        _grounds(),
        f"Huruf a paling lama 30 tahun: mulai {tanggal(start)}, paling lambat {tanggal(latest or start)}.",
        "## Yang tidak pernah dapat dikecualikan (UU 14/2008 Pasal 18 ayat (1))",
        "\n".join(f"- {title}" for title in NEVER_EXEMPT_TITLES.values()),
        "## Contoh: dari mulai sampai terbuka demi hukum (PP 61/2010 Pasal 11)",
        f"Berlaku {tanggal(EXAMPLE.starts_on)} sampai {tanggal(EXAMPLE.ends_on)}; hari kerja ke-30 sebelum berakhir "
        f"adalah {tanggal(told_from(EXAMPLE.ends_on, EXAMPLE_DAYS_OFF))}. "
        f"Mulai {tanggal(EXAMPLE.ends_on + timedelta(1))} "
        "terbuka tanpa seorang pun berbuat apa-apa. Tetap ditutup hanya dengan pengujian baru, keputusan, dan "
        "persetujuan Wali Kota yang bertanggal paling lambat hari terakhir itu.",
        _life(),
        "## Hidup daftar (PERKI 1/2021 Pasal 45)",
        f"Paling sedikit setiap {INTERVAL_MONTHS} bulan. Target kota sendiri: unit mengusulkan dalam "
        f"{PROPOSE_WORKDAYS} hari kerja, PPID Utama menjawab dalam {REVIEW_WORKDAYS} hari kerja, pengingat "
        f"{REMIND_WORKDAYS} hari kerja sebelum enam bulan. Terbit dulu: satu dari {SAMPLE_OF} diperiksa sesudahnya.",
        _editions(),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"
