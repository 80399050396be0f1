"""Every message this app sends, with the variables it may use. None may name the subject to an unconfirmed
address.

``short`` is what an officer reads out or sends by WhatsApp or SMS instead: number and address of the portal
only.
"""

from django.utils.translation import gettext_lazy as _

from portal.notifications import registry

#: For citizens whose e-mail address is confirmed.
_CITIZEN = {
    "case.confirmed": (
        _("Permohonan {number} sudah terdaftar"),
        _(
            "Alamat surel ini sekarang terhubung dengan permohonan {number}.\n\n"
            "{agency} wajib menjawab paling lambat {due}. Anda tidak perlu berbuat apa-apa sekarang.\n\n"
            "Lihat permohonan Anda: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "due", "link"),
    ),
    "case.completion_requested": (
        _("Permohonan {number} perlu dilengkapi"),
        _(
            "{agency} meminta Anda melengkapi permohonan {number}:\n\n{items}\n\n"
            "Lengkapi dalam 3 hari kerja sejak surat ini Anda terima. Batas menjawab tetap {due}.\n\n"
            "Lengkapi di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "items", "due", "link"),
    ),
    "case.answered": (
        _("Permohonan {number} sudah dijawab"),
        _(
            "{agency} menjawab permohonan {number}: {outcome}.\n\n"
            "Baca jawaban dan unduh berkasnya: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "outcome", "link"),
    ),
    "case.viewing_moved": (
        _("Permohonan {number}: janji melihat diubah"),
        _(
            "{agency} mengubah janji melihat informasi untuk permohonan {number} menjadi {day}. Jam dan tempatnya ada "
            "di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "day", "link"),
    ),
    "case.survey": (
        _("Bagaimana layanan atas permohonan {number}?"),
        _(
            "Permohonan {number} selesai. Anda memilih untuk menilai layanan: sembilan pertanyaan, sekitar satu "
            "menit. Jawaban Anda disimpan tanpa nama.\n\nNilai di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "link"),
    ),
    "case.closed": (
        _("Permohonan {number} selesai"),
        _(
            "Permohonan {number} pada {agency} selesai: {outcome}.\n\n"
            "Rinciannya, termasuk hak Anda mengajukan keberatan, ada di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "outcome", "link"),
    ),
    "case.forwarded": (
        _("Permohonan {number} diteruskan ke {agency}"),
        _(
            "Permohonan {number} diteruskan dari {former} ke {agency}, unit yang menguasai informasinya.\n\n"
            "Nomor dan batas menjawab tetap: {due}.\n\nLihat permohonan Anda: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "former", "due", "link"),
    ),
    "case.split": (
        _("Permohonan {number} ditangani {count} perangkat daerah"),
        _(
            "Informasi pada permohonan {number} dikuasai beberapa perangkat daerah. Masing-masing menjawab "
            "bagiannya:\n\n{units}\n\nBatas menjawab tetap {due}. Nomor dan kode lacak Anda tetap sama.\n\n"
            "Lihat semua bagian: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "count", "units", "due", "link"),
    ),
    "case.extended": (
        _("Waktu menjawab permohonan {number} diperpanjang"),
        _(
            "{agency} memerlukan waktu lebih untuk permohonan {number}. Batas menjawab menjadi {due}; "
            "perpanjangan hanya dapat dilakukan satu kali.\n\n"
            "Alasannya ada di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "due", "link"),
    ),
    "case.message": (
        _("Pesan baru tentang permohonan {number}"),
        _(
            "{agency} mengirim pesan tentang permohonan {number}.\n\n"
            "Baca dan balas di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "link"),
    ),
    "case.due_moved": (
        _("Batas menjawab permohonan {number} berubah"),
        _(
            "Kalender kerja berubah. {agency} wajib menjawab permohonan {number} paling lambat {due}.\n\n"
            "Cara menghitungnya ada di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "due", "link"),
    ),
    "case.code_replaced": (
        _("Kode lacak permohonan {number} diganti"),
        _(
            "Kode lacak permohonan {number} diganti atas permintaan yang kami terima. Kode lama tidak "
            "berlaku lagi. Bila bukan Anda yang meminta, hubungi {agency}.\n\nPPID Kota Cilegon"
        ),
        ("number", "agency"),
    ),
}

#: The only message that an address gets before its owner has confirmed it: number and link, nothing else.
_UNCONFIRMED = {
    "case.confirm_email": (
        _("Pastikan alamat surel untuk permohonan {number}"),
        _(
            "Alamat ini ditulis pada permohonan informasi nomor {number}.\n\n"
            "Bila Anda yang mengajukannya, buka tautan ini lalu tekan “Pastikan alamat ini”:\n{link}\n\n"
            "Bila bukan Anda, abaikan surel ini: tidak ada hal lain yang kami kirim ke alamat ini.\n\n"
            "PPID Kota Cilegon"
        ),
        ("number", "link"),
    ),
}

_OFFICER = {
    "officer.case_new": (
        _("Permohonan baru {number}"),
        _("Permohonan {number} masuk untuk {agency}. Batas menjawab {due}.\n\nBuka: {link}"),
        ("number", "agency", "due", "link"),
    ),
    "officer.case_forwarded": (
        _("Permohonan {number} diteruskan kepada Anda"),
        _("Permohonan {number} kini pada {agency}. Batas menjawab tetap {due}.\n\nBuka: {link}"),
        ("number", "agency", "due", "link"),
    ),
    "officer.case_completed": (
        _("Permohonan {number} sudah dilengkapi"),
        _("Pemohon melengkapi permohonan {number}. Periksa lagi kelengkapannya.\n\nBuka: {link}"),
        ("number", "link"),
    ),
    "officer.message": (
        _("Pesan pemohon tentang {number}"),
        _("Pemohon mengirim pesan tentang permohonan {number}.\n\nBuka: {link}"),
        ("number", "link"),
    ),
    "officer.case_withdrawn": (
        _("Permohonan {number} ditarik"),
        _("Pemohon menarik permohonan {number}. Tidak ada yang perlu dijawab lagi.\n\nBuka: {link}"),
        ("number", "link"),
    ),
    "officer.hand_over_soon": (
        _("Permohonan {number}: serahkan informasi dalam {days} hari kerja"),
        _("Informasi untuk permohonan {number} dijanjikan paling lambat {due}.\n\nBuka: {link}"),
        ("number", "days", "due", "link"),
    ),
    "officer.hand_over_late": (
        _("Permohonan {number}: penyerahan lewat dari janji"),
        _(
            "Informasi untuk permohonan {number} dijanjikan {due} dan belum tercatat diserahkan. Serahkan sekarang "
            "dan kabari pemohon.\n\nBuka: {link}"
        ),
        ("number", "due", "link"),
    ),
    "officer.refusal_to_sign": (
        _("Usul penolakan {number} menunggu tanda tangan Anda"),
        _(
            "{agency} mengusulkan penolakan permohonan {number}. Waktu menjawab tetap berjalan sampai {due}.\n\n"
            "Tandatangani atau kembalikan: {link}"
        ),
        ("number", "agency", "due", "link"),
    ),
    "officer.refusal_to_approve": (
        _("Penolakan {number} menunggu persetujuan Anda"),
        _(
            "Penolakan permohonan {number} dari {agency} sudah ditandatangani. Waktu menjawab tetap berjalan "
            "sampai {due}.\n\nSetujui atau kembalikan: {link}"
        ),
        ("number", "agency", "due", "link"),
    ),
    "officer.refusal_returned": (
        _("Usul penolakan {number} dikembalikan"),
        _("Usul penolakan permohonan {number} dikembalikan. Jawab paling lambat {due}.\n\nBuka: {link}"),
        ("number", "due", "link"),
    ),
    "officer.refusal_decided": (
        _("Penolakan {number} disetujui"),
        _("Keputusan penolakan permohonan {number} sudah dikirim kepada pemohon.\n\nBuka: {link}"),
        ("number", "link"),
    ),
    "officer.due_soon": (
        _("Permohonan {number}: sisa {days} hari kerja"),
        _("Permohonan {number} harus dijawab paling lambat {due}.\n\nBuka: {link}"),
        ("number", "days", "due", "link"),
    ),
    "officer.overdue": (
        _("Permohonan {number} lewat waktu"),
        _(
            "Permohonan {number} seharusnya dijawab {due}. Jawab sekarang; pemohon sudah berhak "
            "mengajukan keberatan.\n\nBuka: {link}"
        ),
        ("number", "due", "link"),
    ),
}

#: What the officer passes on where no confirmed e-mail address exists. No personal data, no subject, no code.
SHORT_TEXTS = {
    "case.letter_bounced": _(
        "PPID {agency}: surat tentang permohonan {number} tidak sampai kepada Anda. Baca di {link} dengan nomor dan "
        "kode lacak Anda, atau beri tahu kami alamat yang benar."
    ),
    "case.split": _(
        "PPID {agency}: permohonan {number} kini ditangani beberapa perangkat daerah. Nomor, kode lacak, dan batas "
        "menjawab tetap, {due}. Lihat {link}."
    ),
    "case.completion_requested": _(
        "PPID {agency}: permohonan {number} perlu dilengkapi. Buka {link} dengan nomor dan kode lacak Anda, "
        "atau datang ke loket. Batasnya 3 hari kerja sejak pesan ini Anda terima."
    ),
    "case.answered": _(
        "PPID {agency}: permohonan {number} sudah dijawab. Buka {link} dengan nomor dan kode lacak Anda."
    ),
    "case.viewing_moved": _(
        "PPID {agency}: janji melihat informasi untuk permohonan {number} diubah. Buka {link} dengan nomor dan kode "
        "lacak Anda."
    ),
    "case.closed": _(
        "PPID {agency}: permohonan {number} selesai. Buka {link} dengan nomor dan kode lacak Anda."
    ),
    "case.forwarded": _(
        "PPID {agency}: permohonan {number} kini ditangani {agency}. Nomor dan batas menjawab tetap, {due}. "
        "Lihat {link}."
    ),
    "case.extended": _(
        "PPID {agency}: waktu menjawab permohonan {number} diperpanjang sampai {due}. Alasannya di {link}."
    ),
    "case.message": _(
        "PPID {agency}: ada pesan tentang permohonan {number}. Buka {link} dengan nomor dan kode lacak Anda."
    ),
    "case.due_moved": _(
        "PPID {agency}: batas menjawab permohonan {number} berubah menjadi {due}. Lihat {link}."
    ),
}


def register_all() -> None:
    """Called once from AppConfig.ready."""
    for kinds in (_CITIZEN, _UNCONFIRMED, _OFFICER):
        for kind, (subject, body, variables) in kinds.items():
            registry.register(kind, subject=subject, body=body, variables=variables)
