"""Two priority programmes of one unit with their progress, for the look of the page."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from disclosure.programmes.models import Programme
from disclosure.programmes.services import note_progress, publish_programme, save_programme
from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on
from portal.demo.people import officer_of

UNIT = "DINSOS"


@transaction.atomic
def seed_programmes(today: date) -> int:
    """Made-up programmes that say so; nothing when there are any."""
    agency = Agency.objects.filter(code=UNIT).first()
    if agency is None or Programme.objects.exists():
        return 0
    officer = officer_of(agency)
    for title, target, budget, steps in (
        ("Perbaikan rumah tidak layak huni (contoh)", "120 rumah sampai Desember", 2_400_000_000, (25, 55)),
        ("Dapur umum siaga (contoh)", "8 kecamatan siap dalam 24 jam", 350_000_000, (40,)),
    ):
        begun = moment_on(today - timedelta(days=60), 10)
        with at(begun):
            made = save_programme(
                agency=agency, by=officer, now=begun,
                values={
                    "title": title, "purpose": "Contoh peraga, bukan program resmi.", "holder": "Kepala Dinas Sosial",
                    "implementer": "Bidang Perlindungan dan Jaminan Sosial", "contact": "Loket Dinas Sosial",
                    "target": target, "budget": budget, "budget_source": f"APBD {today.year} (contoh)",
                    "starts_on": date(today.year, 1, 5), "ends_on": date(today.year, 12, 20),
                },
            )  # fmt: skip
            for number, percent in enumerate(steps):
                day = today - timedelta(days=90 - 30 * number)
                note_progress(
                    programme=made, on=min(day, begun.date()), percent=percent, text=f"{percent} % pekerjaan selesai.",
                    by=officer, now=begun,
                )  # fmt: skip
            publish_programme(programme=made, by=officer, now=begun)
    return 2
