"""Daftar dari lembar kerja satu perangkat daerah masuk ke daftar informasi."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from disclosure.importing.comparing import CHANGED, ERROR, NEW, SAME, Options, count
from disclosure.importing.models import ImportRun
from disclosure.importing.parsing.parser import columns_of
from disclosure.importing.services import Looked, confirm_run, look, run_waiting, start_run
from disclosure.selectors import agency_for_code
from portal.agencies.models import Agency
from portal.agencies.rights import Action
from portal.agencies.selectors import officers_of
from portal.kernel.errors import PortalError


class Command(BaseCommand):
    help = (
        "Membaca daftar informasi publik dari XLSX, XLS, ODS, atau CSV dan menyimpannya sebagai konsep.\n\n"
        "Contoh: python manage.py import_entries daftar.xlsx --agency DINSOS --dry-run\n"
        "        python manage.py import_entries daftar.csv --agency BPKAD --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="BERKAS", help="berkas daftar")
        parser.add_argument("--agency", required=True, metavar="KODE", help="kode unit, boleh kode lama")
        parser.add_argument("--dry-run", action="store_true", help="hanya memeriksa, tidak menyimpan apa pun")
        parser.add_argument(
            "--category", default="anytime", choices=["periodic", "immediate", "anytime"],
            help="kategori untuk baris yang tidak menyebutnya (bawaan: anytime)",
        )  # fmt: skip
        parser.add_argument(
            "--accept-items", action="store_true", help="kaitkan juga kewajiban yang disarankan dari judulnya"
        )
        parser.add_argument("--json", action="store_true", help="tulis hasil sebagai satu dokumen JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = agency_for_code(options["agency"])
        if agency is None:
            raise CommandError(f"Kode {options['agency']} tidak dikenal. Periksa kode unitnya.", returncode=2)
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"Berkas {path} tidak ada. Periksa alamatnya.", returncode=2)
        now = timezone.now()
        content = path.read_bytes()
        try:
            looked = look(
                agency=agency, name=path.name, content=content, options=Options(options["category"]), now=now
            )
            if not options["dry_run"]:
                self._write(agency, path.name, content, options, looked, now)
        except PortalError as error:
            raise CommandError(error.message, returncode=2) from error
        self._report(path.name, looked, options)

    def _write(
        self, agency: Agency, name: str, content: bytes, options: dict[str, Any], looked: Looked, now: Any
    ) -> None:
        """In the name of the unit's own officer: a shell has no person, and the list must not have an entry of
        nobody's.
        """
        found = count(looked.lines)
        if not found[NEW] + found[CHANGED]:
            return
        officer = officers_of(agency, Action.ENTRY_IMPORT, timezone.localdate(now)).first()
        if officer is None:
            raise CommandError(
                f"{agency.code} belum punya petugas. Tambahkan petugasnya, atau periksa dengan --dry-run.",
                returncode=2,
            )
        sys.stderr.write(f"Menyimpan {found[NEW] + found[CHANGED]} baris atas nama {officer}…\n")
        with transaction.atomic():
            run = start_run(agency=agency, name=name, content=content, by=officer, now=now, looked=looked)
            confirm_run(run=run, aim="draft", by=officer, now=now, accept_items=options["accept_items"])
        run.refresh_from_db()
        if (
            run.state == ImportRun.State.WAITING
        ):  # a worker may take it later; who calls a command waits for it
            run = run_waiting(run=run, by=officer, now=now)
        if run.state == ImportRun.State.FAILED:
            raise CommandError(run.report.get("reason", "Gagal menyimpan."), returncode=2)

    def _report(self, name: str, looked: Looked, options: dict[str, Any]) -> None:
        parsed, lines = looked.parsed, looked.lines
        found = count(lines)
        columns = columns_of(parsed.layouts)
        problems = [
            {
                "row": line["number"],
                "sheet": line["sheet"],
                "cell": cell,
                "column": cell.rstrip("0123456789"),
                "reason": reason,
            }
            for line in lines
            for cell, reason in line["problems"]
        ]
        questions = sum(
            1 for line in lines if line["problems"] and line["values"].get("category") != "exempt"
        )
        if options["json"]:
            document = {
                "file": name, "sheet": parsed.layouts[0].sheet if parsed.layouts else "",
                "sheets": [layout.sheet for layout in parsed.layouts], "columns": columns,
                "rows": len(lines), "new": found[NEW], "same": found[SAME], "changed": found[CHANGED],
                "rejected": found[ERROR], "questions": questions, "problems": problems, "notices": parsed.notices,
                "suggested": sum(1 for line in lines if line["items"]), "dry_run": options["dry_run"],
            }  # fmt: skip
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                f"{name}: {len(lines)} baris; {found[NEW]} baru, {found[CHANGED]} berubah, {found[SAME]} sama, "
                f"{found[ERROR]} ditolak."
            )
            for problem in problems[:50]:
                self.stdout.write(f"  {problem['cell']}: {problem['reason']}")
        if found[ERROR]:
            sys.exit(1)
