"""A small world for the list: two ordinary units, DKISS, their people, and the catalogue."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from disclosure.models import EntryFile, EntryLink, ListEntry, MandatedItem, PublicationPeriod
from disclosure.services.catalogue import DEFAULT_CATALOGUE, load_catalogue, read_catalogue
from disclosure.services.publishing import publish_entry
from portal.accounts.models import User
from portal.agencies.models import Agency, Membership, Role
from portal.files.services import store_upload

WIB = ZoneInfo("Asia/Jakarta")
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WIB)


@pytest.fixture
def catalogue(db: None) -> None:
    load_catalogue(document=read_catalogue(DEFAULT_CATALOGUE), today=timezone.localdate())


def person(email: str, role: Role, agency: Agency | None = None) -> User:
    user = User.objects.create_user(email=email, password="rahasia-uji-123")
    Membership.objects.create(user=user, agency=agency, role=role, valid_from=date(2020, 1, 1))
    return user


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    dinsos = Agency.objects.create(code="DINSOS", name="Dinas Sosial", slug="dinsos")
    dishub = Agency.objects.create(code="DISHUB", name="Dinas Perhubungan", slug="dishub")
    dkiss = Agency.objects.create(code="DKISS", name="Dinas Kominfo", slug="dkiss", is_ppid_utama=True)
    return SimpleNamespace(
        dinsos=dinsos,
        dishub=dishub,
        dkiss=dkiss,
        operator=person("operator@dinsos.test", Role.OPERATOR, dinsos),
        publisher=person("ppid@dinsos.test", Role.PPID_PELAKSANA, dinsos),
        other_operator=person("operator@dishub.test", Role.OPERATOR, dishub),
        other_publisher=person("ppid@dishub.test", Role.PPID_PELAKSANA, dishub),
        utama=person("utama@dkiss.test", Role.PPID_UTAMA),
    )


def make_entry(agency: Agency, *keys: str, **values: Any) -> ListEntry:
    """A draft with the seven columns; ``link`` or ``file`` give it evidence."""
    link = values.pop("link", "https://dinsos.cilegon.go.id/dokumen/renja-2026.pdf")
    file = values.pop("file", None)
    fields = {
        "title": "Rencana kerja 2026",
        "category": "periodic",
        "summary": "Program, kegiatan, dan anggaran tahun 2026.",
        "holder": "Sekretariat",
        "responsible": "Kepala Subbagian Program",
        "made_when": "2 Januari 2026",
        "period_start": date(2026, 1, 1),
        "period_end": date(2026, 12, 31),
        **values,
    }
    entry = ListEntry(agency=agency, live=False, **fields)
    entry.items = list(MandatedItem.objects.filter(key__in=keys))
    if link:
        entry.links = [EntryLink(url=link, label="Renja")]
    if file:
        upload = SimpleUploadedFile(file, PDF, "application/pdf")
        entry.files = [EntryFile(stored=store_upload(upload=upload, now=timezone.now()), sort_order=0)]
    entry.save()
    return entry


def published(agency: Agency, by: User, *keys: str, when: datetime | None = None, **values: Any) -> ListEntry:
    """A live entry; ``when`` moves its publication into the past."""
    entry = publish_entry(entry=make_entry(agency, *keys, **values), by=by, now=timezone.now())
    if when is not None:
        PublicationPeriod.objects.filter(entry=entry).update(live_from=when, content_from=when)
        ListEntry.objects.filter(pk=entry.pk).update(first_published_at=when, last_published_at=when)
    return entry


def edit(entry: ListEntry, by: User, **values: Any) -> ListEntry:
    """Save a new revision with these values and publish it, as the editor does."""
    draft = ListEntry.objects.get(pk=entry.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=by)
    return publish_entry(entry=entry, by=by, now=timezone.now())


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
