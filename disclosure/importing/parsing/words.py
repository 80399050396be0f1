"""Comparing what stands in a header cell with the vocabulary."""

from __future__ import annotations

import re
from functools import lru_cache

from .vocabulary import ABBREVIATIONS, FILLERS, FORM_TICKS, PHRASES, VOCABULARY, Phrase

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[^\w#√✓]+|_+")
#: Longest text that can be the name of a column.
LONGEST = 140
#: A header counts from this score on.
ENOUGH = 0.45


@lru_cache(maxsize=4096)
def header_words(text: str) -> tuple[str, ...]:
    """Lower-case words that matter, abbreviations written out, small misspellings set right."""
    found: list[str] = []
    for part in _SPLIT.split(_CAMEL.sub(" ", text.strip())):
        for word in ABBREVIATIONS.get(part.lower(), part.lower()).split():
            if word and word not in FILLERS:
                found.append(_known(word))
    if found and found[0].isdigit() and len(found) > 1:
        found = found[1:]
    return tuple(found)


@lru_cache(maxsize=8192)
def _known(word: str) -> str:
    """The word of the vocabulary that this is, give or take a slip of the finger."""
    if word in VOCABULARY or len(word) < 4 or not word.isalpha():
        return word
    limit = 1 if len(word) < 8 else 2
    near = [known for known in VOCABULARY if abs(len(known) - len(word)) <= limit and len(known) >= 5]
    best = min(((distance(word, known, limit), known) for known in near), default=(99, word))
    return best[1] if best[0] <= limit else word


def distance(one: str, other: str, limit: int) -> int:
    """Edits between two words, swapped neighbours counting once; anything above ``limit`` is ``limit + 1``."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]


@lru_cache(maxsize=4096)
def candidates(text: str) -> tuple[tuple[str, float], ...]:
    """(field, score) of a header cell, best first; "" is a column known to be of no use. Score about 0 to 1.3."""
    words = header_words(text)
    if not words or len(text) > LONGEST or len(words) > 14:
        return ()
    if "id" in words[-1:] and len(words) > 1:
        return (("", 1.1),)
    best: dict[str, float] = {}
    for phrase in PHRASES:
        score = _score(phrase, words)
        if score > best.get(phrase.field, 0.0):
            best[phrase.field] = score
    for word, label in FORM_TICKS.items():
        if " ".join(words) == word:
            best[f"forms_available:{label}"] = 1.2
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    return tuple((field, round(score, 3)) for field, score in ranked if score >= ENOUGH)


def _score(phrase: Phrase, words: tuple[str, ...]) -> float:
    if phrase.words == words or (len(words) > 1 and set(phrase.words) == set(words)):
        return phrase.weight + 0.02 * len(words)
    if phrase.alone or not set(phrase.words) <= set(words):
        return 0.0
    return phrase.weight * (0.5 + 0.5 * len(phrase.words) / len(words)) + 0.02 * len(phrase.words)
