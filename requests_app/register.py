"""The register of requests: the union of PERKI 1/2021 Art 32(1) and the columns of Lampiran VIII."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.kernel.cells import formula_safe
from portal.kernel.moments import wib_date
from requests_app.law.grounds import RefusalKind
from requests_app.law.states import Outcome, State
from requests_app.models import InformationRequest, Letter, Refusal

CHUNK = 500


class _Echo:
    def write(self, value: str) -> str:
        return value


def _day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return (wib_date(value) if isinstance(value, datetime) else value).isoformat()


def _notice(case: InformationRequest) -> dict[str, Any]:
    letters = [letter for letter in case.letters.all() if letter.kind == Letter.Kind.NOTICE]
    return letters[-1].data if letters else {}


def _form(notice: dict[str, Any]) -> str:
    words = {"softcopy": _("Salinan lunak"), "hardcopy": _("Salinan cetak"), "view": _("Dilihat di tempat")}
    chosen = [words[form] for form in notice.get("forms") or [notice.get("form", "")] if form in words]
    return "; ".join(chosen) or notice.get("form", "")


def _refusal(case: InformationRequest) -> Refusal | None:
    """The decision that holds: approved, on a case that is still refused."""
    if case.outcome != Outcome.REFUSED:
        return None
    return next((row for row in reversed(case.refusals.all()) if row.approved_at), None)


def _ground(refusal: Refusal | None) -> str:
    """`17 h` or `6 (3)`: the code of the ground, which names nobody."""
    if refusal is None:
        return ""
    return f"17 {refusal.ground}" if refusal.kind == RefusalKind.EXEMPTION else "6 (3)"


def _paid(case: InformationRequest) -> str:
    sheets = [sheet for sheet in case.cost_sheets.all() if sheet.paid_how]
    return "; ".join(str(sheet.get_paid_how_display()) for sheet in sheets)


def for_register(cases: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    """With everything that a line needs, so that no line asks by itself; in the order of receipt."""
    found = cases.select_related("agency").prefetch_related("letters", "refusals", "cost_sheets")
    return found.order_by("received_at", "pk")


def columns() -> list[str]:
    return [
        _("Nomor pendaftaran"), _("Tanggal diterima"), _("Tanggal dicatat"), _("Saluran"), _("Perangkat daerah"),
        _("Nama"), _("Jenis pemohon"), _("NIK atau nomor SK"), _("Alamat"), _("Telepon"), _("Surel"),
        _("Pekerjaan"), _("Kuasa"), _("Informasi yang diminta"), _("Tujuan penggunaan"), _("Tahap"),
        _("Status penguasaan"), _("Bentuk informasi"), _("Jenis permohonan"), _("Keputusan"),
        _("Batas menurut undang-undang"), _("Diperpanjang"), _("Tanggal pemberitahuan"),
        _("Tanggal pemberian informasi"), _("Biaya"), _("Cara pembayaran"), _("Dasar penolakan"),
        _("Alasan penolakan"),
    ]  # fmt: skip


def public_columns() -> list[str]:
    """What a public copy may hold, and nothing else: number, dates, unit, officer-worded subject, outcome, ground."""
    return [
        _("Nomor pendaftaran"), _("Tanggal diterima"), _("Perangkat daerah"), _("Pokok permohonan"),
        _("Batas menurut undang-undang"), _("Tanggal pemberitahuan"), _("Tanggal pemberian informasi"),
        _("Keputusan"), _("Dasar penolakan"),
    ]  # fmt: skip


def public_line(case: InformationRequest) -> list[str]:
    """By the allow-list. The subject only as an officer worded it for the public; else it stays empty."""
    return [
        case.number, _day(case.received_at), case.agency.name, case.public_subject,
        _day(case.judged_due_on or case.due_on), _day(case.noticed_at), _day(case.handed_over_at),
        _(Outcome(case.outcome).label) if case.outcome else "", _ground(_refusal(case)),
    ]  # fmt: skip


def line(case: InformationRequest) -> list[str]:
    notice = _notice(case)
    held, refusal = notice.get("held"), _refusal(case)
    return [
        case.number, _day(case.received_at), _day(case.entered_at), case.get_channel_display(),
        case.agency.name, case.name, case.get_requester_kind_display(), case.identity_number, case.address,
        case.phone, case.email, case.occupation, case.proxy_name, case.details, case.purpose,
        _(State(case.state).label),
        "" if held is None else _("Dikuasai") if held else notice.get("held_by") or _("Tidak dikuasai"),
        _form(notice), case.get_obtain_way_display(),
        _(Outcome(case.outcome).label) if case.outcome else "",
        _day(case.judged_due_on or case.due_on), _day(case.extended_at), _day(case.noticed_at),
        _day(case.handed_over_at), notice.get("cost", ""), _paid(case), _ground(refusal),
        refusal.reason if refusal else "",
    ]  # fmt: skip


def register_lines(cases: QuerySet[InformationRequest], *, public: bool = False) -> Iterator[str]:
    """CSV for a spreadsheet: BOM, one line a case, no cell that a spreadsheet would run as a formula.

    The internal one holds names, NIK and addresses, and is never published (UU 14/2008 Art 17 h).
    """
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(public_columns() if public else columns())
    for case in for_register(cases).iterator(chunk_size=CHUNK):
        cells = public_line(case) if public else line(case)
        yield writer.writerow([formula_safe(cell) for cell in cells])
