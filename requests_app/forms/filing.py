"""The steps of the citizen's form, one idea each. A form checks; what it gives goes into the draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.kernel.identifiers import nik_warnings
from requests_app.models import ObtainWay, RequesterKind, SendWay

from .needs import NEEDS

FOREIGNER = "foreigner"
UNKNOWN_AGENCY = "?"
LONGEST_DETAILS = 8000


class StepForm(forms.Form):
    """Labels without colons; required means the summary names it, the browser does not block."""

    use_required_attribute = False
    label_suffix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class QuestionForm(StepForm):
    details = forms.CharField(
        label=_("Informasi apa yang Anda minta?"),
        help_text=_(
            "Sebutkan apa, tentang apa, dan untuk tahun berapa. Jangan tulis NIK, nomor telepon, atau data pribadi "
            "lain di sini."
        ),
        max_length=LONGEST_DETAILS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Tuliskan informasi yang Anda minta."),
            "max_length": _(
                "Ringkas pertanyaan Anda sampai %(limit_value)d huruf, atau lampirkan sebagai berkas."
            ),
        },
    )


class AgencyForm(StepForm):
    agency = forms.ChoiceField(
        label=_("Perangkat daerah mana yang menguasainya?"),
        help_text=_("Salah pilih tidak apa-apa: permohonan diteruskan tanpa mengubah nomor dan batas waktu."),
        error_messages={
            "required": _("Pilih perangkat daerah, atau pilih “Saya tidak tahu”."),
            "invalid_choice": _("Pilih perangkat daerah dari daftar, atau pilih “Saya tidak tahu”."),
        },
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Pilih")), (UNKNOWN_AGENCY, _("Saya tidak tahu"))]
        field: Any = self.fields["agency"]
        field.choices = [*choices, *((agency.code, agency.name) for agency in agencies)]


class SuggestionForm(StepForm):
    agency = forms.ChoiceField(
        label=_("Pilih yang paling cocok"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.choices = choices


class WhoForm(StepForm):
    requester_kind = forms.ChoiceField(
        label=_("Siapa yang meminta?"),
        help_text=_(
            "Permohonan resmi dapat diajukan warga negara Indonesia dan badan hukum Indonesia "
            "(UU 14/2008 Pasal 1 angka 12)."
        ),
        choices=[
            (RequesterKind.INDIVIDUAL, _("Saya sendiri, warga negara Indonesia")),
            (RequesterKind.LEGAL_ENTITY, _("Badan hukum Indonesia (perusahaan, yayasan, perkumpulan)")),
            (RequesterKind.GROUP, _("Kelompok orang, dan saya mewakilinya")),
            (FOREIGNER, _("Saya bukan warga negara Indonesia")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih siapa yang meminta.")},
    )


class IdentityForm(StepForm):
    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=200,
        error_messages={"required": _("Tuliskan nama lengkap Anda.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    identity_number = forms.CharField(
        label=_("NIK"),
        required=False,
        max_length=60,
        help_text=_(
            "16 angka pada KTP. Bila belum ada di tangan, kosongkan; permohonan tetap mendapat nomor."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    members = forms.CharField(
        label=_("Anggota kelompok"),
        required=False,
        max_length=4000,
        help_text=_("Satu nama tiap baris."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    proxy_name = forms.CharField(
        label=_("Nama penerima kuasa, bila dikuasakan"),
        required=False,
        max_length=200,
        help_text=_("Surat kuasa khusus bermeterai dapat diunggah nanti."),
    )
    occupation = forms.CharField(label=_("Pekerjaan"), required=False, max_length=120)
    identity_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.warnings: tuple[str, ...] = ()
        if kind == RequesterKind.LEGAL_ENTITY:
            self.fields["name"].label = _("Nama badan hukum")
            self.fields["identity_number"].label = _("Nomor SK pengesahan")
            self.fields["identity_number"].help_text = _("Dari Kementerian Hukum. Boleh menyusul.")
            self.fields["identity_number"].widget.attrs.pop("inputmode")
            del self.fields["occupation"]
        if kind != RequesterKind.GROUP:
            del self.fields["members"]
        else:
            self.fields["name"].label = _("Nama Anda, sebagai wakil kelompok")
            del self.fields["proxy_name"]

    def clean(self) -> dict[str, Any]:
        """A NIK of odd form only warns, once: the number as typed is accepted when it is sent again."""
        data = super().clean() or {}
        number = data.get("identity_number", "")
        if self.kind != RequesterKind.LEGAL_ENTITY and number and number != data.get("identity_seen"):
            self.warnings = nik_warnings(number)
        return data


class ContactForm(StepForm):
    address = forms.CharField(
        label=_("Alamat"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    phone = forms.CharField(
        label=_("Telepon atau WhatsApp"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Alamat surel"),
        required=False,
        help_text=_("Kami kirim satu tautan untuk memastikan alamat ini milik Anda. Tanpa surel pun bisa."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Tulis alamat surel seperti nama@contoh.id, atau kosongkan.")},
    )


class DeliveryForm(StepForm):
    purpose = forms.CharField(
        label=_("Untuk apa informasi ini akan dipakai?"),
        required=False,
        max_length=1000,
        help_text=_("Ditanyakan peraturan (PERKI 1/2021 Pasal 29); tujuan apa pun bukan alasan menolak."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    obtain_way = forms.ChoiceField(
        label=_("Cara memperoleh"),
        choices=ObtainWay.choices,
        initial=ObtainWay.COPY,
        widget=forms.RadioSelect,
    )
    send_way = forms.ChoiceField(
        label=_("Cara menerima salinan"),
        choices=[
            (SendWay.TRACKING, _("Unduh di halaman lacak")),
            (SendWay.EMAIL, _("Surel")),
            (SendWay.PICK_UP, _("Mengambil langsung")),
            (SendWay.POST, _("Pos")),
            (SendWay.COURIER, _("Kurir")),
            (SendWay.FAX, _("Faksimili")),
        ],
        initial=SendWay.TRACKING,
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=_("Kebutuhan khusus"), required=False, choices=NEEDS, widget=forms.CheckboxSelectMultiple
    )


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesForm(StepForm):
    """Only the fields; the view stores each file by itself, so that one bad file stops no other."""

    identity_scan = forms.FileField(
        label=_("Pindaian atau foto KTP"),
        required=False,
        help_text=_("JPG, PNG, atau PDF. Disimpan terenkripsi dan hanya dibuka petugas. Boleh menyusul."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
    )
    supporting = forms.FileField(
        label=_("Berkas pendukung"),
        required=False,
        help_text=_("Paling banyak lima berkas, masing-masing sampai 20 MB. Surat kuasa juga di sini."),
        widget=ManyFilesInput(attrs={"multiple": True}),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == RequesterKind.LEGAL_ENTITY:
            self.fields["identity_scan"].label = _("Akta pendirian yang disahkan")


class CheckForm(StepForm):
    """Opt-ins, each by itself and unticked: the request does not depend on them (UU 27/2022 Pasal 20)."""

    wants_survey = forms.BooleanField(
        label=_("Saya bersedia diminta menilai layanan ini setelah selesai."), required=False
    )
    allows_naming = forms.BooleanField(
        label=_("Bila jawaban diterbitkan, nama saya boleh disebut."), required=False
    )
