"""Papers that need no act of their own: the receipt, and what comes back signed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from requests_app.models import InformationRequest, Letter

from ._letters import write_letter
from ._transition import lock_case


def write_receipt(*, case: InformationRequest, by: Any, now: datetime) -> Letter:
    """Proof of receipt under the number of the case (UU 14/2008 Pasal 22 ayat (4)-(5))."""
    receipt = write_letter(
        case=case, kind=Letter.Kind.RECEIPT, number=case.number, signer_agency=case.filed_with, by=by, now=now
    )
    # It is the answer to the very form: no period waits for it.
    receipt.received_on, receipt.receipt_evidence = receipt.sent_on, "diberikan saat mendaftar"
    receipt.save(update_fields=["received_on", "receipt_evidence"])
    return receipt


@transaction.atomic
def receipt_of(*, case: InformationRequest) -> Letter:
    """The receipt of a case; written now, as of its day of entry, for a case of an older release."""
    found = _receipt(case)
    if found is None:
        lock_case(case.pk)
        found = _receipt(case) or write_receipt(case=case, by=None, now=case.entered_at)
    return found


def _receipt(case: InformationRequest) -> Letter | None:
    receipts = case.letters.filter(kind=Letter.Kind.RECEIPT).order_by("pk")
    return receipts.select_related("case", "case__agency", "signer_agency", "pdf", "signed").first()
