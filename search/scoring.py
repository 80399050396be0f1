"""Which of the candidates answers best: BM25 over weighted fields, then order, exactness and age. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from search.language import ParsedQuery
from search.models import SearchRecord

#: How much a word counts where it stands.
FIELD_WEIGHTS: Mapping[str, float] = {"title": 3.0, "summary": 1.4, "keywords": 1.2, "body": 1.0}
#: How strongly length dampens; a title is short by nature, so hardly.
LENGTH_EFFECT: Mapping[str, float] = {"title": 0.3, "summary": 0.5, "keywords": 0.0, "body": 0.5}
SATURATION = 1.2
EXACT_TITLE_BONUS = 0.12
EXACT_BODY_BONUS = 0.05
PHRASE_TITLE_BONUS = 0.5
PAIR_BONUS = 0.05
COVERAGE_BONUS = 0.5
#: What the newest gain over the oldest, as a share of the score; halves every RECENCY_DAYS.
RECENCY_BONUS = 0.08
RECENCY_DAYS = 365


@dataclass(frozen=True, slots=True)
class Candidate:
    """Token texts of a record, tokens parted by single blanks."""

    id: int
    title: str
    summary: str
    keywords: str
    body: str
    title_words: str
    body_words: str
    sorted_on: date

    def fields(self) -> dict[str, str]:
        return {name: f" {getattr(self, name)} " for name in FIELD_WEIGHTS}


def candidate(record: SearchRecord) -> Candidate:
    text = record.text
    return Candidate(
        record.pk,
        text.title_tokens,
        text.summary_tokens,
        text.keyword_tokens,
        text.body_tokens,
        text.title_words,
        text.body_words,
        record.sorted_on,
    )


def rank(
    candidates: Sequence[Candidate], parsed: ParsedQuery, weights: Mapping[str, float], today: date
) -> list[tuple[int, float]]:
    """(id, score), best first; equals newest first, then the later record. `weights` are the tokens' idf."""
    if not candidates:
        return []
    prepared = [(candidate, candidate.fields()) for candidate in candidates]
    lengths = {
        name: max(1.0, sum(fields[name].count(" ") - 1 for _, fields in prepared) / len(prepared))
        for name in FIELD_WEIGHTS
    }
    scored = [
        (candidate, _score(candidate, fields, parsed, weights, lengths, today))
        for candidate, fields in prepared
    ]
    scored.sort(key=lambda pair: (-pair[1], -pair[0].sorted_on.toordinal(), -pair[0].id))
    return [(candidate.id, round(score, 5)) for candidate, score in scored]


def _score(
    candidate: Candidate,
    fields: Mapping[str, str],
    parsed: ParsedQuery,
    weights: Mapping[str, float],
    lengths: Mapping[str, float],
    today: date,
) -> float:
    damping = {
        name: 1 - LENGTH_EFFECT[name] + LENGTH_EFFECT[name] * (text.count(" ") - 1) / lengths[name]
        for name, text in fields.items()
    }
    score = possible = matched = 0.0
    for group in parsed.groups:
        parts = sorted(
            (
                share * weights.get(token, 0.0) * _saturated(token, fields, damping)
                for token, share in group.tokens
            ),
            reverse=True,
        )
        weight = max(weights.get(token, 0.0) for token in group.matching or group.all)
        possible += weight
        if parts[0] > 0:
            # The best way in which the thing is named counts; other ways add a little, not as much again.
            score += parts[0] + 0.3 * sum(parts[1:])
            matched += weight
    if possible:
        score *= 1 + COVERAGE_BONUS * (matched / possible) ** 2
    score *= 1 + _exactness(candidate, parsed) + _order(candidate, parsed)
    return (score or 0.01) * (
        1 + RECENCY_BONUS * 0.5 ** (max(0, (today - candidate.sorted_on).days) / RECENCY_DAYS)
    )


def _saturated(token: str, fields: Mapping[str, str], damping: Mapping[str, float]) -> float:
    needle = f" {token} "
    frequency = sum(
        FIELD_WEIGHTS[name] * text.count(needle) / max(damping[name], 0.1) for name, text in fields.items()
    )
    return frequency * (SATURATION + 1) / (frequency + SATURATION)


def _exactness(candidate: Candidate, parsed: ParsedQuery) -> float:
    """Share of the typed words that stand there in the very form in which they were typed."""
    if not parsed.words:
        return 0.0
    title, body = f" {candidate.title_words} ", f" {candidate.body_words} "
    in_title = sum(f" {word} " in title for word in parsed.words) / len(parsed.words)
    in_body = sum(f" {word} " in body for word in parsed.words) / len(parsed.words)
    return EXACT_TITLE_BONUS * in_title + EXACT_BODY_BONUS * in_body


def _order(candidate: Candidate, parsed: ParsedQuery) -> float:
    """Words that stand next to each other as in the question; the whole question as a title counts most."""
    tokens = [group.main for group in parsed.groups]
    if len(tokens) < 2:
        return 0.0
    title, body = f" {candidate.title} ", f" {candidate.summary} {candidate.body} "
    pairs = list(pairwise(tokens))
    near = sum(f" {first} {second} " in title or f" {first} {second} " in body for first, second in pairs)
    whole = PHRASE_TITLE_BONUS if f" {' '.join(tokens)} " in title else 0.0
    return whole + PAIR_BONUS * near / len(pairs)
