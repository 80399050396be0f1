"""The counter's form: a request made in person, by phone, letter, e-mail or WhatsApp, entered by an officer."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from requests_app.models import Channel, ObtainWay, RequesterKind, SendWay
from requests_app.services.filing import FilingData

from .fields import MultipleFileField
from .needs import NEEDS

#: Asked first; everything else may be completed later (T6).
FIRST = ("agency", "channel", "details", "name", "phone")
#: Has a value from the start, which says nothing about what the officer typed.
QUIET = frozenset({"requester_kind", "obtain_way"})
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
    name = forms.CharField(
        label=_("Nama"), max_length=200, required=False,
        help_text=_("Pemohon, badan hukum, atau wakil kelompok."),
    )  # fmt: skip
    identity_number = forms.CharField(
        label=_("NIK atau nomor SK"), max_length=60, required=False,
        help_text=_("Badan hukum: nomor SK pengesahan dari Kementerian Hukum."),
    )  # fmt: skip
    members = forms.CharField(
        label=_("Anggota kelompok"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Untuk kelompok: satu nama tiap baris."),
    )  # fmt: skip
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=40, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    occupation = forms.CharField(label=_("Pekerjaan"), max_length=100, required=False)
    proxy_name = forms.CharField(
        label=_("Nama kuasa"), max_length=200, required=False,
        help_text=_("Bila dikuasakan: surat kuasa khusus bermeterai diunggah di bawah atau menyusul."),
    )  # fmt: skip
    identity_scan = MultipleFileField(
        label=_("Pindaian KTP atau akta"),
        required=False,
        help_text=_("Disimpan terenkripsi. Boleh menyusul."),
    )
    supporting = MultipleFileField(label=_("Surat kuasa atau lampiran lain"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Kebutuhan khusus"), required=False, choices=NEEDS, widget=forms.CheckboxSelectMultiple
    )
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

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What is asked while the person stands at the counter."""
        return [self[name] for name in FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What may follow; opened when something in it is wrong or filled."""
        return [field for field in self.visible_fields() if field.name not in FIRST]

    @property
    def more_open(self) -> bool:
        names = {field.name for field in self.more_fields}
        typed = self.is_bound and any(self.data.get(name) for name in names - QUIET)
        return bool(names & set(self.errors)) or typed

    def filing(
        self, *, identity_files: Sequence[str] = (), supporting_files: Sequence[str] = ()
    ) -> FilingData:
        """What the service files; empty answers stay empty, never guessed."""
        known = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        values = {name: value for name, value in known.items() if name not in {"identity_scan", "supporting"}}
        received: datetime | None = values.get("received_at")
        if received is not None and timezone.is_naive(received):
            values["received_at"] = timezone.make_aware(received)
        values["needs"] = tuple(values.get("needs", ()))
        return FilingData(
            **values, has_proxy_letter=bool(supporting_files), identity_files=tuple(identity_files),
            supporting_files=tuple(supporting_files),
        )  # fmt: skip
