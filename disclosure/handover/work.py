"""What lies open: with an officer, and with the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from disclosure.emergency.models import EmergencyNotice
from disclosure.law.freshness import ItemState
from disclosure.models import ListEntry
from disclosure.selectors import checklist_for
from portal.agencies.homes import OpenWork
from portal.agencies.models import Agency
from portal.agencies.rights import Action
from portal.content.models import NewsPage
from portal.kernel.formats import tanggal
from requests_app.services.succeeding import cases_with, open_cases_of

SHOWN = 10


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Work of one kind; ``lines`` are the first SHOWN (title, address, remark)."""

    key: str
    label: str
    count: int
    lines: tuple[tuple[str, str, str], ...]
    remark: str = ""


def _unfinished(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(Q(live=False, first_published_at__isnull=True) | Q(has_unpublished_changes=True))


def entry_drafts(agency: Agency) -> QuerySet[ListEntry]:
    return _unfinished(ListEntry.objects.filter(agency=agency)).order_by("pk")


def news_drafts(agency: Agency) -> QuerySet[NewsPage]:
    return _unfinished(NewsPage.objects.filter(agency=agency)).order_by("pk")


def submissions(agency: Agency, user: Any = None) -> QuerySet[WorkflowState]:
    """Entries and news of the unit that wait for somebody, handed in by this person."""
    entries = [str(pk) for pk in ListEntry.objects.filter(agency=agency).values_list("pk", flat=True)]
    news = [str(pk) for pk in NewsPage.objects.filter(agency=agency).values_list("pk", flat=True)]
    rows = WorkflowState.objects.active().filter(
        Q(base_content_type=ContentType.objects.get_for_model(ListEntry), object_id__in=entries)
        | Q(base_content_type__app_label="wagtailcore", base_content_type__model="page", object_id__in=news)
    )
    return rows.filter(requested_by=user) if user is not None else rows


def running_notices(agency: Agency, now: datetime) -> QuerySet[EmergencyNotice]:
    return EmergencyNotice.objects.filter(agency=agency).running_at(now)  # type: ignore[attr-defined,no-any-return]


def work_with(user: Any, agency: Agency, now: datetime) -> list[WorkGroup]:
    """What the hand-over shows: cases, drafts, news, items, notices."""
    cases = cases_with(user=user, agency=agency)
    entries = entry_drafts(agency).filter(Q(created_by=user) | Q(locked_by=user))
    news = news_drafts(agency).filter(Q(owner=user) | Q(locked_by=user))
    notices = running_notices(agency, now)
    return [
        WorkGroup(
            "cases", _("permohonan yang belum selesai"), cases.count(),
            tuple((case.number, reverse("desk:case", args=[case.pk]), _due(case.due_on)) for case in cases[:SHOWN]),
            _("Miliknya, dan milik unit yang belum dibagi kepada siapa pun."),
        ),
        WorkGroup(
            "entries", _("konsep daftar informasi"), entries.count(),
            tuple((row.title, _editor(row), "") for row in entries[:SHOWN]),
        ),
        WorkGroup(
            "news", _("konsep berita"), news.count(),
            tuple((row.title, reverse("wagtailadmin_pages:edit", args=[row.pk]), "") for row in news[:SHOWN]),
        ),
        WorkGroup(
            "submissions", _("ajuan yang menunggu pemeriksaan"), submissions(agency, user).count(), (),
            _("Catatan pemeriksa akan sampai kepada penerus."),
        ),
        _items(agency, now),
        WorkGroup(
            "notices", _("pengumuman serta merta yang berjalan"), notices.count(),
            tuple((row.headline, reverse("notices:change", args=[row.pk]), _until(row)) for row in notices[:SHOWN]),
        ),
    ]  # fmt: skip


def _due(day: Any) -> str:
    return _("jatuh tempo %s") % tanggal(day) if day else ""


def _until(notice: EmergencyNotice) -> str:
    return _("sampai %s") % tanggal(notice.ends_at)


def _editor(entry: ListEntry) -> str:
    return reverse("wagtailsnippets_disclosure_listentry:edit", args=[entry.pk])


def _items(agency: Agency, now: datetime) -> WorkGroup:
    found = checklist_for(agency, timezone.localdate(now))
    rows = [
        row
        for row in found.by_urgency
        if row.status.charged and (row.state in (ItemState.STALE, ItemState.MISSING) or row.status.soon)
    ]
    address = reverse("duties:agency", args=[agency.slug])
    lines = tuple((row.item.title, address, _due(row.status.due_on)) for row in rows[:SHOWN])
    return WorkGroup("items", _("jenis informasi wajib yang perlu dikerjakan"), len(rows), lines)


def work_of_unit(agency_id: int) -> Iterable[OpenWork]:
    """What would be left lying if nobody of the unit were there; standing duties are the unit's, not a person's."""
    agency = Agency.objects.get(pk=agency_id)
    now = timezone.now()
    yield OpenWork(Action.CASE_WORK, open_cases_of(agency).count(), _("permohonan yang belum selesai"))
    yield OpenWork(Action.ENTRY_DRAFT, entry_drafts(agency).count(), _("konsep daftar informasi"))
    yield OpenWork(Action.NEWS_DRAFT, news_drafts(agency).count(), _("konsep berita"))
    yield OpenWork(
        Action.NOTICE_PUBLISH, running_notices(agency, now).count(), _("pengumuman serta merta yang berjalan")
    )
