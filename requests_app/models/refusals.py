"""A refusal on its way through three hands, and the decrees by which signing it is delegated."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField
from requests_app.law.grounds import RefusalKind


class SigningDelegationQuerySet(models.QuerySet["SigningDelegation"]):
    def active_on(self, day: date) -> "SigningDelegationQuerySet":
        return self.filter(valid_from__lte=day, valid_until__gte=day, ended_at__isnull=True)


class SigningDelegation(models.Model):
    """PPID Utama lets the PPID Pelaksana of one unit sign refusals, by a decree and for its days only."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="signing_delegations")
    decree_number = models.CharField(_("nomor keputusan"), max_length=100)
    decree_date = models.DateField(_("tanggal keputusan"))
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("diakhiri"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SigningDelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pendelegasian penandatanganan penolakan")
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="signing_delegation_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} · {self.decree_number}"


class Refusal(models.Model):
    """One draft of a refusal (PERKI 1/2021 Art 10(2)f, 34; Lampiran IX): drafted, signed, approved or returned.

    The text names the kind of document, never the secret. A returned draft stays as it was; the next one is a
    new row.
    """

    case = models.ForeignKey("requests_app.InformationRequest", models.PROTECT, related_name="refusals")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in RefusalKind])
    ground = models.CharField(_("huruf Pasal 17"), max_length=1, blank=True)
    statute = models.CharField(_("pasal dan peraturan"), max_length=300, blank=True)
    decree_id = models.CharField(max_length=60, blank=True)
    decree_number = models.CharField(_("nomor keputusan pengecualian"), max_length=150, blank=True)
    decree_title = models.CharField(max_length=300, blank=True)
    matter = EncryptedTextField(_("informasi yang ditolak"))
    consequence = EncryptedTextField(_("akibat bila dibuka"), blank=True)
    reason = EncryptedTextField(_("alasan untuk pemohon"))

    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_as = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_as = models.CharField(max_length=150, blank=True)
    delegation = models.ForeignKey(SigningDelegation, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_as = models.CharField(max_length=150, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_reason = models.CharField(_("alasan dikembalikan"), max_length=500, blank=True)
    letter = models.ForeignKey(
        "requests_app.Letter", models.PROTECT, null=True, blank=True, related_name="refusals"
    )

    class Meta:
        verbose_name = _("usul penolakan")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(approved_at__isnull=True, returned_at__isnull=True),
                name="refusal_one_pending",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(signed_at__isnull=False, returned_at__isnull=True),
                name="refusal_signed_before_approved",
            ),
            models.CheckConstraint(
                condition=~Q(kind="exemption") | (~Q(ground="") & ~Q(decree_id="")),
                name="refusal_exemption_has_decree",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.ground}".strip()

    @property
    def is_pending(self) -> bool:
        return self.approved_at is None and self.returned_at is None
