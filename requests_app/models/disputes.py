"""A dispute (sengketa) at Komisi Informasi and in the courts: its days, log, sessions and files."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField
from portal.files.models import StoredFile
from requests_app.law.dispute_words import OPEN_DISPUTES, DisputeAction, DisputeOutcome, DisputeState
from requests_app.models.log import LogLine

from .cases import InformationRequest
from .objections import Objection

DISPUTE_STATES = [(state.value, _(state.label)) for state in DisputeState]
DISPUTE_OUTCOMES = [(outcome.value, _(outcome.label)) for outcome in DisputeOutcome]


class Party(models.TextChoices):
    """Who takes a ruling further."""

    REQUESTER = "requester", _("Pemohon")
    CITY = "city", _("Pemerintah kota")


class Dispute(models.Model):
    """What Komisi Informasi and the courts did with one objection (UU 14/2008 Art 37-50; PERKI 1/2013).

    The days are those of the papers, typed by officers; periods are computed from them and never stored.
    ``outcome`` is the last ruling; each stage keeps its own beside it.
    """

    number = models.CharField(_("nomor catatan"), max_length=60, unique=True)
    number_year = models.PositiveSmallIntegerField()
    number_sequence = models.PositiveIntegerField()
    objection = models.ForeignKey(Objection, models.PROTECT, related_name="disputes")
    case = models.ForeignKey(
        InformationRequest, models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disputes")
    grounds = models.CharField(_("alasan"), max_length=7)
    entered_at = models.DateTimeField(_("dicatat"))

    state = models.CharField(_("tahap"), max_length=20, choices=DISPUTE_STATES, db_index=True)
    outcome = models.CharField(_("hasil"), max_length=20, choices=DISPUTE_OUTCOMES, blank=True)
    ki_number = models.CharField(_("nomor di Komisi Informasi"), max_length=120, blank=True)
    applied_on = models.DateField(_("permohonan sengketa diterima Komisi Informasi"))

    mediation_on = models.DateField(_("pertemuan mediasi pertama"), null=True, blank=True)
    mediation_extended = models.BooleanField(_("mediasi diperpanjang"), default=False)
    mediation_ended_on = models.DateField(_("mediasi berakhir"), null=True, blank=True)
    adjudication_on = models.DateField(_("ajudikasi dimulai"), null=True, blank=True)

    ki_outcome = models.CharField(max_length=20, choices=DISPUTE_OUTCOMES, blank=True)
    ruling_number = models.CharField(_("nomor putusan Komisi Informasi"), max_length=120, blank=True)
    ruled_on = models.DateField(_("diputus Komisi Informasi"), null=True, blank=True)
    ruling_received_on = models.DateField(_("putusan Komisi Informasi diterima"), null=True, blank=True)

    sued_by = models.CharField(_("penggugat"), max_length=10, choices=Party, blank=True)
    sued_on = models.DateField(_("gugatan didaftarkan"), null=True, blank=True)
    court_number = models.CharField(_("nomor perkara PTUN"), max_length=120, blank=True)
    court_outcome = models.CharField(max_length=20, choices=DISPUTE_OUTCOMES, blank=True)
    court_ruled_on = models.DateField(_("diputus PTUN"), null=True, blank=True)
    court_received_on = models.DateField(_("putusan PTUN diterima"), null=True, blank=True)

    appealed_by = models.CharField(_("pemohon kasasi"), max_length=10, choices=Party, blank=True)
    appealed_on = models.DateField(_("kasasi diajukan"), null=True, blank=True)
    cassation_number = models.CharField(_("nomor putusan Mahkamah Agung"), max_length=120, blank=True)
    cassation_outcome = models.CharField(max_length=20, choices=DISPUTE_OUTCOMES, blank=True)
    cassation_ruled_on = models.DateField(_("diputus Mahkamah Agung"), null=True, blank=True)

    terms = EncryptedTextField(_("amar putusan atau isi kesepakatan"), blank=True)
    final_on = models.DateField(_("berkekuatan hukum tetap"), null=True, blank=True)
    execute_by = models.DateField(_("laksanakan paling lambat"), null=True, blank=True)
    executed_on = models.DateField(_("dilaksanakan"), null=True, blank=True)
    execution = EncryptedTextField(_("cara pelaksanaan"), blank=True)
    closed_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    form_token = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("sengketa")
        verbose_name_plural = _("sengketa")
        ordering = ["-applied_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["number_year", "number_sequence"], name="dispute_number_once"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="dispute_end_has_date"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return DisputeState(self.state) in OPEN_DISPUTES


class DisputeEventKind(models.TextChoices):
    """What happened: the acts of the law by their own words, and what else there is."""

    REGISTERED = "register", _("Sengketa dicatat")
    NUMBERED = "set_number", _("Nomor di Komisi Informasi dicatat")
    MEDIATION_STARTED = "start_mediation", _("Mediasi dimulai")
    MEDIATION_EXTENDED = "extend_mediation", _("Mediasi diperpanjang")
    AGREED = "agree", _("Sepakat dalam mediasi")
    MEDIATION_FAILED = "fail_mediation", _("Mediasi gagal")
    ADJUDICATED = "adjudicate", _("Ajudikasi dimulai")
    RULED = "rule", _("Diputus Komisi Informasi")
    SUED = "sue", _("Gugatan didaftarkan ke PTUN")
    COURT_RULED = "court_rule", _("Diputus PTUN")
    APPEALED = "appeal", _("Kasasi diajukan")
    CASSATION_RULED = "cassation_rule", _("Diputus Mahkamah Agung")
    BECAME_FINAL = "become_final", _("Berkekuatan hukum tetap")
    EXECUTED = "execute", _("Putusan dilaksanakan")
    WITHDRAWN = "withdraw", _("Permohonan sengketa dicabut")
    SESSION_SET = "session_set", _("Jadwal sidang atau mediasi dicatat")
    RULING_RECEIVED = "ruling_received", _("Tanggal terima putusan dicatat")
    ATTACHMENT_ADDED = "attachment_added", _("Berkas ditambahkan")

    @classmethod
    def of(cls, action: DisputeAction) -> "DisputeEventKind":
        return cls(action.value)


class DisputeEvent(LogLine):
    """A line of a dispute's log, in order; append-only."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40, choices=DisputeEventKind, db_index=True)
    on = models.DateField()

    class Meta:
        ordering = ["dispute", "sequence"]
        constraints = [models.UniqueConstraint(fields=["dispute", "sequence"], name="dispute_event_once")]

    def __str__(self) -> str:
        return f"{self.dispute_id} #{self.sequence} {self.kind}"


class DisputeSession(models.Model):
    """A day at Komisi Informasi or in court, for the calendar of those who have to be there."""

    class Kind(models.TextChoices):
        MEDIATION = "mediation", _("Mediasi")
        HEARING = "hearing", _("Sidang ajudikasi")
        COURT = "court", _("Sidang pengadilan")
        OTHER = "other", _("Lainnya")

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="sessions")
    kind = models.CharField(_("acara"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("waktu"))
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    note = EncryptedTextField(_("catatan"), blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.kind}"


class DisputeFile(models.Model):
    """A paper of a dispute: what came from Komisi Informasi or a court, or what the city handed in."""

    class Purpose(models.TextChoices):
        SUMMONS = "summons", _("Surat panggilan atau pemberitahuan")
        RULING = "ruling", _("Putusan atau kesepakatan mediasi")
        STATEMENT = "statement", _("Jawaban dan bukti yang diserahkan kota")
        INTERNAL = "internal", _("Berkas internal")

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="dispute_file")
    purpose = models.CharField(max_length=12, choices=Purpose)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.stored)
