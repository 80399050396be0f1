"""An objection (keberatan), its event log, its files, and the orders that come of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField
from portal.files.models import StoredFile
from requests_app.law.objection_words import (
    OPEN_OBJECTIONS,
    ObjectionAction,
    ObjectionOutcome,
    ObjectionState,
)
from requests_app.models.log import UnitLogLine

from .cases import Channel, InformationRequest, RequesterKind
from .letters import Letter

STATE_CHOICES = [(state.value, _(state.label)) for state in ObjectionState]
OUTCOME_CHOICES = [(outcome.value, _(outcome.label)) for outcome in ObjectionOutcome]


class Objection(models.Model):
    """One line of the register of objections (UU 14/2008 Art 35-36; PERKI 1/2021 Art 39-44, Lampiran XI).

    ``case`` is empty for ground b, which needs no request. The objector's data are copied from the request
    on the day of filing. Silence and lateness are computed; only ``outcome`` says what was decided.
    """

    number = models.CharField(_("nomor keberatan"), max_length=60, unique=True)
    number_year = models.PositiveSmallIntegerField()
    number_sequence = models.PositiveIntegerField()
    case = models.ForeignKey(
        InformationRequest, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="objections")

    channel = models.CharField(_("saluran"), max_length=12, choices=Channel, default=Channel.WEB)
    received_at = models.DateTimeField(_("diterima"), db_index=True)
    entered_at = models.DateTimeField(_("dicatat"))
    backdating_reason = models.CharField(_("alasan tanggal lampau"), max_length=300, blank=True)
    grounds = models.CharField(
        _("alasan"), max_length=7, help_text=_("huruf a sampai g pada UU 14/2008 Pasal 35 ayat (1)")
    )

    requester_kind = models.CharField(
        _("jenis pengaju"), max_length=12, choices=RequesterKind, default=RequesterKind.INDIVIDUAL
    )
    name = EncryptedTextField(_("nama"), blank=True)
    identity_number = EncryptedTextField(_("NIK atau nomor SK"), blank=True)
    address = EncryptedTextField(_("alamat"), blank=True)
    phone = EncryptedTextField(_("telepon"), blank=True)
    email = EncryptedTextField(_("surel"), blank=True)
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    occupation = EncryptedTextField(_("pekerjaan"), blank=True)
    proxy_name = EncryptedTextField(_("nama kuasa"), blank=True)
    proxy_address = EncryptedTextField(_("alamat kuasa"), blank=True)
    proxy_phone = EncryptedTextField(_("telepon kuasa"), blank=True)
    information = EncryptedTextField(_("informasi yang diminta"))
    purpose = EncryptedTextField(_("tujuan penggunaan"), blank=True)
    position = EncryptedTextField(_("kasus posisi"), blank=True)
    subject = models.CharField(_("pokok keberatan"), max_length=200)
    public_subject = models.CharField(_("pokok untuk umum"), max_length=200, blank=True)
    language = models.CharField(max_length=5, default="id")

    state = models.CharField(_("tahap"), max_length=20, choices=STATE_CHOICES, db_index=True)
    outcome = models.CharField(
        _("keputusan"), max_length=20, choices=OUTCOME_CHOICES, blank=True, db_index=True
    )
    found_on = models.DateField(_("alasan ditemukan"), null=True, blank=True)
    filing_until = models.DateField(
        _("batas mengajukan"),
        null=True,
        blank=True,
        help_text=_("kosong: tidak ada batas yang dapat ditunjukkan"),
    )
    due_on = models.DateField(_("batas tanggapan"), db_index=True)
    due_is_provisional = models.BooleanField(default=False)
    judged_due_on = models.DateField(null=True, blank=True)
    silence_noted_at = models.DateTimeField(_("lewat 30 hari kerja tercatat"), null=True, blank=True)
    closed_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    # The PPID's draft for Atasan PPID; internal until the decision says what it says.
    rebuttal = EncryptedTextField(_("tanggapan PPID"), blank=True)
    rebutted_at = models.DateTimeField(null=True, blank=True)
    rebutted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What was decided, or agreed: the words of the letter.
    reasons = EncryptedTextField(_("pertimbangan atau isi kesepakatan"), blank=True)
    answer = EncryptedTextField(_("tanggapan atas alasan keberatan"), blank=True)
    decree = models.JSONField(_("keputusan pengecualian"), default=dict, blank=True)
    agreed_on = models.DateField(_("tanggal kesepakatan"), null=True, blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    form = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    objector_reply = EncryptedTextField(_("tanggapan pengaju"), blank=True)

    form_token = models.CharField(max_length=64, unique=True, null=True, blank=True)
    text_index = models.CharField(max_length=64, blank=True, db_index=True)
    # Of objections without a request; the others open by the code of their request.
    tracking_code_hash = models.CharField(max_length=128, blank=True)
    receipt_code = EncryptedTextField(blank=True)

    class Meta:
        verbose_name = _("keberatan")
        verbose_name_plural = _("keberatan")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["number_year", "number_sequence"], name="objection_number_once"),
            models.CheckConstraint(
                condition=Q(state="decided") & ~Q(outcome="") | ~Q(state="decided") & Q(outcome=""),
                name="objection_outcome_is_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "rebutted"]) | Q(closed_at__isnull=False),
                name="objection_end_has_date",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(tracking_code_hash=""), name="objection_can_be_opened"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="objection_worklist"),
            models.Index(fields=["agency", "received_at"], name="objection_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the answer of Atasan PPID is still owed."""
        return ObjectionState(self.state) in OPEN_OBJECTIONS

    @property
    def confirmed_email(self) -> str:
        """The address that may be told more than a number; empty when none is confirmed."""
        if self.case is not None:
            return self.case.email if self.case.email_confirmed_at else ""
        return self.email if self.email_confirmed_at else ""

    @property
    def decided_at(self) -> datetime | None:
        """When Atasan PPID answered; None for what is open, settled or withdrawn."""
        return self.closed_at if self.state == ObjectionState.DECIDED else None


