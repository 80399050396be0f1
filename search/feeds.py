"""RSS of a search."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import make_aware
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search import params, queries
from search.documents import SearchQuery

ITEMS = 50


def rss(request: HttpRequest, query: SearchQuery, *, now: datetime) -> HttpResponse:
    """The newest ITEMS results. 503 when the search is out of order, so that no reader forgets what it
    knew.
    """
    query = replace(query, sort="date", page=1, per_page=ITEMS)
    try:
        page = queries.run_search(query, now=now)
    except queries.SearchUnavailable as error:
        return HttpResponse(error.message, status=503, content_type="text/plain; charset=utf-8")
    link = request.build_absolute_uri(f"{reverse('search:results')}?{params.write_query(query)}")
    feed = Rss201rev2Feed(
        title=_("Pencarian: %(words)s") % {"words": query.text or _("semua informasi")},
        link=link,
        description=_("Informasi publik Kota Cilegon yang cocok dengan pencarian ini, terbaru di atas."),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for hit in page.hits:
        published = make_aware(datetime.combine(hit.published_on, time.min)) if hit.published_on else None
        address = request.build_absolute_uri(hit.url)
        feed.add_item(
            title=hit.title,
            link=address,
            description="".join(segment.text for segment in hit.snippet),
            unique_id=address,
            pubdate=published,
            categories=[hit.type_label, *([hit.agency_name] if hit.agency_name else [])],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
