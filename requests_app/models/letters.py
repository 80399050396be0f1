"""Letters of a case: numbered papers with two dates, a public token for checking, and up to two files."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField
from portal.files.models import ScanState, StoredFile


class Series(models.TextChoices):
    """Letters that share one run of numbers in an office; NONE carries the number of its case."""

    LETTER = "surat", _("Surat")
    DECREE = "keputusan", _("Keputusan")
    RECORD = "berita_acara", _("Berita acara")
    NONE = "", _("Memakai nomor pendaftaran")


class LetterQuerySet(models.QuerySet["Letter"]):
    def sent(self) -> "LetterQuerySet":
        """In force: sent, and not voided."""
        return self.filter(sent_on__isnull=False, voided_at__isnull=True)


class Letter(models.Model):
    """A numbered paper. The citizen's periods run from ``received_on``; unknown favours the citizen.

    ``facts`` are what the paper says, frozen when it is written, so that its file can be drawn at any later
    time and is always the same. ``pdf`` is the drawn file, ``signed`` the signed scan or certified PDF that
    came back: from then on that one is what the citizen gets.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Tanda bukti penerimaan")
        REQUEST_FORM = "request_form", _("Formulir permohonan informasi")
        INCOMPLETE = "incomplete", _("Surat keterangan tidak lengkap")
        NOT_COMPLETED = "not_completed", _("Pemberitahuan permohonan ditutup")
        FORWARDING = "forwarding", _("Surat penerusan")
        EXTENSION = "extension", _("Pemberitahuan perpanjangan")
        NOTICE = "notice", _("Pemberitahuan tertulis")
        REFUSAL = "refusal", _("Keputusan penolakan")
        CONSIDERATION = "consideration", _("Pertimbangan tertulis")
        COST_SHEET = "cost_sheet", _("Rincian biaya")
        PAYMENT_RECEIPT = "payment_receipt", _("Bukti pembayaran biaya")
        COPY_REQUEST = "copy_request", _("Formulir permintaan salinan")
        VIEWING = "viewing", _("Berita acara melihat informasi")
        HAND_OVER = "hand_over", _("Tanda terima penyerahan informasi")
        OBJECTION_FORM = "objection_form", _("Formulir keberatan")
        OBJECTION_ANSWER = "objection_answer", _("Tanggapan atas keberatan")
        SETTLEMENT = "settlement", _("Berita acara kesepakatan")
        DISPUTE_PROXY = "dispute_proxy", _("Surat kuasa sengketa informasi")

    class Evidence(models.TextChoices):
        OPENED = "opened", _("Dibuka di halaman lacak")
        HANDED_OVER = "handed_over", _("Diserahkan langsung")
        TOLD = "told", _("Dibacakan lewat telepon atau pesan")
        TRACKED = "resi", _("Resi pengiriman")

    case = models.ForeignKey(
        "requests_app.InformationRequest", models.PROTECT, null=True, blank=True, related_name="letters"
    )
    # The unit it is about; with a case, rights go by the unit that the case lies with now.
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("jenis surat"), max_length=24, choices=Kind)
    number = models.CharField(_("nomor surat"), max_length=120, blank=True, db_index=True)
    series = models.CharField(max_length=16, choices=Series, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True)
    dated_on = models.DateField(_("tanggal"))
    # The office that signs; its letterhead stands on the paper.
    signer_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    signer_name = models.CharField(max_length=150, blank=True)
    signer_title = models.CharField(max_length=250, blank=True)
    signer_nip = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=5, default="id")
    body = EncryptedTextField(_("isi"), blank=True)
    data = models.JSONField(default=dict, blank=True)
    facts_json = EncryptedTextField(blank=True)
    channel = models.CharField(_("disampaikan lewat"), max_length=12, blank=True)
    sent_on = models.DateField(_("dikirim"), null=True, blank=True)
    received_on = models.DateField(_("diterima"), null=True, blank=True)
    receipt_evidence = models.CharField(_("bukti terima"), max_length=200, blank=True)
    token = models.CharField(max_length=32, unique=True, null=True, blank=True)
    evidence_kind = models.CharField(_("jenis bukti"), max_length=12, choices=Evidence, blank=True)
    # It came back undelivered; sending it again clears this, the case's log keeps both.
    bounced_on = models.DateField(_("kembali"), null=True, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    signed = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(_("salinan bertanda tangan diunggah"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Digests of further true copies that are not kept: the receipt that shows its owner the code.
    other_sha256 = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    voided_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    void_reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat")
        verbose_name_plural = _("surat")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True) | models.Q(bounced_on__isnull=True),
                name="letter_received_or_bounced",
            ),
            # Two offices may choose one pattern; within an office a series never says a number twice.
            models.UniqueConstraint(
                fields=["signer_agency", "series", "year", "sequence"],
                condition=Q(sequence__isnull=False),
                name="letter_number_once_a_series",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.get_kind_display()

    @property
    def facts(self) -> dict[str, Any]:
        """What the paper says; empty until it is frozen."""
        return json.loads(self.facts_json) if self.facts_json else {}

    @facts.setter
    def facts(self, value: dict[str, Any]) -> None:
        self.facts_json = json.dumps(value, ensure_ascii=False, sort_keys=True)

    @property
    def way_words(self) -> str:
        """How it was sent, in words; a way typed by hand stays as it was written."""
        from .cases import SendWay

        return str(SendWay(self.channel).label).lower() if self.channel in SendWay.values else self.channel

    @property
    def unit(self) -> Agency | None:
        """The unit whose officers may see it: where the case lies now, else the unit it is about."""
        return self.case.agency if self.case is not None else self.agency

    @property
    def valid_signed(self) -> StoredFile | None:
        """The signed copy, unless it was found harmful."""
        if self.signed is None or self.signed.scan_state == ScanState.INFECTED:
            return None
        return self.signed
