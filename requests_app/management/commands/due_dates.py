"""manage.py due_dates: every date in the life of a request."""

import json
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.kernel.formats import hari_tanggal, tanggal_waktu
from portal.kernel.moments import WIB
from portal.workcalendar import selectors
from requests_app.law.deadlines import CaseDates, DayLine, case_dates, day_line

DATES = (
    ("check_by", "Kelengkapan diperiksa paling lambat"),
    ("target_on", "Target layanan"),
    ("due_on", "Pemberitahuan tertulis paling lambat"),
    ("extended_due_on", "Bila diperpanjang"),
    ("objection_from", "Keberatan atas keterlambatan mulai"),
    ("objection_until", "Keberatan atas keterlambatan sampai"),
    ("decision_due_on", "Tanggapan Atasan PPID paling lambat"),
    ("dispute_until", "Sengketa ke Komisi Informasi sampai"),
)


def moment(text: str) -> datetime:
    """ISO 8601; without an offset it is read as WIB."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("tulis waktu seperti 2026-03-12T10:00+07:00") from error
    return found if found.tzinfo else found.replace(tzinfo=WIB)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("tulis tanggal seperti 2026-03-27") from error


def as_json(dates: CaseDates, line: DayLine | None) -> dict[str, Any]:
    """The contract's document, with which dates are provisional and, with --as-of, the line."""
    document: dict[str, Any] = {"received_at": dates.received_at.isoformat()}
    for name, _label in DATES:
        value = getattr(dates, name)
        document[name] = value.isoformat() if value else None
    document["provisional"] = dates.provisional
    document["provisional_dates"] = list(dates.provisional_dates)
    document["extended"] = dates.extended
    document["days"] = [
        {"on": d.on.isoformat(), "counted": d.counted, "number": d.number, "reason": d.reason}
        for d in dates.days
    ]
    if line is not None:
        document["as_of"] = {
            "day_number": line.day_number,
            "days_left": line.days_left,
            "days_late": line.days_late,
            "label": line.label,
        }
    return document


class Command(BaseCommand):
    help = (
        "Menghitung setiap tanggal dalam hidup sebuah permohonan sejak diterima.\n"
        "Tanggal keberatan adalah untuk keterlambatan; tanggapan dan sengketa dihitung seolah keberatan\n"
        "diajukan pada hari pertama dan ditanggapi pada hari terakhir.\n\n"
        "Contoh:\n  python manage.py due_dates --received 2026-03-12T10:00+07:00 --json\n"
        "  python manage.py due_dates --received 2026-03-12 --extended --as-of 2026-04-07"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--received", type=moment, required=True, metavar="WAKTU", help="waktu diterima")
        parser.add_argument(
            "--complete",
            type=moment,
            metavar="WAKTU",
            help="waktu dinyatakan lengkap (bawaan: saat diterima)",
        )
        parser.add_argument("--extended", action="store_true", help="sudah diperpanjang")
        parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="sebutkan keadaan pada tanggal ini")
        parser.add_argument("--json", action="store_true", help="cetak satu dokumen JSON saja")

    def handle(self, *args: Any, **options: Any) -> None:
        received, complete = options["received"], options["complete"] or options["received"]
        if complete < received:
            raise CommandError(
                "--complete mendahului --received. Isi waktu lengkap yang sesudahnya.", returncode=2
            )
        calendar = selectors.current_calendar()
        if not calendar.known_years:
            raise CommandError(
                "Kalender masih kosong. Jalankan: python manage.py load_calendar", returncode=2
            )
        try:
            dates = case_dates(received, calendar, complete_at=complete, extended=options["extended"])
        except ValueError as error:
            raise CommandError(
                "Tidak ada ketentuan untuk tanggal itu: UU 14/2008 berlaku sejak 30 April 2010.", returncode=2
            ) from error
        line = None
        if options["as_of"]:
            line = day_line(received, options["as_of"], calendar, extended=options["extended"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(dates, line), ensure_ascii=False))
        else:
            self._print(dates, line)

    def _print(self, dates: CaseDates, line: DayLine | None) -> None:
        self.stdout.write(f"Diterima: {tanggal_waktu(dates.received_at)}")
        for name, label in DATES:
            value = getattr(dates, name)
            mark = " (sementara)" if name in dates.provisional_dates else ""
            self.stdout.write(f"{label}: {hari_tanggal(value)}{mark}" if value else f"{label}: –")
        if line is not None:
            self.stdout.write(line.label)
        for counted in dates.days:
            number = f"{counted.number:>3}" if counted.number else "  –"
            self.stdout.write(f"{number}  {hari_tanggal(counted.on)}  {counted.reason}".rstrip())
