"""Made-up lists in the shapes that offices keep: other orders, two-row headers, sections, ticks, totals, signatures."""

from __future__ import annotations

import random
from typing import Any

import pytest

from disclosure.importing.parsing.dates import period_in_title, read_when, split_place_time
from disclosure.importing.parsing.parser import ParsedFile, columns_of, parse_file
from disclosure.importing.parsing.words import candidates
from disclosure.importing.reading.grid import UnreadableFile
from tests.importing.messy import ENGLISH, OFFICIAL, TICKED, csv_bytes, ods, workbook
from tests.importing.test_reading import XLS


def values(parsed: ParsedFile, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.values.get(name, "") for name in names) for row in parsed.rows]


def numbers(parsed: ParsedFile) -> list[int]:
    return [row.number for row in parsed.rows]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_lampiran_one_is_read_with_sections_numbers_total_and_signature_left_out(kind: str) -> None:
    content = (
        {"xlsx": workbook, "ods": ods}[kind]({"DIP": OFFICIAL})
        if kind != "csv"
        else csv_bytes(OFFICIAL, ";", "cp1252")
    )
    parsed = parse_file(f"a.{kind}", content)
    assert numbers(parsed) == [8, 9, 12, 15, 16]
    assert values(parsed, "title", "category", "made_when", "made_where") == [
        ("Rencana kerja tahunan", "periodic", "4 Maret 2024", "Cilegon"),
        ("Laporan keuangan 2023", "periodic", "4 Maret 2024", ""),
        ("Peringatan banjir rob", "immediate", "Januari 2024", "Cilegon"),
        ("Daftar aset", "anytime", "2023", "Cilegon"),
        ("Perjanjian kerja sama", "anytime", "12 Maret 2024", ""),
    ]
    assert parsed.rows[1].values["responsible"] == "Subbagian Program", "“sda” mengulang baris di atasnya"
    assert {kind for _s, _n, kind in parsed.skipped} == {"numbers", "section", "header", "total", "closing"}


@pytest.mark.parametrize("merged", [True, False])
def test_ticks_tell_kind_and_form_when_columns_ask_for_them(merged: bool) -> None:
    content = workbook({"Lembar1": TICKED}, {"Lembar1": ["C2:E2", "F2:G2"]} if merged else None)
    parsed = parse_file("a.xlsx", content)
    assert values(parsed, "category", "forms_available", "year", "link") == [
        ("periodic", "Softcopy", "2024", "https://contoh.go.id/profil"),
        ("periodic", "Hardcopy, Softcopy", "2024", "https://www.contoh.go.id/renstra"),
        ("immediate", "Softcopy", "2024", ""),
        ("anytime", "Hardcopy", "2023", ""),
    ]
    assert parsed.layouts[0].header_rows == (2, 3)


def test_english_headers_and_dates_are_understood() -> None:
    parsed = parse_file("a.xlsx", workbook({"Data": ENGLISH}))
    assert values(parsed, "title", "category", "made_when", "responsible", "holder") == [
        ("Annual report", "periodic", "2 Mei 2024", "Secretariat", "Head of office"),
        ("Contracts", "anytime", "4 Maret 2024", "Procurement", "Head of office"),
        ("Flood warning", "immediate", "4 Maret 2024", "BPBD", "Head of office"),
    ]


def test_xls_list_is_read_with_group_merge_and_kind_from_its_sheet() -> None:
    parsed = parse_file("daftar.xls", XLS)
    assert values(parsed, "title", "group", "category", "responsible", "made_when") == [
        ("Daftar aset", "PROFIL", "anytime", "Pengurus barang", "4 Maret 2024"),
        ("Perjanjian kerja sama", "PROFIL", "anytime", "Pengurus barang", "Januari 2024"),
        ("Rencana kerja", "PROFIL", "anytime", "Sekretaris", "2023"),
    ]
    assert parsed.rows[2].values["summary"] == "12345"


def test_several_sheets_each_give_their_kind_and_other_sheets_are_named() -> None:
    table = [["No", "Judul", "Penanggung jawab"], [1, "Satu", "A"], [2, "Dua", "B"]]
    content = workbook({"Berkala": table, "Serta Merta": table, "Catatan": [["Dibuat oleh"], ["Budi"]]})
    parsed = parse_file("a.xlsx", content)
    assert values(parsed, "category") == [("periodic",)] * 2 + [("immediate",)] * 2
    assert any("Catatan" in notice for notice in parsed.notices)


