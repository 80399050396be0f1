"""manage.py seed_demo: the invented world of `make demo`, and who may sign in to it."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.emergency.models import EmergencyNotice
from disclosure.importing.models import ImportRun
from disclosure.models import Exemption, ListEdition, ListEntry, MandatedItem
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.content.models import AgencyPage, NewsPage
from portal.demo.cases import seed_cases, shown_case
from portal.demo.checks import seed_checks
from portal.demo.entries import seed_entries
from portal.demo.exemptions import seed_exemptions
from portal.demo.giving import seed_giving
from portal.demo.imports import seed_imports
from portal.demo.lists import seed_lists
from portal.demo.news import idle_codes, seed_news
from portal.demo.notices import seed_notices
from portal.demo.objections import seed_objections
from portal.demo.people import DOMAIN, LOGINS, PASSWORD, seed_people
from portal.demo.programmes import seed_programmes
from portal.demo.showcase import seed_showcase
from portal.workcalendar.selectors import current_calendar
from requests_app.models import InformationRequest, Objection


class Command(BaseCommand):
    help = (
        "Mengisi portal contoh: petugas, daftar informasi, berita, dan permohonan rekaan. Yang sudah ada\n"
        "dibiarkan. Hanya untuk mencoba; ditolak di produksi.\n\n"
        "Contoh:\n  python manage.py seed_demo\n  python manage.py seed_demo --logins"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", action="store_true", help="hanya tampilkan alamat dan akun contoh")
        parser.add_argument("--port", type=int, default=8000, help="port yang dicetak bersama --logins")
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        if not any(word in settings.SECRET_KEY for word in ("demo-only", "test-only")):
            raise CommandError("seed_demo hanya untuk portal contoh, bukan produksi.", returncode=2)
        if options["logins"]:
            return self._print_logins(options["port"])
        ready = (Agency.objects, MandatedItem.objects, AgencyPage.objects)
        if not all(rows.exists() for rows in ready):
            raise CommandError(
                "Muat dulu data acuan: load_agencies --demo, load_catalogue, load_calendar, load_pages.",
                returncode=2,
            )
        document = self._seed()
        told = ", ".join(f"{number} {word}" for word, number in document.items())
        self.stdout.write(json.dumps(document) if options["json"] else f"Data contoh: {told}.")

    def _seed(self) -> dict[str, int]:
        """Each part is left alone once it is there, so that a second run takes a moment."""
        today = timezone.localdate()
        seed_people(today)
        if not ListEntry.objects.filter(created_by__email__endswith=f"@{DOMAIN}").exists():
            self.stderr.write("Menulis daftar informasi ...")
            seed_entries(today, idle_codes())
        seed_showcase(today)
        seed_checks(today)
        seed_programmes(today)
        if not NewsPage.objects.exists():
            self.stderr.write("Menulis berita ...")
            seed_news(today)
        if shown_case() is None:
            self.stderr.write("Mengajukan permohonan ...")
            seed_cases(today, current_calendar())
        seed_giving(today, current_calendar())
        if not Objection.objects.exists():
            seed_objections(today, current_calendar())
        if not EmergencyNotice.objects.exists():
            seed_notices(today, timezone.now())
        if not ListEdition.objects.exists():
            self.stderr.write("Menetapkan daftar ...")
            seed_lists(today, current_calendar())
        if not ImportRun.objects.exists():
            seed_imports(timezone.now())
        if not Exemption.objects.exists():
            seed_exemptions(today, current_calendar())
        return {
            "users": User.objects.count(),
            "entries": ListEntry.objects.count(),
            "news": NewsPage.objects.count(),
            "exemptions": Exemption.objects.count(),
            "editions": ListEdition.objects.count(),
            "imports": ImportRun.objects.count(),
            "notices": EmergencyNotice.objects.count(),
            "requests": InformationRequest.objects.count(),
            "objections": Objection.objects.count(),
        }

    def _print_logins(self, port: int) -> None:
        base = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"\nPortal     {base}/\nPetugas    {base}/masuk/   kata sandi semua akun: {PASSWORD}"
        )
        for login in LOGINS:
            self.stdout.write(f"  {login.email:<32} {login.role}: {login.what}")
        case = shown_case()
        if case is not None:
            self.stdout.write(
                f"Lacak      {base}/permohonan/lacak/   nomor {case.number}   kode {case.receipt_code}\n"
            )
