"""The register on pages: officers walk a sheet to its decree, everyone reads the few public columns."""

from __future__ import annotations

import csv
import io
import logging
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from disclosure.models import ConsequenceTest, ExemptFile, Exemption, ExemptionDecree, ListEntry
from disclosure.reminding import remind
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from requests_app import decrees
from tests.disclosure.conftest import PDF, at
from tests.exemptions.conftest import SECRETS, decreed, line, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar")]
NOW = at(2026, 1, 12)
ITEM = {
    "title": "Rencana kontinjensi objek vital", "information": "UraianRahasiaTiga", "ground": "c", "statute": "",
    "never_exempt_kind": "", "has_written_consent": "", "concerns_public_office": "",
    "if_opened": "KonsekuensiRahasiaSatu", "if_closed": "KonsekuensiTutupDua", "starts_on": "2026-01-12",
    "ends_on": "2026-06-30", "review_on": "", "kept": "",
}  # fmt: skip


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def upload(name: str = "surat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def url(name: str, *args: object) -> str:
    return reverse(f"exemptions:{name}", args=args)


def test_sheet_goes_from_its_unit_to_a_decree_through_four_offices(offices, clock):
    unit, utama, atasan = (client_of(u) for u in (offices.publisher, offices.utama, offices.atasan))
    begun = unit.post(
        url("start"), {"agency": offices.dinsos.pk, "occasion": "before", "held_on": "2026-01-12"}
    )
    test = ConsequenceTest.objects.get()
    assert begun["Location"] == url("item_new", test.pk)
    empty = unit.post(url("submit", test.pk)).content.decode()
    assert "Tulis dulu informasi yang diuji" in empty
    unit.post(url("item_new", test.pk), {**ITEM, "file": upload("berkas-rahasia.pdf")})
    people = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "PengujiRahasia",
        "form-0-office": "Sekretaris", "form-0-unit": "Dinas Sosial",
        "form-1-name": "", "form-1-office": "", "form-1-unit": "",
    }  # fmt: skip
    unit.post(url("testers", test.pk), people)
    unit.post(url("submit", test.pk))
    assert "Lembar pengujian konsekuensi 1/2026" in utama.get(reverse("waiting:index")).content.decode()
    item = test.items.get()
    utama.post(
        url("read", test.pk), {"decision": "approve", f"title-{item.pk}": "Rencana kontinjensi (jenis)"}
    )
    assert url("test", test.pk) in atasan.get(reverse("wagtailadmin_home")).content.decode()
    atasan.post(url("agree", test.pk), {"decision": "approve"})
    utama.post(
        url("leader", test.pk),
        {"number": "100/WK", "dated_on": "2026-01-12", "name": "Wali", "file": upload()},
    )
    form = {
        "number": "SK/1/2026", "dated_on": "2026-01-12", "signer_name": "R", "signer_title": "Kepala", "file": upload()
    }  # fmt: skip
    utama.post(url("decree", test.pk), form)
    held = Exemption.objects.get()
    assert (held.title, held.decree.number) == ("Rencana kontinjensi (jenis)", "SK/1/2026")
    assert "Rencana kontinjensi (jenis)" in Client().get(reverse("closed:list")).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"never_exempt_kind": "judgment"}, "tidak dapat dikecualikan"),
        ({"ground": "h", "review_on": "2027-01-12"}, "Jawab dulu"),
        ({"ground": "h", "has_written_consent": "no", "concerns_public_office": "yes"}, "Alasan ini gugur"),
        ({"ground": "j"}, "Sebutkan undang-undang"),
        ({"ground": "a", "ends_on": "2056-02-01"}, "paling lama 30 tahun"),
        ({"ends_on": ""}, "ditetapkan Wali Kota"),
        ({"if_opened": "  "}, "Akibat bila dibuka: "),
    ],
)
def test_law_answers_on_the_form_and_what_was_typed_and_sent_stays(offices, clock, change, words):
    unit = client_of(offices.publisher)
    unit.post(url("start"), {"agency": offices.dinsos.pk, "occasion": "before", "held_on": "2026-01-12"})
    test = ConsequenceTest.objects.get()
    text = unit.post(
        url("item_new", test.pk), {**ITEM, **change, "file": upload("berkas-rahasia.pdf")}
    ).content.decode()
    assert words in text
    assert "UraianRahasiaTiga" in text
    assert "Sudah diterima: berkas-rahasia.pdf" in text
    assert not test.items.exists()


