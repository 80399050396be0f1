"""Reading objections: what a person may see is decided by the one agency policy."""

from typing import Any

from django.db.models import QuerySet

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from requests_app.models import ComplianceOrder, InformationRequest, Objection


def objections_for(user: Any, right: Right = Right.OBJECTION_VIEW) -> QuerySet[Objection]:
    """The objections that ``right`` reaches; none for visitors."""
    rows = Objection.objects.select_related("agency", "case", "case__agency", "letter", "form")
    return policy.rows(rows, user, right)


def orders_for(user: Any, right: Right = Right.OBJECTION_VIEW) -> QuerySet[ComplianceOrder]:
    """Orders by the unit that has to carry them out, soonest first."""
    rows = ComplianceOrder.objects.select_related("agency", "objection", "objection__agency")
    return policy.rows(rows.order_by("due_on", "id"), user, right)


def objections_of(case: InformationRequest) -> QuerySet[Objection]:
    """The objections to one request, oldest first."""
    return case.objections.select_related("agency", "letter").order_by("received_at", "id")
