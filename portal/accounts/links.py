"""Addresses that carry a signature; apart from the services, because the task that mails them needs them too."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Invitation

SALT = "portal.accounts.invitation"


def link(invitation: Invitation) -> str:
    """The absolute address in the mail. The signature is made here; the database alone opens nothing."""
    token = signing.dumps([invitation.pk, invitation.nonce], salt=SALT)
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("account_invitation", args=[token])
