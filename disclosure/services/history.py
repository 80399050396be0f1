"""Writing down what became visible and what ceased to be: called for every publication, by whatever door
it came.

Wagtail publishes from its editor, from a workflow, from a schedule and from our services; all of them
send its ``published`` and ``unpublished`` signals, which end here.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from disclosure.models import (
    CityWait,
    ListEntry,
    PublicationPeriod,
    PublishedFile,
    WaitKind,
    Withdrawal,
    gates,
)
from portal.agencies.models import Agency
from portal.audit.services import record
from portal.kernel.moments import wib_date
from search import indexing

from .current import refresh_current_until
from .sampling import count_publication
from .snapshots import fingerprint_of, formats_of, is_open, snapshot_of
from .spreading import watch_spread
from .waits import end_wait

SOURCE = "entry"


def _scheduled_moment(entry: ListEntry, revision: Any, now: datetime) -> datetime:
    """An entry scheduled for noon was public from noon, even when the first reader came at three."""
    planned = entry.go_live_at
    written = getattr(revision, "created_at", None)
    if planned and written and written <= planned <= now:
        return planned
    return now


@transaction.atomic
def record_publication(*, entry: ListEntry, revision: Any, by: Any, now: datetime) -> PublicationPeriod:
    """Close the stretch that ends and open the one that begins. Idempotent for the same revision still
    showing.
    """
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    snapshot = snapshot_of(held)
    fingerprint = fingerprint_of(snapshot)
    at = _scheduled_moment(held, revision, now)
    last = held.periods.order_by("-live_from", "-pk").first()
    if last is not None:
        at = max(at, last.live_from)
        held.periods.live_at(at).update(live_until=at)
    same = last is not None and last.fingerprint == fingerprint
    period = PublicationPeriod.objects.create(
        entry=held,
        agency_id=held.agency_id,
        revision_id=getattr(revision, "pk", None),
        live_from=at,
        live_until=held.expire_at if held.expire_at and held.expire_at > at else None,
        content_from=last.content_from if same and last is not None else at,
        fingerprint=fingerprint,
        published_by=by,
        **snapshot,
    )
    _keep_file_versions(held, snapshot, at)
    _derive_columns(held, snapshot, at)
    refresh_current_until(entries=[held.pk], today=wib_date(now))
    record(
        action="entry.publish", actor=by, target=held, agency=held.agency_id, at=now,
        data={"period": period.pk, "new_content": not same},
    )  # fmt: skip
    watch_spread(entry=held, keys=snapshot["item_keys"], approved=snapshot["spread_approved"], now=now)
    count_publication(entry=held, period=period, now=now)
    gates.tell_all(held, now)
    reindex(held.pk)
    return period


def _keep_file_versions(entry: ListEntry, snapshot: dict[str, Any], at: datetime) -> None:
    current = {(file["line"], file["id"]) for file in snapshot["files"]}
    held = {(str(f.line), str(f.stored_id)): f for f in entry.published_files.all()}
    for key, file in held.items():
        if key not in current and file.replaced_at is None:
            file.replaced_at = at
            file.save(update_fields=["replaced_at"])
        elif key in current and file.replaced_at is not None:
            file.replaced_at = None
            file.save(update_fields=["replaced_at"])
    texts = {(str(f.line), str(f.stored_id)): f.text_version for f in entry.files.all()}
    for file in snapshot["files"]:
        key = (file["line"], file["id"])
        if key in held:
            if held[key].text_version != texts.get(key, ""):
                held[key].text_version = texts.get(key, "")
                held[key].save(update_fields=["text_version"])
            continue
        versions = [f.version for f in held.values() if str(f.line) == file["line"]]
        PublishedFile.objects.create(
            entry=entry, stored_id=uuid.UUID(file["id"]), label=file["label"], line=uuid.UUID(file["line"]),
            version=max(versions, default=0) + 1, published_at=at, text_version=texts.get(key, ""),
        )  # fmt: skip


def _derive_columns(entry: ListEntry, snapshot: dict[str, Any], at: datetime) -> None:
    formats = formats_of(snapshot)
    day = snapshot["period_end"] or snapshot["period_start"] or wib_date(entry.first_published_at or at)
    fields: dict[str, Any] = {
        "formats": " ".join(formats)[:120],
        "is_open_format": is_open(formats),
        "year": day.year,
    }
    if entry.number is None:
        # The agency's row is the lock of its series: two first publications at once draw two numbers.
        Agency.objects.select_for_update().get(pk=entry.agency_id)
        highest = ListEntry.objects.filter(agency_id=entry.agency_id).aggregate(top=Max("number"))["top"]
        fields["number"] = (highest or 0) + 1
    ListEntry.objects.filter(pk=entry.pk).update(**fields)


@transaction.atomic
def record_unpublication(
    *, entry: ListEntry, by: Any, now: datetime, kind: str = "", reason: str = ""
) -> Withdrawal | None:
    """Close the open stretch and leave the stub. Does nothing for an entry that was never public."""
    held = ListEntry.objects.select_for_update().get(pk=entry.pk)
    last = held.periods.order_by("-live_from", "-pk").first()
    if last is None:
        return None
    expired = held.expired and held.expire_at is not None and held.expire_at <= now
    at = held.expire_at if expired and held.expire_at else now
    held.periods.live_at(at).update(live_until=at)
    held.periods.filter(live_from__gt=at).update(live_until=last.live_from)
    if expired:
        kind, reason = Withdrawal.Kind.EXPIRED, _("Masa terbitnya berakhir sesuai jadwal.")
    withdrawal = Withdrawal.objects.create(
        entry=held,
        kind=kind or Withdrawal.Kind.UNPUBLISHED,
        title=last.title,
        published_at=held.first_published_at,
        at=at,
        by=by,
        reason=reason or _("Diturunkan oleh perangkat daerah."),
    )
    record(
        action="entry.withdraw", actor=by, target=held, agency=held.agency_id, at=now,
        data={"kind": withdrawal.kind, "reason": withdrawal.reason},
    )  # fmt: skip
    end_wait(kind=WaitKind.SPREAD, object_id=held.pk, outcome=CityWait.Outcome.GONE, now=now)
    reindex(held.pk)
    return withdrawal


def reindex(entry_id: int) -> None:
    """Search follows in the same transaction: what is withdrawn is not found by the next request."""
    indexing.index_object(SOURCE, str(entry_id))
