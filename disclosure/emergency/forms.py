"""The form of a notice: a minute on a phone. What must be said comes first, the rest stands below, filled in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.emergency import words
from disclosure.emergency.models import CONTENT, EmergencyNotice
from disclosure.law.emergencies import Certainty, Response, Severity, Status, Urgency
from portal.agencies.models import Agency, Kind
from portal.agencies.policy import agencies_for
from portal.agencies.rights import Action
from portal.kernel.errors import InputError

OWN_TIME = "own"
KEEP = "keep"
DURATIONS = {"3": _("3 jam"), "6": _("6 jam"), "12": _("12 jam"), "24": _("1 hari"), "72": _("3 hari"),
             "168": _("7 hari")}  # fmt: skip
#: Shown first; the others fold away below them.
FIRST = ("agency", "hazard", "headline", "places", "area_detail", "description", "instruction", "severity",
         "lasts", "ends_at")  # fmt: skip


def place_choices() -> list[tuple[str, Any]]:
    """The whole city, then its districts by name."""
    names = Agency.objects.filter(kind=Kind.DISTRICT, dissolved_on__isnull=True).order_by("name")
    short = [name.removeprefix("Kecamatan ") for name in names.values_list("name", flat=True)]
    return [(words.WHOLE_CITY, _("Seluruh kota")), *((name, name) for name in short)]


def _moment(**attrs: str) -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", **attrs})


class NoticeForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput)
    agency = forms.ModelChoiceField(
        label=_("Atas nama unit"), queryset=Agency.objects.none(), empty_label=None
    )
    hazard = forms.ChoiceField(
        label=_("Apa yang terjadi?"), choices=[("", _("Pilih satu")), *words.HAZARD_CHOICES]
    )
    headline = forms.CharField(
        label=_("Judul"), max_length=140,
        help_text=_("Satu kalimat pendek. Contoh: Banjir di Kelurahan Kubangsari, air setinggi lutut."),
    )  # fmt: skip
    places = forms.MultipleChoiceField(
        label=_("Di mana?"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Centang kecamatannya."),
    )  # fmt: skip
    area_detail = forms.CharField(
        label=_("Tempat persisnya"), max_length=250, required=False,
        help_text=_("Kelurahan, RW, atau nama jalan. Contoh: RW 03 dan 04, sekitar Jalan Kubang Laban."),
    )  # fmt: skip
    description = forms.CharField(
        label=_("Ceritakan kejadiannya"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Apa, sejak kapan, seberapa parah. Dengan kata-kata, jangan hanya gambar."),
    )  # fmt: skip
    instruction = forms.CharField(
        label=_("Apa yang harus dilakukan warga?"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kalimat perintah pendek. Contoh: Matikan listrik. Bawa anak dan lansia ke balai warga."),
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("Seberapa berbahaya?"), choices=words.SEVERITY_CHOICES, initial=Severity.SEVERE.value
    )
    lasts = forms.ChoiceField(
        label=_("Tampil berapa lama?"), initial="12",
        help_text=_("Setelah itu turun sendiri. Bisa diperpanjang atau diakhiri kapan saja."),
    )  # fmt: skip
    ends_at = forms.DateTimeField(
        label=_("Berakhir pada"), required=False, widget=_moment(),
        help_text=_("Isi hanya bila Anda memilih “sampai waktu tertentu”."),
    )  # fmt: skip
    evacuation = forms.CharField(
        label=_("Tempat dan jalan mengungsi"), max_length=1500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Isi bila orang harus mengungsi. Contoh: Masjid Al-Hadi lewat Jalan Raya Anyer."),
    )  # fmt: skip
    response = forms.ChoiceField(
        label=_("Tindakan pertama warga"), choices=words.RESPONSE_CHOICES, initial=Response.AVOID.value
    )
    urgency = forms.ChoiceField(
        label=_("Kapan orang harus bertindak?"),
        choices=words.URGENCY_CHOICES,
        initial=Urgency.IMMEDIATE.value,
    )
    certainty = forms.ChoiceField(
        label=_("Seberapa pasti?"), choices=words.CERTAINTY_CHOICES, initial=Certainty.OBSERVED.value
    )
    starts_at = forms.DateTimeField(
        label=_("Mulai"), required=False, widget=_moment(),
        help_text=_("Kosongkan untuk sekarang. Isi bila kejadiannya sudah mulai tadi, atau baru akan datang."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Sumber kabar"), max_length=200, required=False,
        help_text=_("Siapa yang memastikan. Contoh: BPBD Kota Cilegon, BMKG. Kosongkan untuk unit Anda."),
    )  # fmt: skip
    source_url = forms.URLField(
        label=_("Tautan sumber"), max_length=500, required=False, assume_scheme="https"
    )
    contact = forms.CharField(
        label=_("Nomor bantuan"), max_length=120, required=False,
        help_text=_("Nomor yang dapat dihubungi warga sekarang."),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("Gambar"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=_("JPG atau PNG. Lokasi dan jenis ponsel di dalam foto dihapus."),
    )  # fmt: skip
    picture_alt = forms.CharField(
        label=_("Isi gambar dengan kata-kata"), max_length=500, required=False,
        help_text=_("Wajib bila ada gambar. Contoh: Peta jalan yang ditutup dari Simpang Tiga sampai Pasar Baru."),
    )  # fmt: skip
    audio = forms.FileField(
        label=_("Rekaman suara"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "audio/*"}),
        help_text=_("MP3, M4A, OGG, atau WAV, paling besar 20 MB. Untuk orang yang tidak dapat membaca."),
    )  # fmt: skip
    status = forms.ChoiceField(
        label=_("Sungguhan atau latihan?"), choices=words.STATUS_CHOICES, initial=Status.ACTUAL.value
    )

    def __init__(self, *args: Any, user: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        active = Agency.objects.active_on(timezone.localdate(now))
        reach = active.filter(pk__in=agencies_for(user, Action.NOTICE_PUBLISH)).order_by("name")
        self.fields["agency"].queryset = reach  # type: ignore[attr-defined]
        own = list(reach[:2])
        if len(own) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.initial.setdefault("agency", own[0].pk)
        self.fields["places"].choices = place_choices()  # type: ignore[attr-defined]
        self.fields["lasts"].choices = self.duration_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("uid", uuid4())

    def duration_choices(self) -> list[tuple[str, Any]]:
        return [*DURATIONS.items(), (OWN_TIME, _("Sampai waktu tertentu"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lasts") == OWN_TIME and not cleaned.get("ends_at") and "ends_at" not in self.errors:
            self.add_error("ends_at", _("Isi tanggal dan jam berakhirnya, atau pilih lamanya dari daftar."))
        return cleaned

    def first_fields(self) -> list[Any]:
        return [self[name] for name in FIRST if name in self.fields and not self[name].is_hidden]

    def more_fields(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in FIRST]

    def more_is_open(self) -> bool:
        """The fold opens when something in it is wrong."""
        return any(field.errors for field in self.more_fields())

    def values(self) -> dict[str, Any]:
        """The content of the notice, with what was left empty filled in."""
        held = {name: value for name, value in self.cleaned_data.items() if name in CONTENT}
        lasts = self.cleaned_data["lasts"]
        held["starts_at"] = held["starts_at"] or self.empty_start()
        if lasts.isdigit():
            held["ends_at"] = max(self.now, held["starts_at"]) + timedelta(hours=int(lasts))
        held["source"] = held["source"] or self.cleaned_data["agency"].name
        if words.WHOLE_CITY in held["places"]:
            held["places"] = [words.WHOLE_CITY]
        return held

    def empty_start(self) -> datetime:
        return self.now

    def refuse(self, error: InputError) -> None:
        """Show what the service refused beside its field."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class UpdateForm(NoticeForm):
    """The same form, filled in; who announced and when stays."""

    note = forms.CharField(
        label=_("Apa yang berubah?"), max_length=300,
        help_text=_("Satu kalimat. Contoh: Air naik, warga RW 05 ikut mengungsi."),
    )  # fmt: skip
    drop_picture = forms.BooleanField(label=_("Hapus gambar yang sekarang"), required=False)
    drop_audio = forms.BooleanField(label=_("Hapus rekaman yang sekarang"), required=False)

    def __init__(self, *args: Any, notice: EmergencyNotice, **kwargs: Any) -> None:
        self.notice = notice
        initial = {name: getattr(notice, name) for name in CONTENT}
        initial |= {"agency": notice.agency_id, "uid": notice.uid, "lasts": KEEP}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["agency"].widget = forms.HiddenInput()
        if not notice.picture_id:
            del self.fields["drop_picture"]
        if not notice.audio_id:
            del self.fields["drop_audio"]
        self.order_fields(["note", *FIRST])

    def duration_choices(self) -> list[tuple[str, Any]]:
        return [(KEEP, _("Tetap seperti sekarang")), *super().duration_choices()]

    def first_fields(self) -> list[Any]:
        return [self["note"], *super().first_fields()]

    def more_fields(self) -> list[Any]:
        return [field for field in super().more_fields() if field.name != "note"]

    def values(self) -> dict[str, Any]:
        held = super().values()
        if self.cleaned_data["lasts"] == KEEP:
            held["ends_at"] = self.notice.ends_at
        elif self.cleaned_data["lasts"].isdigit():
            held["ends_at"] = self.now + timedelta(hours=int(self.cleaned_data["lasts"]))
        return held

    def empty_start(self) -> datetime:
        return self.notice.starts_at

    @property
    def dropped(self) -> frozenset[str]:
        return frozenset(name for name in ("picture", "audio") if self.cleaned_data.get(f"drop_{name}"))


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("Mengapa berakhir?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Warga membaca kalimat ini. Contoh: Air sudah surut, jalan sudah dapat dilalui."),
    )  # fmt: skip
