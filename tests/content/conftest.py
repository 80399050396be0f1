"""A small site: home page, lists, two agencies with their microsites."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

import pytest

from portal.agencies.models import Agency
from portal.content.models import AgencyPage, NewsCategory, NewsPage
from portal.content.services.news import ensure_workflow
from portal.content.services.pages import load_pages
from tests.factories.agencies import AgencyFactory

_numbers = count(1)


@pytest.fixture
def social(db: None) -> Agency:
    return AgencyFactory(code="DINSOS", name="Dinas Sosial", slug="dinsos")


@pytest.fixture
def labour(db: None) -> Agency:
    return AgencyFactory(code="DISNAKER", name="Dinas Tenaga Kerja", slug="disnaker")


@pytest.fixture
def site(social: Agency, labour: Agency) -> None:
    load_pages()
    ensure_workflow()


def draft_news(agency: Agency, **fields: Any) -> NewsPage:
    """A news item that nobody has published yet."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "title": f"Kabar nomor {number}",
        "slug": f"kabar-{number}",
        "lead": "Warga Jombang mulai memakai loket pagi, Rabu.",
        "body": "<p>Loket buka pukul tujuh.</p>",
        "category": NewsCategory.SERVICE,
        "author": "Rina Kartika",
        "live": False,
        **fields,
    }
    page = NewsPage(**values)
    AgencyPage.objects.get(agency=agency).add_child(instance=page)
    page.save_revision()
    return page


def publish(page: NewsPage, at: datetime | None = None) -> NewsPage:
    """Publish the newest revision; ``at`` sets back the day on which the public first saw it."""
    page.get_latest_revision().publish()
    page = NewsPage.objects.get(pk=page.pk)
    if at is not None:
        NewsPage.objects.filter(pk=page.pk).update(first_published_at=at)
        page.first_published_at = at
    return page


def live_news(agency: Agency, at: datetime | None = None, **fields: Any) -> NewsPage:
    return publish(draft_news(agency, **fields), at)
