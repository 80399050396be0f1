"""Decrees as people have them: pasted tables, spreadsheets, calendar files."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.errors import InputError
from portal.workcalendar.parsing import MOST_ROWS, parse_text, parse_upload

PASTED = """No | Hari | Tanggal | Keterangan
1. Kamis, 1 Januari 2026 | Tahun Baru 2026 Masehi
2) Sabtu–Minggu, 21-22 Maret 2026 | Idulfitri 1447 H
3 | Jumat, Senin, dan Selasa | 20, 23, dan 24 Maret 2026 | Cuti bersama Idulfitri
- 27/04/2026; HUT Kota Cilegon; daerah
2026-10-07	Libur tambahan
25 Desember Kelahiran Yesus Kristus
31 Februari 2026 Tidak ada
"""


def read(text, **options):
    return [
        (day.on.isoformat() if day.on else None, day.name, day.kind)
        for day in parse_text(text, **{"kind": "national", "year": 2026, **options})
        if not day.problem
    ]


def test_pasted_decree_is_read_line_by_line():
    assert read(PASTED) == [
        ("2026-01-01", "Tahun Baru 2026 Masehi", "national"),
        ("2026-03-21", "Idulfitri 1447 H", "national"),
        ("2026-03-22", "Idulfitri 1447 H", "national"),
        ("2026-03-20", "Cuti bersama Idulfitri", "joint_leave"),
        ("2026-03-23", "Cuti bersama Idulfitri", "joint_leave"),
        ("2026-03-24", "Cuti bersama Idulfitri", "joint_leave"),
        ("2026-04-27", "HUT Kota Cilegon", "local"),
        ("2026-10-07", "Libur tambahan", "national"),
        ("2026-12-25", "Kelahiran Yesus Kristus", "national"),
    ]


def test_unreadable_lines_are_returned_with_what_is_wrong():
    problems = {
        day.line: day.problem for day in parse_text(PASTED, kind="national", year=2026) if day.problem
    }
    assert set(problems) == {1, 8}
    assert "7 Oktober 2026" in problems[8]
    without_year = parse_text("25 Desember Natal", kind="national")
    assert "Tahunnya" in without_year[0].problem
    assert "Nama" in parse_text("2026-10-07", kind="national")[0].problem


def test_spreadsheet_is_read_by_its_columns_in_any_order():
    content = (
        "Jenis;Keterangan;Tanggal\nCuti bersama;Idulfitri, hari pertama;20/03/2026\n;HUT Kota;27 April 2026\n"
    )
    for encoded in (content.encode("utf-8-sig"), content.encode("cp1252")):
        days = parse_upload("libur.CSV", encoded, kind="local")
        assert [(day.on, day.name, day.kind) for day in days] == [
            (date(2026, 3, 20), "Idulfitri, hari pertama", "joint_leave"),
            (date(2026, 4, 27), "HUT Kota", "local"),
        ]


def test_spreadsheet_without_head_is_read_as_lines():
    days = parse_upload("libur.csv", b"2026-10-07,Libur tambahan\n2026-10-08,Libur lain\n", kind="national")
    assert [(day.on.day, day.name) for day in days] == [(7, "Libur tambahan"), (8, "Libur lain")]


def test_calendar_file_is_read_with_folded_lines_and_exclusive_end():
    ics = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260321\r\nDTEND;VALUE=DATE:20260323\r\n"
        "SUMMARY:Idulfitri\\, 1447\r\n  H\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20261224T000000Z\r\n"
        "SUMMARY:Cuti Bersama Natal\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:tanpa tanggal\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    days = parse_upload("libur.ics", ics.encode(), kind="national")
    assert [(day.on, day.name, day.kind) for day in days if not day.problem] == [
        (date(2026, 3, 21), "Idulfitri, 1447 H", "national"),
        (date(2026, 3, 22), "Idulfitri, 1447 H", "national"),
        (date(2026, 12, 24), "Cuti Bersama Natal", "joint_leave"),
    ]
    assert [day.name for day in days if day.problem] == ["tanpa tanggal"]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("libur.pdf", b"%PDF-1.7", "CSV atau ICS"),
        ("libur.csv", b"\0\0", "bukan teks"),
        ("libur.csv", b"\n\n", "Tidak ada baris"),
        ("libur.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR", "Tidak ada baris"),
        ("libur.csv", b"x" * (1024 * 1024 + 1), "1 MB"),
        ("libur.csv", b"2026-10-07,Libur\n" * (MOST_ROWS + 1), "satu keputusan"),
    ],
)
def test_file_is_refused_with_advice_when_it_cannot_be_a_list_of_days(name, content, word):
    with pytest.raises(InputError, match=word):
        parse_upload(name, content, kind="national")


@given(st.text(max_size=300))
def test_no_pasted_text_breaks_the_reader(text):
    try:
        days = parse_text(text, kind="national", year=2026)
    except InputError:
        return
    assert all(day.problem or (day.on and day.name) for day in days)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.ics", "a.txt"]))
def test_no_file_breaks_the_reader(content, name):
    try:
        days = parse_upload(name, content, kind="national", year=2026)
    except InputError:
        return
    assert all(day.problem or (day.on and day.name) for day in days)
