"""manage.py check_links: what live entries rest on, asked once a night."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.reachability.rounds import PAUSE_SECONDS, check_round
from disclosure.selectors import agency_for_code

WRONG_USE, FINDINGS = 2, 1


class Command(BaseCommand):
    help = (
        "Memeriksa apakah tautan dan berkas semua entri yang terbit masih dapat dibuka. Jalankan tiap malam.\n"
        "Yang gagal pada tiga hari berbeda membuat kewajibannya “perlu diperbarui”, dan unitnya diberi tahu sekali.\n"
        "Satu situs tidak diketuk dua kali dalam jeda --pause; robots.txt dipatuhi.\n\n"
        "Contoh:\n  python manage.py check_links --agency DINSOS --dry-run"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", metavar="KODE", help="hanya entri satu perangkat daerah")
        parser.add_argument(
            "--pause",
            type=float,
            default=PAUSE_SECONDS,
            metavar="DETIK",
            help="jeda antarkunjungan ke satu situs",
        )
        parser.add_argument("--dry-run", action="store_true", help="periksa saja, tidak mencatat apa pun")
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = None
        if options["agency"] and (agency := agency_for_code(options["agency"])) is None:
            raise CommandError(
                f"Perangkat daerah {options['agency']} tidak dikenal. Tulis singkatannya, misalnya DINSOS.",
                returncode=WRONG_USE,
            )
        if not 0 <= options["pause"] <= 60:
            raise CommandError("Tulis --pause antara 0 dan 60 detik.", returncode=WRONG_USE)
        begun = time.monotonic()
        found = check_round(
            now=timezone.now(), agency_id=agency.pk if agency else None, pause=options["pause"],
            sleep=time.sleep, clock=time.monotonic, dry_run=options["dry_run"], progress=self._progress,
        )  # fmt: skip
        body = asdict(found) | {"seconds": round(time.monotonic() - begun, 1)}
        self._print(body, as_json=options["json"])
        if found.dead or found.line_down:
            sys.exit(FINDINGS)

    def _progress(self, done: int) -> None:
        if self.stderr.isatty() and done % 10 == 0:
            self.stderr.write(f"\r{done} alamat diperiksa", ending="")

    def _print(self, body: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(body, ensure_ascii=False))
            return
        if body["line_down"]:
            self.stdout.write(
                "Tidak satu pun situs menjawab: sambungan internet server ini yang putus. Tautan tidak dinilai."
            )
        for one in body["problems"]:
            where = f"{one['agency']:14} entri {one['entry']}: {one['address']}"
            self.stdout.write(f"{where} – {one['proof']} (hari ke-{one['days']})")
        self.stdout.write(
            f"Diperiksa {body['checked']}: {body['reachable']} dapat dibuka, {body['dead']} gagal, {body['unsure']} "
            f"tidak dapat dipastikan. Baru mati: {body['newly_dead']}. Diberi tahu: {body['told']}."
        )
