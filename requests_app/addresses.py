"""Addresses of a case that leave the portal: in letters, mails, QR codes. None of them changes anything by
GET.
"""

from django.conf import settings
from django.core import signing
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from .models import InformationRequest, Letter

_EMAIL_SALT = "requests.email"
_RECEIPT_SALT = "requests.receipt"


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def track_url(case: InformationRequest) -> str:
    """The look-up page with the number filled in; the code is still asked for."""
    with translation.override(case.language or settings.LANGUAGE_CODE):
        return absolute(f"{reverse('requests:track')}?nomor={case.number}")


def lookup_url(language: str = "") -> str:
    with translation.override(language or settings.LANGUAGE_CODE):
        return absolute(reverse("requests:track"))


def desk_url(case: InformationRequest) -> str:
    """The case on the officers' desk, or the admin's front page while the desk has no such page."""
    try:
        return absolute(reverse("desk:case", args=[case.pk]))
    except NoReverseMatch:
        return absolute(reverse("wagtailadmin_home"))


def verify_url(letter: Letter) -> str:
    """The public page that confirms a letter; in the QR code, so without a language of its own."""
    with translation.override(settings.LANGUAGE_CODE):
        return absolute(reverse("requests:verify", args=[letter.token]))


def email_token(case: InformationRequest) -> str:
    """Names one case and the address it had when the mail was sent; a changed address ends the link."""
    return signing.Signer(salt=_EMAIL_SALT).sign_object([case.pk, case.email_index])


def case_of_email_token(token: str) -> InformationRequest | None:
    try:
        pk, index = signing.Signer(salt=_EMAIL_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = InformationRequest.objects.select_related("agency").filter(pk=pk, email_index=index)
    return found.exclude(email_index="").first()


def email_url(case: InformationRequest) -> str:
    with translation.override(case.language or settings.LANGUAGE_CODE):
        return absolute(reverse("requests:confirm", args=[email_token(case)]))


def receipt_token(case: InformationRequest) -> str:
    """The same for every copy of one form, so that fifty receipts are equal."""
    return signing.Signer(salt=_RECEIPT_SALT).sign_object([case.pk, case.tracking_code_hash[:12]])


def case_of_receipt_token(token: str) -> InformationRequest | None:
    """The case, unless its code was replaced since: then the old receipt opens nothing."""
    try:
        pk, start = signing.Signer(salt=_RECEIPT_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    case = InformationRequest.objects.select_related("agency").filter(pk=pk).first()
    return case if case and case.tracking_code_hash[:12] == start else None
