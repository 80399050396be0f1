"""What officers and Atasan PPID fill in about an objection. The law is asked by the services."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.kernel.errors import InputError
from portal.kernel.identifiers import parse_registration_number
from requests_app.forms.fields import DateInput, MultipleFileField, area
from requests_app.forms.record import OFFICER_CHANNELS
from requests_app.law.grounds import OBJECTION_GROUNDS
from requests_app.law.objection_words import ObjectionOutcome
from requests_app.models import InformationRequest, RequesterKind
from requests_app.services.objections.deciding import Decision
from requests_app.services.objections.objecting import ObjectionData
from requests_app.services.objections.ordering import OrderText

#: Rows of orders that the form shows; more than that is a second decision's work.
ORDER_ROWS = 4


def ground_choices() -> list[tuple[str, str]]:
    return [(ground.letter, f"{ground.letter}. {_(ground.text)}") for ground in OBJECTION_GROUNDS]


class NothingForm(forms.Form):
    """An act that asks for nothing but the press of its button."""


class RebuttalForm(forms.Form):
    text = area(
        _("Tanggapan PPID atas setiap alasan"),
        12,
        _(
            "Tanggapi alasan satu per satu: apa yang sudah dilakukan, mengapa begitu, dan apa yang dapat "
            "diberikan. Atasan PPID memakainya sebagai bahan putusan."
        ),
    )


class ReasonForm(forms.Form):
    reason = area(_("Alasan"), 4, _("PPID membacanya."))


class WithdrawalForm(forms.Form):
    reason = area(
        _("Pernyataan pengaju"), 3, _("Kapan dan bagaimana pengaju menyatakan menarik keberatannya.")
    )


class ReplyForm(forms.Form):
    text = area(_("Tanggapan pengaju"), 4, _("Seperti disampaikan pengaju; masuk kolom terakhir register."))


class OrdersMixin(forms.Form):
    """Rows of orders, each a text and a day; empty rows are left out."""

    order_label = _("Perintah %(n)s")

    def add_orders(self) -> None:
        for place in range(1, ORDER_ROWS + 1):
            self.fields[f"order_{place}"] = forms.CharField(
                label=self.order_label % {"n": place},
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"order_{place}_on"] = forms.DateField(
                label=_("Paling lambat"), required=False, widget=DateInput
            )

    @property
    def order_pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Text and day side by side."""
        return [(self[f"order_{n}"], self[f"order_{n}_on"]) for n in range(1, ORDER_ROWS + 1)]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("order_")]

    def orders(self) -> tuple[OrderText, ...]:
        rows = (
            OrderText(self.cleaned_data[f"order_{n}"] or "", self.cleaned_data[f"order_{n}_on"])
            for n in range(1, ORDER_ROWS + 1)
        )
        return tuple(row for row in rows if row.text.strip() or row.due_on)


