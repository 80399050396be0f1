"""manage.py compliance_report: the compliance report of a unit, or of all units, as PDF files."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from disclosure.reports.building import Built, Failed, build_reports, checked_period
from disclosure.reports.ledger import Period
from portal.agencies.models import Agency
from portal.kernel.errors import PortalError
from portal.kernel.moments import in_wib

WRONG_USE, FINDINGS = 2, 1


def iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ArgumentTypeError(f"“{text}” bukan tanggal; tulis seperti 2026-01-31") from None


class Command(BaseCommand):
    help = (
        "Menyusun laporan kepatuhan sebuah perangkat daerah, atau semuanya, menjadi PDF.\n\n"
        "Contoh:\n"
        "  python manage.py compliance_report --agency DINSOS --from 2026-01-01 --to 2026-06-30 "
        "--output dinsos.pdf\n"
        "  python manage.py compliance_report --agency all --from 2026-01-01 --to 2026-06-30 "
        "--output laporan/ --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--agency", required=True, metavar="KODE", help="singkatan unit (juga yang lama), atau all"
        )
        parser.add_argument(
            "--from", required=True, type=iso_date, dest="start", metavar="TANGGAL", help="hari pertama"
        )
        parser.add_argument(
            "--to", required=True, type=iso_date, dest="end", metavar="TANGGAL", help="hari terakhir"
        )
        parser.add_argument(
            "--output", required=True, type=Path, metavar="BERKAS|FOLDER",
            help="berkas PDF; untuk all sebuah folder",
        )  # fmt: skip
        parser.add_argument(
            "--workers", type=int, default=None, metavar="N", help="jumlah proses (bawaan: semua inti)"
        )
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            period = checked_period(options["start"], options["end"], now)
        except PortalError as error:
            raise CommandError(error.message, returncode=WRONG_USE) from error
        agencies = self._agencies(options["agency"], period)
        everyone = options["agency"].strip().lower() == "all"
        output = self._output(options["output"], everyone)
        results = build_reports(
            agencies=agencies, period=period, now=now, workers=options["workers"], progress=self._progress
        )
        reports, failed = self._write(results, output)
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {"as_of": in_wib(period.moment).isoformat(), "reports": reports, "failed": failed},
                    ensure_ascii=False,
                )
            )
        else:
            self._tell(reports, failed)
        if failed:
            sys.exit(FINDINGS)

    def _agencies(self, code: str, period: Period) -> list[Agency]:
        if code.strip().lower() == "all":
            found = Agency.objects.filter(
                Q(established_on__isnull=True) | Q(established_on__lte=period.end),
                Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=period.start),
            ).prefetch_related("names")
            if not found:
                raise CommandError(
                    "Belum ada perangkat daerah. Jalankan dulu: manage.py load_agencies", returncode=WRONG_USE
                )
            return sorted(found, key=lambda agency: agency.code)
        try:
            return [Agency.objects.by_code(code)]
        except Agency.DoesNotExist:
            codes = ", ".join(Agency.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(
                f"Tidak ada perangkat daerah dengan singkatan {code}. Yang ada: {codes or '-'}.",
                returncode=WRONG_USE,
            ) from None

    def _output(self, path: Path, everyone: bool) -> Path:
        try:
            if everyone:
                if path.exists() and not path.is_dir():
                    raise CommandError(
                        f"{path} bukan folder; untuk all sebutkan folder.", returncode=WRONG_USE
                    )
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(
                f"Tidak dapat menulis ke {path}: {error.strerror}.", returncode=WRONG_USE
            ) from error
        return path

    def _write(
        self, results: Iterator[Built | Failed], output: Path
    ) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
        reports, failed = [], []
        for result in results:
            if isinstance(result, Failed):
                failed.append({"agency": result.agency.code, "reason": result.reason})
                continue
            report, unit = result.report, cast(Agency, result.report.agency)
            path = output
            if output.is_dir():
                path = output / f"laporan-{unit.slug}-{report.start}-{report.end}.pdf"
            path.write_bytes(result.pdf.bytes)
            reports.append(
                {
                    "agency": unit.code,
                    "path": str(path),
                    "pages": result.pdf.pages,
                    "sha256": result.pdf.sha256,
                    "data_sha256": report.data_sha256,
                    "number": report.number,
                    "edition": report.edition,
                    "figures": result.data.figures,
                }
            )
        return sorted(reports, key=lambda row: row["agency"]), failed

    def _progress(self, done: int, total: int) -> None:
        if total > 1 and sys.stderr.isatty():
            self.stderr.write(f"\r{done} dari {total} laporan", ending="\n" if done == total else "")
            self.stderr.flush()

    def _tell(self, reports: list[dict[str, Any]], failed: list[dict[str, str]]) -> None:
        for row in reports:
            self.stdout.write(f"{row['number']}  {row['agency']}: {row['path']} ({row['pages']} halaman)")
        for line in failed:
            self.stderr.write(f"{line['agency']}: gagal, {line['reason']}. Jalankan lagi untuk unit ini.")
