"""Which objections this browser has opened: by the code of their request, or by their own."""

import hmac
from datetime import datetime

from django.http import HttpRequest

from portal.crypto.fields import blind_index
from portal.kernel.errors import InputError
from portal.kernel.identifiers import normalise_tracking_code, parse_registration_number
from requests_app.models import Objection
from requests_app.services import throttling
from requests_app.services.objections.objecting import NUMBER_CODE, number_of

from . import access

SESSION_KEY = "tracked_objections"


def is_objection_number(text: str) -> bool:
    try:
        return parse_registration_number(text).agency_code == NUMBER_CODE
    except InputError:
        return False


def _found(number: str) -> Objection | None:
    rows = Objection.objects.select_related(
        "agency", "case", "case__agency", "letter", "letter__signer_agency", "form"
    )
    return rows.filter(number=number).first()


def _key_of(objection: Objection) -> str:
    """The digest of the code that opens it: its request's, or its own."""
    if objection.case is not None:
        return objection.case.tracking_code_hash
    return objection.tracking_code_hash


def look_up(number: str, code: str, address: str, now: datetime) -> Objection | None:
    """The objection, or None when number or code is wrong: which of the two is never told."""
    parsed = parse_registration_number(number)
    normal = number_of(sequence=parsed.sequence, year=parsed.year)
    wanted = blind_index(normalise_tracking_code(code))
    guess = throttling.Guess(normal, address)
    throttling.check(guess, now=now)
    objection = _found(normal)
    # Compared also when there is none, so that both ways take the same time.
    if hmac.compare_digest(_key_of(objection) if objection else "0" * len(wanted), wanted) and objection:
        return objection
    throttling.count_failure(guess, now=now)
    return None


def remember(request: HttpRequest, objection: Objection) -> None:
    """Open it for this browser; with a request, that request is opened."""
    if objection.case is not None:
        access.remember(request, objection.case)
        return
    known = dict(request.session.get(SESSION_KEY, {}))
    known.pop(str(objection.pk), None)
    known[str(objection.pk)] = objection.tracking_code_hash[:16]
    request.session[SESSION_KEY] = dict(list(known.items())[-access.MAX_OPEN :])


def forget(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def opened_objection(request: HttpRequest, sequence: str, year: str) -> Objection | None:
    """The objection if this browser has shown that it may see it; unknown and forbidden look the same."""
    if not (sequence.isascii() and sequence.isdigit() and year.isascii() and year.isdigit()):
        return None
    objection = _found(number_of(sequence=int(sequence[:9]), year=int(year[:4])))
    if objection is None:
        return None
    if objection.case is not None:
        return objection if access.opened_case(request, objection.case.number) else None
    known = request.session.get(SESSION_KEY, {})
    return objection if known.get(str(objection.pk)) == objection.tracking_code_hash[:16] else None
