""" "Saya tidak tahu": which three units most likely hold what is asked, and why, by the words of the
question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from portal.agencies.models import Agency

TOPICS_FILE = Path(__file__).parent / "data" / "agency_topics.yaml"
OFFERED = 3
#: A word of the unit's own name counts like one topic word.
_NAME_NOISE = frozenset(
    [
        "dinas",
        "badan",
        "kota",
        "daerah",
        "dan",
        "sekretariat",
        "kecamatan",
        "cilegon",
        "satuan",
        "pelayanan",
        "terpadu",
        "satu",
        "pintu",
    ]
)
_SPACES = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Suggestion:
    """A unit that may hold it; ``reasons`` are the words of the question that point there."""

    agency: Agency
    reasons: tuple[str, ...]
    score: float

    @property
    def label(self) -> str:
        words = ", ".join(f"“{word}”" for word in self.reasons[:3])
        return _("%(agency)s, karena Anda menulis %(words)s") % {"agency": self.agency.name, "words": words}


@lru_cache(maxsize=1)
def topics() -> dict[str, tuple[str, ...]]:
    """Unit code -> words and phrases, as DKISS keeps them."""
    raw = yaml.safe_load(TOPICS_FILE.read_text(encoding="utf-8"))
    return {code: tuple(str(word) for word in words) for code, words in raw.items()}


def _plain(text: str) -> str:
    return f" {_SPACES.sub(' ', text.casefold()).strip()} "


def _hits(text: str, words: Iterable[str]) -> list[tuple[str, float]]:
    """The words found, heaviest first. A phrase weighs more than its words; a short word must stand alone."""
    found: list[tuple[str, float]] = []
    for word in words:
        plain = _SPACES.sub(" ", word.casefold()).strip()
        exact = f" {plain} " in text
        starts = len(plain) > 3 and f" {plain}" in text
        if exact or starts:
            weight = 1.0 + 1.2 * plain.count(" ") + min(len(plain), 12) / 24 + (0.4 if exact else 0)
            found.append((word, weight))
    return sorted(found, key=lambda hit: -hit[1])


def suggest(question: str, agencies: Iterable[Agency]) -> list[Suggestion]:
    """At most three units with their reasons, the likeliest first; empty when nothing points anywhere."""
    text = _plain(question)
    found: list[Suggestion] = []
    for agency in agencies:
        names = [w for w in _plain(agency.name).split() if w not in _NAME_NOISE and len(w) > 3]
        hits = _hits(text, (*topics().get(agency.code, ()), agency.code, *names))
        if not hits:
            continue
        # Each further word counts less: many faint signs do not outweigh one phrase.
        score = sum(weight / (1 + 0.5 * place) for place, (_word, weight) in enumerate(hits))
        found.append(Suggestion(agency, tuple(dict.fromkeys(word.lower() for word, _w in hits)), score))
    return sorted(found, key=lambda s: (-s.score, s.agency.name))[:OFFERED]


def fallback_choice(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """PPID Utama takes what nobody is found for, and forwards it."""
    code = settings.PPID_UTAMA_CODE
    if any(code == chosen for chosen, _label in choices):
        return []
    return [(code, str(_("Tidak satu pun. Kirim ke PPID Utama; kami teruskan ke unit yang tepat.")))]
