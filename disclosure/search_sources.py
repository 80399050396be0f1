"""What search may find here: live entries, and the mandated items as topics. Drafts and stubs are never
yielded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CATEGORY_NAMES, ListEntry, MandatedItem
from search import sources
from search.documents import Passage, SearchDocument

CATEGORY_LABELS: Mapping[str, str] = {c.value: CATEGORY_NAMES[c] for c in PUBLISHABLE}


class EntrySource:
    """Entries of the list; an entry with a planned expiry leaves by its own date."""

    name = "entry"
    label = _("Daftar informasi")
    category_labels = CATEGORY_LABELS

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[SearchDocument]:
        rows = ListEntry.objects.filter(
            Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()), live=True
        )
        if ids is not None:
            rows = rows.filter(pk__in=[int(i) for i in ids if str(i).isdigit()])
        rows = rows.select_related("agency").prefetch_related(
            "agency__names", "files__stored", "links", "items"
        )
        for entry in rows.iterator(chunk_size=200):
            yield self._document(entry)

    @staticmethod
    def _document(entry: ListEntry) -> SearchDocument:
        items = list(entry.items.all())
        names = [word for name in entry.agency.names.all() for word in (name.code, name.name)]
        files = [str(file) for file in entry.files.all()]
        texts = [file.text_version for file in entry.files.all()]
        kind = entry.formats.split(" ")[0] if entry.formats else ""
        year = (entry.period_end or entry.period_start or entry.first_published_at or timezone.now()).year
        return SearchDocument(
            source="entry",
            object_id=str(entry.pk),
            title=entry.title,
            url=entry.get_absolute_url(),
            summary=entry.summary,
            body=tuple(Passage(text) for text in (entry.holder, entry.responsible, *files, *texts) if text),
            keywords=(*names, *(item.title_id for item in items), *(item.code for item in items)),
            agency_id=entry.agency_id,
            agency_code=entry.agency.code,
            agency_name=entry.agency.name,
            category=entry.category,
            year=year,
            format="" if kind == "tautan" else kind,
            published_on=timezone.localdate(entry.last_published_at) if entry.last_published_at else None,
            visible_until=entry.expire_at,
        )


class TopicSource:
    """The kinds of information that the law wants published, each leading to the list filtered by it."""

    name = "topic"
    label = _("Jenis informasi wajib")
    category_labels = CATEGORY_LABELS

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[SearchDocument]:
        rows = MandatedItem.objects.filter(
            is_leaf=True, edition__is_checklist=True, category__in=[c.value for c in PUBLISHABLE]
        ).select_related("edition")
        if ids is not None:
            rows = rows.filter(pk__in=[int(i) for i in ids if str(i).isdigit()])
        address = reverse("disclosure:list")
        for item in rows:
            yield SearchDocument(
                source="topic",
                object_id=str(item.pk),
                title=item.title_id,
                url=f"{address}?item={item.key}",
                summary=item.legal_ref,
                keywords=(item.code, item.title_en),
                category=item.category,
            )


def register_sources() -> None:
    sources.register(EntrySource())
    sources.register(TopicSource())
