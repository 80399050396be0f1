from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Membership
from portal.files.validation import IDENTITY_KINDS, FileRefused, check_upload

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HandoverForm(forms.Form):
    """Who takes over, and by which decree."""

    to = forms.ModelChoiceField(
        label=_("Penerus"),
        queryset=User.objects.none(),
        help_text=_(
            "Belum ada di daftar? Tambah dahulu lewat “Tambah petugas”. Peran unit ini diberikan bersama."
        ),
    )
    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=100)
    decree_date = forms.DateField(label=_("Tanggal keputusan"), widget=_DAY)
    decree_file = forms.FileField(
        label=_("Berkas keputusan"), required=False, help_text=_("PDF atau foto; paling besar 20 MB.")
    )
    closes_account = forms.BooleanField(
        label=_("Tutup akunnya hari ini"),
        required=False,
        initial=True,
        help_text=_(
            "Hilangkan centang bila ia masih bertugas di unit lain; penugasan ini berakhir hari ini."
        ),
    )

    def __init__(self, *args: Any, giver: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        held = Membership.objects.active_on(today).values("user")
        people = User.objects.filter(is_active=True, pk__in=held) | User.objects.filter(
            is_active=True, is_superuser=False, memberships__isnull=True
        )
        self.fields["to"].queryset = people.exclude(pk=giver.pk).distinct().order_by("first_name", "email")  # type: ignore[attr-defined]

    def clean_decree_date(self) -> date:
        day: date = self.cleaned_data["decree_date"]
        if day > self.today:
            raise forms.ValidationError(_("Tanggal keputusan tidak boleh sesudah hari ini."))
        return day

    def clean_decree_file(self) -> Any:
        upload = self.cleaned_data.get("decree_file")
        if upload is not None:
            try:
                check_upload(upload, kinds=IDENTITY_KINDS, field="decree_file")
            except FileRefused as error:
                raise forms.ValidationError(error.message) from error
        return upload
