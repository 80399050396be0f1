"""manage.py load_redirects: addresses of an older site from a CSV."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.content.services.moved import (
    CHANGED,
    ERROR,
    NEW,
    SAME,
    counts_of,
    judge,
    load_addresses,
    read_lines,
)
from portal.kernel.errors import PortalError

WRONG_USE, REJECTED = 2, 1


class Command(BaseCommand):
    help = (
        "Memuat alamat situs lama dari CSV: yang pindah dialihkan (301), yang tidak ada lagi dijawab 410.\n"
        "Kolom: alamat lama, alamat baru, status, catatan. Aman diulang: berkas yang sama tidak mengubah apa pun.\n\n"
        "Contoh:\n  python manage.py load_redirects alamat-lama.csv --dry-run"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BERKAS", help="berkas CSV")
        parser.add_argument("--dry-run", action="store_true", help="periksa saja, tidak menyimpan")
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            lines = read_lines(path.read_bytes())
        except OSError as error:
            raise CommandError(
                f"Berkas {path} tidak dapat dibuka. Periksa nama dan letaknya.", returncode=WRONG_USE
            ) from error
        except PortalError as error:
            raise CommandError(error.message, returncode=WRONG_USE) from error
        judged = (
            judge(lines) if options["dry_run"] else load_addresses(lines=lines, by=None, now=timezone.now())
        )
        counts = counts_of(judged)
        body = {
            "file": str(path), "rows": len(judged), "created": counts[NEW], "changed": counts[CHANGED],
            "unchanged": counts[SAME], "rejected": counts[ERROR],
            "problems": [
                {"row": one.line.number, "reason": one.line.problem} for one in judged if one.verdict == ERROR
            ],
        }  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(body, ensure_ascii=False))
        else:
            for problem in body["problems"]:  # type: ignore[attr-defined]
                self.stdout.write(f"Baris {problem['row']}: {problem['reason']}")
            self.stdout.write(
                f"Alamat lama: {counts[NEW]} baru, {counts[CHANGED]} berubah, {counts[SAME]} tetap, "
                f"{counts[ERROR]} ditolak."
            )
        if counts[ERROR]:
            sys.exit(REJECTED)
