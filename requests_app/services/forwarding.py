"""Forwarding inside the city: number and clock stay, both units and the citizen see it (law.md 4.7)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.agencies.rights import Action as Right
from portal.kernel.errors import InputError
from portal.kernel.moments import wib_date
from requests_app.law.states import Action
from requests_app.models import InformationRequest, Letter

from . import _effects
from ._letters import number_for, write_letter
from ._transition import Moved, reread, transition


@transaction.atomic
def forward(*, case: InformationRequest, to: Agency, reason: str, by: Any, now: datetime) -> Moved:
    """Give a case to the unit that holds the information, with a letter.

    Raises InputError (same unit, dissolved unit, no reason), NotAllowed, RuleViolation.
    """
    case = reread(case)
    former = case.agency
    if to.pk == former.pk:
        raise InputError(
            _("Pilih unit lain; permohonan ini sudah ada di sana."), field="to", code="same_agency"
        )
    if not to.is_active_on(wib_date(now)):
        raise InputError(
            _("Unit itu sudah tidak ada. Pilih penerusnya."), field="to", code="dissolved_agency"
        )
    if not reason.strip():
        raise InputError(_("Tuliskan mengapa diteruskan."), field="reason", code="no_reason")
    number = number_for(former, now, kind=Letter.Kind.FORWARDING, by=by, right=Right.CASE_FORWARD)
    moved = transition(
        case_id=case.pk,
        action=Action.FORWARD,
        by=by,
        now=now,
        given=("agency", "reason"),
        changes={"agency": to, "assigned_to": None, "opened_at": None},
        data={
            "from_agency_id": former.pk,
            "from_agency": former.name,
            "to_agency_id": to.pk,
            "to_agency": to.name,
            "letter": number,
        },
    )
    write_letter(
        case=moved.case, kind=Letter.Kind.FORWARDING, number=number, by=by,
        right=Right.CASE_FORWARD, body=reason, now=now, data={"from": former.name, "to": to.name},
    )  # fmt: skip
    _effects.tell_officers(moved.case, "officer.case_forwarded", now=now, occasion=str(moved.event.sequence))
    _effects.tell_citizen(
        moved.case, "case.forwarded", now=now, occasion=str(moved.event.sequence), former=former.name
    )
    return moved
