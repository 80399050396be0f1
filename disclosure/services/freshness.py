"""Saying that an entry is still current, and keeping proof of what cannot be reached."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.law.freshness import DEAD_ON_FAILED_DAY
from disclosure.models import EvidenceOutage, FreshnessConfirmation, ListEntry
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation

from .current import refresh_current_until


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
def note_reachability(
    *, entry: ListEntry, address: str, reachable: bool, on: date, now: datetime, proof: str = ""
) -> EvidenceOutage | None:
    """Keep the result of one check of a link or file. A failure opens a run or continues it, counted once a day;
    on the third distinct day the evidence is dead. A success ends the run.
    """
    ListEntry.objects.select_for_update().get(pk=entry.pk)
    run = EvidenceOutage.objects.filter(entry=entry, address=address, recovered_on__isnull=True).first()
    if reachable:
        if run is not None:
            run.recovered_on, run.last_checked_at = on, now
            run.save(update_fields=["recovered_on", "last_checked_at"])
            if run.dead_on is not None:
                refresh_current_until(entries=[entry.pk], today=on)
        return run
    if run is None:
        return EvidenceOutage.objects.create(
            entry=entry, address=address, failed_on=on, last_failed_on=on, last_checked_at=now,
            proof=proof[:300],
        )  # fmt: skip
    if run.last_failed_on is None or run.last_failed_on < on:
        run.days += 1
        run.last_failed_on = on
    run.last_checked_at, run.proof = now, proof[:300] or run.proof
    dies_now = run.dead_on is None and run.days >= DEAD_ON_FAILED_DAY
    if dies_now:
        run.dead_on = on
    run.save(update_fields=["days", "last_failed_on", "last_checked_at", "proof", "dead_on"])
    if dies_now:
        refresh_current_until(entries=[entry.pk], today=on)
    return run
