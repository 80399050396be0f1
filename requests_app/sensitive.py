"""Personal numbers and words of health in a free text, pointed out to the writer before it is sent."""

import re
from dataclasses import dataclass

from portal.kernel.text import gettext_noop as _

_NUMBERS = (
    (re.compile(r"(?<!\d)\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}(?!\d)"), _("NIK atau nomor KK")),
    (re.compile(r"(?<!\d)(?:\+62|62|0)[ -]?8\d{1,2}[ -]?\d{3,4}[ -]?\d{3,5}(?!\d)"), _("nomor telepon")),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), _("alamat surel")),
    (re.compile(r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)"), _("NPWP")),
)
#: A person with one of these is named rarely without harm; questions on services use other words.
_HEALTH = re.compile(
    r"\b(hiv|aids|tbc|tuberkulosis|kanker|diabetes|epilepsi|skizofrenia|depresi|gangguan jiwa|hamil|keguguran|"
    r"disabilitas (?:mental|intelektual)|rekam medis|diagnosis|pasien atas nama|menderita|mengidap)\b",
    re.IGNORECASE,
)
_SHOWN = 40


@dataclass(frozen=True)
class Finding:
    """``what`` is a kind of personal data, ``words`` what was found, shortened."""

    what: str
    words: str


def sensitive_parts(text: str) -> tuple[Finding, ...]:
    """What the writer may want to take out. Never blocks: the writer decides."""
    found: list[Finding] = []
    rest = text
    for pattern, what in _NUMBERS:
        for match in pattern.finditer(rest):
            found.append(Finding(what, match.group()[:_SHOWN]))
        rest = pattern.sub(" ", rest)
    for match in _HEALTH.finditer(rest):
        found.append(Finding(_("keterangan kesehatan"), match.group()[:_SHOWN]))
    return tuple(dict.fromkeys(found))
