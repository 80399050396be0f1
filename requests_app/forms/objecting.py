"""The citizen's forms of an objection, one idea each."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.kernel.formats import hari_tanggal
from portal.kernel.identifiers import nik_warnings
from requests_app.forms.filing import ContactForm, ManyFilesInput, StepForm
from requests_app.law.grounds import OBJECTION_GROUNDS, ObjectionGround
from requests_app.law.objection_dates import RequestStanding, is_late, late_from, remark_on
from requests_app.models import RequesterKind

LONGEST_POSITION = 6000

#: The statute's words first for a lawyer, these for everybody else.
PLAIN = {
    "a": _("Ditolak karena dikecualikan"),
    "b": _("Informasi berkala tidak tersedia"),
    "c": _("Tidak dijawab"),
    "d": _("Jawaban tidak sesuai yang diminta"),
    "e": _("Informasi yang dijanjikan tidak diberikan"),
    "f": _("Biaya tidak wajar"),
    "g": _("Jawaban atau informasi terlambat"),
}


def ground_label(ground: ObjectionGround, note: str = "") -> SafeString:
    """Plain words, the statute's words, and a remark where it does not seem to fit."""
    law = _t("huruf %(letter)s: %(text)s") % {"letter": ground.letter, "text": _t(ground.text)}
    remark = format_html('<span class="choice__note">{}</span>', note) if note else ""
    return format_html(
        '<span><b>{}</b><span class="small soft choice__law">{}</span>{}</span>',
        PLAIN[ground.letter], law, remark,
    )  # fmt: skip


class GroundsForm(StepForm):
    """Several may be ticked; only c and g wait for the due date, the rest carries advice."""

    grounds = forms.MultipleChoiceField(
        label=_("Apa alasan Anda?"),
        help_text=_("Pilih satu atau beberapa. Salah pilih bukan alasan menolak keberatan Anda."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Pilih sedikitnya satu alasan."),
            "invalid_choice": _("Alasan itu belum dapat dipilih sekarang. Pilih alasan lain."),
        },
    )
    position = forms.CharField(
        label=_("Apa yang terjadi?"),
        help_text=_(
            "Dengan kata-kata Anda sendiri: apa yang Anda minta, apa yang Anda terima, apa yang kurang."
        ),
        max_length=LONGEST_POSITION,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Ceritakan apa yang terjadi, agar Atasan PPID dapat menilainya."),
            "max_length": _(
                "Ringkas cerita Anda sampai %(limit_value)d huruf, atau lampirkan sebagai berkas."
            ),
        },
    )
    supporting = forms.FileField(
        label=_("Berkas pendukung"),
        required=False,
        help_text=_("Paling banyak lima berkas, masing-masing sampai 20 MB. Surat kuasa juga di sini."),
        widget=ManyFilesInput(attrs={"multiple": True}),
    )
    proxy_name = forms.CharField(
        label=_("Nama penerima kuasa, bila dikuasakan"),
        required=False,
        max_length=200,
        help_text=_("Unggah surat kuasa khusus bermeterai di atas, atau serahkan nanti."),
    )
    proxy_address = forms.CharField(label=_("Alamat penerima kuasa"), required=False, max_length=300)
    proxy_phone = forms.CharField(label=_("Telepon penerima kuasa"), required=False, max_length=40)

    def __init__(self, *args: Any, standing: RequestStanding, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = is_late(standing, today)
        self.opens_on = late_from(standing)
        grounds: Any = self.fields["grounds"]
        grounds.choices = [
            (
                ground.letter,
                ground_label(ground, _t(note) if (note := remark_on(ground.letter, standing, today)) else ""),
            )
            for ground in OBJECTION_GROUNDS
            if self.late or not ground.waits_for_due_date
        ]
        self.fields["supporting"].error_messages = {}

    @property
    def waiting_note(self) -> str:
        """Why c and g are not offered; empty once they are."""
        if self.late:
            return ""
        lang = (get_language() or "id")[:2]
        return _t(
            "“Tidak dijawab” dan “terlambat” dapat dipilih mulai %(day)s, sehari setelah batas menjawab lewat."
        ) % {"day": hari_tanggal(self.opens_on, lang)}


class PeriodicForm(StepForm):
    """Ground b: no request is needed."""

    information = forms.CharField(
        label=_("Informasi berkala apa yang tidak Anda temukan?"),
        help_text=_(
            "Misalnya laporan keuangan, profil pejabat, rencana kerja, atau ringkasan pengadaan. Sebut tahunnya."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Sebutkan informasi berkala yang tidak Anda temukan.")},
    )
    agency = forms.ChoiceField(
        label=_("Perangkat daerah mana yang wajib mengumumkannya?"),
        error_messages={
            "required": _("Pilih perangkat daerah, atau pilih “Saya tidak tahu”."),
            "invalid_choice": _("Pilih perangkat daerah dari daftar, atau pilih “Saya tidak tahu”."),
        },
    )
    position = forms.CharField(
        label=_("Apa yang terjadi?"),
        help_text=_("Di mana Anda mencarinya, kapan, dan apa yang Anda temukan."),
        max_length=LONGEST_POSITION,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Ceritakan di mana Anda mencarinya, agar Atasan PPID dapat menilainya."),
            "max_length": _(
                "Ringkas cerita Anda sampai %(limit_value)d huruf, atau lampirkan sebagai berkas."
            ),
        },
    )
    purpose = forms.CharField(
        label=_("Untuk apa informasi ini akan dipakai?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    UNKNOWN = "?"

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Pilih")), (self.UNKNOWN, _("Saya tidak tahu"))]
        field: Any = self.fields["agency"]
        field.choices = [*choices, *((agency.code, agency.name) for agency in agencies)]


class ObjectorForm(ContactForm):
    """Who objects; only the name must be there, so that the letter can be addressed."""

    field_order = ["requester_kind", "name", "identity_number", "address", "phone", "email"]

    requester_kind = forms.ChoiceField(
        label=_("Siapa yang mengajukan?"),
        choices=[
            (RequesterKind.INDIVIDUAL, _("Saya sendiri, warga negara Indonesia")),
            (RequesterKind.LEGAL_ENTITY, _("Badan hukum Indonesia (perusahaan, yayasan, perkumpulan)")),
            (RequesterKind.GROUP, _("Kelompok orang, dan saya mewakilinya")),
        ],
        initial=RequesterKind.INDIVIDUAL,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=200,
        error_messages={"required": _("Tuliskan nama lengkap Anda.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    identity_number = forms.CharField(
        label=_("NIK atau nomor SK pengesahan"),
        required=False,
        max_length=60,
        help_text=_("Bila belum ada di tangan, kosongkan; keberatan tetap mendapat nomor."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    occupation = forms.CharField(label=_("Pekerjaan"), required=False, max_length=120)
    identity_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    warnings: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """A NIK of odd form only warns, once: the number as typed is accepted when it is sent again."""
        data = super().clean() or {}
        number, kind = data.get("identity_number", ""), data.get("requester_kind")
        if kind == RequesterKind.INDIVIDUAL and number and number != data.get("identity_seen"):
            self.warnings = nik_warnings(number)
        return data


class SendForm(StepForm):
    """The last look; nothing to fill in."""


class ObjectionReplyForm(StepForm):
    teks = forms.CharField(
        label=_("Tanggapan Anda atas keputusan ini"),
        max_length=2000,
        help_text=_("Tidak wajib. Tercatat pada register keberatan."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan tanggapan Anda.")},
    )
