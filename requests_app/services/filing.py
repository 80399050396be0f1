"""Filing a request: one number, one case, whatever a browser or an impatient thumb sends (UU 14/2008 Pasal
22).
"""

import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.crypto.fields import blind_index
from portal.kernel.errors import InputError
from portal.kernel.identifiers import generate_tracking_code
from portal.kernel.moments import wib_date
from portal.kernel.workdays import WorkCalendar
from requests_app.calendars import current_calendar
from requests_app.law.deadlines import statutory_due
from requests_app.missing import missing_from
from requests_app.models import (
    Channel,
    InformationRequest,
    ObtainWay,
    RequesterKind,
)

from . import _effects
from ._files import bind_files
from ._transition import create_case
from .lettering import write_receipt
from .numbering import draw_request_number, lock_request_series

#: The same words from the same person to the same unit within this time are one request, sent twice.
SAME_WITHIN = timedelta(seconds=60)
MAX_SUPPORTING_FILES = 5
SUBJECT_LENGTH = 120


@dataclass(frozen=True)
class FilingData:
    """What a request carries (PERKI 1/2021 Art 29(5)). Only ``agency`` and ``details`` must be there.

    ``identity_files`` and ``supporting_files`` are keys of files stored before; ``received_at`` is given by
    an officer who enters a request that came another way, and needs ``backdating_reason`` when it lies in the
    past.
    """

    agency: Agency
    details: str
    subject: str = ""
    requester_kind: str = RequesterKind.INDIVIDUAL
    name: str = ""
    identity_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    occupation: str = ""
    proxy_name: str = ""
    members: str = ""
    has_proxy_letter: bool = False
    purpose: str = ""
    obtain_way: str = ObtainWay.COPY
    send_way: str = ""
    needs: tuple[str, ...] = ()
    language: str = "id"
    wants_survey: bool = False
    allows_naming: bool = False
    channel: str = Channel.WEB
    received_at: datetime | None = None
    backdating_reason: str = ""
    form_token: str | None = None
    identity_files: tuple[str, ...] = field(default=())
    supporting_files: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Filed:
    """The case and its code. ``repeated``: it was there already, this is its first receipt once more."""

    case: InformationRequest
    tracking_code: str
    repeated: bool = False


