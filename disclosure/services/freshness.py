"""Saying that an entry is still current, approving a wide entry, and keeping proof of what cannot be
reached.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.models import EvidenceOutage, FreshnessConfirmation, ListEntry, PublicationPeriod
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date

from .history import refresh_current_until


@transaction.atomic
def confirm_fresh(*, entry: ListEntry, by: Any, reason: str, now: datetime) -> FreshnessConfirmation:
    """PPID Pelaksana confirms a live entry as "masih mutakhir"; counts from today, logged with its reason."""
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    if not AgencyPolicy.allows(by, Action.ENTRY_CONFIRM, held):
        raise NotAllowed(_("Hanya PPID Pelaksana unit ini yang dapat menyatakan entri masih mutakhir."))
    if reason not in FreshnessConfirmation.Reason.values:
        raise InputError(_("Pilih salah satu alasan."), field="reason")
    if not held.live:
        raise RuleViolation(_("Hanya entri yang sedang terbit yang dapat dinyatakan masih mutakhir."))
    confirmation = FreshnessConfirmation.objects.create(entry=held, at=now, by=by, reason=reason)
    record(
        action="entry.confirm", actor=by, target=held, agency=held.agency_id, at=now, data={"reason": reason}
    )
    return confirmation


@transaction.atomic
def approve_spread(*, entry: ListEntry, by: Any, now: datetime) -> ListEntry:
    """PPID Utama lets one entry stand for more than ten items outside a group, from now on."""
    if AgencyPolicy.scope(by, Action.ITEM_APPROVE) is not Scope.CITY:
        raise NotAllowed(_("Hanya PPID Utama yang dapat menyetujui satu entri untuk banyak kewajiban."))
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    ListEntry.objects.filter(pk=held.pk).update(spread_approved_at=now, spread_approved_by=by)
    _continue_period(held, now, spread_approved=True)
    refresh_current_until(entries=[held.pk], today=wib_date(now))
    record(action="entry.spread_approved", actor=by, target=held, agency=held.agency_id, at=now)
    return ListEntry.objects.get(pk=held.pk)


def _continue_period(entry: ListEntry, now: datetime, **changes: Any) -> None:
    """Split the open stretch at ``now``, so that what was true yesterday stays true for yesterday."""
    period = entry.periods.live_at(now).first()
    if period is None:
        return
    until = period.live_until
    PublicationPeriod.objects.filter(pk=period.pk).update(live_until=now)
    period.pk = None
    period._state.adding = True
    period.live_from, period.live_until = now, until
    for name, value in changes.items():
        setattr(period, name, value)
    period.save()


@transaction.atomic
def note_reachability(
    *, entry: ListEntry, address: str, reachable: bool, on: date, now: datetime, proof: str = ""
) -> EvidenceOutage | None:
    """Keep the result of one check of a link or file. A failure opens a run or continues it; a success
    ends it.
    """
    run = (
        EvidenceOutage.objects.select_for_update(of=("self",))
        .filter(entry=entry, address=address, recovered_on__isnull=True)
        .first()
    )
    if reachable:
        if run is not None:
            run.recovered_on, run.last_checked_at = on, now
            run.save(update_fields=["recovered_on", "last_checked_at"])
        return run
    if run is None:
        return EvidenceOutage.objects.create(
            entry=entry, address=address, failed_on=on, last_checked_at=now, proof=proof[:300]
        )
    run.last_checked_at, run.proof = now, proof[:300] or run.proof
    run.save(update_fields=["last_checked_at", "proof"])
    return run
