"""Taking an import back within its day: only what nobody has touched since, and saying what stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from disclosure.models import ListEntry
from disclosure.services.publishing import publish_entry, unpublish_entry
from portal.audit.services import record
from portal.kernel.errors import PortalError, RuleViolation

from . import drafts
from .models import ImportedRow, ImportRun
from .services import require_import


@transaction.atomic
def undo_run(*, run: ImportRun, by: Any, now: datetime) -> dict[str, Any]:
    """Delete what the run made, give back what it changed; {"deleted", "restored", "taken_down", "kept": [[title,
    reason]]}. Raises NotAllowed, and RuleViolation after a day or for a run that wrote nothing.

    What was public once is taken down with its stub, never deleted (Art 9 UU 14/2008 wants a public trace).
    """
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    require_import(by, held.agency)
    until = held.undo_until()
    if held.state != ImportRun.State.DONE or until is None:
        raise RuleViolation(_("Impor ini tidak dapat dibatalkan."))
    if held.report.get("publishing"):
        raise RuleViolation(_("Entrinya sedang diterbitkan. Tunggu sampai selesai, lalu batalkan."))
    if now > until:
        raise RuleViolation(
            _("Impor hanya dapat dibatalkan dalam 24 jam. Ubah atau turunkan entrinya satu per satu.")
        )
    report: dict[str, Any] = {"deleted": 0, "restored": 0, "taken_down": 0, "kept": []}
    rows = list(held.rows.select_related("entry__agency", "entry__latest_revision").order_by("pk"))
    touched = {row.pk for row in rows if _is_touched(row)}
    for row in rows:
        if row.pk in touched:
            report["kept"].append([row.entry.title, _("Sudah diubah atau diterbitkan sejak impor.")])
    untouched = [row for row in rows if row.pk not in touched]
    _delete([r for r in untouched if r.did == ImportedRow.Did.CREATED and not r.published], report)
    _take_down([r for r in untouched if r.did == ImportedRow.Did.CREATED and r.published], report, by, now)
    _restore([r for r in untouched if r.did == ImportedRow.Did.CHANGED], report, by, now)
    held.state, held.undone_at = ImportRun.State.UNDONE, now
    held.report = {**held.report, "undone": report}
    held.save(update_fields=["state", "undone_at", "report"])
    record(
        action="entry.import_undone", actor=by, target=held, agency=held.agency, at=now,
        data={**report, "kept": len(report["kept"])},
    )  # fmt: skip
    return report


def _is_touched(row: ImportedRow) -> bool:
    entry = row.entry
    if entry.latest_revision_id != row.revision:
        return True
    if row.did == ImportedRow.Did.CREATED and not row.published:
        return entry.live or entry.first_published_at is not None
    return row.published and not entry.live


def _delete(rows: list[ImportedRow], report: dict[str, Any]) -> None:
    """Drafts go with their revisions and reviews; in batches, whatever their number."""
    kind = ListEntry().get_base_content_type()
    for start in range(0, len(rows), drafts.BATCH):
        keys = [row.entry_id for row in rows[start : start + drafts.BATCH]]
        texts = [str(key) for key in keys]
        WorkflowState.objects.filter(base_content_type=kind, object_id__in=texts).delete()
        ListEntry.objects.filter(pk__in=keys, first_published_at__isnull=True).delete()
    report["deleted"] = len(rows)


def _take_down(rows: list[ImportedRow], report: dict[str, Any], by: Any, now: datetime) -> None:
    for row in rows:
        try:
            with transaction.atomic():
                unpublish_entry(entry=row.entry, by=by, reason=_("Impor yang memuatnya dibatalkan."), now=now)
        except PortalError as error:
            report["kept"].append([row.entry.title, error.message])
        else:
            report["taken_down"] += 1


def _restore(rows: list[ImportedRow], report: dict[str, Any], by: Any, now: datetime) -> None:
    """The draft as it was before the import, as a new revision; published again where the import had published."""
    before = Revision.objects.in_bulk([row.before for row in rows if row.before])
    pairs = [(row.entry, dict(before[row.before].content)) for row in rows if row.before in before]
    if pairs:
        drafts.save_revisions(pairs, by, now)
        drafts.put_content(pairs)
        drafts.log([entry for entry, _content in pairs], "wagtail.revert", by, now)
    for row in rows:
        if row.before not in before:
            report["kept"].append([row.entry.title, _("Keadaan sebelumnya tidak ada lagi.")])
            continue
        try:
            if row.published:
                with transaction.atomic():
                    publish_entry(entry=row.entry, by=by, now=now)
        except PortalError as error:
            report["kept"].append([row.entry.title, error.message])
        else:
            report["restored"] += 1
