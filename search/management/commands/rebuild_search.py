from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, CommandParser

from search import reconcile
from search.engines.base import EngineError
from search.management.commands._output import SearchCommand


class Command(SearchCommand):
    help = "Bangun ulang seluruh indeks pencarian tanpa menghentikan pencarian."
    example = "python manage.py rebuild_search --engine elasticsearch --json"

    def add_arguments(self, parser: CommandParser) -> None:
        self.add_engine(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = reconcile.rebuild(self.engine(options["engine"]), self.progress)
        except EngineError as error:
            raise CommandError(f"Indeks tidak dapat dibangun: {error}", returncode=1) from error
        if options["json"]:
            self.print_json(asdict(report))
        else:
            self.stdout.write(
                f"{report.checked} butir diindeks pada {report.engine} dalam {report.seconds} detik."
            )
