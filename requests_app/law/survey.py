"""The satisfaction survey of Permenpan RB 14/2017: nine elements of equal weight, index and bands.

Elements are known by their code, never by their place: the sample questionnaire swaps U8 and U9 (trap T22). The
weight is exactly one ninth; the rounded 0,11 would make a perfect score 99,00.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from portal.kernel.text import gettext_noop as _

LOWEST, HIGHEST = 1, 4
#: No result of fewer answers is shown: it could be traced to a person.
FEWEST_SHOWN = 5
ARTICLE = "UU 25/2009 Pasal 38; Permenpan RB 14/2017"


@dataclass(frozen=True)
class Element:
    """One element: `question` as the citizen reads it, `answers` from worst to best."""

    code: str
    label: str
    question: str
    answers: tuple[str, str, str, str]


ELEMENTS: tuple[Element, ...] = (
    Element(
        "u1", _("Persyaratan"), _("Apakah persyaratannya sesuai dengan keperluan Anda?"),
        (_("Tidak sesuai"), _("Kurang sesuai"), _("Sesuai"), _("Sangat sesuai")),
    ),
    Element(
        "u2", _("Sistem, mekanisme, dan prosedur"), _("Apakah caranya mudah?"),
        (_("Tidak mudah"), _("Kurang mudah"), _("Mudah"), _("Sangat mudah")),
    ),
    Element(
        "u3", _("Waktu penyelesaian"), _("Apakah jawabannya cepat?"),
        (_("Tidak cepat"), _("Kurang cepat"), _("Cepat"), _("Sangat cepat")),
    ),
    Element(
        "u4", _("Biaya"), _("Apakah biayanya wajar?"),
        (_("Sangat mahal"), _("Cukup mahal"), _("Murah"), _("Gratis")),
    ),
    Element(
        "u5", _("Produk layanan"), _("Apakah yang Anda terima sesuai dengan yang dijanjikan?"),
        (_("Tidak sesuai"), _("Kurang sesuai"), _("Sesuai"), _("Sangat sesuai")),
    ),
    Element(
        "u6", _("Kompetensi pelaksana"), _("Apakah petugasnya mampu melayani Anda?"),
        (_("Tidak mampu"), _("Kurang mampu"), _("Mampu"), _("Sangat mampu")),
    ),
    Element(
        "u7", _("Perilaku pelaksana"), _("Apakah petugasnya sopan dan ramah?"),
        (_("Tidak sopan"), _("Kurang sopan"), _("Sopan"), _("Sangat sopan")),
    ),
    Element(
        "u8", _("Penanganan pengaduan, saran, dan masukan"), _("Apakah pengaduan dan pertanyaan ditangani baik?"),
        (_("Tidak ditangani"), _("Kurang baik"), _("Baik"), _("Sangat baik")),
    ),
    Element(
        "u9", _("Sarana dan prasarana"), _("Apakah situs, loket, dan sarana lain baik?"),
        (_("Buruk"), _("Cukup"), _("Baik"), _("Sangat baik")),
    ),
)  # fmt: skip
CODES = tuple(element.code for element in ELEMENTS)
WEIGHT = Fraction(1, len(ELEMENTS))


@dataclass(frozen=True)
class Band:
    """`lowest` is the smallest index of the band, already rounded to two decimals."""

    letter: str
    label: str
    lowest: Decimal


BANDS: tuple[Band, ...] = (
    Band("A", _("Sangat Baik"), Decimal("88.31")),
    Band("B", _("Baik"), Decimal("76.61")),
    Band("C", _("Kurang Baik"), Decimal("65.00")),
    Band("D", _("Tidak Baik"), Decimal("25.00")),
)


def round2(value: Fraction) -> Decimal:
    """Two decimals, half up, from the exact fraction."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class SurveyResult:
    """`averages` (NRR) by code, exact; `index` (IKM) of 25 to 100, rounded; `band` by the rounded index."""

    answers: int
    averages: Mapping[str, Fraction]
    index: Decimal
    band: Band

    def average(self, code: str) -> Decimal:
        return round2(self.averages[code])


def result_of(sums: Mapping[str, int], answers: int) -> SurveyResult | None:
    """The result of `answers` filled questionnaires with these sums of scores; None when there are too few.

    Raises ValueError for sums that so many answers cannot have.
    """
    if answers < FEWEST_SHOWN:
        return None
    if any(not LOWEST * answers <= sums[code] <= HIGHEST * answers for code in CODES):
        raise ValueError("sums do not fit the number of answers")
    averages = {code: Fraction(sums[code], answers) for code in CODES}
    index = round2(sum(averages.values(), Fraction(0)) * WEIGHT * 25)
    return SurveyResult(answers, averages, index, band_of(index))


def band_of(index: Decimal) -> Band:
    """By the index rounded to two decimals, so that no value falls between two bands."""
    return next((band for band in BANDS if index >= band.lowest), BANDS[-1])


def shown_together(counts: Sequence[int]) -> bool:
    """Whether a total over units may be shown beside them: what is hidden must not follow by subtraction."""
    hidden = sum(count for count in counts if count < FEWEST_SHOWN)
    return hidden == 0 or hidden >= FEWEST_SHOWN
