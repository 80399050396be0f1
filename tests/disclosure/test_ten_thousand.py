"""Every page of the list costs as many queries at 10,000 entries as at sixty."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disclosure.models import EntryFile, EntryLink, ListEntry, MandatedItem, PublicationPeriod, PublishedFile
from portal.agencies.models import Agency
from portal.content import due
from portal.content.services.pages import load_pages
from portal.files.models import ScanState, StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# With sixty entries each duty of the world is served, so that no part of a page is empty.
FEW, MANY = 60, 10_000
#: No page may need more with cold caches. A page put together from panels, or inside Wagtail's shell, may need
#: what its parts need; a list and an entry may not.
# The bar of emergencies asks once on every page; the start page also looks up where one may write news.
MOST_OF_A_LIST, MOST = 12 + 1, 40 + 2
# An entry also says which adopted lists it stands in, which text stands beside a file, and who may not read it.
MOST_OF_AN_ENTRY = MOST_OF_A_LIST + 3
# The start page holds a panel each for requests, objections, refusals, lists, exemptions, duties, news and alarms.
MOST_OF_THE_START = MOST + 8
COMPOSED = ("/perangkat-daerah/", "/admin/")

PUBLIC = [
    "/",
    "/daftar-informasi/",
    "/daftar-informasi/?q=anggaran&year=2025&format=pdf&freshness=current&item=b_15_1_a1&agency=dinsos",
    "/daftar-informasi/kategori/berkala/",
    "/daftar-informasi/unit/dinsos/",
    "/daftar-informasi/unit/dinsos/kewajiban/",
    "/daftar-informasi/cetak/?agency=dinsos",
    "/perangkat-daerah/",
    "/perangkat-daerah/dinsos/",
    "/perangkat-daerah/dinsos/profil/",
    "/api/v1/entries/",
    "/api/v1/entries/?agency=dinsos&category=periodic",
]
ADMIN = [
    "/admin/",
    "/admin/kewajiban/",
    "/admin/kewajiban/?keadaan=semua",
    "/admin/daftar-informasi/",
    "/admin/daftar-informasi/?agency=&category=periodic&live=true&year=2025",
]


def fill(world: SimpleNamespace, number: int) -> None:
    """``number`` live entries as rows, each with a period, a file, a link and two duties."""
    start = ListEntry.objects.count()
    now, today = timezone.now(), timezone.localdate()
    units = (world.dinsos, world.dishub)
    entries = ListEntry.objects.bulk_create(
        ListEntry(
            agency=units[n % 2], number=start + n, title=f"Anggaran kegiatan {start + n}", live=True,
            slug=f"anggaran-{start + n}", category=("periodic", "anytime")[n % 3 == 0], summary="Rincian anggaran.",
            holder="Sekretariat", responsible="Kepala", made_when="2025", formats="pdf tautan", year=2025,
            fresh_until=today + timedelta(days=100 - n % 200), first_published_at=now, last_published_at=now,
            period_end=date(2025, 12, 31),
        )
        for n in range(number)
    )  # fmt: skip
    items = list(MandatedItem.objects.filter(is_leaf=True, edition__is_checklist=True).order_by("pk")[:60])
    ListEntry.items.through.objects.bulk_create(
        ListEntry.items.through(listentry_id=entry.pk, mandateditem_id=items[(n + k) % 60].pk)
        for n, entry in enumerate(entries)
        for k in (0, 1)
    )
    stored = StoredFile.objects.bulk_create(
        StoredFile(
            id=uuid4(), file="xx/x", name="a.pdf", content_type="application/pdf", size=9, sha256="0",
            scan_state=ScanState.CLEAN, uploaded_at=now,
        )
        for _entry in entries
    )  # fmt: skip
    lines = [uuid4() for _entry in entries]
    rows = list(zip(entries, stored, lines, strict=True))
    EntryFile.objects.bulk_create(EntryFile(entry=e, stored=s, line=line) for e, s, line in rows)
    PublishedFile.objects.bulk_create(
        PublishedFile(entry=e, stored=s, line=line, published_at=now) for e, s, line in rows
    )
    EntryLink.objects.bulk_create(EntryLink(entry=e, url="https://x.cilegon.go.id/a/b.pdf") for e in entries)
    PublicationPeriod.objects.bulk_create(
        PublicationPeriod(
            entry=e, agency_id=e.agency_id, live_from=now, content_from=now, fingerprint="f", title=e.title,
            category=e.category, item_keys=[items[(n + k) % 60].key for k in (0, 1)],
            files=[{"id": str(s.pk), "size": 9}], links=[], period_end=date(2025, 12, 31),
        )
        for n, (e, s, _line) in enumerate(rows)
    )  # fmt: skip


def count(client: Client, address: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
        assert response.status_code == 200, address
        b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return len(found)


@pytest.fixture
def visitors(world: SimpleNamespace, catalogue: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    # What is due is asked for every few seconds: here with every page, so that time makes no difference.
    monkeypatch.setattr(due, "INTERVAL", timedelta(0))
    load_pages()
    made = {"public": Client(), "operator": Client(), "utama": Client()}
    made["operator"].force_login(world.publisher)
    made["utama"].force_login(world.utama)
    return made


def test_pages_take_as_many_queries_at_ten_thousand_entries_as_at_sixty(
    world: SimpleNamespace, visitors: dict[str, Client]
) -> None:
    fill(world, FEW)
    Agency.objects.filter(pk=world.dinsos.pk).update(summary="Urusan sosial")
    entry = ListEntry.objects.filter(agency=world.dinsos).order_by("pk").first()
    assert entry is not None
    asked: list[tuple[str, str]] = [("public", path) for path in (*PUBLIC, entry.get_absolute_url())]
    asked += [("operator", path) for path in ADMIN] + [("utama", path) for path in ADMIN]
    asked += [("utama", "/admin/kewajiban/dinsos/")]

    def counts() -> dict[tuple[str, str], int]:
        for who, path in asked[:1] + asked[-1:]:
            visitors[who].get(path)  # what a process reads once
        return {(who, path): count(visitors[who], path) for who, path in asked}

    few = counts()
    fill(world, MANY - FEW)
    assert ListEntry.objects.count() == MANY
    many = counts()
    assert {key: (few[key], many[key]) for key in asked if many[key] > few[key]} == {}
    many["public", "page"] = count(visitors["public"], "/daftar-informasi/?page=200")
    assert {key: n for key, n in many.items() if n > _most(key[1])} == {}


def _most(path: str) -> int:
    if path == "/admin/":
        return MOST_OF_THE_START
    if path.startswith("/informasi/"):
        return MOST_OF_AN_ENTRY
    return MOST if path == "/" or path.startswith(COMPOSED) else MOST_OF_A_LIST


def test_counting_notices_a_page_that_grows(world: SimpleNamespace, visitors: dict[str, Client]) -> None:
    fill(world, 3)

    def grows(number: int) -> int:
        with CaptureQueriesContext(connection) as found:
            for entry in ListEntry.objects.all()[:number]:
                assert entry.agency.code
        return len(found)

    assert grows(3) > grows(1)
