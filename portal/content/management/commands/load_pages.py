"""Makes the public pages."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.content.services.news import ensure_workflow
from portal.content.services.pages import load_pages


class Command(BaseCommand):
    help = (
        "Membuat halaman beranda, daftar, laman tiap perangkat daerah, dan halaman tetap. "
        "Aman dijalankan ulang. Contoh: python manage.py load_pages --json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Cetak hasil sebagai satu dokumen JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        done = load_pages()
        ensure_workflow()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(done)))
        else:
            self.stdout.write(
                f"Halaman: {done.created} dibuat, {done.changed} diperbarui, {done.unchanged} tetap."
            )
