"""What checks look like: a scan that citizens cannot read, a list of names held back, a link that died."""

from __future__ import annotations

import io
from datetime import date, timedelta

from django.db import transaction
from PIL import Image, ImageDraw, ImageFont

from disclosure.models import EntryFile, EntryLink, ListEntry, MandatedItem, PublishedFile
from disclosure.screening.wishes import wish_readable
from disclosure.services.freshness import note_reachability
from disclosure.services.publishing import publish_entry
from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on
from portal.demo.people import officer_of
from portal.files.services import store_bytes

UNIT = "DINSOS"
SCAN, HELD, DEAD = (
    "Keputusan standar pelayanan (pindaian)",
    "Daftar penerima bantuan (konsep)",
    "Profil layanan panti",
)
#: The form of a NIK, of a region code that no province bears in this year's lists; it belongs to nobody.
_EXAMPLE = "3672999902990003"
_ROWS = f"No,Nama,NIK,Bantuan\n1,Contoh Satu,{_EXAMPLE},Beras\n2,Contoh Dua,{_EXAMPLE},Beras\n"


@transaction.atomic
def seed_checks(today: date) -> int:
    """Three entries of one unit; nothing when they are there."""
    agency = Agency.objects.filter(code=UNIT).first()
    if agency is None or ListEntry.objects.filter(agency=agency, title=SCAN).exists():
        return 0
    _scan(agency, today)
    _held_back(agency, today)
    _dead_link(agency, today)
    return 3


def _entry(agency: Agency, title: str, key: str, day: date) -> ListEntry:
    entry = ListEntry(
        agency=agency, title=title, category="anytime", summary="Contoh peraga, bukan dokumen resmi.",
        holder="Sekretariat", responsible=f"Kepala {agency.name}", made_when=str(day.year), retention="5 tahun",
        period_start=date(day.year, 1, 1), created_by=officer_of(agency), live=False,
    )  # fmt: skip
    entry.items = list(MandatedItem.objects.filter(key=key, edition__is_checklist=True))
    return entry


def _scan(agency: Agency, today: date) -> None:
    moment = moment_on(today - timedelta(days=20), 10)
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    draw.text((140, 200), "CONTOH PERAGA", fill="black", font=ImageFont.load_default(64))
    draw.text((140, 320), "Halaman ini gambar, tanpa teks.", fill="black", font=ImageFont.load_default(40))
    content = io.BytesIO()
    page.save(content, "PDF", resolution=150)
    with at(moment):
        entry = _entry(agency, SCAN, "t_21_4_a", today)
        stored = store_bytes(
            content=content.getvalue(), name="pindaian.pdf", content_type="application/pdf", now=moment
        )
        entry.files = [EntryFile(stored=stored)]
        entry.save()
        publish_entry(entry=entry, by=officer_of(agency), now=moment)
        held = PublishedFile.objects.get(entry=entry)
        for days in range(3):
            wish_readable(held=held, now=moment + timedelta(days=days))


def _held_back(agency: Agency, today: date) -> None:
    moment = moment_on(today - timedelta(days=2), 14)
    with at(moment):
        entry = _entry(agency, HELD, "t_21_4_d", today)
        stored = store_bytes(content=_ROWS.encode(), name="penerima.csv", content_type="text/csv", now=moment)
        entry.files = [EntryFile(stored=stored)]
        entry.save()
        entry.save_revision(user=officer_of(agency))


def _dead_link(agency: Agency, today: date) -> None:
    moment = moment_on(today - timedelta(days=60), 9)
    address = "https://contoh.invalid/layanan/panti.pdf"
    with at(moment):
        entry = _entry(agency, DEAD, "t_21_4_b", today)
        entry.links = [EntryLink(url=address, label="Profil layanan")]
        entry.save()
        publish_entry(entry=entry, by=officer_of(agency), now=moment)
    for days in (5, 3, 2):
        night = moment_on(today - timedelta(days=days), 2)
        note_reachability(
            entry=entry, address=address, reachable=False, on=night.date(), now=night,
            proof="Halaman tidak ada (404).",
        )  # fmt: skip
