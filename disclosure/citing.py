"""How an entry is named by others: a citation that pins the version, and JSON-LD for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosure.models import Licence, ListEntry, PublishedFile
from disclosure.models.entries import OPEN_FORMATS
from portal.kernel.formats import tanggal

_SCRIPT_SAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_DEEDS: dict[str, Any] = {
    Licence.PUBLIC_INFORMATION: {
        "@type": "CreativeWork",
        "name": "Undang-Undang Nomor 14 Tahun 2008 Pasal 5",
    },
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


def extension_of(held: PublishedFile) -> str:
    return held.stored.name.rpartition(".")[2].lower()


def file_address(request: HttpRequest, held: PublishedFile, *, pinned: bool = False) -> str:
    """Absolute address of a file; pinned to its version it stays true after the file was replaced."""
    address = request.build_absolute_uri(reverse("disclosure:file", args=[held.entry_id, held.pk]))
    return f"{address}?versi={held.version}" if pinned else address


def citations(request: HttpRequest, entry: ListEntry, files: Iterable[PublishedFile]) -> list[dict[str, str]]:
    """One citation per current file, each with an address that will not change; or one of the entry itself."""
    publisher, lang = settings.CITY_GOVERNMENT, get_language() or "id"
    held = list(files)
    if not held:
        moment = entry.last_published_at or timezone.now()
        words = _("%(agency)s (%(year)s). %(title)s [terbit %(day)s]. %(city)s.") % {
            "agency": entry.agency.name, "year": timezone.localtime(moment).year, "title": entry.title,
            "city": publisher, "day": tanggal(moment, lang),
        }  # fmt: skip
        return [{"text": words, "address": request.build_absolute_uri(entry.get_absolute_url())}]
    return [
        {
            "text": _("%(agency)s (%(year)s). %(title)s [%(kind)s, versi %(n)s, %(day)s]. %(city)s.")
            % {
                "agency": entry.agency.name,
                "year": timezone.localtime(one.published_at).year,
                "title": entry.title if len(held) == 1 else f"{entry.title}: {one.label or one.stored.name}",
                "kind": extension_of(one).upper(),
                "n": one.version,
                "day": tanggal(one.published_at, lang),
                "city": publisher,
            },
            "address": file_address(request, one, pinned=True),
        }
        for one in held
    ]


def json_ld(request: HttpRequest, entry: ListEntry, files: Iterable[PublishedFile]) -> SafeString:
    """schema.org Dataset for data in an open format, DigitalDocument for the rest; escaped so that no title
    can end the script element (case 25).
    """
    held = list(files)
    is_data = any(extension_of(one) in OPEN_FORMATS - {"odt", "txt"} for one in held)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset" if is_data else "DigitalDocument",
        "name": entry.title,
        "description": entry.summary,
        "url": request.build_absolute_uri(entry.get_absolute_url()),
        "identifier": f"{entry.agency.code}/{entry.number or entry.pk}",
        "inLanguage": entry.language,
        "isAccessibleForFree": True,
        "license": _DEEDS[entry.licence],
        "creator": {"@type": "GovernmentOrganization", "name": entry.agency.name},
        "publisher": {"@type": "GovernmentOrganization", "name": settings.CITY_GOVERNMENT},
        "distribution" if is_data else "encoding": [_medium(request, one, is_data) for one in held],
    }
    if entry.first_published_at and entry.last_published_at:
        document["datePublished"] = timezone.localtime(entry.first_published_at).date().isoformat()
        document["dateModified"] = timezone.localtime(entry.last_published_at).date().isoformat()
    if entry.period_start or entry.period_end:
        document["temporalCoverage"] = f"{entry.period_start or '..'}/{entry.period_end or '..'}"
    text = json.dumps(document, ensure_ascii=False).translate(_SCRIPT_SAFE)
    return mark_safe(text)  # noqa: S308 - <, > and & are escaped above


def _medium(request: HttpRequest, held: PublishedFile, is_data: bool) -> dict[str, Any]:
    return {
        "@type": "DataDownload" if is_data else "MediaObject",
        "name": held.label or held.stored.name,
        "encodingFormat": held.stored.content_type,
        "contentSize": str(held.stored.size),
        "sha256": held.stored.sha256,
        "version": str(held.version),
        "contentUrl": file_address(request, held),
    }
