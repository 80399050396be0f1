"""What can happen to a case, in the past tense."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_app.law.states import Action


class EventKind(models.TextChoices):
    """Kinds of events: one for each Action of the law (``of``), and what else happens to a case."""

    FILED = "filed", _("Permohonan diterima")
    DECLARED_COMPLETE = "declared_complete", _("Permohonan dinyatakan lengkap")
    COMPLETION_REQUESTED = "completion_requested", _("Permohonan diminta dilengkapi")
    COMPLETED = "completed", _("Kekurangan dilengkapi")
    CLOSED_NOT_COMPLETED = "closed_not_completed", _("Ditutup karena tidak dilengkapi")
    FORWARDED = "forwarded", _("Permohonan diteruskan")
    SPLIT = "split", _("Permohonan dipecah")
    SPLIT_CLOSED = "split_closed", _("Semua pecahan dijawab")
    SPLIT_REOPENED = "split_reopened", _("Pecahan dibuka kembali")
    STARTED = "started", _("Pencarian dokumen dimulai")
    EXTENDED = "extended", _("Waktu menjawab diperpanjang")
    REFUSAL_PROPOSED = "refusal_proposed", _("Penolakan diusulkan")
    REFUSAL_SIGNED = "refusal_signed", _("Penolakan ditandatangani")
    REFUSAL_APPROVED = "refusal_approved", _("Permohonan ditolak")
    REFUSAL_RETURNED = "refusal_returned", _("Usul penolakan dikembalikan")
    ANSWERED = "answered", _("Permohonan dijawab")
    HANDED_OVER = "handed_over", _("Informasi diserahkan")
    WITHDRAWN = "withdrawn", _("Permohonan ditarik")
    REOPENED = "reopened", _("Permohonan dibuka kembali")
    MARKED_NOT_A_REQUEST = "marked_not_a_request", _("Dijawab: bukan permohonan informasi")
    MARKED_SPAM = "marked_spam", _("Ditandai sebagai spam")
    SPAM_CONFIRMED = "spam_confirmed", _("Ditetapkan sebagai spam")
    SPAM_REJECTED = "spam_rejected", _("Tanda spam dibatalkan")
    PUBLISHED = "published", _("Jawaban dibuka tanpa nama")
    HIDDEN = "hidden", _("Jawaban ditutup dari umum")

    MESSAGE_RECEIVED = "message_received", _("Pesan dari pemohon")
    MESSAGE_SENT = "message_sent", _("Pesan dari petugas")
    ATTACHMENT_ADDED = "attachment_added", _("Berkas ditambahkan")
    EMAIL_CONFIRMED = "email_confirmed", _("Alamat surel dipastikan")
    CODE_REPLACED = "code_replaced", _("Kode lacak diganti")
    DATA_CORRECTED = "data_corrected", _("Data pemohon diperbaiki")
    DUE_MOVED = "due_moved", _("Jatuh tempo berubah")
    ASSIGNED = "assigned", _("Ditugaskan")
    LETTER_DELIVERED = "letter_delivered", _("Surat diterima pemohon")
    LETTER_RETURNED = "letter_returned", _("Surat kembali, tidak sampai")
    LETTER_RESENT = "letter_resent", _("Surat dikirim ulang")
    LETTER_SIGNED = "letter_signed", _("Salinan bertanda tangan diunggah")
    TEST_OPENED = "test_opened", _("Uji konsekuensi dibuka")
    VIEWING_SET = "viewing_set", _("Janji melihat informasi ditetapkan")
    COST_SET = "cost_set", _("Rincian biaya dibuat")
    PAYMENT_RECORDED = "payment_recorded", _("Pembayaran dicatat")
    ANSWER_MOVED = "answer_moved", _("Jawaban dipindahkan")

    @classmethod
    def of(cls, action: Action) -> "EventKind":
        """The event that an act leaves."""
        return _OF_ACTION[action]


_OF_ACTION = {
    Action.FILE: EventKind.FILED,
    Action.DECLARE_COMPLETE: EventKind.DECLARED_COMPLETE,
    Action.REQUEST_COMPLETION: EventKind.COMPLETION_REQUESTED,
    Action.COMPLETE: EventKind.COMPLETED,
    Action.CLOSE_NOT_COMPLETED: EventKind.CLOSED_NOT_COMPLETED,
    Action.FORWARD: EventKind.FORWARDED,
    Action.SPLIT: EventKind.SPLIT,
    Action.CLOSE_SPLIT: EventKind.SPLIT_CLOSED,
    Action.REOPEN_SPLIT: EventKind.SPLIT_REOPENED,
    Action.START: EventKind.STARTED,
    Action.EXTEND: EventKind.EXTENDED,
    Action.PROPOSE_REFUSAL: EventKind.REFUSAL_PROPOSED,
    Action.SIGN_REFUSAL: EventKind.REFUSAL_SIGNED,
    Action.APPROVE_REFUSAL: EventKind.REFUSAL_APPROVED,
    Action.RETURN_REFUSAL: EventKind.REFUSAL_RETURNED,
    Action.ANSWER: EventKind.ANSWERED,
    Action.HAND_OVER: EventKind.HANDED_OVER,
    Action.WITHDRAW: EventKind.WITHDRAWN,
    Action.REOPEN: EventKind.REOPENED,
    Action.MARK_NOT_A_REQUEST: EventKind.MARKED_NOT_A_REQUEST,
    Action.MARK_SPAM: EventKind.MARKED_SPAM,
    Action.CONFIRM_SPAM: EventKind.SPAM_CONFIRMED,
    Action.REJECT_SPAM: EventKind.SPAM_REJECTED,
    Action.PUBLISH: EventKind.PUBLISHED,
    Action.HIDE: EventKind.HIDDEN,
}
