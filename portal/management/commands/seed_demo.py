"""Fill an empty portal with the demo's world, and print who may sign in."""

import json
import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from disclosure.models import ListEntry
from portal.agencies.models import Agency
from portal.demo.cases import seed_cases
from portal.demo.entries import seed_entries
from portal.demo.news import idle_codes, seed_news
from portal.demo.people import DOMAIN, LOGINS, PASSWORD, seed_people
from portal.workcalendar.selectors import current_calendar
from requests_app.models import InformationRequest


class Command(BaseCommand):
    help = (
        "Mengisi portal dengan dunia peraga (orang, daftar, berita, permohonan). Contoh: manage.py seed_demo"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--logins", action="store_true", help="hanya menampilkan alamat dan akun peraga")
        parser.add_argument("--port", type=int, default=8000, help="port yang ditampilkan, misalnya 8000")
        parser.add_argument("--json", action="store_true", help="menampilkan hasil sebagai JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["logins"]:
            return self._print_logins(options["port"])
        if not Agency.objects.exists():
            raise CommandError("Belum ada perangkat daerah. Jalankan dulu: manage.py load_agencies --demo")
        result = self._seed()
        text = json.dumps(result) if options["json"] else ", ".join(f"{k} {v}" for k, v in result.items())
        self.stdout.write(text)

    def _seed(self) -> dict[str, int]:
        today, idle = timezone.localdate(), idle_codes()
        # A thousand messages about invented work help nobody.
        logging.getLogger("portal").setLevel(logging.WARNING)
        result = {"people": seed_people(today)}
        self.stderr.write("Orang siap; menulis daftar informasi ...")
        if not ListEntry.objects.filter(created_by__email__endswith=f"@{DOMAIN}").exists():
            seed_entries(today, idle)
        result["entries"] = ListEntry.objects.filter(live=True).count()
        self.stderr.write("Daftar siap; menulis berita ...")
        result["news"] = seed_news(today)
        self.stderr.write("Berita siap; mengajukan permohonan ...")
        if not InformationRequest.objects.filter(form_token__startswith="demo-").exists():  # noqa: S106
            seed_cases(today, current_calendar())
        result["requests"] = InformationRequest.objects.count()
        return result

    def _print_logins(self, port: int) -> None:
        self.stdout.write(f"\nPortal: http://127.0.0.1:{port}/   Petugas: http://127.0.0.1:{port}/admin/")
        self.stdout.write(f"Kata sandi semua akun peraga: {PASSWORD}\n")
        for login in LOGINS:
            self.stdout.write(f"  {login.email:<34} {login.role}: {login.what}")
        self.stdout.write("")
