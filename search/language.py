"""How Indonesian text becomes tokens, in one place for every engine, for documents and queries alike.

Engines only compare the tokens made here, so SQLite, PostgreSQL and Elasticsearch agree, and none needs a
language analyser of its own. Tokens are lower-case letters and digits only, which no engine's parser splits
further. Pure: no database, no settings, no clock.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search import lexicon

#: A query longer than this is cut; nobody means more, and an attacker may.
MAX_QUERY_CHARS = 400
MAX_QUERY_WORDS = 24
MAX_PHRASES = 5
#: Longest token kept. Longer runs are hashes or encoded data.
MAX_TOKEN_CHARS = 40

_WORD = re.compile(r"\brp(?=\d)|\d{1,3}(?:\.\d{3})+(?!\d)|[^\W_]+", re.IGNORECASE)
_QUOTED = re.compile(r'(-?)"([^"]*)"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SYNONYM_WEIGHT = 0.35
MATCHING_WEIGHT = 0.3
#: May stand between the kind of a regulation and its number.
_BETWEEN_KIND_AND_NUMBER = frozenset(
    ("kota", "kabupaten", "provinsi", "cilegon", "banten", "republik", "indonesia", "ri", "wali", "walikota")
) | {"daerah", "nomor", "no", "nomer"}


@dataclass(frozen=True, slots=True)
class Token:
    """One analysed word and where it stood in the text, as character offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """One thing the person asked for, with the tokens of which any will do and how well each does (0 to
    1].
    """

    surface: str
    tokens: tuple[tuple[str, float], ...]

    @property
    def main(self) -> str:
        return self.tokens[0][0]

    @property
    def matching(self) -> tuple[str, ...]:
        """Tokens that make a record a match; the weaker ones only help to rank, and in a second, relaxed
        try.
        """
        return tuple(token for token, weight in self.tokens if weight >= MATCHING_WEIGHT)

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(token for token, _ in self.tokens)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query, understood. `phrases` and `excluded_phrases` hold exact lower-case words; `excluded` holds
    tokens.

    `words` are the searched words as typed, lower case, for ranking exact forms first and for spelling.
    """

    groups: tuple[Group, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    shortened: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing to look for. A query of exclusions alone is empty: it would list the whole portal."""
        return not self.groups and not self.phrases


def normalise(text: str) -> str:
    """Lower case, compatibility forms composed, accents dropped, control characters as blanks."""
    text = unicodedata.normalize("NFKD", text.replace("\u00ad", ""))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _CONTROL.sub(" ", text).lower()


def words(text: str) -> list[str]:
    """The words of a text as written, lower case: what quotes and exact matches are compared with."""
    found = (_clean_word(match) for match in _WORD.findall(normalise(text)))
    return [word for word in found if len(word) <= MAX_TOKEN_CHARS]


def _clean_word(word: str) -> str:
    return word.replace(".", "")


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]
    from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
    from Sastrawi.Stemmer.Stemmer import Stemmer
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return Stemmer(ArrayDictionary([*StemmerFactory().get_words(), *lexicon.EXTRA_ROOTS]))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Root of one lower-case word. Cached: a text repeats its words, and the stemmer is the slow part."""
    override = lexicon.STEM_OVERRIDES.get(word) or _ALIASES.get(word)
    if override:
        return override
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return word
    base = word[:-3] if word.endswith("nya") and word[:-3] in lexicon.STEM_OVERRIDES else word
    if base != word:
        return lexicon.STEM_OVERRIDES[base]
    return _stemmer().stem_singular_word(word) or word


def _compile_forms() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, str]]:
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    aliases: dict[str, str] = {}
    for short, forms in lexicon.ABBREVIATIONS.items():
        aliases[short] = short
        for form in forms:
            parts = tuple(words(form))
            if len(parts) == 1:
                aliases[parts[0]] = short
            else:
                phrases.setdefault(parts[0], []).append((parts, short))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return phrases, aliases


_PHRASES, _ALIASES = _compile_forms()


def _phrase_at(sequence: Sequence[str], position: int) -> tuple[int, str] | None:
    """Length and short form of the longest known name that starts here."""
    for parts, short in _PHRASES.get(sequence[position], ()):
        if tuple(sequence[position : position + len(parts)]) == parts:
            return len(parts), short
    return None


def _regulation_at(sequence: Sequence[str], kind: str, position: int) -> str | None:
    """`perda7t2024` where a number and year follow the kind; "perda 7/2024" and the long form give the
    same.
    """
    limit = min(len(sequence), position + 6)
    while position < limit and sequence[position] in _BETWEEN_KIND_AND_NUMBER:
        position += 1
    if position >= len(sequence) or not sequence[position].isdigit() or len(sequence[position]) > 4:
        return None
    number = sequence[position].lstrip("0") or "0"
    position += 1
    if position < len(sequence) and sequence[position] in ("tahun", "thn", "th"):
        position += 1
    if position < len(sequence) and _YEAR.fullmatch(sequence[position]):
        return f"{kind}{number}t{sequence[position]}"
    return None


def analyse(text: str) -> list[str]:
    """Tokens of a text in order, for the index. Names with a short form leave the short form beside their
    words.
    """
    return analyse_words(words(text))


def analyse_words(sequence: Sequence[str]) -> list[str]:
    tokens: list[str] = []
    for position, word in enumerate(sequence):
        found = _phrase_at(sequence, position)
        kind = found[1] if found else _ALIASES.get(word)
        if found:
            tokens.append(found[1])
        if kind in _REGULATION_KINDS:
            citation = _regulation_at(sequence, kind, position + (found[0] if found else 1))
            if citation:
                tokens.append(citation)
        if word not in lexicon.STOPWORDS:
            tokens.append(stem(word))
    return tokens


_REGULATION_KINDS = frozenset(lexicon.REGULATION_KINDS)


def tokens_with_offsets(text: str) -> list[Token]:
    """Stems with their place in `text`, for highlighting. Offsets hold for texts in composed form (NFC)."""
    found = []
    for match in _WORD.finditer(text):
        plain = words(match.group())
        if len(plain) == 1:
            found.append(Token(stem(plain[0]), match.start(), match.end()))
    return found


def spans(text: str, wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Stretches of `text` that a searched token stands for: its words, or the long form of a short name."""
    tokens = tokens_with_offsets(text)
    plain = [(words(text[token.start : token.end]) or [""])[0] for token in tokens]
    found: list[tuple[int, int]] = []
    for position, token in enumerate(tokens):
        if token.text in wanted or plain[position] in wanted:
            found.append((token.start, token.end))
            continue
        name = _phrase_at(plain, position)
        if name and name[1] in wanted:
            found.append((token.start, tokens[position + name[0] - 1].end))
    return found


