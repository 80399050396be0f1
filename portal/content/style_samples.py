"""Invented data for the style page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

_OFF = {
    date(2026, 3, 18): "Cuti bersama Nyepi",
    date(2026, 3, 19): "Hari Suci Nyepi",
    date(2026, 3, 20): "Cuti bersama Idulfitri",
    date(2026, 3, 23): "Cuti bersama Idulfitri",
    date(2026, 3, 24): "Cuti bersama Idulfitri",
}


def days(
    today: date, *, start: date = date(2026, 3, 12), length: int = 10, late: int = 0
) -> list[dict[str, Any]]:
    """Days of a case received on ``start`` by the sample calendar, ``late`` counted days past the due one."""
    made: list[dict[str, Any]] = []
    number, on = 0, start
    while number < length + late:
        on += timedelta(days=1)
        counted = on.weekday() < 5 and on not in _OFF
        number += counted
        made.append(
            {
                "date": on,
                "counted": counted,
                "number": number if counted else None,
                "reason": "" if counted else _OFF.get(on, "Sabtu dan Minggu"),
                "is_today": on == today,
                "is_due": counted and number == length,
                "is_late": counted and number > length,
            }
        )
    return made


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nama lengkap", help_text="Seperti pada tanda pengenal.")
    email = forms.EmailField(label="Alamat surel", required=False)
    agency = forms.ChoiceField(label="Perangkat daerah", choices=[("", "Pilih"), ("dinsos", "Dinas Sosial")])
    way = forms.ChoiceField(
        label="Cara memperoleh",
        widget=forms.RadioSelect,
        choices=[("soft", "Salinan lunak"), ("see", "Melihat di tempat")],
    )
    needs = forms.MultipleChoiceField(
        label="Kebutuhan khusus",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("large", "Huruf besar"), ("read", "Dibacakan")],
    )
    question = forms.CharField(label="Informasi yang diminta", widget=forms.Textarea)
    scan = forms.FileField(
        label="Pindaian KTP", required=False, help_text="PDF atau gambar, paling besar 5 MB."
    )


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the style page shows."""
    parts = [
        ("ok", 64, "terpenuhi"),
        ("warn", 7, "perlu diperbarui"),
        ("late", 5, "belum ada"),
        ("none", 1, "tidak berlaku"),
    ]
    return {
        "tags": [
            ("", "Baru"),
            ("steel", "Diproses"),
            ("ok", "Terbaru"),
            ("warn", "Menunggu pemohon"),
            ("late", "Belum ada"),
            ("ember", "Sisa 3 hari"),
        ],
        "rows_of_days": [
            ("Baru masuk", days(date(2026, 3, 12))),
            ("Berjalan", days(date(2026, 3, 27))),
            ("Hari ini libur", days(date(2026, 3, 21))),
            ("Jatuh tempo hari ini", days(date(2026, 4, 2))),
            ("Lewat 2 hari", days(date(2026, 4, 6), late=2)),
            ("Diperpanjang", days(date(2026, 4, 8), length=17)),
        ],
        "parts": parts,
        "form": SampleForm({"email": "bukan surel"}) if "galat" in request.GET else SampleForm(),
        "page": Paginator(range(240), 10).page(7),
        "head": ["Informasi", "Jenis kewajiban", "Berkas", "Keadaan"],
        "rows": [
            ["Laporan keuangan 2025", "Laporan keuangan", "PDF 2,4 MB", "Terbaru"],
            ["Rencana umum pengadaan 2026", "Pengadaan", "PDF, XLSX", "Perlu diperbarui"],
        ],
        "events": [
            {"title": "Jawaban dari Dinas Sosial", "meta": "paling lambat 2 April 2026", "state": "ahead"},
            {"title": "Permohonan lengkap", "meta": "Jumat, 13 Maret 2026, 08.40 WIB"},
            {
                "title": "Permohonan Anda kami terima",
                "meta": "Kamis, 12 Maret 2026, 21.07 WIB",
                "url": "#",
                "link": "Tanda terima (PDF)",
            },
        ],
        "chips": [
            {"text": "Semua", "count": 128, "url": "#", "current": True},
            {"text": "Berkala", "count": 78, "url": "#", "current": False},
            {"text": "Serta merta", "count": 0, "url": "#", "current": False},
        ],
        "steps": ["Pertanyaan", "Tujuan", "Data diri", "Periksa"],
        "crumbs": [("Perangkat daerah", "/perangkat-daerah/"), ("DINSOS", "")],
    }
