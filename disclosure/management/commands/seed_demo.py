"""manage.py seed_demo: the invented world of `make demo`."""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from disclosure.demo.lists import seed_lists
from disclosure.demo.news import seed_news
from disclosure.demo.people import LOGINS, PASSWORD, seed_people
from disclosure.demo.requests import seed_requests
from disclosure.models import ListEntry, MandatedItem
from portal.accounts.models import User
from portal.agencies.loading import load_agencies
from portal.agencies.models import Agency, Role
from portal.content.models import AgencyPage, NewsPage
from portal.content.services.pages import load_pages
from requests_app.models import InformationRequest


class Command(BaseCommand):
    help = (
        "Mengisi portal contoh: petugas, daftar informasi, berita, dan permohonan rekaan. Sekali saja: data yang\n"
        "sudah ada dibiarkan. Hanya untuk mencoba; ditolak di produksi.\n\n"
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
        if "demo-only" not in settings.SECRET_KEY and "test-only" not in settings.SECRET_KEY:
            raise CommandError("seed_demo hanya untuk portal contoh, bukan produksi.", returncode=2)
        if options["logins"]:
            self._print_logins(options["port"])
            return
        made = {} if User.objects.filter(email=LOGINS[0].email).exists() else self._seed()
        document = {
            "created": bool(made), "users": User.objects.count(), "entries": ListEntry.objects.count(),
            "news": NewsPage.objects.count(), "requests": InformationRequest.objects.count(),
        }  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(document))
        elif made:
            self.stdout.write(
                "Data contoh: {users} akun, {entries} entri, {news} berita, {requests} permohonan.".format(
                    **document
                )
            )
        else:
            self.stdout.write("Data contoh sudah ada dan dibiarkan.")

    @transaction.atomic
    def _seed(self) -> dict[str, Any]:
        if (
            not Agency.objects.exists()
            or not MandatedItem.objects.exists()
            or not AgencyPage.objects.exists()
        ):
            raise CommandError(
                "Muat dulu data acuan: load_agencies, load_catalogue, load_calendar, load_pages.",
                returncode=2,
            )
        now, random = timezone.now(), Random(2026)  # noqa: S311  a repeatable world, not a secret
        load_agencies(with_demo=True)
        load_pages()
        since = timezone.localdate(now).replace(year=now.year - 1, month=1, day=2)
        officers = seed_people(since)
        return {
            "entries": seed_lists(officers, now=now, random=random),
            "news": seed_news(officers, now=now, random=random),
            "shown": seed_requests(officers, now=now, random=random).case.pk,
        }

    def _print_logins(self, port: int) -> None:
        base = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\nPortal     {base}/\nPetugas    {base}/masuk/   kata sandi: {PASSWORD}")
        for login in LOGINS:
            self.stdout.write(f"  {Role(login.role).label:<22} {login.email:<24} {login.position}")
        case = (
            InformationRequest.objects.filter(state="in_progress", agency__code="DINKES")
            .order_by("due_on")
            .first()
        )
        if case is not None:
            self.stdout.write(
                f"Lacak      {base}/permohonan/lacak/   nomor {case.number}   kode {case.receipt_code}\n"
            )
