"""The catalogue of mandated items, by edition, and decisions that an item does not apply to an agency."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disclosure.law.categories import Category
from disclosure.law.obligations import Audience, Duty, ItemRule, Level
from portal.agencies.models import Agency

CATEGORY_NAMES: dict[str, Any] = {
    Category.PERIODIC.value: _("Berkala"),
    Category.IMMEDIATE.value: _("Serta merta"),
    Category.ANYTIME.value: _("Setiap saat"),
    Category.EXEMPT.value: _("Dikecualikan"),
}
CATEGORY_CHOICES = list(CATEGORY_NAMES.items())


class CatalogueEditionQuerySet(models.QuerySet["CatalogueEdition"]):
    def in_force_on(self, day: date) -> CatalogueEditionQuerySet:
        """Editions of the checklist in force on a day, the latest first."""
        return self.filter(is_checklist=True, valid_from__lte=day).order_by("-valid_from", "-pk")

    def checklist_on(self, day: date) -> CatalogueEdition | None:
        """The edition whose items are counted on a day: the latest one then in force."""
        return self.in_force_on(day).first()


class CatalogueEdition(models.Model):
    """A regulation with its list of items. Rows outside PERKI are lists of their own (``is_checklist``
    false).
    """

    key = models.SlugField(_("kunci"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    title = models.CharField(_("tentang"), max_length=250, blank=True)
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    replaces = models.CharField(_("menggantikan"), max_length=200, blank=True)
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    is_checklist = models.BooleanField(_("dihitung dalam daftar periksa"), default=False)

    objects = CatalogueEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edisi katalog")
        verbose_name_plural = _("edisi katalog")
        ordering = ["-is_checklist", "name"]

    def __str__(self) -> str:
        return self.name


class MandatedItem(models.Model):
    """One row of an edition. ``interval_months``: 0 at once, empty where no text sets an interval."""

    edition = models.ForeignKey(CatalogueEdition, models.PROTECT, related_name="items")
    key = models.SlugField(_("kunci"), max_length=60)
    code = models.CharField(_("pasal"), max_length=40)
    category = models.CharField(_("kategori"), max_length=12, choices=CATEGORY_CHOICES, db_index=True)
    level = models.CharField(_("tingkat"), max_length=10, choices=[(v.value, v.value) for v in Level])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    title_id = models.CharField(_("nama"), max_length=400)
    title_en = models.CharField(_("nama dalam bahasa Inggris"), max_length=400, blank=True)
    interval_months = models.PositiveSmallIntegerField(_("selang pembaruan (bulan)"), null=True, blank=True)
    audiences = models.JSONField(_("berlaku untuk"), default=list)
    duty = models.CharField(
        _("sifat kewajiban"),
        max_length=10,
        choices=[(v.value, v.value) for v in Duty],
        default=Duty.OWN.value,
    )
    legal_ref = models.CharField(_("dasar hukum"), max_length=200)
    is_verified = models.BooleanField(_("teks pasal sudah dibaca"), default=True)
    is_leaf = models.BooleanField(_("dapat dipenuhi"), default=False, db_index=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("jenis informasi wajib")
        verbose_name_plural = _("jenis informasi wajib")
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="mandated_item_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        if self.title_en and (get_language() or "id").startswith("en"):
            return self.title_en
        return self.title_id

    def as_rule(self, parent_key: str | None) -> ItemRule:
        """The row as the law's functions take it. The caller knows the parent's key, so no query is made."""
        return ItemRule(
            key=self.key,
            category=Category(self.category),
            level=Level(self.level),
            parent=parent_key,
            interval_months=self.interval_months,
            audiences=frozenset(Audience(a) for a in self.audiences),
            duty=Duty(self.duty),
            title=self.title_id,
        )


class NotApplicableQuerySet(models.QuerySet["NotApplicable"]):
    def in_force_on(self, day: date) -> NotApplicableQuerySet:
        """Approved decisions that hold on a day; a proposal counts for nothing."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            decision=NotApplicable.Decision.APPROVED,
            valid_from__lte=day,
        )


class NotApplicable(models.Model):
    """An agency says that an item does not apply to it; DKISS decides (reading of trap T24)."""

    class Decision(models.TextChoices):
        PROPOSED = "proposed", _("Menunggu DKISS")
        APPROVED = "approved", _("Disetujui")
        REJECTED = "rejected", _("Ditolak")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="not_applicable")
    item_key = models.SlugField(_("jenis informasi"), max_length=60)
    reason = models.TextField(_("alasan"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("diajukan"))
    decision = models.CharField(_("putusan"), max_length=10, choices=Decision, default=Decision.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("diputus"), null=True, blank=True)
    decision_note = models.CharField(_("catatan DKISS"), max_length=300, blank=True)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = NotApplicableQuerySet.as_manager()

    class Meta:
        verbose_name = _("kewajiban yang tidak berlaku")
        verbose_name_plural = _("kewajiban yang tidak berlaku")
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["agency", "item_key"], name="not_applicable_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="not_applicable_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_key}: {self.reason[:60]}"
