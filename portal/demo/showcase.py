"""What a full microsite looks like, on three units: documents to read on the page and a chart as a picture."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import slugify
from PIL import Image, ImageDraw, ImageFont

from disclosure.models import EntryFile, ListEntry, MandatedItem
from disclosure.services.publishing import publish_entry
from portal.agencies.models import Agency
from portal.demo.clock import at, moment_on
from portal.demo.people import officer_of
from portal.files.models import StoredFile
from portal.files.services import store_bytes
from portal.kernel.moments import wib_date
from portal.pdf.engine import render_pdf

UNITS = ("DINSOS", "DLH", "DKISS")
_PAPER = """<html lang="id"><body><h1>{title}</h1><p>{unit}</p>
<p>Dokumen peraga, bukan dokumen resmi.</p><h2>Ringkasan</h2><p>{summary}</p>
<h2 style="page-break-before:always">Rincian</h2><p>Halaman kedua dari dokumen peraga ini.</p></body></html>"""


def seed_showcase(today: date) -> int:
    """A PDF of two pages and a chart for each unit of the showcase; returns how many entries are new."""
    made = 0
    for agency in Agency.objects.filter(code__in=UNITS).order_by("pk"):
        for title, key, kind in (
            (f"Laporan kinerja {agency.name} {today.year - 1}", "b_15_3", "pdf"),
            (f"Bagan struktur organisasi {agency.name}", "b_15_1_c1", "png"),
        ):
            if not ListEntry.objects.filter(agency=agency, title=title).exists():
                _publish(agency, title, key, kind, today)
                made += 1
    return made


@transaction.atomic
def _publish(agency: Agency, title: str, key: str, kind: str, today: date) -> None:
    officer, moment = officer_of(agency), moment_on(today - timedelta(days=40), 9)
    with at(moment):
        entry = ListEntry(
            agency=agency, title=title, category="periodic", holder="Sekretariat", made_when=str(today.year - 1),
            summary="Ringkasan hasil kegiatan." if kind == "pdf" else "Susunan bidang dan seksi.",
            responsible=f"Kepala {agency.name}", retention="5 tahun", created_by=officer, live=False,
            period_start=date(today.year, 1, 1), period_end=wib_date(moment),
        )  # fmt: skip
        entry.items = list(MandatedItem.objects.filter(key=key, edition__is_checklist=True))
        entry.files = [EntryFile(stored=_stored(entry, kind, moment))]
        entry.save()
        publish_entry(entry=entry, by=officer, now=moment)


def _stored(entry: ListEntry, kind: str, moment: datetime) -> StoredFile:
    name = f"{slugify(entry.title)[:60]}.{kind}"
    if kind == "png":
        return store_bytes(content=_chart(entry.agency.name), name=name, content_type="image/png", now=moment)
    html = format_html(_PAPER, title=entry.title, unit=entry.agency.name, summary=entry.summary)
    made = render_pdf(html=html, identifier=f"peraga/{name}", created=moment, title=entry.title)
    return store_bytes(content=made.bytes, name=name, content_type="application/pdf", now=moment)


def _chart(name: str) -> bytes:
    """Boxes and lines: head, secretariat, three divisions."""
    picture = Image.new("RGB", (1400, 620), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(settings.BASE_DIR / "static/fonts/print/PlusJakartaSans-Medium.ttf"), 30)
    boxes = [(500, 40, "Kepala"), (960, 190, "Sekretariat"), (60, 400, "Bidang I"), (500, 400, "Bidang II")]
    boxes.append((940, 400, "Bidang III"))
    lines = [((700, 140), (700, 360)), ((700, 240), (960, 240)), ((260, 360), (1140, 360))]
    lines += [((x, 360), (x, 400)) for x in (260, 700, 1140)]
    for line in lines:
        draw.line(line, fill="#3c5163", width=4)
    for x, y, words in boxes:
        draw.rounded_rectangle((x, y, x + 400, y + 100), 14, "#e2eff4", "#0b4f6c", 3)
        draw.text((x + 30, y + 30), words, "#10222e", font=font)
    draw.text((60, 560), f"{name} · contoh peraga", "#3c5163", font=font)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
