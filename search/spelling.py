"""What was meant: known words one or two slips away from a word that finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.engines.base import SearchEngine
from search.language import ParsedQuery, stem
from search.models import SearchTerm

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MIN_LENGTH = 4
_MAX_LENGTH = 24
_MAX_CANDIDATES = 400
_MAX_WORDS = 3


def slips(word: str) -> set[str]:
    """All words one missing, extra, wrong or swapped letter away."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    missing = {head + tail[1:] for head, tail in parts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
    wrong = {head + letter + tail[1:] for head, tail in parts if tail for letter in _LETTERS}
    extra = {head + letter + tail for head, tail in parts for letter in _LETTERS}
    return (missing | swapped | wrong | extra) - {word}


def distance(first: str, second: str, limit: int = 2) -> int:
    """Number of slips between two words, counting a swap of neighbours as one; limit + 1 when there are
    more.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        current = [i]
        for j, other in enumerate(second, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != other))
            if before and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]


def _candidates(word: str) -> Iterator[list[str]]:
    """Known words, nearest first: one slip, then two slips with the same beginning or end."""
    yield list(SearchTerm.objects.filter(word__in=slips(word)).values_list("word", flat=True))
    near = SearchTerm.objects.filter(word__startswith=word[:3]) | SearchTerm.objects.filter(
        word__endswith=word[-4:]
    )
    known = near.values_list("word", flat=True)[:_MAX_CANDIDATES]
    yield [other for other in known if distance(word, other) == 2]


def _best(word: str, engine: SearchEngine) -> str | None:
    """The candidate that finds most now; None if none finds anything, so that no withdrawn word is ever
    told.
    """
    for group in _candidates(word):
        if not group:
            continue
        stems = {candidate: stem(candidate) for candidate in group}
        found = engine.frequencies(sorted(set(stems.values())))
        # The same first letter is the likelier meaning: people rarely slip on it.
        ranked = sorted(group, key=lambda other: (other[0] != word[0], -found[stems[other]], other))
        best = next((other for other in ranked if found[stems[other]]), None)
        if best:
            return best
    return None


def correct(text: str, parsed: ParsedQuery, engine: SearchEngine) -> str:
    """The query with unknown words replaced by known ones; empty when nothing is to be said."""
    tokens = {word: stem(word) for word in parsed.words if word.isalpha()}
    if not tokens:
        return ""
    known = engine.frequencies(sorted(set(tokens.values())))
    unknown = [word for word, token in tokens.items() if not known[token]]
    # A long form with a known short form is no slip, though its single words may be rare.
    covered = {word for group in parsed.groups if " " in group.surface for word in group.surface.split()}
    changed = text
    for word in [word for word in unknown if word not in covered][:_MAX_WORDS]:
        better = _best(word, engine) if _MIN_LENGTH <= len(word) <= _MAX_LENGTH else None
        if better:
            changed = re.sub(rf"(?i)\b{re.escape(word)}\b", better, changed)
    return changed if changed != text else ""
