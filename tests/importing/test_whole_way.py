"""Every real list the whole way: uploaded by an officer, previewed, saved, and uploaded again as "all the same"."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from disclosure.importing.models import ImportRun
from disclosure.importing.writing import line_key
from disclosure.models import ListEntry
from tests.importing.measuring import label_files, load
from tests.importing.test_labels import lists

__all__ = ["lists"]
pytestmark = pytest.mark.django_db

LABELS = label_files()
PER_PAGE = 50


def upload(client: Client, agency: Any, path: Path) -> Any:
    file = SimpleUploadedFile(path.name, path.read_bytes(), "application/octet-stream")
    return client.post(reverse("importing:upload"), {"agency": agency.pk, "file": file})


def preview(client: Client, agency: Any, path: Path) -> ImportRun:
    response = upload(client, agency, path)
    assert response.status_code == 302, response.content.decode()[-2000:]
    return ImportRun.objects.latest("pk")


def read_every_page(client: Client, run: ImportRun) -> list[str]:
    """What the officer sees on all pages of the preview, and on the pages of each verdict."""
    address = reverse("importing:run", args=[run.pk])
    seen: list[str] = []
    total = len(run.judged())
    for number in range(1, max(1, math.ceil(total / PER_PAGE)) + 1):
        page = client.get(address, {"page": number})
        assert page.status_code == 200
        seen += [row["key"] for row in page.context["rows"]]
    for verdict, count in run.counts.items():
        assert client.get(address, {"hasil": verdict}).context["page"].paginator.count == count
    return seen


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_real_list_goes_the_whole_way_and_is_the_same_when_uploaded_again(
    path: Path, lists: Path, world: SimpleNamespace, catalogue: None, django_capture_on_commit_callbacks: Any
) -> None:  # fmt: skip
    label = load(path)
    client = Client()
    client.force_login(world.operator)
    source = lists / label["file"]
    if label["kind"].startswith("not_a"):
        refused = upload(client, world.dinsos, source)
        assert refused.status_code == 200
        assert "w-field__errors" in refused.content.decode()
        assert not ImportRun.objects.exists()
        return
    run = preview(client, world.dinsos, source)
    assert sum(run.counts.values()) == len(run.judged()) > 0
    assert not ListEntry.objects.exists()
    if len(run.judged()) < 400:
        shown = read_every_page(client, run)
        assert shown == [line_key(line) for line in run.judged()]
    for line in run.judged():
        assert line["verdict"] != "error" or all(cell and reason for cell, reason in line["problems"])
    # A file of which every line is refused (exempt information) leaves nothing to save, and says so.
    page = client.get(reverse("importing:run", args=[run.pk])).content.decode()
    wanted = run.counts["new"] + run.counts["changed"]
    assert (f"Simpan {wanted} entri" if wanted else "Tidak ada yang perlu disimpan") in page
    if not wanted:
        return
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("importing:confirm", args=[run.pk]), {"aim": "draft"})
    run.refresh_from_db()
    assert run.state == ImportRun.State.DONE, run.report
    assert ListEntry.objects.count() == run.report["created"] == wanted
    before = set(ListEntry.objects.values_list("pk", "latest_revision"))
    again = preview(client, world.dinsos, source)
    assert again.counts["new"] == again.counts["changed"] == 0
    assert again.counts["same"] == sum(run.counts.values()) - run.counts["error"]
    assert again.counts["error"] == run.counts["error"]
    client.post(reverse("importing:confirm", args=[again.pk]), {"aim": "draft"})
    assert set(ListEntry.objects.values_list("pk", "latest_revision")) == before