def test_hidden_sheet_is_left_out_and_named() -> None:
    import io

    from openpyxl import load_workbook

    table = [["No", "Judul", "Penanggung jawab"], [1, "Satu", "A"]]
    book = load_workbook(io.BytesIO(workbook({"Berkala": table, "Lama": table})))
    book["Lama"].sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    parsed = parse_file("a.xlsx", held.getvalue())
    assert {row.sheet for row in parsed.rows} == {"Berkala"}
    assert any("Lama" in notice for notice in parsed.notices)


def test_second_table_below_the_first_is_read_with_its_own_columns() -> None:
    rows = [
        ["DAFTAR BERKALA"],
        ["No", "Judul informasi", "Penanggung jawab", "Tahun"],
        [1, "Renja", "Program", 2024],
        [2, "LKjIP", "Program", 2023],
        [],
        ["Kategori", "Tautan", "Ringkasan isi", "Nama dokumen"],
        ["Setiap saat", "https://contoh.go.id/a", "Isi aset", "Aset"],
    ]
    parsed = parse_file("a.xlsx", workbook({"L": rows}))
    assert values(parsed, "title", "category", "year", "link") == [
        ("Renja", "periodic", "2024", ""),
        ("LKjIP", "periodic", "2023", ""),
        ("Aset", "anytime", "", "https://contoh.go.id/a"),
    ]


def test_first_line_of_a_block_speaks_for_the_lines_below_when_cells_are_left_blank() -> None:
    rows = [["No", "Kategori", "Kelompok", "Judul", "Tautan"]]
    rows += [
        [
            str(n),
            "Berkala" if n == 1 else "Setiap Saat" if n == 4 else "",
            "Profil" if n == 1 else "",
            f"J{n}",
            f"http://a.go.id/{n}",
        ]
        for n in range(1, 8)
    ]
    parsed = parse_file("a.csv", csv_bytes(rows))
    assert [c for (c,) in values(parsed, "category")] == ["periodic"] * 3 + ["anytime"] * 4


def test_numbered_heading_over_lettered_lines_is_a_group() -> None:
    rows = [
        ["No", "Jenis Informasi", "Penanggung Jawab", "Waktu", "Keterangan"],
        ["1", "Informasi tentang Profil", "", "", ""],
        ["a", "Kedudukan", "Sekretaris", "2024", "Berkala"],
        ["b", "Visi misi", "Sekretaris", "2024", "Berkala"],
        ["2", "Informasi Kinerja", "", "", ""],
        ["2.1", "DPA", "Keuangan", "2023", "Setiap saat"],
    ]
    parsed = parse_file("a.csv", csv_bytes(rows))
    assert values(parsed, "title", "group", "category") == [
        ("Kedudukan", "Informasi tentang Profil", "periodic"),
        ("Visi misi", "Informasi tentang Profil", "periodic"),
        ("DPA", "Informasi Kinerja", "anytime"),
    ]


def test_titles_that_begin_like_totals_and_signatures_are_data() -> None:
    rows = [["No", "Judul", "Ringkasan", "Kategori"]]
    titles = [
        "Jumlah penduduk menurut kecamatan",
        "Total belanja daerah 2023",
        "Kepala dinas dari masa ke masa",
        "Mengetahui hak Anda atas informasi",
        "Camat dan lurah se-Kota",
        "Keterangan: cara membaca peta",
    ]
    rows += [[str(n), title, "Isi", "Berkala"] for n, title in enumerate(titles, 1)]
    rows += [["", "Jumlah", "", "6"], ["", "Mengetahui,"], ["", "NIP. 19700101 199003 1 001"]]
    assert [title for (title,) in values(parse_file("a.csv", csv_bytes(rows)), "title")] == titles


def test_title_only_list_is_taken_when_no_other_column_is_filled() -> None:
    rows = [
        ["No", "Judul Informasi", "Keterangan"],
        ["I", "INFORMASI BERKALA", ""],
        ["1", "Profil", ""],
        ["2", "Struktur", ""],
        ["II", "INFORMASI SETIAP SAAT", ""],
        ["1", "Peraturan", ""],
    ]
    parsed = parse_file("a.csv", csv_bytes(rows))
    assert values(parsed, "title", "category") == [
        ("Profil", "periodic"),
        ("Struktur", "periodic"),
        ("Peraturan", "anytime"),
    ]


def test_row_without_title_says_which_cell_is_blank() -> None:
    rows = [
        ["No", "Judul", "Ringkasan", "Kategori"],
        ["1", "", "Isi", "Berkala"],
        ["2", "Ada", "Isi", "Entahlah"],
    ]
    parsed = parse_file("a.csv", csv_bytes(rows))
    assert [(row.problems[0][0], row.problems[0][1]) for row in parsed.rows] == [
        ("B2", "title"),
        ("D3", "category"),
    ]


