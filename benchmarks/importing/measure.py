"""Time of an import against openpyxl's own reading of the same file: `python -m benchmarks.importing.measure`.

Each ratio is taken within one round (openpyxl, then the import), so that a machine that is slow for a while
slows both; the median of the rounds is told. Works in a throw-away database, SQLite or PostgreSQL.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HEADER = (
    "No", "Judul informasi", "Ringkasan isi informasi", "Pejabat/unit yang menguasai informasi",
    "Penanggung jawab pembuatan atau penerbitan", "Waktu pembuatan", "Tempat pembuatan",
    "Bentuk informasi yang tersedia", "Jangka waktu penyimpanan atau retensi arsip", "Kategori", "Tahun", "Tautan",
)  # fmt: skip
SUBJECTS = (
    "Laporan kinerja", "Rencana kerja", "Daftar aset", "Perjanjian kerja sama", "Standar operasional prosedur",
    "Laporan realisasi anggaran", "Profil pejabat", "Rekapitulasi bantuan", "Berita acara", "Keputusan kepala dinas",
)  # fmt: skip
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
KINDS = ("Berkala", "Setiap saat", "Serta merta")


def workbook(rows: int) -> bytes:
    """A list in the layout of Lampiran I, no two rows the same, dates as text, as numbers and as dates."""
    from datetime import date

    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("DIP")
    page.append(["DAFTAR INFORMASI PUBLIK"])
    page.append(list(HEADER))
    for n in range(1, rows + 1):
        subject, year, month = SUBJECTS[n % 10], 2015 + n % 11, n % 12
        when: Any = (f"{n % 28 + 1} {MONTHS[month]} {year}", year, date(year, month + 1, n % 28 + 1))[n % 3]
        page.append(
            [
                n, f"{subject} nomor {n} tahun {year}", f"Isi {subject.lower()} nomor {n}: hasil dan angka.",
                f"Bidang {n % 17}", f"Seksi {n % 41}", when, "Cilegon", "Salinan digital", f"{n % 10 + 1} tahun",
                KINDS[n % 3], year, f"https://dinsos.cilegon.go.id/dokumen/{n}.pdf",
            ]
        )  # fmt: skip
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read_by_openpyxl(content: bytes) -> int:
    """The plainest use of the library: load, walk over every cell. The faster of its two modes is the measure."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(1 for page in book for _row in page.iter_rows(values_only=True))


def seconds(act: Callable[[], Any]) -> tuple[float, Any]:
    before = time.perf_counter()
    result = act()
    return time.perf_counter() - before, result


@contextmanager
def database(kind: str) -> Iterator[None]:
    """Django on an empty, migrated database of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        if kind == "postgres":
            from tests.services.postgres import postgres

            with postgres() as server:
                os.environ["TEST_DATABASE_URL"] = server.url
                _migrate()
                yield
            return
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        _migrate()
        yield


def _migrate() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _agency() -> tuple[Any, Any]:
    from datetime import date

    from disclosure.services.catalogue import DEFAULT_CATALOGUE, load_catalogue, read_catalogue
    from portal.accounts.models import User
    from portal.agencies.models import Agency, Membership, Role

    load_catalogue(document=read_catalogue(DEFAULT_CATALOGUE), today=date(2026, 1, 2))
    agency = Agency.objects.create(code="DINSOS", name="Dinas Sosial", slug="dinsos")
    officer = User.objects.create_user(email="petugas@dinsos.test", password=None)
    Membership.objects.create(
        user=officer, agency=agency, role=Role.PPID_PELAKSANA, valid_from=date(2020, 1, 1)
    )
    return agency, officer


def one_round(content: bytes, agency: Any, officer: Any) -> dict[str, float]:
    """Seconds of each step. The round ends as it began: what was imported is taken back."""
    from django.utils import timezone

    from disclosure.importing.parsing.parser import parse_file
    from disclosure.importing.services import confirm_run, start_run
    from disclosure.importing.undoing import undo_run

    now = timezone.now()
    taken: dict[str, float] = {}
    taken["openpyxl"], _rows = seconds(lambda: read_by_openpyxl(content))
    taken["baca"], _parsed = seconds(lambda: parse_file("daftar.xlsx", content))
    taken["pratinjau"], run = seconds(
        lambda: start_run(agency=agency, name="daftar.xlsx", content=content, by=officer, now=now)
    )
    taken["simpan"], _done = seconds(lambda: confirm_run(run=run, aim="draft", by=officer, now=now))
    taken["impor seluruhnya (pratinjau + simpan)"] = taken["pratinjau"] + taken["simpan"]
    taken["ulang"], again = seconds(
        lambda: start_run(agency=agency, name="daftar.xlsx", content=content, by=officer, now=now)
    )
    if again.counts["new"] or again.counts["changed"] or not again.counts["same"]:
        raise SystemExit(f"Impor ulang bukan 'sama' semua: {again.counts}")
    taken["batal"], _undone = seconds(lambda: undo_run(run=run, by=officer, now=now))
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    options = parser.parse_args()
    content = workbook(options.rows)
    with database(options.database):
        agency, officer = _agency()
        rounds = [one_round(content, agency, officer) for _n in range(options.rounds)]
    print(f"{options.rows} baris, {len(content) // 1024} KiB, {options.database}, {options.rounds} putaran\n")
    print("| langkah | detik (median) | kali openpyxl (median) |\n|---|---|---|")
    for step in rounds[0]:
        print(
            f"| {step} | {statistics.median(found[step] for found in rounds):.2f} | {ratio(rounds, step):.2f} |"
        )


def ratio(rounds: list[dict[str, float]], step: str) -> float:
    return statistics.median(found[step] / found["openpyxl"] for found in rounds)


if __name__ == "__main__":
    main()
