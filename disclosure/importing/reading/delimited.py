"""CSV as it comes: any encoding and delimiter that offices here produce."""

from __future__ import annotations

import csv
import io
from collections import Counter

from django.utils.translation import gettext as _

from .grid import MAX_TEXT, Sheet, UnreadableFile

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARS = 60_000
_SAMPLE_ROWS = 60

csv.field_size_limit(1_000_000)


def read(content: bytes) -> list[Sheet]:
    """One sheet without a name; a row's number is that of the record, as a spreadsheet shows it."""
    text = decode(content)
    delimiter = None
    if text[:4].lower() == "sep=" and len(text) > 4:
        delimiter = text[4]
        text = text.partition("\n")[2]
    sheet = Sheet("")
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or guess_delimiter(text))
        for number, row in enumerate(rows, 1):
            sheet.add(number, [value[:MAX_TEXT] for value in row])
    except csv.Error as error:
        raise UnreadableFile(
            _(
                "CSV ini tidak dapat dibaca: ada tanda kutip yang tidak ditutup. Simpan ulang dari Excel sebagai XLSX."
            ),
            code="damaged",
        ) from error
    return [sheet]


def is_utf16(content: bytes) -> bool:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    sample = content[:2000]
    return sample[1::2].count(0) > len(sample) * 0.4 or sample[0::2].count(0) > len(sample) * 0.4


def decode(content: bytes) -> str:
    """UTF-8, UTF-16, otherwise Windows-1252, in which older Excel writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:2000]:
        little = content[1:2000:2].count(0) > content[0:2000:2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def guess_delimiter(text: str) -> str:
    """The sign that cuts most of the first records into the same number of cells; a comma when none does."""
    sample = text[:_SAMPLE_CHARS]
    if len(text) > _SAMPLE_CHARS:
        sample = sample.rpartition("\n")[0]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for count, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
                if count >= _SAMPLE_ROWS:
                    break
                if any(row):
                    widths[len(row)] += 1
        except csv.Error:
            continue
        if not widths:
            continue
        width, agreeing = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
        score = 0.0 if width < 2 else agreeing / sum(widths.values()) + min(width, 12) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best
