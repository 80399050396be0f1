"""Which database the tests run on; loaded by ``-p tests.database`` before Django reads its settings.

``TEST_DATABASE_URL`` names a server of your own. Otherwise ``TEST_DATABASE`` chooses: ``sqlite`` (in memory,
the default), ``file`` (SQLite on disk, for tests in which several threads write) or ``postgres`` (a server
started for this run, and stopped with it).
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from tests.services.base import ServiceUnavailable, in_ci
from tests.services.postgres import postgres

_open = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Workers of xdist inherit the address from the run that starts them, so there is one server for all.

    A wrapper, so that a run without workers (``-n0``) has its address too before pytest-django reads the settings.
    """
    if not os.environ.get("TEST_DATABASE_URL") and os.environ.get("TEST_DATABASE") == "postgres":
        _start()
    return (yield)


def _start() -> None:
    try:
        server = _open.enter_context(postgres())
    except ServiceUnavailable as error:
        if in_ci():
            raise pytest.UsageError(f"CI=true, tetapi PostgreSQL tidak ada: {error}") from None
        pytest.exit(f"dilewati: PostgreSQL tidak ada: {error}", returncode=0)
    os.environ["TEST_DATABASE_URL"] = server.url


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _open.close()
