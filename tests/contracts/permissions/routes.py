"""Every route and command of the running project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

OWN_APPS = ("portal", "disclosure", "requests_app", "search")
# Wagtail's 404 for tests and its catch-all, and Django's media view in development.
WITHOUT_NAME = {"admin/test404/", "admin/^.*/$", "^media/(?P<path>.*)$"}


def routes(patterns: Any = None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """(name, where) of each address; a nameless one has the empty name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = namespace + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from routes(pattern.url_patterns, where, inner)
        elif isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else ""), where


def route_names() -> set[str]:
    return {name for name, where in routes() if where not in WITHOUT_NAME}


def commands() -> set[str]:
    return {name for name, app in get_commands().items() if app.split(".")[0] in OWN_APPS}
