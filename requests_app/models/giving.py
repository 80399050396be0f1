"""How information is given: what copies cost, what was paid, when somebody comes to see it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PaidHow(models.TextChoices):
    """PERKI 1/2021 Art 38(3)."""

    CASH = "cash", _("Tunai di loket")
    ACCOUNT = "account", _("Rekening resmi badan publik")
    EMONEY = "emoney", _("Uang elektronik")


class CostRateQuerySet(models.QuerySet["CostRate"]):
    def active_on(self, day: date) -> "CostRateQuerySet":
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class CostRate(models.Model):
    """An announced price for copying or sending, in whole rupiah a unit (PERKI 1/2021 Art 37(3), 38(2))."""

    label = models.CharField(_("uraian"), max_length=120)
    unit = models.CharField(_("satuan"), max_length=30)
    unit_price = models.PositiveIntegerField(_("harga satuan (rupiah)"))
    basis = models.CharField(_("dasar penetapan"), max_length=200)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CostRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tarif")
        verbose_name_plural = _("tarif")
        ordering = ["label", "-valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="cost_rate_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.label


class CostSheet(models.Model):
    """The costs of one answer; its lines stand in the letter. ``total`` in whole rupiah."""

    case = models.ForeignKey("requests_app.InformationRequest", models.PROTECT, related_name="cost_sheets")
    letter = models.OneToOneField("requests_app.Letter", models.PROTECT, related_name="cost_sheet")
    total = models.PositiveIntegerField(_("jumlah"))
    created_at = models.DateTimeField()
    paid_on = models.DateField(_("dibayar"), null=True, blank=True)
    paid_how = models.CharField(_("cara membayar"), max_length=8, choices=PaidHow, blank=True)
    receipt = models.OneToOneField(
        "requests_app.Letter", models.PROTECT, null=True, blank=True, related_name="paid_sheet"
    )

    class Meta:
        verbose_name = _("rincian biaya")
        verbose_name_plural = _("rincian biaya")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True, receipt__isnull=True)
                | (Q(paid_on__isnull=False, receipt__isnull=False) & ~Q(paid_how="")),
                name="cost_sheet_paid_with_receipt",
            )
        ]

    def __str__(self) -> str:
        return str(self.letter)


class Viewing(models.Model):
    """An appointment to see the information on the spot (PERKI 1/2021 Art 23(1), 35); done with its record."""

    case = models.ForeignKey("requests_app.InformationRequest", models.PROTECT, related_name="viewings")
    at = models.DateTimeField(_("waktu"))
    place = models.CharField(_("tempat"), max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    letter = models.OneToOneField(
        "requests_app.Letter", models.PROTECT, null=True, blank=True, related_name="viewing"
    )

    class Meta:
        verbose_name = _("janji melihat informasi")
        verbose_name_plural = _("janji melihat informasi")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(replaced_at__isnull=True, letter__isnull=True),
                name="viewing_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.at:%Y-%m-%d}"
