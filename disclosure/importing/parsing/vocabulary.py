"""What offices call the columns of their lists, as data. A phrase is compared by its words, without case,
punctuation, filler words and small misspellings; the number says how surely the phrase names the field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: Field -> what the person who corrects the mapping reads.
FIELD_NAMES: dict[str, Any] = {
    "title": _("Judul informasi"),
    "summary": _("Ringkasan isi"),
    "category": _("Kategori"),
    "group": _("Kelompok atau jenis informasi"),
    "holder": _("Pejabat atau unit yang menguasai"),
    "responsible": _("Penanggung jawab pembuatan atau penerbitan"),
    "made_when": _("Waktu pembuatan"),
    "made_where": _("Tempat pembuatan"),
    "place_time": _("Waktu dan tempat pembuatan (satu kolom)"),
    "forms_available": _("Bentuk informasi yang tersedia"),
    "retention": _("Jangka waktu penyimpanan"),
    "link": _("Tautan"),
    "file": _("Nama berkas (tidak diambil)"),
    "year": _("Tahun isi"),
    "period": _("Periode isi"),
    "period_start": _("Periode mulai"),
    "period_end": _("Periode sampai"),
    "agency": _("Perangkat daerah"),
    "items": _("Kewajiban (pasal)"),
    "language": _("Bahasa"),
    "licence": _("Lisensi"),
    "number": _("Nomor urut"),
    "legal_basis": _("Dasar hukum pengecualian"),
    "consequence_open": _("Konsekuensi bila dibuka"),
    "consequence_closed": _("Konsekuensi bila ditutup"),
}
#: Fields of the exemption register; a sheet that has them is no public list.
EXEMPT_FIELDS = frozenset({"legal_basis", "consequence_open", "consequence_closed"})
#: A column that only gets a tick: "forms_available:Softcopy", "category:periodic".
TICK = ":"


@dataclass(frozen=True, slots=True)
class Phrase:
    """``alone``: names the field only when nothing else stands in the header cell."""

    field: str
    words: tuple[str, ...]
    weight: float
    alone: bool = False


# Each line: weight, then phrases parted by commas; "=" before a phrase: it must stand alone.
_TABLE: dict[str, str] = {
    "number": """1.0 =no, =nomor, =nomor urut, =urut, =number, =nr, =nomer, =#""",
    "title": """
        1.0 judul, judul informasi, nama informasi, judul dokumen, nama dokumen, title, nama judul, judul data
        1.0 information title, document title, nama data, nama dataset, judul arsip, nama produk hukum
        0.9 jenis informasi publik, daftar informasi publik, informasi publik, nama jenis informasi, uraian informasi
        0.9 informasi dikecualikan, informasi publik dikecualikan
        0.9 jenis dokumen informasi, nama informasi publik, perihal, item informasi, butir informasi
        0.7 =informasi, =nama, =dokumen, =name, =uraian, =information, =document, =subject, =jenis data, =arsip
        0.7 jenis dokumen, daftar informasi, daftar dokumen, nama kegiatan, materi informasi, topik, =item, =butir
        0.5 jenis informasi, jenis isi informasi, nama berkas, nama file, =tentang
    """,
    "summary": """
        1.0 ringkasan, ringkasan isi informasi, isi informasi, ringkasan informasi, deskripsi, kandungan informasi
        1.0 uraian singkat, abstrak, summary, description, abstract, ikhtisar, isi ringkas, content summary, sinopsis
        0.9 penjelasan, rincian informasi, deskripsi informasi, uraian isi, =isi, =content, keterangan isi, rincian isi
        0.6 =uraian, =rincian, =detail, =detil, =tentang, =muatan
        0.45 =keterangan, =catatan, =notes, =note, =remarks
    """,
    "holder": """
        1.2 pejabat menguasai, unit menguasai, satker menguasai, menguasai informasi, penguasa informasi
        1.0 pejabat penguasa, unit penguasa, pemilik informasi, information holder, held by, custodian, =holder
        1.0 penyimpan informasi, pengelola informasi, menguasai, pejabat pengelola, unit pengelola, pejabat unit
        0.9 =pejabat penanggung jawab, =pejabat, =unit kerja, =satker, =bidang, =data owner, =owner, =satuan kerja
        0.8 unit kerja bidang, unit kerja seksi, unit kerja bagian, bidang seksi, bidang bagian, satuan kerja bidang
        0.7 =unit, =bagian, =pemilik, =pengelola, =sumber data, =produsen data, office in charge
    """,
    "responsible": """
        1.1 penanggung jawab pembuatan, penanggung jawab penerbitan, penanggung jawab penerbit
        1.0 penanggung jawab, penanggungjawab, publisher, penerbit informasi, pembuat informasi, unit pembuat
        1.0 unit penerbit, responsible, person in charge, =pic, pihak bertanggung jawab, bertanggung jawab
        0.8 =penerbit, =pembuat, =penyusun, =author, =issuer
    """,
    "made_when": """
        1.0 waktu pembuatan, tanggal pembuatan, tanggal penerbitan, tanggal terbit, tanggal dokumen, waktu penerbitan
        1.0 tanggal publikasi, tanggal release, tanggal rilis, date created, creation date, publication date
        1.0 tahun pembuatan, tahun terbit, tanggal dibuat, waktu dibuat, tanggal penetapan, date made, date issued
        0.8 =waktu, =tanggal, =date, =bulan, tanggal, tahun penerbitan, =bulan tahun, =published, =time
        0.5 =created at, =created, =tanggal input, =tanggal upload, =tanggal unggah, =published at
    """,
    "made_where": """
        1.0 tempat pembuatan, lokasi pembuatan, tempat penerbitan, place made, place of creation
        0.8 =tempat, =lokasi, =place, =location, =kota
    """,
    "place_time": """
        1.3 waktu tempat, tempat waktu, tanggal tempat, tempat tanggal, waktu lokasi, time place, place time, place date
    """,
    "forms_available": """
        1.0 bentuk informasi, bentuk tersedia, format informasi, format tersedia, bentuk penyajian, media informasi
        1.0 available form, bentuk dokumen, bentuk format, form available, bentuk penyimpanan, media penyimpanan
        0.9 form informasi, hard soft copy, hardcopy softcopy, bentuk arsip
        0.8 =bentuk, =format, =form, =tersedia, =media, format file, format berkas, jenis media, =medium, bentuk fisik
    """,
    "retention": """
        1.0 jangka waktu penyimpanan, retensi arsip, masa retensi, masa simpan, waktu penyimpanan, retention
        1.0 jangka penyimpanan, lama penyimpanan, jadwal retensi, retensi, jra, masa penyimpanan, storage period
        1.0 waktu menyimpan, jangka menyimpan, lama simpan, umur simpan, lama menyimpan, masa menyimpan
        0.8 =jangka waktu, =masa berlaku, jangka simpan, waktu simpan, =penyimpanan, =jangka waktu informasi
    """,
    "category": """
        1.0 kategori, klasifikasi, kategori informasi, klasifikasi informasi, category, classification
        0.9 sifat informasi, jenis kategori, status informasi, kelompok informasi
        0.6 jenis informasi, =jenis, =sifat, =type, =class, =kelompok
    """,
    "group": """
        0.8 jenis informasi, kelompok informasi, kelompok, sub kategori, subkategori, rumpun, group, =jenis, =topik
        0.7 =tipe, =type, =klaster, =tema, =terbitkan sebagai, jenis produk, =bab, =seksi, =subjek, jenis dokumen
    """,
    "link": """
        1.0 link, tautan, url, alamat web, alamat website, alamat tautan, hyperlink, link dokumen, link akses
        0.8 =unduhan, =unduh, =download, file unduhan, =tautan berkas, google drive, =gdrive
        0.9 link download, link unduh, link informasi, website, =web, =laman, situs, =alamat, alamat unduh, =akses
    """,
    "file": """
        0.9 =file, =berkas, =lampiran, upload file, unggah berkas, =attachment, file dokumen, =dokumen file, path
    """,
    "year": """0.9 =tahun, =year, =tahun anggaran, =tahun data, =tahun informasi, tahun dokumen""",
    "period": """0.9 =periode, =period, periode data, periode informasi, =masa, cakupan waktu, =temporal""",
    "period_start": """1.0 periode mulai, mulai periode, awal periode, period start, start date, =dari tanggal""",
    "period_end": """1.0 periode sampai, akhir periode, periode akhir, period end, end date, =sampai tanggal""",
    "agency": """
        1.0 =opd, =skpd, =perangkat daerah, nama opd, nama skpd, nama perangkat daerah, =instansi, =badan publik
        0.9 =agency, nama instansi, =nama badan publik, unit organisasi, =organisasi, =dinas, =lembaga, =pd
    """,
    "items": """1.0 jenis kewajiban, kewajiban dipenuhi, dasar kewajiban, mandated item, =pasal, pasal kewajiban""",
    "language": """1.0 =bahasa, =language, bahasa dokumen""",
    "licence": """1.0 =lisensi, =licence, =license, lisensi data""",
    "legal_basis": """
        1.2 dasar hukum, dasar pengecualian, legal basis, alasan pengecualian, pasal pengecualian
        1.3 dasar hukum pengecualian
    """,
    "consequence_open": """1.2 =dibuka, konsekuensi dibuka, akibat dibuka, jika dibuka, bila dibuka, apabila dibuka""",
    "consequence_closed": """
        1.2 =ditutup, konsekuensi ditutup, manfaat ditutup, jika ditutup, bila ditutup, apabila ditutup
    """,
    # Known, and of no use here: named so that no other field takes them.
    "": """
        1.1 =id, =kode, updated at, diperbarui, pemutakhiran, =status, didownload, jumlah unduh, =slug, dilihat, views
        1.1 tipe file, ukuran file, =size, terbit pertama, terbit terakhir, alamat portal, =reg opd, =kode opd, =aksi
        1.1 =action, deleted at, =aktif, is activate, is public, created by, =user, update terakhir, nomor register
        1.1 nomor klasifikasi, kode klasifikasi, singkatan unit, =singkatan, frekuensi pembaruan, =frekuensi
        1.1 tempat penyimpanan, lokasi penyimpanan, lokasi arsip, nomor dokumen, nomor surat, =jumlah
        1.1 =volume, =satuan, =paraf
    """,
}


