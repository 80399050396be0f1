"""Forms of the tracking page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel.errors import InputError
from portal.kernel.identifiers import nik_warnings, normalise_tracking_code, parse_registration_number
from requests_app.missing import MissingItem
from requests_app.services.messaging import LONGEST_MESSAGE

from .filing import ManyFilesInput, StepForm


class LookupForm(StepForm):
    nomor = forms.CharField(
        label=_("Nomor pendaftaran"),
        max_length=60,
        help_text=_("Misalnya 0042/DINSOS/2026."),
        error_messages={"required": _("Tuliskan nomor pendaftaran dari tanda terima.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    kode = forms.CharField(
        label=_("Kode lacak"),
        max_length=40,
        help_text=_("12 huruf dan angka. Huruf besar atau kecil, dengan atau tanpa tanda hubung, sama saja."),
        error_messages={"required": _("Tuliskan kode lacak dari tanda terima.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    teks = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_nomor(self) -> str:
        try:
            parse_registration_number(self.cleaned_data["nomor"])
        except InputError as error:
            raise forms.ValidationError(str(_(error.message))) from error
        return self.cleaned_data["nomor"]

    def clean_kode(self) -> str:
        try:
            normalise_tracking_code(self.cleaned_data["kode"])
        except InputError as error:
            raise forms.ValidationError(str(_(error.message))) from error
        return self.cleaned_data["kode"]


class MessageForm(StepForm):
    teks = forms.CharField(
        label=_("Pesan untuk petugas"),
        max_length=LONGEST_MESSAGE,
        help_text=_("Hanya petugas yang menangani permohonan ini yang membacanya."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Tuliskan pesan Anda."),
            "max_length": _("Ringkas pesan Anda sampai %(limit_value)d huruf."),
        },
    )


class SupplyForm(StepForm):
    """Only what is missing is asked for; anything may be left for later."""

    name = forms.CharField(label=_("Nama lengkap"), required=False, max_length=200)
    identity_number = forms.CharField(label=_("NIK"), required=False, max_length=60)
    members = forms.CharField(
        label=_("Anggota kelompok, satu nama tiap baris"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
    )
    address = forms.CharField(
        label=_("Alamat"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    identity_scan = forms.FileField(
        label=_("Pindaian atau foto identitas"),
        required=False,
        help_text=_("JPG, PNG, atau PDF. Disimpan terenkripsi."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
    )
    explanation = forms.CharField(
        label=_("Penjelasan Anda"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Jelaskan dengan kata-kata Anda sendiri apa yang Anda cari."),
    )
    supporting = forms.FileField(
        label=_("Berkas lain yang diminta"), required=False, widget=ManyFilesInput(attrs={"multiple": True})
    )

    _SHOWS = {
        MissingItem.NAME: "name",
        MissingItem.IDENTITY_NUMBER: "identity_number",
        MissingItem.MEMBERS: "members",
        MissingItem.ADDRESS: "address",
        MissingItem.IDENTITY_SCAN: "identity_scan",
        MissingItem.DEED: "identity_scan",
        MissingItem.PROXY_LETTER: "supporting",
        MissingItem.DETAILS: "explanation",
    }

    def __init__(self, *args: Any, missing: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the officer asked for in words of their own can be answered in words or with a file.
        wanted = {"supporting"} if not missing else set()
        for item in missing:
            known = item in MissingItem.values
            wanted |= {self._SHOWS[MissingItem(item)]} if known else {"explanation", "supporting"}
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]

    def nik_warnings(self) -> tuple[str, ...]:
        return nik_warnings(self.cleaned_data.get("identity_number", ""))
