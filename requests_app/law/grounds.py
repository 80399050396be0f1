"""Grounds that the statutes list: for objecting, for extending, for exempting, and the kinds of "no"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.text import gettext_noop as _


@dataclass(frozen=True)
class ObjectionGround:
    """One letter of UU 14/2008 Pasal 35 ayat (1), shown in its words with those of PERKI 1/2021 Pasal 39 as
    help.

    `waits_for_due_date`: on the web it can be chosen only after the due date (c and g). `needs_request` is
    False for b, which needs no registered request (PERKI 1/2021 Lampiran XI). `amicable`: Pasal 35 ayat
    (2).
    """

    letter: str
    text: str
    advice: str
    perki_text: str = ""
    waits_for_due_date: bool = False
    needs_request: bool = True
    amicable: bool = True


OBJECTION_GROUNDS: tuple[ObjectionGround, ...] = (
    ObjectionGround(
        "a",
        _(
            "penolakan atas permintaan informasi berdasarkan alasan pengecualian "
            "sebagaimana dimaksud dalam Pasal 17"
        ),
        _("Pilih ini bila Anda menerima surat penolakan yang menyebut informasi dikecualikan."),
        amicable=False,
    ),
    ObjectionGround(
        "b",
        _("tidak disediakannya informasi berkala sebagaimana dimaksud dalam Pasal 9"),
        _("Tidak perlu nomor permohonan. Sebutkan informasi berkala yang tidak Anda temukan."),
        needs_request=False,
    ),
    ObjectionGround(
        "c",
        _("tidak ditanggapinya permintaan informasi"),
        _("Dapat dipilih mulai sehari setelah jatuh tempo bila belum ada jawaban."),
        waits_for_due_date=True,
    ),
    ObjectionGround(
        "d",
        _("permintaan informasi ditanggapi tidak sebagaimana yang diminta"),
        _("Pilih ini bila jawaban tidak sesuai dengan yang Anda minta."),
    ),
    ObjectionGround(
        "e",
        _("tidak dipenuhinya permintaan informasi"),
        _("Pilih ini bila informasi yang dijanjikan tidak Anda terima."),
        perki_text=_("tidak dikabulkannya permohonan Informasi Publik"),
    ),
    ObjectionGround(
        "f",
        _("pengenaan biaya yang tidak wajar"),
        _("Biaya hanya boleh untuk penyalinan dan pengiriman."),
    ),
    ObjectionGround(
        "g",
        _("penyampaian informasi yang melebihi waktu yang diatur dalam Undang-Undang ini"),
        _("Dapat dipilih mulai sehari setelah jatuh tempo."),
        waits_for_due_date=True,
    ),
)
OBJECTION_ARTICLE = "UU 14/2008 Pasal 35 ayat (1); PERKI 1/2021 Pasal 39 ayat (1)"


class ExtensionGround(StrEnum):
    """PERKI 1/2021 Pasal 36 ayat (1); both may hold."""

    NOT_YET_HELD = "a"
    STATUS_UNDECIDED = "b"

    @property
    def label(self) -> str:
        return {
            "a": _("informasi belum dikuasai atau belum didokumentasikan"),
            "b": _("belum dapat diputuskan apakah informasi dikecualikan"),
        }[self.value]


@dataclass(frozen=True)
class ExemptionGround:
    """One letter of UU 14/2008 Pasal 17. `permanent` False: letters a-f end (Pasal 20 ayat (1)).

    `opens_with_consent`: g and h do not apply with written consent or for a public office (Pasal 18 ayat
    (2)). `needs_statute`: j names the other statute.
    """

    letter: str
    title: str
    period: str
    opens_with_consent: bool = False
    needs_statute: bool = False

    @property
    def article(self) -> str:
        return f"UU 14/2008 Pasal 17 huruf {self.letter}"


EXEMPTION_GROUNDS: tuple[ExemptionGround, ...] = (
    ExemptionGround("a", _("menghambat proses penegakan hukum"), _("paling lama 30 tahun")),
    ExemptionGround(
        "b",
        _("mengganggu perlindungan hak kekayaan intelektual dan persaingan usaha tidak sehat"),
        _("menurut undang-undang yang bersangkutan"),
    ),
    ExemptionGround(
        "c", _("membahayakan pertahanan dan keamanan negara"), _("selama diperlukan, ditetapkan Wali Kota")
    ),
    ExemptionGround(
        "d", _("mengungkapkan kekayaan alam Indonesia"), _("selama diperlukan, ditetapkan Wali Kota")
    ),
    ExemptionGround(
        "e", _("merugikan ketahanan ekonomi nasional"), _("selama diperlukan, ditetapkan Wali Kota")
    ),
    ExemptionGround(
        "f", _("merugikan kepentingan hubungan luar negeri"), _("selama diperlukan, ditetapkan Wali Kota")
    ),
    ExemptionGround(
        "g",
        _("mengungkapkan isi akta autentik yang bersifat pribadi dan kemauan terakhir atau wasiat seseorang"),
        _("menurut undang-undang yang bersangkutan"),
        opens_with_consent=True,
    ),
    ExemptionGround(
        "h",
        _("mengungkapkan rahasia pribadi"),
        _("selama diperlukan untuk melindungi orang itu"),
        opens_with_consent=True,
    ),
    ExemptionGround(
        "i",
        _(
            "memorandum atau surat antar-badan publik atau intra-badan publik yang menurut sifatnya "
            "dirahasiakan, kecuali atas putusan Komisi Informasi atau pengadilan"
        ),
        _("menurut undang-undang yang bersangkutan"),
    ),
    ExemptionGround(
        "j",
        _("informasi yang tidak boleh diungkapkan berdasarkan undang-undang"),
        _("menurut undang-undang yang bersangkutan"),
        needs_statute=True,
    ),
)


class RefusalKind(StrEnum):
    """Why a request is refused. Not held or not documented is no refusal: it is an outcome of its own
    (13(2)f).
    """

    EXEMPTION = "exemption"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "exemption": _("Informasi dikecualikan (UU 14/2008 Pasal 17)"),
            "other": _("Informasi yang tidak dapat diberikan (UU 14/2008 Pasal 6 ayat (3))"),
        }[self.value]


#: UU 14/2008 Pasal 18 ayat (1): these can never be exempt.
NEVER_EXEMPT: tuple[str, ...] = (
    _("putusan badan peradilan"),
    _("ketetapan, keputusan, peraturan, surat edaran, dan kebijakan lain dari badan penegak hukum"),
    _("surat perintah penghentian penyidikan atau penuntutan"),
    _("rencana pengeluaran tahunan lembaga penegak hukum"),
    _("laporan keuangan tahunan lembaga penegak hukum"),
    _("laporan hasil pengembalian uang hasil korupsi"),
    _("informasi lain yang dinyatakan terbuka"),
)


def objection_ground(letter: str) -> ObjectionGround:
    """Raises KeyError for a letter that the statute does not have."""
    return {ground.letter: ground for ground in OBJECTION_GROUNDS}[letter]


def exemption_ground(letter: str) -> ExemptionGround:
    """Raises KeyError for a letter that the statute does not have."""
    return {ground.letter: ground for ground in EXEMPTION_GROUNDS}[letter]


def selectable_objection_grounds(*, late: bool) -> tuple[ObjectionGround, ...]:
    """What the public form offers: all of them, without c and g until the case is late.

    Other grounds show their advice and never block; whether an objection itself came late only Atasan PPID
    decides, in a letter.
    """
    return tuple(ground for ground in OBJECTION_GROUNDS if late or not ground.waits_for_due_date)
