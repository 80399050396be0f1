"""manage.py render_list_law: write docs/law-lists.md from the tables."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from disclosure.law.rendering import render


class Command(BaseCommand):
    help = (
        "Menulis docs/law-lists.md dari tabel hukum di disclosure/law.\n\n"
        "Contoh:\n  python manage.py render_list_law\n  python manage.py render_list_law --check"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="hanya periksa apakah masih sama")

    def handle(self, *args: Any, **options: Any) -> None:
        document = Path(settings.BASE_DIR) / "docs" / "law-lists.md"
        text = render()
        if document.exists() and document.read_text(encoding="utf-8") == text:
            self.stdout.write("docs/law-lists.md sudah sama dengan tabel.")
            return
        if options["check"]:
            raise CommandError(
                "docs/law-lists.md tertinggal. Jalankan: python manage.py render_list_law", returncode=1
            )
        document.write_text(text, encoding="utf-8")
        self.stdout.write("docs/law-lists.md ditulis ulang.")
