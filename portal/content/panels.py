"""Places on content pages that apps above this one fill, so that content never imports them.

An app registers in AppConfig.ready a function that gets the request and the place's arguments and returns a
Panel, or None when it has nothing to show::

    panels.register("agency.duties", duties_panel, order=10)

Places: ``emergency`` (every page), ``home.latest``, ``agency.badge``, ``agency.duties``, ``agency.lists``,
``agency.profile``, ``agency.requests`` (each with ``agency``), ``news.related`` (with ``page``), ``standard`` (with
``page``, on plain pages of the city), ``statistics``. Figures of the home page and the tags beside agencies are data
instead: ``register_figures``, ``register_agency_tags``.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

logger = logging.getLogger(__name__)

PLACES = frozenset(
    {
        "emergency",
        "home.latest",
        "agency.badge",
        "agency.duties",
        "agency.lists",
        "agency.profile",
        "agency.requests",
        "news.related",
        "standard",
        "statistics",
    }
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A template and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the home page: says its unit, its total and leads to its rows.

    ``at``: when it was counted, if it may be older than the page.
    """

    label: str
    value: str
    note: str = ""
    url: str = ""
    link: str = ""
    tone: str = ""
    at: datetime | None = None


Provider = Callable[..., "Panel | None"]
TagProvider = Callable[[HttpRequest | None, list[int]], Mapping[int, tuple[str, str]]]
FigureProvider = Callable[[HttpRequest | None], list[Figure]]

_providers: dict[str, list[tuple[int, Provider]]] = defaultdict(list)
_agency_tags: list[TagProvider] = []
_figures: list[tuple[int, FigureProvider]] = []


def register(place: str, provider: Provider, *, order: int = 100) -> None:
    """Fill ``place``; an unknown place is a ValueError, so that a typing error does not stay silent."""
    if place not in PLACES:
        raise ValueError(f"unknown place {place!r}, known are {sorted(PLACES)}")
    _providers[place].append((order, provider))
    _providers[place].sort(key=lambda item: item[0])


def register_agency_tags(provider: TagProvider) -> None:
    """Words such as ("ok", "Lengkap") beside the agencies of a list; asked once with all their ids."""
    _agency_tags.append(provider)


def register_figures(provider: FigureProvider, *, order: int = 100) -> None:
    """Figures of the home page, from selectors of the registering app."""
    _figures.append((order, provider))
    _figures.sort(key=lambda item: item[0])


def panels_for(place: str, request: HttpRequest | None, **arguments: Any) -> Iterator[Panel]:
    """The panels of a place in order.

    A provider that fails is logged and left out: a page never falls with one of its panels.
    """
    for _order, provider in _providers[place]:
        try:
            panel = provider(request, **arguments)
        except Exception:
            logger.exception("panel %s of %s failed", place, getattr(provider, "__qualname__", provider))
            continue
        if panel is not None:
            yield panel


def agency_tags(request: HttpRequest | None, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Tag of each agency of a list, ``{id: (tone, word)}``; agencies without one are absent."""
    found: dict[int, tuple[str, str]] = {}
    for provider in _agency_tags:
        try:
            found.update(provider(request, ids))
        except Exception:
            logger.exception("agency tags of %s failed", getattr(provider, "__qualname__", provider))
    return found


def figures(request: HttpRequest | None) -> list[Figure]:
    """All registered figures in order."""
    found: list[Figure] = []
    for _order, provider in _figures:
        try:
            found.extend(provider(request))
        except Exception:
            logger.exception("figures of %s failed", getattr(provider, "__qualname__", provider))
    return found
