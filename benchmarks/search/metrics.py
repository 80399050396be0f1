"""nDCG@10 and recall@20 with bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import log2
from statistics import mean

RESAMPLES = 1_000


def ndcg(found: Sequence[str], relevant: Mapping[str, int], depth: int = 10) -> float:
    gain = sum(relevant.get(name, 0) / log2(place + 2) for place, name in enumerate(found[:depth]))
    best = sum(
        grade / log2(place + 2) for place, grade in enumerate(sorted(relevant.values(), reverse=True)[:depth])
    )
    return gain / best if best else 0.0


def recall(found: Sequence[str], relevant: Mapping[str, int], depth: int = 20) -> float:
    return len(set(found[:depth]) & set(relevant)) / min(len(relevant), depth)


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean and the middle 95 % of the means of RESAMPLES resamples; the same every time."""
    dice = random.Random(1)
    means = sorted(mean(dice.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return mean(values), means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]
