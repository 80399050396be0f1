"""Letting a person in for the first time: one link by mail, used once, dead after INVITATION_DAYS."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction

from portal.audit.services import record
from portal.background import enqueue_after_commit
from portal.kernel.errors import InputError, RuleViolation

from .links import SALT
from .models import Invitation, User
from .tasks import send_invitation


def lifetime() -> timedelta:
    return timedelta(days=getattr(settings, "INVITATION_DAYS", 7))


@transaction.atomic
def invite(*, user: User, actor: Any, now: datetime, acting_as: str = "") -> Invitation:
    """Send ``user`` a link to choose a password; earlier links of the same person die.

    Raises RuleViolation for a closed account or one that already has a password.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise RuleViolation("Akun ini ditutup. Buka kembali sebelum mengundang.", code="closed")
    if user.has_usable_password():
        raise RuleViolation(
            "Petugas ini sudah punya kata sandi. Arahkan ke “Lupa kata sandi” di halaman masuk.",
            code="has_password",
        )
    user.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now)
    invitation = Invitation.objects.create(
        user=user, nonce=secrets.token_urlsafe(32), sent_at=now, expires_at=now + lifetime(), invited_by=actor
    )
    record(
        action="user.invited", actor=actor, acting_as=acting_as, target=user,
        data={"invitation": invitation.pk, "expires": invitation.expires_at}, at=now,
    )  # fmt: skip
    enqueue_after_commit(send_invitation, invitation.pk)
    return invitation


def find(token: str, now: datetime) -> Invitation:
    """The open invitation of a link; raises InputError that says what to do, the same for every cause but
    age.
    """
    try:
        key, nonce = signing.loads(token, salt=SALT)
        invitation = Invitation.objects.select_related("user").get(pk=key, nonce=nonce)
    except (signing.BadSignature, ValueError, TypeError, Invitation.DoesNotExist):
        raise InputError(
            "Tautan ini tidak dikenal. Salin seluruh alamat dari surel, atau minta undangan baru.",
            code="unknown",
        ) from None
    if invitation.accepted_at is not None:
        raise InputError(
            "Undangan ini sudah dipakai. Masuklah dengan kata sandi yang Anda buat.", code="used"
        )
    if invitation.revoked_at is not None:
        raise InputError("Undangan ini sudah diganti. Pakai tautan dari surel terbaru.", code="replaced")
    if now >= invitation.expires_at or not invitation.user.is_active:
        raise InputError("Masa berlaku undangan ini habis. Minta undangan baru kepada DKISS.", code="expired")
    return invitation


@transaction.atomic
def accept(*, token: str, password: str, now: datetime) -> User:
    """Set the password and use up the link; of two at once the second is refused."""
    found = find(token, now)
    invitation = Invitation.objects.select_for_update().get(pk=found.pk)
    if invitation.accepted_at is not None:
        raise InputError(
            "Undangan ini sudah dipakai. Masuklah dengan kata sandi yang Anda buat.", code="used"
        )
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now)
    record(action="user.accepted", actor=user, target=user, data={"invitation": invitation.pk}, at=now)
    return user