def _phrases() -> tuple[Phrase, ...]:
    found = []
    for field, table in _TABLE.items():
        for line in table.strip().splitlines():
            weight, _blank, rest = line.strip().partition(" ")
            for part in rest.split(","):
                text = part.strip()
                alone = text.startswith("=")
                found.append(Phrase(field, tuple(text.lstrip("=").split()), float(weight), alone))
    return tuple(found)


PHRASES = _phrases()
VOCABULARY = frozenset(word for phrase in PHRASES for word in phrase.words)
#: Dropped before phrases are compared.
FILLERS = frozenset(
    ["yang", "dan", "atau", "di", "dari", "ke", "oleh", "the", "of", "and", "or", "a", "an", "pada", "untuk",
     "dalam", "dengan", "tsb", "ini", "bagi"]
)  # fmt: skip
ABBREVIATIONS: dict[str, str] = {
    "yg": "yang", "pj": "penanggung jawab", "pnj": "penanggung jawab", "tgl": "tanggal", "tgl.": "tanggal",
    "th": "tahun", "thn": "tahun", "info": "informasi", "inf": "informasi", "dok": "dokumen", "ket": "keterangan",
    "jml": "jumlah", "penerb": "penerbitan", "pembuatannya": "pembuatan", "nmr": "nomor", "no": "nomor",
    "pejabatnya": "pejabat", "sub-kategori": "subkategori", "softfile": "softcopy", "hardfile": "hardcopy",
    "web": "website", "kat": "kategori", "klasif": "klasifikasi", "desc": "description", "unor": "unit organisasi",
    "penanggungjawab": "penanggung jawab", "informasinya": "informasi", "dibuat": "pembuatan",
}  # fmt: skip

