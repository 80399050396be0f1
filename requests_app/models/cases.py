"""The case itself, its event log, files and messages."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField
from portal.files.models import StoredFile
from requests_app.law.states import OPEN_STATES, Outcome, RefusalStage, State, Visibility
from requests_app.models.log import UnitLogLine

from .events import EventKind

STATE_CHOICES = [(state.value, _(state.label)) for state in State]
OUTCOME_CHOICES = [(outcome.value, _(outcome.label)) for outcome in Outcome]
VISIBILITY_CHOICES = [(visibility.value, _(visibility.label)) for visibility in Visibility]


class RequesterKind(models.TextChoices):
    INDIVIDUAL = "individual", _("Perorangan")
    LEGAL_ENTITY = "legal_entity", _("Badan hukum")
    GROUP = "group", _("Kelompok orang")


class Channel(models.TextChoices):
    WEB = "web", _("Formulir web")
    IN_PERSON = "in_person", _("Datang langsung")
    ORAL = "oral", _("Lisan")
    LETTER = "letter", _("Surat")
    EMAIL = "email", _("Surel")
    PHONE = "phone", _("Telepon")
    WHATSAPP = "whatsapp", _("WhatsApp")
    IMPORTED = "imported", _("Diimpor")


class ObtainWay(models.TextChoices):
    VIEW = "view", _("Melihat, membaca, mendengarkan, atau mencatat")
    COPY = "copy", _("Mendapatkan salinan")


class SendWay(models.TextChoices):
    PICK_UP = "pick_up", _("Mengambil langsung")
    COURIER = "courier", _("Kurir")
    POST = "post", _("Pos")
    FAX = "fax", _("Faksimili")
    EMAIL = "email", _("Surel")
    TRACKING = "tracking", _("Unduh di halaman lacak")


class NumberSequence(models.Model):
    """The last number drawn in a series; drawn under a row lock, in the transaction that uses it: no gaps."""

    series = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="number_sequence_once")]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"


class InformationRequest(models.Model):
    """One request for information (UU 14/2008 Art 22; PERKI 1/2021 Art 27-38).

    Three axes: ``state`` (procedure), ``outcome`` (how it ended), ``visibility`` (who may see it). Overdue is
    computed, never stored. ``due_on`` is what the law gives today; dates told earlier stand in the event log.
    """

    # Register line (PERKI 1/2021 Art 32(1)); the union of the article's and Lampiran VIII's columns.
    number = models.CharField(_("nomor pendaftaran"), max_length=60, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="requests")
    number_year = models.PositiveSmallIntegerField()
    number_sequence = models.PositiveIntegerField()
    filed_with = models.ForeignKey(Agency, models.PROTECT, related_name="+", help_text=_("unit pada nomor"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    channel = models.CharField(_("saluran"), max_length=12, choices=Channel, default=Channel.WEB)
    received_at = models.DateTimeField(_("diterima"), db_index=True)
    entered_at = models.DateTimeField(_("dicatat"))
    backdating_reason = models.CharField(_("alasan tanggal lampau"), max_length=300, blank=True)

    requester_kind = models.CharField(_("jenis pemohon"), max_length=12, choices=RequesterKind)
    name = EncryptedTextField(_("nama"))
    identity_number = EncryptedTextField(_("NIK atau nomor SK"), blank=True)
    address = EncryptedTextField(_("alamat"), blank=True)
    phone = EncryptedTextField(_("telepon"), blank=True)
    email = EncryptedTextField(_("surel"), blank=True)
    occupation = EncryptedTextField(_("pekerjaan"), blank=True)
    proxy_name = EncryptedTextField(_("nama kuasa"), blank=True)
    members = EncryptedTextField(_("anggota kelompok"), blank=True, help_text=_("satu nama tiap baris"))
    identity_index = models.CharField(max_length=64, blank=True, db_index=True)
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)

    subject = models.CharField(_("pokok permohonan"), max_length=200)
    details = EncryptedTextField(_("rincian informasi"))
    purpose = EncryptedTextField(_("tujuan penggunaan"), blank=True)
    obtain_way = models.CharField(
        _("cara memperoleh"), max_length=10, choices=ObtainWay, default=ObtainWay.COPY
    )
    send_way = models.CharField(_("cara mendapatkan salinan"), max_length=10, choices=SendWay, blank=True)
    needs = models.JSONField(_("kebutuhan khusus"), default=list, blank=True)
    language = models.CharField(max_length=5, default="id")
    wants_survey = models.BooleanField(default=False)
    allows_naming = models.BooleanField(default=False)

    state = models.CharField(_("tahap"), max_length=20, choices=STATE_CHOICES, db_index=True)
    outcome = models.CharField(_("hasil"), max_length=20, choices=OUTCOME_CHOICES, blank=True, db_index=True)
    visibility = models.CharField(
        _("keterlihatan"), max_length=20, choices=VISIBILITY_CHOICES, default=Visibility.PRIVATE.value
    )
    refusal_stage = models.CharField(
        max_length=10, choices=[(stage.value, stage.value) for stage in RefusalStage], default="none"
    )
    spam_marked = models.BooleanField(default=False)
    public_subject = models.CharField(_("pokok untuk umum"), max_length=200, blank=True)
    missing_items = models.JSONField(_("kekurangan"), default=list, blank=True)

    complete_at = models.DateTimeField(_("dinyatakan lengkap"), null=True, blank=True)
    due_on = models.DateField(_("batas menurut undang-undang"), db_index=True)
    original_due_on = models.DateField(_("batas sebelum diperpanjang"))
    due_is_provisional = models.BooleanField(default=False)
    target_on = models.DateField(_("sasaran layanan"), null=True, blank=True)
    extended_at = models.DateTimeField(_("diperpanjang"), null=True, blank=True)
    extension_ground = models.CharField(max_length=1, blank=True)
    noticed_at = models.DateTimeField(_("pemberitahuan tertulis"), null=True, blank=True)
    judged_due_on = models.DateField(
        null=True, blank=True, help_text=_("batas yang dipakai menilai ketika dijawab")
    )
    promised_on = models.DateField(_("janji penyerahan"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("informasi diserahkan"), null=True, blank=True)
    closed_at = models.DateTimeField(_("selesai"), null=True, blank=True)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(_("pertama dibuka petugas"), null=True, blank=True)

    tracking_code_hash = models.CharField(max_length=128)
    form_token = models.CharField(max_length=64, unique=True, null=True, blank=True)
    text_index = models.CharField(max_length=64, blank=True, db_index=True)
    receipt_code = EncryptedTextField(
        blank=True, help_text=_("agar kiriman ulang mendapat tanda terima yang sama")
    )

    class Meta:
        verbose_name = _("permohonan informasi")
        verbose_name_plural = _("permohonan informasi")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["filed_with", "number_year", "number_sequence"],
                condition=Q(parent__isnull=True),
                name="request_number_once",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["answered", "closed"]) | Q(outcome="")),
                name="request_outcome_needs_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="request_closed_has_date_and_outcome",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True) | ~Q(extension_ground=""),
                name="request_extension_has_ground",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("original_due_on")), name="request_due_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="request_worklist"),
            models.Index(fields=["agency", "received_at"], name="request_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the written notice is still owed."""
        return State(self.state) in OPEN_STATES

    @property
    def clock_stopped_at(self) -> datetime | None:
        """When the ten days ended: by the written notice, or by an end that leaves no notice owed."""
        return self.noticed_at or self.closed_at


