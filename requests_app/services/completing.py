"""Completeness (PERKI 1/2021 Art 31(2), 33): checked, asked for, supplied. The ten days never stop."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError
from portal.kernel.formats import hari_tanggal
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar
from requests_app.calendars import current_calendar
from requests_app.law.deadlines import completion_until, period_end
from requests_app.law.rules import Stage
from requests_app.law.states import Action, Outcome, State
from requests_app.missing import COMPUTED, labels, missing_from
from requests_app.models import CaseFile, CaseMessage, EventKind, InformationRequest, Letter
from requests_app.permissions import require

from . import _effects
from ._files import bind_files
from ._letters import number_for, write_letter
from ._transition import Moved, add_event, lock_case, reread, transition
from .messaging import LONGEST_MESSAGE

#: What a citizen may add or correct while completing; the question itself is changed by message only.
SUPPLIABLE = ("name", "identity_number", "address", "phone", "occupation", "proxy_name", "members", "purpose")


@transaction.atomic
def declare_complete(
    *, case: InformationRequest, by: Any, now: datetime, calendar: WorkCalendar | None = None
) -> Moved:
    """The officer finds nothing missing: starts the service target of 3 working days, never moves the due
    date.
    """
    target = period_end(Stage.SERVICE_TARGET, wib_date(now), calendar or current_calendar())
    return transition(
        case_id=case.pk,
        action=Action.DECLARE_COMPLETE,
        by=by,
        now=now,
        changes={"complete_at": now, "target_on": target.on if target else None, "missing_items": []},
        data={"target_on": target.on.isoformat() if target else None},
    )


@transaction.atomic
def request_completion(
    *, case: InformationRequest, by: Any, items: Sequence[str], explanation: str = "", now: datetime
) -> Letter:
    """Send the certificate of incompleteness (surat keterangan tidak lengkap) and tell the citizen.

    ``items`` are codes of MissingItem or words of the officer. The citizen's 3 working days run from receipt
    of the letter. Raises InputError without items.
    """
    wanted = [item for item in items if item.strip()]
    if not wanted:
        raise InputError(_("Pilih apa yang perlu dilengkapi pemohon."), field="items", code="no_items")
    case = reread(case)
    number = number_for(case.agency, now, kind=Letter.Kind.INCOMPLETE, by=by, right=Right.CASE_WORK)
    moved = transition(
        case_id=case.pk,
        action=Action.REQUEST_COMPLETION,
        by=by,
        now=now,
        given=("missing_items",),
        changes={"missing_items": wanted},
        data={"items": wanted, "letter": number},
    )
    letter = write_letter(
        case=moved.case, kind=Letter.Kind.INCOMPLETE, number=number, by=by,
        right=Right.CASE_WORK, body=explanation, now=now, data={"items": wanted},
    )  # fmt: skip
    lines = "\n".join(f"– {label}" for label in labels(wanted))
    _effects.tell_citizen(
        moved.case, "case.completion_requested", now=now, occasion=str(moved.event.sequence), items=lines,
        due=hari_tanggal(moved.case.due_on, moved.case.language),
    )  # fmt: skip
    return letter


@transaction.atomic
def supply_missing(
    *,
    case: InformationRequest,
    values: Mapping[str, str] | None = None,
    identity_files: Sequence[str] = (),
    supporting_files: Sequence[str] = (),
    explanation: str = "",
    now: datetime,
    by: Any = None,
    how: str = "tracking",
) -> InformationRequest:
    """Add what was missing: by the citizen on the tracking page, or by the officer at the counter or on the
    phone (``how``: tracking, counter, phone, letter). ``explanation`` is the requester's own words on what they
    ask for; it is kept as their message, the question itself stays as it was asked.

    A case that waits for it goes back to the officer's check; one that was not yet checked only gains the
    data. Raises InputError when nothing is given, RuleViolation once the case has ended.
    """
    locked = lock_case(case.pk)
    if by is not None:
        require(by, Right.CASE_WORK, locked)
    given = {
        name: value.strip() for name, value in (values or {}).items() if name in SUPPLIABLE and value.strip()
    }
    explanation = explanation.strip()[:LONGEST_MESSAGE]
    if not (given or identity_files or supporting_files or explanation):
        raise InputError(_("Isi atau unggah sedikitnya satu hal yang diminta."), code="nothing_supplied")
    added = bind_files(locked, identity=identity_files, supporting=supporting_files)
    told: dict[str, Any] = {"supplied": sorted(given), "files": added, "how": how}
    if explanation:
        said = CaseMessage.objects.create(case=locked, from_citizen=True, text=explanation, at=now)
        told["message"] = said.pk
    explained = bool(explanation or supporting_files)
    changes = {**given, "missing_items": _still_missing(locked, given, explained=explained)}
    if State(locked.state) == State.INCOMPLETE:
        moved = transition(
            case_id=case.pk,
            action=Action.COMPLETE,
            by=by,
            now=now,
            given=("supplied",),
            changes=changes,
            data=told,
        )
        _effects.tell_officers(
            moved.case, "officer.case_completed", now=now, occasion=str(moved.event.sequence)
        )
        return moved.case
    _require_open(locked)
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save()
    add_event(locked, EventKind.ATTACHMENT_ADDED, now=now, by=by, data=told)
    record(action="case.supplied", actor=by, target=locked, agency=locked.agency, data=told, at=now)
    return locked


def _require_open(case: InformationRequest) -> None:
    if not case.is_open:
        raise InputError(
            _("Permohonan ini sudah dijawab; data tidak dapat ditambahkan lagi."), code="not_open"
        )


def _still_missing(case: InformationRequest, given: Mapping[str, str], *, explained: bool) -> list[str]:
    """The codes still open: what can be computed is computed again. What the officer asked for in words, or an
    explanation of the question, stays open until words or a file came; whether they suffice the officer says.
    """
    files = list(case.files.values_list("purpose", flat=True))
    computed = missing_from(
        kind=case.requester_kind,
        name=given.get("name", case.name),
        identity_number=given.get("identity_number", case.identity_number),
        address=given.get("address", case.address),
        has_scan=CaseFile.Purpose.IDENTITY in files,
        has_proxy_letter=CaseFile.Purpose.SUPPORTING in files,
        members=given.get("members", case.members),
        proxy_name=given.get("proxy_name", case.proxy_name),
    )
    return [code for code in case.missing_items if code in computed or not (explained or code in COMPUTED)]


@transaction.atomic
def close_not_completed(
    *, case: InformationRequest, by: Any, now: datetime, calendar: WorkCalendar | None = None
) -> Moved:
    """End a request that was not completed (Art 33(4)): only with proof that the letter arrived and 3 working
    days passed. A letter tells the citizen, with the right to object.
    """
    case = reread(case)
    asked = case.letters.filter(kind=Letter.Kind.INCOMPLETE, voided_at__isnull=True).last()
    until = completion_until(asked.received_on if asked else None, calendar or current_calendar())
    number = number_for(case.agency, now, kind=Letter.Kind.NOT_COMPLETED, by=by, right=Right.CASE_WORK)
    moved = transition(
        case_id=case.pk,
        action=Action.CLOSE_NOT_COMPLETED,
        by=by,
        now=now,
        outcome=Outcome.NOT_COMPLETED,
        facts={"completion_until": until.on if until else None},
        data={"letter": number},
    )
    write_letter(
        case=moved.case, kind=Letter.Kind.NOT_COMPLETED, number=number, by=by, right=Right.CASE_WORK, now=now,
        data={
            "outcome": Outcome.NOT_COMPLETED.value,
            "items": list(moved.case.missing_items),
            "asked": asked.number if asked else "",
            "received_on": asked.received_on.isoformat() if asked and asked.received_on else "",
            "until": until.on.isoformat() if until else "",
        },
    )  # fmt: skip
    _effects.tell_citizen(
        moved.case, "case.closed", now=now, occasion=str(moved.event.sequence),
        outcome=_effects.outcome_words(moved.case),
    )  # fmt: skip
    return moved
