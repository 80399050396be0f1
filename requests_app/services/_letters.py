"""Letters of a case: numbered for the signer's office, with the capacity in which the signer acts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.agencies import policy
from portal.agencies.models import Agency
from portal.agencies.rights import Action as Right
from portal.kernel.moments import wib_date
from requests_app.models import InformationRequest, Letter, SendWay

from .numbering import draw_letter_number


def number_for(agency: Agency, now: datetime) -> str:
    """Draw before the transition: counters are always locked before a case and before the audit trail."""
    return draw_letter_number(agency=agency, year=wib_date(now).year)


def write_letter(
    *,
    case: InformationRequest,
    kind: str,
    number: str,
    signer_agency: Agency,
    by: Any,
    right: Right,
    body: str,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    channel: str = SendWay.TRACKING,
    sent_on: date | None = None,
    signed_as: str = "",
) -> Letter:
    """A letter as it is sent now. It lies on the tracking page at once; its receipt is another date.

    ``signed_as`` is the office in which ``by`` signed, when that was on an earlier day.
    """
    return Letter.objects.create(
        case=case,
        kind=kind,
        number=number,
        dated_on=wib_date(now),
        signer_agency=signer_agency,
        signer_name=by.get_full_name() or str(by),
        signer_title=(signed_as or policy.acting_as(by, right, signer_agency))[:150],
        body=body.strip(),
        data=dict(data or {}),
        channel=channel or SendWay.TRACKING,
        sent_on=sent_on or wib_date(now),
        created_by=by,
        created_at=now,
    )
