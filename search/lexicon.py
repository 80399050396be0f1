"""The words of the city's business: data of search.language, kept apart so that an editor can read and extend
it.

Everything is lower case. Changing an entry changes stored tokens: raise ANALYSER_VERSION, and
`reconcile_search` rewrites the records that were analysed with an older one.
"""

ANALYSER_VERSION = 2


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: Words that carry no topic. Kept short: a long list loses "ada" in "pengadaan" or "baru" in "siswa baru".
STOPWORDS = frozenset(
    _words("""
    yang di ke dari dan atau ini itu untuk pada dengan dalam oleh sebagai adalah ialah yaitu yakni bahwa
    karena agar supaya apa apakah apa-apa siapa siapakah bagaimana bagaimanakah berapa berapakah kapan
    kapankah mana manakah dimana dimanakah kemana kenapa mengapa saya aku kami kita anda kamu dia ia
    mereka nya para si sang pun lah kah juga saja akan sudah telah belum sedang masih bisa dapat harus
    mau ingin hendak boleh jika kalau bila maka tersebut tentang mengenai terhadap antara secara serta
    seperti dong sih deh nih tolong mohon minta cari mencari lihat melihat tahu
""")
)

#: Roots that the stemmer's dictionary lacks.
EXTRA_ROOTS = _words("""
    pajak bank retribusi aset apbd ppid musrenbang puskesmas posyandu kelurahan kecamatan lurah camat
    zonasi stunting vaksin imunisasi bansos hibah bpjs siswa sertifikat reklame parkir restoran hotel
    situs aplikasi infografis daring luring unduh unggah swakelola tender vendor kontrak addendum
    rekening kas neraca surplus defisit silpa akuntabilitas indikator inovasi statistik sandi persandian
    informatika kominfo disabilitas difabel lansia balita bumil rujukan ambulans damkar drainase trotoar
    gorong embung tpst tpa limbah amdal ukl upl domisili sensus migrasi urbanisasi industri baja
    pelabuhan reklamasi nelayan koperasi umkm
""")

#: Words the stemmer gets wrong or too short for our field: word -> stem to use.
STEM_OVERRIDES = {
    "berikan": "beri",
    "memberikan": "beri",
    "diberikan": "beri",
    "pemberian": "beri",
    "perbankan": "bank",
    "bali": "bali",
    "perpajakan": "pajak",
    "pemajakan": "pajak",
    "pengadaan": "pengadaan",
    "keberatan": "keberatan",
    "pendapatan": "pendapatan",
    "penghasilan": "penghasilan",
    "peserta": "peserta",
    "mengepalai": "kepala",
    "pengepalaan": "kepala",
    "kemiskinan": "miskin",
    "perangkat": "perangkat",
    "kelurahan": "kelurahan",
    "kecamatan": "kecamatan",
    "kebakaran": "bakar",
    "berkala": "berkala",
    "keuangan": "keuangan",
    "pembangunan": "bangun",
    "kepegawaian": "pegawai",
    "persandian": "sandi",
    "terbuka": "terbuka",
    "keterbukaan": "terbuka",
    "kesatuan": "satuan",
    "beli": "beli",
    "mengumumkan": "pengumuman",
    "pengumuman": "pengumuman",
    "diumumkan": "pengumuman",
    "umumkan": "pengumuman",
}

