"""Forms of the calendar's back office."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel.errors import InputError

from .models import HolidayKind
from .parsing import ParsedDay, parse_text, parse_upload


class DaysForm(forms.Form):
    """Where a person writes one day, pastes a decree or uploads a file; reading them is part of
    validation.
    """

    text = forms.CharField(
        label=_("Hari libur"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=_(
            "Satu hari per baris, misalnya “7 Oktober 2026 HUT Kota”. Tabel keputusan boleh ditempel."
        ),
    )
    file = forms.FileField(
        label=_("Atau unggah berkas"),
        required=False,
        help_text=_("CSV dengan kolom tanggal, nama, jenis; atau ICS. Paling besar 1 MB."),
    )
    kind = forms.ChoiceField(
        label=_("Jenis bila tidak disebut"), choices=HolidayKind.choices, initial=HolidayKind.NATIONAL
    )
    year = forms.IntegerField(
        label=_("Tahun bila tidak disebut"),
        required=False,
        min_value=2011,
        max_value=2040,
        error_messages={
            "invalid": _("Tulis tahun dengan empat angka, misalnya 2027."),
            "min_value": _("Tulis tahun antara 2011 dan 2040."),
            "max_value": _("Tulis tahun antara 2011 dan 2040."),
        },
    )
    days: list[ParsedDay]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text, file = (data.get("text") or "").strip(), data.get("file")
        if not text and not file:
            self.add_error("text", _("Tulis, tempel, atau unggah hari liburnya."))
        if self.errors:
            return data
        options = {"kind": data["kind"], "year": data.get("year")}
        try:
            self.days = (
                parse_upload(file.name, file.read(), **options) if file else parse_text(text, **options)
            )
        except InputError as error:
            self.add_error(error.field if error.field in self.fields else "text", error.message)
        return data


class DecreeForm(forms.Form):
    """The decree that a proposal stands on."""

    decree_number = forms.CharField(
        label=_("Nomor keputusan"),
        max_length=120,
        error_messages={"required": _("Tulis nomor keputusan atau surat edaran.")},
        help_text=_("Misalnya: SKB 3 Menteri Nomor 1497 Tahun 2025."),
    )
    decree_date = forms.DateField(
        label=_("Tanggal keputusan"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        error_messages={
            "required": _("Tulis tanggal keputusan."),
            "invalid": _("Tulis tanggal seperti 25/11/2026."),
        },
    )
    decree_file = forms.FileField(
        label=_("Salinan keputusan"), required=False, help_text=_("PDF atau gambar; boleh menyusul.")
    )
    note = forms.CharField(label=_("Catatan untuk pengesah"), max_length=300, required=False)
    confirms_year = forms.TypedChoiceField(
        label=_("Sahkan satu tahun penuh"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, years: list[int], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tidak, hanya hari yang dicentang"))]
        year = cast(forms.TypedChoiceField, self.fields["confirms_year"])
        year.choices = choices + [
            (year, _("Ya, kalender %(year)s sudah lengkap") % {"year": year}) for year in years
        ]
        self.fields["decree_date"].widget.attrs["max"] = today.isoformat()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis alasan penolakan agar pengusul dapat memperbaikinya.")},
    )