def test_exempt_list_is_recognised_by_its_columns() -> None:
    rows = [
        ["No", "Informasi", "Dasar Hukum Pengecualian", "Konsekuensi", "", "Jangka Waktu"],
        ["", "", "", "Dibuka", "Ditutup", ""],
        ["1", "Data pelapor", "Pasal 17 huruf a", "Terganggu", "Terlindung", "5 tahun"],
    ]
    parsed = parse_file("a.csv", csv_bytes(rows))
    assert values(parsed, "category", "consequence_open", "consequence_closed") == [
        ("exempt", "Terganggu", "Terlindung")
    ]


def test_columns_named_by_a_person_win() -> None:
    rows = [["Judul", "Ringkasan"], ["Isi ringkas", "Judul sebenarnya"]]
    said = {"": {"columns": {"0": "summary", "1": "title"}}}
    assert values(parse_file("a.csv", csv_bytes(rows), said), "title", "summary") == [
        ("Judul sebenarnya", "Isi ringkas")
    ]


def test_header_row_named_by_a_person_wins() -> None:
    rows = [["Judul", "Ringkasan"], ["Judul lama", "x"], ["Nama dokumen", "Deskripsi"], ["Profil", "Isi"]]
    parsed = parse_file("a.csv", csv_bytes(rows), {"": {"header": [3]}})
    assert values(parsed, "title") == [("Profil",)]


def test_file_without_header_says_what_to_add() -> None:
    with pytest.raises(UnreadableFile) as refused:
        parse_file("a.csv", csv_bytes([["Profil", "https://a.go.id"], ["Visi", "https://b.go.id"]]))
    assert refused.value.code == "no_header"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Judul Informasi", "title"),
        ("NAMA DOKUMEN", "title"),
        ("judul_informasi", "title"),
        ("judulInformasi", "title"),
        ("Judl Informasi", "title"),
        ("Ringkasan Isi Informasi", "summary"),
        ("Ringksan isi", "summary"),
        ("Diskripsi", "summary"),
        ("Pejabat/Unit yg menguasai info", "holder"),
        ("Pejabat yang menguasai informasi", "holder"),
        ("Penanggungjawab pembuatan / penerbitan", "responsible"),
        ("Penangung Jawab", "responsible"),
        ("PJ", "responsible"),
        ("Waktu Pembuatan", "made_when"),
        ("Tgl Terbit", "made_when"),
        ("Waktu & Tempat Pembuatan", "place_time"),
        ("Bentuk Informasi Yang Tersedia", "forms_available"),
        ("Format", "forms_available"),
        ("Jangka Waktu Penyimpanan/Retensi Arsip", "retention"),
        ("Masa Retensi", "retention"),
        ("Jangka Waktu Menyimpan", "retention"),
        ("Pejabat/Unit/Satker yang Menguasi Informasi", "holder"),
        ("Pejabat Penguasa Informasi", "holder"),
        ("Unit Kerja/Bidang", "holder"),
        ("Waktu, tempat pembuatan/penerbitan informasi", "place_time"),
        ("Waktu Pembuatan Informasi (Tahun)", "made_when"),
        ("Jenis Media yang Memuat", "forms_available"),
        ("Form Informasi", "forms_available"),
        ("File/Unduhan", "link"),
        ("Lokasi Penyimpanan", ""),
        ("Singkatan unit", ""),
        ("Klasifikasi Informasi", "category"),
        ("Kategori", "category"),
        ("Katagori", "category"),
        ("Link Download", "link"),
        ("URL", "link"),
        ("Tautan", "link"),
        ("Thn", "year"),
        ("OPD", "agency"),
        ("No.", "number"),
        ("NO URUT", "number"),
        ("reg_opd", ""),
        ("updated_at", ""),
        ("perangkat_daerah_id", ""),
    ],
)
def test_spelling_of_a_column_is_recognised(header: str, field: str) -> None:
    assert candidates(header)[0][0] == field


