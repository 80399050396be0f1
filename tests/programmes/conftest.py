"""The world of the list."""

from tests.disclosure.conftest import catalogue, world

__all__ = ["catalogue", "world"]
