"""Forms of the staff screens; each field is named for people and says what is wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

from .models import AGENCY_ROLES, Agency, Capacity, Role

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MAX_BYTES = 5 * 1024 * 1024


class MembershipForm(forms.Form):
    """One assignment: role, unit, days, decree."""

    role = forms.ChoiceField(label=_("Peran"), choices=[("", "—"), *Role.choices])
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("Hanya untuk Operator situs dan PPID Pelaksana; peran lain berlaku untuk seluruh kota."),
    )
    capacity = forms.ChoiceField(label=_("Kedudukan"), choices=Capacity.choices, initial=Capacity.FULL)
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=_DAY)
    valid_until = forms.DateField(
        label=_("Berlaku sampai"), widget=_DAY, required=False, help_text=_("Wajib untuk Plt. dan Plh.")
    )
    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=100, required=False)
    decree_date = forms.DateField(label=_("Tanggal keputusan"), widget=_DAY, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(dissolved_on=None)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") in AGENCY_ROLES and not data.get("agency"):
            self.add_error("agency", _("Pilih perangkat daerah untuk peran ini."))
        return data


class NewPersonForm(MembershipForm):
    """A person who has no account yet, with a first assignment."""

    email = forms.EmailField(
        label=_("Alamat surel"), help_text=_("Dipakai untuk masuk dan menerima undangan.")
    )
    name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    nip = forms.CharField(label=_("NIP"), max_length=30, required=False)
    position = forms.CharField(label=_("Jabatan"), max_length=150, required=False)
    phone = forms.CharField(label=_("Telepon kantor"), max_length=40, required=False)

    field_order = ("email", "name", "nip", "position", "phone", "role", "agency")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Alamat ini sudah dipakai. Buka petugasnya dan tambah penugasan."))
        return email


class EndForm(forms.Form):
    last_day = forms.DateField(label=_("Hari terakhir"), widget=_DAY)
    reason = forms.CharField(label=_("Alasan"), max_length=200, required=False)


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=200)


class UploadForm(forms.Form):
    file = forms.FileField(label=_("Berkas XLSX atau CSV"), help_text=_("Paling besar 5 MB, 2.000 baris."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Berkas lebih dari 5 MB. Bagi menjadi beberapa berkas."))
        return file


class ConfirmForm(forms.Form):
    """What the preview hands back: the rows, signed, so that what is written is what was shown."""

    rows = forms.CharField(widget=forms.HiddenInput)
    invite = forms.BooleanField(label=_("Kirim undangan kepada petugas baru"), required=False, initial=True)
