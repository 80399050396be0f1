"""Forms of the register: one line of a sheet, its testers, approvals, decree, and how an exemption ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.kept_paper import PaperForm
from disclosure.law.closure import PersonalData
from disclosure.law.exemptions import END_RULES, END_WORDS, NEVER_EXEMPT_TITLES, TITLES
from disclosure.models import ConsequenceTest, TestedItem
from disclosure.services.exemption_tests import ItemData, TesterData
from portal.agencies.models import Agency
from portal.agencies.policy import agencies_for
from portal.agencies.rights import Action
from portal.files.validation import ANSWER_KINDS
from requests_app.forms.fields import DateInput, area

YES_NO = (("", _("Belum dijawab")), ("no", _("Tidak")), ("yes", _("Ya")))
ANSWERS = {"yes": True, "no": False, "": None}
#: Rows of the table of testers; more are added by saving and opening the form again.
SPARE_TESTERS = 3


class StartForm(forms.Form):
    agency = forms.ModelChoiceField(label=_("Unit"), queryset=Agency.objects.none())
    occasion = forms.ChoiceField(label=_("Sebab diuji"), choices=ConsequenceTest.Occasion.choices)
    held_on = forms.DateField(label=_("Hari pengujian"), widget=DateInput())

    def __init__(self, *args: Any, user: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = agencies_for(user, Action.EXEMPT_DRAFT) & Agency.objects.active_on(today)
        self.fields["agency"].queryset = reach.order_by("name")  # type: ignore[attr-defined]
        own = list(reach[:2])
        self.initial.setdefault("held_on", today)
        if len(own) == 1:
            self.initial.setdefault("agency", own[0].pk)


class ItemForm(PaperForm):
    """One line of Lampiran II. The law answers on the field that it speaks of."""

    kinds = ANSWER_KINDS
    needs_paper = False
    title = forms.CharField(
        label=_("Jenis dokumen"), max_length=250,
        help_text=_("Hanya judul ini yang dibaca umum. Sebut jenisnya, bukan isinya. Contoh: Rekam medis pasien."),
    )  # fmt: skip
    information = area(
        _("Informasi tertentu yang dikecualikan"), 3,
        _("Bagian mana dari dokumen itu. Tidak pernah terbuka; disimpan tersandi."),
    )  # fmt: skip
    never_exempt_kind = forms.ChoiceField(
        label=_("Apakah termasuk yang tidak pernah dapat dikecualikan?"), required=False,
        choices=[("", _("Tidak termasuk")), *((kind.value, title) for kind, title in NEVER_EXEMPT_TITLES.items())],
        help_text=_("UU 14/2008 Pasal 18 ayat (1). Bila termasuk, informasinya harus diberikan."),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("Alasan (UU 14/2008 Pasal 17)"),
        choices=[("", _("Pilih satu huruf")), *((g.value, f"{g.value}. {t}") for g, t in TITLES.items())],
    )
    statute = forms.CharField(
        label=_("Undang-undang dan pasal"), max_length=300, required=False,
        help_text=_("Wajib untuk huruf b, g, i, j. Contoh: UU 44/2009 Pasal 38."),
    )  # fmt: skip
    has_written_consent = forms.ChoiceField(
        label=_("Adakah persetujuan tertulis dari orangnya?"), choices=YES_NO, required=False,
        help_text=_("Wajib dijawab untuk huruf g dan h (Pasal 18 ayat (2))."),
    )  # fmt: skip
    concerns_public_office = forms.ChoiceField(
        label=_("Apakah menyangkut jabatan publik orang itu?"), choices=YES_NO, required=False,
        help_text=_("Wajib dijawab untuk huruf g dan h (Pasal 18 ayat (2))."),
    )  # fmt: skip
    if_opened = area(
        _("Akibat bila dibuka"),
        4,
        _("Apa kerugiannya bagi umum, menurut undang-undang itu. Tidak pernah terbuka."),
    )
    if_closed = area(
        _("Akibat bila ditutup"), 4, _("Apa yang tidak diketahui umum karenanya. Tidak pernah terbuka.")
    )
    starts_on = forms.DateField(label=_("Berlaku sejak"), widget=DateInput())
    ends_on = forms.DateField(label=_("Hari terakhir ditutup"), widget=DateInput(), required=False)
    review_on = forms.DateField(
        label=_("Ditinjau pada"), widget=DateInput(), required=False,
        help_text=_("Wajib untuk huruf h, yang berlaku selama orangnya perlu dilindungi."),
    )  # fmt: skip
    field_order = (
        "title", "information", "never_exempt_kind", "ground", "statute", "has_written_consent",
        "concerns_public_office", "if_opened", "if_closed", "starts_on", "ends_on", "review_on", "file",
    )  # fmt: skip

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [f"{g.value}: {END_WORDS[END_RULES[g]]}" for g in TITLES]
        self.fields["ends_on"].help_text = "; ".join(str(word) for word in words) + "."
        self.fields["file"].label = _("Berkas dokumennya")
        self.fields["file"].help_text = _("Disimpan tersandi, dilepas hanya sesudah pemeriksaan.")
        self.fields["file"].widget.attrs.pop("accept", None)
        if is_change:
            self.fields["result"] = forms.ChoiceField(
                label=_("Hasil pengujian ulang"), choices=TestedItem.Result.choices,
                help_text=_("Tetap dikecualikan memerlukan keputusan dan persetujuan Wali Kota sebelum berakhir."),
            )  # fmt: skip
            self.order_fields(["result", *self.field_order])

    @property
    def item_data(self) -> ItemData:
        data = {name: self.cleaned_data[name] for name in self.cleaned_data if name not in ("kept", "file")}
        for name in ("has_written_consent", "concerns_public_office"):
            data[name] = ANSWERS[data[name]]
        return ItemData(**data)


def initial_of(item: TestedItem) -> dict[str, Any]:
    names = ("title", "information", "ground", "statute", "if_opened", "if_closed", "starts_on", "ends_on",
             "review_on", "result")  # fmt: skip
    back = {value: key for key, value in ANSWERS.items()}
    return {
        **{name: getattr(item, name) for name in names},
        "has_written_consent": back[item.has_written_consent],
        "concerns_public_office": back[item.concerns_public_office],
    }


class TesterForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=150, required=False)
    office = forms.CharField(label=_("Jabatan"), max_length=200, required=False)
    unit = forms.CharField(label=_("Unit kerja"), max_length=200, required=False)

    @property
    def tester(self) -> TesterData | None:
        data = self.cleaned_data
        return TesterData(**data) if any(value.strip() for value in data.values()) else None


TesterFormSet = forms.formset_factory(TesterForm, extra=SPARE_TESTERS, max_num=30)


class ReasonForm(forms.Form):
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila dikembalikan: tulis apa yang perlu diubah."),
    )  # fmt: skip


class LeaderForm(PaperForm):
    """Wali Kota's approval on paper (PP 61/2010 Art 3(2))."""

    number = forms.CharField(label=_("Nomor surat persetujuan"), max_length=120)
    dated_on = forms.DateField(label=_("Tanggal surat"), widget=DateInput())
    name = forms.CharField(label=_("Nama Wali Kota"), max_length=150)
    field_order = ("number", "dated_on", "name", "file")


