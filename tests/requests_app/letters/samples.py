"""One letter of every kind, with the shortest and with the longest real content."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.agencies.rights import Action as Right
from requests_app.models import InformationRequest, Letter
from requests_app.services._letters import number_for, write_letter

Kind = Letter.Kind
ATASAN = frozenset({Kind.OBJECTION_ANSWER, Kind.SETTLEMENT, Kind.DISPUTE_PROXY})
RIGHTS = {
    Kind.REFUSAL: Right.REFUSAL_SIGN,
    Kind.OBJECTION_ANSWER: Right.OBJECTION_DECIDE,
    Kind.SETTLEMENT: Right.OBJECTION_DECIDE,
    Kind.DISPUTE_PROXY: Right.DISPUTE_WORK,
}
OWN_NUMBER = {Kind.RECEIPT, Kind.REQUEST_FORM, Kind.COPY_REQUEST}

LONG = "Rincian realisasi belanja hibah dan bantuan sosial Kota Cilegon beserta penerimanya. " * 12
HOSTILE = '<img src="http://127.0.0.1:9200/"><script>alert(1)</script> محمد الحاج 🙂 Ḥājj 陳'
FULL_NAME = ("Raden Ajeng Siti Nurhalimah Kusumaningrum Prawirodirdjo binti Haji Abdurrahman " * 4)[
    :200
].strip()
COSTS = [
    {"label": "Fotokopi hitam putih, folio", "unit_price": 250, "quantity": 184, "amount": 46000},
    {"label": "Pengiriman pos tercatat", "unit_price": 35000, "quantity": 1, "amount": 35000},
]
OBJECTOR = {
    "name": "Ani Lestari", "address": "Jl. Melati 7\nCilegon", "occupation": "Guru", "phone": "0812-0000-0001",
    "email": "ani@example.com", "purpose": "Musyawarah warga RW 04",
    "position": "Permohonan diajukan 12 Maret 2026 dan belum dijawab sampai jatuh tempo.",
}  # fmt: skip

DATA: dict[str, dict[str, Any]] = {
    Kind.INCOMPLETE: {"items": ["identity_number", "identity_scan", "Surat kuasa bermeterai"]},
    Kind.NOT_COMPLETED: {
        "items": ["identity_number", "identity_scan"], "asked": "001/PPID-DINSOS/2026", "received_on": "2026-03-13",
        "until": "2026-03-25",
    },
    Kind.FORWARDING: {"from": "Dinas Sosial", "to": "Badan Pengelolaan Keuangan dan Aset Daerah"},
    Kind.EXTENSION: {"ground": "a", "due_before": "2026-04-02", "due_on": "2026-04-14"},
    Kind.NOTICE: {
        "outcome": "partly", "held": True, "forms": ["softcopy", "hardcopy"], "cost_lines": COSTS,
        "payment": "tunai di loket",
        "hand_over_on": "2026-04-09", "days_needed": 5, "files": ["daftar-penerima-2025.xlsx"],
    },
    Kind.REFUSAL: {
        "kind": "exemption", "grounds": ["h", "j"], "statute": "Pasal 26 Undang-Undang Nomor 23 Tahun 2006",
        "decree": {"number": "12/KEP/PPID/2026", "dated_on": "2026-02-10", "title": "Klasifikasi informasi"},
        "approved_by": "Drs. Maman", "approved_as": "Atasan PPID", "approved_on": "2026-04-01",
    },
    Kind.CONSIDERATION: {
        "policy": "Informasi diberikan sebagian.", "grounds": ["UU 14/2008 Pasal 7 ayat (4)"],
        "approved_by": {"title": "Wali Kota Cilegon"}, "approved_on": "2026-04-01",
    },
    Kind.COST_SHEET: {"lines": COSTS, "basis": "Keputusan Wali Kota Nomor 555/2025"},
    Kind.PAYMENT_RECEIPT: {"lines": COSTS, "paid_on": "2026-04-01", "paid_how": "tunai"},
    Kind.COPY_REQUEST: {"documents": ["Daftar penerima bantuan 2025", "Keputusan penetapan penerima"]},
    Kind.VIEWING: {
        "seen_on": "2026-04-01", "seen_from": "09.00", "seen_until": "10.30", "place": "Ruang PPID Dinas Sosial",
        "documents": ["Daftar penerima bantuan 2025"],
    },
    Kind.HAND_OVER: {"handed_over_on": "2026-04-01", "how": "pick_up", "documents": ["Salinan 184 lembar"]},
    Kind.OBJECTION_FORM: {
        "request_number": "0001/DINSOS/2026", "received_on": "2026-04-06", "grounds": ["c", "g"],
        "answer_due_on": "2026-05-25", "received_by": "Sari",
    },
    Kind.OBJECTION_ANSWER: {
        "objection_number": "0001/KEB/2026", "objection_on": "2026-04-06", "request_number": "0001/DINSOS/2026",
        "grounds": ["c"], "decision": "upheld", "rebuttal": "Benar bahwa permohonan belum dijawab.",
        "orders": [["PPID memberikan daftar penerima bantuan tahun 2025", "2026-05-08"]],
    },
    Kind.SETTLEMENT: {"objection_number": "0001/KEB/2026", "agreed_on": "2026-04-20", "place": "Ruang PPID"},
    Kind.DISPUTE_PROXY: {
        "receivers": [{"name": "Budi Santoso", "title": "PPID Utama", "nip": "197001011990011001"}],
        "opponent": "Ani Lestari", "dispute_number": "003/KI-BTN/2026", "matter": "daftar penerima bantuan",
        "request_number": "0001/DINSOS/2026",
    },
}  # fmt: skip
PRIVATE: dict[str, dict[str, Any]] = {
    Kind.NOTICE: {
        "redaction": "Nama anak dan alamat rumah",
        "redaction_reason": "Rahasia pribadi (Pasal 17 huruf h)",
    },
    Kind.REFUSAL: {
        "matter": "data pribadi penerima bantuan",
        "consequence": "Keadaan ekonomi keluarga penerima bantuan terungkap.",
    },
}
BODIES = {
    Kind.INCOMPLETE: "Salinan KTP yang Anda unggah tidak terbaca.",
    Kind.NOT_COMPLETED: "",
    Kind.FORWARDING: "Data hibah dikelola BPKPAD.",
    Kind.EXTENSION: "Dokumen tahun 2019 masih dicari di arsip dan perlu disalin.",
    Kind.NOTICE: "Kami sertakan daftar penerima bantuan. Bagian yang memuat data anak dihitamkan.",
    Kind.REFUSAL: "Membuka data ini mengungkapkan keadaan ekonomi keluarga penerima bantuan.",
    Kind.CONSIDERATION: "Kepentingan warga mengetahui penyaluran lebih besar daripada beban menyalin.",
    Kind.VIEWING: "Pemohon mencatat tiga halaman.",
    Kind.OBJECTION_ANSWER: "PPID Pelaksana tidak menjawab dalam waktu yang ditetapkan undang-undang.",
    Kind.SETTLEMENT: "Salinan diberikan dalam tujuh hari kerja tanpa biaya.",
}


def sample(
    kind: str,
    case: InformationRequest,
    by: User,
    now: datetime,
    *,
    atasan: User | None = None,
    body: str | None = None,
    data: dict[str, Any] | None = None,
    private: dict[str, Any] | None = None,
) -> Letter:
    """A letter as its service would write it."""
    kind = Kind(kind)
    signer = atasan if kind in ATASAN and atasan is not None else by
    right = RIGHTS.get(kind, Right.CASE_ANSWER)
    with transaction.atomic():
        if kind in OWN_NUMBER:
            number = case.number
        elif kind == Kind.OBJECTION_FORM:
            number = "0001/KEB/2026"
        else:
            number = number_for(case.agency, now, kind=kind, by=signer, right=right)
        return write_letter(
            case=case, kind=kind, number=number, by=signer, right=right, now=now,
            body=BODIES.get(kind, "") if body is None else body,
            data=DATA.get(kind, {}) if data is None else data, private=private or PRIVATE.get(kind, OBJECTOR),
        )  # fmt: skip
