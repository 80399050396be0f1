"""What officers type from the papers of Komisi Informasi and the courts. The law is asked by the services."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.forms.fields import DateInput, MultipleFileField, area
from requests_app.law.dispute_rules import STEPS
from requests_app.law.dispute_words import DisputeAction, DisputeOutcome
from requests_app.models import DisputeSession
from requests_app.services.disputes.appointing import Receiver
from requests_app.services.disputes.recording import StepData

_A = DisputeAction
_ON = {
    _A.START_MEDIATION: _("Pertemuan mediasi pertama"), _A.AGREE: _("Disepakati pada"),
    _A.FAIL_MEDIATION: _("Mediasi dinyatakan gagal pada"), _A.ADJUDICATE: _("Sidang pertama"),
    _A.RULE: _("Tanggal putusan"), _A.SUE: _("Gugatan didaftarkan pada"), _A.COURT_RULE: _("Tanggal putusan"),
    _A.APPEAL: _("Kasasi diajukan pada"), _A.CASSATION_RULE: _("Tanggal putusan"),
    _A.EXECUTE: _("Dilaksanakan pada"), _A.WITHDRAW: _("Dicabut pada"),
}  # fmt: skip
_NUMBER = {
    _A.SET_NUMBER: (_("Nomor di Komisi Informasi"), True), _A.RULE: (_("Nomor putusan"), True),
    _A.SUE: (_("Nomor perkara PTUN"), False), _A.COURT_RULE: (_("Nomor putusan"), True),
    _A.CASSATION_RULE: (_("Nomor putusan"), True),
}  # fmt: skip
_TEXT = {
    _A.EXTEND_MEDIATION: _("Alasan dan kesepakatan para pihak"), _A.AGREE: _("Isi kesepakatan"),
    _A.FAIL_MEDIATION: _("Sebab mediasi gagal"), _A.RULE: _("Amar putusan"), _A.COURT_RULE: _("Amar putusan"),
    _A.CASSATION_RULE: _("Amar putusan"), _A.EXECUTE: _("Bagaimana putusan dilaksanakan"),
    _A.WITHDRAW: _("Sebab dicabut"),
}  # fmt: skip
_RECEIVED = {_A.RULE, _A.COURT_RULE}
_EXECUTED_BY = {_A.AGREE, _A.RULE, _A.COURT_RULE, _A.CASSATION_RULE}
_PARTY = {_A.SUE, _A.APPEAL}
_OPTIONAL_TEXT = {_A.RULE, _A.COURT_RULE, _A.CASSATION_RULE}


def outcomes_of(action: DisputeAction, state: str) -> list[tuple[str, str]]:
    """The outcomes that the table knows for the act in this state."""
    rows = [step for step in STEPS if step.action is action and state in step.sources]
    return [(outcome.value, str(_(outcome.label))) for step in rows for outcome in step.outcomes]


class DisputeStepForm(forms.Form):
    """The fields that one act asks for, in the order of its paper."""

    def __init__(self, *args: Any, action: DisputeAction, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = outcomes_of(action, state)
        if len(outcomes) > 1:
            self.fields["outcome"] = forms.ChoiceField(
                label=_("Hasil"), choices=outcomes, widget=forms.RadioSelect,
                error_messages={"required": _("Pilih hasilnya.")},
            )  # fmt: skip
        self.only_outcome = outcomes[0][0] if len(outcomes) == 1 else ""
        if action in _NUMBER:
            label, required = _NUMBER[action]
            self.fields["number"] = forms.CharField(label=label, required=required, max_length=120)
        if action in _ON:
            self.fields["on"] = forms.DateField(label=_ON[action], widget=DateInput)
        if action in _PARTY:
            self.fields["by_city"] = forms.BooleanField(
                label=_("Diajukan oleh pemerintah kota"), required=False,
                help_text=_("Kosongkan bila pemohon yang mengajukannya."),
            )  # fmt: skip
        if action in _RECEIVED:
            self.fields["received_on"] = forms.DateField(
                label=_("Putusan diterima pemerintah kota pada"), required=False, widget=DateInput,
                help_text=_("Waktu upaya hukum dihitung dari tanggal ini. Boleh diisi nanti."),
            )  # fmt: skip
        if action in _TEXT:
            self.fields["text"] = area(_TEXT[action], 5, required=action not in _OPTIONAL_TEXT)
        if action in _EXECUTED_BY:
            self.fields["execute_by"] = forms.DateField(
                label=_("Laksanakan paling lambat"), required=False, widget=DateInput,
                help_text=_("Seperti tertulis pada amar; menjadi pengingat."),
            )  # fmt: skip
        self.fields["files"] = MultipleFileField(label=_("Pindaian suratnya"), required=False)
        self.fields["kept"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def step(self, files: list[str]) -> StepData:
        data = self.cleaned_data
        outcome = data.get("outcome") or self.only_outcome
        return StepData(
            on=data.get("on"),
            number=data.get("number", ""),
            outcome=DisputeOutcome(outcome) if outcome else None,
            text=data.get("text", ""),
            by_city=data.get("by_city", False),
            received_on=data.get("received_on"),
            execute_by=data.get("execute_by"),
            files=tuple(files),
        )


class DisputeRegisterForm(forms.Form):
    form_token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    on = forms.DateField(
        label=_("Permohonan sengketa diterima Komisi Informasi pada"), widget=DateInput,
        help_text=_("Seperti tertulis pada surat pemberitahuannya. Semua waktu dihitung dari tanggal ini."),
    )  # fmt: skip
    ki_number = forms.CharField(
        label=_("Nomor di Komisi Informasi"), max_length=120, required=False,
        help_text=_("Boleh diisi nanti."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("form_token", secrets.token_urlsafe(24))


class DisputeSessionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Acara"), choices=DisputeSession.Kind.choices)
    at = forms.DateTimeField(
        label=_("Hari dan pukul"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    note = area(_("Catatan"), 3, _("Hanya dibaca PPID Utama dan Atasan PPID."), required=False)
    files: Any = MultipleFileField(label=_("Surat panggilan"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


class RulingReceiptForm(forms.Form):
    on = forms.DateField(label=_("Putusan diterima pemerintah kota pada"), widget=DateInput)


class ProxyForm(forms.Form):
    """Who goes to Komisi Informasi for the city: a name and an office each; empty rows are left out."""

    ROWS = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, self.ROWS + 1):
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("Nama penerima kuasa %(n)s") % {"n": n}, max_length=150, required=False
            )
            self.fields[f"title_{n}"] = forms.CharField(
                label=_("Jabatan penerima kuasa %(n)s") % {"n": n}, max_length=200, required=False
            )
            self.fields[f"nip_{n}"] = forms.CharField(
                label=_("NIP penerima kuasa %(n)s") % {"n": n}, max_length=30, required=False
            )

    def receivers(self) -> list[Receiver]:
        data = self.cleaned_data
        return [
            Receiver(data[f"name_{n}"], data[f"title_{n}"], data[f"nip_{n}"]) for n in range(1, self.ROWS + 1)
        ]
