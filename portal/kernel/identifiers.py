"""Numbers and codes that people read aloud, type and compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.kernel.errors import InputError
from portal.kernel.text import gettext_noop

#: Without 0 O 1 I L, which are confused on paper and on the phone.
TRACKING_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
TRACKING_LENGTH = 12
TRACKING_GROUP = 4

#: First two digits of a NIK: codes of the provinces, those of the former divisions included.
PROVINCE_CODES = frozenset(
    {*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)}
)
NIK_LENGTH = 16
#: Women's day of birth carries this in a NIK.
NIK_FEMALE_OFFSET = 40
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_NUMBER = re.compile(r"^\s*0*(\d{1,9})(?:\.(\d{1,3}))?\s*/\s*([A-Za-z0-9][A-Za-z0-9-]*)\s*/\s*(\d{4})\s*$")


class RandomSource(Protocol):
    """What `secrets.SystemRandom()` and, in tests, `random.Random(seed)` both offer."""

    def choice(self, seq: Sequence[str], /) -> str: ...


def generate_tracking_code(random_source: RandomSource) -> str:
    """A code of 12 characters in three groups (about 59 bits), e.g. `K7QM-4TXP-9BDA`."""
    return format_tracking_code(
        "".join(random_source.choice(TRACKING_ALPHABET) for _ in range(TRACKING_LENGTH))
    )


def format_tracking_code(code: str) -> str:
    return "-".join(code[start : start + TRACKING_GROUP] for start in range(0, len(code), TRACKING_GROUP))


def normalise_tracking_code(text: str) -> str:
    """The code as stored, from what a person typed: any case, with or without dashes and spaces.

    Raises InputError when it cannot be a code at all; whether it exists is another question.
    """
    code = re.sub(r"[\s\-‐‑–—.]", "", text).upper()
    if len(code) != TRACKING_LENGTH or any(letter not in TRACKING_ALPHABET for letter in code):
        raise InputError(
            gettext_noop(
                "Periksa lagi kode lacak Anda: 12 huruf dan angka seperti pada bukti penerimaan, "
                "tanpa angka 0 dan 1 serta tanpa huruf O, I, dan L."
            ),
            field="code",
            code="tracking_code_form",
        )
    return format_tracking_code(code)


@dataclass(frozen=True, order=True)
class RegistrationNumber:
    """Number of a request in the register: gapless per agency and year; `part` counts the parts of a
    split one.
    """

    year: int
    agency_code: str
    sequence: int
    part: int = 0

    def __str__(self) -> str:
        part = f".{self.part}" if self.part else ""
        return f"{self.sequence:04d}{part}/{self.agency_code}/{self.year}"


def format_registration_number(sequence: int, agency_code: str, year: int, *, part: int = 0) -> str:
    """`0042/DINSOS/2026`, a part of a split request `0042.2/DINSOS/2026`."""
    return str(RegistrationNumber(year, agency_code, sequence, part))


def parse_registration_number(text: str) -> RegistrationNumber:
    """Read a number as people type it (`42/dinsos/2026`). Raises InputError when it has another form."""
    match = _NUMBER.match(text)
    if match is None:
        raise InputError(
            gettext_noop("Tulis nomor pendaftaran seperti pada bukti penerimaan, misalnya 0042/DINSOS/2026."),
            field="number",
            code="registration_number_form",
        )
    sequence, part, agency_code, year = match.groups()
    return RegistrationNumber(int(year), agency_code.upper(), int(sequence), int(part or 0))


def nik_warnings(text: str) -> tuple[str, ...]:
    """What looks odd in a NIK, for the person to check; empty when its form is plausible.

    Only the form: 16 digits, province, date of birth (day + 40 for women). Never a reason to refuse a request
    (PERKI 1/2021 Pasal 33: the request is registered and may be completed).
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if not digits:
        return ()
    if not (digits.isascii() and digits.isdigit() and len(digits) == NIK_LENGTH):
        return (gettext_noop("NIK terdiri atas 16 angka. Periksa lagi pada KTP Anda."),)
    warnings: list[str] = []
    if int(digits[:2]) not in PROVINCE_CODES:
        warnings.append(
            gettext_noop("Dua angka pertama NIK bukan kode provinsi. Periksa lagi pada KTP Anda.")
        )
    day, month = int(digits[6:8]), int(digits[8:10])
    day -= NIK_FEMALE_OFFSET if day > NIK_FEMALE_OFFSET else 0
    leap = int(digits[10:12]) % 4 == 0
    longest = DAYS_IN_MONTH[month - 1] if 1 <= month <= 12 else 0
    if not 1 <= day <= longest or (day == 29 and month == 2 and not leap):
        warnings.append(
            gettext_noop("Angka ke-7 sampai ke-12 NIK bukan tanggal lahir. Periksa lagi pada KTP Anda.")
        )
    if digits[12:] == "0000":
        warnings.append(
            gettext_noop("Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi pada KTP Anda.")
        )
    return tuple(warnings)


def mask_nik(text: str) -> str:
    """First two and last two digits only, for lists and printed papers."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < 8:
        return "•" * len(digits)
    return f"{digits[:2]}{'•' * (len(digits) - 4)}{digits[-2:]}"
