"""A refusal by the buttons of the desk: draft, signature, approval, test, delegation, what waits for whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from requests_app import decrees
from requests_app.models import InformationRequest, SigningDelegation
from requests_app.services.filing import Filed
from tests.factories import officer
from tests.requests_app.conftest import wib
from tests.requests_app.refusals import PATIENTS, FakeRegister

RECEIVED = wib(2026, 3, 12, 10)
FIELDS = {
    "basis": "decree:7", "matter": "Rekam medis pasien", "consequence": "Mengungkap riwayat kesehatan.",
    "reason": "Rekam medis adalah rahasia pribadi.", "checked": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def register() -> Iterator[FakeRegister]:
    before = list(decrees._registers)
    made = FakeRegister(PATIENTS)
    decrees.register(made)
    yield made
    decrees._registers[:] = before


@pytest.fixture
def case(file_case: Callable[..., Filed]) -> InformationRequest:
    return file_case(now=RECEIVED, email="").case


@pytest.fixture
def atasan(db: None) -> User:
    return officer(Role.ATASAN_PPID, email="sekda@cilegon.example")


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(client: Client, case: InformationRequest, slug: str, **data: Any) -> Any:
    return client.post(reverse("desk:act", args=[case.pk, slug]), data)


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_refusal_walks_through_three_desks(
    case: InformationRequest, petugas: User, utama: User, atasan: User
) -> None:
    page = as_user(petugas).get(reverse("desk:act", args=[case.pk, "usulkan-penolakan"])).content.decode()
    assert "188/7/2026" in page and "Pasal 18 ayat (1)" in page
    act(as_user(petugas), case, "usulkan-penolakan", **FIELDS)
    start = as_user(utama).get(reverse("wagtailadmin_home")).content.decode()
    assert "Penolakan menunggu tanda tangan" in start and case.number in start
    assert "Penolakan menunggu persetujuan" not in start
    listed = as_user(utama).get(reverse("desk:list") + "?waits=sign").content.decode()
    assert case.number in listed
    decide = as_user(utama).get(reverse("desk:act", args=[case.pk, "tandatangani-penolakan"]))
    assert "Rekam medis pasien" in decide.content.decode()
    act(as_user(utama), case, "tandatangani-penolakan")
    boss = as_user(atasan)
    assert "Penolakan menunggu persetujuan" in boss.get(reverse("wagtailadmin_home")).content.decode()
    assert case.number in boss.get(reverse("desk:list") + "?waits=approve").content.decode()
    act(boss, case, "setujui-penolakan")
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "refused")
    assert case.number not in boss.get(reverse("desk:list") + "?waits=approve").content.decode()


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_page_without_decree_leads_to_test_and_extension(
    case: InformationRequest, petugas: User, register: FakeRegister
) -> None:
    register.refs.clear()
    client = as_user(petugas)
    page = client.get(reverse("desk:act", args=[case.pk, "usulkan-penolakan"])).content.decode()
    assert "Belum ada keputusan pengecualian yang berlaku" in page
    assert reverse("desk:test", args=[case.pk]) in page and "?dasar=b" in page
    refused = act(client, case, "usulkan-penolakan", **FIELDS).content.decode()
    assert "Rekam medis pasien" in refused  # nothing typed is lost
    opened = client.post(reverse("desk:test", args=[case.pk]), {"ground": "h"})
    assert opened.url == "/admin/uji/1/" and register.opened == [(case.number, "h")]
    extend = client.get(reverse("desk:act", args=[case.pk, "perpanjang"]) + "?dasar=b").content.decode()
    assert re.search(r'<input[^>]*value="b"[^>]*checked', extend)


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_page_says_why_when_there_is_no_register(case: InformationRequest, petugas: User) -> None:
    decrees.register(None)
    client = as_user(petugas)
    page = client.get(reverse("desk:act", args=[case.pk, "usulkan-penolakan"])).content.decode()
    assert "Register informasi dikecualikan belum tersedia" in page
    refused = client.post(reverse("desk:test", args=[case.pk]), {"ground": "h"}).content.decode()
    assert "belum tersedia" in refused
    assert not case.events.filter(kind="test_opened").exists()


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_returning_asks_for_a_reason_and_keeps_the_draft_in_sight(
    case: InformationRequest, petugas: User, utama: User
) -> None:
    act(as_user(petugas), case, "usulkan-penolakan", **FIELDS)
    empty = act(as_user(utama), case, "kembalikan-penolakan").content.decode()
    assert "Belum tersimpan" in empty and "Rekam medis pasien" in empty
    act(as_user(utama), case, "kembalikan-penolakan", reason="Kabulkan sebagian.")
    page = as_user(petugas).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Usul penolakan yang dikembalikan" in page and "Kabulkan sebagian." in page


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_delegation_is_recorded_by_utama_and_puts_the_draft_on_the_units_list(
    case: InformationRequest, petugas: User, utama: User, dinsos: Agency
) -> None:
    act(as_user(petugas), case, "usulkan-penolakan", **FIELDS)
    assert "Penolakan menunggu tanda tangan" not in (
        as_user(petugas).get(reverse("wagtailadmin_home")).content.decode()
    )
    assert as_user(petugas).get(reverse("desk:delegations")).status_code == 404
    fields = {
        "agency": dinsos.pk, "decree_number": "12/2026", "decree_date": "2026-03-01", "valid_from": "2026-03-01",
        "valid_until": "2026-03-31",
    }  # fmt: skip
    wrong = as_user(utama).post(reverse("desk:delegations"), {**fields, "valid_until": "2026-02-01"})
    assert "Hari terakhir harus" in wrong.content.decode() and not SigningDelegation.objects.exists()
    as_user(utama).post(reverse("desk:delegations"), fields)
    assert "12/2026" in as_user(utama).get(reverse("desk:delegations")).content.decode()
    assert "Penolakan menunggu tanda tangan" in (
        as_user(petugas).get(reverse("wagtailadmin_home")).content.decode()
    )
    row = SigningDelegation.objects.get()
    as_user(utama).post(reverse("desk:delegation_end", args=[row.pk]))
    row.refresh_from_db()
    assert row.ended_by == utama


@time_machine.travel(wib(2026, 3, 16, 9), tick=False)
def test_desk_speaks_of_no_draft_when_there_is_none(case: InformationRequest, utama: User) -> None:
    page = as_user(utama).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Tandatangani penolakan" not in page and "Tetapkan sebagai spam" not in page
