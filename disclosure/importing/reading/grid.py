"""What every reader gives back: rows of plain values, whatever the kind of file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.kernel.errors import InputError

MAX_ROWS = 25_000
MAX_COLUMNS = 120
MAX_SHEETS = 60
#: Longest text of one cell that is kept; real summaries reach about 13,000 characters.
MAX_TEXT = 40_000

Value = str | int | float | bool | date | datetime | None


class UnreadableFile(InputError):
    """The upload is not a list that can be read; the message says what to do with the file."""

    code = "unreadable_file"

    def __init__(self, message: str, *, code: str | None = None, **details: object) -> None:
        super().__init__(message, field="file", code=code, **details)


def damaged(kind: str) -> UnreadableFile:
    return UnreadableFile(
        _("Berkas ini rusak dan tidak dapat dibaca. Buka di Excel atau LibreOffice, lalu simpan ulang."),
        code="damaged",
        kind=kind,
    )


def has_password() -> UnreadableFile:
    return UnreadableFile(
        _("Berkas ini dikunci dengan kata sandi. Buka, hapus kata sandinya, simpan, lalu unggah."),
        code="password",
    )


@dataclass(slots=True)
class Sheet:
    """One table. Rows and columns count from 1 and 0; blank rows are left out, their numbers stay.

    ``links`` holds the target of a cell's hyperlink; ``merges`` are (first row, first column, last row, last
    column), all inclusive, rows from 1 and columns from 0.
    """

    name: str
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False

    def add(self, number: int, values: list[Any]) -> None:
        """Keep a row that holds anything. Raises UnreadableFile beyond MAX_ROWS rows in one sheet."""
        if len(values) > MAX_COLUMNS:
            values = values[:MAX_COLUMNS]
        for value in values:
            if value is not None and value != "":
                break
        else:
            return
        if len(self.rows) >= MAX_ROWS:
            raise UnreadableFile(
                _("Paling banyak %(limit)s baris dalam satu lembar. Bagi berkasnya menjadi beberapa bagian.")
                % {"limit": f"{MAX_ROWS:,}".replace(",", ".")},
                code="too_many_rows",
            )
        self.rows.append((number, values))


def letter(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA, as a spreadsheet names its columns."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


_LETTERS = [letter(n) for n in range(MAX_COLUMNS + 1)]


def address(row: int, column: int) -> str:
    """The cell as a person finds it in the spreadsheet: C12."""
    return f"{_LETTERS[column] if column <= MAX_COLUMNS else letter(column)}{row}"


def column_of(reference: str) -> tuple[int, int]:
    """(row from 1, column from 0) of a reference such as C12. Raises ValueError for anything else."""
    at = 0
    column = 0
    while at < len(reference) and reference[at].isalpha():
        column = column * 26 + ord(reference[at].upper()) - 64
        at += 1
    return int(reference[at:]), column - 1
