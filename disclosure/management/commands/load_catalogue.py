"""Memuat katalog informasi wajib."""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.services.catalogue import DEFAULT_CATALOGUE, load_catalogue, read_catalogue
from portal.kernel.errors import PortalError


class Command(BaseCommand):
    help = (
        "Memuat katalog informasi wajib dari berkas YAML; tanpa FILE: PERKI 1/2021 bawaan.\n"
        "Mengulang berkas yang sama tidak mengubah apa pun.\n\n"
        "Contoh: python manage.py load_catalogue\n"
        "        python manage.py load_catalogue edisi-baru.yaml --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", metavar="FILE", default=str(DEFAULT_CATALOGUE), help="berkas YAML"
        )
        parser.add_argument("--json", action="store_true", help="tulis hasil sebagai satu dokumen JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = load_catalogue(
                document=read_catalogue(Path(options["file"])), today=timezone.localdate()
            )
        except PortalError as error:
            raise CommandError(error.message, returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(vars(result)))
        else:
            self.stdout.write(
                f"Katalog: {result.created} baru, {result.changed} berubah, {result.unchanged} sama."
            )
