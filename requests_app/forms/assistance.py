"""Forms of the register of bantuan kedinasan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from requests_app.models import Assistance
from requests_app.services.assisting import Asked

from .fields import DateInput, area


class AssistanceForm(forms.Form):
    agency = forms.ModelChoiceField(label=_("Diminta dari"), queryset=Agency.objects.none(), empty_label=None)
    body = forms.CharField(label=_("Badan yang meminta"), max_length=200)
    information = area(_("Informasi yang diminta"), 3)
    purpose = forms.CharField(label=_("Keperluan tugas"), max_length=300)
    letter_number = forms.CharField(label=_("Nomor surat permintaan"), max_length=120, required=False)
    letter_on = forms.DateField(label=_("Tanggal surat"), required=False, widget=DateInput)
    received_on = forms.DateField(label=_("Diterima"), widget=DateInput)

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset = agencies

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class AssistanceAnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Hasil"), choices=Assistance.Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hasilnya.")},
    )  # fmt: skip
    answered_on = forms.DateField(label=_("Dijawab pada"), widget=DateInput)
    note = area(_("Keterangan"), 3, _("Wajib bila tidak diberikan seluruhnya."), required=False)
