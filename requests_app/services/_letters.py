"""Writing letters: numbered for the signer's office, with the capacity in which the signer acts.

A service draws the number first and writes the letter in its own transition:

    number = number_for(case.agency, now, kind=Letter.Kind.NOTICE, by=by, right=Right.CASE_ANSWER)
    moved = transition(...)
    write_letter(case=moved.case, kind=Letter.Kind.NOTICE, number=number, by=by, right=..., ...)

The row is part of the act's transaction; its file is drawn afterwards (requests_app.letters.storing), so that
a fault of the PDF engine never loses the act. Papers without an act of their own take ``write_form``.
"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from portal.agencies import policy
from portal.agencies.models import Agency, Membership, Role
from portal.agencies.rights import Action as Right
from portal.background import enqueue_after_commit, has_worker
from portal.kernel.identifiers import TRACKING_ALPHABET
from portal.kernel.moments import wib_date
from requests_app.letters.kinds import KINDS
from requests_app.models import InformationRequest, Letter, SendWay, Series
from requests_app.tasks import draw_letter_file

from .numbering import Drawn, draw_letter

TOKEN_LENGTH = 16


class LetterNumber(str):
    """A number as printed, which also knows whose it is: office, capacity of the signer, place in the series."""

    office: Agency
    capacity: str
    series: str
    drawn: Drawn

    def __new__(cls, office: Agency, capacity: str, series: str, drawn: Drawn) -> "LetterNumber":
        made = super().__new__(cls, drawn.number)
        made.office, made.capacity, made.series, made.drawn = office, capacity, series, drawn
        return made


def signing_office(by: Any, right: Right | None, agency: Agency, on: date) -> tuple[Agency, str]:
    """The unit whose letterhead the signer writes on, and the capacity ("Plt. PPID Pelaksana Dinas Sosial").

    The letterhead follows who signs, not who drafted: PPID Utama never writes on a dinas's paper.
    """
    membership = policy.office_of(by, right, agency, on) if right is not None else None
    if membership is None:
        return agency, ""
    office = membership.agency or city_office(membership) or agency
    return office, policy.title_of(membership, on)


def city_office(membership: Membership) -> Agency | None:
    """Where a city-wide office sits: PPID Utama at its unit, Atasan PPID at the Sekretariat Daerah."""
    if membership.role == Role.PPID_UTAMA:
        return Agency.objects.filter(is_ppid_utama=True).first()
    if membership.role == Role.ATASAN_PPID:
        return Agency.objects.filter(code=settings.ATASAN_PPID_CODE).first()
    return None


def number_for(
    agency: Agency,
    now: datetime,
    *,
    kind: str = Letter.Kind.NOTICE,
    by: Any = None,
    right: Right | None = None,
) -> LetterNumber:
    """Draw before the transition: counters are always locked before a case and before the audit trail.

    With ``by`` and ``right`` the number is of the signer's office, else of ``agency``.
    """
    on = wib_date(now)
    office, title = signing_office(by, right, agency, on) if by is not None else (agency, "")
    series = KINDS[kind].series or Series.LETTER
    return LetterNumber(office, title, series, draw_letter(agency=office, series=series, on=on))


def write_letter(
    *,
    kind: str,
    number: str,
    by: Any,
    now: datetime,
    case: InformationRequest | None = None,
    agency: Agency | None = None,
    right: Right | None = None,
    signer_agency: Agency | None = None,
    body: str = "",
    data: Mapping[str, Any] | None = None,
    private: Mapping[str, Any] | None = None,
    channel: str = SendWay.TRACKING,
    sent_on: date | None = None,
    sent: bool = True,
    signed_as: str = "",
) -> Letter:
    """A letter as it is sent now. It lies on the tracking page at once; its receipt is another date.

    ``data`` and ``private`` follow requests_app.letters.contracts. A letter without a case (an objection that
    needs no request) names its ``agency``. ``sent`` False: it waits on the desk (a decree that is not yet
    approved). ``signed_as`` is the office in which ``by`` signed, when that was on an earlier day.
    """
    unit = case.agency if case is not None else agency
    if unit is None:
        raise ValueError("a letter belongs to a case or to a unit")
    on = wib_date(now)
    drawn = number if isinstance(number, LetterNumber) else None
    office = drawn.office if drawn else signer_agency or unit
    letter = Letter(
        case=case, agency=unit, kind=kind, number=str(number), dated_on=on, signer_agency=office,
        body=body.strip(), data=dict(data or {}), channel=channel or SendWay.TRACKING,
        sent_on=(sent_on or on) if sent else None, created_by=by, created_at=now,
        series=drawn.series if drawn else "", year=drawn.drawn.year if drawn else None,
        sequence=drawn.drawn.sequence if drawn else None, token=new_token(),
        language=case.language if case is not None and kind == Letter.Kind.RECEIPT else "id",
    )  # fmt: skip
    if by is not None:
        title = signed_as or (drawn.capacity if drawn else "") or signing_office(by, right, office, on)[1]
        letter.signer_name, letter.signer_nip = by.get_full_name() or str(by), by.nip
        letter.signer_title = title[:250]
    letter.facts = {"private": dict(private or {})}
    letter.facts = {**KINDS[kind].facts(letter), "private": dict(private or {})}
    letter.save(force_insert=True)
    if has_worker() and kind != Letter.Kind.RECEIPT:
        enqueue_after_commit(draw_letter_file, letter.pk)
    return letter


def new_token() -> str:
    """Names a letter on its public page; about 79 bits, read from a QR code or typed from the paper."""
    return "".join(secrets.choice(TRACKING_ALPHABET) for _ in range(TOKEN_LENGTH))
