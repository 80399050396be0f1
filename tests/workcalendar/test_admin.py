"""The calendar through its doors, as the roles."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.agencies.models import Role
from portal.workcalendar.models import Holiday, HolidayProposal, ProposedHoliday
from portal.workcalendar.selectors import current_calendar
from tests.factories.agencies import officer
from tests.workcalendar.conftest import impact_row

pytestmark = pytest.mark.django_db
DECREE = {"decree_number": "SKB 1/2026", "decree_date": "2026-10-01", "note": "", "confirms_year": ""}


def text_of(response):
    return response.content.decode()


def preview(client, **data):
    return client.post(reverse("calendar:propose"), {"text": "", "kind": "national", "year": "", **data})


def make_proposal(client, text="7 Oktober 2026 Libur tambahan", keys=None, **decree):
    page = preview(client, text=text)
    assert page.status_code == 200
    ticked = keys if keys is not None else list(page.context["ticked"])
    data = {"signed": page.context["signed"], "days": ticked, **DECREE, **decree}
    return client.post(reverse("calendar:create_proposal"), data)


def test_list_shows_days_of_a_year_with_their_certainty(client, calendar_2026, utama):
    client.force_login(utama)
    page = text_of(client.get(reverse("calendar:index"), {"year": 2027}))
    assert "Rabu, 10 Maret 2027" in page
    assert "Perkiraan" in page
    assert "17 Agustus 2026" not in page
    assert "Belum disahkan" in page
    assert "Usulkan hapus" in page


def test_list_says_when_a_year_has_no_calendar(client, utama):
    client.force_login(utama)
    assert "Belum ada kalender" in text_of(client.get(reverse("calendar:index")))


@pytest.mark.parametrize("name", ["calendar:index", "calendar:index_results"])
def test_list_costs_the_same_when_it_is_longer(client, calendar_2026, utama, name):
    client.force_login(utama)
    everything = list(Holiday.objects.all())
    Holiday.objects.filter(date__gte="2026-02-01").delete()
    few = _queries(client, reverse(name))
    Holiday.objects.bulk_create(everything, ignore_conflicts=True)
    assert _queries(client, reverse(name)) == few


def test_pasted_day_is_previewed_proposed_and_confirmed_by_another(client, calendar_2026, utama, atasan):
    client.force_login(utama)
    response = make_proposal(client)
    proposal = HolidayProposal.objects.get()
    assert response.url == reverse("calendar:proposal", args=[proposal.pk])
    own = text_of(client.get(response.url))
    assert "Anda buat sendiri" in own
    assert "Sahkan perubahan" not in own
    client.force_login(atasan)
    assert "Sahkan perubahan" in text_of(client.get(response.url))
    done = client.post(reverse("calendar:confirm", args=[proposal.pk]), follow=True)
    assert "Kalender diubah" in text_of(done)
    assert not current_calendar().is_workday(date(2026, 10, 7))


def test_only_ticked_rows_enter_the_proposal(client, calendar_2026, utama):
    client.force_login(utama)
    lines = "7 Oktober 2026 Satu\n8 Oktober 2026 Dua\n9 Oktober 2026 Tiga\nbukan tanggal\n"
    page = preview(client, text=lines)
    assert "1 baris tidak terbaca" in text_of(page)
    keys = {row.name: row.key for row in page.context["rows"]}
    client.post(
        reverse("calendar:create_proposal"),
        {"signed": page.context["signed"], "days": [keys["Dua"], "d99", keys["bukan tanggal"]], **DECREE},
    )
    assert [row.name for row in HolidayProposal.objects.get().rows.all()] == ["Dua"]


def test_preview_says_what_is_new_changed_known_or_missing(client, calendar_2026, utama):
    client.force_login(utama)
    lines = ["2026-10-07;Libur baru", "2026-08-17;Nama lain", "2026-12-25;Hari Raya Natal"]
    page = preview(client, text="\n".join(lines))
    statuses = {row.name: row.status for row in page.context["rows"]}
    assert statuses == {"Libur baru": "new", "Nama lain": "changed", "Hari Raya Natal": "same"}
    assert page.context["ticked"] == {"d0", "d1"}
    known = Holiday.objects.filter(date__year=2026).exclude(date="2026-08-25")
    page = preview(client, text="\n".join(f"{row.date};{row.name}" for row in known))
    removed = [row for row in page.context["rows"] if row.status == "remove"]
    assert [row.on for row in removed] == [date(2026, 8, 25)]
    assert removed[0].key not in page.context["ticked"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("libur.csv", b"tanggal,nama,jenis\n2026-10-07,Libur tambahan,nasional\n"),
        (
            "libur.ics",
            b"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261007\r\nSUMMARY:Libur tambahan\r\nEND:VEVENT\r\n",
        ),
    ],
)
def test_uploaded_file_is_previewed(client, calendar_2026, utama, name, content):
    client.force_login(utama)
    page = preview(client, file=SimpleUploadedFile(name, content))
    assert [(row.on, row.name) for row in page.context["rows"]] == [(date(2026, 10, 7), "Libur tambahan")]


def test_screens_have_one_first_heading_and_a_focused_error_summary(client, calendar_2026, utama):
    client.force_login(utama)
    for page in (preview(client, text=""), make_proposal(client, keys=[])):
        assert text_of(page).count("<h1") == 1
        assert text_of(page).count("autofocus") == 1


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"text": ""}, "Tulis, tempel, atau unggah"),
        ({"text": "\n"}, "Tulis, tempel, atau unggah"),
        ({"text": "7 Oktober Libur", "year": "27"}, "antara 2011 dan 2040"),
        ({"file": SimpleUploadedFile("libur.pdf", b"%PDF-1.7")}, "CSV atau ICS"),
    ],
)
def test_first_step_says_what_to_do_and_keeps_what_was_typed(client, utama, data, word):
    client.force_login(utama)
    page = preview(client, **data)
    assert page.status_code == 422
    assert word in text_of(page)
    if data.get("text", "").strip():
        assert data["text"] in text_of(page)


def test_second_step_keeps_ticks_and_words_when_the_decree_is_missing(client, calendar_2026, utama):
    client.force_login(utama)
    page = preview(client, text="7 Oktober 2026 Satu\n8 Oktober 2026 Dua")
    again = client.post(
        reverse("calendar:create_proposal"),
        {"signed": page.context["signed"], "days": ["d1"], **DECREE, "decree_number": "", "note": "Segera"},
    )
    assert again.status_code == 422
    assert "Tulis nomor keputusan" in text_of(again)
    assert again.context["ticked"] == {"d1"}
    assert 'value="Segera"' in text_of(again)
    assert not HolidayProposal.objects.exists()


def test_second_step_refuses_rows_that_were_not_shown(client, calendar_2026, utama):
    client.force_login(utama)
    response = client.post(
        reverse("calendar:create_proposal"), {"signed": "forged", "days": ["d0"], **DECREE}, follow=True
    )
    assert "sekali lagi" in text_of(response)
    assert not HolidayProposal.objects.exists()


def test_second_step_names_the_fault_when_nothing_is_ticked(client, calendar_2026, utama):
    client.force_login(utama)
    response = make_proposal(client, keys=[])
    assert response.status_code == 422
    assert "Centang paling sedikit satu hari" in text_of(response)


def test_decree_is_kept_and_handed_out_as_attachment(client, calendar_2026, utama, atasan):
    client.force_login(utama)
    pdf = SimpleUploadedFile("skb.pdf", b"%PDF-1.7\n%%EOF", content_type="application/pdf")
    make_proposal(client, decree_file=pdf)
    proposal = HolidayProposal.objects.get()
    answer = client.get(reverse("calendar:proposal_decree", args=[proposal.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(atasan)
    client.post(reverse("calendar:confirm", args=[proposal.pk]))
    holiday = Holiday.objects.get(date="2026-10-07")
    client.force_login(officer(Role.OPERATOR))
    assert client.get(reverse("calendar:decree", args=[holiday.pk])).status_code == 200
    assert client.get(reverse("calendar:proposal_decree", args=[proposal.pk])).status_code == 302


def test_decree_that_is_no_document_is_refused_at_its_field(client, calendar_2026, utama):
    client.force_login(utama)
    response = make_proposal(client, decree_file=SimpleUploadedFile("skb.pdf", b"<html>"))
    assert response.status_code == 422
    assert response.context["form"].errors["decree_file"]


def test_removal_is_proposed_from_the_list(client, calendar_2026, utama):
    client.force_login(utama)
    holiday = Holiday.objects.get(date="2026-08-25")
    page = client.get(reverse("calendar:propose"), {"hapus": holiday.pk})
    assert page.context["ticked"] == {f"r{holiday.pk}"}
    client.post(
        reverse("calendar:create_proposal"),
        {"signed": page.context["signed"], "days": list(page.context["ticked"]), **DECREE},
    )
    assert HolidayProposal.objects.get().rows.get().change == "remove"
    assert client.get(reverse("calendar:propose"), {"hapus": "x"}).status_code == 404


def test_impact_is_shown_page_by_page_before_anyone_confirms(client, calendar_2026, utama, fake_provider):
    fake_provider.rows = [impact_row(n) for n in range(1, 31)]
    fake_provider.rows.append(
        impact_row(99, moves=False, excused=True, old_due_on=date(2026, 10, 20), agency="Dinas Kesehatan")
    )
    client.force_login(utama)
    make_proposal(client)
    address = reverse("calendar:proposal", args=[HolidayProposal.objects.get().pk])
    first = client.get(address)
    assert (first.context["moves"], first.context["excused"]) == (30, 1)
    assert "Kamis, 15 Oktober 2026" in text_of(first)
    assert "0099/DINSOS/2026" not in text_of(first)
    second = text_of(client.get(address, {"p": 2}))
    assert "0099/DINSOS/2026" in second
    assert "Tetap dinilai dengan tanggal lama" in second
    assert client.get(address, {"p": "abc"}).status_code == 200


def test_proposal_screens_cost_the_same_when_there_is_more_to_show(
    client, calendar_2026, utama, fake_provider
):
    client.force_login(utama)
    make_proposal(client)
    pk = HolidayProposal.objects.get().pk
    addresses = [reverse("calendar:proposals"), reverse("calendar:proposal", args=[pk])]
    few = [_queries(client, address) for address in addresses]
    for day in range(12, 17):
        make_proposal(client, text=f"{day} Oktober 2026 Libur\n{day + 7} Oktober 2026 Libur lain")
    ProposedHoliday.objects.filter(date="2026-10-19").update(proposal=pk)
    fake_provider.rows = [impact_row(n) for n in range(40)]
    assert [_queries(client, address) for address in addresses] == few
    assert max(few) <= 16


def _queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_rejection_needs_a_reason_and_shows_it(client, calendar_2026, utama, atasan):
    client.force_login(utama)
    make_proposal(client)
    proposal = HolidayProposal.objects.get()
    client.force_login(atasan)
    address = reverse("calendar:reject", args=[proposal.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    page = client.post(address, {"reason": "Tahunnya keliru"}, follow=True)
    assert "Tahunnya keliru" in text_of(page)
    assert "Ditolak" in text_of(client.get(reverse("calendar:proposals"), {"state": "rejected"}))


def test_withdrawal_is_the_proposers(client, calendar_2026, utama):
    client.force_login(utama)
    make_proposal(client)
    proposal = HolidayProposal.objects.get()
    page = client.post(reverse("calendar:withdraw", args=[proposal.pk]), follow=True)
    assert "Usulan ditarik" in text_of(page)


def test_nothing_changes_by_get(client, calendar_2026, utama, atasan):
    client.force_login(utama)
    make_proposal(client)
    proposal = HolidayProposal.objects.get()
    client.force_login(atasan)
    for name in ("confirm", "reject", "withdraw"):
        assert client.get(reverse(f"calendar:{name}", args=[proposal.pk])).status_code in {302, 405}
    proposal.refresh_from_db()
    assert proposal.state == "open"


READERS = [Role.OPERATOR, Role.PPID_PELAKSANA, Role.PIMPINAN, Role.NEWS_EDITOR]


@pytest.mark.parametrize("role", READERS)
def test_readers_see_days_but_no_proposals_nor_cases(client, calendar_2026, utama, role, fake_provider):
    fake_provider.rows = [impact_row(1)]
    client.force_login(utama)
    make_proposal(client)
    pk = HolidayProposal.objects.get().pk
    client.force_login(officer(role))
    listing = client.get(reverse("calendar:index"))
    assert listing.status_code == 200
    assert "Usulkan" not in text_of(listing)
    for address in (
        reverse("calendar:propose"),
        reverse("calendar:proposals"),
        reverse("calendar:proposals_results"),
        reverse("calendar:proposal", args=[pk]),
    ):
        response = client.get(address)
        assert response.status_code == 302
        assert "0001/DINSOS/2026" not in text_of(response)
    for name in ("confirm", "reject", "withdraw"):
        client.post(reverse(f"calendar:{name}", args=[pk]), {"reason": "x"})
    client.post(reverse("calendar:create_proposal"), {"signed": "x", "days": ["d0"], **DECREE})
    assert list(HolidayProposal.objects.values_list("state", flat=True)) == ["open"]


def test_visitors_are_sent_to_sign_in(client, calendar_2026):
    for name in ("index", "propose", "proposals"):
        response = client.get(reverse(f"calendar:{name}"))
        assert response.status_code == 302
        assert "/masuk/" in response.url
