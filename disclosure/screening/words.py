"""What the checks say to people: what is wrong, and how it is mended, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.screening.checking import FileResult, Finding
from portal.kernel.personal import Kind

KIND_WORDS: dict[Kind, Any] = {
    Kind.NIK: gettext_lazy("NIK"),
    Kind.TAX_NIK: gettext_lazy("NPWP 16 angka (sama dengan NIK)"),
    Kind.FAMILY_CARD: gettext_lazy("nomor kartu keluarga"),
    Kind.ACCOUNT: gettext_lazy("nomor rekening pribadi"),
    Kind.HEALTH: gettext_lazy("data kesehatan seseorang"),
    Kind.CHILD: gettext_lazy("nama anak"),
    Kind.PHONE: gettext_lazy("nomor telepon"),
    Kind.TAX_NUMBER: gettext_lazy("NPWP"),
    Kind.OWNER: gettext_lazy("nama pemilik atau direktur"),
}
#: Flaw -> (what is wrong, how it is mended).
FLAW_WORDS: dict[str, tuple[Any, Any]] = {
    "no_text": (
        gettext_lazy(
            "Berkas ini hasil pindaian: isinya gambar, tanpa teks. Pembaca layar tidak membaca apa pun."
        ),
        gettext_lazy(
            "Buka dokumen aslinya di Word, lalu pilih Simpan sebagai > PDF. Bila hanya ada kertasnya, pindai ulang "
            "dengan pilihan “PDF dapat dicari (OCR)”, atau tempel isinya pada kolom “Versi teks”."
        ),
    ),
    "some_no_text": (
        gettext_lazy("Sebagian halaman hanya gambar tanpa teks."),
        gettext_lazy(
            "Ganti halaman itu dengan dokumen aslinya, pindai ulang dengan pilihan “PDF dapat dicari (OCR)”, atau "
            "tempel isinya pada kolom “Versi teks”."
        ),
    ),
    "no_tags": (
        gettext_lazy("Tidak bertanda: pembaca layar tidak tahu mana judul, tabel, dan urutan bacanya."),
        gettext_lazy(
            "Di Word: Simpan sebagai > PDF > Opsi, centang “Tag struktur dokumen untuk aksesibilitas”. Di "
            "LibreOffice: Ekspor sebagai PDF, centang “PDF bertag”. Lalu unggah lagi."
        ),
    ),
    "no_title": (
        gettext_lazy("Tidak punya judul di dalam berkas, atau judulnya hanya nama berkas."),
        gettext_lazy("Di Word: File > Info > Judul. Tulis judul dokumennya, simpan lagi sebagai PDF."),
    ),
    "no_language": (
        gettext_lazy("Bahasanya tidak disebut, maka dibacakan dengan lafal asing."),
        gettext_lazy(
            "Di Word: Tinjau > Bahasa > Atur Bahasa Pemeriksaan, pilih Indonesia untuk seluruh teks, lalu simpan lagi "
            "sebagai PDF."
        ),
    ),
    "no_reader": (
        gettext_lazy("Berkas ini melarang pembaca layar membacanya."),
        gettext_lazy("Simpan ulang tanpa pembatasan keamanan, lalu unggah lagi."),
    ),
}
UNREADABLE_WORDS: dict[str, tuple[Any, Any]] = {
    "picture": (
        gettext_lazy(
            "Berkas ini gambar: isinya tidak dapat diperiksa dari data pribadi dan tidak terbaca pembaca layar."
        ),
        gettext_lazy("Lihat sendiri isinya, dan tempel teksnya pada kolom “Versi teks”."),
    ),
    "locked": (
        gettext_lazy(
            "Berkas ini terkunci kata sandi: tidak seorang pun dapat membacanya, dan isinya tidak dapat diperiksa."
        ),
        gettext_lazy("Buka dengan kata sandinya, simpan ulang tanpa kata sandi, lalu unggah lagi."),
    ),
    "broken": (
        gettext_lazy("Berkas ini rusak atau tidak dapat dibuka, maka isinya tidak dapat diperiksa."),
        gettext_lazy("Buka di komputer Anda, simpan ulang, lalu unggah lagi."),
    ),
    "too_large": (
        gettext_lazy("Isi berkas ini terlalu besar untuk diperiksa dari data pribadi."),
        gettext_lazy("Bagi menjadi beberapa berkas, atau periksa sendiri isinya."),
    ),
    "slow": (
        gettext_lazy("Pemeriksaan berkas ini terlalu lama dan dihentikan."),
        gettext_lazy("Bagi menjadi beberapa berkas, atau periksa sendiri isinya."),
    ),
}  # fmt: skip
#: Grounds that PPID Utama may name; another can be typed.
ARTICLES = (
    "UU 14/2008 Pasal 18 ayat (2) huruf a: pemilik rahasia memberi persetujuan tertulis",
    "UU 14/2008 Pasal 18 ayat (2) huruf b: berkaitan dengan posisi seseorang dalam jabatan publik",
    "UU 27/2022 Pasal 20 ayat (2) huruf a: persetujuan yang sah dari pemilik data",
    "UU 27/2022 Pasal 20 ayat (2) huruf c: pemenuhan kewajiban hukum",
    "Bukan data pribadi: salah terbaca oleh pemeriksaan",
)


def file_problems(result: FileResult) -> list[tuple[str, str]]:
    """(what is wrong, how it is mended) of one file, the gravest first."""
    words = []
    if result.check.unreadable in UNREADABLE_WORDS:
        words.append(UNREADABLE_WORDS[result.check.unreadable])
    words += [FLAW_WORDS[flaw] for flaw in result.check.flaws if flaw in FLAW_WORDS]
    return [(str(what), str(mend)) for what, mend in words]


def counted(findings: Iterable[Finding]) -> str:
    """ "2 NIK, 1 nama anak": kinds and numbers, never the things themselves."""
    numbers = Counter(one.kind for one in findings)
    return ", ".join(f"{number} {KIND_WORDS[kind]}" for kind, number in numbers.items())


def places(findings: Iterable[Finding]) -> str:
    names = dict.fromkeys(f"{one.place} ({one.where})" if one.where else one.place for one in findings)
    shown = list(names)[:3]
    more = len(names) - len(shown)
    return ", ".join(shown) + (_(" dan %(n)s tempat lain") % {"n": more} if more else "")
