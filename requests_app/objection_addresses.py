"""Addresses of an objection that leave the portal: in letters, mails and QR codes. None changes anything by GET."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from .addresses import absolute
from .models import Objection

_EMAIL_SALT = "objections.email"
_RECEIPT_SALT = "objections.receipt"


def track_url(objection: Objection) -> str:
    """The look-up page with a number that the holder has a code for."""
    number = objection.case.number if objection.case is not None else objection.number
    with translation.override(objection.language or settings.LANGUAGE_CODE):
        return absolute(f"{reverse('requests:track')}?nomor={number}")


def desk_url(objection: Objection) -> str:
    return absolute(reverse("objections:objection", args=[objection.pk]))


def email_url(objection: Objection) -> str:
    token = signing.Signer(salt=_EMAIL_SALT).sign_object([objection.pk, objection.email_index])
    with translation.override(objection.language or settings.LANGUAGE_CODE):
        return absolute(reverse("requests:objection_confirm", args=[token]))


def objection_of_email_token(token: str) -> Objection | None:
    """The objection, unless its address has changed since the mail was sent."""
    found = _named(token, _EMAIL_SALT)
    if found is None or not found[1]:
        return None
    rows = Objection.objects.select_related("agency", "case").filter(pk=found[0], email_index=found[1])
    return rows.filter(case__isnull=True).first()


def receipt_token(objection: Objection) -> str:
    """The same for every copy of one form, so that fifty receipts are equal."""
    return signing.Signer(salt=_RECEIPT_SALT).sign_object([objection.pk, objection.tracking_code_hash[:12]])


def objection_of_receipt_token(token: str) -> Objection | None:
    found = _named(token, _RECEIPT_SALT)
    if found is None:
        return None
    objection = Objection.objects.select_related("agency", "case").filter(pk=found[0]).first()
    return objection if objection and objection.tracking_code_hash[:12] == found[1] else None


def _named(token: str, salt: str) -> tuple[int, str] | None:
    try:
        pk, word = signing.Signer(salt=salt).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(pk), str(word)
