"""manage.py send_reminders: reminders owed today, waiting mail, waiting scans, expired uploads."""

import json
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.files.scan_files import scan_waiting
from portal.kernel.moments import WIB, wib_date
from portal.notifications.delivery import DeliveryRun, deliver_waiting
from portal.notifications.models import DeliveryState, Notification
from requests_app.services import throttling
from requests_app.services.disputes.chasing import remind_disputes
from requests_app.services.objections import chasing
from requests_app.services.reminding import occasions, remind
from requests_app.services.surveying import invite
from requests_app.uploads import destroy_unsent


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("tulis tanggal seperti 2026-03-27") from error


class Command(BaseCommand):
    help = (
        "Mengingatkan petugas tentang batas waktu dan mengirim surel yang masih menunggu. Aman diulang; jalankan "
        "tiap lima menit.\n\nContoh: python manage.py send_reminders --json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("--on", type=day, metavar="TANGGAL", help="anggap hari ini tanggal ini")
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, tidak mengirim")
        parser.add_argument("--json", action="store_true", help="satu dokumen JSON pada stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["on"]:
            now = datetime.combine(options["on"], time(9), WIB)
        result = self._preview(now) if options["dry_run"] else self._run(now)
        if options["json"]:
            self.stdout.write(json.dumps(result))
            return
        self.stdout.write(
            f"Terkirim {result['sent']}, sudah pernah {result['already_sent']}, belum sampai {result['failed']}."
        )

    def _preview(self, now: datetime) -> dict[str, int]:
        keys = {owed.key for owed in occasions(now=now)} | {owed.key for owed in chasing.reminders(now=now)}
        known = Notification.objects.filter(dedupe_key__in=keys).count()
        waiting = Notification.objects.filter(state=DeliveryState.WAITING).count()
        silences = chasing.silent_ones(wib_date(now)).count()
        return {"sent": len(keys) - known + waiting + silences, "already_sent": known, "failed": 0}

    def _run(self, now: datetime) -> dict[str, int]:
        before = Notification.objects.filter(state=DeliveryState.SENT).count()
        reminders = remind(now=now)
        _created, already = chasing.chase(now=now)
        remind_disputes(now=now)
        invite(now=now)
        # New ones left with their own transaction; the count below is of everything that went out in this run.
        run: DeliveryRun = deliver_waiting(now=now)
        sent = Notification.objects.filter(state=DeliveryState.SENT).count() - before
        scanned = scan_waiting()
        destroyed = destroy_unsent(now=now)
        throttling.forget_old(now=now)
        if scanned or destroyed:
            self.stderr.write(
                f"Diperiksa {scanned} berkas, dihapus {destroyed} unggahan yang tidak jadi dikirim."
            )
        return {"sent": sent, "already_sent": reminders.already_sent + already, "failed": run.failed}
