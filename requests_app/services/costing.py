"""What copies cost and what was paid (PERKI 1/2021 Art 37-38): only copying and sending, at announced rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies import policy
from portal.agencies.rights import Action as Right
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date
from requests_app.letters.contracts import CostLine
from requests_app.models import CostRate, CostSheet, EventKind, InformationRequest, Letter, PaidHow
from requests_app.permissions import require

from ._letters import LetterNumber, number_for, write_letter
from ._transition import add_event, lock_case

#: More units than this on one line is a slip of the finger.
MOST_UNITS = 100_000


@dataclass(frozen=True)
class Costs:
    """Priced lines of one answer. ``total`` in whole rupiah; ``basis`` names the decrees on the rates."""

    lines: tuple[CostLine, ...]
    total: int
    basis: str


def priced(*, quantities: Sequence[tuple[int, int]], on: date) -> Costs:
    """(key of a rate, units) to lines at the rates in force on ``on``; lines of no unit are left out.

    Raises InputError (field ``costs``) for a rate that is not in force or a quantity that cannot be.
    """
    wanted = [(key, count) for key, count in quantities if count]
    rates = {rate.pk: rate for rate in CostRate.objects.active_on(on).filter(pk__in=[k for k, _n in wanted])}
    lines: list[CostLine] = []
    for key, count in wanted:
        rate = rates.get(key)
        if rate is None:
            raise InputError(_("Salah satu tarif sudah tidak berlaku. Muat ulang halaman ini."), field="costs",
                             code="no_rate")  # fmt: skip
        if not 0 < count <= MOST_UNITS:
            raise InputError(_("Periksa jumlah pada rincian biaya."), field="costs", code="bad_quantity")
        label = f"{rate.label} ({rate.unit})" if rate.unit else rate.label
        lines.append(
            {
                "label": label,
                "unit_price": rate.unit_price,
                "quantity": count,
                "amount": rate.unit_price * count,
            }
        )
    bases = dict.fromkeys(rates[key].basis for key, _count in wanted)
    return Costs(tuple(lines), sum(line["amount"] for line in lines), "; ".join(bases))


def write_sheet(
    *, case: InformationRequest, costs: Costs, number: LetterNumber, by: Any, now: datetime
) -> CostSheet:
    """The cost sheet beside the notice; the case is locked by the answer that it belongs to."""
    letter = write_letter(
        case=case, kind=Letter.Kind.COST_SHEET, number=number, by=by, right=Right.CASE_ANSWER, now=now,
        data={"lines": list(costs.lines), "basis": costs.basis},
    )  # fmt: skip
    sheet = CostSheet.objects.create(case=case, letter=letter, total=costs.total, created_at=now)
    add_event(case, EventKind.COST_SET, now=now, by=by, data={"letter": letter.number, "total": costs.total})
    return sheet


@transaction.atomic
def record_payment(*, sheet: CostSheet, paid_on: date, how: str, by: Any, now: datetime) -> CostSheet:
    """Record that the costs were paid and write the receipt (Art 38(4)).

    Raises InputError (day, way), RuleViolation when it was recorded already.
    """
    require(by, Right.CASE_WORK, sheet.case)
    if how not in PaidHow.values:
        raise InputError(_("Pilih cara pemohon membayar."), field="how", code="no_way")
    number = number_for(
        sheet.case.agency, now, kind=Letter.Kind.PAYMENT_RECEIPT, by=by, right=Right.CASE_WORK
    )
    case = lock_case(sheet.case_id)
    row = CostSheet.objects.select_for_update(of=("self",)).select_related("letter").get(pk=sheet.pk)
    if row.paid_on is not None:
        raise RuleViolation(_("Pembayaran ini sudah tercatat."), code="already_paid")
    if not row.letter.dated_on <= paid_on <= wib_date(now):
        raise InputError(
            _("Tanggal bayar harus di antara tanggal rincian biaya dan hari ini."),
            field="paid_on",
            code="bad_day",
        )
    row.receipt = write_letter(
        case=case, kind=Letter.Kind.PAYMENT_RECEIPT, number=number, by=by, right=Right.CASE_WORK, now=now,
        data={**row.letter.data, "paid_on": paid_on.isoformat(), "paid_how": str(PaidHow(how).label).lower()},
    )  # fmt: skip
    row.paid_on, row.paid_how = paid_on, how
    row.save(update_fields=["paid_on", "paid_how", "receipt"])
    add_event(case, EventKind.PAYMENT_RECORDED, now=now, by=by,
              data={"letter": row.receipt.number, "total": row.total})  # fmt: skip
    record(action="case.payment", actor=by, target=case, agency=case.agency, at=now,
           data={"total": row.total, "how": how})  # fmt: skip
    return row


def may_set_rates(user: Any) -> bool:
    """Rates are the city's: PPID Utama records what the Wali Kota's decree says."""
    return policy.scope(user, Right.CASE_ANSWER) is policy.Scope.CITY


@transaction.atomic
def record_rate(
    *, label: str, unit: str, unit_price: int, basis: str, valid_from: date, by: Any, now: datetime
) -> CostRate:
    """An announced rate. Raises InputError without words, basis or price; NotAllowed."""
    if not may_set_rates(by):
        raise NotAllowed(_("Hanya PPID Utama yang mencatat tarif."), code="no_right")
    for name, text in (("label", label), ("unit", unit), ("basis", basis)):
        if not text.strip():
            raise InputError(_("Isi uraian, satuan, dan dasar penetapannya."), field=name, code="no_text")
    if not 0 < unit_price <= 10_000_000:
        raise InputError(_("Tuliskan harga satuan dalam rupiah."), field="unit_price", code="bad_price")
    rate = CostRate.objects.create(
        label=label.strip()[:120], unit=unit.strip()[:30], unit_price=unit_price, basis=basis.strip()[:200],
        valid_from=valid_from, recorded_by=by, recorded_at=now,
    )  # fmt: skip
    record(action="case.rate_recorded", actor=by, target=rate, at=now, data={"price": unit_price})
    return rate


@transaction.atomic
def end_rate(*, rate: CostRate, by: Any, now: datetime) -> CostRate:
    """It is charged for the last time today; sheets that were written keep it. Idempotent."""
    if not may_set_rates(by):
        raise NotAllowed(_("Hanya PPID Utama yang mencatat tarif."), code="no_right")
    row = CostRate.objects.select_for_update().get(pk=rate.pk)
    if row.valid_until is None:
        row.valid_until = max(row.valid_from, wib_date(now))
        row.save(update_fields=["valid_until"])
        record(action="case.rate_ended", actor=by, target=row, at=now)
    return row
