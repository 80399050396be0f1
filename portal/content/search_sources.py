"""Pages as things that are found. Only the live row is read: words of a draft never reach the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.content.models import AgencyPage, NewsCategory, NewsPage, StandardPage
from portal.kernel.moments import wib_date
from search import indexing, sources
from search.documents import Passage, SearchDocument


def _plain(html: str) -> str:
    """Words of rich text; tags become spaces, so that two paragraphs do not grow together."""
    return " ".join(strip_tags(html.replace("<", " <")).split())


def _address(page: Page) -> str:
    with translation.override("id"):
        return str(page.get_url() or "")


class _PageSource:
    name: str
    label: Any
    category_labels: Mapping[str, Any] = {}

    def rows(self) -> Any:
        raise NotImplementedError

    def document(self, page: Any) -> SearchDocument:
        raise NotImplementedError

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[SearchDocument]:
        rows = self.rows().public()
        if ids is not None:
            rows = rows.filter(pk__in=[int(pk) for pk in ids if str(pk).isdigit()])
        for page in rows.iterator(chunk_size=500):
            yield self.document(page)


class NewsSource(_PageSource):
    name = "news"
    label = _("Berita")
    category_labels: Mapping[str, Any] = dict(NewsCategory.choices)

    def rows(self) -> QuerySet[Any]:
        return NewsPage.objects.visible_at(timezone.now()).select_related("agency")

    def document(self, page: NewsPage) -> SearchDocument:
        day = wib_date(page.first_published_at) if page.first_published_at else None
        texts = [_plain(page.body), page.correction, page.title_en, page.lead_en, _plain(page.body_en)]
        return SearchDocument(
            source=self.name,
            object_id=str(page.pk),
            title=page.title,
            url=_address(page),
            summary=page.lead,
            body=tuple(Passage(text) for text in texts if text),
            keywords=tuple(page.tagged.values_list("tag__name", flat=True)),
            agency_id=page.agency_id,
            agency_code=page.agency.code,
            agency_name=page.agency.name,
            category=page.category,
            year=day.year if day else None,
            published_on=day,
            visible_until=page.expire_at,
        )


class AgencySource(_PageSource):
    name = "agency"
    label = _("Perangkat daerah")

    def rows(self) -> QuerySet[Any]:
        return AgencyPage.objects.live().select_related("agency").prefetch_related("agency__names")

    def document(self, page: AgencyPage) -> SearchDocument:
        agency = page.agency
        former = [word for row in agency.names.all() for word in (row.code, row.name)]
        texts = [_plain(page.profile), agency.address, _plain(page.profile_en)]
        return SearchDocument(
            source=self.name,
            object_id=str(page.pk),
            title=agency.name,
            url=_address(page),
            summary=agency.summary,
            body=tuple(Passage(text) for text in texts if text),
            keywords=tuple(dict.fromkeys([agency.code, *former, page.title_en])),
            agency_id=agency.pk,
            agency_code=agency.code,
            agency_name=agency.name,
        )


class StandardSource(_PageSource):
    name = "page"
    label = _("Halaman")

    def rows(self) -> QuerySet[Any]:
        return StandardPage.objects.live()

    def document(self, page: StandardPage) -> SearchDocument:
        texts = [_plain(page.body), page.title_en, _plain(page.body_en)]
        return SearchDocument(
            source=self.name,
            object_id=str(page.pk),
            title=page.title,
            url=_address(page),
            summary=page.intro,
            body=tuple(Passage(text) for text in texts if text),
        )


SOURCE_OF: dict[type[Page], str] = {NewsPage: "news", AgencyPage: "agency", StandardPage: "page"}


def register() -> None:
    """Make the three kinds known to search."""
    for source in (NewsSource(), AgencySource(), StandardSource()):
        sources.register(source)


def page_published(instance: Page, **kwargs: Any) -> None:
    """Receiver of Wagtail's signal: the page is found from this transaction on."""
    if name := SOURCE_OF.get(type(instance)):
        indexing.index_object(name, instance.pk)


def page_unpublished(instance: Page, **kwargs: Any) -> None:
    """Receiver of Wagtail's signal, which also comes before a live page is deleted."""
    if name := SOURCE_OF.get(type(instance)):
        indexing.remove(name, instance.pk)
