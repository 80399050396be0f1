"""Personal data in a text: found, and taken out before it reaches an index, a highlight or a log.

UU 27/2022 Art 4(2)-(3) and UU 14/2008 Art 17 h: identity numbers, accounts, health, children. Patterns stand here and
nowhere else. A finding says what and where; only `masked` ever repeats a number, with its middle struck out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    NIK = "nik"
    TAX_NIK = "tax_nik"
    FAMILY_CARD = "family_card"
    ACCOUNT = "account"
    HEALTH = "health"
    CHILD = "child"
    PHONE = "phone"
    TAX_NUMBER = "tax_number"
    OWNER = "owner"


#: These stop a publication until PPID Utama releases them; the others only warn. A tax number of 16 digits is its
#: owner's NIK (PMK 112/2022): it stops everywhere but in the summary of a contract, where Art 15(9)c asks for it.
BLOCKING = frozenset({Kind.NIK, Kind.TAX_NIK, Kind.FAMILY_CARD, Kind.ACCOUNT, Kind.HEALTH, Kind.CHILD})
ASKED_FOR_IN_CONTRACTS = frozenset({Kind.TAX_NIK, Kind.TAX_NUMBER, Kind.OWNER})
_NUMBERS = frozenset({Kind.NIK, Kind.TAX_NIK, Kind.FAMILY_CARD, Kind.ACCOUNT})

#: 16 digits as people group them: whole, 4-4-4-4, 6-6-4, 2-2-2-6-4. Longer numbers (NIP has 18) do not match.
_SIXTEEN = re.compile(
    r"(?<![\d])(?<!\d[.,-])(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4}|"
    r"\d{2}\.\d{2}\.\d{2}\.\d{6}\.\d{4})(?!\d)(?![.,-]\d)"
)
_CARD_WORDS = re.compile(r"(?:\bKK\b|kartu keluarga)\W*(?:nomor|no\.?)?\W*$", re.IGNORECASE)
#: A word before sixteen digits says what they are, whatever they look like: a spreadsheet rounds the last one away.
_IDENTITY_WORDS = re.compile(r"\b(?:NIK|(?:no(?:mor|\.)?\s*)?KTP|induk kependudukan)\W{0,12}$", re.IGNORECASE)
_TAX_WORDS = re.compile(r"\bNPWP\W*(?:nomor|no\.?)?\W{0,12}$", re.IGNORECASE)
_OTHER_WORDS = re.compile(
    r"\b(?:kode|nomor|no\.?|id|barcode)\s*(?:rek(?:ening)?\s+(?:belanja|pendapatan)|paket|tender|rup|sirup|kontrak|"
    r"spk|sp2d|spm|regist\w+|aset|barang|inventaris|seri|faktur|dipa|akun|mak|(?:sub\s*)?kegiatan|program|resi|"
    r"invoice|arsip|surat|agenda|rangka|mesin|objek pajak|virtual account|va|izin|berusaha|transaksi|pesanan|"
    r"rekening(?!\s*bank))\W{0,6}$"
    r"|\b(?:pagu|nilai|harga|jumlah|total|anggaran|realisasi|saldo|HPS|Rp)\W{0,4}$"
    r"|\b(?:NIB|NOP|ISBN|ISSN|SIRUP|RUP|SP2D|barcode|virtual account)\W{0,6}$|\bkode(?: \w+){0,2}\W{0,4}$",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:no(?:mor|\.)?\s*rek(?:ening)?|norek|rek(?:ening)?)\b\.?[^\d\n]{0,60}?(?P<number>\d[\d .-]{6,22}\d)",
    re.IGNORECASE,
)
#: Accounts of offices, and "kode rekening", which is a line of a budget.
_OFFICE_ACCOUNT = re.compile(
    r"kas (?:umum|daerah|negara)|\brkud\b|\brkun\b|bendahara|kode\s+rek|belanja|pendapatan|dinas|pemerintah|pemkot|"
    r"\b(?:pt|cv|ud|koperasi|yayasan)\b", re.IGNORECASE,
)  # fmt: skip
_ILLNESS = (
    r"hiv(?:/aids)?|aids|tbc?|tuberkulosis|kanker|diabetes|epilepsi|skizofrenia|depresi|gangguan jiwa|keguguran|stroke|"
    r"gagal ginjal|kusta|hepatitis|disabilitas (?:mental|intelektual)"
)
#: Said of somebody, by name or number; "layanan TBC" and "jumlah penderita" speak of nobody.
_HEALTH = re.compile(
    rf"(?:\bpasien\s+(?:atas nama|a\.?n\.?|bernama)\s+\S+|\brekam medis\s+(?:atas nama|a\.?n\.?|milik)\s+\S+|"
    rf"(?-i:\b[A-Z][a-z]+)\s+(?:menderita|mengidap|terdiagnosis|positif|sakit)\s+(?:{_ILLNESS})\b|"
    rf"\bdiagnosis\s*:\s*(?:{_ILLNESS})\b)", re.IGNORECASE,
)  # fmt: skip
_CHILD = re.compile(
    r"\b(?:nama\s+(?:anak|siswa|balita|bayi)\s*:\s*(?-i:[A-Z])\w+|(?:anak|siswa|siswi|balita|bayi|santri)\s+"
    r"(?:bernama|atas nama|a\.?n\.?)\s+(?-i:[A-Z])\w+|(?-i:[A-Z])\w+\s*\((?:[1-9]|1[0-7])\s*(?:th|thn|tahun|bulan)\))",
    re.IGNORECASE,
)  # fmt: skip
_PHONE = re.compile(
    r"(?<![\d.])(?:\+62|62|0)[ -]?(?:8\d{1,2}|\(?\d{2,3}\)?)[ -]?\d{3,4}[ -]?\d{3,5}(?!\d)|\(0\d{2,3}\)\s?\d{5,8}"
)
_TAX_NUMBER = re.compile(r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")
_OWNER = re.compile(r"\b(?:pemilik|direktur(?: utama)?|nama pimpinan)\s*:\s*(?-i:[A-Z])\w+", re.IGNORECASE)

#: First two digits of a NIK: provinces in use by 2024.
_PROVINCES = frozenset({
    *range(11, 20), 21, *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What stands from ``start`` to ``end`` (letters) of a text."""

    kind: Kind
    start: int
    end: int

    @property
    def blocks(self) -> bool:
        return self.kind in BLOCKING


