"""The one table of examples on which the patterns are measured: what must be found, and what must not."""

from __future__ import annotations

import pytest

from portal.kernel.personal import BLOCKING, Kind, find, is_plausible_nik, masked, without_numbers

NIK, WOMAN = "3672041502850003", "3672045502850003"
TRUE = [
    (f"NIK {NIK}", Kind.NIK),
    (f"a.n. Siti, {WOMAN}.", Kind.NIK),
    ("3672 0415 0285 0003", Kind.NIK),
    ("367204-150285-0003", Kind.NIK),
    ("36.72.04.150285.0003", Kind.NIK),
    (f"({NIK})", Kind.NIK),
    (f"No;Nama;NIK\n1;Budi;{NIK}\n", Kind.NIK),
    (f"No. KK: {NIK}", Kind.FAMILY_CARD),
    (f"Nomor Kartu Keluarga {NIK}", Kind.FAMILY_CARD),
    ("NIK: 9999041502850000", Kind.NIK),
    ("No. KTP 3672041502850000", Kind.NIK),
    ("Nama: Budi; NIK: 3672041502850010; Alamat: Jl. Mawar", Kind.NIK),
    ("KK 3672041502850003", Kind.FAMILY_CARD),
    (f"NPWP {NIK}", Kind.TAX_NIK),
    ("No. Rekening: 7001234567; Nama: Budi Santoso", Kind.ACCOUNT),
    ("Rekening BCA 7001234567 an Siti Aminah", Kind.ACCOUNT),
    ("Nama Siswa: Putra; Kelas: 7", Kind.CHILD),
    ("balita atas nama Rara", Kind.CHILD),
    ("Ani mengidap diabetes", Kind.HEALTH),
    ("No. Rekening 1234567890 a.n. Budi Santoso", Kind.ACCOUNT),
    ("nomor rekening BRI 0123-01-000123-50-7", Kind.ACCOUNT),
    ("norek: 7001234567", Kind.ACCOUNT),
    ("Pasien atas nama Rina dirawat di RSUD.", Kind.HEALTH),
    ("Budi menderita TBC sejak 2024.", Kind.HEALTH),
    ("Diagnosis: epilepsi", Kind.HEALTH),
    ("Rekam medis milik Andi", Kind.HEALTH),
    ("Nama anak: Putri", Kind.CHILD),
    ("siswa bernama Rudi mengaku dipukul", Kind.CHILD),
    ("Korban, Dewi (12 tahun), dibawa pulang", Kind.CHILD),
    ("Telepon kantor (0254) 123456", Kind.PHONE),
    ("Hubungi 0812-3456-7890", Kind.PHONE),
    ("NPWP 01.234.567.8-901.000", Kind.TAX_NUMBER),
    ("Pemilik: Haji Sulaiman", Kind.OWNER),
    ("Direktur: Ratna", Kind.OWNER),
]
#: Numbers and words of ordinary public papers. Nothing here may stop a publication.
FALSE = [
    "NIP 198002152005011003",
    "NIP. 19800215 200501 1 003",
    "Rp3.672.041.502.850.003",
    "Kode rekening 5.1.02.01.01.0024",
    "Rekening belanja 5.1.02.01.01.0024 sebesar 125.000.000",
    "Rekening Kas Umum Daerah 0012345678901",
    "No. Rekening 1234567890 a.n. Bendahara Penerimaan",
    "No. Rekening 1234567890 a.n. CV Maju Jaya",
    "Nomor rekening PT Baja Makmur 1234567890",
    "9999041502850003",
    f"Kode Paket: {NIK}",
    f"Kode RUP {NIK}",
    f"Pagu: {NIK}",
    f"Total {NIK}",
    f"Nomor kontrak {NIK}",
    f"Nomor SP2D: {NIK}",
    f"SP2D {NIK}",
    f"No. SPK {NIK}",
    f"Kode Barang: {NIK}; Nama Barang: Meja",
    f"Nomor Register {NIK}",
    f"Virtual account {NIK}",
    f"NIB {NIK}",
    f"Kode Sub Kegiatan {NIK}",
    f"NOP {NIK}",
    "5.2.02.05.01.0005",
    "Kode rekening: 5210201010024001",
    "1.06.02.2.03.0001 Penyediaan sandang",
    "12/03/24 12/04/24 12/05/24 1205",
    "20260101 20261231 2026",
    "Luas 3672.04150285 hektare",
    "NPSN 20606060",
    "BPJS 0001234567890",
    "Kegiatan: 1.02.02.2.02.0015; Pagu: 1500000000",
    "Tender 8234567, pagu Rp1.234.567.890,00",
    "Nomor: 027/SPK/DPUPR/2026 tanggal 15-02-2026",
    "Telepon (0254) 391-234, faksimile (0254) 391-235",
    "Rekening listrik bulan Januari 2026 sebesar 1250000",
    "Kartu keluarga dicetak 1.234 lembar",
    "Pasien rawat jalan tahun 2025: 12.345 orang",
    "3672041532850003",
    "3672041513850003",
    "3672041502850000",
    "3600041502850003",
    "36720415028500031",
    "1.3672041502850003",
    "ISBN 978-602-8519-93-9",
    "Nomor 800/1234/KEP/2026",
    "Jumlah penderita TBC tahun 2025: 812 orang",
    "Layanan pemeriksaan HIV gratis di puskesmas",
    "Program pencegahan diabetes",
    "Perlindungan anak dan perempuan",
    "Siswa SMP Negeri 1 menang lomba",
    "Bayi di bawah dua tahun mendapat imunisasi",
    "Jembatan Merak (12 km)",
    "Pejabat yang bernama jabatan Sekretaris",
    "Pemilik kendaraan wajib membayar pajak",
    "Tahun anggaran 2025 2026 2027 2028",
    "Koordinat -6.0168, 106.0403",
    "2026-11-25T09:12:00",
]


def kinds(text: str) -> set[Kind]:
    return {one.kind for one in find(text)}


@pytest.mark.parametrize(("text", "kind"), TRUE)
def test_personal_data_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize("text", FALSE)
def test_ordinary_text_stops_nothing(text):
    assert kinds(text) & BLOCKING == set()


@pytest.mark.parametrize("text", [text for text, kind in TRUE if kind not in BLOCKING])
def test_office_phone_tax_number_and_owner_only_warn(text):
    assert kinds(text) and not kinds(text) & BLOCKING


def test_leap_day_is_plausible_and_thirtieth_of_february_is_not():
    assert is_plausible_nik("3672042902000001") and not is_plausible_nik("3672043002000001")


def test_a_stretch_is_counted_once():
    assert [one.kind for one in find(f"No. KK {NIK}, NIK {WOMAN}")] == [Kind.FAMILY_CARD, Kind.NIK]


def test_numbers_are_struck_out_and_positions_stay():
    text = f"Budi, NIK {NIK}, tel. (0254) 123456"
    struck = without_numbers(text)
    assert len(struck) == len(text) and "3672" not in struck and "(0254) 123456" in struck
    assert without_numbers("tanpa angka") == "tanpa angka"


def test_officer_sees_only_the_ends_of_a_number():
    shown = masked(NIK, find(NIK)[0])
    assert shown == "36••••••••••••03"


@pytest.mark.parametrize(
    "text", ["1 " * 50_000, "rekening " * 20_000, "3672." * 20_000, "A" * 100_000 + " (12"]
)
def test_hostile_text_is_read_in_a_moment(text):
    import time

    begun = time.perf_counter()
    find(text)
    assert time.perf_counter() - begun < 2
