"""Reports of a world counted by hand, through the command as DKISS runs it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from pypdf import PdfReader

from disclosure.reports.building import build_report, build_reports, checked_period
from disclosure.reports.models import ComplianceReport
from disclosure.reports.selectors import read_world, report_data
from portal.agencies.models import Agency
from tests.factories import AgencyFactory
from tests.reports.conftest import wib
from tests.services.base import ServiceUnavailable, missing
from tests.services.verapdf import verapdf

NOW = wib(11, 25)
SPAN = ("--from", "2026-03-01", "--to", "2026-06-30")


def report(run, tmp_path: Path, agency: str = "DINSOS", span=SPAN) -> tuple[dict, bytes]:
    code, out, err = run(
        "compliance_report", "--agency", agency, *span, "--output", str(tmp_path / "a.pdf"), "--json"
    )
    assert code == 0, err
    body = json.loads(out)["reports"][0]
    return body, Path(body["path"]).read_bytes()


def text_of(pdf: bytes) -> str:
    pages = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", pages)


def attachments(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


def test_each_figure_equals_the_count_by_hand(world, run, tmp_path):
    body, _pdf = report(run, tmp_path)
    figures = body["figures"]
    assert {key: figures[key] for key in figures if not key.startswith("mandated")} == {
        "requests_open_at_start": 1,
        "requests_received": 8,
        "forwarded_in": 0,
        "requests_closed": 6,
        "forwarded_out": 1,
        "requests_open_at_end": 2,
        "overdue_open": 1,
        "on_time": 3,
        "late": 2,
        "news": 2,
    }
    # 115 items bind every unit; 9 are duties of the event, 3 of the city as one body.
    assert figures["mandated_total"] == 103
    assert figures["mandated_fulfilled"] == 2


def test_forwarded_case_is_noted_at_the_unit_that_got_it(world, run, tmp_path):
    figures = report(run, tmp_path, "DISHUB")[0]["figures"]
    assert (figures["requests_received"], figures["forwarded_in"], figures["requests_closed"]) == (0, 1, 1)
    assert (figures["on_time"], figures["late"], figures["requests_open_at_end"]) == (1, 0, 0)


def test_every_figure_stands_in_the_text_and_in_the_attached_data(world, run, tmp_path):
    body, pdf = report(run, tmp_path)
    text = text_of(pdf)
    assert "1 + 8 + 0 = 6 + 1 + 2" in text
    assert "9 = 9: cocok" in text
    assert "Jatuh tempo dalam masa ini 5: tepat waktu 3, 2 lewat waktu" in text
    assert "103 jenis yang berlaku" in text
    assert "2 dari" in text
    assert "bukan penilaian Komisi Informasi" in text
    assert "Terbit dalam masa ini: 2. Berita terakhir 20 Mei 2026, 41 hari" in text
    assert "1 Maret – 30 Juni 2026" in text
    assert "Belum selesai dan lewat waktu pada akhir masa: 1. Diperpanjang dalam masa ini: 1." in text
    files = attachments(pdf)
    data = json.loads(next(content for name, content in files.items() if name.endswith(".json")))
    assert data["figures"] == body["figures"]
    rows = list(
        csv.reader(io.StringIO(next(c for n, c in files.items() if n.endswith(".csv")).decode("utf-8-sig")))
    )
    printed = {row[1]: int(row[3]) for row in rows if row[0] == "angka"}
    assert printed == body["figures"]


def test_data_hash_is_that_of_the_attached_json(world, run, tmp_path):
    body, pdf = report(run, tmp_path)
    attached = next(content for name, content in attachments(pdf).items() if name.endswith(".json"))
    assert hashlib.sha256(attached).hexdigest() == body["data_sha256"]
    assert body["data_sha256"] in text_of(pdf).replace(" ", "")
    assert hashlib.sha256(pdf).hexdigest() == body["sha256"]


def test_late_list_names_the_days_and_both_dates(world, run, tmp_path):
    _body, pdf = report(run, tmp_path)
    text = text_of(pdf)
    late, silent, extended = (getattr(world.cases, name).number for name in ("late", "silent", "extended"))
    assert re.search(rf"{late} 12 Maret 2026 2 April 2026 6 April 2026 Dikabulkan 1\b", text)
    assert re.search(rf"{silent} 10 Juni 2026 25 Juni 2026 – Belum selesai 3\b", text)
    assert re.search(rf"{extended} .*?12 Maret 2026 14 April 2026 10 April 2026 Tidak dikuasai 15", text)


def test_items_are_listed_with_state_and_day_when_missing_or_stale(world, run, tmp_path):
    data = report_data(
        world.dinsos, read_world([world.dinsos], checked_period(date(2026, 3, 1), date(2026, 6, 30), NOW))
    )
    states = {item.key: item for item in data.items}
    assert states["b_15_1_a1"].state == "fulfilled"
    assert states["b_15_1_a3"].state == "stale"
    # Six months from 1 October 2025, current through 1 April.
    assert states["b_15_1_a3"].since == date(2026, 4, 2)
    assert states["b_15_1_a4"].state == "missing"
    text = text_of(report(run, tmp_path)[1])
    assert "perlu diperbarui 2 April 2026" in text


def test_no_person_is_in_the_report(world, run, tmp_path):
    _body, pdf = report(run, tmp_path)
    seen = text_of(pdf) + " ".join(content.decode() for content in attachments(pdf).values())
    for secret in ("Ani Lestari", "3672015505900001", "Jl. Melati", "Daftar dokumen nomor"):
        assert secret not in seen


def test_report_is_the_same_edition_and_bytes_when_nothing_changed(world, run, tmp_path):
    first, second = report(run, tmp_path), report(run, tmp_path)
    assert first == second
    assert ComplianceReport.objects.count() == 1


def test_running_period_keeps_its_edition_when_only_the_moment_differs(world):
    for now in (wib(6, 29, 10), wib(6, 29, 15)):
        period = checked_period(date(2026, 3, 1), date(2026, 12, 31), now)
        build_report(agency=world.dinsos, period=period, now=now)
    assert ComplianceReport.objects.count() == 1


def test_next_edition_appears_and_old_one_stays_when_data_changes(world, run, tmp_path):
    old, _pdf = report(run, tmp_path)
    world.clerk.answer(world.cases.silent, wib(6, 30))
    new, _pdf = report(run, tmp_path)
    assert (old["edition"], new["edition"]) == (1, 2)
    assert new["number"] != old["number"]
    # One answer on 30 June: closed instead of open, still late; nothing else moves.
    moved = {key: new["figures"][key] - old["figures"][key] for key in new["figures"]}
    assert {key: change for key, change in moved.items() if change} == {
        "requests_closed": 1, "requests_open_at_end": -1, "overdue_open": -1
    }  # fmt: skip
    page = Client().get(f"/verifikasi/{old['number']}/").content.decode()
    assert new["number"] in page
    assert old["data_sha256"] in page


def test_verification_page_compares_a_hash_and_shows_no_content(world, run, tmp_path, client):
    body, _pdf = report(run, tmp_path)
    address = f"/verifikasi/{body['number']}/"
    page = client.get(address).content.decode()
    assert body["sha256"] in page
    assert world.cases.late.number not in page
    assert "Sidik cocok" in client.get(address, {"sidik": body["sha256"].upper()}).content.decode()
    assert "Sidik tidak cocok" in client.get(address, {"sidik": "0" * 64}).content.decode()
    assert "Sidik belum lengkap" in client.get(address, {"sidik": "abc"}).content.decode()
    assert client.get("/verifikasi/LK-999/DKISS/2026/").status_code == 404


def test_former_code_finds_the_unit(world, run, tmp_path):
    assert report(run, tmp_path, "dinsoslama")[0]["agency"] == "DINSOS"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--agency", "TIDAKADA", *SPAN), "DINSOS"),
        (("--agency", "DINSOS", "--from", "2026-06-30", "--to", "2026-03-01"), "mendahului"),
        (("--agency", "DINSOS", "--from", "2999-01-01", "--to", "2999-06-30"), "belum dimulai"),
        (("--agency", "DINSOS", "--from", "30-06-2026", "--to", "2026-07-01"), "bukan tanggal"),
    ],
)
def test_wrong_use_exits_2_and_says_what_to_do(world, run, tmp_path, argv, says):
    code, out, err = run("compliance_report", *argv, "--output", str(tmp_path / "a.pdf"), "--json")
    assert code == 2
    assert says in err
    assert out == ""
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.verapdf
def test_reports_are_sound_when_empty_or_with_a_hostile_name(world):
    try:
        validator = verapdf()
    except ServiceUnavailable as reason:
        missing(str(reason))
    name = ("<img src=x onerror=alert(1)> Ḥājj 陳 🙂 " + "Dinas Urusan Panjang " * 9)[:200]
    AgencyFactory(code="PANJANG", name=name, slug="panjang")
    Agency.objects.filter(is_ppid_utama=True).update(is_ppid_utama=False)
    period = checked_period(date(2026, 3, 1), date(2026, 6, 30), NOW)
    made = {
        built.report.agency.code: built.pdf.bytes
        for built in build_reports(
            agencies=Agency.objects.order_by("code"), period=period, now=NOW, workers=1
        )
    }
    assert sorted(made) == ["DINSOS", "DISHUB", "DKISS", "PANJANG"]
    assert validator.check(made) == {}
    assert "<img src=x onerror=alert(1)>" in text_of(made["PANJANG"])
    assert "Tidak ada permohonan pada unit ini" in text_of(made["PANJANG"])
    assert all(len(pdf) < 2 * 1024 * 1024 for pdf in made.values())


def test_no_share_is_used_when_fewer_than_five_cases_are_judged(world, run, tmp_path):
    body, pdf = report(run, tmp_path, "DISHUB")
    text = text_of(pdf)
    assert body["figures"]["on_time"] == 1
    assert "Kurang dari lima permohonan dinilai" in text
    assert "%" not in text
    assert "Permohonan tepat waktu 1" not in text


def test_all_units_come_out_and_one_failure_stops_no_other(world, run, tmp_path, monkeypatch):
    from disclosure.reports import building

    real = building.build_pdf

    def breaks(data, edition):
        if data.agency.code == "DISHUB":
            raise RuntimeError("printer on fire")
        return real(data, edition)

    monkeypatch.setattr(building, "build_pdf", breaks)
    argv = (
        "compliance_report",
        "--agency",
        "all",
        *SPAN,
        "--output",
        str(tmp_path / "semua"),
        "--json",
        "--workers",
        "1",
    )
    code, out, _err = run(*argv)
    body = json.loads(out)
    assert code == 1
    assert [row["agency"] for row in body["failed"]] == ["DISHUB"]
    assert "printer on fire" in body["failed"][0]["reason"]
    assert sorted(row["agency"] for row in body["reports"]) == ["DINSOS", "DKISS"]
    assert all(Path(row["path"]).read_bytes().startswith(b"%PDF-1.7") for row in body["reports"])
    monkeypatch.undo()


def test_queries_stay_the_same_when_rows_grow(world, django_assert_max_num_queries):
    period = checked_period(date(2026, 3, 1), date(2026, 6, 30), NOW)
    units = list(Agency.objects.prefetch_related("names"))
    with django_assert_max_num_queries(16) as first:
        read_world(units, period)
    for day in range(1, 20):
        world.clerk.file(wib(5, day, 12))
    with django_assert_max_num_queries(16) as second:
        read_world(units, period)
    assert len(first) == len(second)


def test_two_processes_make_the_same_bytes_as_one(world):
    period = checked_period(date(2026, 3, 1), date(2026, 6, 30), NOW)
    units = [world.dinsos, world.dishub]
    alone, together = (
        {
            built.report.agency.code: built.pdf.sha256
            for built in build_reports(agencies=units, period=period, now=NOW, workers=workers)
        }
        for workers in (1, 2)
    )
    assert sorted(alone) == ["DINSOS", "DISHUB"]
    assert together == alone
