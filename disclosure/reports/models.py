"""Finished compliance reports, frozen with data, number and hashes; a correction is a new edition."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.files.models import private_storage


def _path(report: ComplianceReport, filename: str) -> str:
    return f"reports/{report.as_of.year}/{uuid.uuid4().hex}.pdf"


class State(models.TextChoices):
    BUILDING = "building", _("Sedang disusun")
    READY = "ready", _("Siap")
    PUBLISHED = "published", _("Terbit")
    FAILED = "failed", _("Gagal")


class ComplianceReportQuerySet(models.QuerySet["ComplianceReport"]):
    def finished(self) -> ComplianceReportQuerySet:
        return self.filter(state__in=[State.READY, State.PUBLISHED])


class ComplianceReport(models.Model):
    """One edition of one unit's report for a period; without `agency` it is the city's.

    The same data gives the same edition again; changed data gives the next edition and the old one stays.
    """

    number = models.CharField(_("nomor"), max_length=60, unique=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="compliance_reports",
        verbose_name=_("perangkat daerah"),
    )  # fmt: skip
    start = models.DateField(_("dari"))
    end = models.DateField(_("sampai"))
    as_of = models.DateTimeField(_("keadaan pada"))
    edition = models.PositiveSmallIntegerField(_("edisi"), default=1)
    data = models.TextField(_("data beku"), editable=False)
    data_sha256 = models.CharField(max_length=64, editable=False)
    pdf = models.FileField(storage=private_storage, upload_to=_path, blank=True, max_length=120)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(default=0, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False, help_text=_("byte"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.BUILDING)
    failure = models.CharField(_("sebab gagal"), max_length=300, blank=True)
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    built_at = models.DateTimeField(_("disusun"))
    published_at = models.DateTimeField(_("diterbitkan"), null=True, blank=True)

    objects = ComplianceReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan kepatuhan")
        verbose_name_plural = _("laporan kepatuhan")
        ordering = ["-built_at", "-pk"]
        indexes = [models.Index(fields=["agency", "start", "end"], name="report_of_agency_period")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "start", "end", "data_sha256"], name="report_once"),
            models.UniqueConstraint(fields=["agency", "start", "end", "edition"], name="report_edition_once"),
            # An empty agency (the whole city) equals no other to a database, and SQLite cannot be told otherwise.
            models.UniqueConstraint(
                fields=["start", "end", "data_sha256"],
                condition=Q(agency__isnull=True),
                name="report_once_city",
            ),
            models.UniqueConstraint(
                fields=["start", "end", "edition"],
                condition=Q(agency__isnull=True),
                name="report_edition_once_city",
            ),
            models.CheckConstraint(condition=Q(end__gte=models.F("start")), name="report_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.number
