"""Notices can be found while they run and afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from disclosure.emergency.models import EmergencyNotice
from disclosure.law.emergencies import BY_KEY
from portal.kernel.moments import in_wib
from search import sources
from search.documents import Passage, SearchDocument


class NoticeSource:
    name = "emergency"
    label = _("Pengumuman serta merta")
    category_labels: Mapping[str, Any] = {"immediate": _("Serta merta")}

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[SearchDocument]:
        rows = EmergencyNotice.objects.select_related("agency").order_by("pk")
        if ids is not None:
            rows = rows.filter(pk__in=[int(i) for i in ids if str(i).isdigit()])
        for notice in rows.iterator(chunk_size=200):
            announced = in_wib(notice.announced_at).date()
            yield SearchDocument(
                source=self.name,
                object_id=str(notice.pk),
                title=notice.headline,
                url=notice.get_absolute_url(),
                summary=notice.description,
                body=(Passage(notice.instruction), Passage(notice.evacuation or "")),
                keywords=(BY_KEY[notice.hazard].label, notice.area, notice.source),
                agency_id=notice.agency_id,
                agency_code=notice.agency.code,
                agency_name=notice.agency.name,
                category="immediate",
                year=announced.year,
                published_on=announced,
            )


def register_sources() -> None:
    sources.register(NoticeSource())
