"""Announcing through the officers' form."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from disclosure.emergency.models import EmergencyNotice

from .conftest import announce, photo, recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(world):
    def sign_in(name):
        client = Client()
        client.force_login(getattr(world, name))
        return client

    return sign_in


def data(agency, **changes):
    return {
        "uid": str(uuid4()),
        "agency": agency.pk,
        "hazard": "flood",
        "headline": "Banjir di Kubangsari",
        "places": ["*"],
        "description": "Air sungai meluap ke permukiman warga.",
        "instruction": "Matikan listrik, bawa anak ke balai warga.",
        "severity": "Severe",
        "lasts": "12",
        "response": "Evacuate",
        "urgency": "Immediate",
        "certainty": "Observed",
        "status": "Actual",
        **changes,
    }


def test_operator_fills_in_nine_fields_and_it_is_public(world, browser, client):
    operator = browser("operator")
    form = operator.get(reverse("notices:new"))
    assert form.status_code == 200
    response = operator.post(reverse("notices:new"), data(world.dinsos), follow=True)
    notice = EmergencyNotice.objects.get()
    assert (notice.agency, notice.source, notice.area) == (
        world.dinsos,
        "Dinas Sosial",
        "Seluruh Kota Cilegon",
    )
    assert notice.ends_at - notice.announced_at == timedelta(hours=12)
    assert "sudah tampil" in response.content.decode()
    assert "Banjir di Kubangsari" in client.get("/daftar-informasi/").content.decode()


def test_nothing_typed_is_lost_when_a_field_is_wrong(world, browser):
    response = browser("operator").post(
        reverse("notices:new"), data(world.dinsos, description="Lihat gambar", headline="Banjir zzz")
    )
    page = response.content.decode()
    assert "Banjir zzz" in page and "Matikan listrik, bawa anak" in page and "dengan kata-kata" in page
    assert not EmergencyNotice.objects.exists()


def test_own_time_must_be_filled_in(world, browser):
    url = reverse("notices:new")
    page = browser("operator").post(url, data(world.dinsos, lasts="own")).content.decode()
    assert "Isi tanggal dan jam berakhirnya" in page
    until = timezone.localtime() + timedelta(days=2)
    browser("operator").post(url, data(world.dinsos, lasts="own", ends_at=until.strftime("%Y-%m-%dT%H:%M")))
    assert EmergencyNotice.objects.get().ends_at == until.replace(second=0, microsecond=0)


def test_picture_and_recording_come_with_the_form(world, browser):
    files = {"picture": photo(), "audio": recording(), "picture_alt": "Peta banjir."}
    browser("operator").post(reverse("notices:new"), data(world.dinsos, **files))
    notice = EmergencyNotice.objects.get()
    assert notice.picture and notice.audio and notice.picture_alt == "Peta banjir."


def test_another_unit_cannot_be_chosen(world, browser):
    response = browser("operator").post(reverse("notices:new"), data(world.dishub))
    assert response.status_code == 200 and not EmergencyNotice.objects.exists()


def test_officer_changes_and_ends(world, browser, client):
    notice = announce(world.dinsos, world.operator)
    operator = browser("operator")
    page = operator.get(reverse("notices:change", args=[notice.pk])).content.decode()
    assert notice.instruction in page
    operator.post(
        reverse("notices:change", args=[notice.pk]),
        data(world.dinsos, note="Air naik.", headline="Banjir meluas", lasts="keep"),
    )
    held = EmergencyNotice.objects.get()
    assert (held.headline, held.ends_at) == ("Banjir meluas", notice.ends_at) and held.messages.count() == 2
    operator.post(reverse("notices:end", args=[notice.pk]), {"reason": ""})
    assert EmergencyNotice.objects.running_at(timezone.now()).exists()
    operator.post(reverse("notices:end", args=[notice.pk]), {"reason": "Air sudah surut."})
    assert not EmergencyNotice.objects.running_at(timezone.now()).exists()


@pytest.mark.parametrize("door", ["notices:change", "notices:end"])
@pytest.mark.parametrize("who", ["other_operator", "other_publisher"])
def test_foreign_notice_is_not_found(world, browser, running, door, who):
    client = browser(who)
    for response in (
        client.get(reverse(door, args=[running.pk])),
        client.post(reverse(door, args=[running.pk]), {}),
    ):
        assert response.status_code == 404


def test_list_names_own_notices_only_and_is_paged(world, browser, running, django_assert_max_num_queries):
    announce(world.dishub, world.other_operator, headline="Rahasia Dishub zzz")
    for n in range(25):
        announce(world.dinsos, world.operator, headline=f"Kejadian {n}")
    client = browser("operator")
    client.get(reverse("notices:index"))
    with django_assert_max_num_queries(20):
        page = client.get(reverse("notices:index")).content.decode()
    assert "Rahasia Dishub" not in page and "Dinas Perhubungan" not in page and "Halaman 1 dari 2" in page


def test_again_fills_in_the_words_of_an_earlier_notice(world, browser, running):
    page = browser("operator").get(reverse("notices:new") + f"?dari={running.pk}").content.decode()
    assert running.description in page
    foreign = browser("other_operator").get(reverse("notices:new") + f"?dari={running.pk}").content.decode()
    assert running.description not in foreign


def test_start_page_leads_to_the_form(world, browser):
    assert reverse("notices:new") in browser("operator").get("/admin/").content.decode()
