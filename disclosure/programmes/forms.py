from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.programmes.models import FIELDS, Programme
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProgrammeForm(forms.ModelForm):
    class Meta:
        model = Programme
        fields = ("agency", *FIELDS)
        widgets = {"starts_on": _DAY, "ends_on": _DAY, "purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = AgencyPolicy.agencies_for(user, Action.ENTRY_DRAFT)
        field: Any = self.fields["agency"]
        field.queryset = reach.filter(pk=self.instance.agency_id) if self.instance.pk else reach
        only = list(field.queryset[:2])
        if len(only) == 1:
            field.initial = only[0]


class ProgressForm(forms.Form):
    on = forms.DateField(label=_("Tanggal"), widget=_DAY)
    percent = forms.IntegerField(label=_("Kemajuan (persen)"), min_value=0, max_value=100)
    text = forms.CharField(
        label=_("Apa yang sudah selesai"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    picture = forms.FileField(
        label=_("Foto"), required=False, help_text=_("Tanpa wajah anak; lokasi pada foto dihapus.")
    )
    picture_alt = forms.CharField(label=_("Apa yang tampak pada foto"), max_length=250, required=False)
