"""Fixtures for every test. What belongs to one area stands in the conftest of its folder."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django.plugin import blocking_manager_key
from wagtail.models import Site

from tests.services.base import need
from tests.services.clamd import Clamd, clamd
from tests.services.mail import MailServer, mail
from tests.services.postgres import PostgresServer, postgres

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure(config: pytest.Config) -> None:
    # Playwright's own loop makes Django think that the test is asynchronous; it is not.
    import os

    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    open_work = _open_work()
    for item in items:
        for part, why in open_work:
            if part in item.nodeid:
                item.add_marker(pytest.mark.xfail(reason=why))
        if "browser" in Path(str(item.fspath)).relative_to(Path(__file__).parent).parts:
            item.add_marker(pytest.mark.browser)
        if _is_transactional(item):
            # Flushing takes the rows that migrations made with it (locale, root page, groups): put them back.
            marker = item.get_closest_marker("django_db")
            given = dict(marker.kwargs) if marker else {}
            restore = pytest.mark.django_db(**{**given, "transaction": True, "serialized_rollback": True})
            item.add_marker(restore, append=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A flushed database gets its first rows back at once, for whichever test comes next in this worker."""
    result = yield
    contents = getattr(connection, "_test_serialized_contents", None)
    # After the last test the database itself is gone.
    if contents and nextitem is not None and _is_transactional(item):
        with item.config.stash[blocking_manager_key].unblock():
            # Content types first and under their old keys: saving the other rows would make them anew.
            types = [row for row in json.loads(contents) if row["model"] == "contenttypes.contenttype"]
            ContentType.objects.bulk_create(
                (ContentType(pk=row["pk"], **row["fields"]) for row in types), ignore_conflicts=True
            )
            ContentType.objects.clear_cache()
            connection.creation.deserialize_db_from_string(contents)
            Site.clear_site_root_paths_cache()
    return result


def _open_work() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "open_work.txt").read_text(encoding="utf-8").splitlines()
    return [(part, why) for part, _tab, why in (line.partition("\t") for line in lines if line[:1] != "#")]


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return True
    return bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("perlu PostgreSQL: jalankan `make postgres`")


def pytest_sessionfinish() -> None:
    scratch = Path(django_settings.MEDIA_ROOT).parent
    if scratch.is_relative_to(tempfile.gettempdir()):
        shutil.rmtree(scratch, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """What one test cached (throttles, site paths, figures), or the language it read in, must not reach the next."""
    yield
    cache.clear()
    translation.deactivate()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real public files beside the project; they are no part of it, and absent on most machines."""
    folder = SHARED_DATA / "data"
    if not folder.is_dir():
        pytest.skip("berkas nyata untuk pengujian tidak ada di samping proyek")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with need(postgres()) as server:
        yield server


@pytest.fixture(scope="session")
def clamd_server() -> Iterator[Clamd]:
    with need(clamd()) as server:
        yield server


@pytest.fixture
def mail_server(settings: pytest.FixtureRequest) -> Iterator[MailServer]:
    """Mail really goes over SMTP to a server of the test's own, which can refuse, delay and drop."""
    with mail() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        yield server
