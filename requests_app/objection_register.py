"""The register of objections: the union of PERKI 1/2021 Art 43(2) and the columns of Lampiran XI."""

import csv
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.kernel.cells import formula_safe
from requests_app.law.grounds import OBJECTION_GROUNDS
from requests_app.law.objection_words import ObjectionOutcome, ObjectionState
from requests_app.models import Objection
from requests_app.register import CHUNK, _day, _Echo

TICK = "x"


def columns() -> list[str]:
    """In the order of Lampiran XI; what only the article or the desk has stands beside its neighbour."""
    return [
        _("Nomor keberatan"), _("Tanggal diterima"), _("Tanggal dicatat"), _("Saluran"), _("Perangkat daerah"),
        _("Nama"), _("Jenis pengaju"), _("NIK atau nomor SK"), _("Alamat"), _("Telepon"), _("Surel"),
        _("Pekerjaan"), _("Kuasa"), _("Nomor pendaftaran permohonan"), _("Informasi yang diminta"),
        _("Tujuan penggunaan"),
        *(_("Alasan %(letter)s") % {"letter": ground.letter} for ground in OBJECTION_GROUNDS),
        _("Kasus posisi"), _("Tahap"), _("Keputusan Atasan PPID"), _("Pertimbangan"), _("Batas tanggapan"),
        _("Tanggal tanggapan"), _("Nomor surat tanggapan"), _("Nama Atasan PPID"), _("Jabatan"),
        _("Tanggapan pengaju"), _("Perintah belum dilaksanakan"),
    ]  # fmt: skip


def line(objection: Objection) -> list[Any]:
    letter = objection.letter
    decided = objection.state == ObjectionState.DECIDED
    return [
        objection.number, _day(objection.received_at), _day(objection.entered_at),
        objection.get_channel_display(), objection.agency.name, objection.name,
        objection.get_requester_kind_display(), objection.identity_number, objection.address, objection.phone,
        objection.email, objection.occupation, objection.proxy_name,
        objection.case.number if objection.case is not None else "", objection.information, objection.purpose,
        *(TICK if ground.letter in objection.grounds else "" for ground in OBJECTION_GROUNDS),
        objection.position, _(ObjectionState(objection.state).label),
        _(ObjectionOutcome(objection.outcome).label) if objection.outcome else "", objection.reasons,
        _day(objection.judged_due_on or objection.due_on), _day(objection.closed_at),
        letter.number if letter else "", letter.signer_name if letter and decided else "",
        letter.signer_title if letter and decided else "", objection.objector_reply,
        sum(order.done_at is None for order in objection.orders.all()),
    ]  # fmt: skip


def public_columns() -> list[str]:
    """What a public copy may hold, and nothing else."""
    return [
        _("Nomor keberatan"), _("Tanggal diterima"), _("Perangkat daerah"), _("Nomor pendaftaran permohonan"),
        _("Pokok permohonan"), _("Alasan keberatan"), _("Batas tanggapan"), _("Tanggal tanggapan"),
        _("Keputusan Atasan PPID"),
    ]  # fmt: skip


def public_line(objection: Objection) -> list[Any]:
    """By the allow-list: no person, no words of a person."""
    case = objection.case
    return [
        objection.number, _day(objection.received_at), objection.agency.name, case.number if case else "",
        case.public_subject if case else "", ", ".join(sorted(objection.grounds)),
        _day(objection.judged_due_on or objection.due_on), _day(objection.closed_at),
        _(ObjectionOutcome(objection.outcome).label) if objection.outcome else "",
    ]  # fmt: skip


def for_register(objections: QuerySet[Objection]) -> QuerySet[Objection]:
    """With everything that a line needs; in the order of receipt."""
    chosen = objections.select_related("agency", "case", "letter").prefetch_related("orders")
    return chosen.order_by("received_at", "pk")


def register_lines(objections: QuerySet[Objection], *, public: bool = False) -> Iterator[str]:
    """CSV for a spreadsheet: BOM, one line an objection, no cell that would be run as a formula.

    The internal one holds names, NIK and addresses, and is never published (UU 14/2008 Art 17 h).
    """
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(public_columns() if public else columns())
    for objection in for_register(objections).iterator(chunk_size=CHUNK):
        cells = public_line(objection) if public else line(objection)
        yield writer.writerow([formula_safe(cell) for cell in cells])
