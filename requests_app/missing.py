"""What a request may lack (PERKI 1/2021 Art 27, 29(5)); it never stops the number."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import RequesterKind


class MissingItem(models.TextChoices):
    """One thing that the officer may ask for; the label is printed on the letter."""

    NAME = "name", _("Nama lengkap")
    IDENTITY_NUMBER = "identity_number", _("NIK, atau nomor pengesahan badan hukum")
    IDENTITY_SCAN = "identity_scan", _("Salinan KTP atau surat keterangan kependudukan")
    DEED = "deed", _("Salinan akta pendirian badan hukum yang disahkan")
    MEMBERS = "members", _("Nama dan salinan KTP anggota kelompok yang memberi kuasa")
    PROXY_LETTER = "proxy_letter", _("Surat kuasa")
    ADDRESS = "address", _("Alamat")
    DETAILS = "details", _("Penjelasan informasi yang diminta")


#: What the portal itself can tell to be there or not; the rest only the officer can judge.
COMPUTED = frozenset(str(item) for item in MissingItem if item is not MissingItem.DETAILS)


def label_of(code: str) -> str:
    """The words for a stored code; a code of the officer's own is shown as it was written."""
    return str(MissingItem(code).label) if code in MissingItem.values else code


def missing_from(
    *,
    kind: str,
    name: str,
    identity_number: str,
    address: str,
    has_scan: bool,
    has_proxy_letter: bool,
    members: str = "",
    proxy_name: str = "",
) -> list[str]:
    """What the articles ask of this kind of requester and is not there; codes of MissingItem."""
    missing: list[MissingItem] = []
    if not name.strip():
        missing.append(MissingItem.NAME)
    if not identity_number.strip() and kind != RequesterKind.GROUP:
        missing.append(MissingItem.IDENTITY_NUMBER)
    if not has_scan:
        missing.append(MissingItem.DEED if kind == RequesterKind.LEGAL_ENTITY else MissingItem.IDENTITY_SCAN)
    if kind == RequesterKind.GROUP and not members.strip():
        missing.append(MissingItem.MEMBERS)
    if (kind == RequesterKind.GROUP or proxy_name.strip()) and not has_proxy_letter:
        missing.append(MissingItem.PROXY_LETTER)
    if not address.strip():
        missing.append(MissingItem.ADDRESS)
    return [str(item) for item in missing]


def labels(codes: Iterable[str]) -> list[str]:
    return [label_of(code) for code in codes]
