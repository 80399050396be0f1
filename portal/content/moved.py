"""Old addresses answer with the new one, or that they are gone; asked only when nothing else answered."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.content.models import OldAddress


class OldAddressMiddleware:
    """One query, on a 404 alone: with its query string first, then without, with and without the last slash."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        found = _find(request)
        if found is None:
            return response
        OldAddress.objects.filter(pk=found.pk).update(hits=F("hits") + 1)
        if found.target:
            return HttpResponsePermanentRedirect(found.target)
        return _gone(request, found)


def _find(request: HttpRequest) -> OldAddress | None:
    path = unquote(request.path)
    if path.startswith("/admin/"):
        return None
    query = request.META.get("QUERY_STRING", "")
    stems = dict.fromkeys((path, path.rstrip("/") or "/", path.rstrip("/") + "/"))
    wanted = [f"{stem}?{query}" for stem in stems] if query else []
    wanted += list(stems)
    rows = {row.path: row for row in OldAddress.objects.filter(path__in=[one[:500] for one in wanted])}
    return next((rows[one] for one in wanted if one in rows), None)


def _gone(request: HttpRequest, found: OldAddress) -> HttpResponse:
    context = {
        "title": found.path,
        "kind": _("Alamat lama"),
        "reason": found.note or _("Halaman situs lama ini tidak dipindahkan."),
        "withdrawn_on": found.loaded_at,
        "url": "/cari/",
        "link": _("Cari di portal ini"),
    }
    return render(request, "410.html", context, status=410)