#: Words of a header over ticks -> what a tick there says of the form.
FORM_TICKS: dict[str, str] = {
    "softcopy": "Softcopy", "soft copy": "Softcopy", "soft file": "Softcopy", "digital": "Softcopy",
    "elektronik": "Elektronik", "online": "Online", "daring": "Daring", "hardcopy": "Hardcopy",
    "hard copy": "Hardcopy", "cetak": "Cetak", "tercetak": "Cetak", "rekaman": "Rekaman", "audio": "Rekaman",
    "video": "Video", "soft": "Softcopy", "hard": "Hardcopy", "printed": "Cetak", "kertas": "Cetak",
}  # fmt: skip
TICKS = frozenset(
    ["√", "✓", "✔", "☑", "v", "vv", "x", "ü", "û", "þ", "ý", "•", "●", "*", "ya", "ada", "yes", "y", "1", "true",
     "+", "a", "#", "ok", "tersedia", "centang"]
)  # fmt: skip
NOT_TICKED = frozenset(["", "-", "–", "0", "tidak", "tidak ada", "no", "n", "false", "x x"])
DITTO = frozenset(
    ['"', "''", "”", "“", "〃", "sda", "s.d.a", "s.d.a.", "s d a", "idem", "id.", "sama", '-"-', '--"--']
)
NOTHING = frozenset(
    ["-", "–", "—", "--", "---", ".", "n/a", "#n/a", "null", "none", "nihil", "(kosong)", "nan"]
)