@pytest.mark.parametrize(
    ("written", "text", "start", "end"),
    [
        ("Jan - Des 2023", "Jan - Des 2023", "2023-01-01", "2023-12-31"),
        ("Januari s.d. Maret 2024", "Januari s.d. Maret 2024", "2024-01-01", "2024-03-31"),
        ("3 s/d 5 Maret 2024", "3 s/d 5 Maret 2024", "2024-03-03", "2024-03-05"),
        ("3 Maret 2024 s.d 5 April 2024", "3 Maret 2024 s.d 5 April 2024", "2024-03-03", "2024-04-05"),
        ("November 2023 - Januari 2024", "November 2023 - Januari 2024", "2023-11-01", "2024-01-31"),
        ("Triwulan III TA 2023", "Triwulan III TA 2023", "2023-07-01", "2023-09-30"),
        ("Smt 1 2024", "Smt 1 2024", "2024-01-01", "2024-06-30"),
        ("Per Desember 2023", "Per Desember 2023", "2023-12-01", "2023-12-31"),
        ("Rabu/5 Juni 2024", "5 Juni 2024", "2024-06-05", "2024-06-05"),
        ("20240304", "4 Maret 2024", "2024-03-04", "2024-03-04"),
        ("Januari 2024", "Januari 2024", "2024-01-01", "2024-01-31"),
        ("2023", "2023", "2023-01-01", "2023-12-31"),
        (2023, "2023", "2023-01-01", "2023-12-31"),
        ("12/03/24", "12 Maret 2024", "2024-03-12", "2024-03-12"),
        ("03/25/2024", "25 Maret 2024", "2024-03-25", "2024-03-25"),
        ("Senin, 4 Maret 2024", "4 Maret 2024", "2024-03-04", "2024-03-04"),
        (45355, "4 Maret 2024", "2024-03-04", "2024-03-04"),
        ("45355", "4 Maret 2024", "2024-03-04", "2024-03-04"),
        (45355.5, "4 Maret 2024", "2024-03-04", "2024-03-04"),
        ("2018-05-11 14:51:33", "11 Mei 2018", "2018-05-11", "2018-05-11"),
        ("Jum'at, 5 Jan 2024", "5 Januari 2024", "2024-01-05", "2024-01-05"),
        ("4-Mar-24", "4 Maret 2024", "2024-03-04", "2024-03-04"),
        ("Tahun Anggaran 2024", "Tahun Anggaran 2024", "2024-01-01", "2024-12-31"),
        ("Semester II 2023", "Semester II 2023", "2023-07-01", "2023-12-31"),
        ("Triwulan III Tahun 2023", "Triwulan III Tahun 2023", "2023-07-01", "2023-09-30"),
        ("2017 - 2021", "2017 - 2021", "2017-01-01", "2021-12-31"),
    ],
)
def test_time_is_read_as_people_write_it(written: Any, text: str, start: str, end: str) -> None:
    when = read_when(written)
    assert when is not None
    assert (when.text, when.start.isoformat(), when.end.isoformat()) == (text, start, end)


@pytest.mark.parametrize(
    "written", ["Maret", "31/02/2024", "24/7", "Setiap hari kerja", "", 7, 1234567, "2024-13-01", True]
)
def test_time_is_left_as_written_when_it_is_none(written: Any) -> None:
    assert read_when(written) is None


@pytest.mark.parametrize(
    ("written", "place", "time"),
    [
        ("Tegal\n2025", "Tegal", "2025"),
        ("Cilegon, 12 Maret 2024", "Cilegon", "12 Maret 2024"),
        ("Cilegon Tahun 2023", "Cilegon", "Tahun 2023"),
        ("Cilegon, Senin, 4 Maret 2024", "Cilegon", "4 Maret 2024"),
        ("4 Maret 2024 di Cilegon", "Cilegon", "4 Maret 2024"),
        ("Kantor, online 24/7 melalui website", "Kantor, online 24/7 melalui website", ""),
        ("2024", "", "2024"),
    ],
)
def test_place_and_time_are_parted(written: str, place: str, time: str) -> None:
    assert split_place_time(written) == (place, time)


@pytest.mark.parametrize(
    ("title", "span"),
    [
        ("Laporan Keuangan Tahun 2023", ("2023-01-01", "2023-12-31")),
        ("Renstra 2020–2024", ("2020-01-01", "2024-12-31")),
        ("LRA Semester I Tahun 2023", ("2023-01-01", "2023-06-30")),
        ("Rekap Bulan September Tahun 2019", ("2019-09-01", "2019-09-30")),
        ("Perwal Nomor 3 Tahun 2017 tentang Arsip", None),
        ("Perbandingan Tahun 2022 dan Tahun 2023", None),
        ("Profil dinas", None),
    ],
)
def test_period_is_taken_from_a_title_that_names_one(title: str, span: tuple[str, str] | None) -> None:
    when = period_in_title(title)
    assert (when and (when.start.isoformat(), when.end.isoformat())) == span


