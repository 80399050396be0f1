"""What is already published and resembles a question; nothing found, or a search that is down, is no error."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from portal.kernel.errors import PortalError
from search.documents import Hit, SearchQuery
from search.language import normalise, words

from .models import TopicLink

logger = logging.getLogger(__name__)

SHOWN = 5
#: Words of asking, not of what is asked.
_ASKING = frozenset(
    [
        "apa",
        "apakah",
        "berapa",
        "bagaimana",
        "siapa",
        "kapan",
        "dimana",
        "mana",
        "mengapa",
        "kenapa",
        "saya",
        "kami",
        "ingin",
        "mau",
        "minta",
        "mohon",
        "meminta",
        "memohon",
        "tolong",
        "informasi",
        "data",
        "daftar",
        "salinan",
        "dokumen",
        "tentang",
        "mengenai",
        "terkait",
        "yang",
        "dan",
        "atau",
        "di",
        "ke",
        "dari",
        "untuk",
        "pada",
        "tahun",
        "kota",
        "cilegon",
        "tahu",
        "mengetahui",
        "jumlah",
        "ada",
        "ini",
        "itu",
        "dengan",
        "dalam",
        "oleh",
        "para",
        "adalah",
        "bisa",
        "dapat",
    ]
)


@dataclass(frozen=True)
class Resembling:
    """One thing that may answer already."""

    title: str
    url: str
    note: str


def resembling(text: str, *, agency_code: str = "", now: datetime) -> list[Resembling]:
    """At most SHOWN things: curated links first, then lists and answers found by the question's own words."""
    found = [Resembling(link.title, link.url, "") for link in _curated(text)]
    for hit in _search(text, agency_code, now):
        note = ", ".join(part for part in (hit.type_label, hit.agency_name) if part)
        found.append(Resembling(hit.title, hit.url, note))
    once = {item.url: item for item in reversed(found)}
    return [item for item in found if once.get(item.url) is item][:SHOWN]


def _curated(text: str) -> list[TopicLink]:
    padded = f" {' '.join(words(text))} "
    links: QuerySet[TopicLink] = TopicLink.objects.filter(active=True)
    return [
        link
        for link in links[:500]
        if any(f" {' '.join(words(word))}" in padded for word in link.keywords.split(",") if words(word))
    ]


def _search(text: str, agency_code: str, now: datetime) -> list[Hit]:
    """The whole question first, then its longest words: people write sentences, not queries."""
    telling = [word for word in words(normalise(text)[:600]) if word not in _ASKING and len(word) > 2]
    telling = list(dict.fromkeys(telling))
    tries = [
        telling[:6],
        sorted(telling, key=len, reverse=True)[:3],
        sorted(telling, key=len, reverse=True)[:2],
    ]
    filters = {"agency": (agency_code,)} if agency_code else {}
    found: list[Hit] = []
    for chosen in tries:
        if not chosen or len(found) >= SHOWN:
            continue
        query = SearchQuery(text=" ".join(chosen), filters=filters, per_page=SHOWN)
        found += _run(query, now)
    return found


def _run(query: SearchQuery, now: datetime) -> list[Hit]:
    from search.queries import run_search

    try:
        return list(run_search(query, now=now, correct=False).hits)
    except (PortalError, LookupError):
        logger.warning("resemblance: search did not answer")
        return []
