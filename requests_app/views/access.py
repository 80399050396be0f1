"""Which cases this browser has opened: shown by number and code, or by the link to a confirmed address."""

import hmac
from datetime import datetime

from django.http import HttpRequest

from portal.crypto.fields import blind_index
from portal.kernel.errors import InputError
from portal.kernel.identifiers import (
    format_registration_number,
    normalise_tracking_code,
    parse_registration_number,
)
from requests_app.models import InformationRequest
from requests_app.services import throttling

SESSION_KEY = "tracked_cases"
MAX_OPEN = 10


def address_of(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def _number(text: str) -> str:
    parsed = parse_registration_number(text)
    return format_registration_number(parsed.sequence, parsed.agency_code, parsed.year, part=parsed.part)


def look_up(number: str, code: str, address: str, now: datetime) -> InformationRequest | None:
    """The case, or None when number or code is wrong: which of the two is never told.

    Raises InputError for what cannot be a number or a code, TooManyGuesses when the number was tried too
    often.
    """
    normal = _number(number)
    wanted = blind_index(normalise_tracking_code(code))
    guess = throttling.Guess(normal, address)
    throttling.check(guess, now=now)
    case = InformationRequest.objects.filter(number=normal).first()
    # Compared also when there is no such case, so that both ways take the same time.
    if hmac.compare_digest(case.tracking_code_hash if case else "0" * len(wanted), wanted) and case:
        return case
    throttling.count_failure(guess, now=now)
    return None


def remember(request: HttpRequest, case: InformationRequest) -> None:
    """Open a case for this browser; a code that is replaced later closes it again."""
    known = dict(request.session.get(SESSION_KEY, {}))
    opened = str(case.parent_id or case.pk)
    known.pop(opened, None)
    known[opened] = case.tracking_code_hash[:16]
    request.session[SESSION_KEY] = dict(list(known.items())[-MAX_OPEN:])


def forget(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def opened_case(request: HttpRequest, number: str) -> InformationRequest | None:
    """The case if this browser has shown that it may see it; None looks the same for unknown and forbidden."""
    try:
        normal = _number(number)
    except InputError:
        return None
    case = InformationRequest.objects.select_related("agency", "filed_with").filter(number=normal).first()
    if case is None:
        return None
    known = request.session.get(SESSION_KEY, {})
    # One code opens a split request and all its parts, whichever of them was looked up.
    opened = {known.get(str(pk)) for pk in (case.pk, case.parent_id) if pk is not None}
    return case if case.tracking_code_hash[:16] in opened else None
