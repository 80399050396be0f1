"""The tables of objections and disputes as rows of docs/law.md."""

from __future__ import annotations

from collections.abc import Iterator

from requests_app.law.tables import Step, StepTable, Word

HEAD = ("Tindakan", "Dari", "Menjadi", "Oleh", "Syarat", "Isian wajib", "Hasil", "Dasar", "Catatan")
NEEDS = {
    "agency": "perangkat daerah",
    "agreed_on": "tanggal kesepakatan",
    "agreement": "isi kesepakatan",
    "confirmation": "pernyataan pengaju",
    "grounds": "alasan (huruf)",
    "how": "cara pelaksanaan",
    "ki_number": "nomor di Komisi Informasi",
    "number": "nomor putusan atau perkara",
    "on": "tanggal",
    "orders": "perintah dengan tanggal",
    "reason": "alasan tertulis",
    "reasons": "pertimbangan",
    "rebuttal": "tanggapan atas alasan keberatan",
    "received_at": "waktu diterima",
    "terms": "isi kesepakatan",
}


def _row(step: Step, table: StepTable) -> tuple[str, ...]:
    return (
        f"{step.action.label} (`{step.action}`)",
        ", ".join(state.label if state else "(belum ada)" for state in step.sources),
        step.target.label if step.target else "tetap",
        ", ".join(role.label for role in step.roles),
        "; ".join(table.guards[name].condition for name in step.guards),
        ", ".join(NEEDS[name] for name in step.needs),
        ", ".join(outcome.label for outcome in step.outcomes),
        step.article,
        step.note,
    )


def step_rows(table: StepTable) -> Iterator[tuple[str, ...]]:
    """One row a step, in the order of the table."""
    return (_row(step, table) for step in table.steps)


def word_list(words: type[Word]) -> str:
    return ", ".join(f"{word.label} (`{word}`)" for word in words)
