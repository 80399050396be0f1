"""sitemap.xml: public addresses only. Apps above add theirs with register()."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

_registry: dict[str, type[Sitemap]] = {}


def register(name: str, sitemap: type[Sitemap]) -> None:
    """Add the addresses of an app above; called in its AppConfig.ready."""
    _registry[name] = sitemap


class PagesSitemap(Sitemap):
    """Every live page without view restrictions, in both languages."""

    i18n = True
    alternates = True
    limit = 2000

    def items(self) -> Any:
        now = timezone.now()
        return (
            Page.objects.live()
            .public()
            .filter(Q(expire_at__isnull=True) | Q(expire_at__gt=now), depth__gt=1)
            .order_by("path")
        )

    def location(self, item: Any) -> str:
        return str(item.get_url() or "/")

    def lastmod(self, item: Any) -> datetime | None:
        page = item[0] if isinstance(item, tuple) else item
        found: datetime | None = page.last_published_at
        return found


def sitemaps() -> dict[str, type[Sitemap]]:
    """All parts of the sitemap by name."""
    return {"halaman": PagesSitemap, **_registry}
