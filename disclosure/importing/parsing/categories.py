"""The four kinds of information in a cell, a section row, the name of a sheet or the heading of a list."""

from __future__ import annotations

import re
from functools import lru_cache

from .words import distance

_PATTERNS: dict[str, re.Pattern[str]] = {
    "exempt": re.compile(r"(?:di|ter)?\s?kecuali(?:kan)?|pengecualian|\bdik\b|exempt", re.IGNORECASE),
    "immediate": re.compile(r"serta[\s\-_]*merta|sertamerta|immediate", re.IGNORECASE),
    "anytime": re.compile(
        r"(?:se)?tiap[\s\-_]*(?:saat|waktu)|anytime|any\s?time|at all times", re.IGNORECASE
    ),
    "periodic": re.compile(r"ber[\s\-]*kala\b|periodi[ck]", re.IGNORECASE),
}
_SHORT = {
    "b": "periodic", "bk": "periodic", "br": "periodic", "sm": "immediate", "s": "", "ss": "anytime",
    "st": "anytime", "dk": "exempt", "dik": "exempt", "d": "exempt", "k": "exempt", "rahasia": "exempt",
}  # fmt: skip
_SPELLINGS = {
    "periodic": ("berkala", "informasiberkala"),
    "immediate": ("sertamerta", "informasisertamerta"),
    "anytime": ("setiapsaat", "informasisetiapsaat"),
    "exempt": ("dikecualikan", "informasidikecualikan", "informasiyangdikecualikan"),
}
_LETTERS = re.compile(r"[^a-z]")
_NUMBERING = r"(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)\-:]?\s+"
_SECTION = re.compile(
    rf"^(?:{_NUMBERING})?(?:daftar\s+|kategori\s*:?\s*|jenis\s+|klasifikasi\s*:?\s*|kelompok\s+)*"
    r"(?:informasi\b|dokumen\b|info\b|berkala|serta|setiap|dikecualikan|yang\s+(?:wajib|dikecualikan)|information\b)",
    re.IGNORECASE,
)
LONGEST_CELL = 90
LONGEST_SECTION = 200


@lru_cache(maxsize=8192)
def category_of_cell(text: str) -> str:
    """The kind that a cell of a category column names; "" when it names none or several."""
    plain = text.strip().lower()
    if not plain or len(plain) > LONGEST_CELL:
        return ""
    if plain.rstrip(".") in _SHORT:
        return _SHORT[plain.rstrip(".")]
    return _only_one(plain) or _misspelled(plain)


def _only_one(text: str) -> str:
    found = [kind for kind, pattern in _PATTERNS.items() if pattern.search(text)]
    return found[0] if len(found) == 1 else ""


def _misspelled(text: str) -> str:
    letters = _LETTERS.sub("", text)
    if not 5 <= len(letters) <= 26:
        return ""
    for kind, spellings in _SPELLINGS.items():
        if any(distance(letters, spelling, 2) <= (1 if len(spelling) < 9 else 2) for spelling in spellings):
            return kind
    return ""


@lru_cache(maxsize=8192)
def category_of_section(text: str) -> str:
    """The kind that a row of its own announces: "II. INFORMASI YANG WAJIB DIUMUMKAN SECARA SERTA MERTA"."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST_SECTION or not _SECTION.match(plain):
        return ""
    return _only_one(plain) or (_misspelled(plain) if len(plain) < 40 else "")


def category_of_heading(texts: list[str]) -> str:
    """The one kind named above a list or on its sheet. A heading that names several says nothing."""
    found = {kind for text in texts for kind, pattern in _PATTERNS.items() if pattern.search(text)}
    return found.pop() if len(found) == 1 else ""
