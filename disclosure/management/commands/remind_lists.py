"""manage.py remind_lists: the city's list before its six months are over, exemptions before their end."""

import json
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from disclosure.reminding import remind
from portal.kernel.moments import WIB


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("tulis tanggal seperti 2026-03-27") from error


class Command(BaseCommand):
    help = (
        "Mengingatkan PPID Utama sebelum Daftar Informasi Publik genap enam bulan dan sebelum pengecualian\n"
        "berakhir. Aman diulang: setiap orang diingatkan satu kali. Jalankan sekali sehari.\n\n"
        "Contoh: python manage.py remind_lists --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day, metavar="TANGGAL", help="anggap hari ini tanggal ini")
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, tidak mengirim")
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["on"]:
            now = datetime.combine(options["on"], time(9), WIB)
        done = remind(now=now, dry_run=options["dry_run"])
        result = {"sent": done.sent, "already_sent": done.already_sent, "failed": 0}
        if options["json"]:
            self.stdout.write(json.dumps(result))
            return
        self.stdout.write(f"Diingatkan {done.sent}, sudah pernah {done.already_sent}.")