class DecreeForm(PaperForm):
    number = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    dated_on = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput())
    signer_name = forms.CharField(label=_("Nama PPID yang menandatangani"), max_length=150)
    signer_title = forms.CharField(label=_("Jabatannya"), max_length=200)
    field_order = ("number", "dated_on", "signer_name", "signer_title", "file")


class OpeningForm(PaperForm):
    """A penetapan, or a ruling, by its number, date and file."""

    number = forms.CharField(label=_("Nomor"), max_length=120)
    dated_on = forms.DateField(label=_("Tanggal"), widget=DateInput())
    field_order: tuple[str, ...] = ("number", "dated_on", "file")


class RulingForm(OpeningForm):
    how = forms.ChoiceField(
        label=_("Dibuka oleh"),
        choices=[
            ("ruling", _("Putusan Komisi Informasi atau pengadilan yang berkekuatan tetap")),
            ("hearing", _("Sidang yang terbuka untuk umum (hanya huruf a)")),
        ],
    )
    field_order = ("how", "number", "dated_on", "file")


class ReviewForm(forms.Form):
    reason = area(_("Mengapa masih perlu ditutup"), 4, _("Tidak pernah terbuka."))
    next_review_on = forms.DateField(label=_("Ditinjau lagi pada"), widget=DateInput())


class CheckForm(PaperForm):
    """The check before a file leaves: other grounds, personal data."""

    kinds = ANSWER_KINDS
    needs_paper = False
    other_ground = forms.ChoiceField(
        label=_("Adakah alasan Pasal 17 lain di dalam berkas ini?"), required=False,
        choices=[("", _("Tidak ada")), *((g.value, f"{g.value}. {t}") for g, t in TITLES.items())],
    )  # fmt: skip
    personal_data = forms.ChoiceField(
        label=_("Data pribadi di dalam berkas"), widget=forms.RadioSelect,
        choices=[
            (PersonalData.NONE.value, _("Tidak ada data pribadi")),
            (PersonalData.MASKED.value, _("Ada, dan sudah dihitamkan pada salinan yang saya unggah")),
            (PersonalData.PRESENT.value, _("Masih ada; berkas belum boleh keluar")),
        ],
    )  # fmt: skip
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("other_ground", "personal_data", "file", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Salinan yang sudah dihitamkan")
        self.fields["file"].widget.attrs.pop("accept", None)
        self.fields["file"].help_text = _("Hitamkan sampai teksnya benar-benar hilang dari berkas.")
