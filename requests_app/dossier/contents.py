"""What a dossier holds, for each reader. What is not named here for a reader never reaches them.

Three readers: the citizen, an officer of the unit, and Komisi Informasi (the dispute file). Identity scans go to
nobody; internal files and notes, drafts and unsent letters to officers only; what the citizen sent is not handed
out again by the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from portal.files.models import ScanState, StoredFile
from portal.kernel.moments import wib_date
from requests_app.letters.kinds import FOR_CITIZEN
from requests_app.models import (
    CaseFile,
    Dispute,
    DisputeFile,
    InformationRequest,
    Letter,
    Objection,
    ObjectionFile,
)
from requests_app.services.disputes.appointing import proxies_of

from . import texts
from .texts import Text


class Reader(Enum):
    CITIZEN = "citizen"
    OFFICER = "officer"
    COMMISSION = "commission"


_C, _O, _K = Reader.CITIZEN, Reader.OFFICER, Reader.COMMISSION
_CASE_FILES = {
    _C: {CaseFile.Purpose.ANSWER},
    _K: {CaseFile.Purpose.ANSWER, CaseFile.Purpose.SUPPORTING},
    _O: {CaseFile.Purpose.ANSWER, CaseFile.Purpose.SUPPORTING, CaseFile.Purpose.INTERNAL},
}
_PO = ObjectionFile.Purpose
_OBJECTION_FILES = {
    _C: {_PO.SETTLEMENT, _PO.COMPLIANCE},
    _K: {_PO.SETTLEMENT, _PO.COMPLIANCE, _PO.SUPPORTING, _PO.PAPER},
    _O: {_PO.SETTLEMENT, _PO.COMPLIANCE, _PO.SUPPORTING, _PO.PAPER, _PO.INTERNAL},
}
_PD = DisputeFile.Purpose
_DISPUTE_FILES = {
    _C: {_PD.RULING},
    _K: {_PD.RULING, _PD.SUMMONS, _PD.STATEMENT},
    _O: {_PD.RULING, _PD.SUMMONS, _PD.STATEMENT, _PD.INTERNAL},
}


@dataclass(frozen=True)
class Item:
    """One paper: a letter, a stored file or a text of the portal. ``on`` orders it."""

    title: str
    on: date
    letter: Letter | None = None
    stored: StoredFile | None = None
    text: Text | None = None


@dataclass(frozen=True)
class Dossier:
    """``left_out`` tells in words what is not in it and why."""

    title: str
    number: str
    subject: str
    agency: str
    reader: Reader
    made_at: datetime
    items: tuple[Item, ...]
    facts: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @property
    def file_stem(self) -> str:
        """`berkas-0001-DINSOS-2026`."""
        return f"berkas-{self.number.replace('/', '-')}"


def case_dossier(case: InformationRequest, *, reader: Reader, now: datetime, user: Any = None) -> Dossier:
    """The whole of a request with its objections and disputes. ``user`` is the officer who takes it."""
    objections = list(case.objections.select_related("agency", "letter", "form").order_by("id"))
    items = [*_case_items(case, reader), *_objections(objections, reader, user)]
    return _dossier(
        _("Berkas permohonan %(number)s") % {"number": case.number}, case.number,
        case.public_subject or case.subject, case.agency.name, reader, now, items, texts.case_facts(case),
    )  # fmt: skip


def objection_dossier(objection: Objection, *, reader: Reader, now: datetime, user: Any = None) -> Dossier:
    """An objection with its disputes, and the request it is about, where there is one."""
    if objection.case is not None:
        return case_dossier(objection.case, reader=reader, now=now, user=user)
    return _dossier(
        _("Berkas keberatan %(number)s") % {"number": objection.number}, objection.number,
        objection.public_subject or objection.subject, objection.agency.name, reader, now,
        list(_objections([objection], reader, user)), texts.objection_facts(objection),
    )  # fmt: skip


def dispute_dossier(dispute: Dispute, *, now: datetime) -> Dossier:
    """The file for Komisi Informasi: letters, answers, objections and rulings of both sides, nothing internal."""
    objection = dispute.objection
    items = list(_objections([objection], Reader.COMMISSION, None))
    if objection.case is not None:
        items = [*_case_items(objection.case, Reader.COMMISSION), *items]
    number = dispute.ki_number or dispute.number
    return _dossier(
        _("Berkas sengketa %(number)s") % {"number": number}, dispute.number,
        objection.public_subject or objection.subject, dispute.agency.name, Reader.COMMISSION, now, items,
        texts.dispute_facts(dispute),
    )  # fmt: skip


def _dossier(
    title: str, number: str, subject: str, agency: str, reader: Reader, now: datetime, items: Iterable[Item],
    facts: Iterable[tuple[str, str]],
) -> Dossier:  # fmt: skip
    kept, harmful = [], 0
    for item in items:
        if item.stored is not None and item.stored.scan_state == ScanState.INFECTED:
            harmful += 1
            continue
        kept.append(item)
    ordered = tuple(sorted(kept, key=lambda item: item.on))
    return Dossier(
        title,
        number,
        subject,
        agency,
        reader,
        now,
        ordered,
        tuple(facts),
        texts.left_out(reader.value, harmful),
    )


def _letters(case: InformationRequest, reader: Reader) -> Iterator[Item]:
    found = Letter.objects.filter(voided_at__isnull=True, sent_on__isnull=False)
    if reader is Reader.OFFICER:
        found = found.filter(case=case)
    else:
        # A split request is one matter to its requester: the letters of its parts belong to it.
        kinds = {*FOR_CITIZEN, Letter.Kind.RECEIPT}
        if reader is Reader.COMMISSION:
            kinds.add(Letter.Kind.DISPUTE_PROXY)
        found = found.filter(Q(case=case) | Q(case__parent=case), kind__in=sorted(kinds))
    for letter in found.select_related("case", "case__agency", "signer_agency", "pdf", "signed").order_by(
        "id"
    ):
        yield Item(f"{letter.get_kind_display()} {letter.number}".strip(), letter.dated_on, letter=letter)


def _case_items(case: InformationRequest, reader: Reader) -> Iterator[Item]:
    yield from _letters(case, reader)
    of_case = Q(case=case) if reader is Reader.OFFICER else Q(case=case) | Q(case__parent=case)
    files = CaseFile.objects.filter(of_case, purpose__in=_CASE_FILES[reader]).select_related("stored")
    for row in files.order_by("id"):
        yield _file_item(row.stored, str(row.get_purpose_display()))
    for text in texts.case_texts(case, internal=reader is Reader.OFFICER):
        yield Item(text.title, text.on, text=text)


def _file_item(stored: StoredFile, purpose: str) -> Item:
    return Item(f"{purpose}: {stored.name}", wib_date(stored.uploaded_at), stored=stored)


def _objections(objections: Iterable[Objection], reader: Reader, user: Any) -> Iterator[Item]:
    for objection in objections:
        if objection.case is None:
            # Letters with a case stand among those of the case.
            for letter in (objection.form, objection.letter):
                if letter is not None and letter.voided_at is None and letter.sent_on is not None:
                    title = f"{letter.get_kind_display()} {letter.number}"
                    yield Item(title, letter.dated_on, letter=letter)
        for row in objection.files.filter(purpose__in=_OBJECTION_FILES[reader]).select_related("stored"):
            yield _file_item(row.stored, str(row.get_purpose_display()))
        for text in texts.objection_texts(objection, internal=reader is Reader.OFFICER):
            yield Item(text.title, text.on, text=text)
        yield from _disputes(objection, reader, user)


def _disputes(objection: Objection, reader: Reader, user: Any) -> Iterator[Item]:
    if reader is Reader.OFFICER and not policy.allows(user, Right.DISPUTE_WORK, objection.agency):
        return
    for dispute in Dispute.objects.filter(objection=objection).order_by("id"):
        for row in dispute.files.filter(purpose__in=_DISPUTE_FILES[reader]).select_related("stored"):
            yield _file_item(row.stored, str(row.get_purpose_display()))
        if objection.case is None and reader is not Reader.CITIZEN:
            for letter in proxies_of(dispute):
                yield Item(f"{letter.get_kind_display()} {letter.number}", letter.dated_on, letter=letter)
        text = texts.dispute_text(dispute, internal=reader is Reader.OFFICER)
        yield Item(text.title, text.on, text=text)