def is_plausible_nik(digits: str) -> bool:
    """Region, date of birth (a woman's day plus 40) and serial could be real. The card number has the same form."""
    if len(digits) != 16 or int(digits[:2]) not in _PROVINCES or "00" in (digits[2:4], digits[4:6]):
        return False
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    try:
        # 2000 is a leap year: 29 February passes in whichever century.
        date(2000 + year % 4, month, day - 40 if day > 40 else day)
    except ValueError:
        return False
    return digits[12:] != "0000"


def find(text: str) -> tuple[Found, ...]:
    """Everything personal in a text, in its order; a stretch is counted once, as the first kind that claims it."""
    taken: list[Found] = []
    for one in _candidates(text):
        if not any(one.start < other.end and other.start < one.end for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.start))


def _candidates(text: str) -> Iterator[Found]:
    for match in _SIXTEEN.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if (kind := _sixteen(re.sub(r"\D", "", match.group()), before)) is not None:
            yield Found(kind, match.start(), match.end())
    for match in _TAX_NUMBER.finditer(text):
        yield Found(Kind.TAX_NUMBER, match.start(), match.end())
    for match in _ACCOUNT.finditer(text):
        near = text[max(0, match.start() - 25) : match.end() + 40].split("\n")[0]
        if not _OFFICE_ACCOUNT.search(near):
            yield Found(Kind.ACCOUNT, match.start("number"), match.end("number"))
    for kind, pattern in (
        (Kind.HEALTH, _HEALTH), (Kind.CHILD, _CHILD), (Kind.PHONE, _PHONE), (Kind.OWNER, _OWNER),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            yield Found(kind, match.start(), match.end())


def _sixteen(digits: str, before: str) -> Kind | None:
    """What sixteen digits are: told by the word before them, else by their form."""
    if _CARD_WORDS.search(before):
        return Kind.FAMILY_CARD
    if _IDENTITY_WORDS.search(before):
        return Kind.NIK
    if _OTHER_WORDS.search(before) or not is_plausible_nik(digits):
        return None
    return Kind.TAX_NIK if _TAX_WORDS.search(before) else Kind.NIK


def without_numbers(text: str) -> str:
    """The text with each NIK, family-card and account number struck out, letter for letter: positions stay."""
    if not any(letter.isdigit() for letter in text):
        return text
    return _struck(text, _NUMBERS)


def without_personal(text: str) -> str:
    """The same for all that stops a publication, a person's illness and a child's name too: what search may keep."""
    return _struck(text, BLOCKING)


def _struck(text: str, kinds: frozenset[Kind]) -> str:
    parts, last = [], 0
    for one in find(text):
        if one.kind in kinds:
            parts += [text[last : one.start], "•" * (one.end - one.start)]
            last = one.end
    return "".join([*parts, text[last:]])


def masked(text: str, one: Found) -> str:
    """What an officer is shown of a number, so that it can be found in the file: its first and last two letters."""
    words = text[one.start : one.end]
    return words if one.kind not in _NUMBERS else f"{words[:2]}{'•' * max(0, len(words) - 4)}{words[-2:]}"
