"""Immediate announcements (serta merta): what they must hold, and which event duties they meet.

UU 14/2008 Art 10: announced at once, without delay, in words that are easily understood. PERKI 1/2021 Art
19(2) names six kinds of events, Art 25(2) wants the running event, the way to safety and means of spreading
the word, Art 26 the same of a threat that permit-issuing bodies see coming. The vocabulary is that of the
Common Alerting Protocol 1.2 (OASIS), so that a warning can travel on unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.kernel.text import gettext_noop as _

#: A warning that should run longer is renewed: nobody may forget one at the top of every page.
LONGEST = timedelta(days=31)
SHORTEST_TEXT = 15


class Status(StrEnum):
    """CAP status. A drill says everywhere that it is one."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"


class MessageType(StrEnum):
    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class Severity(StrEnum):
    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Urgency(StrEnum):
    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Response(StrEnum):
    """What people should do first (CAP responseType)."""

    EVACUATE = "Evacuate"
    SHELTER = "Shelter"
    AVOID = "Avoid"
    PREPARE = "Prepare"
    MONITOR = "Monitor"
    NONE = "None"


@dataclass(frozen=True, slots=True)
class Hazard:
    """A kind of event: its word, its CAP category, and the item of Art 19(2) under which it is announced."""

    key: str
    label: str
    cap_category: str
    item_key: str


NATURAL, NON_NATURAL, SOCIAL, DISEASE, FOOD, UTILITY = (
    "s_19_2_a", "s_19_2_b", "s_19_2_c", "s_19_2_d", "s_19_2_e", "s_19_2_f",
)  # fmt: skip
ANNOUNCED, EVACUATION = "s_25_2_a", "s_25_2_b"
THREAT_ANNOUNCED, THREAT_EVACUATION = "s_26_a", "s_26_b"

#: In the order in which the form offers them: what a city of heavy industry on a strait meets most.
HAZARDS: tuple[Hazard, ...] = (
    Hazard("flood", _("Banjir"), "Met", NATURAL),
    Hazard("weather", _("Cuaca ekstrem, angin kencang, gelombang tinggi"), "Met", NATURAL),
    Hazard("earthquake", _("Gempa bumi"), "Geo", NATURAL),
    Hazard("tsunami", _("Tsunami"), "Geo", NATURAL),
    Hazard("landslide", _("Tanah longsor"), "Geo", NATURAL),
    Hazard("drought", _("Kekeringan"), "Met", NATURAL),
    Hazard("fire", _("Kebakaran"), "Fire", NON_NATURAL),
    Hazard("industry", _("Kecelakaan industri atau ledakan"), "Safety", NON_NATURAL),
    Hazard("chemical", _("Kebocoran bahan kimia atau gas"), "CBRNE", NON_NATURAL),
    Hazard("pollution", _("Pencemaran udara, air, atau laut"), "Env", NON_NATURAL),
    Hazard("traffic", _("Kecelakaan besar di jalan, pelabuhan, atau kereta"), "Transport", NON_NATURAL),
    Hazard("disease", _("Wabah atau penyakit menular"), "Health", DISEASE),
    Hazard("food", _("Keracunan makanan"), "Health", FOOD),
    Hazard("unrest", _("Kerusuhan atau gangguan keamanan"), "Security", SOCIAL),
    Hazard("power", _("Listrik padam"), "Infra", UTILITY),
    Hazard("water", _("Air bersih terganggu"), "Infra", UTILITY),
    Hazard("road", _("Jalan ditutup atau pelayanan umum terganggu"), "Transport", UTILITY),
    Hazard("other", _("Bahaya lain"), "Other", NON_NATURAL),
)
BY_KEY = {hazard.key: hazard for hazard in HAZARDS}


@dataclass(frozen=True, slots=True)
class AnnouncedEvent:
    """What the checklist needs to know of a notice. Days in WIB; ``until`` is the last day it was shown."""

    hazard: str
    since: date
    until: date
    is_drill: bool = False
    is_threat: bool = False
    tells_evacuation: bool = False


def is_threat(certainty: str, starts_at: datetime, sent_at: datetime) -> bool:
    """Whether the event was still to come when it was announced (Art 20, 26: potential events)."""
    return starts_at > sent_at or certainty in (Certainty.LIKELY, Certainty.POSSIBLE, Certainty.UNLIKELY)


def duties_met(event: AnnouncedEvent) -> frozenset[str]:
    """Keys of the event duties that a notice meets while it is shown; a drill meets none."""
    hazard = BY_KEY.get(event.hazard)
    if event.is_drill or hazard is None:
        return frozenset()
    met = {hazard.item_key, ANNOUNCED}
    if event.tells_evacuation:
        met.add(EVACUATION)
    if event.is_threat:
        met.add(THREAT_ANNOUNCED)
        if event.tells_evacuation:
            met.add(THREAT_EVACUATION)
    return frozenset(met)


def duties_met_on(day: date, events: tuple[AnnouncedEvent, ...]) -> dict[str, date]:
    """Item key -> first day of the announcement, for what was shown at any time of ``day``."""
    met: dict[str, date] = {}
    for event in events:
        if event.since <= day <= event.until:
            for key in duties_met(event):
                met[key] = min(event.since, met.get(key, event.since))
    return met


#: Texts that say nothing without the picture (PERKI 1/2021 Art 24(4)-(5): also for those who cannot see it).
_POINTERS = (
    "lihat gambar", "lihat poster", "lihat lampiran", "lihat flyer", "lihat infografis", "lihat foto",
    "terlampir", "sesuai gambar", "ada di gambar", "baca gambar", "lihat video", "klik tautan", "lihat tautan",
)  # fmt: skip


def says_something(text: str) -> bool:
    """Whether a text tells something by itself: enough letters beside links and "lihat gambar"."""
    rest = " ".join(
        word for word in text.lower().split() if "://" not in word and not word.startswith("www.")
    )
    for pointer in _POINTERS:
        rest = rest.replace(pointer, " ")
    return sum(letter.isalpha() for letter in rest) >= SHORTEST_TEXT
