"""manage.py verify_audit: prove that no line of the trail was changed or removed."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from portal.audit.services import check_chain


class Command(BaseCommand):
    help = (
        "Memeriksa rantai jejak audit. Keluar 0 bila utuh, 1 bila ada baris yang berubah atau hilang.\n\n"
        "Contoh:\n  python manage.py verify_audit\n  python manage.py verify_audit --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        result = check_chain()
        broken = result.broken.pk if result.broken else None
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "checked": result.checked,
                        "whole": result.is_whole,
                        "broken_at": broken,
                        "reason": result.reason,
                    }
                )
            )
        elif result.is_whole:
            self.stdout.write(f"Jejak audit utuh: {result.checked} baris diperiksa.")
        else:
            place = f"Baris {broken}" if broken else "Akhir jejak"
            self.stderr.write(f"{place}: {result.reason}. {result.checked} baris sebelumnya utuh.")
        if not result.is_whole:
            raise SystemExit(1)
