from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, CommandParser

from search import reconcile
from search.engines.base import EngineError
from search.management.commands._output import SearchCommand


class Command(SearchCommand):
    help = (
        "Bandingkan indeks pencarian dengan isi portal dan perbaiki bedanya; untuk dijalankan setiap malam."
    )
    example = "python manage.py reconcile_search --json"

    def add_arguments(self, parser: CommandParser) -> None:
        self.add_engine(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = reconcile.reconcile(self.engine(options["engine"]), self.progress)
        except EngineError as error:
            raise CommandError(f"Indeks tidak dapat dibandingkan: {error}", returncode=1) from error
        if options["json"]:
            self.print_json(asdict(report))
        else:
            self.stdout.write(
                f"{report.checked} butir diperiksa pada {report.engine}: {report.added} ditambah,"
                f" {report.updated} diperbarui, {report.removed} dihapus ({report.seconds} detik)."
            )
