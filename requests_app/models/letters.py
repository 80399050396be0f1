"""Letters of a case: written notices with two dates, sent and received."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField
from portal.files.models import StoredFile


class Letter(models.Model):
    """A numbered paper. The citizen's periods run from ``received_on``; unknown favours the citizen."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Tanda bukti penerimaan")
        INCOMPLETE = "incomplete", _("Surat keterangan tidak lengkap")
        NOTICE = "notice", _("Pemberitahuan tertulis")
        EXTENSION = "extension", _("Pemberitahuan perpanjangan")
        FORWARDING = "forwarding", _("Surat penerusan")
        REFUSAL = "refusal", _("Keputusan penolakan")

    case = models.ForeignKey("requests_app.InformationRequest", models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=16, choices=Kind)
    number = models.CharField(_("nomor surat"), max_length=80, blank=True)
    dated_on = models.DateField(_("tanggal"))
    signer_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    signer_name = models.CharField(max_length=150, blank=True)
    signer_title = models.CharField(max_length=150, blank=True)
    body = EncryptedTextField(_("isi"), blank=True)
    data = models.JSONField(default=dict, blank=True)
    channel = models.CharField(_("disampaikan lewat"), max_length=12, blank=True)
    sent_on = models.DateField(_("dikirim"), null=True, blank=True)
    received_on = models.DateField(_("diterima"), null=True, blank=True)
    receipt_evidence = models.CharField(_("bukti terima"), max_length=200, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    voided_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    void_reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="letter_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.get_kind_display()
