"""The register of exempt information: tests, decrees, and the exemptions that they made.

Internal by default. What may ever be shown to the public is a short list of columns of Exemption and its
decrees (disclosure.exemption_selectors.public_exemptions); everything that would tell the secret itself is held
encrypted, and no ``__str__`` here names more than a number or a title that PPID has approved, because those
texts reach logs and the audit trail (PERKI 1/2021 Art 50(4)).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.law.closure import Approvals, Period, PersonalData
from disclosure.law.exemptions import END_RULES, TITLES, EndRule, ExemptionFacts, Ground
from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField
from portal.files.models import StoredFile

GROUND_CHOICES = [(ground.value, f"{ground.value}. {title}") for ground, title in TITLES.items()]


def _person() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


def _paper() -> Any:
    return models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")


class ConsequenceTest(models.Model):
    """A Lembar Pengujian Konsekuensi (Lampiran II), or of a change of status (Lampiran IV)."""

    class Kind(models.TextChoices):
        NEW = "new", _("Pengecualian baru")
        CHANGE = "change", _("Pengubahan status")

    class Occasion(models.TextChoices):
        """PERKI 1/2021 Art 49(1)."""

        BEFORE = "before", _("Sebelum ada permohonan")
        REQUEST = "request", _("Karena ada permohonan")
        DISPUTE = "dispute", _("Atas perintah majelis komisioner")

    class State(models.TextChoices):
        DRAFT = "draft", _("Disusun")
        SUBMITTED = "submitted", _("Menunggu PPID Utama")
        RETURNED = "returned", _("Dikembalikan")
        VERIFIED = "verified", _("Menunggu persetujuan")
        DECREED = "decreed", _("Sudah ada keputusan")
        DROPPED = "dropped", _("Tidak dilanjutkan")

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="consequence_tests", verbose_name=_("unit")
    )
    kind = models.CharField(_("jenis"), max_length=6, choices=Kind, default=Kind.NEW)
    occasion = models.CharField(_("sebab diuji"), max_length=8, choices=Occasion, default=Occasion.BEFORE)
    case_number = models.CharField(_("nomor permohonan"), max_length=60, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DRAFT)
    number = models.PositiveIntegerField(_("nomor lembar"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("tahun"))
    held_on = models.DateField(_("hari pengujian"))
    place = models.CharField(_("tempat"), max_length=120, default="Cilegon")
    created_by = _person()
    created_at = models.DateTimeField(_("dibuat"))
    submitted_by = _person()
    submitted_at = models.DateTimeField(_("diajukan"), null=True, blank=True)
    read_by = _person()
    read_at = models.DateTimeField(_("diperiksa PPID Utama"), null=True, blank=True)
    return_reason = models.TextField(_("alasan dikembalikan"), blank=True)

    class Meta:
        verbose_name = _("pengujian konsekuensi")
        verbose_name_plural = _("pengujian konsekuensi")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], condition=Q(number__isnull=False), name="test_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}" if self.number else f"#{self.pk}/{self.year}"

    @property
    def is_editable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state not in (self.State.DECREED, self.State.DROPPED)


class Tester(models.Model):
    """Who tested: the second table of Lampiran II. Never public."""

    test = models.ForeignKey(ConsequenceTest, models.CASCADE, related_name="testers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("nama"), max_length=150)
    office = models.CharField(_("jabatan"), max_length=200)
    unit = models.CharField(_("unit kerja"), max_length=200)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.test_id}.{self.position}"


class Exemption(models.Model):
    """A kind of document that is closed, by the decree now in force. ``ends_on`` is its last closed day.

    Its status on a day follows from its dates alone (law.closure.status_on): nothing has to run for it to turn
    public.
    """

    class OpenedBy(models.TextChoices):
        DECLARATION = "declaration", _("Penetapan PPID menjelang berakhir")
        CHANGE = "change", _("Pengubahan status")
        RULING = "ruling", _("Putusan Komisi Informasi atau pengadilan")
        HEARING = "hearing", _("Dibuka dalam sidang terbuka untuk umum")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="exemptions", verbose_name=_("unit"))
    title = models.CharField(_("jenis dokumen"), max_length=250)
    title_approved_by = _person()
    title_approved_at = models.DateTimeField()
    ground = models.CharField(_("alasan"), max_length=1, choices=GROUND_CHOICES)
    statute = models.CharField(_("undang-undang dan pasal"), max_length=300, blank=True)
    first_start = models.DateField(_("pertama kali dikecualikan"))
    starts_on = models.DateField(_("berlaku sejak"))
    ends_on = models.DateField(_("berakhir"), null=True, blank=True, db_index=True)
    review_on = models.DateField(_("ditinjau"), null=True, blank=True)
    decree = models.ForeignKey(
        "disclosure.ExemptionDecree",
        models.PROTECT,
        related_name="current_exemptions",
        verbose_name=_("keputusan"),
    )
    opened_by = models.CharField(_("dibuka karena"), max_length=12, choices=OpenedBy, blank=True)
    opened_on = models.DateField(_("terbuka sejak"), null=True, blank=True)
    opening_number = models.CharField(_("nomor penetapan atau putusan"), max_length=120, blank=True)
    opening_date = models.DateField(_("tanggal penetapan atau putusan"), null=True, blank=True)
    opening_file = _paper()
    released_at = models.DateTimeField(_("dilepas"), null=True, blank=True)

    class Meta:
        verbose_name = _("informasi dikecualikan")
        verbose_name_plural = _("informasi dikecualikan")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["agency", "ground"], name="exemption_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="exemption_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True)
                | (~Q(opened_by="") & ~Q(opening_number="") & Q(opening_date__isnull=False)),
                name="exemption_opening_is_documented",
            ),
            # Art 20(1) UU 14/2008: a to f never last for good, the rest is looked at again.
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(review_on__isnull=False),
                name="exemption_is_looked_at_again",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on, self.review_on, self.opened_on)

    @property
    def is_open_ended(self) -> bool:
        return END_RULES[Ground(self.ground)] is EndRule.OPEN_WITH_REVIEW


class TestedItem(models.Model):
    """One line of a sheet: certain information, its ground, what follows when it is opened or kept closed."""

    class Result(models.TextChoices):
        CLOSED = "closed", _("Dikecualikan")
        OPEN = "open", _("Dibuka")

    test = models.ForeignKey(ConsequenceTest, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    #: In a change of status, and after the decree of a new one: the exemption that it made.
    exemption = models.ForeignKey(Exemption, models.PROTECT, null=True, blank=True, related_name="tested")
    result = models.CharField(_("hasil pengujian"), max_length=6, choices=Result, default=Result.CLOSED)
    title = models.CharField(_("jenis dokumen"), max_length=250)
    information = EncryptedTextField(_("informasi tertentu yang dikecualikan"))
    ground = models.CharField(_("alasan"), max_length=1, choices=GROUND_CHOICES)
    statute = models.CharField(_("undang-undang dan pasal"), max_length=300, blank=True)
    has_written_consent = models.BooleanField(_("ada persetujuan tertulis"), null=True)
    concerns_public_office = models.BooleanField(_("menyangkut jabatan publik"), null=True)
    if_opened = EncryptedTextField(_("konsekuensi bila dibuka"))
    if_closed = EncryptedTextField(_("konsekuensi bila ditutup"), blank=True)
    starts_on = models.DateField(_("berlaku sejak"))
    ends_on = models.DateField(_("berakhir"), null=True, blank=True)
    review_on = models.DateField(_("ditinjau"), null=True, blank=True)
    # As it stood before a change, for Lampiran IV and the public list of renewals.
    former_ground = models.CharField(max_length=1, blank=True)
    former_statute = models.CharField(max_length=300, blank=True)
    former_if_opened = EncryptedTextField(blank=True)
    former_if_closed = EncryptedTextField(blank=True)
    former_ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("informasi yang diuji")
        verbose_name_plural = _("informasi yang diuji")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.test_id}.{self.position}"

    def as_facts(self, *, leader_approved: bool) -> ExemptionFacts:
        return ExemptionFacts(
            Ground(self.ground),
            self.starts_on,
            self.ends_on,
            self.review_on,
            self.statute,
            leader_approved,
            None,
            self.has_written_consent,
            self.concerns_public_office,
        )


class ExemptionDecree(models.Model):
    """The SK (Lampiran III, or V for a change), with both approvals before it (trap T9).

    The row is made when PPID Utama has read the sheet; number and date come with the signed decree.
    """

    test = models.OneToOneField(ConsequenceTest, models.PROTECT, related_name="decree")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    superior_on = models.DateField(_("disetujui Atasan PPID"), null=True, blank=True)
    superior_by = _person()
    superior_number = models.CharField(_("nomor persetujuan Atasan PPID"), max_length=120, blank=True)
    superior_file = _paper()
    leader_on = models.DateField(_("disetujui Wali Kota"), null=True, blank=True)
    leader_name = models.CharField(_("nama Wali Kota"), max_length=150, blank=True)
    leader_number = models.CharField(_("nomor persetujuan Wali Kota"), max_length=120, blank=True)
    leader_file = _paper()
    leader_recorded_by = _person()
    leader_recorded_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(_("nomor keputusan"), max_length=120, blank=True)
    dated_on = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    signer_name = models.CharField(_("nama PPID"), max_length=150, blank=True)
    signer_title = models.CharField(_("jabatan PPID"), max_length=200, blank=True)
    file = _paper()
    recorded_by = _person()
    recorded_at = models.DateTimeField(_("dicatat"), null=True, blank=True)

    class Meta:
        verbose_name = _("keputusan pengecualian")
        verbose_name_plural = _("keputusan pengecualian")
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="exemption_decree_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number="")
                | Q(dated_on__isnull=False, leader_on__isnull=False, superior_on__isnull=False),
                name="exemption_decree_has_both_approvals",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"

    @property
    def approvals(self) -> Approvals:
        return Approvals(self.leader_on, self.superior_on)

    @property
    def is_in_force(self) -> bool:
        return bool(self.number)


class ExemptFile(models.Model):
    """A document that is closed: kept encrypted, read by few, released only through a check."""

    item = models.ForeignKey(TestedItem, models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = _person()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ExemptionReview(models.Model):
    """PPID Utama looked at an exemption without an end date, and what it found."""

    exemption = models.ForeignKey(Exemption, models.CASCADE, related_name="reviews")
    at = models.DateTimeField()
    by = _person()
    reason = EncryptedTextField(_("pertimbangan"))
    former_review_on = models.DateField()
    next_review_on = models.DateField(_("ditinjau lagi"))

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.exemption_id} {self.at:%Y-%m-%d}"


class ReleaseCheck(models.Model):
    """The check before a file of an open exemption leaves: other grounds, and personal data."""

    exemption = models.ForeignKey(Exemption, models.CASCADE, related_name="release_checks")
    file = models.ForeignKey(ExemptFile, models.PROTECT, null=True, blank=True, related_name="checks")
    at = models.DateTimeField()
    by = _person()
    other_ground = models.CharField(_("alasan lain"), max_length=1, choices=GROUND_CHOICES, blank=True)
    personal_data = models.CharField(
        _("data pribadi"), max_length=8, choices=[(value.value, value.value) for value in PersonalData]
    )
    note = EncryptedTextField(_("catatan"), blank=True)
    passed = models.BooleanField(default=False)
    entry = models.ForeignKey(
        "disclosure.ListEntry", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.exemption_id} {self.at:%Y-%m-%d}"
