"""manage.py check_activity: how lively each unit's site was in a month, and a word to the idle ones."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.monitoring.checking import tell_idle
from disclosure.monitoring.selectors import AgencyActivity, activity_of, month_of
from portal.agencies.models import Agency

WRONG_USE = 2


def month(text: str) -> date:
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text.strip()):
        return date(int(match[1]), int(match[2]), 1)
    raise ArgumentTypeError(f"“{text}” bukan bulan; tulis seperti 2026-11")


class Command(BaseCommand):
    help = (
        "Menghitung keaktifan situs setiap perangkat daerah dalam sebulan, dan mengingatkan yang vakum.\n"
        "Aman dijalankan berulang kali: setiap petugas diingatkan satu kali untuk satu bulan.\n\n"
        "Contoh:\n  python manage.py check_activity --month 2026-10 --dry-run"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--month", required=True, type=month, metavar="YYYY-MM", help="bulan yang dihitung"
        )
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, tidak mengirim apa pun")
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            span = month_of(options["month"], now)
        except ValueError as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        agencies = Agency.objects.active_on(span.last_day).prefetch_related("names").order_by("code")
        rows = activity_of(agencies, span)
        told = tell_idle(rows=rows, month=span, now=now, dry_run=options["dry_run"])
        if options["json"]:
            body = {
                "month": span.text,
                "agencies": [_plain(row) for row in rows],
                "sent": 0 if options["dry_run"] else told.sent,
                "would_send": told.sent if options["dry_run"] else 0,
                "already_sent": told.already_sent,
            }
            self.stdout.write(json.dumps(body, ensure_ascii=False))
            return
        for row in rows:
            last = row.last_news_on.isoformat() if row.last_news_on else "belum pernah"
            self.stdout.write(
                f"{row.agency.code:14} {row.status.label:6} berita {row.news:3}, perubahan daftar "
                f"{row.list_changes:3}, dijawab {row.requests_answered:3}, berita terakhir {last}"
            )
        verb = "Akan diingatkan" if options["dry_run"] else "Diingatkan"
        self.stdout.write(f"{verb}: {told.sent}. Sudah diingatkan sebelumnya: {told.already_sent}.")


def _plain(row: AgencyActivity) -> dict[str, Any]:
    return {
        "code": row.agency.code,
        "status": row.status.value,
        "news": row.news,
        "list_changes": row.list_changes,
        "requests_answered": row.requests_answered,
        "last_news_on": row.last_news_on.isoformat() if row.last_news_on else None,
        "silent_days": row.silent_days,
        "contacts": row.contacts,
    }