class CaseEvent(UnitLogLine):
    """What happened to a case, in order; append-only. ``kind`` is a word of requests_app.law.states."""

    case = models.ForeignKey(InformationRequest, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40, choices=EventKind, db_index=True)
    is_public = models.BooleanField(default=True, help_text=_("tampak bagi pemohon"))

    class Meta:
        ordering = ["case", "sequence"]
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="case_event_once")]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.sequence} {self.kind}"


class CaseFile(models.Model):
    """A private upload that belongs to a case."""

    class Purpose(models.TextChoices):
        IDENTITY = "identity", _("Pindaian identitas")
        SUPPORTING = "supporting", _("Lampiran pemohon")
        ANSWER = "answer", _("Lampiran jawaban")
        INTERNAL = "internal", _("Berkas internal")

    case = models.ForeignKey(InformationRequest, models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="case_file")
    purpose = models.CharField(max_length=12, choices=Purpose)
    letter = models.ForeignKey("Letter", models.PROTECT, null=True, blank=True, related_name="attachments")
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.stored)


class CaseMessage(models.Model):
    """A message between citizen and officer about a case; never public."""

    case = models.ForeignKey(InformationRequest, models.PROTECT, related_name="messages")
    from_citizen = models.BooleanField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = EncryptedTextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"


class CaseNote(models.Model):
    """An internal note of officers; never shown to the citizen or the public."""

    case = models.ForeignKey(InformationRequest, models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"
