"""docs/law.md from the tables, so that a lawyer reads what the portal obeys and not a description of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portal.kernel.formats import angka, tanggal
from requests_app.law.dispute_rules import DISPUTES
from requests_app.law.dispute_words import DisputeOutcome, DisputeState
from requests_app.law.grounds import (
    EXEMPTION_GROUNDS,
    NEVER_EXEMPT,
    OBJECTION_ARTICLE,
    OBJECTION_GROUNDS,
    ExtensionGround,
)
from requests_app.law.guards import GUARDS
from requests_app.law.objection_rules import OBJECTIONS
from requests_app.law.objection_words import ObjectionOutcome, ObjectionState
from requests_app.law.rules import READING_VERSIONS, READINGS, RULES
from requests_app.law.step_rendering import HEAD, step_rows, word_list
from requests_app.law.transitions import TRANSITIONS, Transition
from requests_app.law.words import Outcome, State

NEEDS = {
    "agency": "perangkat daerah",
    "confirmation": "pernyataan pemohon",
    "ground": "dasar (huruf)",
    "hand_over_on": "tanggal penyerahan",
    "handed_over_on": "tanggal diserahkan",
    "information": "informasi yang diminta",
    "missing_items": "daftar kekurangan",
    "notice": "pemberitahuan tertulis",
    "parts": "pecahan",
    "reason": "alasan tertulis",
    "received_at": "waktu diterima",
    "right_door": "layanan yang benar",
    "supplied": "kelengkapan",
}

INTRO = """# Hukum yang dijalankan portal

Halaman ini dibuat dari tabel di `requests_app/law/` oleh `manage.py render_law`; uji otomatis gagal bila
isinya tidak sama. Ubah tabelnya, bukan halaman ini.
"""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") or "–" for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _states(states: Iterable[State | None]) -> str:
    return ", ".join(state.label if state else "(belum ada)" for state in states)


def _transition_row(row: Transition) -> tuple[str, ...]:
    notes = [row.note] if row.note else []
    if row.stops_clock:
        notes.append("Menghentikan hitungan hari.")
    return (
        f"{row.action.label} (`{row.action}`)",
        _states(row.sources),
        row.target.label if row.target else "tetap",
        ", ".join(role.label for role in row.roles),
        "; ".join(GUARDS[name].condition for name in row.guards),
        ", ".join(NEEDS[name] for name in row.needs),
        ", ".join(outcome.label for outcome in row.outcomes),
        row.article,
        " ".join(notes),
    )


def _transitions() -> str:
    head = ("Tindakan", "Dari", "Menjadi", "Oleh", "Syarat", "Isian wajib", "Hasil", "Dasar", "Catatan")
    return "## Tindakan atas permohonan\n\n" + _table(head, map(_transition_row, TRANSITIONS))


def _objections() -> str:
    return (
        "## Tindakan atas keberatan\n\n"
        f"Keadaan: {word_list(ObjectionState)}. Keputusan: {word_list(ObjectionOutcome)}.\n\n"
        + _table(HEAD, step_rows(OBJECTIONS))
    )


def _disputes() -> str:
    return (
        "## Yang dicatat dari sengketa\n\n"
        f"Keadaan: {word_list(DisputeState)}. Hasil: {word_list(DisputeOutcome)}.\n\n"
        + _table(HEAD, step_rows(DISPUTES))
    )


def _rules() -> str:
    head = ("Tahap", "Lama", "Mulai", "Dasar", "Berlaku sejak", "Catatan")
    rows = (
        (
            f"{rule.label} (`{rule.stage}`)" + ("" if rule.statutory else " – standar layanan"),
            f"{angka(rule.length)} {rule.unit.label}",
            rule.starts,
            rule.article,
            tanggal(rule.valid_from) + (f" s.d. {tanggal(rule.valid_until)}" if rule.valid_until else ""),
            rule.note,
        )
        for rule in RULES
    )
    return "## Jangka waktu\n\n" + _table(head, rows)


def _readings() -> str:
    current = READING_VERSIONS[-1][1]
    rows = (
        (f"`{r.switch}`", r.question, r.answer, r.why, "ya" if getattr(current, r.switch) else "tidak")
        for r in READINGS
    )
    head = ("Sakelar", "Pertanyaan", "Bacaan kota", "Sebab", "Nilai")
    return "## Bacaan kota di tempat peraturan diam atau berbeda\n\n" + _table(head, rows)


def _grounds() -> str:
    objection = _table(
        ("Huruf", "Bunyi undang-undang", "Bunyi PERKI bila berbeda", "Di formulir"),
        ((g.letter, g.text, g.perki_text, g.advice) for g in OBJECTION_GROUNDS),
    )
    exemption = _table(
        ("Huruf", "Alasan", "Jangka waktu"), ((g.letter, g.title, g.period) for g in EXEMPTION_GROUNDS)
    )
    extension = "\n".join(f"- {ground.value}. {ground.label}" for ground in ExtensionGround)
    never = "\n".join(f"- {item}" for item in NEVER_EXEMPT)
    return (
        f"## Alasan keberatan\n\n{OBJECTION_ARTICLE}.\n\n{objection}\n\n"
        f"## Alasan perpanjangan\n\nPERKI 1/2021 Pasal 36 ayat (1).\n\n{extension}\n\n"
        f"## Alasan pengecualian\n\nUU 14/2008 Pasal 17.\n\n{exemption}\n\n"
        f"## Tidak pernah dapat dikecualikan\n\nUU 14/2008 Pasal 18 ayat (1).\n\n{never}"
    )


def render() -> str:
    """The whole page as Markdown, ending in one line break."""
    words = "## Kata\n\n" + _table(
        ("Keadaan", "Hasil"),
        (
            (states, outcomes)
            for states, outcomes in zip(
                [f"{s.label} (`{s}`)" for s in State] + [""] * (len(Outcome) - len(State)),
                [f"{o.label} (`{o}`)" for o in Outcome],
                strict=True,
            )
        ),
    )
    parts = (
        INTRO.strip(),
        words,
        _transitions(),
        _objections(),
        _disputes(),
        _rules(),
        _readings(),
        _grounds(),
    )
    return "\n\n".join(parts) + "\n"
