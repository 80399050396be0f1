"""A notice as it stands now, and every message that was sent of it, each frozen as it was."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disclosure.emergency import words
from disclosure.law.emergencies import (
    Certainty,
    MessageType,
    Response,
    Severity,
    Status,
    Urgency,
)
from portal.agencies.models import Agency
from portal.files.models import StoredFile

#: What an update may change and each message keeps.
CONTENT = (
    "hazard", "status", "severity", "urgency", "certainty", "response", "headline", "places", "area_detail",
    "description", "instruction", "evacuation", "source", "source_url", "contact", "starts_at", "ends_at",
    "picture_alt",
)  # fmt: skip


class NoticeQuerySet(models.QuerySet["EmergencyNotice"]):
    def running_at(self, moment: datetime) -> NoticeQuerySet:
        """Announced and not over: past its end a notice is gone although no job has run."""
        return self.filter(announced_at__lte=moment, ends_at__gt=moment)

    def over_at(self, moment: datetime) -> NoticeQuerySet:
        return self.filter(ends_at__lte=moment)


class EmergencyNotice(models.Model):
    """One announced event. Ending it early moves ``ends_at`` to that moment; the messages keep what was said."""

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="emergency_notices", verbose_name=_("unit")
    )
    hazard = models.CharField(_("apa yang terjadi"), max_length=20, choices=words.HAZARD_CHOICES)
    status = models.CharField(
        _("sungguhan atau latihan"), max_length=10, choices=words.STATUS_CHOICES, default=Status.ACTUAL.value
    )
    severity = models.CharField(
        _("seberapa berbahaya"), max_length=10, choices=words.SEVERITY_CHOICES, default=Severity.SEVERE.value
    )
    urgency = models.CharField(
        _("kapan orang harus bertindak"), max_length=10, choices=words.URGENCY_CHOICES,
        default=Urgency.IMMEDIATE.value,
    )  # fmt: skip
    certainty = models.CharField(
        _("seberapa pasti"), max_length=10, choices=words.CERTAINTY_CHOICES, default=Certainty.OBSERVED.value
    )
    response = models.CharField(
        _("tindakan pertama"), max_length=10, choices=words.RESPONSE_CHOICES, default=Response.AVOID.value
    )
    headline = models.CharField(_("judul"), max_length=140)
    places = models.JSONField(_("kecamatan"), default=list)
    area_detail = models.CharField(_("tempat persisnya"), max_length=250, blank=True)
    description = models.TextField(_("apa yang terjadi"), max_length=3000)
    instruction = models.TextField(_("apa yang harus dilakukan"), max_length=3000)
    evacuation = models.TextField(_("tempat dan jalan mengungsi"), max_length=1500, blank=True)
    source = models.CharField(_("sumber kabar"), max_length=200)
    source_url = models.URLField(_("tautan sumber"), max_length=500, blank=True)
    contact = models.CharField(_("nomor bantuan"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("berakhir"), db_index=True)
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    picture_alt = models.CharField(_("isi gambar dengan kata-kata"), max_length=500, blank=True)
    audio = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    announced_at = models.DateTimeField(_("diumumkan"))
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("diakhiri petugas"), null=True, blank=True)
    end_reason = models.CharField(_("alasan diakhiri"), max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengumuman serta merta")
        verbose_name_plural = _("pengumuman serta merta")
        ordering = ["-announced_at", "-pk"]
        indexes = [models.Index(fields=["agency", "-announced_at"], name="notice_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("announced_at")), name="notice_ends_after_announcement"
            )
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("emergency:notice", args=[self.pk])

    @property
    def is_drill(self) -> bool:
        return self.status == Status.EXERCISE

    @property
    def severity_word(self) -> Any:
        return words.SEVERITY_WORDS[self.severity]

    @property
    def area(self) -> str:
        """Where, in one line: what CAP calls areaDesc."""
        return area_line(self.places, self.area_detail)

    def is_running_at(self, moment: datetime) -> bool:
        return self.announced_at <= moment < self.ends_at


def area_line(places: list[str], detail: str) -> str:
    if words.WHOLE_CITY in places or not places:
        where = f"Seluruh {settings.CITY_NAME}" if words.WHOLE_CITY in places else settings.CITY_NAME
    else:
        where = f"Kecamatan {', '.join(places)}, {settings.CITY_NAME}"
    return f"{detail}, {where}" if detail else where


class EmergencyMessage(models.Model):
    """One message as it was sent; ``content`` holds the values of CONTENT and of picture and audio then."""

    notice = models.ForeignKey(EmergencyNotice, models.PROTECT, related_name="messages")
    number = models.PositiveSmallIntegerField(_("urutan"))
    kind = models.CharField(
        _("jenis"), max_length=10, choices=words.MESSAGE_CHOICES, default=MessageType.ALERT.value
    )
    identifier = models.CharField(max_length=120, unique=True)
    sender = models.CharField(max_length=120)
    sent_at = models.DateTimeField(_("dikirim"), db_index=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("pesan serta merta")
        verbose_name_plural = _("pesan serta merta")
        ordering = ["notice", "number"]
        constraints = [models.UniqueConstraint(fields=["notice", "number"], name="emergency_message_once")]

    def __str__(self) -> str:
        return self.identifier


def content_of(notice: EmergencyNotice) -> Mapping[str, Any]:
    """What a message keeps of its notice; moments as ISO 8601 with their offset."""
    kept: dict[str, Any] = {}
    for name in CONTENT:
        value = getattr(notice, name)
        kept[name] = value.isoformat() if isinstance(value, datetime | date) else value
    kept["agency"] = notice.agency.name
    for name in ("picture", "audio"):
        stored = getattr(notice, name)
        kept[name] = {"type": stored.content_type, "size": stored.size} if stored else None
    return kept