#: Short form -> long forms. Both are read as the short form, in documents and in queries.
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "apbd": ("anggaran pendapatan dan belanja daerah",),
    "apbdp": ("apbd perubahan", "perubahan apbd", "p apbd"),
    "apbn": ("anggaran pendapatan dan belanja negara",),
    "rka": ("rencana kerja dan anggaran", "rencana kerja anggaran"),
    "dpa": ("dokumen pelaksanaan anggaran",),
    "dppa": ("dokumen pelaksanaan perubahan anggaran",),
    "lra": ("laporan realisasi anggaran",),
    "calk": ("catatan atas laporan keuangan",),
    "lkpd": ("laporan keuangan pemerintah daerah",),
    "lkjip": (
        "laporan kinerja instansi pemerintah",
        "lakip",
        "lkip",
        "laporan akuntabilitas kinerja instansi pemerintah",
    ),
    "lkpj": ("laporan keterangan pertanggungjawaban",),
    "lppd": ("laporan penyelenggaraan pemerintahan daerah",),
    "rpjmd": ("rencana pembangunan jangka menengah daerah",),
    "rpjpd": ("rencana pembangunan jangka panjang daerah",),
    "rkpd": ("rencana kerja pemerintah daerah",),
    "renstra": ("rencana strategis",),
    "renja": ("rencana kerja perangkat daerah",),
    "iku": ("indikator kinerja utama",),
    "sakip": ("sistem akuntabilitas kinerja instansi pemerintah",),
    "rup": ("rencana umum pengadaan",),
    "pbj": ("pengadaan barang dan jasa", "pengadaan barang jasa"),
    "lpse": ("layanan pengadaan secara elektronik",),
    "hps": ("harga perkiraan sendiri",),
    "kak": ("kerangka acuan kerja",),
    "lhkpn": ("laporan harta kekayaan penyelenggara negara", "harta kekayaan pejabat"),
    "lhkasn": ("laporan harta kekayaan aparatur sipil negara",),
    "perda": ("peraturan daerah",),
    "perwal": ("peraturan wali kota", "peraturan walikota", "perwali", "perwalkot"),
    "kepwal": ("keputusan wali kota", "keputusan walikota"),
    "raperda": ("rancangan peraturan daerah",),
    "pp": ("peraturan pemerintah",),
    "uu": ("undang undang",),
    "permendagri": ("peraturan menteri dalam negeri",),
    "perki": ("peraturan komisi informasi",),
    "perpres": ("peraturan presiden",),
    "sk": ("surat keputusan",),
    "se": ("surat edaran",),
    "mou": ("nota kesepahaman", "memorandum of understanding"),
    "pks": ("perjanjian kerja sama", "perjanjian kerjasama"),
    "sop": ("standar operasional prosedur", "prosedur operasional standar"),
    "spm": ("standar pelayanan minimal",),
    "ikm": ("indeks kepuasan masyarakat", "survei kepuasan masyarakat", "skm"),
    "ppid": ("pejabat pengelola informasi dan dokumentasi",),
    "dip": ("daftar informasi publik",),
    "dik": ("daftar informasi dikecualikan", "daftar informasi publik yang dikecualikan"),
    "kip": ("keterbukaan informasi publik",),
    "opd": ("organisasi perangkat daerah", "skpd", "satuan kerja perangkat daerah", "perangkat daerah"),
    "asn": ("aparatur sipil negara",),
    "pns": ("pegawai negeri sipil",),
    "pppk": ("pegawai pemerintah dengan perjanjian kerja", "p3k"),
    "cpns": ("calon pegawai negeri sipil",),
    "tpp": ("tambahan penghasilan pegawai",),
    "ktp": ("kartu tanda penduduk", "e ktp", "ektp"),
    "kk": ("kartu keluarga",),
    "kia": ("kartu identitas anak",),
    "imb": ("izin mendirikan bangunan",),
    "pbg": ("persetujuan bangunan gedung",),
    "nib": ("nomor induk berusaha",),
    "amdal": ("analisis mengenai dampak lingkungan", "analisis dampak lingkungan"),
    "rtrw": ("rencana tata ruang wilayah",),
    "rdtr": ("rencana detail tata ruang",),
    "pbb": ("pajak bumi dan bangunan",),
    "bphtb": ("bea perolehan hak atas tanah dan bangunan",),
    "pad": ("pendapatan asli daerah",),
    "dau": ("dana alokasi umum",),
    "dak": ("dana alokasi khusus",),
    "silpa": ("sisa lebih perhitungan anggaran", "sisa lebih pembiayaan anggaran"),
    "bos": ("bantuan operasional sekolah",),
    "bosda": ("bantuan operasional sekolah daerah",),
    "ppdb": ("penerimaan peserta didik baru", "spmb", "sistem penerimaan murid baru"),
    "bansos": ("bantuan sosial",),
    "dtks": ("data terpadu kesejahteraan sosial",),
    "pkh": ("program keluarga harapan",),
    "umkm": ("usaha mikro kecil dan menengah", "usaha mikro kecil menengah", "ukm"),
    "jkn": ("jaminan kesehatan nasional",),
    "ispa": ("infeksi saluran pernapasan akut",),
    "rth": ("ruang terbuka hijau",),
    "rtlh": ("rumah tidak layak huni", "rutilahu"),
    "sktm": ("surat keterangan tidak mampu",),
    "ak1": ("kartu kuning", "kartu pencari kerja"),
    "dbd": ("demam berdarah",),
    "pkl": ("pedagang kaki lima",),
    "kdrt": ("kekerasan dalam rumah tangga",),
    "fasum": ("fasilitas umum",),
    "rusunawa": ("rumah susun sewa", "rumah susun"),
    "pmks": ("penyandang masalah kesejahteraan sosial",),
    "kb": ("keluarga berencana",),
    "tbc": ("tuberkulosis",),
    "tps": ("tempat penampungan sementara", "tempat pembuangan sementara"),
    "tpa": ("tempat pembuangan akhir", "tempat pemrosesan akhir"),
    "pju": ("penerangan jalan umum", "lampu jalan"),
    "umk": ("upah minimum kota", "umr", "upah minimum"),
    "musrenbang": ("musyawarah perencanaan pembangunan",),
    "dprd": ("dewan perwakilan rakyat daerah",),
    "sekda": ("sekretaris daerah",),
    "setda": ("sekretariat daerah",),
    "setwan": ("sekretariat dprd", "sekretariat dewan"),
    "damkar": ("pemadam kebakaran",),
    "satpolpp": ("satuan polisi pamong praja", "satpol pp", "pol pp"),
    "rsud": ("rumah sakit umum daerah",),
    "dinsos": ("dinas sosial",),
    "dinkes": ("dinas kesehatan",),
    "dishub": ("dinas perhubungan",),
    "dlh": ("dinas lingkungan hidup",),
    "disnaker": ("dinas tenaga kerja",),
    "disdukcapil": ("dinas kependudukan dan pencatatan sipil", "dukcapil", "catatan sipil", "capil"),
    "dindikbud": ("dinas pendidikan dan kebudayaan", "dinas pendidikan", "disdik"),
    "dpupr": ("dinas pekerjaan umum dan penataan ruang", "dinas pu", "dputr"),
    "dkiss": ("dinas komunikasi informatika sandi dan statistik", "diskominfo", "kominfo", "dinas kominfo"),
    "dpmptsp": ("dinas penanaman modal dan pelayanan terpadu satu pintu", "dpmpt"),
    "bpbd": ("badan penanggulangan bencana daerah",),
    "bpkpad": ("badan pengelolaan keuangan pendapatan dan aset daerah", "bpkad"),
    "bkpsdm": ("badan kepegawaian dan pengembangan sumber daya manusia", "bkpp"),
    "bapperida": (
        "badan perencanaan pembangunan daerah riset dan inovasi daerah",
        "bappedalitbang",
        "bappeda",
    ),
    "kesbangpol": ("badan kesatuan bangsa dan politik",),
    "dp3ap2kb": (
        "dinas pemberdayaan perempuan perlindungan anak pengendalian penduduk dan keluarga berencana",
        "dp3akb",
    ),
    "disperindag": ("dinas perindustrian dan perdagangan", "disdagperin"),
    "disparpora": ("dinas pariwisata kepemudaan dan olahraga", "dispora", "disparbud"),
    "disperpusip": ("dinas perpustakaan dan kearsipan",),
    "dpkp": ("dinas perumahan dan kawasan permukiman", "disperkim", "perkim"),
    "dkppp": ("dinas ketahanan pangan pertanian dan perikanan", "dkpp"),
    "dinkop": ("dinas koperasi dan usaha mikro kecil dan menengah",),
    "bppbj": ("badan pelayanan pengadaan barang dan jasa",),
}

