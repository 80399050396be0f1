"""manage.py load_agencies: the city's units from the project's data file or another one."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.agencies.loading import DATA_FILE, load_agencies
from portal.kernel.errors import InputError


class Command(BaseCommand):
    help = (
        "Memuat perangkat daerah beserta nama dan singkatan lamanya. Aman dijalankan berulang kali.\n\n"
        "Contoh:\n  python manage.py load_agencies\n  python manage.py load_agencies unit.yaml --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=DATA_FILE, help="berkas YAML (bawaan: data kota)"
        )
        parser.add_argument("--demo", action="store_true", help="sertakan unit peraga (BPPBJ)")
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = load_agencies(options["file"], with_demo=options["demo"])
        except InputError as error:
            raise CommandError(error.message, returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(result)))
        else:
            self.stdout.write(
                f"Perangkat daerah: {result.created} baru, {result.changed} berubah, "
                f"{result.unchanged} tetap."
            )
