"""The days off that deadlines are counted with, and how a change to them is decided by two people."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.files.models import StoredFile
from portal.kernel.formats import tanggal


class HolidayKind(models.TextChoices):
    NATIONAL = "national", _("Libur nasional")
    JOINT_LEAVE = "joint_leave", _("Cuti bersama")
    LOCAL = "local", _("Libur daerah")


class Source(models.TextChoices):
    SEED = "seed", _("Data awal")
    DECREE = "decree", _("Keputusan")


class Holiday(models.Model):
    """One day off. Not confirmed: an estimate, counted only while its year is not confirmed either."""

    date = models.DateField(_("tanggal"), unique=True)
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=12, choices=HolidayKind)
    source = models.CharField(_("sumber"), max_length=8, choices=Source, default=Source.DECREE)
    confirmed = models.BooleanField(_("disahkan"), default=False)
    decree_number = models.CharField(_("nomor keputusan"), max_length=120, blank=True)
    decree_date = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    decree_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("hari libur")
        verbose_name_plural = _("hari libur")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="seed") | (~Q(decree_number="") & Q(decree_date__isnull=False)),
                name="holiday_decree_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{tanggal(self.date)}: {self.name}"


class CalendarYear(models.Model):
    """A year with a calendar. Without a row nobody is judged by it; unconfirmed, its dates are
    provisional.
    """

    year = models.PositiveSmallIntegerField(_("tahun"), primary_key=True)
    confirmed_at = models.DateTimeField(_("disahkan"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis = models.CharField(_("dasar"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tahun kalender")
        verbose_name_plural = _("tahun kalender")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarVersion(models.Model):
    """One row whose token changes with every change: each process reads it and so never counts by an
    old one.
    """

    token = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token


class ProposalState(models.TextChoices):
    OPEN = "open", _("Menunggu pengesahan")
    CONFIRMED = "confirmed", _("Disahkan")
    REJECTED = "rejected", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Ditarik pengusul")


class HolidayProposal(models.Model):
    """A change to the calendar by a decree, proposed by one person and confirmed by another."""

    decree_number = models.CharField(_("nomor keputusan"), max_length=120)
    decree_date = models.DateField(_("tanggal keputusan"))
    decree_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("catatan"), max_length=300, blank=True)
    confirms_year = models.PositiveSmallIntegerField(_("mengesahkan tahun"), null=True, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("diusulkan"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("diputus"), null=True, blank=True)
    decision_note = models.CharField(_("alasan keputusan"), max_length=300, blank=True)
    moved = models.PositiveIntegerField(_("permohonan bergeser"), null=True, blank=True)

    class Meta:
        verbose_name = _("usulan perubahan kalender")
        verbose_name_plural = _("usulan perubahan kalender")
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "rejected"]) | ~Q(decided_by=F("proposed_by")),
                name="calendar_change_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="calendar_decision_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decree_number} ({tanggal(self.decree_date)})"


class Change(models.TextChoices):
    SET = "set", _("Tambah atau ubah")
    REMOVE = "remove", _("Hapus")


class ProposedHoliday(models.Model):
    """One day of a proposal: what the calendar should say about it."""

    proposal = models.ForeignKey(HolidayProposal, models.CASCADE, related_name="rows")
    change = models.CharField(_("perubahan"), max_length=6, choices=Change, default=Change.SET)
    date = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=12, choices=HolidayKind)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "date"], name="proposed_holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{tanggal(self.date)}: {self.name}"

    @property
    def falls_on_weekend(self) -> bool:
        return date.weekday(self.date) >= 5
