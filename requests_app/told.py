"""The due dates that a citizen was ever told, from the event log."""

from __future__ import annotations

from datetime import date

from requests_app.models import CaseEvent, EventKind, InformationRequest


def told_due_dates(case: InformationRequest) -> list[date]:
    """Each due date told for the period that is running, oldest first, the present one included.

    A date moved by the calendar stays in the list: the earliest opens the citizen's rights. An extension is lawful
    and replaces what was told before it.
    """
    told: list[date] = []
    events = CaseEvent.objects.filter(
        case=case, kind__in=[EventKind.FILED, EventKind.EXTENDED, EventKind.DUE_MOVED]
    ).order_by("sequence")
    for kind, data in events.values_list("kind", "data"):
        on = data.get("due_on")
        if on is None:
            continue
        told = [date.fromisoformat(on)] if kind == EventKind.EXTENDED else [*told, date.fromisoformat(on)]
    return told if case.due_on in told else [*told, case.due_on]
