"""The consequence test: writing the sheet, handing it to PPID Utama, and its reading (PERKI 1/2021 Art 49)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from disclosure.exemption_messages import tell_returned, tell_superior
from disclosure.law.exemptions import ExemptionRuleBroken, Ground, NeverExempt, check_exemption
from disclosure.models import (
    CityWait,
    ConsequenceTest,
    ExemptFile,
    Exemption,
    ExemptionDecree,
    TestedItem,
    Tester,
    WaitKind,
)
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.files.models import StoredFile
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.formats import tanggal
from portal.kernel.moments import wib_date
from requests_app.models import NumberSequence

from .waits import begin_wait, end_wait

SERIES = "consequence-test"


@dataclass(frozen=True, slots=True)
class ItemData:
    """One line of the sheet as typed. ``never_exempt_kind``: what Art 18(1) keeps open; any value is refused."""

    title: str
    information: str
    ground: str
    if_opened: str
    if_closed: str
    starts_on: date
    statute: str = ""
    ends_on: date | None = None
    review_on: date | None = None
    has_written_consent: bool | None = None
    concerns_public_office: bool | None = None
    never_exempt_kind: str = ""
    result: str = TestedItem.Result.CLOSED


@dataclass(frozen=True, slots=True)
class TesterData:
    name: str
    office: str
    unit: str


def _require(by: Any, action: Action, agency: Any) -> None:
    if not AgencyPolicy.allows(by, action, agency):
        raise NotAllowed(_("Anda tidak bertugas dalam pengujian konsekuensi unit ini."))


def _editable(test: ConsequenceTest, by: Any) -> ConsequenceTest:
    held = ConsequenceTest.objects.select_for_update().get(pk=test.pk)
    _require(by, Action.EXEMPT_DRAFT, held)
    if not held.is_editable:
        raise RuleViolation(_("Lembar ini sudah diajukan dan tidak dapat diubah lagi."))
    return held


@transaction.atomic
def start_test(
    *, agency: Agency, by: Any, now: datetime, held_on: date, occasion: str = "before", case_number: str = "",
    place: str = "Cilegon",
) -> ConsequenceTest:  # fmt: skip
    """A new sheet; for a case, the one that is already open for it (PERKI 1/2021 Art 49(1))."""
    _require(by, Action.EXEMPT_DRAFT, agency)
    if case_number:
        same = ConsequenceTest.objects.filter(agency=agency, case_number=case_number)
        for found in same:
            if found.is_open:
                return found
    test = ConsequenceTest.objects.create(
        agency=agency, occasion=occasion, case_number=case_number, year=held_on.year, held_on=held_on,
        place=place, created_by=by, created_at=now,
    )  # fmt: skip
    record(action="exempt.test_started", actor=by, target=test, agency=agency, at=now)
    return test


@transaction.atomic
def start_change(*, exemption: Exemption, by: Any, now: datetime, held_on: date) -> ConsequenceTest:
    """A sheet for a change of status (Lampiran IV), filled with what stands now; the one open already, if any."""
    _require(by, Action.EXEMPT_DRAFT, exemption)
    held = Exemption.objects.select_for_update().get(pk=exemption.pk)
    for item in held.tested.filter(test__kind=ConsequenceTest.Kind.CHANGE).select_related("test"):
        if item.test.is_open:
            return item.test
    if held.opened_on is not None:
        raise ExemptionRuleBroken(
            _(
                "Informasi ini sudah dinyatakan terbuka; tidak dapat ditutup lagi (UU 14/2008 Pasal 18 ayat (1))."
            )
        )
    if held.ends_on is not None and wib_date(now) > held.ends_on:
        raise ExemptionRuleBroken(
            _(
                "Jangka waktunya sudah berakhir {date}: informasi ini sudah terbuka demi hukum dan tidak dapat "
                "ditutup lagi (PP 61/2010 Pasal 11 ayat (3))."
            ),
            date=tanggal(held.ends_on), article="PP 61/2010 Pasal 11 ayat (3)",
        )  # fmt: skip
    last = held.tested.filter(test__state=ConsequenceTest.State.DECREED).order_by("-pk").first()
    if last is None:
        raise RuleViolation(_("Pengujian pengecualian ini tidak ditemukan."))
    test = ConsequenceTest.objects.create(
        agency=held.agency, kind=ConsequenceTest.Kind.CHANGE, year=held_on.year, held_on=held_on, created_by=by,
        created_at=now,
    )  # fmt: skip
    TestedItem.objects.create(
        test=test, position=1, exemption=held, title=held.title, information=last.information, ground=held.ground,
        statute=held.statute, has_written_consent=last.has_written_consent,
        concerns_public_office=last.concerns_public_office, if_opened=last.if_opened, if_closed=last.if_closed,
        starts_on=held.starts_on, ends_on=held.ends_on, review_on=held.review_on, former_ground=held.ground,
        former_statute=held.statute, former_if_opened=last.if_opened, former_if_closed=last.if_closed,
        former_ends_on=held.ends_on,
    )  # fmt: skip
    record(action="exempt.change_started", actor=by, target=held, agency=held.agency_id, at=now)
    return test


@transaction.atomic
def save_item(
    *, test: ConsequenceTest, data: ItemData, by: Any, now: datetime, item: TestedItem | None = None,
    files: Sequence[StoredFile] = (),
) -> TestedItem:  # fmt: skip
    """Write one line. Raises ExemptionRuleBroken when the law does not let it stand, InputError for an empty
    column; nothing is kept then.
    """
    held = _editable(test, by)
    for name in ("title", "information", "if_opened", "if_closed"):
        if not getattr(data, name).strip():
            raise InputError(_("Isi kolom ini; lembar pengujian memuatnya."), field=name)
    known = TestedItem.objects.get(pk=item.pk, test=held) if item is not None else None
    if known is None and held.kind == ConsequenceTest.Kind.CHANGE:
        raise RuleViolation(_("Lembar pengubahan hanya memuat informasi yang sudah dikecualikan."))
    row = known or TestedItem(test=held, position=(held.items.aggregate(n=Max("position"))["n"] or 0) + 1)
    for name in (
        "title", "information", "ground", "statute", "if_opened", "if_closed", "starts_on", "ends_on", "review_on",
        "has_written_consent", "concerns_public_office", "result",
    ):  # fmt: skip
        setattr(row, name, getattr(data, name))
    check_item(row, never_exempt_kind=data.never_exempt_kind)
    row.save()
    for stored in files:
        ExemptFile.objects.create(item=row, stored=stored, added_by=by, added_at=now)
    record(action="exempt.item_saved", actor=by, target=row, agency=held.agency_id, at=now)
    return row


def check_item(item: TestedItem, *, never_exempt_kind: str = "") -> None:
    """The rules for one line; a line whose result is "dibuka" closes nothing and has none to keep."""
    kind = NeverExempt(never_exempt_kind) if never_exempt_kind else None
    if item.result == TestedItem.Result.OPEN:
        return
    facts = item.as_facts(leader_approved=False)
    check_exemption(
        type(facts)(
            Ground(item.ground), facts.starts_on, facts.ends_on, facts.review_on, facts.statute, False, kind,
            facts.has_written_consent, facts.concerns_public_office,
        ),
        is_draft=True,
    )  # fmt: skip


@transaction.atomic
def remove_item(*, item: TestedItem, by: Any, now: datetime) -> None:
    """Take a line off a sheet that is still being written; files added to it stay stored, unlinked."""
    held = _editable(item.test, by)
    if held.kind == ConsequenceTest.Kind.CHANGE:
        raise RuleViolation(_("Lembar pengubahan memuat satu informasi; batalkan lembarnya bila tidak jadi."))
    ExemptFile.objects.filter(item=item).delete()
    item.delete()
    record(action="exempt.item_removed", actor=by, target=held, agency=held.agency_id, at=now)


@transaction.atomic
def save_testers(*, test: ConsequenceTest, testers: Sequence[TesterData], by: Any, now: datetime) -> None:
    """Who did the test: the second table of Lampiran II, in order."""
    held = _editable(test, by)
    for person in testers:
        if not (person.name.strip() and person.office.strip() and person.unit.strip()):
            raise InputError(_("Isi nama, jabatan, dan unit kerja setiap penguji."), field="testers")
    held.testers.all().delete()
    Tester.objects.bulk_create(
        Tester(test=held, position=n, name=p.name.strip(), office=p.office.strip(), unit=p.unit.strip())
        for n, p in enumerate(testers, start=1)
    )


@transaction.atomic
def submit_test(*, test: ConsequenceTest, by: Any, now: datetime) -> ConsequenceTest:
    """Hand the sheet to PPID Utama; it gets its number of the year now and keeps it through every return."""
    held = _editable(test, by)
    items = list(held.items.all())
    if not items:
        raise InputError(_("Tulis dulu informasi yang diuji."))
    if not held.testers.exists():
        raise InputError(
            _("Isi dulu siapa yang menguji; Lampiran II memuat nama dan jabatannya."), field="testers"
        )
    for item in items:
        check_item(item)
    if held.number is None:
        NumberSequence.objects.get_or_create(series=SERIES, year=held.year)
        sequence = NumberSequence.objects.select_for_update().get(series=SERIES, year=held.year)
        sequence.last += 1
        sequence.save(update_fields=["last"])
        held.number = sequence.last
    held.state, held.submitted_by, held.submitted_at = ConsequenceTest.State.SUBMITTED, by, now
    held.return_reason = ""
    held.save()
    begin_wait(kind=WaitKind.TEST, agency=held.agency_id, object_id=held.pk, now=now)
    record(action="exempt.test_submitted", actor=by, target=held, agency=held.agency_id, at=now)
    return held


def _to_read(test: ConsequenceTest, by: Any) -> ConsequenceTest:
    held = ConsequenceTest.objects.select_for_update().get(pk=test.pk)
    _require(by, Action.EXEMPT_DECIDE, held)
    if held.state != ConsequenceTest.State.SUBMITTED:
        raise RuleViolation(_("Lembar ini tidak sedang menunggu pemeriksaan."))
    return held


@transaction.atomic
def return_test(*, test: ConsequenceTest, reason: str, by: Any, now: datetime) -> ConsequenceTest:
    """PPID Utama sends the sheet back with what to change."""
    held = _to_read(test, by)
    if not reason.strip():
        raise InputError(_("Tulis alasannya; unit membacanya untuk memperbaiki."), field="reason")
    held.state, held.return_reason = ConsequenceTest.State.RETURNED, reason.strip()
    held.read_by, held.read_at = by, now
    held.save()
    end_wait(kind=WaitKind.TEST, object_id=held.pk, outcome=CityWait.Outcome.RETURNED, now=now)
    record(action="exempt.test_returned", actor=by, target=held, agency=held.agency_id, at=now)
    tell_returned(test=held, now=now)
    return held


@transaction.atomic
def verify_test(*, test: ConsequenceTest, titles: dict[int, str], by: Any, now: datetime) -> ExemptionDecree:
    """PPID Utama agrees with the test and with each title that the public will read; approvals come next.

    ``titles``: item pk -> title as approved. Raises InputError for an empty one.
    """
    held = _to_read(test, by)
    for item in held.items.all():
        item.title = titles.get(item.pk, item.title).strip()[:250]
        if not item.title:
            raise InputError(
                _("Isi judul jenis dokumennya; hanya judul ini yang dibaca umum."), field="title"
            )
        check_item(item)
        item.save()
    held.state, held.read_by, held.read_at = ConsequenceTest.State.VERIFIED, by, now
    held.save()
    decree, _new = ExemptionDecree.objects.get_or_create(test=held, defaults={"agency_id": held.agency_id})
    end_wait(kind=WaitKind.TEST, object_id=held.pk, outcome=CityWait.Outcome.AGREED, now=now)
    record(action="exempt.test_verified", actor=by, target=held, agency=held.agency_id, at=now)
    tell_superior(test=held, now=now)
    return decree


@transaction.atomic
def drop_test(*, test: ConsequenceTest, by: Any, now: datetime) -> ConsequenceTest:
    """The unit gives a sheet up before it is decreed; it stays readable with its number."""
    held = ConsequenceTest.objects.select_for_update().get(pk=test.pk)
    _require(by, Action.EXEMPT_DRAFT, held)
    if not held.is_open:
        raise RuleViolation(_("Lembar ini sudah selesai."))
    held.state = ConsequenceTest.State.DROPPED
    held.save(update_fields=["state"])
    end_wait(kind=WaitKind.TEST, object_id=held.pk, outcome=CityWait.Outcome.GONE, now=now)
    record(action="exempt.test_dropped", actor=by, target=held, agency=held.agency_id, at=now)
    return held
