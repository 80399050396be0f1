"""Requests that come another way than the web form: every channel, every kind of requester, at the counter."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.kernel.formats import hari_tanggal
from requests_app.forms.record import OFFICER_CHANNELS
from requests_app.models import CaseFile, InformationRequest
from tests.requests_app.conftest import wib

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def desk(client: Client, petugas: User) -> Client:
    client.force_login(petugas)
    return client


def fields(dinsos: Agency, **changes: Any) -> dict[str, Any]:
    return {
        "form_token": "loket-1", "agency": dinsos.pk, "channel": "oral", "details": "Jadwal posyandu 2026",
        "requester_kind": "individual", "obtain_way": "copy", **changes,
    }  # fmt: skip


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_twenty_saves_of_two_fields_make_one_case_and_one_receipt(desk: Client, dinsos: Agency) -> None:
    places = {desk.post(reverse("desk:record"), fields(dinsos))["Location"] for _ in range(20)}
    case = InformationRequest.objects.get()
    (place,) = places
    page = desk.get(place).content.decode()
    for words in (
        case.number,
        case.receipt_code,
        hari_tanggal(case.due_on),
        "<svg",
        "print_now.js",
        "Cetak lagi",
    ):
        assert words in page, words
    assert case.missing_items == ["name", "identity_number", "identity_scan", "address"]
    # Another officer's guess opens nothing; nor does the token once the code was replaced.
    assert desk.get(place[:-8] + "xxxxxxx/").status_code == 404
    desk.post(reverse("desk:code", args=[case.pk]), {"how": "counter"})
    assert desk.get(place).status_code == 404


@pytest.mark.parametrize("channel", [value for value, _label in OFFICER_CHANNELS])
def test_each_channel_runs_from_receipt_and_is_numbered_in_the_year_of_entry(
    desk: Client, dinsos: Agency, channel: str
) -> None:
    with time_machine.travel(wib(2026, 1, 5, 9), tick=False):
        sent = fields(
            dinsos, channel=channel, received_at="2025-12-30T10:00", backdating_reason="Libur akhir tahun"
        )
        desk.post(reverse("desk:record"), sent)
    case = InformationRequest.objects.get()
    assert (case.channel, case.number) == (channel, "0001/DINSOS/2026")
    assert case.received_at == wib(2025, 12, 30, 10) and case.entered_at == wib(2026, 1, 5, 9)
    filed = case.events.get(kind="filed")
    assert (filed.at, filed.recorded_at) == (case.received_at, case.entered_at)


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_receipt_to_come_or_without_reason_is_refused_and_nothing_is_lost(
    desk: Client, dinsos: Agency
) -> None:
    for changes, words in (
        ({"received_at": "2026-03-17T10:00"}, "tidak boleh setelah hari ini"),
        ({"received_at": "2026-03-13T10:00"}, "Tuliskan mengapa permohonan"),
    ):
        page = desk.post(reverse("desk:record"), fields(dinsos, **changes)).content.decode()
        assert words in page and "Jadwal posyandu 2026" in page and '<details class="case-more" open>' in page
    assert not InformationRequest.objects.exists()


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_each_kind_of_requester_lacks_what_its_article_asks(desk: Client, dinsos: Agency) -> None:
    who = {"name": "Ani", "address": "Jl. Melati 7"}
    kinds: dict[str, tuple[dict[str, Any], list[str]]] = {
        "entity": ({"requester_kind": "legal_entity", **who}, ["identity_number", "deed"]),
        "entity_full": (
            {
                "requester_kind": "legal_entity", **who, "identity_number": "AHU-0012345.AH.01.04",
                "identity_scan": SimpleUploadedFile("akta.pdf", PDF),
            },
            [],
        ),
        "group": ({"requester_kind": "group", **who}, ["identity_scan", "members", "proxy_letter"]),
        "group_full": (
            {
                "requester_kind": "group", **who, "members": "Budi\nCici", "identity_scan":
                SimpleUploadedFile("ktp.pdf", PDF), "supporting": SimpleUploadedFile("kuasa.pdf", PDF),
            },
            [],
        ),
        "proxy": (
            {**who, "identity_number": "3672015505900001", "proxy_name": "Dedi",
             "identity_scan": SimpleUploadedFile("ktp.pdf", PDF)},
            ["proxy_letter"],
        ),
    }  # fmt: skip
    for token, (typed, missing) in kinds.items():
        desk.post(reverse("desk:record"), fields(dinsos, form_token=token, details=token, **typed))
        case = InformationRequest.objects.get(form_token=token)
        assert case.missing_items == missing, token
    assert CaseFile.objects.filter(purpose="identity").count() == 3
    assert all(row.stored.encrypted for row in CaseFile.objects.select_related("stored"))


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_needs_of_a_requester_stand_on_the_case(desk: Client, dinsos: Agency) -> None:
    desk.post(reverse("desk:record"), fields(dinsos, needs=["large_print", "companion"]))
    case = InformationRequest.objects.get()
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Huruf besar, Pendamping saat datang" in page
