"""What an objection looks back on: how its request stands, read from the case, its letters and its log."""

from datetime import date

from portal.kernel.moments import wib_date
from requests_app.law.objection_dates import RequestStanding
from requests_app.law.states import Outcome
from requests_app.models import InformationRequest, Letter
from requests_app.told import told_due_dates

#: Letters that answer, refuse or end a request; the receipt of the last one starts the days to object.
ENDING_LETTERS = ("notice", "refusal", "not_completed")


def ending_letter(case: InformationRequest) -> Letter | None:
    """The last letter that answered, refused or ended the case, unless it was voided."""
    return case.letters.filter(kind__in=ENDING_LETTERS, voided_at__isnull=True).order_by("id").last()


def standing_of(case: InformationRequest) -> RequestStanding:
    """Four queries at most; the due date is the one by which the case is or was judged."""
    letter = ending_letter(case)
    handed_over = case.handed_over_at
    return RequestStanding(
        due_on=case.judged_due_on or case.due_on,
        told=tuple(_told(case)),
        answered=case.noticed_at is not None,
        refused=case.outcome == Outcome.REFUSED,
        refused_on_exemption=case.outcome == Outcome.REFUSED and bool(exemption_of(case)),
        letter_received_on=letter.received_on if letter else None,
        promised_on=case.promised_on,
        handed_over_on=wib_date(handed_over) if handed_over else None,
        charged=bool(letter and letter.data.get("cost")),
    )


def _told(case: InformationRequest) -> list[date]:
    # A case that ended keeps the date it was judged by; the log still knows the earlier ones.
    return told_due_dates(case)


def exemption_of(case: InformationRequest) -> dict[str, str]:
    """The decree on which a refusal rests, as its letter names it; empty where it rests on none."""
    letter = case.letters.filter(kind=Letter.Kind.REFUSAL, voided_at__isnull=True).order_by("id").last()
    if letter is None:
        return {}
    decree = letter.data.get("decree")
    if isinstance(decree, dict) and decree.get("number"):
        return {key: str(value) for key, value in decree.items() if value}
    grounds = letter.data.get("grounds") or letter.data.get("ground")
    return {"grounds": "".join(grounds)} if grounds else {}
