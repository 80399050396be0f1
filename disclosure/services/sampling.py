"""Publish first, read one in ten afterwards: for agencies that PPID Utama has switched over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.law.editions import is_sampled, review_by
from disclosure.messages import tell_sample
from disclosure.models import CityReviewRule, ListEntry, PublicationPeriod, SampledPublication
from disclosure.models.workflow import rule_for
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action, Scope
from portal.audit.services import record
from portal.kernel.errors import InputError, NotAllowed, RuleViolation
from portal.kernel.moments import wib_date
from portal.workcalendar.selectors import current_calendar


@transaction.atomic
def count_publication(
    *, entry: ListEntry, period: PublicationPeriod, now: datetime
) -> SampledPublication | None:
    """Count a publication of an agency that publishes first; the row to read when it falls into the sample."""
    rule = rule_for(entry)
    if rule is None or rule.mode != CityReviewRule.Mode.SAMPLE:
        return None
    held = CityReviewRule.objects.select_for_update().get(pk=rule.pk)
    held.counted += 1
    held.save(update_fields=["counted"])
    if not is_sampled(held.seed, held.counted):
        return None
    return SampledPublication.objects.create(
        agency_id=entry.agency_id, entry=entry, period=period, ordinal=held.counted, published_at=now,
        due_on=review_by(wib_date(now), current_calendar()),
    )  # fmt: skip


@transaction.atomic
def read_sample(
    *, sample: SampledPublication, fine: bool, note: str, by: Any, now: datetime
) -> SampledPublication:
    """PPID Utama has read a sampled entry. It stays public either way; a flaw is told to its unit."""
    if AgencyPolicy.scope(by, Action.ITEM_APPROVE) is not Scope.CITY:
        raise NotAllowed(_("Hanya PPID Utama yang memeriksa contoh."))
    held = SampledPublication.objects.select_for_update().get(pk=sample.pk)
    if held.read_at is not None:
        raise RuleViolation(_("Contoh ini sudah diperiksa."))
    if not fine and not note.strip():
        raise InputError(_("Tulis apa yang perlu diperbaiki."), field="note")
    held.result = SampledPublication.Result.FINE if fine else SampledPublication.Result.FLAWED
    held.note, held.read_at, held.read_by = note.strip()[:500], now, by
    held.save()
    record(
        action="review.sample_read", actor=by, target=held.entry, agency=held.agency_id, at=now,
        data={"ordinal": held.ordinal, "result": held.result},
    )  # fmt: skip
    if not fine:
        tell_sample(sample=held, by=by, now=now)
    return held
