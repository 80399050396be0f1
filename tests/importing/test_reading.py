"""Opening files: every kind that offices have, and every kind that must not get in."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from disclosure.importing.reading import open_sheets, opening
from disclosure.importing.reading.delimited import guess_delimiter
from disclosure.importing.reading.grid import UnreadableFile, address, column_of
from tests.importing.messy import OFFICIAL, csv_bytes, ods, workbook

XLS = (Path(__file__).parent / "fixtures" / "daftar.xls").read_bytes()
SMALL = [["Judul", "Tautan"], ["Profil", "https://contoh.go.id/a"]]


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    held = io.BytesIO(book)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(name, content)
    return held.getvalue()


def encrypted_xls() -> bytes:
    """The made-up list with its second record turned into the mark of a password (FILEPASS)."""
    at = XLS.index(b"\xe1\x00\x02\x00")
    return XLS[:at] + b"\x2f\x00" + XLS[at + 2 :]


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.xlsx", b"", "empty"),
    "only_blanks": ("a.csv", b"\xef\xbb\xbf \r\n \r\n", "empty"),
    "only_commas": ("a.csv", b",,,\n,,,\n", "empty"),
    "no_rows": ("a.xlsx", workbook({"Lembar": []}), "empty"),
    "pdf_named_xlsx": ("a.xlsx", b"%PDF-1.7 ...", "wrong_kind"),
    "program": ("a.csv", b"MZ\x90\x00", "wrong_kind"),
    "binary": ("a.csv", b"\x01\x02\x00\x03" * 500, "wrong_kind"),
    "web_page_named_xls": ("a.xls", b"<html><table><tr><td>Judul</td></tr></table>", "web_page"),
    "xlsx_named_xls": ("a.xls", workbook({"A": SMALL}), "wrong_extension"),
    "csv_named_xlsx": ("a.xlsx", csv_bytes(SMALL), "wrong_extension"),
    "macros": ("a.xlsx", with_part(workbook({"A": SMALL}), "xl/vbaProject.bin", b"x"), "macros"),
    "macros_by_name": ("a.xlsm", workbook({"A": SMALL}), "macros"),
    "password_xlsx": (
        "a.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "password_xls": ("a.xls", encrypted_xls(), "password"),
    "password_ods": (
        "a.ods",
        zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": b"<manifest:encryption-data/>",
                "content.xml": b"x",
            }
        ),
        "password",
    ),
    "word": ("a.xlsx", zipped({"word/document.xml": b"<x/>"}), "wrong_kind"),
    "cut_off": ("a.xlsx", workbook({"A": SMALL})[:900], "damaged"),
    "broken_xml": ("a.xlsx", zipped({"xl/workbook.xml": b"<workbook><sheets>"}), "damaged"),
    "broken_xls": ("a.xls", XLS[:600], "damaged"),
    "broken_json": ("a.json", b'[{"judul": ', "damaged"),
}


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE.values(), ids=HOSTILE)
def test_file_is_refused_with_the_way_out_when_it_is_no_list(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        open_sheets(name, content)
    assert refused.value.code == code
    assert refused.value.field == "file"
    assert len(refused.value.message.split()) >= 6


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000})
    assert len(bomb) < 200_000
    with pytest.raises(UnreadableFile) as refused:
        open_sheets("a.xlsx", bomb)
    assert refused.value.code == "bomb"


def test_file_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 1000)
    with pytest.raises(UnreadableFile) as refused:
        open_sheets("a.csv", b"judul,tautan\n" * 100)
    assert refused.value.code == "too_large"


def test_entity_expansion_is_refused_when_a_sheet_declares_one() -> None:
    evil = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData/></worksheet>'
    )
    book = workbook({"A": SMALL})
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(held, "w") as new:
        for part in old.namelist():
            new.writestr(part, evil if part == "xl/worksheets/sheet1.xml" else old.read(part))
    with pytest.raises(UnreadableFile) as refused:
        open_sheets("a.xlsx", held.getvalue())
    assert refused.value.code == "damaged"


def test_formula_is_never_run_when_it_has_no_saved_value() -> None:
    book = Workbook()
    page = book.active
    page.append(["Judul", "Isi"])
    page.append(["Profil", '=cmd|" /C calc"!A0'])
    held = io.BytesIO()
    book.save(held)
    sheet = open_sheets("a.xlsx", held.getvalue())[1][0]
    assert sheet.rows == [(1, ["Judul", "Isi"]), (2, ["Profil"])]


def test_own_reader_agrees_with_openpyxl_cell_by_cell() -> None:
    rows = [*OFFICIAL, [1, 2.5, True, date(2024, 3, 4), "=1", "baris\nbaru", "_x0041_"]]
    content = workbook(
        {"DIP": rows, "Kedua": SMALL}, merges={"DIP": ["A7:G7"]}, links={"B8": "https://contoh.go.id/x"}
    )
    own = open_sheets("a.xlsx", content)[1]
    book = load_workbook(io.BytesIO(content), data_only=True)
    for sheet, page in zip(own, book.worksheets, strict=True):
        mine = {(r, c): v for r, values in sheet.rows for c, v in enumerate(values) if v not in (None, "")}
        theirs = {
            (cell.row, cell.column - 1): cell.value.date() if hasattr(cell.value, "date") else cell.value
            for row in page.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        assert mine == theirs
    assert own[0].merges == [(7, 0, 7, 6)]
    assert own[0].links == {(8, 1): "https://contoh.go.id/x"}


def test_link_is_found_when_a_formula_makes_it() -> None:
    book = Workbook()
    book.active.append(["Judul", "Tautan"])
    book.active.append(["Profil", '=HYPERLINK("https://contoh.go.id/a?b=1&c=2","Lihat")'])
    held = io.BytesIO()
    book.save(held)
    assert open_sheets("a.xlsx", held.getvalue())[1][0].links == {(2, 1): "https://contoh.go.id/a?b=1&c=2"}


def test_month_is_shown_as_a_month_when_the_cell_is_formatted_so() -> None:
    book = Workbook()
    page = book.active
    page.append(["Judul", "Waktu"])
    for code in ("mmmm yyyy", "dd/mm/yyyy", "yyyy"):
        page.append(["x", date(2024, 1, 1)])
        page.cell(page.max_row, 2).number_format = code
    held = io.BytesIO()
    book.save(held)
    rows = open_sheets("a.xlsx", held.getvalue())[1][0].rows
    assert [values[1] for _number, values in rows[1:]] == ["Januari 2024", date(2024, 1, 1), "2024"]


def test_xls_gives_merges_dates_and_numbers() -> None:
    kind, (sheet,) = open_sheets("daftar.xls", XLS)
    rows = dict(sheet.rows)
    assert kind == "xls"
    assert rows[5][:5] == [1, "Daftar aset", "Aset tetap", "Pengurus barang", date(2024, 3, 4)]
    assert rows[6][4] == "Januari 2024"
    assert (5, 3, 6, 3) in sheet.merges


def test_ods_gives_cells_merges_and_links() -> None:
    content = ods(
        {
            "Daftar": [
                ["Judul", "Waktu", "Tautan"],
                ["Profil", date(2024, 3, 4), ("Lihat", "https://contoh.go.id/p")],
                [],
                ["Visi", 2023, None],
            ]
        }
    )
    kind, (sheet,) = open_sheets("a.ods", content)
    assert kind == "ods"
    assert sheet.rows == [
        (1, ["Judul", "Waktu", "Tautan"]),
        (2, ["Profil", date(2024, 3, 4), "Lihat"]),
        (4, ["Visi", 2023]),
    ]
    assert sheet.links == {(2, 2): "https://contoh.go.id/p"}


def test_ods_is_read_at_once_when_its_last_row_repeats_a_million_times() -> None:
    content = ods({"Daftar": [["Judul", "Tautan"], ["Profil", "x"]]}, filler=1_048_574)
    assert [number for number, _values in open_sheets("a.ods", content)[1][0].rows] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_read_whatever_its_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    rows = [["Judul", "Ringkasan"], ["Café – profil", "satu, dua; tiga"], ["Baris\nganda", 'dengan "kutip"']]
    content = csv_bytes(rows, delimiter, encoding)
    assert [values for _n, values in open_sheets("a.csv", content)[1][0].rows] == rows


def test_delimiter_is_told_by_excel_when_it_says_so() -> None:
    assert open_sheets("a.csv", b"sep=;\nJudul;Tautan\na,b;c\n")[1][0].rows[1][1] == ["a,b", "c"]
    assert guess_delimiter("Judul saja\nProfil, visi, dan misi\nSatu\n") == ","


def test_json_list_is_read_as_a_table() -> None:
    data = {"data": [{"judul": "Profil", "tag": ["a", "b"], "x": {"y": 1}}, {"judul": "Visi", "tahun": 2024}]}
    rows = open_sheets("a.json", json.dumps(data).encode())[1][0].rows
    assert rows == [
        (1, ["judul", "tag", "x", "tahun"]),
        (2, ["Profil", "a\nb", None, None]),
        (3, ["Visi", None, None, 2024]),
    ]


def test_too_many_rows_are_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.importing.reading.grid.MAX_ROWS", 10)
    with pytest.raises(UnreadableFile) as refused:
        open_sheets("a.csv", b"judul,tautan\n" * 11)
    assert refused.value.code == "too_many_rows"


def test_cell_addresses_are_those_of_a_spreadsheet() -> None:
    assert [address(12, 2), address(1, 25), address(3, 26), address(9, 51)] == ["C12", "Z1", "AA3", "AZ9"]
    assert column_of("AZ9") == (9, 51)
