"""What an officer fills in to draft a refusal, to begin a consequence test, to record a delegation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.kernel.formats import tanggal
from requests_app import decrees
from requests_app.law.grounds import EXEMPTION_GROUNDS, NEVER_EXEMPT, RefusalKind
from requests_app.models import InformationRequest
from requests_app.services.refusing import RefusalData

from .fields import DateInput, area

OTHER = "other"


def decrees_for(case: InformationRequest) -> list[decrees.DecreeRef]:
    """Every decree in force that may carry a refusal of this case, by letter."""
    today = timezone.localdate()
    return [
        decree
        for ground in EXEMPTION_GROUNDS
        for decree in decrees.decrees_covering(agency=case.agency, ground=ground.letter, on=today)
    ]


def _named(decree: decrees.DecreeRef) -> str:
    until = (
        _t("berlaku sampai %(day)s") % {"day": tanggal(decree.valid_until)}
        if decree.valid_until
        else _t("tanpa batas tanggal")
    )
    return f"{_t('Pasal 17 huruf')} {decree.ground}: {decree.title} ({decree.number}, {until})"


class RefusalForm(forms.Form):
    """The decree is chosen, not typed: it brings its letter of Art 17 with it."""

    basis = forms.ChoiceField(
        label=_("Dasar penolakan"),
        widget=forms.RadioSelect,
        help_text=_("Pilih keputusan pengecualian yang mencakup informasi ini."),
        error_messages={"required": _("Pilih dasar penolakan.")},
    )
    statute = forms.CharField(
        label=_("Pasal dan peraturan"),
        max_length=300,
        required=False,
        help_text=_("Wajib untuk huruf j dan untuk dasar di luar Pasal 17. Misalnya: Pasal 40 UU 28/2007."),
    )
    matter = area(
        _("Informasi yang ditolak"),
        3,
        _("Sebut jenis dokumennya, bukan isinya. Bila hanya sebagian, kabulkan sebagian saja lewat jawaban."),
    )
    consequence = area(
        _("Akibat bila informasi itu dibuka"),
        4,
        _("Dari uji konsekuensi; tercetak di keputusan penolakan."),
        required=False,
    )
    reason = area(
        _("Alasan untuk pemohon"), 5, _("Dengan bahasa sehari-hari; ini yang dibaca pemohon lebih dulu.")
    )
    checked = forms.BooleanField(
        label=_("Saya sudah memeriksa: ini bukan informasi yang tidak pernah boleh dikecualikan"),
        error_messages={"required": _("Periksa dulu daftar Pasal 18 ayat (1), lalu centang.")},
    )

    def __init__(self, *args: Any, case: InformationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decrees: Sequence[decrees.DecreeRef] = decrees_for(case)
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            *[(f"decree:{decree.id}", _named(decree)) for decree in self.decrees],
            (OTHER, _(RefusalKind.OTHER.label)),
        ]
        never = "; ".join(_t(item) for item in NEVER_EXEMPT)
        self.fields["checked"].help_text = _t("UU 14/2008 Pasal 18 ayat (1): %(list)s.") % {"list": never}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = next((d for d in self.decrees if f"decree:{d.id}" == data.get("basis")), None)
        texts = {name: data.get(name, "") for name in ("statute", "matter", "consequence", "reason")}
        data["refusal"] = RefusalData(
            kind=RefusalKind.EXEMPTION if chosen else RefusalKind.OTHER,
            ground=chosen.ground if chosen else "",
            decree_id=chosen.id if chosen else "",
            **texts,
        )
        return data


class TestForm(forms.Form):
    """Which letter of Art 17 the consequence test weighs."""

    ground = forms.ChoiceField(
        label=_("Yang akan diuji"),
        choices=lambda: [(g.letter, f"{g.letter}. {_t(g.title)}") for g in EXEMPTION_GROUNDS],
        error_messages={
            "required": _("Pilih huruf Pasal 17 yang akan diuji."),
            "invalid_choice": _("Pilih huruf Pasal 17 yang akan diuji."),
        },
    )


class DelegationForm(forms.Form):
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"), queryset=Agency.objects.none(), empty_label=_("Pilih perangkat daerah")
    )
    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=100)
    decree_date = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput)
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DateInput)
    valid_until = forms.DateField(label=_("Berlaku sampai"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Agency.objects.filter(dissolved_on__isnull=True)
        self.fields["agency"].queryset = active  # type: ignore[attr-defined]
