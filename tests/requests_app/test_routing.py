""" "Saya tidak tahu": fifty questions in citizens' words, each with the unit that holds the answer."""

import pytest

from portal.agencies.models import Agency
from requests_app import routing

QUESTIONS = [
    ("Berapa banyak warga Tamansari yang dapat bantuan sosial tunai tahun 2025?", "DINSOS"),
    ("Saya mau lihat daftar penerima PKH di kelurahan kami", "DINSOS"),
    ("Kenapa jalan di depan pasar rusak terus, berapa anggaran perbaikan jalannya", "DPUPR"),
    ("Peta RTRW dan RDTR terbaru", "DPUPR"),
    ("Nilai kontrak betonisasi jalan lingkar selatan", "DPUPR"),
    ("Berapa pegawai honorer yang jadi PPPK tahun ini", "BKPSDM"),
    ("Hasil seleksi terbuka jabatan kepala dinas", "BKPSDM"),
    ("Realisasi APBD 2025 sampai triwulan tiga", "BPKPAD"),
    ("Pendapatan dari PBB dan BPHTB per kecamatan", "BPKPAD"),
    ("Daftar aset tanah milik pemerintah yang disewakan", "BPKPAD"),
    ("Kuota zonasi PPDB SMP negeri", "DINDIKBUD"),
    ("Penggunaan dana BOS di SDN Kedaleman 2", "DINDIKBUD"),
    ("Jumlah guru honorer di sekolah dasar", "DINDIKBUD"),
    ("Kasus demam berdarah per puskesmas selama setahun", "DINKES"),
    ("Data stunting tiap kelurahan", "DINKES"),
    ("Stok vaksin rabies untuk manusia di puskesmas", "DINKES"),
    ("Jumlah tempat tidur ruang rawat kelas 3", "RSUD"),
    ("Tarif rumah sakit daerah untuk rawat inap", "RSUD"),
    ("Hasil uji kualitas udara di sekitar pabrik", "DLH"),
    ("Dokumen amdal perusahaan kimia di Ciwandan", "DLH"),
    ("Berapa ton sampah masuk TPSA Bagendung tiap hari", "DLH"),
    ("Izin bangunan hotel baru di dekat stasiun, sudah punya PBG belum", "DPMPTSP"),
    ("Realisasi investasi asing 2024", "DPMPTSP"),
    ("Setoran retribusi parkir tepi jalan", "DISHUB"),
    ("Jadwal dan trayek angkot yang masih berjalan", "DISHUB"),
    ("Kapan lampu jalan di jalan protokol diperbaiki", "DISHUB"),
    ("Jumlah penduduk menurut umur dan agama", "DISDUKCAPIL"),
    ("Berapa lama sebenarnya mengurus akta kelahiran", "DISDUKCAPIL"),
    ("Perusahaan yang mem-PHK karyawan tahun 2025", "DISNAKER"),
    ("Penetapan UMK dan survei kebutuhan hidup layak", "DISNAKER"),
    ("Jumlah tenaga kerja asing yang bekerja di pabrik baja", "DISNAKER"),
    ("Kasus kekerasan terhadap perempuan yang ditangani", "DP3AP2KB"),
    ("Data pernikahan dini", "DP3AP2KB"),
    ("Penyaluran pupuk bersubsidi kepada kelompok tani", "DKPPP"),
    ("Bantuan kapal nelayan tahun lalu", "DKPPP"),
    ("Jalur evakuasi tsunami untuk warga Merak", "BPBD"),
    ("Bantuan bencana banjir yang sudah disalurkan", "BPBD"),
    ("Berapa kebakaran tahun ini dan waktu tanggap pemadam", "DAMKAR"),
    ("Penertiban pedagang kaki lima di alun-alun", "SATPOLPP"),
    ("Penghuni rusunawa dan tarif sewanya", "DPKP"),
    ("Penerima bantuan rumah tidak layak huni", "DPKP"),
    ("Koperasi yang menerima dana bergulir", "DINKOP"),
    ("Pelatihan untuk UMKM", "DINKOP"),
    ("Harga bahan pokok di pasar kranggot", "DISPERINDAG"),
    ("Daftar kios yang kosong di pasar tradisional", "DISPERINDAG"),
    ("Biaya pembangunan stadion dan bonus atlet", "DISPARPORA"),
    ("Jumlah koleksi buku perpustakaan daerah", "DISPERPUSIP"),
    ("Bantuan keuangan partai politik tahun 2025", "KESBANGPOL"),
    ("Perjalanan dinas anggota dewan ke luar negeri", "SETWAN"),
    ("Dokumen RPJMD dan hasil musrenbang", "BAPPERIDA"),
]


def agencies() -> list[Agency]:
    return [Agency(code=code, name=code, pk=number) for number, code in enumerate(routing.topics(), 1)]


def test_right_unit_is_among_the_three_for_four_of_five_questions() -> None:
    units = agencies()
    missed = [
        (question, code, [s.agency.code for s in routing.suggest(question, units)])
        for question, code in QUESTIONS
        if code not in [s.agency.code for s in routing.suggest(question, units)]
    ]
    assert len(QUESTIONS) == 50
    assert len(missed) <= 10, missed


@pytest.mark.parametrize("question", ["", "halo", "mohon informasinya ya kak"])
def test_nothing_is_offered_when_nothing_points_anywhere(question: str) -> None:
    assert routing.suggest(question, agencies()) == []


def test_reasons_are_words_of_the_question() -> None:
    first = routing.suggest("Pajak restoran per bulan", agencies())[0]
    assert first.agency.code == "BPKPAD"
    assert "pajak restoran" in first.reasons
    assert "“pajak restoran”" in first.label


def test_ppid_utama_is_offered_once(settings) -> None:
    assert routing.fallback_choice([("DINSOS", "x")])[0][0] == settings.PPID_UTAMA_CODE
    assert routing.fallback_choice([("DKISS", "x")]) == []
