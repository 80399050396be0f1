"""What the portal gives out it takes back: a unit's own download, imported again, changes nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from disclosure.importing.services import start_run
from disclosure.models import ListEntry
from tests.disclosure.conftest import make_entry, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_own_download_is_all_the_same_when_imported_again(
    kind: str, client: Client, world: SimpleNamespace, catalogue: None
) -> None:
    published(
        world.dinsos, world.publisher, "b_15_3", title="Laporan kinerja 2025", period_start="2025-01-01"
    )
    published(world.dinsos, world.publisher, title="Tanpa tautan", link="", file="a.pdf", category="anytime")
    published(world.dinsos, world.publisher, title="=Rumus", summary="- strip", made_when="2024")
    held: Any = client.get(f"/daftar-informasi/unduh.{kind}?agency=dinsos")
    content = b"".join(held.streaming_content)
    run = start_run(
        agency=world.dinsos, name=f"unduhan.{kind}", content=content, by=world.operator, now=timezone.now()
    )
    assert [(line["verdict"], line["problems"], line["diff"]) for line in run.judged()] == [
        ("same", [], {})
    ] * 3
    assert ListEntry.objects.count() == 3


def test_download_goes_into_an_empty_list_with_all_its_columns(
    client: Client, world: SimpleNamespace, catalogue: None
) -> None:
    entry = published(world.dinsos, world.publisher, "b_15_3", title="Laporan kinerja 2025")
    held: Any = client.get("/daftar-informasi/unduh.xlsx?agency=dinsos")
    content = b"".join(held.streaming_content)
    ListEntry.objects.filter(pk=entry.pk).update(title="Ganti nama")
    run = start_run(
        agency=world.dinsos, name="a.xlsx", content=content, by=world.operator, now=timezone.now()
    )
    [line] = run.judged()
    assert line["told_items"] and line["items"] == ["b_15_3"]
    assert line["links"] == ["https://dinsos.cilegon.go.id/dokumen/renja-2026.pdf"]
    assert line["period"] == ["2026-01-01", "2026-12-31"]
    assert line["values"]["category"] == "periodic"
    assert make_entry(world.dinsos, title="x").made_where == line["values"]["made_where"]
