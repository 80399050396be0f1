"""Every message about an objection, with the variables it may use. None tells its words or its grounds."""

from django.utils.translation import gettext_lazy as _

from portal.notifications import registry

#: For objectors whose address is confirmed.
_OBJECTOR = {
    "objection.filed": (
        _("Keberatan {number} sudah terdaftar"),
        _(
            "Keberatan Anda terdaftar dengan nomor {number}. Atasan PPID, pejabat yang memutus keberatan, wajib "
            "menjawab paling lambat {due}. Anda tidak perlu berbuat apa-apa sekarang.\n\n"
            "Lihat keberatan Anda: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "due", "link"),
    ),
    "objection.decided": (
        _("Keberatan {number} sudah diputus"),
        _(
            "Atasan PPID memutus keberatan {number}: {outcome}.\n\n"
            "Baca suratnya, termasuk hak Anda mengajukan sengketa kepada Komisi Informasi dalam 14 hari kerja "
            "sejak surat itu Anda terima: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "outcome", "link"),
    ),
    "objection.settled": (
        _("Keberatan {number} selesai dengan kesepakatan"),
        _(
            "Kesepakatan atas keberatan {number} sudah tercatat. Isinya dan batas pelaksanaannya ada di sini: "
            "{link}\n\nPPID Kota Cilegon"
        ),
        ("number", "link"),
    ),
    "objection.silent": (
        _("Keberatan {number} belum dijawab: hak Anda ke Komisi Informasi"),
        _(
            "Tiga puluh hari kerja untuk menjawab keberatan {number} berakhir {due} dan belum ada keputusan. "
            "Anda dapat mengajukan sengketa kepada Komisi Informasi Provinsi Banten sampai {until}.\n\n"
            "Lihat keberatan Anda: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "due", "until", "link"),
    ),
    "objection.order_done": (
        _("Putusan keberatan {number} dilaksanakan"),
        _(
            "{agency} mencatat bahwa perintah dalam putusan keberatan {number} sudah dilaksanakan.\n\n"
            "Lihat apa yang dilakukan: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "agency", "link"),
    ),
    "objection.due_moved": (
        _("Batas jawaban keberatan {number} berubah"),
        _(
            "Kalender kerja berubah. Atasan PPID wajib menjawab keberatan {number} paling lambat {due}.\n\n"
            "Cara menghitungnya ada di sini: {link}\n\nPPID Kota Cilegon"
        ),
        ("number", "due", "link"),
    ),
}

#: The only message that an unconfirmed address gets: number and link.
_UNCONFIRMED = {
    "objection.confirm_email": (
        _("Pastikan alamat surel untuk keberatan {number}"),
        _(
            "Alamat ini ditulis pada keberatan nomor {number}.\n\n"
            "Bila Anda yang mengajukannya, buka tautan ini lalu tekan “Pastikan alamat ini”:\n{link}\n\n"
            "Bila bukan Anda, abaikan surel ini: tidak ada hal lain yang kami kirim ke alamat ini.\n\n"
            "PPID Kota Cilegon"
        ),
        ("number", "link"),
    ),
}

_OFFICER = {
    "officer.objection_new": (
        _("Keberatan baru {number}"),
        _(
            "Keberatan {number} masuk dan menyangkut {agency}. Atasan PPID menjawab paling lambat {due}; "
            "PPID menyusun tanggapannya lebih dulu.\n\nBuka: {link}"
        ),
        ("number", "agency", "due", "link"),
    ),
    "officer.rebuttal_ready": (
        _("Keberatan {number} siap diputus"),
        _("Tanggapan PPID atas keberatan {number} sudah siap. Putuskan paling lambat {due}.\n\nBuka: {link}"),
        ("number", "due", "link"),
    ),
    "officer.rebuttal_returned": (
        _("Tanggapan atas keberatan {number} dikembalikan"),
        _("Atasan PPID meminta tanggapan atas keberatan {number} diperbaiki.\n\nBuka: {link}"),
        ("number", "link"),
    ),
    "officer.objection_ended": (
        _("Keberatan {number}: {outcome}"),
        _(
            "Keberatan {number} yang menyangkut {agency} selesai: {outcome}. Bila ada perintah, tanggalnya ada "
            "di sini: {link}"
        ),
        ("number", "agency", "outcome", "link"),
    ),
    "officer.objection_withdrawn": (
        _("Keberatan {number} ditarik"),
        _("Pengaju menarik keberatan {number}. Tidak ada yang perlu diputus lagi.\n\nBuka: {link}"),
        ("number", "link"),
    ),
    "officer.objection_due_soon": (
        _("Keberatan {number}: sisa {days} hari kerja"),
        _("Keberatan {number} harus diputus paling lambat {due}.\n\nBuka: {link}"),
        ("number", "days", "due", "link"),
    ),
    "officer.objection_overdue": (
        _("Keberatan {number} lewat waktu"),
        _(
            "Keberatan {number} seharusnya diputus {due}. Putuskan sekarang; pengaju sudah dapat ke Komisi "
            "Informasi.\n\nBuka: {link}"
        ),
        ("number", "due", "link"),
    ),
    "officer.objection_silent": (
        _("Keberatan {number}: 30 hari kerja lewat tanpa keputusan"),
        _(
            "Keberatan {number} tidak diputus sampai {due}. Pengaju dapat mengajukan sengketa kepada Komisi "
            "Informasi sampai {until}. Siapkan berkasnya; keputusan tetap wajib dibuat.\n\nBuka: {link}"
        ),
        ("number", "due", "until", "link"),
    ),
    "officer.order_due_soon": (
        _("Perintah keberatan {number}: sisa {days} hari kerja"),
        _(
            "Perintah dalam putusan keberatan {number} harus dilaksanakan paling lambat {due}.\n\nBuka: {link}"
        ),
        ("number", "days", "due", "link"),
    ),
    "officer.order_overdue": (
        _("Perintah keberatan {number} lewat waktu"),
        _(
            "Perintah dalam putusan keberatan {number} seharusnya dilaksanakan {due}. Laksanakan sekarang dan "
            "catat caranya.\n\nBuka: {link}"
        ),
        ("number", "due", "link"),
    ),
    "officer.order_returned": (
        _("Pelaksanaan putusan keberatan {number} dikembalikan"),
        _("Atasan PPID menilai perintah dalam keberatan {number} belum dilaksanakan.\n\nBuka: {link}"),
        ("number", "link"),
    ),
}

#: What the officer passes on where no address is confirmed. No personal data, no subject, no code.
SHORT_TEXTS = {
    "objection.decided": _(
        "PPID Kota Cilegon: keberatan {number} sudah diputus. Buka {link} dengan nomor dan kode lacak Anda. "
        "Sengketa dapat diajukan dalam 14 hari kerja sejak surat putusan Anda terima."
    ),
    "objection.settled": _(
        "PPID Kota Cilegon: kesepakatan atas keberatan {number} sudah tercatat. Buka {link} dengan nomor dan "
        "kode lacak Anda."
    ),
    "objection.silent": _(
        "PPID Kota Cilegon: keberatan {number} belum dijawab sampai {due}. Anda dapat mengajukan sengketa ke "
        "Komisi Informasi Provinsi Banten sampai {until}. Lihat {link}."
    ),
    "objection.order_done": _(
        "PPID Kota Cilegon: putusan keberatan {number} sudah dilaksanakan. Lihat {link} dengan nomor dan kode "
        "lacak Anda."
    ),
    "objection.due_moved": _(
        "PPID Kota Cilegon: batas jawaban keberatan {number} menjadi {due}. Lihat {link}."
    ),
}


def register_all() -> None:
    """Called once from AppConfig.ready."""
    for kinds in (_OBJECTOR, _UNCONFIRMED, _OFFICER):
        for kind, (subject, body, variables) in kinds.items():
            registry.register(kind, subject=subject, body=body, variables=variables)