#: Words that mean nearly the same in this field: a search for one also looks for the others, with less
#: weight.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("anggaran", "dana", "biaya", "belanja"),
    ("gaji", "penghasilan", "honor", "upah", "tunjangan", "remunerasi", "tpp"),
    ("bos", "kepala"),
    ("lelang", "tender", "pengadaan"),
    ("proyek", "kegiatan", "paket", "pekerjaan"),
    ("aturan", "peraturan", "regulasi", "perda", "perwal"),
    ("izin", "perizinan", "surat izin"),
    ("sekolah", "pendidikan"),
    ("jalan", "ruas"),
    ("rusak", "kerusakan", "perbaikan", "rehabilitasi", "pemeliharaan"),
    ("bantuan", "bansos", "hibah", "subsidi"),
    ("orang miskin", "kemiskinan", "keluarga prasejahtera"),
    ("warga", "masyarakat", "penduduk"),
    ("rumah sakit", "rsud"),
    ("sampah", "persampahan", "limbah"),
    ("lowongan", "rekrutmen", "penerimaan pegawai", "formasi", "cpns", "pppk"),
    ("harta", "kekayaan", "lhkpn"),
    ("struktur", "bagan", "susunan organisasi"),
    ("laporan", "lapor"),
    ("mobil", "kendaraan"),
    ("tanah", "lahan"),
    ("gedung", "bangunan"),
    ("jadwal", "agenda"),
    ("wali kota", "walikota"),
    ("komplain", "pengaduan", "keluhan", "aduan"),
    ("gratis", "tanpa biaya", "tidak dipungut biaya"),
    ("banding", "keberatan"),
    ("banjir", "genangan"),
    ("pajak", "retribusi"),
    ("formulir", "blangko"),
    ("syarat", "persyaratan", "ketentuan"),
    ("cara", "prosedur", "tata cara", "alur", "mekanisme", "sop"),
    ("lama", "jangka waktu", "batas waktu"),
    ("ditolak", "penolakan", "dikecualikan"),
    ("kontak", "alamat", "telepon"),
    ("korupsi", "gratifikasi", "benturan kepentingan"),
    ("pembelian", "pengadaan"),
    ("pasar", "pedagang"),
    ("kesehatan", "medis", "puskesmas"),
    ("kinerja", "capaian"),
    ("pns", "asn", "pegawai"),
    ("imb", "pbg"),
    ("loker", "lowongan"),
    ("berobat", "kesehatan", "pengobatan"),
    ("kdrt", "kekerasan"),
    ("nikah", "kawin"),
    ("akte", "akta"),
    ("legalisir", "legalisasi"),
    ("ormas", "lsm", "organisasi kemasyarakatan"),
    ("zonasi", "domisili"),
    ("bikin", "buat", "urus"),
    ("mampet", "tersumbat", "drainase", "gorong"),
    ("praktek", "praktik"),
    ("ijin", "izin"),
    ("ongkos", "tarif", "biaya"),
    ("mahasiswa", "kuliah"),
    ("difabel", "disabilitas"),
    ("jompo", "lansia"),
    ("pungli", "pungutan liar"),
    ("vaksin", "imunisasi"),
    ("pabrik", "industri", "perusahaan"),
    ("dirahasiakan", "rahasia", "dikecualikan"),
    ("fotokopi", "penyalinan", "salinan"),
    ("macet", "kemacetan"),
    ("muda", "dini"),
)

#: Names by which regulations are cited, each with its canonical short form.
REGULATION_KINDS = _words("""
    perda perwal kepwal raperda uu pp permendagri perki perpres permen kepmen sk se inpres keppres
""")
