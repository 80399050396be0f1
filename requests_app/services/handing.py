"""Handing the information over (PERKI 1/2021 Art 32(1)n): the last step of a grant, with a paper where one is due."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.rights import Action as Right
from portal.kernel.errors import InputError
from portal.kernel.moments import wib_date
from requests_app.law.states import Action
from requests_app.models import InformationRequest, Letter, SendWay

from ._letters import number_for, write_letter
from ._transition import Moved, reread, transition

#: Ways that leave no paper of their own: a download needs no signature, a viewing has its record.
WITHOUT_PAPER = frozenset({SendWay.TRACKING.value, "view"})


def finish_hand_over(
    *, case: InformationRequest, by: Any, now: datetime, how: str, on: date | None = None, letter: str = ""
) -> Moved:
    """The transition alone; ``how`` is a SendWay, "view" or words. Raises InputError for a day to come."""
    day = on or wib_date(now)
    if day > wib_date(now):
        raise InputError(
            _("Tanggal penyerahan tidak boleh setelah hari ini."), field="on", code="future_hand_over"
        )
    data = {"on": day.isoformat(), "how": how, **({"letter": letter} if letter else {})}
    return transition(
        case_id=case.pk, action=Action.HAND_OVER, by=by, now=now, given=("handed_over_on",),
        changes={"handed_over_at": now}, data=data,
    )  # fmt: skip


@transaction.atomic
def hand_over(
    *,
    case: InformationRequest,
    by: Any,
    now: datetime,
    how: str,
    on: date | None = None,
    received_by: str = "",
    documents: Sequence[str] = (),
) -> Moved:
    """Record that the citizen has the information and close the case, with a receipt for both to sign.

    ``received_by`` is who took it, when that was somebody else. Raises InputError, NotAllowed, RuleViolation.
    """
    if how in WITHOUT_PAPER:
        return finish_hand_over(case=case, by=by, now=now, how=how, on=on)
    case = reread(case)
    number = number_for(case.agency, now, kind=Letter.Kind.HAND_OVER, by=by, right=Right.CASE_WORK)
    moved = finish_hand_over(case=case, by=by, now=now, how=how, on=on, letter=number)
    write_letter(
        case=moved.case, kind=Letter.Kind.HAND_OVER, number=number, by=by, right=Right.CASE_WORK, now=now,
        data={
            "handed_over_on": (on or wib_date(now)).isoformat(), "how": how,
            "documents": [name.strip()[:200] for name in documents if name.strip()],
        },
        private={"received_by": received_by.strip()[:200]},
    )  # fmt: skip
    return moved
