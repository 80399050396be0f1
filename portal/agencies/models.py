"""The city's units (OPD) with their dated names, and who works for which of them in what role."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    SECRETARIAT = "sekretariat", _("Sekretariat")
    INSPECTORATE = "inspektorat", _("Inspektorat")
    BODY = "badan", _("Badan")
    OFFICE = "dinas", _("Dinas")
    UNIT = "satuan", _("Satuan")
    HOSPITAL = "rsud", _("Rumah sakit daerah")
    DISTRICT = "kecamatan", _("Kecamatan")


class Named(NamedTuple):
    """What a unit was called on a day."""

    code: str
    name: str


class AgencyQuerySet(models.QuerySet["Agency"]):
    def by_code(self, code: str) -> "Agency":
        """The unit that bears or once bore ``code`` (any case); today's bearer comes first.

        Raises Agency.DoesNotExist when no unit ever bore it.
        """
        wanted = code.strip()
        found = (
            self.filter(code__iexact=wanted).first()
            or self.filter(names__code__iexact=wanted).order_by("-names__valid_until").first()
        )
        if found is None:
            raise self.model.DoesNotExist(_("Tidak ada perangkat daerah dengan singkatan %s.") % wanted)
        return found

    def active_on(self, day: date) -> "AgencyQuerySet":
        return self.filter(
            Q(established_on__isnull=True) | Q(established_on__lte=day),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day),
        )

    def named_like(self, words: str) -> "AgencyQuerySet":
        """Units whose present or former name or code holds every word."""
        found = self
        for word in words.split():
            former = AgencyName.objects.filter(Q(code__icontains=word) | Q(name__icontains=word))
            found = found.filter(
                Q(code__icontains=word) | Q(name__icontains=word) | Q(pk__in=former.values("agency"))
            )
        return found


class Agency(models.Model):
    """A unit of the city government. ``code`` and ``name`` are today's; earlier ones stand in ``names``."""

    code = models.CharField(_("singkatan"), max_length=30, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    slug = models.SlugField(_("alamat"), max_length=80, unique=True)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind, default=Kind.OFFICE)
    summary = models.CharField(_("uraian singkat"), max_length=300, blank=True)
    address = models.TextField(_("alamat kantor"), blank=True)
    phone = models.CharField(_("telepon"), max_length=60, blank=True)
    email = models.EmailField(_("pos-el"), blank=True)
    website = models.URLField(_("laman"), blank=True)
    postal_code = models.CharField(_("kode pos"), max_length=10, blank=True)
    map_url = models.URLField(_("tautan peta"), blank=True)
    # Attributes that duties depend on (PERKI 1/2021 Art 15(2)h-i, 20, 21(1)f): data, confirmed by DKISS.
    issues_permits = models.BooleanField(_("menerbitkan izin atau perjanjian kerja"), default=False)
    runs_schools = models.BooleanField(_("menyelenggarakan pendidikan"), default=False)
    recruits = models.BooleanField(_("menerima calon pegawai"), default=False)
    is_ppid_utama = models.BooleanField(_("PPID Utama"), default=False)
    established_on = models.DateField(_("berdiri sejak"), null=True, blank=True)
    dissolved_on = models.DateField(_("berakhir pada"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    is_demo_only = models.BooleanField(default=False, editable=False)
    # Where the unit's images and documents lie; made with the unit's first grant.
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="agency",
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("perangkat daerah")
        verbose_name_plural = _("perangkat daerah")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_ppid_utama"], condition=Q(is_ppid_utama=True), name="agency_one_ppid_utama"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_active_on(self, day: date) -> bool:
        return (self.established_on is None or self.established_on <= day) and (
            self.dissolved_on is None or day < self.dissolved_on
        )

    def named_on(self, day: date) -> Named:
        """Code and name on ``day``; today's where no earlier one is dated to it."""
        for former in self.names.all():
            if former.covers(day):
                return Named(former.code, former.name)
        return Named(self.code, self.name)

    def name_on(self, day: date) -> str:
        return self.named_on(day).name


class AgencyName(models.Model):
    """A name and code that a unit bore until a day (the last one); a rename adds a row, never edits one.

    A row without ``valid_until`` is another way people write the name: found in search, never printed.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="names")
    code = models.CharField(_("singkatan"), max_length=30)
    name = models.CharField(_("nama"), max_length=200)
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    basis = models.CharField(_("dasar"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("nama perangkat daerah")
        ordering = ["agency", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code", "name", "valid_from"], name="agency_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def covers(self, day: date) -> bool:
        if self.valid_until is None:
            return False
        return (self.valid_from is None or self.valid_from <= day) and day <= self.valid_until


class Role(models.TextChoices):
    OPERATOR = "operator", _("Operator situs")
    PPID_PELAKSANA = "ppid_pelaksana", _("PPID Pelaksana")
    ATASAN_PPID = "atasan_ppid", _("Atasan PPID")
    PIMPINAN = "pimpinan", _("Pimpinan Badan Publik")
    PPID_UTAMA = "ppid_utama", _("PPID Utama")
    NEWS_EDITOR = "news_editor", _("Penyunting berita")
    ADMINISTRATOR = "administrator", _("Administrator")


AGENCY_ROLES = frozenset({Role.OPERATOR, Role.PPID_PELAKSANA})
CITY_ROLES = frozenset(Role) - AGENCY_ROLES


class Capacity(models.TextChoices):
    FULL = "definitif", _("Definitif")
    PLT = "plt", _("Plt.")
    PLH = "plh", _("Plh.")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active_on(self, day: date) -> "MembershipQuerySet":
        return self.filter(
            Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            user__is_active=True,
        )


class Membership(models.Model):
    """Binds a person to an agency, or to the city (``agency`` empty), in a role for dated days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    capacity = models.CharField(_("kedudukan"), max_length=10, choices=Capacity, default=Capacity.FULL)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    decree_number = models.CharField(_("nomor keputusan"), max_length=100, blank=True)
    decree_date = models.DateField(_("tanggal keputusan"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("penugasan")
        verbose_name_plural = _("penugasan")
        ordering = ["user", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role__in=["operator", "ppid_pelaksana"], agency__isnull=False)
                    | (~Q(role__in=["operator", "ppid_pelaksana"]) & Q(agency__isnull=True))
                ),
                name="membership_role_fits_scope",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    def is_current_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
