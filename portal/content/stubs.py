"""What remains visible of a withdrawn page: title, dates and reason, with status 410."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from portal.content.models import NewsPage


def withdrawn_news(request: HttpRequest, page: NewsPage) -> HttpResponse:
    """The stub of a news item that was unpublished or has expired."""
    expired = page.withdrawn_at is None and page.expire_at is not None
    parent = page.get_parent()
    context = {
        "title": page.shown_title,
        "kind": _("Berita"),
        "agency": page.agency.name,
        "published_on": page.first_published_at,
        "withdrawn_on": page.withdrawn_at or page.expire_at,
        "reason": page.withdrawn_reason or (_("Masa tayangnya berakhir.") if expired else ""),
        "url": f"{parent.get_url(request)}berita/",
        "link": _("Berita lain dari perangkat daerah ini"),
    }
    return render(request, "410.html", context, status=410)
