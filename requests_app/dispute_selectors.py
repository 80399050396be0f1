"""Reading disputes: what a person may see is decided by the one agency policy."""

from typing import Any

from django.db.models import QuerySet

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from requests_app.models import Dispute, Objection


def disputes_for(user: Any, right: Right = Right.DISPUTE_WORK) -> QuerySet[Dispute]:
    """The disputes that ``right`` reaches; none for visitors."""
    rows = Dispute.objects.select_related(
        "agency", "objection", "objection__agency", "objection__case", "case"
    )
    return policy.rows(rows, user, right)


def disputes_of(objection: Objection) -> QuerySet[Dispute]:
    """The disputes over one objection, oldest first."""
    return Dispute.objects.filter(objection=objection).order_by("id")
