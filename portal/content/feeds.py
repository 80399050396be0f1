"""News as Atom, for the city or one agency (`?perangkat=dinsos`), newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.content import selectors
from portal.content.models import NewsPage

ITEMS = 30


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Agency | None:
        self.request = request
        slug = request.GET.get("perangkat")
        if not slug:
            return None
        try:
            return Agency.objects.get(slug=slug)
        except Agency.DoesNotExist as error:
            raise Http404(_("Tidak ada perangkat daerah dengan alamat itu.")) from error

    def title(self, agency: Agency | None) -> str:
        return _("Berita %s") % (agency.name if agency else "Kota Cilegon")

    def subtitle(self, agency: Agency | None) -> str:
        return _("Kabar dari perangkat daerah Kota Cilegon.")

    def link(self, agency: Agency | None) -> str:
        return f"/perangkat-daerah/{agency.slug}/berita/" if agency else "/berita/"

    def items(self, agency: Agency | None) -> list[NewsPage]:
        return list(selectors.visible_news(timezone.now(), agency=agency)[:ITEMS])

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        return str(item.get_url(self.request))

    def item_author_name(self, item: NewsPage) -> str:
        return f"{item.author}, {item.agency.name}"

    def item_pubdate(self, item: NewsPage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: NewsPage) -> datetime | None:
        return item.last_published_at

    def item_categories(self, item: NewsPage) -> list[str]:
        return [item.get_category_display()]
