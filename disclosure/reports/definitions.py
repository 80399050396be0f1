"""What each figure counts and what it leaves out: one table for pages, lists, exports and every report.

It is printed as the last page of each report, so that a reader can count again by hand. The counting itself
is in figures.py (requests) and in the checklist of disclosure.law (mandated items).
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.kernel.text import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: its key in JSON and CSV, its name for people, what counts, what does not."""

    key: str
    label: str
    counts: str
    leaves_out: str = ""


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "mandated_total",
        _("Informasi wajib yang berlaku"),
        _(
            "Jenis informasi menurut edisi katalog yang berlaku pada hari laporan dan "
            "mengikat unit ini: berkala, setiap saat, serta sarana tetap untuk serta merta."
        ),
        _(
            "Yang dinyatakan tidak berlaku dengan alasan dan disetujui PPID Utama; kewajiban "
            "kota yang dipenuhi sekali oleh PPID Utama; kewajiban serta merta bila tidak ada "
            "kejadian."
        ),
    ),
    Definition(
        "mandated_fulfilled",
        _("Informasi wajib yang terpenuhi"),
        _(
            "Jenis informasi yang mempunyai sedikitnya satu entri terbit dengan berkas atau "
            "tautan yang dapat dibuka, dan masih dalam selang pembaruannya pada hari laporan."
        ),
        _("Entri draf, ditarik, tanpa bukti, atau lewat selang pembaruan (dihitung perlu diperbarui)."),
    ),
    Definition(
        "requests_open_at_start",
        _("Belum selesai pada awal masa"),
        _(
            "Permohonan yang sudah diterima dan berada pada unit ini tepat sebelum hari "
            "pertama, dan belum selesai."
        ),
        _("Draf, sebab belum bernomor."),
    ),
    Definition(
        "requests_received",
        _("Diterima"),
        _(
            "Permohonan yang tanggal terimanya dalam masa ini, dihitung pada unit yang "
            "pertama menerima, termasuk yang kemudian dicabut, tidak dilengkapi, bukan "
            "permohonan, atau spam: setiap nomor terhitung."
        ),
        _(
            "Draf; pecahan permohonan, sebab induknya sudah terhitung. Tertutup atau terbuka "
            "untuk umum tidak berpengaruh."
        ),
    ),
    Definition(
        "forwarded_in",
        _("Masuk dari unit lain"),
        _("Permohonan yang diteruskan ke unit ini dalam masa ini, dan pecahan yang diberikan kepadanya."),
        _("Pada laporan kota selalu nol, sebab tidak ada yang keluar dari kota."),
    ),
    Definition(
        "requests_closed",
        _("Selesai"),
        _(
            "Permohonan pada unit ini yang dalam masa ini mendapat pemberitahuan tertulis "
            "atau berakhir dengan cara lain: dicabut, tidak dilengkapi, bukan permohonan, "
            "spam."
        ),
        _("Yang dibuka kembali sebelum saat laporan: dianggap belum selesai sejak semula."),
    ),
    Definition(
        "forwarded_out",
        _("Diteruskan ke unit lain"),
        _("Permohonan yang meninggalkan unit ini karena diteruskan dalam masa ini."),
        _("Pada laporan kota selalu nol."),
    ),
    Definition(
        "requests_open_at_end",
        _("Belum selesai pada akhir masa"),
        _("Permohonan yang berada pada unit ini dan belum selesai pada akhir masa atau pada saat laporan."),
    ),
    Definition(
        "overdue_open",
        _("Belum selesai dan lewat waktu"),
        _("Bagian dari yang belum selesai, yang batas waktunya sudah lewat."),
    ),
    Definition(
        "on_time",
        _("Tepat waktu"),
        _(
            "Permohonan yang batas waktunya jatuh dalam masa ini dan pemberitahuan "
            "tertulisnya bertanggal sampai dengan hari itu (pukul 23.59 WIB masih tepat "
            "waktu). Batas waktu: 10 hari kerja sejak diterima, atau 17 bila diperpanjang (UU"
            " 14/2008 Pasal 22 ayat (7) dan (8)). Dihitung pada unit yang terakhir "
            "memegangnya."
        ),
        _(
            "Yang berakhir tanpa perlu dijawab sebelum batas waktu (dicabut, tidak "
            "dilengkapi, bukan permohonan, spam), dan yang kalendernya belum diketahui: tidak"
            " dinilai."
        ),
    ),
    Definition(
        "late",
        _("Lewat waktu"),
        _(
            "Permohonan yang batas waktunya jatuh dalam masa ini dan sampai hari itu belum "
            "ada pemberitahuan tertulisnya, sudah dijawab kemudian atau belum."
        ),
        _("Yang batas waktunya belum lewat pada saat laporan."),
    ),
    Definition(
        "news",
        _("Berita"),
        _("Berita unit ini yang terbit pertama kali dalam masa ini dan masih terbit."),
        _(
            "Jumlah berita tidak diatur undang-undang; ini ukuran keaktifan dari DKISS, bukan"
            " penilaian hukum."
        ),
    ),
)

BY_KEY: dict[str, Definition] = {definition.key: definition for definition in DEFINITIONS}
