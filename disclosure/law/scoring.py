"""The city's own score of an agency: weights are data with a date from which they hold.

Komisi Informasi keeps predicates of its own ("Informatif"); these words are never used here. A part
without a denominator (no request came) is left out and the other weights carry the score: nobody gains or
loses by an empty part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


class NoWeightsInForce(LookupError):
    """No set of weights was in force on the day asked about."""


@dataclass(frozen=True, slots=True)
class Ratio:
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class WeightSet:
    """Weights per part (any unit, only their proportion counts) and bands: (least points, word), highest
    first.
    """

    valid_from: date
    weights: Mapping[str, Decimal]
    bands: tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """`points` of 100 with one decimal; None when no part could be measured."""

    points: Decimal | None
    band: str
    parts: Mapping[str, Decimal]


DEFAULT_WEIGHTS: tuple[WeightSet, ...] = (
    WeightSet(
        date(2026, 1, 1),
        {"periodic": Decimal(40), "anytime": Decimal(20), "requests_on_time": Decimal(40)},
        (
            (Decimal(90), "Lengkap"),
            (Decimal(75), "Hampir lengkap"),
            (Decimal(50), "Sebagian"),
            (Decimal(0), "Perlu perhatian"),
        ),
    ),
)


def weights_on(day: date, sets: Iterable[WeightSet] = DEFAULT_WEIGHTS) -> WeightSet:
    """The set in force on a day. Raises NoWeightsInForce before the first."""
    held = [s for s in sets if s.valid_from <= day]
    if not held:
        raise NoWeightsInForce(f"Belum ada bobot penilaian yang berlaku pada {day.isoformat()}.")
    return max(held, key=lambda s: s.valid_from)


def score(ratios: Mapping[str, Ratio], weight_set: WeightSet) -> Score:
    """Weighted mean of the parts that have a denominator. Rounded to one decimal before the band is
    chosen, so that the word never contradicts the printed figure.
    """
    measured = {k: r for k, r in ratios.items() if r.whole > 0 and weight_set.weights.get(k, Decimal(0)) > 0}
    total = sum((weight_set.weights[k] for k in measured), Decimal(0))
    if not total:
        return Score(None, "Belum dapat dinilai", {})
    parts = {k: Decimal(r.part) / Decimal(r.whole) * 100 for k, r in measured.items()}
    raw = sum((parts[k] * weight_set.weights[k] for k in measured), Decimal(0)) / total
    points = raw.quantize(Decimal("0.1"), ROUND_HALF_UP)
    band = next((word for least, word in weight_set.bands if points >= least), weight_set.bands[-1][1])
    return Score(points, band, {k: v.quantize(Decimal("0.1"), ROUND_HALF_UP) for k, v in parts.items()})
