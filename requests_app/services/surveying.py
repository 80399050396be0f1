"""The satisfaction survey: one answer a closed case, which cannot be traced back to it.

No event and no audit line of the act itself: beside a moment, the answer of that moment would have a name.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.kernel.errors import InputError, RuleViolation
from portal.kernel.moments import wib_date
from portal.notifications.models import Notification
from requests_app.law.survey import CODES, HIGHEST, LOWEST
from requests_app.models import InformationRequest, SurveyAnswer, SurveyTaken

from . import _effects

#: Older closings are not invited any more.
INVITED_WITHIN_DAYS = 14


def may_answer(case: InformationRequest) -> bool:
    """Whether the survey is open for this case: closed, whole, and not yet answered."""
    return (
        case.closed_at is not None
        and case.parent_id is None
        and not SurveyTaken.objects.filter(case=case).exists()
    )


def take_survey(*, case: InformationRequest, scores: Mapping[str, int], now: datetime) -> bool:
    """Keep nine scores for the unit and month; False when this case has answered before: the first counts.

    Raises InputError (u1 .. u9) for a missing or impossible score, RuleViolation while the case is open.
    """
    for code in CODES:
        if scores.get(code) not in range(LOWEST, HIGHEST + 1):
            raise InputError(_("Pilih satu jawaban."), field=code, code="no_score")
    if case.closed_at is None or case.parent_id is not None:
        raise RuleViolation(
            _("Survei dapat diisi setelah permohonan selesai."), article="UU 25/2009 Pasal 38", code="open"
        )
    try:
        with transaction.atomic():
            SurveyTaken.objects.create(case=case)
            SurveyAnswer.objects.create(
                agency=case.agency,
                month=wib_date(now).replace(day=1),
                **{code: scores[code] for code in CODES},
            )
    except IntegrityError:
        return False
    return True


def invite(*, now: datetime) -> int:
    """Invite by mail, once, whoever asked for it when filing; returns how many new invitations there are."""
    waiting = InformationRequest.objects.filter(
        wants_survey=True, parent__isnull=True, closed_at__isnull=False, survey_taken__isnull=True,
        email_confirmed_at__isnull=False,
    ).select_related("agency")  # fmt: skip
    made = 0
    for case in waiting.order_by("pk").iterator(chunk_size=500):
        if (
            case.closed_at is None
            or (now - case.closed_at).days > INVITED_WITHIN_DAYS
            or now < case.closed_at
        ):
            continue
        key = f"case.survey:{case.pk}:closed"
        if Notification.objects.filter(dedupe_key=key).exists():
            continue
        _effects.tell_citizen(case, "case.survey", now=now, occasion="closed")
        made += 1
    return made