def test_markup_is_taken_off_and_addresses_stay() -> None:
    rows = [
        ["Judul", "Ringkasan"],
        ["A&amp;B", '<p>Satu<br>dua</p><script>x()</script><a href="https://a.go.id/x">Klik</a>'],
    ]
    parsed = parse_file("a.csv", csv_bytes(rows))
    assert parsed.rows[0].values == {
        "title": "A&B",
        "summary": "Satu\ndua\n Klik (https://a.go.id/x)".replace("\n ", "\n"),
    }


def test_columns_in_any_order_fill_the_same_fields() -> None:
    names = [
        "No",
        "Judul Informasi",
        "Ringkasan Isi",
        "Pejabat yang menguasai",
        "Penanggung jawab",
        "Waktu pembuatan",
        "Bentuk informasi",
        "Retensi",
        "Kategori",
        "Tautan",
    ]
    lines = [
        [
            str(n),
            f"Judul {n}",
            f"Isi {n}",
            "Kepala",
            "Bidang",
            "2024",
            "Softcopy",
            "5 tahun",
            "Berkala",
            f"https://a.go.id/{n}",
        ]
        for n in range(1, 6)
    ]
    chance = random.Random(7)
    expected = None
    for _round in range(25):
        order = chance.sample(range(len(names)), len(names))
        kop = [["DAFTAR INFORMASI"], []] * chance.randint(0, 3)
        rows = [*kop, [names[at] for at in order], *([line[at] for at in order] for line in lines)]
        found = [dict(sorted(row.values.items())) for row in parse_file("a.csv", csv_bytes(rows)).rows]
        expected = expected or found
        assert found == expected
        assert len(found[0]) == 10


def test_columns_are_told_by_field_for_the_command() -> None:
    columns = columns_of(parse_file("a.xlsx", workbook({"L": TICKED})).layouts)
    assert columns["title"] == "JUDUL INFORMASI"
    assert columns["link"] == "LINK"


def test_first_of_two_equal_headers_is_the_header_when_the_second_is_written_in_one_row() -> None:
    """A two-row header, repeated in one row on the next printed page: the rows between them are lines as well."""
    head = ["No", "Jenis Informasi", "Ringkasan", "Waktu dan tempat", None, "Link"]
    rows = [
        ["DAFTAR INFORMASI PUBLIK"], head, [None, None, None, "Waktu", "Tempat", None],
        [1, "Rencana kerja", "Program", "Januari 2026", "Cilegon", "https://a.go.id/1.pdf"],
        [2, "Laporan kinerja", "Capaian", "Maret 2026", "Cilegon", "https://a.go.id/2.pdf"],
        ["No", "Jenis Informasi", "Ringkasan", "Waktu", "Tempat", "Link"],
        [3, "Daftar aset", "Aset", "2025", "Cilegon", "https://a.go.id/3.pdf"],
    ]  # fmt: skip
    parsed = parse_file("a.xlsx", workbook({"DIP": rows}))
    assert parsed.layouts[0].header_rows == (2, 3)
    assert numbers(parsed) == [4, 5, 7]
    assert not parsed.notices


def test_detail_is_the_title_when_the_kind_stands_once_for_a_block() -> None:
    rows = [
        ["No", "Jenis Informasi", "Rincian Informasi", "Penanggung Jawab"],
        ["1", "Profil", "Visi dan misi", "Sekretaris"],
        [None, None, "Struktur organisasi", "Sekretaris"], [None, None, "Alamat kantor", "Sekretaris"],
        ["2", "Keuangan", "Laporan realisasi anggaran", "Kasubbag Keuangan"],
    ]  # fmt: skip
    parsed = parse_file("a.xlsx", workbook({"DIP": rows}))
    assert [t for (t,) in values(parsed, "title")] == [
        "Visi dan misi", "Struktur organisasi", "Alamat kantor", "Laporan realisasi anggaran",
    ]  # fmt: skip


def test_full_rows_above_the_header_are_told() -> None:
    rows = [
        ["Renja", "Program kerja", "2026", "https://a.go.id/1.pdf"],
        ["Judul informasi", "Ringkasan", "Tahun", "Tautan"], ["LKjIP", "Capaian", "2025", "https://a.go.id/2.pdf"],
    ]  # fmt: skip
    parsed = parse_file("a.xlsx", workbook({"DIP": rows}))
    assert numbers(parsed) == [3]
    assert "1 baris di atas judul kolom" in parsed.notices[0]
