"""The world of the list, with a case."""

from tests.disclosure.conftest import catalogue, world

__all__ = ["catalogue", "world"]
