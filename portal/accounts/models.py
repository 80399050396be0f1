"""People who work in the portal. Citizens have no accounts (issue: a number and a code open their case)."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates staff by e-mail address; addresses are compared without regard to case."""

    def _create(self, email: str, password: str | None, **fields: Any) -> "User":
        if not email:
            raise ValueError("Alamat surel wajib diisi.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        fields.setdefault("is_staff", False)
        fields.setdefault("is_superuser", False)
        return self._create(email, password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self._create(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractUser):
    """One person; what they may do comes from memberships (portal.agencies), never from this row."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("alamat surel"), unique=True)
    nip = models.CharField(_("NIP"), max_length=30, blank=True)
    position = models.CharField(_("jabatan"), max_length=150, blank=True)
    phone = models.CharField(_("telepon kantor"), max_length=40, blank=True)
    # The day on which the groups of Wagtail were last made equal to the memberships; these have dates.
    rights_synced_on = models.DateField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("petugas")
        verbose_name_plural = _("petugas")
        ordering = ["email"]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Invitation(models.Model):
    """A way in for a person who has an account but no password yet: one link, used once, dead after a
    while.

    The link carries a signed copy of ``nonce`` (portal.accounts.invitations); the table alone opens
    nothing.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    nonce = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("dikirim"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    accepted_at = models.DateTimeField(_("diterima"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("diganti"), null=True, blank=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("undangan")
        verbose_name_plural = _("undangan")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.sent_at:%Y-%m-%d}"
