"""The question in Elasticsearch's query language, as plain values: nothing here knows the client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.kernel.moments import wib_date
from search.engines import base
from search.engines.base import Ask
from search.language import Group, ParsedQuery
from search.scoring import FIELD_WEIGHTS, RECENCY_BONUS, RECENCY_DAYS

Query = dict[str, Any]

#: Weights of scoring.FIELD_WEIGHTS; combined_fields wants none below 1.
_FIELDS = [
    f"title_tokens^{FIELD_WEIGHTS['title']}",
    f"summary_tokens^{FIELD_WEIGHTS['summary']}",
    f"keyword_tokens^{FIELD_WEIGHTS['keywords']}",
    f"body_tokens^{FIELD_WEIGHTS['body']}",
]


def _q(kind: str, **values: Any) -> Query:
    return {kind: values}


def _not(query: Query) -> Query:
    return _q("bool", must_not=[query])


MATCH_ALL = _q("match_all")


def is_by_date(ask: Ask) -> bool:
    return ask.sort == "date" or ask.parsed.is_empty


def chosen_values(name: str, ask: Ask) -> Query:
    return _q("terms", **{base.FACET_COLUMNS[name]: list(ask.filters[name])})


def visible(ask: Ask) -> list[Query]:
    now = ask.now.isoformat()
    conditions = [
        _q("bool", should=[_not(_q("exists", field="visible_from")), _q("range", visible_from={"lte": now})]),
        _not(_q("range", visible_until={"lte": now})),
    ]
    if ask.until is not None:
        conditions.append(_q("range", number={"lte": ask.until}))
    return conditions


def _phrase(phrase: Sequence[str]) -> Query:
    text = " ".join(phrase)
    return _q("bool", should=[_q("match_phrase", title_words=text), _q("match_phrase", body_words=text)])


def query(ask: Ask, relaxed: bool) -> Query:
    """What must hold is a filter; what ranks is a `should`: relevance never changes which records match."""
    parsed = ask.parsed
    must = [*visible(ask), *(_phrase(phrase) for phrase in parsed.phrases)]
    if parsed.groups and not parsed.is_empty:
        must.append(_enough(parsed.groups, relaxed))
    without = [_q("terms", all_tokens=list(parsed.excluded))] if parsed.excluded else []
    without += [_phrase(phrase) for phrase in parsed.excluded_phrases]
    if parsed.is_empty:
        return _q("bool", filter=visible(ask))
    matching = _q("bool", filter=must, must_not=without, should=_ranking(parsed) or [_q("match_all")])
    if ask.sort == "date":
        return _q("bool", filter=must, must_not=without)
    decay = {
        "gauss": {
            "sorted_on": {"origin": wib_date(ask.now).isoformat(), "scale": f"{RECENCY_DAYS}d", "decay": 0.5}
        }
    }
    return _q(
        "function_score",
        query=matching,
        functions=[{"weight": 1.0}, {**decay, "weight": RECENCY_BONUS}],
        score_mode="sum",
        boost_mode="multiply",
    )


def _enough(groups: Sequence[Group], relaxed: bool) -> Query:
    """As many of the groups as base.needed says; any, when that finds few."""
    need = 1 if relaxed else base.needed(len(groups))
    parts = [_q("terms", all_tokens=list(group.all if relaxed else group.matching)) for group in groups]
    return _q("bool", should=parts, minimum_should_match=need)


def _ranking(parsed: ParsedQuery) -> list[Query]:
    parts = [
        _q(
            "dis_max",
            tie_breaker=0.3,
            queries=[
                _q("combined_fields", query=token, fields=_FIELDS, boost=weight)
                for token, weight in group.tokens
            ],
        )
        for group in parsed.groups
    ]
    if parsed.words:
        typed = " ".join(parsed.words)
        parts.append(_q("match", title_words={"query": typed, "boost": 0.35}))
        parts.append(_q("match", body_words={"query": typed, "boost": 0.1}))
    if len(parsed.groups) > 1:
        mains = " ".join(group.main for group in parsed.groups)
        parts.append(_q("match_phrase", title_tokens={"query": mains, "slop": 2, "boost": 1.5}))
        parts.append(_q("match_phrase", body_tokens={"query": mains, "slop": 6, "boost": 0.6}))
    return parts
