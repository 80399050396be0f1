"""An exemption on its way, through the services, on given days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosure.models import ConsequenceTest, Exemption, ExemptionDecree
from disclosure.services.exemption_decrees import agree_as_superior, record_decree, record_leader_approval
from disclosure.services.exemption_tests import (
    ItemData,
    TesterData,
    save_item,
    save_testers,
    start_test,
    submit_test,
    verify_test,
)
from portal.agencies.models import Role
from portal.files.services import store_upload
from portal.kernel.moments import wib_date
from tests.disclosure.conftest import PDF, at, person
from tests.editions.conftest import browser, calendar, catalogue, world

__all__ = ["browser", "calendar", "catalogue", "world"]
SECRETS = (
    "KonsekuensiRahasiaSatu",
    "KonsekuensiTutupDua",
    "UraianRahasiaTiga",
    "PengujiRahasia",
    "berkas-rahasia",
)


@pytest.fixture
def offices(world: Any) -> Any:
    world.atasan = person("atasan@kota.test", Role.ATASAN_PPID)
    world.pimpinan = person("walikota@kota.test", Role.PIMPINAN)
    return world


def paper(now: datetime, name: str = "surat.pdf") -> Any:
    return store_upload(upload=SimpleUploadedFile(name, PDF, "application/pdf"), now=now, encrypt=True)


def line(**values: Any) -> ItemData:
    return ItemData(**{
        "title": "Rencana kontinjensi objek vital", "information": "UraianRahasiaTiga", "ground": "c",
        "if_opened": "KonsekuensiRahasiaSatu", "if_closed": "KonsekuensiTutupDua", "starts_on": date(2026, 1, 12),
        "ends_on": date(2026, 6, 30), **values,
    })  # fmt: skip


def submitted(
    world: Any, now: datetime, *lines: ItemData, test: ConsequenceTest | None = None
) -> ConsequenceTest:
    by = world.publisher
    test = test or start_test(agency=world.dinsos, by=by, now=now, held_on=wib_date(now))
    for data in lines or (line(),):
        save_item(test=test, data=data, by=by, now=now, files=[paper(now, "berkas-rahasia.pdf")])
    save_testers(
        test=test, testers=[TesterData("PengujiRahasia", "Sekretaris", "Dinas Sosial")], by=by, now=now
    )
    return submit_test(test=test, by=by, now=now)


def approved(world: Any, test: ConsequenceTest, now: datetime) -> ExemptionDecree:
    decree = verify_test(test=test, titles={}, by=world.utama, now=now)
    agree_as_superior(decree=decree, by=world.atasan, now=now)
    return record_leader_approval(
        decree=decree, dated_on=wib_date(now), name="Wali Kota", number="100/WK/2026", file=paper(now),
        by=world.utama, now=now,
    )  # fmt: skip


def decreed(
    world: Any, now: datetime | None = None, *lines: ItemData, number: str = "SK/1/2026"
) -> Exemption:
    now = now or at(2026, 1, 12)
    decree = approved(world, submitted(world, now, *lines), now)
    record_decree(
        decree=decree, number=number, dated_on=wib_date(now), file=paper(now), signer_name="Ratna",
        signer_title="Kepala Dinas", by=world.utama, now=now,
    )  # fmt: skip
    return Exemption.objects.filter(decree=decree).order_by("pk")[0]
