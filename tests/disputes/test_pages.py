"""Disputes on the desk, through its own doors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from portal.accounts.models import User
from portal.kernel.errors import NotAllowed
from requests_app.dossier.contents import Reader, case_dossier, dispute_dossier
from requests_app.models import Dispute, Objection
from requests_app.services.disputes.appointing import Receiver, appoint, proxies_of
from tests.disputes.conftest import Step
from tests.files.test_uploads import PDF, upload
from tests.objections.conftest import wib

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(wib(2026, 4, 22), tick=False) as traveller:
        yield traveller


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(utama: User) -> Client:
    return client_of(utama)


def test_dispute_is_registered_from_the_objections_page_and_walked_on(
    decided: Objection, desk: Client, utama: User, clock: Any
) -> None:
    page = desk.get(f"/admin/keberatan/{decided.pk}/").content.decode()
    address = f"/admin/sengketa/catat/{decided.pk}/"
    assert address in page
    token = re.search(r'name="form_token" value="([^"]+)"', desk.get(address).content.decode())
    assert token
    wrong = desk.post(address, {"form_token": token.group(1), "on": "2026-01-01", "ki_number": "012/KI"})
    assert wrong.status_code == 200
    assert "012/KI" in wrong.content.decode()
    data = {"form_token": token.group(1), "on": "2026-04-20", "ki_number": "012/KI"}
    responses = [desk.post(address, data) for _n in range(3)]
    dispute = Dispute.objects.get()
    assert {response.url for response in responses} == {f"/admin/sengketa/{dispute.pk}/"}
    page = desk.get(f"/admin/sengketa/{dispute.pk}/").content.decode()
    assert "Catat mediasi dimulai" in page
    # What the law does not let through is named with its reason, not left out.
    assert "lebih dulu dimediasi" in page
    clock.move_to(wib(2026, 5, 12))
    desk = client_of(utama)
    step = f"/admin/sengketa/{dispute.pk}/langkah/"
    assert desk.post(f"{step}start-mediation/", {"on": "2026-05-04"}).status_code == 302
    answer = desk.post(
        f"{step}agree/",
        {"on": "2026-05-11", "text": "Daftar diserahkan.", "execute_by": "2026-05-20",
         "files": upload("kesepakatan.pdf", PDF)},
    )  # fmt: skip
    assert answer.status_code == 302
    dispute.refresh_from_db()
    assert (dispute.state, dispute.execute_by) == ("final", date(2026, 5, 20))
    stored = dispute.files.get().stored
    page = desk.get(f"/admin/sengketa/{dispute.pk}/").content.decode()
    assert "kesepakatan.pdf" in page
    assert desk.get(f"/admin/sengketa/{dispute.pk}/berkas/{stored.pk}/").status_code == 200


def test_step_that_the_law_refuses_says_why_and_keeps_what_was_typed(dispute: Dispute, desk: Client) -> None:
    path = f"/admin/sengketa/{dispute.pk}/langkah/fail-mediation/"
    response = desk.post(path, {"on": "2026-04-21", "text": "Pihak tidak hadir."})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Pihak tidak hadir." in page
    assert "belum dapat dilakukan" in page
    assert desk.get(f"/admin/sengketa/{dispute.pk}/langkah/register/").status_code == 404
    assert desk.get(f"/admin/sengketa/{dispute.pk}/langkah/tidak-ada/").status_code == 404


def test_session_and_receipt_are_recorded_on_the_desk(dispute: Dispute, desk: Client, step: Step) -> None:
    path = f"/admin/sengketa/{dispute.pk}/"
    data = {"kind": "hearing", "at": "2026-05-06T10:00", "place": "KI Banten"}
    assert desk.post(f"{path}jadwal/", data).status_code == 302
    assert "KI Banten" in desk.get(path).content.decode()


def test_unit_sees_that_there_is_a_dispute_and_cannot_open_it(
    dispute: Dispute, petugas: User, desk: Client
) -> None:
    unit = client_of(petugas)
    page = unit.get(f"/admin/keberatan/{dispute.objection_id}/").content.decode()
    assert dispute.number in page
    assert f"/admin/sengketa/{dispute.pk}/" not in page
    for path in ("", f"{dispute.pk}/", f"catat/{dispute.objection_id}/", f"{dispute.pk}/jadwal/"):
        assert unit.get(f"/admin/sengketa/{path}").status_code in {302, 403, 404}


def test_list_of_disputes_asks_a_bounded_number_of_questions(
    dispute: Dispute, desk: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(2, 14):
        Dispute.objects.create(
            number=f"{n:04d}/SENGKETA/2026", number_year=2026, number_sequence=n, objection=dispute.objection,
            case=dispute.case, agency=dispute.agency, grounds="c", entered_at=wib(2026, 4, 22),
            state="registered", applied_on=date(2026, 4, 20),
        )  # fmt: skip
    desk.get("/admin/sengketa/")
    with django_assert_max_num_queries(22):
        page = desk.get("/admin/sengketa/").content.decode()
    assert page.count("/SENGKETA/2026") >= 13
    assert desk.get("/admin/sengketa/?running=closed").content.decode().count("/SENGKETA/2026") == 0


def test_page_of_a_dispute_asks_a_bounded_number_of_questions(
    dispute: Dispute, desk: Client, django_assert_max_num_queries: Any
) -> None:
    desk.get(f"/admin/sengketa/{dispute.pk}/")
    with django_assert_max_num_queries(26):
        desk.get(f"/admin/sengketa/{dispute.pk}/")


# The power of attorney ---------------------------------------------------------------------------------------


def test_atasan_ppid_appoints_who_goes_to_the_commission(
    dispute: Dispute, atasan: User, desk: Client, setda: Any
) -> None:
    superior = client_of(atasan)
    address = f"/admin/sengketa/{dispute.pk}/kuasa/"
    assert address in superior.get(f"/admin/sengketa/{dispute.pk}/").content.decode()
    half = superior.post(address, {"name_1": "Ratna Puspita", "title_1": ""})
    assert half.status_code == 200
    assert "Isi nama dan jabatan penerima kuasa ke-1." in half.content.decode()
    empty = superior.post(address, {})
    assert "Isi sedikitnya satu penerima kuasa." in empty.content.decode()
    data = {"name_1": "Ratna Puspita", "title_1": "PPID Utama", "nip_1": "19800101"}
    assert superior.post(address, data).status_code == 302
    letter = proxies_of(dispute).get()
    assert letter.signer_title == "Atasan PPID"
    assert letter.signer_agency == setda
    assert letter.data["receivers"] == [{"name": "Ratna Puspita", "title": "PPID Utama", "nip": "19800101"}]
    pdf = desk.get(f"/admin/sengketa/{dispute.pk}/kuasa/{letter.pk}.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert "Ani Lestari" in letter.facts["data"]["opponent"]
    assert "Ani" not in str(letter.data)
    # It goes with the dispute file, and never to the citizen.
    titles = [item.title for item in dispute_dossier(dispute, now=wib(2026, 4, 22)).items]
    assert f"Surat kuasa sengketa informasi {letter.number}" in titles
    assert dispute.case
    own = case_dossier(dispute.case, reader=Reader.CITIZEN, now=wib(2026, 4, 22))
    assert all(item.letter is None or item.letter.pk != letter.pk for item in own.items)


def test_nobody_but_atasan_ppid_appoints(dispute: Dispute, desk: Client, utama: User) -> None:
    address = f"/admin/sengketa/{dispute.pk}/kuasa/"
    assert desk.get(address).status_code == 404
    with pytest.raises(NotAllowed):
        appoint(dispute=dispute, receivers=[Receiver("A", "B")], by=utama, now=wib(2026, 4, 22))
    assert not proxies_of(dispute).exists()
