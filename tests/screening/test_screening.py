"""Personal data stops a publication by every door; PPID Utama alone lets it pass; a file can be read or asked for."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from disclosure.models import EntryFile, EntryLink, ListEntry, MandatedItem, PublishedFile
from disclosure.screening.checking import check_file, screen
from disclosure.screening.gate import PersonalDataFound
from disclosure.screening.models import FileCheck, ReadableWish, Release
from disclosure.screening.releasing import ask_release, release_personal
from disclosure.screening.wishes import wish_readable
from disclosure.services.publishing import publish_entry
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.files.services import store_bytes
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.notifications.models import Notification
from tests.disclosure.conftest import edit, make_entry, published
from tests.files.test_inspection import scan

pytestmark = pytest.mark.django_db
NIK, OTHER = "3672041502850003", "3672045502850003"
ARTICLE = "UU 14/2008 Pasal 18 ayat (2) huruf a"


def csv(*numbers: str) -> StoredFile:
    rows = "\n".join(f"Budi,{number}" for number in numbers)
    return store_bytes(
        content=f"Nama,NIK\n{rows}\n".encode(),
        name="penerima.csv",
        content_type="text/csv",
        now=timezone.now(),
    )


def with_file(world: SimpleNamespace, stored: StoredFile, **values: Any) -> ListEntry:
    entry = make_entry(world.dinsos, link="", **values)
    entry.files = [EntryFile(stored=stored, sort_order=0)]
    entry.save()
    return entry


def try_publish(entry: ListEntry, by: Any) -> ListEntry:
    return publish_entry(entry=entry, by=by, now=timezone.now())


@pytest.mark.parametrize(
    "summary",
    [
        f"NIK {NIK}",
        f"No. KK {NIK}",
        "Dibayar ke No. Rekening 1234567890 a.n. Budi Santoso",
        "Budi menderita TBC",
        "Siswa bernama Rudi dipukul",
    ],
)
def test_personal_data_in_a_text_stops_publication(
    world: SimpleNamespace, catalogue: None, summary: str
) -> None:
    entry = make_entry(world.dinsos, summary=summary)
    for who in (world.publisher, world.utama):
        with pytest.raises(PersonalDataFound) as stopped:
            try_publish(entry, who)
    assert NIK not in stopped.value.message and "ringkasan isi informasi" in stopped.value.message
    assert not ListEntry.objects.get(pk=entry.pk).live


@pytest.mark.parametrize("where", ["title", "holder", "label", "link", "text_version"])
def test_every_text_of_an_entry_is_read(world: SimpleNamespace, catalogue: None, where: str) -> None:
    entry = make_entry(
        world.dinsos, file="a.pdf", **({where: f"NIK {NIK}"} if where in ("title", "holder") else {})
    )
    file = entry.files.get()
    if where in ("label", "text_version"):
        setattr(file, where, f"NIK {NIK}")
        file.save()
    if where == "link":
        EntryLink.objects.create(entry=entry, url=f"https://cilegon.go.id/x?nik={NIK}")
    with pytest.raises(PersonalDataFound):
        try_publish(ListEntry.objects.get(pk=entry.pk), world.publisher)


def test_personal_data_in_a_file_stops_publication_and_names_the_place(
    world: SimpleNamespace, catalogue: None
) -> None:
    with pytest.raises(PersonalDataFound) as stopped:
        try_publish(with_file(world, csv(NIK)), world.publisher)
    assert "1 NIK di penerima.csv (baris 1–2)" in stopped.value.message


def test_office_phone_tax_number_and_owner_of_a_contract_only_warn(
    world: SimpleNamespace, catalogue: None
) -> None:
    text = f"NPWP 01.234.567.8-901.000, NPWP {NIK}, Direktur: Ratna, telepon (0254) 391234"
    plain = make_entry(world.dinsos, summary=text)
    assert [one.kind.value for one in screen(plain).blocking] == ["tax_nik"]
    contract = make_entry(world.dinsos, "b_15_9_c2", summary=text)
    assert screen(contract).blocking == () and len(screen(contract).warnings) == 4
    assert try_publish(contract, world.publisher).live


def test_door_of_the_editor_keeps_the_draft_and_says_what_to_do(
    client: Client, world: SimpleNamespace, catalogue: None
) -> None:
    entry = make_entry(world.dinsos)
    client.force_login(world.publisher)
    form = _form(entry, summary=f"Penerima NIK {NIK}")
    answer = client.post(
        f"/admin/daftar-informasi/edit/{entry.pk}/", form | {"action-publish": "1"}, follow=True
    )
    html = answer.content.decode()
    assert answer.status_code == 200 and "Belum terbit: ada 1 NIK" in html and "Belum dapat terbit" in html
    held = ListEntry.objects.get(pk=entry.pk)
    assert not held.live and NIK in held.get_latest_revision_as_object().summary


def _form(entry: ListEntry, **changes: str) -> dict[str, str]:
    names = ("title", "category", "summary", "holder", "responsible", "made_when", "made_where", "forms_available",
             "retention", "language", "licence")  # fmt: skip
    data = {name: str(getattr(entry, name)) for name in names} | {"agency": str(entry.agency_id)}
    for name, rows in (("files", 0), ("links", 1)):
        data |= {f"{name}-TOTAL_FORMS": str(rows), f"{name}-INITIAL_FORMS": str(rows)}
        data |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
    link = entry.links.get()
    return data | {"links-0-id": str(link.pk), "links-0-url": link.url, "links-0-ORDER": "1"} | changes


def test_door_of_the_workflow_stops_too(client: Client, world: SimpleNamespace, catalogue: None) -> None:
    entry = make_entry(world.dinsos, summary=f"NIK {NIK}")
    entry.save_revision(user=world.operator)
    entry.get_workflow().start(entry, world.operator)
    state = ListEntry.objects.get(pk=entry.pk).current_workflow_task_state
    client.force_login(world.publisher)
    address = f"/admin/daftar-informasi/workflow/action/{entry.pk}/approve/{state.pk}/"
    html = client.post(address, follow=True).content.decode()
    held = ListEntry.objects.get(pk=entry.pk)
    assert not held.live and held.current_workflow_state is not None and "Belum terbit" in html


def test_door_of_the_schedule_puts_off_the_entry_and_lets_the_others_go_on(
    world: SimpleNamespace, catalogue: None
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    with pytest.raises(PersonalDataFound):
        try_publish(make_entry(world.dinsos, go_live_at=soon, summary=f"NIK {NIK}"), world.publisher)
    late, good = (make_entry(world.dinsos, title=title, go_live_at=soon) for title in ("A", "B"))
    for entry in (late, good):
        try_publish(entry, world.publisher)
        revision = ListEntry.objects.get(pk=entry.pk).get_latest_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.content["go_live_at"] = None
        if entry is late:
            revision.content["summary"] = f"NIK {NIK}"
        revision.save()
    call_command("publish_scheduled")
    assert [ListEntry.objects.get(pk=one.pk).live for one in (late, good)] == [False, True]


def test_only_ppid_utama_lets_pass_with_reason_and_article_in_the_trail(
    world: SimpleNamespace, catalogue: None
) -> None:
    entry = with_file(world, csv(NIK))
    say = {"reason": f"Setuju tertulis, NIK {NIK}", "article": ARTICLE, "now": timezone.now()}
    with pytest.raises(NotAllowed):
        release_personal(entry=entry, by=world.publisher, **say)
    for missing in ({"reason": "ya"}, {"article": " "}):
        with pytest.raises(InputError):
            release_personal(entry=entry, by=world.utama, **(say | missing))
    release_personal(entry=entry, by=world.utama, **say)
    assert try_publish(entry, world.publisher).live
    event = AuditEvent.objects.get(action="entry.release")
    assert event.data["article"] == ARTICLE and event.data["kinds"] == {"nik": 1}
    assert NIK not in str(event.data) and NIK not in Release.objects.get().reason


def test_what_comes_new_later_stops_again(world: SimpleNamespace, catalogue: None) -> None:
    entry = with_file(world, csv(NIK))
    release_personal(
        entry=entry, by=world.utama, reason="Setuju tertulis semua", article=ARTICLE, now=timezone.now()
    )
    try_publish(entry, world.publisher)
    edit(entry, world.publisher, title="Judul baru")
    with pytest.raises(PersonalDataFound):
        edit(entry, world.publisher, files=[EntryFile(stored=csv(NIK, OTHER), sort_order=0)])
    with pytest.raises(RuleViolation):
        release_personal(
            entry=published(world.dinsos, world.publisher), by=world.utama, reason="Tidak ada apa-apa",
            article=ARTICLE, now=timezone.now(),
        )  # fmt: skip


def test_result_of_a_file_is_kept_encrypted_and_without_whole_numbers(world: SimpleNamespace) -> None:
    from django.db import connection

    check_file(csv(NIK))
    with connection.cursor() as cursor:
        cursor.execute("SELECT findings FROM screening_filecheck")
        stored = cursor.fetchone()[0]
    assert "nik" not in stored
    assert (
        NIK not in FileCheck.objects.get().findings and "36••••••••••••03" in FileCheck.objects.get().findings
    )


def test_page_of_checks_shows_places_and_repairs_and_utama_lets_pass_there(
    client: Client, world: SimpleNamespace, catalogue: None
) -> None:
    pdf = store_bytes(content=scan(), name="pindai.pdf", content_type="application/pdf", now=timezone.now())
    entry = with_file(world, pdf, summary=f"NIK {NIK}")
    address = f"/admin/kewajiban/entri/{entry.pk}/pemeriksaan/"
    client.force_login(world.publisher)
    html = client.get(address).content.decode()
    assert "Berkas ini hasil pindaian" in html and "Versi teks" in html and "36••••••••••••03" in html
    assert (
        NIK not in html and "Minta PPID Utama menilainya" in html and "Loloskan dengan alasan ini" not in html
    )
    client.post(f"{address}minta/", {"note": f"Mohon, {NIK}"})
    note = Notification.objects.get(kind="entry.release_asked")
    assert note.user == world.utama and NIK not in note.body and "1 NIK" in note.body
    client.force_login(world.utama)
    bad = client.post(f"{address}loloskan/", {"article": "lain", "reason": "karena memang setuju"})
    assert bad.status_code == 400 and "Sebut pasal" in bad.content.decode()
    client.post(
        f"{address}loloskan/", {"article": "lain", "other": ARTICLE, "reason": "karena memang setuju"}
    )
    assert "Sudah diloloskan" in client.get(address).content.decode()


def test_asking_needs_something_to_judge(world: SimpleNamespace, catalogue: None) -> None:
    with pytest.raises(RuleViolation):
        ask_release(entry=make_entry(world.dinsos), by=world.publisher, note="", now=timezone.now())
    with pytest.raises(NotAllowed):
        ask_release(
            entry=make_entry(world.dinsos, summary=f"NIK {NIK}"),
            by=world.other_publisher,
            note="",
            now=timezone.now(),
        )


@pytest.fixture
def unread(world: SimpleNamespace, catalogue: None) -> ListEntry:
    pdf = store_bytes(content=scan(), name="pindai.pdf", content_type="application/pdf", now=timezone.now())
    return try_publish(with_file(world, pdf), world.publisher)


def test_citizen_asks_for_a_readable_version_with_one_click(
    client: Client, world: SimpleNamespace, unread: ListEntry
) -> None:
    page = client.get(unread.get_absolute_url()).content.decode()
    assert "Minta versi yang dapat dibaca" in page and "Isinya gambar tanpa teks" in page
    address = f"/informasi/{unread.pk}/berkas/{PublishedFile.objects.get().pk}/minta-terbaca/"
    assert client.get(address).status_code == 405
    answer = client.post(address, follow=True)
    assert "Permintaan Anda sampai ke Dinas Sosial" in answer.content.decode()
    client.post(address)
    assert ReadableWish.objects.get().count == 1, "one network counts once an hour"
    client.post(address, REMOTE_ADDR="203.0.113.9")
    assert ReadableWish.objects.get().count == 2
    told = Notification.objects.filter(kind="entry.readable_wished")
    assert {note.user for note in told} == {world.operator, world.publisher}


def test_wish_is_a_task_of_the_agency_alone_until_the_file_can_be_read(
    client: Client, world: SimpleNamespace, unread: ListEntry
) -> None:
    wish_readable(held=PublishedFile.objects.get(), now=timezone.now())
    for who, sees in ((world.publisher, True), (world.utama, True), (world.other_publisher, False)):
        client.force_login(who)
        assert ("pindai.pdf" in client.get("/admin/kewajiban/versi-terbaca/").content.decode()) is sees
    client.force_login(world.operator)
    assert "1 berkas tidak dapat dibaca warga" in client.get("/admin/").content.decode()
    edit(unread, world.publisher, title="Judul saja")
    assert ReadableWish.objects.get().answered_at is None
    draft = ListEntry.objects.get(pk=unread.pk).get_latest_revision_as_object()
    file = draft.files.get()
    file.text_version = "Bab I\n\nIsi keputusan."
    edit(unread, world.publisher, files=[file])
    assert ReadableWish.objects.get().answered_at is not None
    page = client.get(unread.get_absolute_url()).content.decode()
    assert "Baca versi teksnya" in page and "Minta versi" not in page
    text = client.get(
        f"/informasi/{unread.pk}/berkas/{PublishedFile.objects.get().pk}/teks/"
    ).content.decode()
    assert "<p>Isi keputusan.</p>" in text


def test_file_without_text_version_has_no_such_page(client: Client, unread: ListEntry) -> None:
    assert (
        client.get(f"/informasi/{unread.pk}/berkas/{PublishedFile.objects.get().pk}/teks/").status_code == 404
    )


def test_wishes_are_listed_in_as_many_queries_for_thirty_as_for_three(
    client: Client, world: SimpleNamespace, unread: ListEntry
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(world.publisher)
    counted = []
    for number in (3, 30):
        ReadableWish.objects.all().delete()
        for n in range(number):
            ReadableWish.objects.create(
                entry=unread, label=f"Berkas {n}", count=1, first_at=timezone.now(), last_at=timezone.now()
            )
        client.get("/admin/kewajiban/versi-terbaca/")
        with CaptureQueriesContext(connection) as seen:
            html = client.get("/admin/kewajiban/versi-terbaca/").content.decode()
        counted.append(len(seen))
    assert counted[0] == counted[1] and "page=2" in html


def test_upload_in_the_editor_is_looked_at_when_it_is_saved(
    client: Client, world: SimpleNamespace, catalogue: None, django_capture_on_commit_callbacks: Any
) -> None:
    from disclosure.forms import _kept

    upload = SimpleUploadedFile("data.csv", f"Nama,NIK\nBudi,{NIK}\n".encode(), "text/csv")
    with django_capture_on_commit_callbacks(execute=True):
        stored = _kept(upload, world.operator)
    assert FileCheck.objects.get(sha256=stored.sha256).found[0]["kind"] == "nik"


def test_items_of_contracts_exist_in_the_catalogue(catalogue: None) -> None:
    from disclosure.screening.checking import CONTRACT_ITEMS

    assert MandatedItem.objects.filter(key__in=CONTRACT_ITEMS).count() == len(CONTRACT_ITEMS)
