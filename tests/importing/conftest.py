"""The disclosure tests' small world, and files to import into it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from disclosure.importing.models import ImportRun
from disclosure.importing.services import confirm_run, start_run
from portal.agencies.models import Agency
from tests.disclosure.conftest import catalogue, world  # noqa: F401 - fixtures
from tests.importing.messy import csv_bytes

HEAD = ["No", "Judul Informasi", "Ringkasan", "Pejabat yang menguasai", "Penanggung jawab", "Waktu pembuatan",
        "Kategori", "Tautan"]  # fmt: skip


def lines(count: int, start: int = 1) -> list[list[Any]]:
    return [
        [n, f"Laporan kegiatan {n}", f"Isi laporan {n}", "Sekretariat", "Bidang Program", "4 Maret 2024", "Berkala",
         f"https://dinsos.cilegon.go.id/dokumen/{n}"]
        for n in range(start, start + count)
    ]  # fmt: skip


def start(agency: Agency, by: Any, rows: list[list[Any]], name: str = "daftar.csv") -> ImportRun:
    return start_run(agency=agency, name=name, content=csv_bytes([HEAD, *rows]), by=by, now=timezone.now())


@pytest.fixture
def imported(world: SimpleNamespace, catalogue: None, django_capture_on_commit_callbacks: Any) -> Any:  # noqa: F811
    """Import rows and write them: ``imported(by, rows, aim)`` gives the finished run."""

    def run(by: Any, rows: list[list[Any]], aim: str = "draft", agency: Agency | None = None) -> ImportRun:
        held = start(agency or world.dinsos, by, rows)
        with django_capture_on_commit_callbacks(execute=True):
            confirm_run(run=held, aim=aim, by=by, now=timezone.now())
        return ImportRun.objects.get(pk=held.pk)

    return run
