"""Daftar periksa kewajiban satu perangkat daerah."""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.selectors import AgencyChecklist, agency_for_code, checklist_for
from portal.agencies.models import Agency
from portal.kernel.formats import tanggal

STATE_WORDS = {
    "fulfilled": "terpenuhi",
    "stale": "perlu diperbarui",
    "missing": "belum ada",
    "not_applicable": "tidak berlaku",
    "no_event": "tidak ada kejadian",
}


def as_json(found: AgencyChecklist) -> dict[str, Any]:
    """The document of the commands' contract; keys may be added, none removed."""
    return {
        "agency": found.agency.code,
        "as_of": found.as_of.isoformat(),
        "edition": found.edition.key if found.edition else None,
        "total": found.total,
        "applicable": found.applicable,
        "counts": found.counts,
        "soon": found.soon,
        "by_category": found.by_category,
        "items": [
            {
                "key": row.item.key,
                "code": row.item.code,
                "title": row.item.title_id,
                "category": row.item.category,
                "group": row.group.key if row.group else None,
                "state": row.state.value,
                "since": row.status.since.isoformat() if row.status.since else None,
                "due_on": row.status.due_on.isoformat() if row.status.due_on else None,
                "soon": row.status.soon,
                "reasons": [flaw.value for flaw in row.status.flaws],
                "city_duty": row.is_city_duty,
                "city_state": row.city_status.state.value if row.city_status else None,
                "entries": list(row.status.entry_ids),
            }
            for row in found.rows
        ],
    }


class Command(BaseCommand):
    help = (
        "Menghitung keadaan setiap kewajiban satu perangkat daerah pada suatu tanggal.\n\n"
        "Contoh: python manage.py checklist --agency DINSOS\n"
        "        python manage.py checklist --agency BPKAD --as-of 2026-06-30 --json"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="KODE", help="kode unit, boleh kode lama")
        parser.add_argument("--as-of", metavar="TANGGAL", help="TTTT-BB-HH; tanpa ini: hari ini")
        parser.add_argument("--json", action="store_true", help="tulis hasil sebagai satu dokumen JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = agency_for_code(options["agency"])
        if agency is None:
            codes = ", ".join(Agency.objects.order_by("code").values_list("code", flat=True)[:60])
            raise CommandError(
                f"Kode {options['agency']} tidak dikenal. Pilih salah satu: {codes}.", returncode=2
            )
        found = checklist_for(agency, self._day(options["as_of"]))
        if found.edition is None:
            raise CommandError(
                "Katalog belum dimuat. Jalankan: python manage.py load_catalogue", returncode=2
            )
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{agency.name} ({agency.code}), {tanggal(found.as_of)}, {found.edition.name}")
        self.stdout.write(f"{found.fulfilled} dari {found.applicable} jenis yang berlaku terpenuhi")
        for state, count in found.counts.items():
            self.stdout.write(f"  {STATE_WORDS[state]:20} {count:4}")
        for row in found.by_urgency:
            self.stdout.write(f"{STATE_WORDS[row.state.value]:20} {row.item.code:12} {row.item.title_id}")

    @staticmethod
    def _day(text: str | None) -> date:
        if not text:
            return timezone.localdate()
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(
                f"Tanggal “{text}” tidak terbaca. Tulis seperti 2026-06-30.", returncode=2
            ) from error
