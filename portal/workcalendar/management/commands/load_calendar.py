"""manage.py load_calendar: national holidays and joint leave into the editable calendar."""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.workcalendar.seed import FIRST_YEAR, LAST_YEAR, load_seed
from portal.workcalendar.selectors import year_statuses

OLDEST, NEWEST = 2011, 2040


def year_range(text: str) -> range:
    """`2019-2027` or `2026`."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text.strip())
    if match is None:
        raise ArgumentTypeError("tulis tahun seperti 2019-2027 atau 2026")
    first, last = int(match[1]), int(match[2] or match[1])
    if not OLDEST <= first <= last <= NEWEST:
        raise ArgumentTypeError(f"tahun dari {OLDEST} sampai {NEWEST}, yang awal lebih dulu")
    return range(first, last + 1)


class Command(BaseCommand):
    help = (
        "Memuat libur nasional dan cuti bersama ke kalender kerja. Aman dijalankan berulang kali;\n"
        "yang sudah diputuskan petugas tidak diubah. Tahun tanpa keputusan dimuat sebagai perkiraan.\n\n"
        "Contoh:\n  python manage.py load_calendar\n  python manage.py load_calendar --years 2026-2027 --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--years",
            type=year_range,
            default=range(FIRST_YEAR, LAST_YEAR + 1),
            metavar="A-B",
            help=f"tahun yang dimuat (bawaan: {FIRST_YEAR}-{LAST_YEAR})",
        )
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        years = options["years"]
        count = load_seed(years=years, now=timezone.now())
        statuses = year_statuses(years)
        unconfirmed = [row.year for row in statuses if row.status != "confirmed"]
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(count), "unconfirmed_years": unconfirmed}))
            return
        self.stdout.write(
            f"Kalender: {count.created} baru, {count.changed} berubah, {count.unchanged} tetap."
        )
        if unconfirmed:
            listed = ", ".join(map(str, unconfirmed))
            self.stdout.write(f"Belum disahkan: {listed}. Tanggal yang masuk tahun itu masih sementara.")
