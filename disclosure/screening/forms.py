from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.screening.words import ARTICLES

OTHER = "lain"


class ReleaseForm(forms.Form):
    """Why what was found may be public, and by which article."""

    article = forms.ChoiceField(
        label=_("Dasar hukum"),
        choices=[("", "—"), *((text, text) for text in ARTICLES), (OTHER, _("Lainnya"))],
    )
    other = forms.CharField(label=_("Dasar hukum lainnya"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tercatat dalam jejak audit. Jangan tulis nomornya di sini."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("article") == OTHER:
            data["article"] = data.get("other", "").strip()
            if not data["article"]:
                self.add_error("other", _("Sebut pasal yang membolehkannya."))
        return data


class AskForm(forms.Form):
    note = forms.CharField(
        label=_("Catatan untuk PPID Utama"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