def normal_text(text: str) -> str:
    """Composed accents, single spaces, no line breaks: equal requests compare equal however typed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def identity_index_of(data: FilingData) -> str:
    """Who asks, as a keyed digest: the NIK or entity number if given, else name with contact."""
    number = "".join(filter(str.isalnum, data.identity_number))
    if number:
        return blind_index(f"number:{number}")
    parts = (data.name, data.email, data.phone, data.address)
    return blind_index("person:" + "|".join(normal_text(part) for part in parts))


def file_request(
    *, data: FilingData, now: datetime, by: Any = None, calendar: WorkCalendar | None = None
) -> Filed:
    """Register a request and give its number, due date and code at once.

    Idempotent by form token, and by identity, agency and text within 60 seconds: a repeat gets the first
    receipt. Missing identity never blocks (T6); it is listed in ``missing_items``. ``by`` is the officer who
    enters it. Raises InputError (field) for what cannot be registered at all, NotAllowed when ``by`` may not
    record here.
    """
    _check(data, now)
    found = _by_token(data.form_token)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _file(data, now, by, calendar or current_calendar())
    except IntegrityError:
        # The same form, sent to two agencies at once (changed between two clicks): the first one holds.
        found = _by_token(data.form_token)
        if found is None:
            raise
        return found


def _check(data: FilingData, now: datetime) -> None:
    if not normal_text(data.details):
        raise InputError(_("Tuliskan informasi yang Anda minta."), field="details", code="no_details")
    if data.received_at is None:
        return
    if data.received_at > now:
        raise InputError(
            _("Tanggal diterima tidak boleh setelah hari ini."), field="received_at", code="future_receipt"
        )
    if wib_date(data.received_at) < wib_date(now) and not data.backdating_reason.strip():
        raise InputError(
            _("Tuliskan mengapa permohonan yang diterima lebih dulu baru dicatat sekarang."),
            field="backdating_reason",
            code="no_backdating_reason",
        )


def _by_token(token: str | None) -> Filed | None:
    if not token:
        return None
    case = InformationRequest.objects.select_related("agency").filter(form_token=token).first()
    return Filed(case, case.receipt_code, repeated=True) if case else None


def _same_words(data: FilingData, identity: str, text: str, now: datetime) -> Filed | None:
    case = (
        InformationRequest.objects.select_related("agency")
        .filter(
            identity_index=identity,
            text_index=text,
            filed_with=data.agency,
            entered_at__gt=now - SAME_WITHIN,
            entered_at__lte=now + SAME_WITHIN,
        )
        .order_by("id")
        .first()
    )
    return Filed(case, case.receipt_code, repeated=True) if case else None


def _file(data: FilingData, now: datetime, by: Any, calendar: WorkCalendar) -> Filed:
    year = wib_date(now).year
    # All filings to one agency queue here, so that each sees what the one before it has filed.
    lock_request_series(agency=data.agency, year=year)
    identity, text = identity_index_of(data), blind_index(normal_text(data.details))
    repeat = _by_token(data.form_token) or _same_words(data, identity, text, now)
    if repeat is not None:
        return repeat
    sequence, number = draw_request_number(agency=data.agency, year=year)
    code = generate_tracking_code(secrets.SystemRandom())
    received_at = data.received_at or now
    due = statutory_due(received_at, calendar)
    case = InformationRequest(
        number=number, agency=data.agency, filed_with=data.agency, number_year=year, number_sequence=sequence,
        channel=data.channel, received_at=received_at, entered_at=now,
        backdating_reason=data.backdating_reason.strip()[:300], subject=subject_of(data),
        identity_index=identity, text_index=text, form_token=data.form_token or None,
        due_on=due.on, original_due_on=due.on, due_is_provisional=due.provisional,
        missing_items=_missing(data), tracking_code_hash=blind_index(code), receipt_code=code,
        **_personal(data),
    )  # fmt: skip
    create_case(case=case, now=now, by=by, data=_first_event(case, data))
    write_receipt(case=case, by=by, now=now)
    bind_files(case, identity=data.identity_files, supporting=data.supporting_files[:MAX_SUPPORTING_FILES])
    _effects.after_filing(case, now=now)
    return Filed(case, code)


def _personal(data: FilingData) -> dict[str, Any]:
    email = data.email.strip()
    return {
        "requester_kind": data.requester_kind,
        "name": data.name.strip(),
        "identity_number": data.identity_number.strip(),
        "address": data.address.strip(),
        "phone": data.phone.strip(),
        "email": email,
        "email_index": blind_index(email) if email else "",
        "occupation": data.occupation.strip(),
        "proxy_name": data.proxy_name.strip(),
        "members": data.members.strip(),
        "details": unicodedata.normalize("NFC", data.details).replace("\r\n", "\n").strip(),
        "purpose": data.purpose.strip(),
        "obtain_way": data.obtain_way,
        "send_way": data.send_way,
        "needs": list(data.needs),
        "language": data.language,
        "wants_survey": data.wants_survey,
        "allows_naming": data.allows_naming,
    }


def subject_of(data: FilingData) -> str:
    """The citizen's subject, else the first line of the question, cut at a word."""
    text = normal_text(data.subject or data.details)
    if len(text) <= SUBJECT_LENGTH:
        return text
    return text[:SUBJECT_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _missing(data: FilingData) -> list[str]:
    return missing_from(
        kind=data.requester_kind,
        name=data.name,
        identity_number=data.identity_number,
        address=data.address,
        has_scan=bool(data.identity_files),
        has_proxy_letter=data.has_proxy_letter,
        members=data.members,
        proxy_name=data.proxy_name,
    )


def _first_event(case: InformationRequest, data: FilingData) -> dict[str, Any]:
    """The dates that the citizen is told first; the log keeps each date ever told."""
    return {
        "number": case.number,
        "due_on": case.due_on.isoformat(),
        "channel": data.channel,
        "missing": case.missing_items,
        **({"backdated": True} if case.backdating_reason else {}),
    }
