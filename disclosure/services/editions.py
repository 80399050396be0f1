"""The life of the city's list: opened, proposed by units, read by PPID Utama, adopted by Keputusan, approved by
Atasan PPID (PERKI 1/2021 Art 45). Entries are live all the while: nothing here touches them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from disclosure.edition_messages import tell_opened, tell_section, tell_superior
from disclosure.law.categories import PUBLISHABLE
from disclosure.law.editions import SectionState, check_adoption, next_due, propose_by
from disclosure.models import CityWait, EditionRow, EditionSection, ListEdition, ListEntry, WaitKind
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.files.models import StoredFile
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar

from .waits import begin_wait, end_wait

CHUNK = 500


def _require(by: Any, action: Action, target: Any, sentence: str) -> None:
    if not AgencyPolicy.allows(by, action, target):
        raise NotAllowed(sentence)


def _only_ppid(by: Any) -> None:
    _require(by, Action.LIST_ADOPT, None, _("Hanya PPID Utama yang memeriksa dan menetapkan daftar."))


def _gathering(edition: ListEdition) -> ListEdition:
    held = ListEdition.objects.select_for_update().get(pk=edition.pk)
    if held.is_frozen:
        raise RuleViolation(
            _("Daftar ini sudah ditetapkan dan tidak berubah lagi."), article="PERKI 1/2021 Pasal 45"
        )
    return held


@transaction.atomic
def open_edition(*, by: Any, now: datetime) -> ListEdition:
    """Begin the next edition with a section for every unit, and tell the units by when to propose."""
    _only_ppid(by)
    if ListEdition.objects.exclude(state=ListEdition.State.APPROVED).exists():
        raise RuleViolation(_("Edisi sebelumnya belum selesai. Selesaikan dulu edisi itu."))
    last = ListEdition.objects.filter(state=ListEdition.State.APPROVED).order_by("-number").first()
    due_on = next_due(last.decree_date) if last is not None and last.decree_date else None
    today = wib_date(now)
    edition = ListEdition.objects.create(
        number=(ListEdition.objects.aggregate(n=Max("number"))["n"] or 0) + 1, opened_at=now, opened_by=by,
        propose_by=propose_by(today, due_on, current_calendar()), due_on=due_on,
    )  # fmt: skip
    units = list(Agency.objects.active_on(today))
    EditionSection.objects.bulk_create(
        EditionSection(edition=edition, agency=unit, agency_name=unit.name) for unit in units
    )
    record(action="edition.opened", actor=by, target=edition, at=now, data={"sections": len(units)})
    tell_opened(edition=edition, agencies=units, now=now)
    return edition


@transaction.atomic
def propose_section(*, section: EditionSection, note: str, by: Any, now: datetime) -> EditionSection:
    """PPID Pelaksana proposes its section: what is live this moment, photographed column by column.

    Raises InputError when the unit has published nothing.
    """
    _require(by, Action.LIST_PROPOSE, section, _("Hanya PPID Pelaksana unit ini yang mengusulkan bagiannya."))
    edition = _gathering(section.edition)
    held = EditionSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if held.state not in (EditionSection.State.OPEN, EditionSection.State.RETURNED):
        raise RuleViolation(
            _("Bagian ini sudah diusulkan. Minta PPID Utama mengembalikannya bila perlu diubah.")
        )
    live = ListEntry.objects.live_at(now).filter(agency=held.agency_id, first_published_at__lte=now)
    if not live.exists():
        raise InputError(_("Unit ini belum menerbitkan satu pun informasi. Terbitkan dulu entri daftarnya."))
    kept = {row.entry_id: row for row in held.rows.all()}
    held.rows.all().delete()
    EditionRow.objects.bulk_create(
        (_photograph(entry, held, edition, kept.get(entry.pk)) for entry in _in_order(live)), batch_size=CHUNK
    )
    held.state, held.note = EditionSection.State.PROPOSED, note.strip()[:500]
    held.proposed_at, held.proposed_by, held.return_reason = now, by, ""
    held.save()
    begin_wait(kind=WaitKind.SECTION, agency=held.agency_id, object_id=held.pk, now=now)
    record(
        action="edition.section_proposed", actor=by, target=held, agency=held.agency_id, at=now,
        data={"rows": held.rows.count()},
    )  # fmt: skip
    return held


def _in_order(live: QuerySet[ListEntry]) -> list[ListEntry]:
    place = {kind.value: n for n, kind in enumerate(PUBLISHABLE)}
    rows = live.prefetch_related("published_files", "links").order_by("title", "pk")
    return sorted(rows, key=lambda entry: place.get(entry.category, 99))


def _photograph(
    entry: ListEntry, section: EditionSection, edition: ListEdition, before: EditionRow | None
) -> EditionRow:
    """A row as the entry stands. A category that PPID Utama has set in an earlier round of the same edition
    stays set while the unit's own proposal is the same.
    """
    judged = before is not None and before.proposed_category == entry.category
    return EditionRow(
        section=section, edition=edition, agency_id=section.agency_id, entry=entry, title=entry.title,
        summary=entry.summary, holder=entry.holder, responsible=entry.responsible,
        made=", ".join(part for part in (entry.made_when, entry.made_where) if part),
        forms_available=entry.forms_available, retention=entry.retention,
        category=before.category if before is not None and judged else entry.category,
        proposed_category=entry.category, evidence=_evidence(entry),
    )  # fmt: skip


def _evidence(entry: ListEntry) -> str:
    """How many files and links stood there, in words that a comparison can show."""
    files = sum(1 for held in entry.published_files.all() if held.replaced_at is None)
    newest = max((h.version for h in entry.published_files.all() if h.replaced_at is None), default=0)
    links = len(entry.links.all())
    parts = []
    if files:
        parts.append(f"{files} berkas, versi {newest}")
    if links:
        parts.append(f"{links} tautan")
    return "; ".join(parts)


def _to_read(section: EditionSection, by: Any, *states: str) -> EditionSection:
    _only_ppid(by)
    _gathering(section.edition)
    held = EditionSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if held.state not in states:
        raise RuleViolation(_("Bagian ini tidak sedang menunggu pemeriksaan."))
    return held


@transaction.atomic
def judge_row(
    *, row: EditionRow, category: str, struck: bool, reason: str, by: Any, now: datetime
) -> EditionRow:
    """PPID Utama classifies one line, or strikes it from the list with a reason (Art 45: reviews and
    classifies). The entry itself stays as it is.
    """
    _to_read(row.section, by, EditionSection.State.PROPOSED, EditionSection.State.VERIFIED)
    if category not in {kind.value for kind in PUBLISHABLE}:
        raise InputError(_("Pilih salah satu kategori."), field="category")
    if struck and not reason.strip():
        raise InputError(_("Tulis alasannya; unit membacanya."), field="reason")
    held = EditionRow.objects.select_for_update(of=("self",)).select_related("edition").get(pk=row.pk)
    held.category, held.struck = category, struck
    held.strike_reason = reason.strip()[:300] if struck else ""
    held.save()
    record(
        action="edition.row_judged", actor=by, target=held, agency=held.agency_id, at=now,
        data={"category": category, "struck": struck},
    )  # fmt: skip
    return held


@transaction.atomic
def verify_section(*, section: EditionSection, by: Any, now: datetime) -> EditionSection:
    """PPID Utama has read the section and agrees with it."""
    held = _to_read(section, by, EditionSection.State.PROPOSED)
    held.state, held.read_at, held.read_by = EditionSection.State.VERIFIED, now, by
    held.save()
    end_wait(kind=WaitKind.SECTION, object_id=held.pk, outcome=CityWait.Outcome.AGREED, now=now)
    record(action="edition.section_verified", actor=by, target=held, agency=held.agency_id, at=now)
    return held


@transaction.atomic
def return_section(*, section: EditionSection, reason: str, by: Any, now: datetime) -> EditionSection:
    """PPID Utama sends a section back, also one that it had verified, as long as nothing is adopted."""
    held = _to_read(section, by, EditionSection.State.PROPOSED, EditionSection.State.VERIFIED)
    if not reason.strip():
        raise InputError(_("Tulis alasannya; unit membacanya untuk memperbaiki."), field="note")
    held.state, held.return_reason = EditionSection.State.RETURNED, reason.strip()[:500]
    held.read_at, held.read_by = now, by
    held.save()
    end_wait(kind=WaitKind.SECTION, object_id=held.pk, outcome=CityWait.Outcome.RETURNED, now=now)
    record(action="edition.section_returned", actor=by, target=held, agency=held.agency_id, at=now)
    tell_section(section=held, by=by, now=now)
    return held


@transaction.atomic
def adopt_edition(
    *, edition: ListEdition, number: str, dated_on: date, file: StoredFile | None, signer_name: str,
    without_missing: bool, by: Any, now: datetime,
) -> ListEdition:  # fmt: skip
    """PPID's Keputusan: from here on no row changes. Units without a verified section are left out.

    Raises EditionRuleBroken while a section waits, or one is missing and nobody said to go on without it.
    """
    _only_ppid(by)
    held = _gathering(edition)
    if not number.strip():
        raise InputError(_("Isi nomor keputusannya."), field="number")
    if ListEdition.objects.filter(decree_number=number.strip()).exclude(pk=held.pk).exists():
        raise InputError(_("Nomor keputusan itu sudah dipakai."), field="number")
    if dated_on > wib_date(now):
        raise InputError(_("Tanggal ini belum tiba; isi tanggal pada suratnya."), field="dated_on")
    if file is None:
        raise InputError(_("Unggah pindaian keputusan yang sudah ditandatangani."), field="file")
    check_adoption(
        [SectionState(state) for state in held.sections.values_list("state", flat=True)],
        without_missing=without_missing,
    )
    _number_rows(held)
    held.decree_number, held.decree_date, held.decree_file = number.strip(), dated_on, file
    held.signer_name, held.adopted_at, held.adopted_by = signer_name.strip()[:150], now, by
    held.state, held.return_reason = ListEdition.State.ADOPTED, ""
    held.save()
    record(
        action="edition.adopted", actor=by, target=held, at=now,
        data={"number": held.decree_number, "dated_on": dated_on.isoformat(), "rows": held.rows.count()},
    )  # fmt: skip
    tell_superior(edition=held, now=now)
    return held


def _number_rows(edition: ListEdition) -> None:
    """One running number through the whole list, unit by unit; what is struck or left out has none."""
    EditionRow.objects.filter(edition=edition).exclude(section__state=EditionSection.State.VERIFIED).delete()
    EditionRow.objects.filter(edition=edition).update(number=0)
    place = {kind.value: n for n, kind in enumerate(PUBLISHABLE)}
    rows = list(
        EditionRow.objects.filter(edition=edition, struck=False)
        .select_related("section")
        .only("pk", "category", "title", "section__agency_name")
    )
    rows.sort(key=lambda row: (row.section.agency_name, place.get(row.category, 99), row.title, row.pk))
    for number, row in enumerate(rows, start=1):
        row.number = number
    EditionRow.objects.bulk_update(rows, ["number"], batch_size=CHUNK)


def _adopted(edition: ListEdition, by: Any) -> ListEdition:
    _require(by, Action.LIST_APPROVE, None, _("Hanya Atasan PPID yang menyetujui daftar."))
    held = ListEdition.objects.select_for_update().get(pk=edition.pk)
    if held.state != ListEdition.State.ADOPTED:
        raise RuleViolation(_("Daftar ini tidak sedang menunggu persetujuan Atasan PPID."))
    return held


@transaction.atomic
def approve_edition(*, edition: ListEdition, by: Any, now: datetime) -> ListEdition:
    """Atasan PPID approves: the edition is the city's list and public from now on (Art 45)."""
    held = _adopted(edition, by)
    held.state, held.approved_at, held.approved_by = ListEdition.State.APPROVED, now, by
    held.approver_name = by.get_full_name()[:150]
    held.save()
    record(action="edition.approved", actor=by, target=held, at=now)
    return held


@transaction.atomic
def decline_edition(*, edition: ListEdition, reason: str, by: Any, now: datetime) -> ListEdition:
    """Atasan PPID does not approve: the list goes back to PPID Utama and its Keputusan falls; the trail keeps
    its number.
    """
    held = _adopted(edition, by)
    if not reason.strip():
        raise InputError(_("Tulis alasannya; PPID Utama membacanya."), field="note")
    number = held.decree_number
    held.state, held.return_reason = ListEdition.State.GATHERING, reason.strip()[:500]
    held.decree_number, held.decree_date, held.decree_file, held.adopted_at = "", None, None, None
    held.save()
    record(action="edition.declined", actor=by, target=held, at=now, data={"number": number})
    return held
