"""The registers of Lampiran VIII and XI as XLSX and as PDF: one description of each, three kinds of file.

The internal copy holds every column and a place to sign; the public copy holds the columns of an allow-list.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.kernel.formats import hari_tanggal, rupiah, tanggal, tanggal_pendek
from portal.kernel.moments import wib_date
from portal.pdf.engine import RenderedPdf, render_pdf
from requests_app import objection_register, register
from requests_app.law.grounds import OBJECTION_GROUNDS
from requests_app.law.objection_words import ObjectionOutcome

#: Rows of one PDF; more are laid out too slowly to wait for, and nobody signs a paper of that size.
MOST_PDF_ROWS = 2000
CHUNK = 500
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Line = Callable[[Any], list[Any]]


@dataclass(frozen=True)
class Group:
    """One column on paper: the heading and the columns of the union that stand in it, one below the other."""

    heading: Any
    columns: tuple[Any, ...]
    width: int


@dataclass(frozen=True)
class Register:
    """``tally`` gives what is summed of a row: the outcome and whole rupiah."""

    slug: str
    title: Any
    annex: str
    columns: Callable[[], list[str]]
    line: Line
    public_columns: Callable[[], list[str]]
    public_line: Line
    rows: Callable[[QuerySet[Any]], QuerySet[Any]]
    groups: Callable[[], list[Group]]
    tally: Callable[[Any], tuple[str, int]]


@dataclass(frozen=True)
class Copy:
    """One copy: which rows, for whom, as whose. ``signer`` (title, name, NIP) only in the internal copy."""

    kind: Register
    rows: QuerySet[Any]
    office: str
    period: str
    public: bool
    now: datetime
    signer: tuple[str, str, str] = ("", "", "")

    @property
    def columns(self) -> list[str]:
        return self.kind.public_columns() if self.public else self.kind.columns()

    @cached_property
    def wholes(self) -> frozenset[int]:
        """Requests among the rows that were split: their parts are listed and not counted again."""
        if self.kind is not CASES:
            return frozenset()
        return frozenset(self.rows.filter(parts__isnull=False).order_by().values_list("pk", flat=True))

    def count(self, row: Any, tally: "Tally") -> None:
        if getattr(row, "parent_id", None) not in self.wholes:
            tally.add(*self.kind.tally(row))

    def lines(self) -> Iterator[tuple[Any, list[Any]]]:
        """Each row with its cells, without asking the database row by row."""
        cells = self.kind.public_line if self.public else self.kind.line
        for row in self.kind.rows(self.rows).iterator(chunk_size=CHUNK):
            yield row, cells(row)


class Tally:
    """Rows, outcomes and costs counted so far."""

    def __init__(self) -> None:
        self.rows, self.cost = 0, 0
        self.outcomes: dict[str, int] = {}

    def add(self, outcome: str, cost: int) -> None:
        self.rows += 1
        self.cost += cost
        if outcome:
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def words(self) -> str:
        """`12 baris: dikabulkan 7, ditolak 2; biaya Rp46.000,00`."""
        parts = [f"{name.lower()} {count}" for name, count in sorted(self.outcomes.items())]
        told = f"{self.rows} {_('baris')}" + (f": {', '.join(parts)}" if parts else "")
        return told + (f"; {_('biaya')} {rupiah(self.cost)}" if self.cost else "")


def _case_groups() -> list[Group]:
    """Lampiran VIII; what only Art 32(1) or the clock has stands in the column it belongs to."""
    return [
        Group(_("Nomor dan tanggal"), (_("Nomor pendaftaran"), _("Tanggal diterima"), _("Tanggal dicatat"),
              _("Saluran"), _("Perangkat daerah")), 12),
        Group(_("Pemohon"), (_("Nama"), _("Jenis pemohon"), _("NIK atau nomor SK"), _("Kuasa"), _("Alamat"),
              _("Telepon"), _("Surel"), _("Pekerjaan")), 17),
        Group(_("Informasi yang diminta"), (_("Informasi yang diminta"),), 20),
        Group(_("Tujuan penggunaan"), (_("Tujuan penggunaan"),), 10),
        Group(_("Status, bentuk, dan jenis"), (_("Status penguasaan"), _("Bentuk informasi"),
              _("Jenis permohonan")), 12),
        Group(_("Keputusan dan alasan"), (_("Tahap"), _("Keputusan"), _("Dasar penolakan"), _("Alasan penolakan")), 13),
        Group(_("Hari dan tanggal"), (_("Batas menurut undang-undang"), _("Diperpanjang"), _("Tanggal pemberitahuan"),
              _("Tanggal pemberian informasi")), 11),
        Group(_("Biaya"), (_("Biaya"), _("Cara pembayaran")), 8),
    ]  # fmt: skip


def _objection_groups() -> list[Group]:
    """Lampiran XI."""
    reasons = tuple(_("Alasan %(letter)s") % {"letter": ground.letter} for ground in OBJECTION_GROUNDS)
    return [
        Group(_("Nomor dan tanggal"), (_("Nomor keberatan"), _("Tanggal diterima"), _("Tanggal dicatat"), _("Saluran"),
              _("Perangkat daerah"), _("Nomor pendaftaran permohonan")), 13),
        Group(_("Pengaju"), (_("Nama"), _("Jenis pengaju"), _("NIK atau nomor SK"), _("Kuasa"), _("Alamat"),
              _("Telepon"), _("Surel"), _("Pekerjaan")), 16),
        Group(_("Informasi dan tujuan"), (_("Informasi yang diminta"), _("Tujuan penggunaan")), 17),
        Group(_("Alasan keberatan"), (*reasons, _("Kasus posisi")), 15),
        Group(_("Keputusan"), (_("Tahap"), _("Keputusan Atasan PPID"), _("Pertimbangan"), _("Nama Atasan PPID"),
              _("Jabatan")), 19),
        Group(_("Hari dan tanggal"), (_("Batas tanggapan"), _("Tanggal tanggapan"), _("Nomor surat tanggapan")), 11),
        Group(_("Tindak lanjut"), (_("Tanggapan pengaju"), _("Perintah belum dilaksanakan")), 9),
    ]  # fmt: skip


def _case_tally(case: Any) -> tuple[str, int]:
    label = case.get_outcome_display() if case.outcome else ""
    return str(label), sum(sheet.total for sheet in case.cost_sheets.all())


CASES = Register(
    "permohonan", _("Register permohonan informasi publik"), "Lampiran VIII PERKI 1/2021", register.columns,
    register.line, register.public_columns, register.public_line, register.for_register, _case_groups, _case_tally,
)  # fmt: skip
OBJECTIONS = Register(
    "keberatan", _("Register keberatan"), "Lampiran XI PERKI 1/2021", objection_register.columns,
    objection_register.line, objection_register.public_columns, objection_register.public_line,
    objection_register.for_register, _objection_groups,
    lambda row: (_(ObjectionOutcome(row.outcome).label) if row.outcome else "", 0),
)  # fmt: skip


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    """A text as a text: nothing that a person typed becomes a formula."""
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value))[:32_000])
    cell.data_type = "s"
    return cell


def as_xlsx(copy: Copy) -> Any:
    """The workbook as an open temporary file, read from its beginning."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(copy.kind.slug.capitalize())
    sheet.freeze_panes = "B5"
    for place, _name in enumerate(copy.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 22
    bold = Font(bold=True)
    for words in (str(_title(copy)), f"{copy.office} · {copy.period}", copy.kind.annex):
        sheet.append([_cell(sheet, words)])
    heads = [_cell(sheet, name) for name in copy.columns]
    for head in heads:
        head.font = bold
    sheet.append(heads)
    tally = Tally()
    for row, cells in copy.lines():
        copy.count(row, tally)
        sheet.append([_cell(sheet, value) for value in cells])
    total = _cell(sheet, f"{_('Jumlah')}: {tally.words()}")
    total.font = bold
    sheet.append([total])
    for words in _signature(copy):
        sheet.append([_cell(sheet, words)])
    found = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    book.save(found)
    found.seek(0)
    return found


def _title(copy: Copy) -> str:
    return f"{_(copy.kind.title)} ({_('salinan untuk umum')})" if copy.public else _(copy.kind.title)


def _signature(copy: Copy) -> Sequence[str]:
    """Where the internal copy is signed; a public copy is signed by nobody."""
    title, name, nip = copy.signer
    if copy.public or not (title or name):
        return ()
    place = f"{settings.LETTER_PLACE}, {tanggal(wib_date(copy.now))}"
    return ("", place, title, "", "", name, f"NIP {nip}" if nip else "")


def as_pdf(copy: Copy) -> RenderedPdf:
    """Landscape, numbered pages, the sums carried from page to page, a place to sign in the internal copy."""
    tally = Tally()
    rows = []
    places = _places(copy)
    for number, (row, cells) in enumerate(copy.lines(), start=1):
        copy.count(row, tally)
        rows.append(
            {"number": number, "cells": [_stack(cells, group) for group in places], "carried": tally.words()}
        )
    title, name, nip = copy.signer
    context = {
        "copy": copy, "title": _title(copy), "groups": _heads(copy), "rows": rows, "total": tally.words(),
        "made": hari_tanggal(wib_date(copy.now)),
        "signer": None if copy.public else {"title": title, "name": name, "nip": nip},
        "place_date": f"{settings.LETTER_PLACE}, {tanggal(wib_date(copy.now))}", "city": settings.CITY_GOVERNMENT,
    }  # fmt: skip
    return render_pdf(
        template="requests_app/registers/register.html", context=context, created=copy.now, title=str(_title(copy)),
        identifier=f"register:{copy.kind.slug}:{copy.office}:{copy.period}:{copy.public}:{copy.now.isoformat()}",
        lang="id", author=copy.office,
    )  # fmt: skip


def _heads(copy: Copy) -> list[tuple[str, float]]:
    """Headings with their share of the width, in percent beside the running number."""
    if copy.public:
        share = 95 / len(copy.columns)
        return [(name, share) for name in copy.columns]
    groups = copy.kind.groups()
    total = sum(group.width for group in groups)
    return [(str(group.heading), 95 * group.width / total) for group in groups]


def _places(copy: Copy) -> list[list[tuple[str, int]]]:
    """For each column on paper the union's columns in it, by name and place."""
    names = copy.columns
    if copy.public:
        return [[("", place)] for place in range(len(names))]
    found = [[(str(name), names.index(str(name))) for name in group.columns] for group in copy.kind.groups()]
    # A column that stands nowhere on paper would be lost: the union is printed whole.
    printed = {place for group in found for _name, place in group}
    lost = [names[place] for place in range(len(names)) if place not in printed]
    if lost:
        raise ValueError(f"columns without a place on paper: {lost}")
    return found


def _stack(cells: Sequence[Any], group: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    """What a cell on paper shows: each filled value, with its name where several stand together."""
    members = list(group)
    filled = [(name, str(cells[place])) for name, place in members if str(cells[place])]
    return [(name if len(members) > 1 else "", _on_paper(value)) for name, value in filled]


def _on_paper(value: str) -> str:
    """A day as people write it; a spreadsheet keeps the form that it can sort."""
    return tanggal_pendek(date.fromisoformat(value)) if _ISO_DAY.fullmatch(value) else value
