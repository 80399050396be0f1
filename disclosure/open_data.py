"""The city's whole list as one open data set, described as DCAT-AP does (JSON-LD, its context inside)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils import timezone

from disclosure.selectors import live_entries
from portal.agencies.models import Agency

_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Extension -> media type, name in the EU's table of file types.
KINDS: dict[str, tuple[str, str]] = {
    "csv": ("text/csv", "CSV"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "json": ("application/json", "JSON"),
}
TITLE = {
    "id": "Daftar Informasi Publik Kota Cilegon",
    "en": "List of public information of the City of Cilegon",
}
ABOUT = {
    "id": "Semua informasi publik yang sedang diterbitkan perangkat daerah Kota Cilegon: tujuh kolom Lampiran I PERKI "
    "1/2021, kategori, kewajiban yang dipenuhi, periode, lisensi, berkas, dan tautan. Satu baris satu informasi.",
    "en": "All public information that the agencies of the City of Cilegon publish now: the seven columns of Annex I "
    "of PERKI 1/2021, category, duties met, period, licence, files and links. One row for each piece.",
}
KEYWORDS = ("keterbukaan informasi", "PPID", "daftar informasi publik", "Kota Cilegon")


@dataclass(frozen=True)
class DataSet:
    """What the data set holds now."""

    rows: int
    agencies: int
    first: datetime | None
    last: datetime | None


def data_set(now: datetime) -> DataSet:
    found = (
        live_entries(now)
        .order_by()
        .aggregate(
            rows=Count("pk"), agencies=Count("agency", distinct=True), first=Min("first_published_at"),
            last=Max("last_published_at"),
        )
    )  # fmt: skip
    return DataSet(**found)


def catalogue(held: DataSet, base_url: str) -> dict[str, Any]:
    """The catalogue with its one data set and its distributions; every address is absolute."""
    page = base_url + reverse("disclosure:open-data")
    file = base_url + reverse("disclosure:catalogue")
    publisher = {
        "@id": f"{base_url}/#penerbit",
        "@type": "foaf:Agent",
        "foaf:name": settings.CITY_GOVERNMENT,
        "foaf:homepage": {"@id": f"{base_url}/"},
        "dct:type": {"@id": "http://purl.org/adms/publishertype/LocalAuthority"},
    }
    common = {
        "dct:publisher": publisher,
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE, "@type": "dct:LicenseDocument"},
        "dct:language": [{"@id": f"{_EU}/language/IND"}],
        "dct:spatial": {
            "@type": "dct:Location", "skos:prefLabel": settings.CITY_NAME, "dct:identifier": settings.CITY_CODE
        },
        **_dates(held),
    }  # fmt: skip
    return {
        "@context": _CONTEXT,
        "@id": file,
        "@type": "dcat:Catalog",
        "dct:title": _texts({"id": "Data terbuka Kota Cilegon", "en": "Open data of the City of Cilegon"}),
        "dct:description": _texts(ABOUT),
        "foaf:homepage": {"@id": page},
        **common,
        "dcat:dataset": [_data_set(page, base_url, common)],
    }


def _data_set(page: str, base_url: str, common: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"{page}#data",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{page}#data",
        "dct:title": _texts(TITLE),
        "dct:description": _texts(ABOUT),
        "dcat:keyword": [{"@language": "id", "@value": word} for word in KEYWORDS],
        "dcat:theme": [{"@id": f"{_EU}/data-theme/GOVE", "@type": "skos:Concept"}],
        "dcat:landingPage": {"@id": page},
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/UPDATE_CONT"},
        "dcat:contactPoint": _contact(base_url),
        **common,
        "dcat:distribution": [
            *(_distribution(kind, page, base_url, common) for kind in KINDS), _service(page, base_url, common)
        ],
    }  # fmt: skip


def _distribution(kind: str, page: str, base_url: str, common: Mapping[str, Any]) -> dict[str, Any]:
    media, name = KINDS[kind]
    url = base_url + reverse("disclosure:data-set", args=[kind])
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": _texts({language: f"{title} ({name})" for language, title in TITLE.items()}),
        "dcat:accessURL": {"@id": page},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": f"{_IANA}/{media}"},
        "dct:format": {"@id": f"{_EU}/file-type/{name}"},
        "dct:license": common["dct:license"],
        **{name: common[name] for name in ("dct:issued", "dct:modified") if name in common},
    }


def _service(page: str, base_url: str, common: Mapping[str, Any]) -> dict[str, Any]:
    """The same rows through the API, a page at a time, with filters."""
    url = base_url + reverse("entry-list")
    return {
        "@id": f"{page}#api",
        "@type": "dcat:Distribution",
        "dct:title": _texts({"id": "API baca", "en": "Read API"}),
        "dcat:accessURL": {"@id": url},
        "dcat:mediaType": {"@id": f"{_IANA}/application/json"},
        "dct:format": {"@id": f"{_EU}/file-type/JSON"},
        "dct:license": common["dct:license"],
        "dcat:accessService": {
            "@id": f"{page}#layanan",
            "@type": "dcat:DataService",
            "dct:title": _texts({"id": "API baca", "en": "Read API"}),
            "dcat:endpointURL": {"@id": url},
            "dcat:endpointDescription": {"@id": base_url + reverse("api-schema")},
        },
    }


def _contact(base_url: str) -> dict[str, Any]:
    utama = Agency.objects.filter(is_ppid_utama=True).first()
    found: dict[str, Any] = {
        "@type": "vcard:Organization",
        "vcard:fn": f"PPID {settings.CITY_NAME}",
        "vcard:hasURL": {"@id": f"{base_url}/"},
    }
    if utama is not None and utama.email:
        found["vcard:hasEmail"] = {"@id": f"mailto:{utama.email}"}
    return found


def _dates(held: DataSet) -> dict[str, Any]:
    dates = {"dct:issued": held.first, "dct:modified": held.last}
    return {
        name: {"@type": "xsd:dateTime", "@value": timezone.localtime(moment).isoformat(timespec="seconds")}
        for name, moment in dates.items()
        if moment is not None
    }


def _texts(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": text} for language, text in words.items()]