def test_public_page_and_csv_carry_the_few_columns_and_nothing_else(offices, clock):
    decreed(offices, None, line(title="=Rencana kontinjensi"))
    text = Client().get(reverse("closed:list")).content.decode()
    for words in ("=Rencana kontinjensi", "Pasal 17 huruf c", "12 Januari 2026", "30 Juni 2026", "SK/1/2026"):
        assert words in text
    assert "Dinas Sosial" not in text.split("<main")[1].split("</main>")[0]
    rows = list(csv.reader(io.StringIO(Client().get(reverse("closed:csv")).content.decode("utf-8-sig"))))
    assert rows[0] == ["Jenis dokumen", "Alasan", "Berlaku sejak", "Berakhir", "Ditinjau", "Nomor keputusan", "Keadaan",
                       "Terbuka sejak", "Perpanjangan"]  # fmt: skip
    assert rows[1][0] == "'=Rencana kontinjensi"
    assert rows[1][2:6] == ["2026-01-12", "2026-06-30", "", "SK/1/2026"]
    assert (
        Client().get(reverse("closed:list"), {"q": "UraianRahasiaTiga"}).content.decode().count("<tr role")
        == 0
    )
    assert Client().get(reverse("closed:list"), {"ground": "x"}).status_code == 400


def test_secrets_are_found_in_no_public_place(offices, clock, client, caplog):
    caplog.set_level(logging.DEBUG)
    decreed(offices)
    call_command("rebuild_search", verbosity=0)
    places = [
        reverse("closed:list"), reverse("closed:csv"), "/", "/sitemap.xml", reverse("disclosure:list"),
        "/api/v1/", *(f"/cari/?q={word}" for word in SECRETS),
    ]  # fmt: skip
    found = []
    for place in places:
        body = b"".join(client.get(place, follow=True)).decode(errors="replace").split("<main", 1)[-1]
        body = body.replace("&quot;", '"')
        for word in SECRETS:
            if (
                word in body.replace(f"q={word}", "").replace(f'value="{word}"', "")
                and f"q={word}" not in place
            ):
                found.append((place, word))
    assert found == []
    trail = " ".join(f"{e.action} {e.target_label} {e.data}" for e in AuditEvent.objects.all())
    outbox = " ".join(f"{n.subject} {n.body}" for n in Notification.objects.all())
    assert [word for word in SECRETS if word in trail or word in outbox or word in caplog.text] == []


def test_status_turns_public_by_itself_on_page_port_and_reminders(offices, clock):
    exemption = decreed(offices)
    found = lambda day: decrees.decrees_covering(agency=offices.dinsos, ground="c", on=day)  # noqa: E731
    assert remind(now=at(2026, 5, 8)).sent == 0
    clock.move_to(at(2026, 5, 11))
    assert (remind(now=at(2026, 5, 11), dry_run=True).sent, remind(now=at(2026, 5, 11)).sent) == (2, 2)
    assert remind(now=at(2026, 5, 12)).sent == 0
    told = Notification.objects.filter(kind="exempt.ending").values_list("address", flat=True)
    assert set(told) == {"utama@dkiss.test", "ppid@dinsos.test"}
    assert (
        url("exemption", exemption.pk)
        in client_of(offices.utama).get(reverse("wagtailadmin_home")).content.decode()
    )
    assert "Segera berakhir" in Client().get(reverse("closed:list")).content.decode()
    assert len(found(date(2026, 6, 30))) == 1
    clock.move_to(at(2026, 7, 1, 0, 5))
    text = Client().get(reverse("closed:list")).content.decode()
    assert "Terbuka demi hukum" in text
    assert "sejak 1 Juli 2026" in text
    assert found(date(2026, 7, 1)) == []
    assert remind(now=at(2026, 7, 1)).sent == 2
    assert Notification.objects.filter(kind="exempt.lapsed").count() == 2


