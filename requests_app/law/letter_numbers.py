"""Numbers of letters: a small language in which each office writes its pattern.

No text fixes one form (law.md 12): Permendagri 83/2022 gives the archive code, offices still write
``800/21/BKPSDM``. So the pattern is data: plain characters with names in braces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.kernel.errors import InputError
from portal.kernel.text import gettext_noop

LONGEST = 80
LONGEST_NUMBER = 120
WIDEST = 6
NAMES = ("nomor", "kode", "klasifikasi", "bulan", "bulan_romawi", "tahun")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_PART = re.compile(r"\{([a-z_]+)(?::(\d+))?\}")
_PLAIN = re.compile(r"[A-Za-z0-9 ./_()\-–]*")


@dataclass(frozen=True)
class NumberFacts:
    """What a number is made of; ``month`` is 1-12."""

    sequence: int
    code: str
    year: int
    month: int
    classification: str = ""


def _refuse(message: str, **details: object) -> InputError:
    return InputError(message, field="pattern", code="bad_pattern", **details)


def check_pattern(pattern: str) -> str:
    """The pattern without outer spaces. Raises InputError on ``pattern`` with what to write instead.

    {nomor} keeps two letters apart, {tahun} keeps two years apart: both must stand in it once.
    """
    text = " ".join(pattern.split())
    if not text or len(text) > LONGEST:
        raise _refuse(gettext_noop("Tuliskan pola nomor, paling panjang 80 huruf."))
    parts = list(_PART.finditer(text))
    names = [part[1] for part in parts]
    if any(name not in NAMES for name in names):
        raise _refuse(
            gettext_noop(
                "Pakai hanya {nomor}, {kode}, {klasifikasi}, {bulan}, {bulan_romawi}, dan {tahun}. "
                "Periksa ejaannya."
            )
        )
    if not _PLAIN.fullmatch(_PART.sub("", text)):
        raise _refuse(
            gettext_noop(
                "Di luar kurung kurawal pakai hanya huruf, angka, spasi, titik, garis miring, garis bawah, "
                "tanda hubung, dan kurung."
            )
        )
    if names.count("nomor") != 1 or names.count("tahun") != 1:
        raise _refuse(
            gettext_noop(
                "Tulis {nomor} dan {tahun} masing-masing satu kali, agar tidak ada nomor yang kembar."
            )
        )
    if any(part[2] and (part[1] != "nomor" or not 1 <= int(part[2]) <= WIDEST) for part in parts):
        raise _refuse(gettext_noop("Hanya {nomor} boleh diberi lebar, dari 1 sampai 6: misalnya {nomor:3}."))
    if _touches_digits(text):
        raise _refuse(
            gettext_noop("Beri pemisah, misalnya garis miring, antara {nomor}, {tahun}, dan angka lain.")
        )
    return text


def _touches_digits(text: str) -> bool:
    # "{nomor}{tahun}" could write two different letters alike: 1 of 22026 is 12 of 2026.
    numeric = r"\{(?:nomor|tahun|bulan)(?::\d+)?\}"
    return re.search(rf"{numeric}(?:{numeric}|\d)|\d{numeric}", text) is not None


def write_number(pattern: str, facts: NumberFacts) -> str:
    """The number as printed; a pattern that was checked never fails.

    An empty {klasifikasi} leaves no separator behind: ``{klasifikasi}/{nomor}`` gives ``12``.
    """
    values = {
        "kode": facts.code,
        "klasifikasi": facts.classification,
        "bulan": f"{facts.month:02d}",
        "bulan_romawi": ROMAN[facts.month - 1],
        "tahun": str(facts.year),
    }

    def fill(part: re.Match[str]) -> str:
        if part[1] == "nomor":
            return f"{facts.sequence:0{int(part[2] or 1)}d}"
        return values[part[1]]

    text = pattern
    if not facts.classification:
        text = re.sub(r"\{klasifikasi\}[/. -]?", "", text)
    return _PART.sub(fill, text)[:LONGEST_NUMBER]


def may_collide(one: str, other: str, *, code: str, classification: str = "") -> bool:
    """Whether two series of one office could ever write the same number in the same year."""

    def written(pattern: str) -> set[str]:
        return {
            write_number(pattern, NumberFacts(sequence, code, 2026, month, classification))
            for month in range(1, 13)
            # Whatever the width: 10^6 is the first number that no padding reaches.
            for sequence in (1, 10**WIDEST)
        }

    return bool(written(one) & written(other))
