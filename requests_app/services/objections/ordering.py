"""Orders of an upheld or settled objection: tasks of the unit's officers, each with its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.kernel.errors import InputError, RuleViolation
from portal.kernel.moments import wib_date
from requests_app.law.objection_words import ObjectionAction
from requests_app.models import ComplianceOrder, Objection, ObjectionFile

from . import _effects
from ._transition import Moved, move
from .objecting import attach_files

MAX_ORDERS = 10


@dataclass(frozen=True)
class OrderText:
    """One order: what to do, by which day; ``agency`` where another unit than the objection's has to do it."""

    text: str
    due_on: date | None
    agency: Agency | None = None


def check_orders(orders: Sequence[OrderText], *, today: date) -> Sequence[OrderText]:
    """The orders with a text, as given. Raises InputError (orders) for one without a day or with a past one."""
    kept = [order for order in orders if order.text.strip() or order.due_on]
    for place, order in enumerate(kept, 1):
        if not order.text.strip():
            raise InputError(
                _("Tuliskan isi perintah ke-%(n)s.") % {"n": place}, field="orders", code="order_without_text"
            )
        if order.due_on is None:
            raise InputError(
                _("Isi tanggal perintah ke-%(n)s.") % {"n": place}, field="orders", code="order_without_day"
            )
        if order.due_on < today:
            raise InputError(
                _("Tanggal perintah ke-%(n)s sudah lewat. Isi tanggal hari ini atau sesudahnya.")
                % {"n": place},
                field="orders",
                code="order_in_the_past",
            )
    if len(kept) > MAX_ORDERS:
        raise InputError(
            _("Paling banyak %(limit)s perintah.") % {"limit": MAX_ORDERS},
            field="orders",
            code="too_many_orders",
        )
    return kept


def give_orders(*, objection: Objection, orders: Sequence[OrderText], now: datetime) -> list[ComplianceOrder]:
    """Write them down in the transaction of the decision."""
    written = []
    for place, order in enumerate(orders, 1):
        if order.due_on is None:
            raise ValueError("an order without a day passed check_orders")
        written.append(
            ComplianceOrder.objects.create(
                objection=objection, agency=order.agency or objection.agency, sequence=place,
                text=order.text.strip(), due_on=order.due_on, created_at=now,
            )
        )  # fmt: skip
    return written


def _reread(order: ComplianceOrder) -> ComplianceOrder:
    return ComplianceOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)


@transaction.atomic
def do_order(
    *, order: ComplianceOrder, how: str, on: date, by: Any, now: datetime, files: Sequence[str] = ()
) -> Moved:
    """Record that an order was carried out: how, on which day, with what evidence; the objector is told.

    Raises InputError, RuleViolation when it was recorded before.
    """
    if not how.strip():
        raise InputError(_("Tuliskan bagaimana perintah dilaksanakan."), field="how", code="no_how")
    if on > wib_date(now) or on < wib_date(order.created_at):
        raise InputError(
            _("Tanggal pelaksanaan harus di antara tanggal perintah dan hari ini."),
            field="on",
            code="bad_day",
        )
    moved = move(
        objection_id=order.objection_id, action=ObjectionAction.DO_ORDER, by=by, now=now, given=("how",),
        data={"order": order.sequence, "on": on.isoformat()},
    )  # fmt: skip
    # Locked after the objection, like everything that belongs to it.
    locked = _reread(order)
    if locked.done_at is not None:
        raise RuleViolation(
            _("Perintah ini sudah tercatat dilaksanakan. Muat ulang halamannya."), code="already_done"
        )
    locked.done_at, locked.done_on, locked.done_by, locked.how = now, on, by, how.strip()
    locked.returned_reason = ""
    locked.save()
    attach_files(objection=moved.objection, wanted=[(key, ObjectionFile.Purpose.COMPLIANCE) for key in files])
    _effects.tell_objector(
        moved.objection, "objection.order_done", now=now, occasion=str(moved.event.sequence)
    )
    return moved


@transaction.atomic
def return_order(*, order: ComplianceOrder, reason: str, by: Any, now: datetime) -> Moved:
    """Atasan PPID finds that an order was not carried out: it waits again, its day stays."""
    if not reason.strip():
        raise InputError(_("Tuliskan apa yang belum dilaksanakan."), field="reason", code="no_reason")
    moved = move(
        objection_id=order.objection_id, action=ObjectionAction.RETURN_ORDER, by=by, now=now, given=("reason",),
        data={"order": order.sequence},
    )  # fmt: skip
    locked = _reread(order)
    if locked.done_at is None:
        raise RuleViolation(_("Perintah ini belum tercatat dilaksanakan."), code="not_done")
    locked.done_at = locked.done_on = locked.done_by = None
    locked.returned_reason = reason.strip()
    locked.save()
    _effects.tell_unit(moved.objection, "officer.order_returned", now=now, occasion=str(moved.event.sequence))
    return moved
