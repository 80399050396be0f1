"""What officers fill in on the desk. The law is asked by the services; forms only gather and keep what is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from requests_app.law.grounds import ExtensionGround
from requests_app.missing import MissingItem
from requests_app.models import Letter, PaidHow, SendWay

from .fields import DateInput, DateTimeInput, MultipleFileField, area

HOW_TOLD = [
    ("whatsapp", _("WhatsApp")),
    ("sms", _("SMS")),
    ("call", _("Telepon")),
    ("counter", _("Bertemu di loket")),
    ("letter", _("Surat")),
]


class NothingForm(forms.Form):
    """An act that asks for nothing but the press of its button."""


class CompletionRequestForm(forms.Form):
    items = forms.MultipleChoiceField(
        label=_("Yang perlu dilengkapi"),
        choices=MissingItem.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other = area(
        _("Hal lain yang diminta"),
        2,
        _("Satu hal tiap baris, misalnya: tahun data yang dimaksud."),
        required=False,
    )
    explanation = area(
        _("Penjelasan untuk pemohon"), 4, _("Dengan bahasa sehari-hari; tercetak di surat."), required=False
    )

    def clean_other(self) -> list[str]:
        return [line.strip()[:200] for line in self.cleaned_data["other"].splitlines() if line.strip()][:10]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("items") and not data.get("other"):
            self.add_error("items", _("Pilih sedikitnya satu hal yang perlu dilengkapi."))
        return data


class ReasonForm(forms.Form):
    reason = area(_("Alasan"), 4, _("Tercatat pada riwayat permohonan."))


class ExtendForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Dasar perpanjangan"),
        choices=lambda: [(g.value, g.label) for g in ExtensionGround],
        widget=forms.RadioSelect,
    )
    reason = area(
        _("Alasan tertulis"), 4, _("Pemohon membacanya. Sebut apa yang masih dicari dan kapan selesai.")
    )


class ForwardForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Teruskan ke"),
        queryset=Agency.objects.none(),
        empty_label=_("Pilih perangkat daerah"),
    )
    reason = area(_("Alasan"), 3, _("Tercetak di surat penerusan; pemohon dan unit tujuan membacanya."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = Agency.objects.filter(dissolved_on__isnull=True)


class HandOverForm(forms.Form):
    on = forms.DateField(label=_("Diserahkan pada"), widget=DateInput)
    how = forms.ChoiceField(
        label=_("Cara penyerahan"), choices=SendWay.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pilih cara penyerahan.")},
    )  # fmt: skip
    documents = area(
        _("Yang diserahkan"),
        3,
        _("Satu berkas atau dokumen tiap baris; tercetak pada tanda terima."),
        required=False,
    )
    received_by = forms.CharField(
        label=_("Diterima oleh"), required=False, max_length=200,
        help_text=_("Isi bila yang menerima bukan pemohon sendiri."),
    )  # fmt: skip


class PaymentForm(forms.Form):
    paid_on = forms.DateField(label=_("Dibayar pada"), widget=DateInput)
    how = forms.ChoiceField(
        label=_("Cara membayar"), choices=PaidHow.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pilih cara pemohon membayar.")},
    )  # fmt: skip


class RateForm(forms.Form):
    label = forms.CharField(
        label=_("Uraian"), max_length=120, help_text=_("Misalnya: fotokopi hitam putih, folio.")
    )
    unit = forms.CharField(label=_("Satuan"), max_length=30, help_text=_("Misalnya: lembar."))
    unit_price = forms.IntegerField(label=_("Harga satuan (rupiah)"), min_value=1)
    basis = forms.CharField(
        label=_("Dasar penetapan"), max_length=200, help_text=_("Keputusan yang menetapkan dan diumumkan.")
    )
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DateInput)


class MoveViewingForm(forms.Form):
    view_at = forms.DateTimeField(label=_("Hari dan jam"), widget=DateTimeInput)
    view_place = forms.CharField(label=_("Tempat"), max_length=200)


class ViewingForm(forms.Form):
    on = forms.DateField(label=_("Dilihat pada"), widget=DateInput)
    from_time = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time"}))
    until_time = forms.TimeField(label=_("Selesai"), widget=forms.TimeInput(attrs={"type": "time"}))
    documents = area(_("Yang dilihat"), 3, _("Satu dokumen tiap baris; tercetak pada berita acara."))
    remarks = area(_("Catatan"), 2, required=False)

    def clean_documents(self) -> tuple[str, ...]:
        lines = self.cleaned_data["documents"].splitlines()
        return tuple(line.strip()[:200] for line in lines if line.strip())


class NotARequestForm(forms.Form):
    right_door = forms.CharField(
        label=_("Layanan yang tepat"),
        max_length=300,
        help_text=_("Nama layanan, alamat, dan telepon yang dapat dihubungi pemohon."),
    )
    text = area(_("Jawaban untuk pemohon"), 6)


class WithdrawForm(forms.Form):
    reason = area(_("Pernyataan pemohon"), 3, _("Kapan dan bagaimana pemohon menyatakan menarik permohonan."))


class MessageForm(forms.Form):
    text = area(_("Pesan untuk pemohon"), 5, _("Pemohon membacanya di halaman lacak."))


class NoteForm(forms.Form):
    text = area(_("Catatan internal"), 4, _("Hanya petugas yang membacanya."))


class AssignForm(forms.Form):
    to: Any = forms.ModelChoiceField(
        label=_("Petugas"), queryset=None, required=False, empty_label=_("Belum ada")
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = officers


class DeliveryForm(forms.Form):
    """How a letter arrived, or that it came back."""

    BOUNCED = "bounced"

    how = forms.ChoiceField(
        label=_("Apa yang Anda ketahui"),
        choices=[
            *[choice for choice in Letter.Evidence.choices if choice[0] != Letter.Evidence.OPENED],
            (BOUNCED, _("Surat kembali, tidak sampai")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih bagaimana Anda mengetahuinya.")},
    )
    received_on = forms.DateField(label=_("Tanggal diterima atau kembali"), widget=DateInput)
    evidence = forms.CharField(
        label=_("Bukti"),
        max_length=200,
        help_text=_(
            "Misalnya: ditandatangani di loket, nomor resi, nama yang dihubungi, alasan surat kembali."
        ),
    )


class ResendForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("Kirim ulang lewat"),
        choices=SendWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih cara mengirim ulang.")},
    )


class CompleteForm(forms.Form):
    """What the citizen supplies at the counter, by phone or by letter; only what was asked for is shown."""

    how = forms.ChoiceField(
        label=_("Disampaikan lewat"),
        choices=[("counter", _("Loket")), ("phone", _("Telepon")), ("letter", _("Surat atau surel"))],
        widget=forms.RadioSelect,
        initial="counter",
    )
    name = forms.CharField(label=_("Nama lengkap"), required=False, max_length=200)
    identity_number = forms.CharField(label=_("NIK atau nomor SK"), required=False, max_length=60)
    address = forms.CharField(label=_("Alamat"), required=False, max_length=300)
    members = area(_("Anggota kelompok, satu nama tiap baris"), 4, required=False)
    purpose = forms.CharField(label=_("Tujuan penggunaan"), required=False, max_length=500)
    explanation = area(
        _("Penjelasan pemohon"), 3, _("Kata-kata pemohon; tersimpan sebagai pesannya."), required=False
    )
    identity_scan = MultipleFileField(
        label=_("Pindaian identitas atau akta"), required=False, help_text=_("Disimpan terenkripsi.")
    )
    supporting = MultipleFileField(label=_("Surat kuasa atau berkas lain"), required=False)


class ContactForm(forms.Form):
    how = forms.ChoiceField(label=_("Diberi tahu lewat"), choices=HOW_TOLD, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=300)


class ReplaceCodeForm(forms.Form):
    how = forms.ChoiceField(
        label=_("Bagaimana Anda memastikan pemohon"),
        choices=[
            ("counter", _("Datang ke loket dengan identitas")),
            ("phone", _("Saya menelepon nomor yang tercatat")),
        ],
        widget=forms.RadioSelect,
    )
