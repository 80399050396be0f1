"""The board of PPID Utama, and making a report there, as the roles meet them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosure.oversight.board import board
from disclosure.reports.building import checked_period
from disclosure.reports.models import ComplianceReport
from disclosure.reports.selectors import read_world, report_data
from portal.agencies.models import Role
from tests.factories import AgencyFactory, officer
from tests.reports.conftest import wib

ADDRESS = "/admin/pengawasan/"
SPAN = {"dari": "2026-03-01", "sampai": "2026-06-30"}
NOW = wib(11, 25)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def utama(world) -> Client:
    return signed_in(world.clerk.utama)


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row">([^<]+?) <span', html)


def test_board_shows_the_figures_of_the_report_of_the_same_moment(world, utama):
    period = checked_period(date(2026, 3, 1), date(2026, 6, 30), NOW)
    data = report_data(world.dinsos, read_world([world.dinsos], period))
    row = board([world.dinsos, world.dishub], period)[0]
    assert row.flow == data.requests
    assert (row.fulfilled, row.total) == (data.mandated_fulfilled, data.mandated_total) == (2, 103)
    assert (row.stale, row.missing) == (1, 100)
    assert (row.news_month, row.silent_days) == (0, 41)
    html = utama.get(ADDRESS, SPAN).content.decode()
    assert "2 dari 103" in html
    assert "3 dari 5" in html
    assert "(1 lewat)" in html
    assert "vakum" in html


def test_board_sorts_filters_and_pages(world, utama):
    html = utama.get(ADDRESS, {**SPAN, "urut": "-lewat"}).content.decode()
    assert names(html)[0] == "Dinas Sosial"
    assert 'aria-sort="descending"' in html
    assert names(utama.get(ADDRESS, {**SPAN, "cari": "perhubungan"}).content.decode()) == [
        "Dinas Perhubungan"
    ]
    assert names(utama.get(ADDRESS, {**SPAN, "keadaan": "active"}).content.decode()) == []
    for number in range(30):
        AgencyFactory(code=f"UNIT{number:02}", name=f"Unit {number:02}", slug=f"unit-{number}")
    assert len(names(utama.get(ADDRESS, {**SPAN, "p": 1}).content.decode())) == 25
    assert len(names(utama.get(ADDRESS, {**SPAN, "p": 2}).content.decode())) == 8


def test_board_explains_a_period_that_cannot_be_shown(utama):
    html = utama.get(ADDRESS, {"dari": "2026-06-30", "sampai": "2026-03-01"}).content.decode()
    assert "mendahului tanggal awal" in html
    assert 'value="2026-06-30"' in html
    assert utama.get(ADDRESS, {"dari": "kemarin", "urut": "x' OR 1"}).status_code == 200


def test_board_needs_as_many_queries_for_many_rows_as_for_few(world, utama):
    utama.get(ADDRESS, SPAN)
    with CaptureQueriesContext(
        connection,
    ) as few:
        utama.get(ADDRESS, SPAN)
    for number in range(12):
        unit = AgencyFactory(code=f"UNIT{number:02}", name=f"Unit {number:02}", slug=f"unit-{number}")
        world.clerk.file(wib(5, 5 + number), unit)
    with CaptureQueriesContext(connection) as many:
        utama.get(ADDRESS, SPAN)
    assert len(many) == len(few)
    assert len(many) <= 30


def test_pelaksana_sees_the_own_unit_only_and_others_see_nothing(world):
    mine = signed_in(world.clerk.officer[world.dishub.pk])
    assert names(mine.get(ADDRESS, SPAN).content.decode()) == ["Dinas Perhubungan"]
    assert "Dinas Sosial" not in mine.get(ADDRESS, SPAN).content.decode()
    operator = signed_in(officer(Role.OPERATOR, world.dishub))
    assert operator.get(ADDRESS).status_code == 302
    assert Client().get(ADDRESS).status_code == 302


def test_report_is_made_listed_and_read_by_who_may(world, utama):
    answer = utama.post(f"{ADDRESS}laporan/buat/", {"agency": "DINSOS", **SPAN}, follow=True)
    report = ComplianceReport.objects.get()
    html = answer.content.decode()
    assert f"Laporan {report.number} siap" in html
    assert report.data_sha256
    file = f"{ADDRESS}laporan/{report.pk}/"
    got = utama.get(file)
    assert got["Content-Type"] == "application/pdf"
    assert got["X-Content-Type-Options"] == "nosniff"
    assert b"".join(got.streaming_content).startswith(b"%PDF-1.7")
    again = utama.post(f"{ADDRESS}laporan/buat/", {"agency": "DINSOS", **SPAN}, follow=True)
    assert "Data tidak berubah" in again.content.decode()
    assert signed_in(world.clerk.officer[world.dinsos.pk]).get(file).status_code == 200
    other = signed_in(world.clerk.officer[world.dishub.pk])
    assert other.get(file).status_code == 404
    assert report.number not in other.get(f"{ADDRESS}laporan/").content.decode()


def test_report_is_not_made_without_right_or_dates(world, utama):
    # PPID Pelaksana makes reports of the own unit; another unit does not exist there.
    other = signed_in(world.clerk.officer[world.dishub.pk])
    assert other.post(f"{ADDRESS}laporan/buat/", {"agency": "DINSOS", **SPAN}).status_code == 404
    operator = signed_in(officer(Role.OPERATOR, world.dinsos))
    assert operator.post(f"{ADDRESS}laporan/buat/", {"agency": "DINSOS", **SPAN}).status_code == 302
    html = utama.post(f"{ADDRESS}laporan/buat/", {"agency": "DINSOS"}, follow=True).content.decode()
    assert "Isi tanggal awal dan akhir laporan" in html
    assert utama.post(f"{ADDRESS}laporan/buat/", {"agency": "TIDAKADA", **SPAN}).status_code == 404
    assert utama.get(f"{ADDRESS}laporan/buat/").status_code == 405
    assert not ComplianceReport.objects.exists()
