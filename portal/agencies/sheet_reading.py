"""Reading the spreadsheet of units, officers and decrees: XLSX or CSV into rows of text with their cells."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from portal.kernel.errors import InputError

MAX_ROWS = 2000
# Field of a row: spellings of its column, compared without case, spaces and punctuation.
COLUMNS = {
    "code": ("kodeunit", "kode", "singkatan", "kodeopd", "opd"),
    "agency": ("namaunit", "unit", "perangkatdaerah", "namaopd", "namaperangkatdaerah"),
    "kind": ("jenisunit", "jenis"),
    "name": ("namapetugas", "nama", "namalengkap"),
    "email": ("surel", "email", "posel", "alamatsurel", "alamatemail"),
    "nip": ("nip",),
    "position": ("jabatan",),
    "phone": ("telepon", "teleponkantor", "nomortelepon"),
    "role": ("peran", "role"),
    "capacity": ("kedudukan", "status"),
    "valid_from": ("berlakusejak", "mulai", "tmt", "sejak"),
    "valid_until": ("berlakusampai", "sampai", "berakhir"),
    "decree_number": ("nomorkeputusan", "nosk", "nomorsk", "nokeputusan"),
    "decree_date": ("tanggalkeputusan", "tanggalsk", "tglsk"),
}
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
    "november", "desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line: its number in the file, text per field, and the cell that each field stands in."""

    number: int
    values: dict[str, str]
    cells: dict[str, str]


def read_sheet(name: str, content: bytes) -> list[SheetRow]:
    """Rows below the header line. Raises InputError that says what to change when the file cannot be used."""
    lines = list(_csv(content)) if name.lower().endswith((".csv", ".txt")) else list(_xlsx(content))
    header, columns = _header(lines)
    rows = []
    for number, line in enumerate(lines[header + 1 :], header + 2):
        values = {field: _text(line[at]) if at < len(line) else "" for field, at in columns.items()}
        if any(values.values()):
            cells = {field: f"{get_column_letter(at + 1)}{number}" for field, at in columns.items()}
            rows.append(SheetRow(number, values, cells))
    if not rows:
        raise InputError("Berkas ini tidak berisi baris data di bawah judul kolom.", field="file")
    if len(rows) > MAX_ROWS:
        raise InputError(f"Paling banyak {MAX_ROWS} baris sekali impor. Bagi berkasnya.", field="file")
    return rows


def _xlsx(content: bytes) -> Iterator[list[Any]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for line in book.worksheets[0].iter_rows(values_only=True):
            yield list(line)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(
            "Berkas ini bukan XLSX atau CSV yang dapat dibaca. Simpan ulang sebagai XLSX.", field="file"
        ) from error


def _csv(content: bytes) -> Iterator[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    yield from csv.reader(io.StringIO(text), delimiter=delimiter)


def _header(lines: list[list[Any]]) -> tuple[int, dict[str, int]]:
    """The first of the top ten lines that names at least a unit's code and a person's address or role."""
    for at, line in enumerate(lines[:10]):
        found: dict[str, int] = {}
        for place, value in enumerate(line):
            word = re.sub(r"[^a-z]", "", _text(value).lower())
            for field, spellings in COLUMNS.items():
                if word in spellings:
                    found.setdefault(field, place)
        if "code" in found and ({"email", "role", "agency"} & set(found)):
            return at, found
    raise InputError(
        "Judul kolom tidak ditemukan. Pakai contoh berkas: kode unit, nama unit, nama, surel, peran, "
        "berlaku sejak, nomor keputusan.",
        field="file",
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def read_day(text: str) -> date:
    """A day as people write it: 2026-01-31, 31/01/2026, 31-1-2026, 31 Januari 2026; raises ValueError."""
    words = text.strip().lower().replace("/", "-").replace(".", "-")
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return date(*(int(part) for part in match.groups()))
    if match := re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", words):
        day, month, year = (int(part) for part in match.groups())
        return date(year, month, day)
    if match := re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", words):
        day_text, month_name, year_text = match.groups()
        return date(int(year_text), _MONTHS.index(month_name) + 1, int(day_text))
    raise ValueError(text)
