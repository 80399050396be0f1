"""A list that an operator has uploaded and not saved yet: each verdict once, through the real service."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from disclosure.importing.models import ImportRun
from disclosure.importing.services import start_run
from disclosure.models import ListEntry
from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.demo.people import DOMAIN

HEAD = ("No", "Judul informasi", "Ringkasan isi", "Pejabat yang menguasai informasi", "Penanggung jawab",
        "Waktu pembuatan", "Kategori", "Tautan")  # fmt: skip


def seed_imports(now: datetime) -> int:
    """Returns how many imports there are."""
    agency = Agency.objects.filter(code="DINSOS").first()
    operator = User.objects.filter(email=f"operator.dinsos@{DOMAIN}").first()
    if agency is not None and operator is not None:
        start_run(
            agency=agency, name="daftar-dinas-sosial-contoh.csv", content=_rows(agency), by=operator, now=now
        )
    return ImportRun.objects.count()


def _rows(agency: Agency) -> bytes:
    known = list(ListEntry.objects.filter(agency=agency, live=True).order_by("pk")[:2])
    lines: list[tuple[object, ...]] = [
        (1, "Jadwal kunjungan rumah lansia 2026 (contoh)", "Kelurahan dan minggu kunjungan, tanpa nama penerima",
         "Bidang Rehabilitasi Sosial", "Kepala Bidang Rehabilitasi Sosial", "Januari 2026", "Berkala",
         "https://dinsos.example/dokumen/jadwal-kunjungan-2026.pdf"),
        (2, "Standar layanan loket bantuan (contoh)", "Syarat, urutan, dan lama layanan", "Sekretariat",
         "Sekretaris Dinas", "Senin, 2 Maret 2026", "Tersedia setiap saat",
         "https://dinsos.example/dokumen/standar-loket.pdf"),
        (3, "", "Baris ini lupa diberi judul", "Sekretariat", "Sekretaris Dinas", "2026", "Berkala", ""),
    ]  # fmt: skip
    for number, (entry, summary) in enumerate(
        zip(known, ("", "Ringkasan yang ditulis ulang di berkas."), strict=False), start=4
    ):
        lines.append(
            (number, entry.title, summary or entry.summary, entry.holder, entry.responsible, entry.made_when,
             entry.get_category_display(), "")
        )  # fmt: skip
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([("DAFTAR INFORMASI PUBLIK DINAS SOSIAL",), HEAD, *lines])
    return out.getvalue().encode("utf-8-sig")
