"""Bantuan kedinasan: one public body asks another for information (PERKI 1/2021 Art 54-55). No request of a
citizen: no ten days, no objection, a register of its own.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class Assistance(models.Model):
    """One line of the register; ``sequence`` counts within the unit and year, without gaps."""

    class Outcome(models.TextChoices):
        GIVEN = "given", _("Diberikan")
        PARTLY = "partly", _("Diberikan sebagian")
        DECLINED = "declined", _("Tidak dapat diberikan")

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="assistance", verbose_name=_("diminta dari")
    )
    number = models.CharField(_("nomor"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    body = models.CharField(_("badan yang meminta"), max_length=200)
    letter_number = models.CharField(_("nomor surat permintaan"), max_length=120, blank=True)
    letter_on = models.DateField(_("tanggal surat"), null=True, blank=True)
    received_on = models.DateField(_("diterima"), db_index=True)
    information = models.CharField(_("informasi yang diminta"), max_length=500)
    purpose = models.CharField(_("keperluan tugas"), max_length=300)
    outcome = models.CharField(_("hasil"), max_length=10, choices=Outcome, blank=True, db_index=True)
    answered_on = models.DateField(_("dijawab"), null=True, blank=True)
    note = models.CharField(_("keterangan"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bantuan kedinasan")
        verbose_name_plural = _("bantuan kedinasan")
        ordering = ["-received_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "sequence"], name="assistance_number_once"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on__isnull=True)
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
                name="assistance_answered_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=models.F("received_on")),
                name="assistance_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.number