class DecisionForm(OrdersMixin):
    outcome = forms.ChoiceField(
        label=_("Keputusan"),
        choices=lambda: [(o.value, _(o.label)) for o in ObjectionOutcome],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih keputusan.")},
    )
    reasons = area(
        _("Pertimbangan"),
        8,
        _("Fakta, pasal, dan sebab keputusan ini. Tercetak di surat."),
    )
    rebuttal = area(
        _("Tanggapan atas alasan keberatan"),
        8,
        _("Tercetak di surat. Bila PPID sudah menanggapi, teksnya ada di sini; ubah sesuai pendapat Anda."),
        required=False,
    )
    decree_number = forms.CharField(
        label=_("Nomor keputusan pengecualian"),
        required=False,
        max_length=120,
        help_text=_("Wajib bila keberatan atas penolakan karena dikecualikan ditolak (Pasal 44 ayat (3))."),
    )
    decree_on = forms.DateField(label=_("Tanggal keputusan itu"), required=False, widget=DateInput)
    decree_title = forms.CharField(label=_("Tentang"), required=False, max_length=200)
    public_subject = forms.CharField(
        label=_("Pokok keberatan untuk register umum"),
        required=False,
        max_length=200,
        help_text=_("Dengan kata-kata Anda, tanpa nama atau data pribadi."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_orders()

    def clean_outcome(self) -> ObjectionOutcome:
        return ObjectionOutcome(self.cleaned_data["outcome"])

    def decision(self) -> Decision:
        data = self.cleaned_data
        on = data["decree_on"]
        decree = {
            "number": data["decree_number"],
            "dated_on": on.isoformat() if on else "",
            "title": data["decree_title"],
        }
        return Decision(
            outcome=data["outcome"],
            reasons=data["reasons"],
            rebuttal=data["rebuttal"],
            orders=self.orders(),
            decree=decree if decree["number"] else {},
            public_subject=data["public_subject"],
        )


class SettlementForm(OrdersMixin):
    order_label = _("Janji PPID %(n)s")

    agreement = area(_("Isi kesepakatan"), 6, _("Seperti tertulis pada berita acara."))
    agreed_on = forms.DateField(label=_("Disepakati pada"), widget=DateInput)
    place = forms.CharField(label=_("Tempat"), required=False, max_length=120)
    files: Any = MultipleFileField(
        label=_("Berita acara yang ditandatangani kedua pihak"),
        required=False,
        help_text=_("Foto atau pindaian; boleh lebih dari satu halaman."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_orders()


class OrderDoneForm(forms.Form):
    how = area(
        _("Bagaimana perintah dilaksanakan"),
        5,
        _("Pengaju membacanya. Sebut apa yang diberikan dan di mana."),
    )
    on = forms.DateField(label=_("Dilaksanakan pada"), widget=DateInput)
    files: Any = MultipleFileField(label=_("Bukti pelaksanaan"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


class ObjectionRecordForm(forms.Form):
    """An objection that came on paper, by mail or aloud: only unit and ground must be there."""

    form_token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    request_number = forms.CharField(
        label=_("Nomor permohonan"),
        required=False,
        max_length=60,
        help_text=_("Data pemohon diambil dari permohonan itu. Kosongkan bila tidak ada."),
    )
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah yang dimaksud"), queryset=Agency.objects.none(), empty_label=None
    )
    channel = forms.ChoiceField(label=_("Cara keberatan disampaikan"), choices=OFFICER_CHANNELS)
    grounds = forms.MultipleChoiceField(
        label=_("Alasan"),
        choices=ground_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu alasan; bila ragu, pilih yang terdekat.")},
    )
    position = area(_("Kasus posisi"), 5, _("Apa yang terjadi, dengan kata-kata pengaju."), required=False)
    information = area(
        _("Informasi yang dipersoalkan"), 3, _("Wajib bila tidak ada nomor permohonan."), required=False
    )
    name = forms.CharField(label=_("Nama"), max_length=200, required=False)
    requester_kind = forms.ChoiceField(
        label=_("Jenis pengaju"), choices=[("", "–"), *RequesterKind.choices], required=False
    )
    identity_number = forms.CharField(label=_("NIK atau nomor SK"), max_length=60, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=40, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    occupation = forms.CharField(label=_("Pekerjaan"), max_length=100, required=False)
    proxy_name = forms.CharField(label=_("Nama kuasa"), max_length=200, required=False)
    proxy_address = forms.CharField(label=_("Alamat kuasa"), max_length=300, required=False)
    proxy_phone = forms.CharField(label=_("Telepon kuasa"), max_length=40, required=False)
    purpose = forms.CharField(label=_("Tujuan penggunaan"), max_length=500, required=False)
    received_at = forms.DateTimeField(
        label=_("Diterima pada"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Kosongkan bila baru saja. Tiga puluh hari kerja dihitung dari tanggal ini."),
    )
    backdating_reason = forms.CharField(
        label=_("Mengapa baru dicatat sekarang"), max_length=300, required=False,
        help_text=_("Wajib bila diterima sebelum hari ini."),
    )  # fmt: skip
    files: Any = MultipleFileField(label=_("Pindaian surat keberatan"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        field: Any = self.fields["agency"]
        field.queryset = agencies
        if not self.is_bound:
            self.initial.setdefault("form_token", secrets.token_urlsafe(24))

    def clean_request_number(self) -> InformationRequest | None:
        text = self.cleaned_data["request_number"]
        if not text:
            return None
        try:
            number = str(parse_registration_number(text))
        except InputError as error:
            raise forms.ValidationError(str(_(error.message))) from error
        case = self.cases.filter(number=number).first()
        if case is None:
            raise forms.ValidationError(
                str(
                    _(
                        "Nomor itu tidak ada pada unit Anda. Periksa lagi, atau kosongkan dan tulis informasinya."
                    )
                )
            )
        return case

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("request_number") and not data.get("information") and "request_number" in data:
            self.add_error("information", _("Tuliskan informasi yang dipersoalkan."))
        return data

    def filing(self, paper_files: list[str]) -> ObjectionData:
        """What the service files; empty answers stay empty, never guessed."""
        values = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        for name in ("files", "kept"):
            values.pop(name, None)
        received: datetime | None = values.get("received_at")
        if received is not None and timezone.is_naive(received):
            values["received_at"] = timezone.make_aware(received)
        case = values.pop("request_number", None)
        agency = values.pop("agency")
        return ObjectionData(
            **values, case=case, agency=None if case else agency, paper_files=tuple(paper_files)
        )
