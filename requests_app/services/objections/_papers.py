"""The papers of an objection: its form (Lampiran X), the answer of Atasan PPID, the record of a settlement."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from portal.agencies.models import Agency
from portal.agencies.rights import Action as Right
from portal.kernel.moments import wib_date
from requests_app.models import ComplianceOrder, Letter, Objection
from requests_app.services._letters import number_for, write_letter

#: What stands on the papers about the person; kept in the letter's encrypted part.
_PERSON = (
    "name", "address", "occupation", "phone", "email", "proxy_name", "proxy_address", "proxy_phone", "purpose",
    "position",
)  # fmt: skip


def office_of(objection: Objection) -> Agency:
    """Whose letterhead: the office of Atasan PPID, never a dinas's (readings: letterhead follows the signer)."""
    return (
        Agency.objects.filter(code=settings.ATASAN_PPID_CODE).first()
        or Agency.objects.filter(is_ppid_utama=True).first()
        or objection.agency
    )


def draw_number(objection: Objection, kind: str, right: Right, *, by: Any, now: datetime) -> str:
    """Drawn before the step: counters are always locked before an objection and before the audit trail."""
    if right is Right.OBJECTION_DECIDE:
        return number_for(office_of(objection), now, kind=kind)
    return number_for(objection.agency, now, kind=kind, by=by, right=right)


def _person(objection: Objection) -> dict[str, str]:
    return {name: getattr(objection, name) for name in _PERSON}


def _common(objection: Objection) -> dict[str, Any]:
    return {
        "objection_number": objection.number,
        "objection_on": wib_date(objection.received_at).isoformat(),
        "request_number": objection.case.number if objection.case is not None else "",
        "grounds": list(objection.grounds),
    }


def write_form(objection: Objection, *, by: Any, now: datetime) -> Letter:
    """Lampiran X under the number of the objection: the proof of receipt (PERKI 1/2021 Art 41(5)-(6))."""
    form = write_letter(
        case=objection.case, agency=objection.agency, kind=Letter.Kind.OBJECTION_FORM, number=objection.number,
        signer_agency=office_of(objection), by=None, now=now, private=_person(objection),
        data={
            **_common(objection), "received_on": wib_date(objection.received_at).isoformat(),
            "answer_due_on": objection.due_on.isoformat(),
            "received_by": (by.get_full_name() or str(by)) if by is not None else "",
        },
    )  # fmt: skip
    # It answers the very form: no period waits for its receipt.
    form.received_on, form.receipt_evidence = form.sent_on, "diberikan saat mendaftar"
    form.save(update_fields=["received_on", "receipt_evidence"])
    return form


def write_answer(
    objection: Objection, number: str, orders: Iterable[ComplianceOrder], *, by: Any, now: datetime
) -> Letter:
    """The answer (Art 44(2)-(3)): decision, reasons, rebuttal, orders, decree, and the right to go to KI."""
    return write_letter(
        case=objection.case, agency=objection.agency, kind=Letter.Kind.OBJECTION_ANSWER, number=number,
        signer_agency=office_of(objection), by=by, right=Right.OBJECTION_DECIDE, body=objection.reasons, now=now,
        private=_person(objection),
        data={
            **_common(objection), "decision": objection.outcome, "rebuttal": objection.answer,
            "orders": [[order.text, order.due_on.isoformat()] for order in orders], "decree": objection.decree,
        },
    )  # fmt: skip


def write_settlement(objection: Objection, number: str, place: str, *, by: Any, now: datetime) -> Letter:
    """The record of an amicable settlement, beside the signed one that was uploaded."""
    agreed_on = objection.agreed_on or wib_date(now)
    return write_letter(
        case=objection.case, agency=objection.agency, kind=Letter.Kind.SETTLEMENT, number=number, by=by,
        right=Right.OBJECTION_RECORD, body=objection.reasons, now=now, private=_person(objection),
        data={**_common(objection), "agreed_on": agreed_on.isoformat(), "place": place.strip()},
    )  # fmt: skip
