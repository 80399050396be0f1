"""Which rows below a header are data, and what is announced by the others: kinds, groups, totals, signatures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from disclosure.importing.reading.grid import Sheet

from .categories import category_of_section
from .cells import is_nothing, one_line, text_of
from .layout import Layout
from .vocabulary import TICK
from .words import candidates

_NUMBERED = re.compile(r"^\(?\d{1,5}[.)]?$")
_LETTERED = re.compile(r"^\(?(?:[IVXLC]{1,6}|[A-Za-z])[.)]?$")
_TOTAL = re.compile(
    r"^(?:sub\s*|grand\s*)?(?:total|jumlah)(?:\s+(?:total|keseluruhan|seluruhnya|informasi|dokumen|data|entri|halaman|dip|baris|semua))*"
    r"(?:\s+(?:informasi|publik|berkala|serta\s+merta|setiap\s+saat))*\s*[:=]?\s*[\d.,]*\s*(?:informasi|dokumen|data|buah)?$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|ditetapkan|disahkan|dibuat\s+oleh|diketahui|ttd|t\.t\.d|tanda\s+tangan|"
    r"nip\b|nip\.|a\.?\s?n\.|plt\.|plh\.|kepala\s+(?:dinas|badan|bagian|kantor)|camat\b|sekretaris\b|lurah\b|"
    r"ppid\s+(?:pelaksana|pembantu|utama)|pejabat\s+pengelola|atasan\s+ppid|pembina\b|penata\b|"
    r"catatan\s*:|keterangan\s*:|sumber\s*:|ket\s*:|\*\)|\*{1,3}\s?|dokumen\s+ini\s+(?:telah\s+)?ditandatangani|"
    r"[a-z .]{3,30},\s*(?:tanggal\s*)?(?:\d{1,2}|\.{2,}|_{2,})?\s*[a-z]*\s*(?:19|20)\d\d$)",
    re.IGNORECASE,
)
_GROUP_NUMBERING = re.compile(r"^(?:[IVXLC]{1,6}|[A-Z]|\d{1,2})\s*[.)\-]\s+\S")

DATA, BLANK, HEADER, NUMBERS, SECTION, GROUP, TOTAL, CLOSING = (
    "data", "blank", "header", "numbers", "section", "group", "total", "closing",
)  # fmt: skip


class RowJudge:
    """Tells what each row of one table is. Knows the table's header, and how full and numbered its rows are."""

    def __init__(self, sheet: Sheet, layout: Layout, start: int) -> None:
        self.sheet = sheet
        self.columns = [c for c in layout.columns if c.field]
        self.fields = {name: column.index for name, column in layout.fields().items()}
        self.title = self.fields.get("title", -1)
        self.number = self.fields.get("number", -1)
        self.carriers = frozenset(
            c.index for c in self.columns if c.field not in ("number", "") and TICK not in c.field
        )
        self.header = {
            one_line(part).lower() for c in layout.columns for part in c.header.split(" / ") if part
        }
        self.spread = _spread_rows(sheet)
        self.last_full = start
        self.is_numbered = False
        self.typical = 1
        self._measure(start)

    def _measure(self, start: int) -> None:
        widths: list[int] = []
        numbered = 0
        for position in range(start, len(self.sheet.rows)):
            values = self.sheet.rows[position][1]
            filled = self._filled(values)
            if len(filled) >= 2 or (len(filled) == 1 and self._has_number(values)):
                self.last_full = position
                widths.append(len(filled))
                numbered += self._has_number(values)
        widths.sort()
        self.typical = widths[len(widths) // 2] if widths else 1
        self.is_numbered = numbered > len(widths) * 0.6

    def _filled(self, values: list[Any]) -> list[int]:
        return [c for c in self.carriers if c < len(values) and not is_nothing(text_of(values[c])[:60])]

    def _has_number(self, values: list[Any]) -> bool:
        if not 0 <= self.number < len(values):
            return False
        value = values[self.number]
        return isinstance(value, (int, float)) or bool(_NUMBERED.match(text_of(value)[:12]))

    def kind(self, position: int, texts: Mapping[int, str]) -> tuple[str, str]:
        """(kind, text) of a row: the text is the category for a section, the words for a group."""
        number, values = self.sheet.rows[position]
        filled = [c for c, text in texts.items() if not is_nothing(text)]
        if not filled:
            return BLANK, ""
        if (len(filled) > 2 or number in self.spread) and self._is_number_row(filled, texts):
            return NUMBERS, ""
        if self._is_header(filled, texts):
            return HEADER, ""
        words = [c for c in filled if c != self.number or not _NUMBERED.match(texts[c])]
        real = [c for c in words if not _LETTERED.match(texts[c])] or words
        if len(real) == 1:
            return self._lonely(position, number, texts, real[0], filled)
        if self._is_total(texts, filled):
            return TOTAL, ""
        if position > self.last_full and self._closes(texts, filled):
            return CLOSING, ""
        if len(filled) <= 3 and not self._has_number(values) and self._closes(texts, filled, strictly=True):
            return CLOSING, ""
        return DATA, ""

    def _lonely(
        self, position: int, number: int, texts: Mapping[int, str], column: int, filled: list[int]
    ) -> tuple[str, str]:
        """A row with one text: a section, a group, a total, a signature, or a line with a title only."""
        text = one_line(texts[column])
        numbered = (
            self.number in filled and bool(_NUMBERED.match(texts[self.number])) and column != self.number
        )
        if _TOTAL.match(text):
            return TOTAL, ""
        spread = number in self.spread
        category = category_of_section(text)
        if category and (spread or not numbered or (self.typical > 1 and len(text) < 90)):
            return SECTION, category
        if spread and not numbered:
            return (CLOSING, "") if position > self.last_full else (GROUP, text)
        if position > self.last_full and (column != self.title or _CLOSING.match(text)):
            return CLOSING, ""
        if _CLOSING.match(text) and not numbered and position >= self.last_full:
            return CLOSING, ""
        if numbered and column == self.title:
            return (GROUP, text) if self._has_children(position, texts[self.number]) else (DATA, "")
        if column != self.title:
            if column == self.number and not _NUMBERED.match(text) and len(text) > 2:
                return GROUP, text
            return (
                (GROUP, text)
                if self.typical > 1 and column not in self.carriers - {self.title}
                else (DATA, "")
            )
        if self.typical < 2:
            return (GROUP, text) if self.is_numbered else (DATA, "")
        looks = text.isupper() or bool(_GROUP_NUMBERING.match(text)) or len(filled) > 1 or self.is_numbered
        return (GROUP, text) if looks else (DATA, "")

    def _has_children(self, position: int, number: str) -> bool:
        """ "1 Profil" over "a Kedudukan" or "1.1 Kedudukan": the line is a heading for those below."""
        if self.typical < 3 or position + 1 >= len(self.sheet.rows):
            return False
        values = self.sheet.rows[position + 1][1]
        below = text_of(values[self.number]) if self.number < len(values) else ""
        return len(self._filled(values)) >= 3 and (
            bool(_LETTERED.match(below)) or below.startswith(f"{number.strip('().')}.")
        )

    def _is_number_row(self, filled: list[int], texts: Mapping[int, str]) -> bool:
        """The row "1 2 3 4" that names columns by number: (1) (2) (3), or 1 2 3=1+2."""
        shown = [texts[c].strip("().: ") for c in filled]
        if not all(len(text) <= 3 for text in shown):
            return False
        digits = [int(text) for text in shown if text.isdigit()]
        if len(digits) == len(shown) and len(digits) >= 3:
            return all(b - a == 1 for a, b in itertools.pairwise(digits)) and digits[0] <= 1
        letters = [text.lower() for text in shown if len(text) == 1 and text.isalpha()]
        return len(letters) == len(shown) >= 3 and all(
            ord(b) - ord(a) == 1 for a, b in itertools.pairwise(letters)
        )

    def _is_header(self, filled: list[int], texts: Mapping[int, str]) -> bool:
        """The header once more, as at the top of a printed page."""
        if not self.header:
            return False
        same = sum(1 for c in filled if one_line(texts[c]).lower() in self.header)
        return same >= max(2, len(filled) * 0.6) or (
            same == len(filled) == 1 and self._titles_alone(texts, filled)
        )

    def _titles_alone(self, texts: Mapping[int, str], filled: list[int]) -> bool:
        return bool(candidates(texts[filled[0]])) and filled[0] != self.title

    def _is_total(self, texts: Mapping[int, str], filled: list[int]) -> bool:
        first = next((one_line(texts[c]) for c in filled if not _NUMBERED.match(texts[c])), "")
        if not _TOTAL.match(first):
            return False
        rest = [texts[c] for c in filled if one_line(texts[c]) != first]
        return all(not any(ch.isalpha() for ch in text) or len(text) < 14 for text in rest)

    @staticmethod
    def _closes(texts: Mapping[int, str], filled: list[int], *, strictly: bool = False) -> bool:
        matched = sum(1 for c in filled if _CLOSING.match(one_line(texts[c])))
        return matched == len(filled) if strictly else matched > 0


def _spread_rows(sheet: Sheet) -> dict[int, int]:
    """Row -> first column of a cell merged over three or more columns of that row alone."""
    return {top: left for top, left, bottom, right in sheet.merges if right - left >= 2 and top == bottom}
