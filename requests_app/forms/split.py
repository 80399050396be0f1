"""The form by which a request is split over several units."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from requests_app.models import InformationRequest
from requests_app.services.splitting import PartData

from .fields import area

#: Units that may get words of their own; the others share one text, however many they are.
OWN_ROWS = 4


class SplitForm(forms.Form):
    """Tick the units that answer the same question; give words of their own to those that answer another."""

    agencies = forms.ModelMultipleChoiceField(
        label=_("Perangkat daerah yang ikut menjawab"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    details = area(
        _("Yang diminta dari tiap unit yang dicentang"),
        6,
        _("Kata-kata pemohon; hapus yang bukan urusan mereka."),
        required=False,
    )

    def __init__(self, *args: Any, case: InformationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Agency.objects.active_on(timezone.localdate()).order_by("name")
        self.fields["agencies"].queryset = active  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("details", case.details)
        for place in range(1, OWN_ROWS + 1):
            self.fields[f"agency_{place}"] = forms.ModelChoiceField(
                label=_("Unit dengan bagian tersendiri"),
                queryset=active,
                required=False,
                empty_label=_("Tidak ada"),
            )
            self.fields[f"details_{place}"] = area(_("Yang diminta dari unit itu"), 3, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        own = [
            PartData(data[f"agency_{place}"], data.get(f"details_{place}", ""))
            for place in range(1, OWN_ROWS + 1)
            if data.get(f"agency_{place}")
        ]
        named = {part.agency.pk for part in own}
        shared = [a for a in data.get("agencies", ()) if a.pk not in named]
        data["parts"] = [*(PartData(agency, data.get("details", "")) for agency in shared), *own]
        return data
