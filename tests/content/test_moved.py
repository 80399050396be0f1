"""Addresses of an older site: loaded by command or upload, answered with 301 or 410, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from portal.agencies.models import Role
from portal.content.models import OldAddress
from portal.content.services.moved import load_addresses, normal_path, read_lines
from portal.kernel.errors import InputError, NotAllowed
from tests.disclosure.conftest import person

pytestmark = pytest.mark.usefixtures("site")
CSV = (
    "Alamat lama;Alamat baru;Status;Catatan\n"
    "https://lama.cilegon.go.id/berita.php?id=7;/berita/;301;\n"
    "/profil/struktur.html;/perangkat-daerah/;;\n"
    "/unduh/lama.zip;;410;Diganti data terbuka\n"
    "/a b/é.html;https://satudata.cilegon.go.id/x;301;\n"
)
BAD = (
    "lama,baru,status\n"
    ",/x,301\n"
    "/a,,301\n"
    "/b,javascript:alert(1),301\n"
    "/c,//jahat.id/x,301\n"
    "/d,/d,301\n"
    "/e,/x,302\n"
    "/f,/y,301\n"
    "/f,/z,301\n"
    "/g,/f,301\n"
    "/,/x,301\n"
)


def load(text: str = CSV, by: Any = None) -> list[Any]:
    return load_addresses(lines=read_lines(text.encode()), by=by, now=timezone.now())


@pytest.mark.parametrize(
    ("address", "status", "target"),
    [
        ("/berita.php?id=7", 301, "/berita/"),
        ("/profil/struktur.html", 301, "/perangkat-daerah/"),
        ("/profil/struktur.html/", 301, "/perangkat-daerah/"),
        ("/profil/struktur.html?utm_source=wa", 301, "/perangkat-daerah/"),
        ("/a%20b/%C3%A9.html", 301, "https://satudata.cilegon.go.id/x"),
        ("/unduh/lama.zip", 410, ""),
        ("/berita.php?id=8", 404, ""),
        ("/berita/", 200, ""),
    ],
)
def test_old_address_answers(client: Client, address: str, status: int, target: str) -> None:
    load()
    answer = client.get(address)
    assert (answer.status_code, answer.headers.get("Location", "")) == (status, target)


def test_gone_says_why_and_uses_are_counted(client: Client) -> None:
    load()
    assert "Diganti data terbuka" in client.get("/unduh/lama.zip").content.decode()
    assert OldAddress.objects.get(path="/unduh/lama.zip").hits == 1


def test_living_page_is_never_hidden_by_an_old_address(client: Client) -> None:
    load("lama,baru\n/maklumat/,/tarif/\n")
    assert client.get("/maklumat/").status_code == 200


def test_page_that_is_there_costs_no_extra_query(client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get("/maklumat/")
    assert not any("oldaddress" in query["sql"] for query in seen)


def test_second_run_changes_nothing_and_a_changed_row_is_brought_up(client: Client) -> None:
    assert [one.verdict for one in load()] == ["new"] * 4
    assert [one.verdict for one in load()] == ["same"] * 4
    assert [one.verdict for one in load(CSV.replace("/berita/;", "/statistik/;"))].count("changed") == 1
    assert client.get("/berita.php?id=7").headers["Location"] == "/statistik/"


def test_bad_rows_are_refused_one_by_one_with_their_reason() -> None:
    judged = load(BAD)
    assert [one.verdict for one in judged] == ["error"] * 6 + ["new"] + ["error"] * 3
    assert all(one.line.problem for one in judged if one.verdict == "error")
    assert [row.path for row in OldAddress.objects.all()] == ["/f"]


def test_file_without_the_column_or_too_long_says_what_to_do() -> None:
    with pytest.raises(InputError, match="alamat lama"):
        read_lines(b"judul,isi\na,b\n")
    with pytest.raises(InputError, match="Bagi menjadi"):
        read_lines(b"lama,baru\n" + b"/a,/b\n" * 20_001)


def test_only_dkiss_and_administrator_load() -> None:
    with pytest.raises(NotAllowed):
        load(by=person("editor@dkiss.test", Role.NEWS_EDITOR))


def test_command_says_in_json_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lama.csv"
    file.write_text(CSV)
    call_command("load_redirects", str(file), "--dry-run", "--json")
    assert json.loads(capsys.readouterr().out)["created"] == 4 and not OldAddress.objects.exists()
    call_command("load_redirects", str(file), "--json")
    assert json.loads(capsys.readouterr().out)["rejected"] == 0 and OldAddress.objects.count() == 4
    file.write_text(BAD)
    with pytest.raises(SystemExit) as ended:
        call_command("load_redirects", str(file), "--json")
    body = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1 and body["rejected"] == 9 and body["problems"][0]["row"] == 2
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("load_redirects", str(tmp_path / "tidak-ada.csv"))


def test_upload_shows_first_and_writes_only_after_confirming(client: Client) -> None:
    client.force_login(person("utama@dkiss.test", Role.PPID_UTAMA))
    upload = SimpleUploadedFile("lama.csv", CSV.encode(), "text/csv")
    preview = client.post("/admin/alamat-lama/muat/", {"file": upload})
    assert "/unduh/lama.zip" in preview.content.decode() and not OldAddress.objects.exists()
    packed = preview.context["packed"]
    assert client.post("/admin/alamat-lama/muat/simpan/", {"rows": packed + "x"}).status_code == 302
    assert not OldAddress.objects.exists()
    listed = client.post("/admin/alamat-lama/muat/simpan/", {"rows": packed}, follow=True).content.decode()
    assert OldAddress.objects.count() == 4 and "4 baru" in listed and "/profil/struktur.html" in listed
    only = client.get("/admin/alamat-lama/?gone=true").content.decode()
    assert "/unduh/lama.zip" in only and "/profil/struktur.html" not in only


@pytest.mark.parametrize(
    ("written", "path"),
    [("https://x.go.id/a?b=1#c", "/a?b=1"), ("a/b", "/a/b"), ("/a%20b", "/a b"), ("http://[", ""), ("", "/")],
)
def test_address_is_written_in_one_way(written: str, path: str) -> None:
    assert normal_path(written) == path
