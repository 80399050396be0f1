"""Every admin address is classed by hand: a new one in an upgrade fails here and stays shut meanwhile."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from portal.agencies.doors import DOORS, Door, door_of

# The two unnamed patterns at the edge of Wagtail's list: a 404 for tests, and the catch-all that answers 404.
UNNAMED = {"admin/test404/", "admin/^.*/$"}


def addresses(patterns=None, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = namespace + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from addresses(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield (namespace + pattern.name if pattern.name else ""), here


def admin_addresses() -> list[tuple[str, str]]:
    return [(name, where) for name, where in addresses() if where.startswith("admin/")]


def test_every_admin_address_is_classed():
    unclassed = [
        (name, where)
        for name, where in admin_addresses()
        if where not in UNNAMED and (not name or door_of(name) is None)
    ]
    assert unclassed == []


def test_no_class_is_left_for_an_address_that_is_gone():
    assert set(DOORS) - {name for name, _where in addresses()} == set()


def test_unknown_door_is_shut():
    assert door_of("wagtailadmin_brand_new") is None
    assert door_of("wagtailusers_users:index") is Door.CLOSED
