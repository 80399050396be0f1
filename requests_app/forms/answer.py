"""The written notice: everything that UU 14/2008 Art 22(7) and PERKI 1/2021 Art 31(4) ask for, in one form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel.formats import rupiah
from requests_app.law.states import Outcome
from requests_app.models import CostRate, InformationRequest, ObtainWay
from requests_app.resemblance import Resembling
from requests_app.services.answering import ANSWER_OUTCOMES, AnswerData

from .fields import DateInput, DateTimeInput, MultipleFileField, area

COST = "cost_"
FIRST = ("outcome", "text", "files", "given_as", "handed_over", "hand_over_on")
GROUPS = (
    (_("Dikabulkan sebagian: bagian yang dihitamkan"), ("redaction", "redaction_reason")),
    (_("Tidak dikuasai: siapa yang menguasai"), ("held_by",)),
    (_("Sudah diumumkan: di mana"), ("published", "links")),
    (_("Melihat di tempat: kapan dan di mana"), ("view_at", "view_place")),
)
FORMS = [
    ("softcopy", _("Salinan lunak (berkas)")),
    ("hardcopy", _("Salinan cetak")),
    ("view", _("Melihat di tempat")),
]


class AnswerForm(forms.Form):
    """``rates`` become a number field each; ``published`` are entries that the officer may tick as the answer."""

    outcome = forms.ChoiceField(
        label=_("Hasil"),
        choices=lambda: [(o.value, _(o.label)) for o in ANSWER_OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hasil jawaban.")},
    )
    text = area(
        _("Jawaban untuk pemohon"),
        8,
        _(
            "Tulis seperti menjelaskan di loket: apa yang diberikan, dari dokumen mana, dan kepada siapa bertanya."
        ),
    )
    files: Any = MultipleFileField(
        label=_("Berkas jawaban"),
        required=False,
        help_text=_(
            "Boleh lebih dari satu. Berkas yang sudah terunggah tetap tersimpan bila ada isian yang kurang."
        ),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    redaction = area(
        _("Bagian yang dihitamkan"),
        2,
        _("Wajib untuk “Dikabulkan sebagian”: sebut apa, tanpa isinya."),
        required=False,
    )
    redaction_reason = area(
        _("Alasan dihitamkan"),
        2,
        _("Wajib untuk “Dikabulkan sebagian”: pasal dan alasannya."),
        required=False,
    )
    held_by = forms.CharField(
        label=_("Badan publik yang menguasai"),
        required=False,
        max_length=200,
        help_text=_("Untuk “Tidak dikuasai”: sebut bila diketahui, dengan alamat PPID-nya."),
    )
    published = forms.MultipleChoiceField(
        label=_("Sudah diumumkan di daftar informasi"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ditemukan dengan kata-kata permohonan ini. Centang yang menjawabnya."),
    )
    links = area(
        _("Alamat lain yang sudah diumumkan"),
        2,
        _("Satu alamat per baris, mulai dari https://. “Sudah diumumkan” perlu sedikitnya satu alamat."),
        required=False,
    )
    given_as = forms.MultipleChoiceField(
        label=_("Bentuk yang diberikan"), required=False, choices=FORMS, widget=forms.CheckboxSelectMultiple
    )
    view_at = forms.DateTimeField(
        label=_("Janji melihat: hari dan jam"), required=False, widget=DateTimeInput,
        help_text=_("Bila pemohon akan melihat di tempat."),
    )  # fmt: skip
    view_place = forms.CharField(label=_("Janji melihat: tempat"), required=False, max_length=200)
    handed_over = forms.BooleanField(
        label=_("Informasi langsung diberikan bersama jawaban ini"),
        required=False,
        help_text=_("Bila tidak dicentang, isi tanggal penyerahan di bawah."),
    )
    hand_over_on = forms.DateField(
        label=_("Tanggal penyerahan yang dijanjikan"), required=False, widget=DateInput,
        help_text=_("Untuk “Belum didokumentasikan”: kapan informasi akan tersedia."),
    )  # fmt: skip
    payment = forms.CharField(
        label=_("Cara membayar"), required=False, max_length=200,
        help_text=_("Kosongkan untuk “tunai di loket”. Hanya bila ada biaya."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        case: InformationRequest,
        rates: Sequence[CostRate] = (),
        published: Sequence[Resembling] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._rates(rates)
        choices: Any = self.fields["published"]
        choices.choices = [
            (item.url, f"{item.title} ({item.note})" if item.note else item.title) for item in published
        ]
        if not published:
            del self.fields["published"]
        chosen = ["view"] if case.obtain_way == ObtainWay.VIEW else []
        self.initial.setdefault("given_as", chosen)

    def _rates(self, rates: Sequence[CostRate]) -> None:
        """Before "Cara membayar", which nobody needs who charges nothing."""
        payment = self.fields.pop("payment")
        for rate in rates:
            label = f"{rate.label}, {rupiah(rate.unit_price)} / {rate.unit}"
            self.fields[f"{COST}{rate.pk}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=100_000,
                help_text=_("Jumlah. Kosongkan bila tidak dikenakan."),
            )  # fmt: skip
        if rates:
            self.fields["payment"] = payment

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What every answer needs, in the order in which an officer thinks of it."""
        return [self[name] for name in FIRST]

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """What only some answers need: heading, fields, whether it stands open (an error, or something typed)."""
        costs = [name for name in self.fields if name.startswith(COST) or name == "payment"]
        found = []
        for heading, names in (*GROUPS, (_("Biaya penyalinan atau pengiriman"), costs)):
            fields = [self[name] for name in names if name in self.fields]
            opened = any(field.errors or (self.is_bound and field.data) for field in fields)
            if fields:
                found.append((str(heading), fields, opened))
        return found

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])


def answer_data(data: Mapping[str, Any]) -> AnswerData:
    """What the service is given, from the checked form and the keys of its stored files."""
    costs = [
        (int(name.removeprefix(COST)), value)
        for name, value in data.items()
        if name.startswith(COST) and value
    ]
    typed = [line.strip() for line in data["links"].splitlines() if line.strip()]
    return AnswerData(
        outcome=data["outcome"], text=data["text"], files=tuple(data["stored_files"]),
        handed_over=data["handed_over"], hand_over_on=data["hand_over_on"], held_by=data["held_by"],
        forms=tuple(data["given_as"]), costs=tuple(costs), payment=data.get("payment", ""),
        redaction=data["redaction"], redaction_reason=data["redaction_reason"],
        links=(*data.get("published", []), *typed),
        view_at=data["view_at"], view_place=data["view_place"],
    )  # fmt: skip