class ObjectionEventKind(models.TextChoices):
    """What happened to an objection: one kind for each act of the law, and what else there is."""

    FILED = "filed", _("Keberatan diterima")
    REBUTTED = "rebutted", _("Tanggapan PPID dikirim kepada Atasan PPID")
    REBUTTAL_RETURNED = "rebuttal_returned", _("Tanggapan PPID dikembalikan")
    DECIDED = "decided", _("Keberatan diputus")
    SETTLED = "settled", _("Keberatan selesai dengan kesepakatan")
    WITHDRAWN = "withdrawn", _("Keberatan ditarik")
    SILENCE_NOTED = "silence_noted", _("Tiga puluh hari kerja lewat tanpa keputusan")
    ORDER_DONE = "order_done", _("Perintah dilaksanakan")
    ORDER_RETURNED = "order_returned", _("Pelaksanaan perintah dikembalikan")
    ATTACHMENT_ADDED = "attachment_added", _("Berkas ditambahkan")
    DUE_MOVED = "due_moved", _("Batas tanggapan berubah")
    EMAIL_CONFIRMED = "email_confirmed", _("Alamat surel dipastikan")
    LETTER_DELIVERED = "letter_delivered", _("Surat diterima pengaju")
    REPLIED = "replied", _("Pengaju menanggapi keputusan")

    @classmethod
    def of(cls, action: ObjectionAction) -> "ObjectionEventKind":
        """The event that an act leaves."""
        return _OF_ACTION[action]


_OF_ACTION = {
    ObjectionAction.FILE: ObjectionEventKind.FILED,
    ObjectionAction.REBUT: ObjectionEventKind.REBUTTED,
    ObjectionAction.RETURN_REBUTTAL: ObjectionEventKind.REBUTTAL_RETURNED,
    ObjectionAction.DECIDE: ObjectionEventKind.DECIDED,
    ObjectionAction.SETTLE: ObjectionEventKind.SETTLED,
    ObjectionAction.WITHDRAW: ObjectionEventKind.WITHDRAWN,
    ObjectionAction.NOTE_SILENCE: ObjectionEventKind.SILENCE_NOTED,
    ObjectionAction.DO_ORDER: ObjectionEventKind.ORDER_DONE,
    ObjectionAction.RETURN_ORDER: ObjectionEventKind.ORDER_RETURNED,
}


class ObjectionEvent(UnitLogLine):
    """A line of an objection's log, in order; append-only."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40, choices=ObjectionEventKind, db_index=True)
    is_public = models.BooleanField(default=True, help_text=_("tampak bagi pengaju"))

    class Meta:
        ordering = ["objection", "sequence"]
        constraints = [models.UniqueConstraint(fields=["objection", "sequence"], name="objection_event_once")]

    def __str__(self) -> str:
        return f"{self.objection_id} #{self.sequence} {self.kind}"


class ObjectionFile(models.Model):
    """A private upload that belongs to an objection."""

    class Purpose(models.TextChoices):
        IDENTITY = "identity", _("Pindaian identitas")
        SUPPORTING = "supporting", _("Lampiran pengaju")
        PAPER = "paper", _("Pindaian surat keberatan")
        SETTLEMENT = "settlement", _("Berita acara kesepakatan bertanda tangan")
        COMPLIANCE = "compliance", _("Bukti pelaksanaan perintah")
        INTERNAL = "internal", _("Berkas internal")

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="objection_file")
    purpose = models.CharField(max_length=12, choices=Purpose)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.stored)


class OrderQuerySet(models.QuerySet["ComplianceOrder"]):
    def waiting(self) -> "OrderQuerySet":
        """Not yet carried out, soonest first."""
        return self.filter(done_at__isnull=True).order_by("due_on", "id")


class ComplianceOrder(models.Model):
    """What PPID has to do by a day, because an objection was upheld or settled: a task of the unit's officer."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="orders")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField()
    text = EncryptedTextField(_("perintah"))
    due_on = models.DateField(_("paling lambat"), db_index=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(_("dilaksanakan"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = EncryptedTextField(_("cara pelaksanaan"), blank=True)
    returned_reason = EncryptedTextField(_("alasan dikembalikan"), blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("perintah")
        ordering = ["objection", "sequence"]
        constraints = [models.UniqueConstraint(fields=["objection", "sequence"], name="order_once")]

    def __str__(self) -> str:
        return f"{self.objection_id} #{self.sequence}"
