from tests.search.conftest import library, source

__all__ = ["library", "source"]
