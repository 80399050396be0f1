"""Which words of a result were searched for, and which passage shows them best. Pure.

The result is plain text in segments: nothing is marked up here, so markup in content can never become markup
in a page. All engines use this one, because their own highlighters see tokens, not the text that people read.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.documents import Segment
from search.language import ParsedQuery, spans

SNIPPET_CHARS = 240
#: Text looked at closely for one snippet; a hit beyond it still counts, it is only not quoted.
LOOK_AT_CHARS = 6_000
#: Letters of a stem that must occur for a passage to be worth a close look; prefixes may change the first
#: one.
_ROUGH = 5


def wanted_tokens(parsed: ParsedQuery) -> frozenset[str]:
    """Everything that may be marked: tokens of all groups and the words of phrases."""
    tokens = {token for group in parsed.groups for token in group.matching or group.all}
    return frozenset(tokens | {word for phrase in parsed.phrases for word in phrase})


def segments(text: str, wanted: frozenset[str]) -> tuple[Segment, ...]:
    """The whole text, cut where searched words begin and end."""
    found: list[Segment] = []
    position = 0
    for start, end in spans(text, wanted):
        if start < position:
            continue
        if start > position:
            found.append(Segment(text[position:start]))
        found.append(Segment(text[start:end], True))
        position = end
    if position < len(text):
        found.append(Segment(text[position:]))
    return tuple(found)


def snippet(
    summary: str, passages: Sequence[tuple[str, int | None]], wanted: frozenset[str]
) -> tuple[tuple[Segment, ...], int | None]:
    """The stretch with most different searched words, and its page. Without any, the beginning."""
    best, page = _best_stretch([(summary, None), *passages], wanted)
    return segments(best, wanted), page


def _best_stretch(
    passages: Sequence[tuple[str, int | None]], wanted: frozenset[str]
) -> tuple[str, int | None]:
    rough = [token[1:_ROUGH] if len(token) > 3 else token for token in wanted]
    filled = [(text, page) for text, page in passages if text.strip()]
    if not filled:
        return "", None
    scored = [(sum(part in text.lower() for part in rough), text, page) for text, page in filled]
    top = max(score for score, _, _ in scored)
    _, text, page = next(entry for entry in scored if entry[0] == top)
    text = _around_first(text, rough) if len(text) > LOOK_AT_CHARS else text
    return _window(text, wanted), page


def _around_first(text: str, rough: Sequence[str]) -> str:
    lower = text.lower()
    places = sorted(place for part in rough if (place := lower.find(part)) >= 0)
    start = max(0, (places[0] if places else 0) - SNIPPET_CHARS)
    return text[start : start + LOOK_AT_CHARS]


def _window(text: str, wanted: frozenset[str]) -> str:
    """SNIPPET_CHARS of the text with as many different searched words as fit, cut at blanks."""
    text = " ".join(text.split())
    if len(text) <= SNIPPET_CHARS:
        return text
    found = spans(text, wanted)
    best_start, best = 0, 0
    for start, _ in found:
        inside = {text[a:b].lower() for a, b in found if start <= a and b <= start + SNIPPET_CHARS}
        if len(inside) > best:
            best_start, best = start, len(inside)
    begin = max(0, min(best_start - SNIPPET_CHARS // 5, len(text) - SNIPPET_CHARS))
    end = begin + SNIPPET_CHARS
    if begin > 0:
        begin = text.find(" ", begin) + 1 or begin
    if end < len(text):
        end = text.rfind(" ", begin, end) if text.rfind(" ", begin, end) > begin else end
    return ("… " if begin > 0 else "") + text[begin:end] + (" …" if end < len(text) else "")
