"""The counter's form: a request made in person, by phone, letter, e-mail or WhatsApp, entered by an officer."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from requests_app.models import Channel, ObtainWay, RequesterKind, SendWay
from requests_app.services.filing import FilingData

OFFICER_CHANNELS = [choice for choice in Channel.choices if choice[0] not in {"web", "imported"}]


class RecordForm(forms.Form):
    """Only the agency and the question must be there; the rest may be completed later (T6)."""

    form_token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"), queryset=Agency.objects.none(), empty_label=None
    )
    channel = forms.ChoiceField(label=_("Cara permohonan disampaikan"), choices=OFFICER_CHANNELS)
    details = forms.CharField(
        label=_("Informasi yang diminta"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Tulis dengan kata-kata pemohon."),
    )
    subject = forms.CharField(
        label=_("Pokok permohonan"),
        max_length=120,
        required=False,
        help_text=_("Satu baris untuk daftar kerja."),
    )
    requester_kind = forms.ChoiceField(
        label=_("Jenis pemohon"), choices=RequesterKind.choices, widget=forms.RadioSelect,
        initial=RequesterKind.INDIVIDUAL,
    )  # fmt: skip
    name = forms.CharField(label=_("Nama"), max_length=200, required=False)
    identity_number = forms.CharField(label=_("NIK atau nomor SK"), max_length=60, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=40, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    occupation = forms.CharField(label=_("Pekerjaan"), max_length=100, required=False)
    proxy_name = forms.CharField(label=_("Nama kuasa"), max_length=200, required=False)
    purpose = forms.CharField(label=_("Tujuan penggunaan"), max_length=500, required=False)
    obtain_way = forms.ChoiceField(
        label=_("Cara memperoleh"), choices=ObtainWay.choices, initial=ObtainWay.COPY
    )
    send_way = forms.ChoiceField(
        label=_("Cara mendapatkan salinan"), choices=[("", "–"), *SendWay.choices], required=False
    )
    received_at = forms.DateTimeField(
        label=_("Diterima pada"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Kosongkan bila baru saja. Sepuluh hari kerja dihitung dari tanggal ini."),
    )
    backdating_reason = forms.CharField(
        label=_("Mengapa baru dicatat sekarang"), max_length=300, required=False,
        help_text=_("Wajib bila diterima sebelum hari ini."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset = agencies
        if not self.is_bound:
            self.initial.setdefault("form_token", secrets.token_urlsafe(24))

    def filing(self) -> FilingData:
        """What the service files; empty answers stay empty, never guessed."""
        values = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        received: datetime | None = values.get("received_at")
        if received is not None and timezone.is_naive(received):
            values["received_at"] = timezone.make_aware(received)
        return FilingData(**values)
