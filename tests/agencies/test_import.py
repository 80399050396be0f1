"""The spreadsheet of units, officers and decrees."""

import io
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from portal.accounts.models import User
from portal.agencies.import_views import pack
from portal.agencies.models import Agency, Membership, Role
from portal.agencies.sheet_import import judge
from portal.agencies.sheet_reading import read_day, read_sheet
from portal.kernel.errors import InputError
from tests.factories import AgencyFactory, officer

TODAY = date(2026, 11, 25)
HEAD = "Kode Unit;Nama Unit;Nama Petugas;Surel;Peran;Kedudukan;Berlaku sejak;Berlaku sampai;No SK;Tgl SK"


def sheet(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines]).encode()


def verdicts(*lines: str):
    return judge(read_sheet("petugas.csv", sheet(*lines)), TODAY)


@pytest.mark.django_db
def test_row_is_new_same_changed_or_wrong_with_the_reason_and_cell():
    AgencyFactory(code="DINSOS", name="Dinas Sosial")
    good = "DINSOS;;Ani;ani@x.id;Operator situs;;2026-01-02;;800/1;2026-01-01"
    assert [v.verdict for v in verdicts(good)] == ["new"]
    user = User.objects.create_user("ani@x.id", None, first_name="Ani")
    Membership.objects.create(
        user=user, agency=Agency.objects.get(code="DINSOS"), role="operator", valid_from=date(2026, 1, 2),
        decree_number="800/1", decree_date=date(2026, 1, 1),
    )  # fmt: skip
    assert [v.verdict for v in verdicts(good)] == ["same"]
    assert [v.verdict for v in verdicts(good.replace("800/1", "800/2"))] == ["changed"]
    wrong = verdicts("DINSOS;;Budi;bukan-surel;Raja;;kapan;;;")[0]
    assert wrong.verdict == "error"
    assert {cell for cell, _reason in wrong.problems} == {"D2", "E2", "G2"}
    assert all(reason.endswith(".") for _cell, reason in wrong.problems)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("XYZ;;Ani;ani@x.id;Operator situs;;;;;", "belum dikenal"),
        (";;Ani;ani@x.id;Operator situs;;;;;", "butuh kode unit"),
        ("DINSOS;;Ani;ani@x.id;PPID Utama;;;;;", "seluruh kota"),
        ("DINSOS;;Ani;ani@x.id;Operator situs;Plt;2026-01-01;;;", "tanggal akhir"),
        ("DINSOS;;Ani;ani@x.id;Operator situs;;2026-02-01;2026-01-01;;", "sebelum tanggal mulai"),
        ("DINSOS;Dinas Lain;Ani;ani@x.id;Operator situs;;;;;", "bernama"),
    ],
)
def test_row_that_cannot_be_is_refused_with_what_to_do(line, words):
    AgencyFactory(code="DINSOS", name="Dinas Sosial")
    verdict = verdicts(line)[0]
    assert verdict.verdict == "error"
    assert any(words in reason for _cell, reason in verdict.problems)


@pytest.mark.django_db
def test_former_code_and_a_repeated_row_are_understood():
    unit = AgencyFactory(code="BPKPAD", name="Badan Baru")
    unit.names.create(code="BPKAD", name="Badan Lama", valid_until=date(2024, 12, 31))
    line = "BPKAD;Badan Lama;Ani;ani@x.id;PPID Pelaksana;;2026-01-02;;;"
    first, second = verdicts(line, line)
    assert first.verdict == "new" and first.values["code"] == "BPKPAD"
    assert second.verdict == "error"


@pytest.mark.parametrize("text", ["2026-01-31", "31/01/2026", "31-1-2026", "31 Januari 2026", "31.01.2026"])
def test_day_is_read_as_people_write_it(text):
    assert read_day(text) == date(2026, 1, 31)


@pytest.mark.parametrize("text", ["32/01/2026", "Januari", "1 Foo 2026", ""])
def test_day_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        read_day(text)


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"", b"a;b\n1;2\n", HEAD.encode()])
def test_unusable_file_is_refused_with_what_to_do(content):
    name = "x.xlsx" if content.startswith(b"PK") else "x.csv"
    with pytest.raises(InputError) as error:
        read_sheet(name, content)
    assert error.value.field == "file" and error.value.message


def workbook() -> bytes:
    book = Workbook()
    page = book.active
    page.append(["Daftar petugas 2026"])
    page.append([])
    page.append(["Kode", "Nama unit", "Jenis", "Nama", "Email", "Peran", "TMT", "No. SK"])
    page.append(
        ["UPTBARU", "UPT Baru", "dinas", "Ani", "ani@x.id", "Operator situs", date(2026, 1, 2), "=1+1"]
    )
    page.append(["DINSOS", None, None, "Budi", "budi@x.id", "PPID Pelaksana", date(2026, 1, 2), "800/2"])
    page.append(["DINSOS", None, None, "Cici", "salah", "PPID Pelaksana", date(2026, 1, 2), "800/3"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.django_db
def test_upload_shows_first_and_writes_only_after_confirming(client, django_capture_on_commit_callbacks):
    AgencyFactory(code="DINSOS", name="Dinas Sosial")
    client.force_login(officer(Role.PPID_UTAMA))
    upload = SimpleUploadedFile("petugas.xlsx", workbook())
    response = client.post(reverse("people:import"), {"file": upload})
    body = response.content.decode()
    assert "E6" in body and not User.objects.filter(email__endswith="@x.id").exists()
    rows = response.context["form"]["rows"].value()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("people:import_confirm"), {"rows": rows, "invite": "on"})
    assert done.status_code == 302
    assert set(User.objects.filter(email__endswith="@x.id").values_list("email", flat=True)) == {
        "ani@x.id", "budi@x.id",
    }  # fmt: skip
    assert Agency.objects.get(code="UPTBARU").memberships.get().role == "operator"
    assert sorted(message.to[0] for message in mail.outbox) == ["ani@x.id", "budi@x.id"]
    again = client.post(reverse("people:import"), {"file": SimpleUploadedFile("p.xlsx", workbook())})
    assert [count for _word, _tone, count in again.context["counts"]] == [0, 0, 2, 1]


@pytest.mark.django_db
def test_preview_that_was_tampered_with_is_refused(client):
    client.force_login(officer(Role.PPID_UTAMA))
    rows = pack(read_sheet("x.csv", sheet("A;B;Ani;ani@x.id;Operator situs;;;;;")))
    client.post(reverse("people:import_confirm"), {"rows": rows[:-3] + "abc"})
    assert not User.objects.filter(email="ani@x.id").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.PPID_PELAKSANA, Role.ATASAN_PPID, Role.NEWS_EDITOR])
def test_import_is_shut_for_others(client, role):
    client.force_login(officer(role))
    rows = pack(read_sheet("x.csv", sheet("A;B;Ani;ani@x.id;Operator situs;;;;;")))
    client.post(reverse("people:import_confirm"), {"rows": rows})
    assert not User.objects.filter(email="ani@x.id").exists()