@lru_cache(maxsize=1)
def _synonyms() -> tuple[
    dict[str, tuple[str, ...]], dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
]:
    """Token -> tokens that do nearly as well, and first word -> (words, tokens) for synonyms of several
    words.
    """
    single: dict[str, list[str]] = {}
    several: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for family in lexicon.SYNONYMS:
        split = [tuple(words(entry)) for entry in family]
        stems = [stem(parts[0]) for parts in split if len(parts) == 1]
        for parts in split:
            others = [other for other in stems if parts != (other,)]
            if len(parts) == 1:
                known = single.setdefault(stem(parts[0]), [])
                known.extend(other for other in others if other not in known and other != stem(parts[0]))
            else:
                several.setdefault(parts[0], []).append((parts, tuple(others)))
    return {token: tuple(others) for token, others in single.items()}, several


def _group_for_word(word: str) -> Group:
    token = stem(word)
    others = _synonyms()[0].get(token, ())
    return Group(word, ((token, 1.0), *((other, _SYNONYM_WEIGHT) for other in others)))


def _groups(sequence: Sequence[str]) -> tuple[Group, ...]:
    """What a row of typed words asks for. Stop words ask for nothing."""
    groups: list[Group] = []
    position = 0
    while position < len(sequence):
        group, used = _group_at(sequence, position)
        if group is not None and all(group.main != known.main for known in groups):
            groups.append(group)
        position += used
    return tuple(groups)


def _group_at(sequence: Sequence[str], position: int) -> tuple[Group | None, int]:
    found = _phrase_at(sequence, position)
    length, short = found if found else (1, _ALIASES.get(sequence[position], ""))
    surface = " ".join(sequence[position : position + length])
    if short in _REGULATION_KINDS:
        citation = _regulation_at(sequence, short, position + length)
        if citation:
            return Group(surface, ((citation, 1.0), (short, 0.1))), _citation_length(
                sequence, position, length
            )
    if found:
        rest = [
            stem(word) for word in sequence[position : position + length] if word not in lexicon.STOPWORDS
        ]
        share = round(0.6 / len(rest), 3)
        related = [(token, _SYNONYM_WEIGHT) for token in _synonyms()[0].get(short, ())]
        return Group(surface, ((short, 1.0), *related, *((token, share) for token in rest))), length
    for parts, others in _synonyms()[1].get(sequence[position], ()):
        if tuple(sequence[position : position + len(parts)]) == parts:
            share = round(1.0 / len(parts), 3)
            own = tuple((stem(part), share) for part in parts if part not in lexicon.STOPWORDS)
            return Group(" ".join(parts), (*own, *((other, 0.5) for other in others))), len(parts)
    word = sequence[position]
    return (None if word in lexicon.STOPWORDS else _group_for_word(word)), 1


def _citation_length(sequence: Sequence[str], position: int, length: int) -> int:
    """How many words the citation took, year included."""
    end = position + length
    while end < len(sequence) and not _YEAR.fullmatch(sequence[end]):
        end += 1
    return end - position + 1


def parse_query(text: str) -> ParsedQuery:
    """Understand what was typed. Never fails: quotes left open, lone signs and noise are read as words or
    dropped.
    """
    shortened = len(text) > MAX_QUERY_CHARS
    plain = normalise(text[:MAX_QUERY_CHARS]).replace("“", '"').replace("”", '"').replace("„", '"')
    phrases: list[tuple[str, ...]] = []
    excluded_phrases: list[tuple[str, ...]] = []
    for sign, quoted in _QUOTED.findall(plain):
        parts = tuple(words(quoted)[:MAX_QUERY_WORDS])
        bucket = excluded_phrases if sign else phrases
        if parts and parts not in bucket and len(bucket) < MAX_PHRASES:
            bucket.append(parts)
    plain = _QUOTED.sub(" ", plain)
    excluded = _unique(stem(word) for part in plain.split() if re.match(r"-\w", part) for word in words(part))
    wanted = [word for part in plain.split() if not re.match(r"-\w", part) for word in words(part)]
    if len(wanted) > MAX_QUERY_WORDS:
        wanted, shortened = wanted[:MAX_QUERY_WORDS], True
    groups = _groups(wanted)
    if wanted and not groups and not phrases:
        phrases.append(
            tuple(wanted)
        )  # "apa itu": stop words alone are not in the index, but they stand in texts
    return ParsedQuery(
        groups=groups,
        phrases=tuple(phrases),
        excluded=excluded[:MAX_QUERY_WORDS],
        excluded_phrases=tuple(excluded_phrases),
        words=_unique(word for word in wanted if word not in lexicon.STOPWORDS),
        shortened=shortened,
    )


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
