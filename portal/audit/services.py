"""Writing the audit trail and proving that it is whole."""

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from portal.kernel.personal import without_numbers

from .models import AuditEvent, AuditHead

# One JSON object a line, for the server's log collector: a copy that the database's owner cannot rewrite.
_mirror = logging.getLogger("portal.audit.trail")

AgencyFinder = Callable[[models.Model], int | None]
_agency_finders: list[AgencyFinder] = []


def register_agency_finder(finder: AgencyFinder) -> AgencyFinder:
    """Let an upper app say which agency a thing belongs to (a page by its place in the tree); None: not
    known.
    """
    if finder not in _agency_finders:
        _agency_finders.append(finder)
    return finder


def agency_of(target: models.Model) -> int | None:
    """The agency's primary key of ``target``, from its own field or from a registered finder."""
    own = getattr(target, "agency_id", None)
    if isinstance(own, int):
        return own
    found = (finder(target) for finder in _agency_finders)
    return next((agency for agency in found if agency is not None), None)


def _fields(event: AuditEvent) -> list[Any]:
    return [
        event.at.astimezone(UTC).isoformat(), event.actor_id, event.actor_label, event.acting_as,
        event.action, event.target_type, event.target_id, event.target_label, event.agency_id, event.data,
    ]  # fmt: skip


def _digest(previous: str, event: AuditEvent) -> str:
    body = json.dumps([previous, *_fields(event)], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(body.encode()).hexdigest()


@transaction.atomic
def record(
    *,
    action: str,
    actor: Any = None,
    acting_as: str = "",
    target: models.Model | None = None,
    agency: Any = None,
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Append one act to the trail, chained to the row before it.

    ``agency`` is a unit or its primary key; left out, the target's own. ``data`` must hold no personal
    value of a citizen: say which field changed, not what it held. Part of the caller's transaction: an
    act that is rolled back leaves no line.
    """
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    actor = actor if getattr(actor, "is_authenticated", False) else None
    agency_id = getattr(agency, "pk", agency)
    if agency_id is None and target is not None:
        agency_id = agency_of(target)
    event = AuditEvent(
        at=(at or timezone.now()).astimezone(UTC),
        actor=actor,
        actor_label=str(actor)[:200] if actor else "",
        acting_as=acting_as[:300],
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=without_numbers(str(target))[:255] if target is not None else "",
        agency_id=agency_id,
        # As the database will give it back, so that the digest can be computed again.
        data=json.loads(json.dumps(data or {}, default=str)),
        previous_digest=head.digest,
    )
    event.digest = _digest(event.previous_digest, event)
    event.save()
    AuditHead.objects.filter(pk=head.pk).update(digest=event.digest, count=head.count + 1)
    transaction.on_commit(lambda: _mirror.info(as_json_line(event)))
    return event


def as_json_line(event: AuditEvent) -> str:
    """The row as one line of JSON with its digest; no personal data of citizens is in it by rule."""
    names = (
        "at", "actor_id", "actor", "acting_as", "action", "target_type", "target_id", "target", "agency_id",
        "data",
    )  # fmt: skip
    line = dict(zip(names, _fields(event), strict=True))
    return json.dumps({"id": event.pk, **line, "digest": event.digest}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What a walk over the whole trail found; ``broken`` is the first row that does not follow."""

    checked: int
    broken: AuditEvent | None
    reason: str

    @property
    def is_whole(self) -> bool:
        return not self.reason


def check_chain() -> ChainCheck:
    """Recompute every digest: finds a changed row, a removed one, and a cut end."""
    previous, checked = "", 0
    for event in AuditEvent.objects.order_by("id").iterator(chunk_size=2000):
        if event.previous_digest != previous:
            return ChainCheck(checked, event, "baris sebelumnya hilang atau disisipi")
        if event.digest != _digest(previous, event):
            return ChainCheck(checked, event, "isi baris berubah")
        previous, checked = event.digest, checked + 1
    head = AuditHead.objects.filter(pk=1).first()
    if head is not None and (head.digest != previous or head.count != checked):
        return ChainCheck(checked, None, "akhir jejak terpotong")
    return ChainCheck(checked, None, "")


def first_break() -> AuditEvent | None:
    """The first row whose chain does not hold; None for a whole trail or a cut end (see check_chain)."""
    return check_chain().broken