def test_file_is_checked_on_its_page_and_leaves_as_a_draft_entry(offices, clock):
    exemption = decreed(offices)
    file = ExemptFile.objects.get()
    utama, page = client_of(offices.utama), url("check", exemption.pk, file.pk)
    sound = {"other_ground": "", "personal_data": "none", "note": "", "kept": ""}
    assert "masih dikecualikan" in utama.post(page, sound).content.decode()
    clock.move_to(at(2026, 7, 2))
    utama = client_of(offices.utama)  # sessions end; months have passed
    assert "Unggah salinan" in utama.post(page, {**sound, "personal_data": "masked"}).content.decode()
    utama.post(page, {**sound, "other_ground": "h"})
    assert not ListEntry.objects.exists()
    utama.post(page, {**sound, "personal_data": "masked", "file": upload("salinan.pdf")})
    entry = ListEntry.objects.get()
    assert (entry.title, entry.live, entry.agency) == (exemption.title, False, offices.dinsos)
    assert client_of(offices.other_publisher).get(url("original", exemption.pk, file.pk)).status_code in (
        302,
        403,
    )
    assert client_of(offices.publisher).get(url("original", exemption.pk, file.pk)).status_code == 200
    assert AuditEvent.objects.filter(action="exempt.file_read").count() == 1


def test_penetapan_is_recorded_on_its_page_in_the_window(offices, clock):
    exemption = decreed(offices)
    utama, page = client_of(offices.utama), url("declare", exemption.pk)
    form = {"number": "P/1", "dated_on": "2026-01-12", "file": upload(), "kept": ""}
    early = utama.post(page, form).content.decode()
    assert "paling awal 30 hari kerja" in early
    assert 'value="P/1"' in early
    clock.move_to(at(2026, 6, 2))
    utama = client_of(offices.utama)
    utama.post(page, {**form, "dated_on": "2026-06-02", "file": upload()})
    exemption.refresh_from_db()
    assert (exemption.opened_by, exemption.opening_number) == ("declaration", "P/1")
    assert "Dinyatakan terbuka" in Client().get(reverse("closed:list"), {"standing": "open"}).content.decode()


def test_wali_kota_himself_approves_without_a_letter_number(offices, clock):
    test = submitted(offices, NOW)
    client_of(offices.utama).post(
        url("read", test.pk), {"decision": "approve", f"title-{test.items.get().pk}": "X"}
    )
    client_of(offices.pimpinan).post(
        url("leader", test.pk), {"number": "", "dated_on": "2026-01-12", "name": "Wali"}
    )
    assert ExemptionDecree.objects.get().leader_on == date(2026, 1, 12)


def test_sheet_is_sent_back_only_with_a_reason(offices, clock):
    test = submitted(offices, NOW)
    utama = client_of(offices.utama)
    assert (
        "Tulis alasannya"
        in utama.post(url("read", test.pk), {"decision": "return", "note": ""}).content.decode()
    )
    utama.post(url("read", test.pk), {"decision": "return", "note": "Terlalu luas."})
    assert "Terlalu luas." in client_of(offices.publisher).get(url("test", test.pk)).content.decode()
    note = Notification.objects.get(kind="exempt.returned")
    assert "Terlalu luas" not in note.body


def test_change_is_begun_from_the_exemption_and_keeps_it_closed(offices, clock):
    exemption = decreed(offices)
    clock.move_to(at(2026, 6, 1))
    unit = client_of(offices.publisher)
    where = unit.post(url("change", exemption.pk))["Location"]
    test = ConsequenceTest.objects.get(kind="change")
    assert where == url("test", test.pk)
    item = test.items.get()
    unit.post(url("item", test.pk, item.pk), {**ITEM, "ends_on": "2027-06-30", "result": "closed"})
    item.refresh_from_db()
    assert (item.ends_on, item.former_ends_on) == (date(2027, 6, 30), date(2026, 6, 30))


def test_register_and_public_page_take_the_same_queries_whatever_the_number(
    offices, clock, django_assert_max_num_queries
):
    decreed(offices, None, *(line(title=f"Jenis {n}") for n in range(30)))
    utama = client_of(offices.utama)
    utama.get(url("register"))
    with django_assert_max_num_queries(28):
        utama.get(url("register"))
    with django_assert_max_num_queries(9):
        Client().get(reverse("closed:list"))
    with django_assert_max_num_queries(6):
        Client().get(reverse("closed:csv"))


def test_case_opens_its_test_from_the_desk(offices, clock):
    where = decrees.open_test(
        case_number="1/DINSOS", agency=offices.dinsos, subject="x", ground="h", by=offices.publisher
    )
    test = ConsequenceTest.objects.get()
    assert where == f"{url('item_new', test.pk)}?ground=h"
    text = client_of(offices.publisher).get(where).content.decode()
    assert '<option value="h" selected>' in text
    assert (test.occasion, test.case_number) == ("request", "1/DINSOS")
