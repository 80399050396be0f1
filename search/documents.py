"""The values that travel between an app that has something to find, the engines, and the page.

All are frozen: an engine may keep them, a view may cache them, nobody can change them under another's feet.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

PER_PAGE = 20
MAX_PER_PAGE = 100
#: Facets in the order in which the page shows them. Each is a column of SearchRecord and a URL parameter.
FACET_FIELDS = ("type", "agency", "category", "year", "format")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text. `page` counts from 1 and is None where the source has no pages."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One findable thing, as the public may see it.

    A source yields a document only for what an anonymous visitor may open at this moment, or will be able to
    open from `visible_from`. Drafts, withdrawn and private things are not yielded at all: there is no flag to
    forget.
    """

    source: str
    object_id: str
    title: str
    url: str
    summary: str = ""
    body: tuple[Passage, ...] = ()
    #: Words under which it should be found though they are not in the text: former agency names, item codes.
    keywords: tuple[str, ...] = ()
    agency_id: int | None = None
    agency_code: str = ""
    agency_name: str = ""
    category: str = ""
    year: int | None = None
    #: Lower-case file kind without dot ("pdf"), empty for a page of the portal itself.
    format: str = ""
    published_on: date | None = None
    visible_from: datetime | None = None
    visible_until: datetime | None = None

    @property
    def key(self) -> str:
        """Names the thing on every engine; stays the same for its whole life."""
        return f"{self.source}:{self.object_id}"

    def digest(self) -> str:
        """SHA-256 over everything a reader or an engine can notice; equal digests need no re-indexing."""
        payload = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(payload.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a person asked for. `filters` maps a facet name to the values of which any may hold.

    `until` is the highest record number that existed when page 1 was drawn; it keeps later pages stable while
    new things are published. `per_page` is 1 to MAX_PER_PAGE.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    per_page: int = PER_PAGE
    until: int | None = None

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of plain text and whether it is one of the searched words. Plain: the template escapes it."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, ready to show."""

    key: str
    title: str
    url: str
    type: str
    type_label: str
    agency_code: str
    agency_name: str
    category: str
    category_label: str
    year: int | None
    format: str
    published_on: date | None
    score: float
    title_segments: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    #: Page of the file on which the snippet stands, None where unknown.
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of one facet under the filters of all *other* facets, so that a second value can be added."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results. `degraded` tells that the configured engine failed and the database answered."""

    query: SearchQuery
    engine: str
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    took_ms: int
    until: int
    did_you_mean: str = ""
    degraded: bool = False
    #: Only the first words of an overlong query were searched.
    shortened: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.query.per_page))

    @property
    def has_next(self) -> bool:
        return self.query.page < self.pages

    @property
    def has_previous(self) -> bool:
        return self.query.page > 1
