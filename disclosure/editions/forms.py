"""Forms of the list's life in the back office."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.kept_paper import PaperForm
from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CATEGORY_NAMES


class ProposeForm(forms.Form):
    note = forms.CharField(
        label=_("Catatan untuk PPID Utama"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """Agree, or say why not; the button tells which."""

    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=500,
        help_text=_("Wajib bila dikembalikan: tulis apa yang perlu diubah."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class RowForm(forms.Form):
    category = forms.ChoiceField(
        label=_("Kategori"), choices=[(c.value, CATEGORY_NAMES[c]) for c in PUBLISHABLE]
    )
    struck = forms.BooleanField(label=_("Coret dari daftar ini"), required=False)
    reason = forms.CharField(
        label=_("Alasan dicoret"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila dicoret. Entrinya sendiri tetap terbit."),
    )  # fmt: skip


class AdoptForm(PaperForm):
    number = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    dated_on = forms.DateField(
        label=_("Tanggal keputusan"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    signer_name = forms.CharField(label=_("Nama PPID yang menandatangani"), max_length=150)
    without_missing = forms.BooleanField(
        label=_("Tetapkan tanpa unit yang belum mengusulkan atau belum diverifikasi"), required=False
    )
    field_order = ("number", "dated_on", "signer_name", "file", "without_missing")
