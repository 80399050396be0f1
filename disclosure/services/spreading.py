"""One entry for more than ten duties outside a group: it counts for none of them until PPID Utama approves
exactly these duties (disclosure.law.freshness.is_spread_thin).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.law.freshness import SPREAD_LIMIT, is_spread_thin
from disclosure.messages import tell_spread
from disclosure.models import CityWait, ListEntry, PublicationPeriod, SpreadDecision, WaitKind
from disclosure.selectors import rulebook_on
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date

from .current import refresh_current_until
from .waits import begin_wait, end_wait


def is_approved_for(entry: ListEntry, keys: Collection[str]) -> bool:
    """Whether PPID Utama's approval covers these duties; one more than it saw needs a new approval."""
    if entry.spread_approved_at is None:
        return False
    last = entry.spread_decisions.filter(approved=True).first()
    return last is None or set(keys) <= set(last.item_keys)


@transaction.atomic
def watch_spread(*, entry: ListEntry, keys: Collection[str], approved: bool, now: datetime) -> None:
    """Put a wide entry before PPID Utama when it becomes public, and take it away when it is wide no more.

    What was refused for the same duties is not asked again.
    """
    wide = len(keys) > SPREAD_LIMIT and is_spread_thin(keys, rulebook_on(wib_date(now)).parents)
    last = entry.spread_decisions.first()
    refused = last is not None and not last.approved and set(last.item_keys) == set(keys)
    if wide and not approved and not refused:
        begin_wait(kind=WaitKind.SPREAD, agency=entry.agency_id, object_id=entry.pk, now=now)
    else:
        end_wait(kind=WaitKind.SPREAD, object_id=entry.pk, outcome=CityWait.Outcome.GONE, now=now)


@transaction.atomic
def approve_spread(*, entry: ListEntry, by: Any, now: datetime) -> ListEntry:
    """PPID Utama lets one entry stand for the duties it names, from now on; earlier days stay as they were."""
    held, period = _to_decide(entry, by, now)
    SpreadDecision.objects.create(entry=held, approved=True, item_keys=period.item_keys, at=now, by=by)
    ListEntry.objects.filter(pk=held.pk).update(spread_approved_at=now, spread_approved_by=by)
    _continue_period(period, now, spread_approved=True)
    refresh_current_until(entries=[held.pk], today=wib_date(now))
    end_wait(kind=WaitKind.SPREAD, object_id=held.pk, outcome=CityWait.Outcome.AGREED, now=now)
    record(
        action="entry.spread_approved", actor=by, target=held, agency=held.agency_id, at=now,
        data={"items": len(period.item_keys)},
    )  # fmt: skip
    tell_spread(entry=held, approved=True, reason="", by=by, now=now)
    return ListEntry.objects.get(pk=held.pk)


@transaction.atomic
def refuse_spread(*, entry: ListEntry, by: Any, reason: str, now: datetime) -> SpreadDecision:
    """The entry goes on being public and fulfils none of its duties; its unit learns why and splits it."""
    held, period = _to_decide(entry, by, now)
    if not reason.strip():
        raise InputError(_("Tulis alasannya; unit membacanya untuk memecah entrinya."), field="reason")
    decision = SpreadDecision.objects.create(
        entry=held, approved=False, item_keys=period.item_keys, reason=reason.strip()[:500], at=now, by=by
    )
    end_wait(kind=WaitKind.SPREAD, object_id=held.pk, outcome=CityWait.Outcome.RETURNED, now=now)
    record(
        action="entry.spread_refused", actor=by, target=held, agency=held.agency_id, at=now,
        data={"items": len(period.item_keys)},
    )  # fmt: skip
    tell_spread(entry=held, approved=False, reason=decision.reason, by=by, now=now)
    return decision


def _to_decide(entry: ListEntry, by: Any, now: datetime) -> tuple[ListEntry, PublicationPeriod]:
    if AgencyPolicy.scope(by, Action.ITEM_APPROVE) is not Scope.CITY:
        raise NotAllowed(_("Hanya PPID Utama yang memutus satu entri untuk banyak kewajiban."))
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    period = held.periods.live_at(now).first()
    if period is None:
        raise RuleViolation(_("Entri ini tidak sedang terbit, jadi tidak ada yang perlu diputus."))
    if period.spread_approved or not is_spread_thin(period.item_keys, rulebook_on(wib_date(now)).parents):
        raise RuleViolation(_("Entri ini tidak menunggu putusan; mungkin sudah diubah atau diputus."))
    return held, period


def _continue_period(period: PublicationPeriod, now: datetime, **changes: Any) -> None:
    """Split the open stretch at ``now``, so that what was true yesterday stays true for yesterday."""
    until = period.live_until
    PublicationPeriod.objects.filter(pk=period.pk).update(live_until=now)
    period.pk = None
    period._state.adding = True
    period.live_from, period.live_until = now, until
    for name, value in changes.items():
        setattr(period, name, value)
    period.save()
