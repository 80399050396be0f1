"""Extension once by at most 7 working days, before the first date passes (UU 14/2008 Pasal 22 ayat (8))."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.kernel.errors import InputError
from portal.kernel.formats import hari_tanggal
from portal.kernel.workdays import WorkCalendar
from requests_app.calendars import current_calendar
from requests_app.law.deadlines import statutory_due
from requests_app.law.grounds import ExtensionGround
from requests_app.law.states import Action
from requests_app.models import InformationRequest, Letter

from . import _effects
from ._letters import number_for, write_letter
from ._transition import reread, transition


@transaction.atomic
def extend(
    *,
    case: InformationRequest,
    ground: str,
    reason: str,
    by: Any,
    now: datetime,
    calendar: WorkCalendar | None = None,
) -> Letter:
    """Move the due date by seven working days, with a written reason and a letter.

    ``ground`` is a or b of PERKI 1/2021 Art 36(1). Raises InputError, NotAllowed, RuleViolation.
    """
    if ground not in {member.value for member in ExtensionGround}:
        raise InputError(_("Pilih alasan perpanjangan a atau b."), field="ground", code="no_ground")
    if not reason.strip():
        raise InputError(_("Tuliskan alasan perpanjangan."), field="reason", code="no_reason")
    case = reread(case)
    due = statutory_due(
        case.received_at, calendar or current_calendar(), complete_at=case.complete_at, extended=True
    )
    number = number_for(case.agency, now, kind=Letter.Kind.EXTENSION, by=by, right=Right.CASE_WORK)
    moved = transition(
        case_id=case.pk,
        action=Action.EXTEND,
        by=by,
        now=now,
        given=("ground", "reason"),
        changes={
            "due_on": due.on,
            "due_is_provisional": due.provisional,
            "extended_at": now,
            "extension_ground": ground,
        },
        data={
            "ground": ground,
            "letter": number,
            "due_before": case.due_on.isoformat(),
            "due_on": due.on.isoformat(),
        },
    )
    letter = write_letter(
        case=moved.case, kind=Letter.Kind.EXTENSION, number=number, by=by,
        right=Right.CASE_WORK, body=reason, now=now,
        data={"ground": ground, "due_before": case.due_on.isoformat(), "due_on": due.on.isoformat()},
    )  # fmt: skip
    _effects.tell_citizen(
        moved.case, "case.extended", now=now, occasion=str(moved.event.sequence),
        due=hari_tanggal(due.on, moved.case.language),
    )  # fmt: skip
    return letter
