"""A request that names several units is split (UU 14/2008 Pasal 22 ayat (7)): one part a unit, one parent.

Parts carry the parent's number with a suffix, its receipt and its dates; from then on each has a clock of its own.
The citizen keeps one code, which opens the parent and every part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.agencies.rights import Action as Right
from portal.kernel.errors import InputError
from portal.kernel.identifiers import format_registration_number, parse_registration_number
from portal.kernel.moments import wib_date
from requests_app.law.states import Action
from requests_app.models import InformationRequest, Letter

from . import _effects
from ._letters import number_for, write_letter
from ._transition import create_part, reread, transition

#: What a part has from its parent; the rest (number, unit, words, course of its own) is not copied.
INHERITED = (
    "number_year", "number_sequence", "filed_with", "channel", "received_at", "backdating_reason",
    "requester_kind", "name", "identity_number", "address", "phone", "email", "occupation", "proxy_name",
    "members", "identity_index", "email_index", "email_confirmed_at", "purpose", "obtain_way", "send_way",
    "needs", "language", "wants_survey", "allows_naming", "missing_items", "complete_at", "target_on",
    "due_on", "original_due_on", "due_is_provisional", "extended_at", "extension_ground", "tracking_code_hash",
)  # fmt: skip


@dataclass(frozen=True)
class PartData:
    """One unit and what is asked of it; without words it is the whole request."""

    agency: Agency
    details: str = ""


@dataclass(frozen=True)
class Split:
    parent: InformationRequest
    parts: list[InformationRequest]


def _check(parts: Sequence[PartData], now: datetime) -> None:
    if len(parts) < 2:
        raise InputError(
            _("Pilih sedikitnya dua perangkat daerah. Untuk satu unit saja, teruskan permohonannya."),
            field="agencies",
            code="too_few_parts",
        )
    keys = [part.agency.pk for part in parts]
    if len(set(keys)) != len(keys):
        raise InputError(
            _("Satu perangkat daerah hanya mendapat satu pecahan. Gabungkan yang diminta darinya."),
            field="agencies",
            code="same_agency",
        )
    gone = [part.agency.name for part in parts if not part.agency.is_active_on(wib_date(now))]
    if gone:
        raise InputError(
            _("Unit ini sudah tidak ada: %(names)s. Pilih penerusnya.") % {"names": ", ".join(gone)},
            field="agencies",
            code="dissolved_agency",
        )


@transaction.atomic
def split(*, case: InformationRequest, parts: Sequence[PartData], by: Any, now: datetime) -> Split:
    """Give each unit its part, with one letter to the citizen that names them all.

    Raises InputError (fewer than two units, one unit twice, a dissolved one), NotAllowed, RuleViolation.
    """
    _check(parts, now)
    case = reread(case)
    letter_number = number_for(case.agency, now)
    numbers = [_part_number(case, place) for place in range(1, len(parts) + 1)]
    listed = [
        {"number": number, "agency": part.agency.name} for number, part in zip(numbers, parts, strict=True)
    ]
    began_as = case.state
    moved = transition(
        case_id=case.pk, action=Action.SPLIT, by=by, now=now, given=("parts",),
        data={"parts": listed, "letter": letter_number},
    )  # fmt: skip
    made = [
        _make(moved.case, data, number, began_as, by, now)
        for data, number in zip(parts, numbers, strict=True)
    ]
    write_letter(
        case=moved.case, kind=Letter.Kind.FORWARDING, number=letter_number, signer_agency=moved.case.agency,
        by=by, right=Right.CASE_FORWARD, now=now,
        body=_("Informasi yang diminta dikuasai beberapa perangkat daerah. Masing-masing menjawab sendiri."),
        data={"from": moved.case.agency.name, "parts": listed},
    )  # fmt: skip
    for part in made:
        _effects.tell_officers(part, "officer.case_forwarded", now=now, occasion="part")
    _effects.tell_citizen(
        moved.case, "case.split", now=now, occasion=str(moved.event.sequence), count=len(made),
        units="\n".join(f"– {row['number']}: {row['agency']}" for row in listed),
    )  # fmt: skip
    return Split(moved.case, made)


def _part_number(case: InformationRequest, place: int) -> str:
    whole = parse_registration_number(case.number)
    return format_registration_number(whole.sequence, whole.agency_code, whole.year, part=place)


def _make(
    parent: InformationRequest, data: PartData, number: str, state: str, by: Any, now: datetime
) -> InformationRequest:
    part = InformationRequest(
        number=number, agency=data.agency, parent=parent, entered_at=now, subject=parent.subject,
        public_subject=parent.public_subject, details=data.details.strip() or parent.details,
        **{name: getattr(parent, name) for name in INHERITED},
    )  # fmt: skip
    create_part(part=part, began_as=state, by=by, now=now)
    return part
