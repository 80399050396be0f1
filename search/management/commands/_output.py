"""What the search commands share: one JSON document on stdout, everything else on stderr."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import engines


class SearchCommand(BaseCommand):
    """Ends with 2 on wrong use, as argparse does."""

    example = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name,
            subcommand,
            epilog=f"Contoh:\n  {self.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **kwargs,
        )

    def add_engine(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--engine",
            metavar="NAMA",
            choices=engines.NAMES,
            help="mesin pencari: database atau elasticsearch (bawaan: menurut setelan SEARCH_ENGINE)",
        )
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON")

    def engine(self, name: str | None) -> engines.SearchEngine:
        return engines.by_name(name) if name else engines.configured()

    def print_json(self, data: object) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str))

    def progress(self, number: int) -> None:
        """On a terminal only."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{number:,}".replace(",", "."), ending="")
            self.stderr.flush()


def wrong_use(message: str) -> CommandError:
    return CommandError(message, returncode=2)
