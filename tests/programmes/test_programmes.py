"""Priority programmes: written by operators, published by PPID Pelaksana, shown with their dated progress."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from disclosure.programmes.models import Programme, Progress
from disclosure.programmes.panels import programmes_panel
from disclosure.programmes.services import (
    note_progress,
    publish_programme,
    save_programme,
    withdraw_programme,
)
from disclosure.screening.gate import PersonalDataFound
from portal.audit.models import AuditEvent
from portal.content.services.pages import load_pages
from portal.kernel.errors import InputError, NotAllowed
from tests.emergency.conftest import photo

pytestmark = pytest.mark.django_db
PAGE = "/perangkat-daerah/dinsos/profil/"


def values(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Rumah layak huni", "purpose": "Memperbaiki rumah warga miskin.", "holder": "Kepala Dinas Sosial",
        "implementer": "Bidang Perlindungan", "contact": "(0254) 391234", "target": "120 rumah sampai Desember 2026",
        "budget": 2_400_000_000, "budget_source": "APBD 2026", "starts_on": date(2026, 1, 5),
        "ends_on": date(2026, 12, 20),
    } | changes  # fmt: skip


@pytest.fixture
def programme(world: SimpleNamespace, catalogue: None) -> Programme:
    load_pages()
    return save_programme(agency=world.dinsos, values=values(), by=world.operator, now=timezone.now())


def step(programme: Programme, world: SimpleNamespace, **changes: Any) -> Progress:
    words = {
        "programme": programme, "on": timezone.localdate(), "percent": 40, "text": "48 rumah selesai.",
        "by": world.operator, "now": timezone.now(),
    }  # fmt: skip
    return note_progress(**(words | changes))


def test_public_page_shows_all_of_article_15_once_ppid_pelaksana_has_published(
    client: Client, world: SimpleNamespace, programme: Programme
) -> None:
    step(programme, world, picture=photo(), picture_alt="Rumah yang sudah beratap baru")
    assert "Rumah layak huni" not in client.get(PAGE).content.decode()
    publish_programme(programme=programme, by=world.publisher, now=timezone.now())
    html = client.get(PAGE).content.decode()
    for words in ("Rumah layak huni", "120 rumah sampai Desember 2026", "Rp2.400.000.000, APBD 2026", "40 %",
                  "48 rumah selesai.", "Kepala Dinas Sosial", "5 Januari 2026", "(0254) 391234",
                  "Rumah yang sudah beratap baru"):  # fmt: skip
        assert words in html, words
    address = f"/program/foto/{Progress.objects.get().pk}.jpg"
    assert address in html and client.get(address)["Content-Type"] == "image/jpeg"


def test_operator_cannot_publish_and_nobody_writes_for_another_unit(
    world: SimpleNamespace, programme: Programme
) -> None:
    with pytest.raises(NotAllowed):
        publish_programme(programme=programme, by=world.operator, now=timezone.now())
    for by in (world.other_operator, world.other_publisher):
        with pytest.raises(NotAllowed):
            step(programme, world, by=by)
        with pytest.raises(NotAllowed):
            save_programme(
                agency=world.dinsos, values=values(), by=by, now=timezone.now(), programme=programme
            )


def test_later_changes_wait_for_the_next_publication(
    client: Client, world: SimpleNamespace, programme: Programme
) -> None:
    publish_programme(programme=programme, by=world.publisher, now=timezone.now())
    save_programme(
        agency=world.dinsos,
        values=values(target="200 rumah"),
        by=world.operator,
        now=timezone.now(),
        programme=programme,
    )
    new = step(programme, world, percent=55, text="66 rumah selesai.", picture=photo(), picture_alt="Rumah")
    html = client.get(PAGE).content.decode()
    assert "120 rumah" in html and "200 rumah" not in html and "66 rumah" not in html
    assert client.get(f"/program/foto/{new.pk}.jpg").status_code == 404
    assert Programme.objects.get().is_waiting
    publish_programme(programme=programme, by=world.publisher, now=timezone.now())
    assert "200 rumah" in client.get(PAGE).content.decode() and not Programme.objects.get().is_waiting


def test_withdrawn_programme_and_its_photo_are_gone(
    client: Client, world: SimpleNamespace, programme: Programme
) -> None:
    shown = step(programme, world, picture=photo(), picture_alt="Rumah")
    publish_programme(programme=programme, by=world.publisher, now=timezone.now())
    with pytest.raises(InputError):
        withdraw_programme(programme=programme, reason=" ", by=world.publisher, now=timezone.now())
    withdraw_programme(programme=programme, reason="Keliru", by=world.publisher, now=timezone.now())
    assert "Rumah layak huni" not in client.get(PAGE).content.decode()
    assert client.get(f"/program/foto/{shown.pk}.jpg").status_code == 404
    assert AuditEvent.objects.get(action="programme.withdrawn").data["reason"] == "Keliru"


def test_personal_data_stops_a_programme_too(world: SimpleNamespace, programme: Programme) -> None:
    step(programme, world, text="Rumah milik NIK 3672041502850003 selesai.")
    with pytest.raises(PersonalDataFound, match="NIK"):
        publish_programme(programme=programme, by=world.publisher, now=timezone.now())


def test_mistakes_are_told_with_their_field(world: SimpleNamespace, programme: Programme) -> None:
    with pytest.raises(InputError) as late:
        step(programme, world, on=timezone.localdate() + timedelta(days=2))
    with pytest.raises(InputError) as mute:
        step(programme, world, picture=photo(), picture_alt=" ")
    with pytest.raises(InputError) as turned:
        save_programme(
            agency=world.dinsos,
            values=values(ends_on=date(2025, 1, 1)),
            by=world.operator,
            now=timezone.now(),
        )
    assert (late.value.field, mute.value.field, turned.value.field) == ("on", "picture_alt", "ends_on")


def test_officers_work_through_the_screens(
    client: Client, world: SimpleNamespace, programme: Programme
) -> None:
    client.force_login(world.operator)
    form = {name: str(value) for name, value in values(title="Jalan desa").items()} | {
        "agency": str(world.dinsos.pk)
    }
    page = client.post("/admin/program/tulis/", form, follow=True).content.decode()
    assert (
        "Tersimpan sebagai konsep" in page and "Catat kemajuan" in page and "PPID Pelaksana unit ini" in page
    )
    made = Programme.objects.get(title="Jalan desa")
    bad = client.post(
        f"/admin/program/{made.pk}/kemajuan/", {"on": "2026-01-01", "percent": "140", "text": "x"}
    )
    assert bad.status_code == 400 and not made.progress.exists()
    client.post(
        f"/admin/program/{made.pk}/kemajuan/", {"on": "2026-01-01", "percent": "10", "text": "Dimulai."}
    )
    assert client.post(f"/admin/program/{made.pk}/terbit/").status_code == 404
    client.force_login(world.publisher)
    html = client.post(f"/admin/program/{made.pk}/terbit/", follow=True).content.decode()
    assert "Program ini terbit." in html and Programme.objects.get(pk=made.pk).shown is not None
    client.force_login(world.other_publisher)
    assert "Jalan desa" not in client.get("/admin/program/").content.decode()
    assert client.get(f"/admin/program/{made.pk}/").status_code == 404


def test_queries_stay_the_same_whatever_the_number(
    client: Client, world: SimpleNamespace, programme: Programme, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(world.publisher)
    counted = []
    for number in (2, 20):
        for n in range(number):
            more = save_programme(
                agency=world.dinsos, values=values(title=f"P{n}"), by=world.operator, now=timezone.now()
            )
            step(more, world)
            publish_programme(programme=more, by=world.publisher, now=timezone.now())
        with django_assert_max_num_queries(2):
            programmes_panel(None, world.dinsos)
        client.get("/admin/program/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/admin/program/")
        counted.append(len(seen))
    assert counted[0] == counted[1]
