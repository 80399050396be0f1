"""A confirmed file becomes entries: one transaction for all of them, then, where asked, publication one by one."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from disclosure.models import ListEntry, MandatedItem
from disclosure.selectors import rulebook_on
from disclosure.services.publishing import publish_entry
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action
from portal.audit.services import record
from portal.kernel.errors import PortalError, RuleViolation
from portal.kernel.moments import wib_date

from . import bulk, drafts
from .comparing import CHANGED, NEW, Judge, Options, count
from .models import ImportedRow, ImportRun
from .telling import tell_reviewers

logger = logging.getLogger(__name__)
#: Entries published between two signs of life on the page.
TELL_EVERY = 20


def write_run(*, run_id: int, now: datetime) -> ImportRun:
    """Write everything or nothing, then submit or publish. Doing it twice does nothing the second time.

    A fault leaves the list as it was and the run FAILED, with its reason for a person.
    """
    try:
        _write(run_id, now)
    except Exception as error:
        logger.exception("importing.failed", extra={"run": run_id})
        reason = error.message if isinstance(error, PortalError) else _("Kesalahan sistem. Coba sekali lagi.")
        ImportRun.objects.filter(pk=run_id, state=ImportRun.State.WAITING).update(
            state=ImportRun.State.FAILED, report={"reason": reason}, finished_at=now
        )
        return ImportRun.objects.get(pk=run_id)
    run = ImportRun.objects.select_related("confirmed_by", "agency").get(pk=run_id)
    if run.state == ImportRun.State.DONE and run.aim == ImportRun.Aim.PUBLISH:
        _tell(run, {"publishing": {"done": 0, "total": run.rows.count()}})
        publish_run(run=run, by=run.confirmed_by, now=now)
    return run


@transaction.atomic
def _write(run_id: int, now: datetime) -> None:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.state != ImportRun.State.WAITING:
        return
    by, agency = run.confirmed_by, Agency.objects.select_for_update().get(pk=run.agency_id)
    if not AgencyPolicy.allows(by, Action.ENTRY_IMPORT, agency):
        raise RuleViolation(_("Penugasan Anda untuk unit ini sudah berakhir."))
    # Judged again, against the list as it stands now; the file itself was read for the preview.
    with bulk.collector_off():
        judged = Judge(agency, Options.of(run), wib_date(now)).match(run.judged())
        lines = _chosen(judged, run)
        made = _create(run, agency, [line for line in lines if line["verdict"] == NEW], by, now)
        changed = _change(run, agency, [line for line in lines if line["verdict"] == CHANGED], by, now)
    if run.aim == ImportRun.Aim.SUBMIT and (made or changed):
        submitted = submit([*made, *changed], agency, by, now)
        tell_reviewers(run=run, count=submitted, by=by, now=now)
    run.state, run.finished_at = ImportRun.State.DONE, now
    run.counts = count(lines)
    run.report = {"created": len(made), "changed": len(changed)}
    run.keep(lines)
    run.save(update_fields=["state", "finished_at", "counts", "report", "lines"])
    record(
        action=Action.ENTRY_IMPORT.value, actor=by, target=run, agency=agency, at=now,
        data={"file": run.stored.name, "sha256": run.stored.sha256, **run.report},
    )  # fmt: skip


def _chosen(lines: list[dict[str, Any]], run: ImportRun) -> list[dict[str, Any]]:
    """Lines with the items that a person ticked, or the suggestions where a person took them all."""
    choices: Mapping[str, Mapping[str, Any]] = run.choices
    takes_all = bool(run.options.get("accept_items"))
    kept = []
    for line in lines:
        choice = choices.get(line_key(line), {})
        if choice.get("skip"):
            continue
        line["items"] = choice.get("items", line["items"] if takes_all or line["told_items"] else [])
        kept.append(line)
    return kept


def line_key(line: Mapping[str, Any]) -> str:
    return f"{line['sheet']}!{line['number']}"


def _create(
    run: ImportRun, agency: Agency, lines: list[dict[str, Any]], by: Any, now: datetime
) -> list[drafts.NewEntry]:
    options = Options.of(run)
    items: Mapping[str, MandatedItem] = rulebook_on(wib_date(now)).items
    pairs = [(line, drafts.new_entry(line, options.fill, options.category)) for line in lines]
    if not pairs:
        return []
    drafts.save_new(pairs, agency, items, by, now)
    _remember(run, pairs, ImportedRow.Did.CREATED, {})
    return [entry for _line, entry in pairs]


def _remember(
    run: ImportRun, pairs: Sequence[tuple[dict[str, Any], drafts.Entry]], did: str, before: Mapping[int, int]
) -> None:
    """Which line became which entry, and the revisions before and after: the ground for undoing."""
    keys = bulk.reserve_keys(ImportedRow, len(pairs))
    bulk.insert(
        ImportedRow, ("id", "entry_id", "sheet", "number", "fingerprint", "revision", "before"),
        (
            (
                key, entry.pk, line["sheet"][:120], line["number"], line["fingerprint"], entry.latest_revision_id,
                before.get(entry.pk),
            )
            for key, (line, entry) in zip(keys, pairs, strict=True)
        ),
        {"run_id": run.pk, "did": did},
    )  # fmt: skip


def _change(
    run: ImportRun, agency: Agency, lines: list[dict[str, Any]], by: Any, now: datetime
) -> list[ListEntry]:
    if not lines:
        return []
    found = {
        entry.pk: entry
        for entry in ListEntry.objects.select_for_update(of=("self",))
        .filter(agency=agency, pk__in=[line["entry"] for line in lines])
        .select_related("latest_revision")
        .prefetch_related("links", "files", "items")
    }
    pairs = [(line, found[line["entry"]]) for line in lines if line["entry"] in found]
    bare = [(entry, entry.serializable_data()) for _line, entry in pairs if entry.latest_revision is None]
    drafts.save_revisions(bare, by, now, pending=False) if bare else None
    before = {entry.pk: entry.latest_revision_id for _line, entry in pairs}
    contents = [
        (entry, drafts.changed_content(drafts.latest_content(entry), line, entry)) for line, entry in pairs
    ]
    drafts.save_revisions(contents, by, now)
    drafts.put_content(contents)
    drafts.log([entry for _line, entry in pairs], "wagtail.edit", by, now)
    _remember(run, pairs, ImportedRow.Did.CHANGED, before)
    return [entry for _line, entry in pairs]


def submit(entries: Sequence[drafts.Entry], agency: Agency, by: Any, now: datetime) -> int:
    """Start the workflow of each entry that is in none; returns how many. The reviewers are told once a file."""
    keys = [str(entry.pk) for entry in entries]
    kind = ListEntry().get_base_content_type()
    busy = set(
        WorkflowState.objects.filter(base_content_type=kind, status__in=["in_progress", "needs_changes"])
        .filter(object_id__in=keys)
        .values_list("object_id", flat=True)
    )
    flows: dict[str, tuple[Workflow, Task]] = {}
    states: list[WorkflowState] = []
    fresh = [entry for entry in entries if str(entry.pk) not in busy]
    for entry in fresh:
        if entry.category not in flows:
            flow = ListEntry(agency=agency, category=entry.category).get_workflow()
            if flow is None or flow.tasks.first() is None:
                raise RuleViolation(_("Alur pemeriksaan belum diatur. Minta administrator mengaktifkannya."))
            flows[entry.category] = (flow, flow.tasks.first())
        flow, _task = flows[entry.category]
        states.append(
            WorkflowState(
                content_type=kind, base_content_type=kind, object_id=str(entry.pk), workflow=flow, requested_by=by,
                status=WorkflowState.STATUS_IN_PROGRESS,
            )
        )  # fmt: skip
    WorkflowState.objects.bulk_create(states, batch_size=drafts.BATCH)
    steps = []
    for state, entry in zip(states, fresh, strict=True):
        task = flows[entry.category][1]
        step = TaskState(
            workflow_state=state,
            revision_id=entry.latest_revision_id,
            task=task,
            status=TaskState.STATUS_IN_PROGRESS,
        )
        steps.append(step)
    TaskState.objects.bulk_create(steps, batch_size=drafts.BATCH)
    for state, step in zip(states, steps, strict=True):
        state.current_task_state = step
    WorkflowState.objects.bulk_update(states, ["current_task_state"], batch_size=drafts.UPDATE_BATCH)
    return len(states)


def publish_run(*, run: ImportRun, by: Any, now: datetime) -> dict[str, Any]:
    """Publish what the run wrote, each entry by itself; what cannot be published stays a draft, with its reason.

    Can be broken off and called again: what is public already is passed over. ``report["publishing"]`` tells the
    page how far it is.
    """
    rows = list(run.rows.filter(published=False).order_by("pk").values_list("pk", flat=True))
    refused: list[list[str]] = []
    published = 0
    for done, key in enumerate(rows, start=1):
        try:
            published += _publish_row(key, by, now)
        except PortalError as error:
            title = ImportedRow.objects.values_list("entry__title", flat=True).get(pk=key)
            refused.append([title, error.message])
        if done % TELL_EVERY == 0:
            _tell(run, {"publishing": {"done": done, "total": len(rows)}})
    return _tell(
        run,
        {
            "published": run.report.get("published", 0) + published,
            "refused": refused[:200],
            "refused_count": len(refused),
            "publishing": None,
        },
    )


@transaction.atomic
def _publish_row(key: int, by: Any, now: datetime) -> int:
    """1 when it was published here, 0 when somebody else was faster."""
    row = ImportedRow.objects.select_for_update().get(pk=key)
    if row.published:
        return 0
    entry = publish_entry(entry=row.entry, by=by, now=now)
    row.published, row.revision = True, entry.latest_revision_id
    row.save(update_fields=["published", "revision"])
    return 1


def _tell(run: ImportRun, news: dict[str, Any]) -> dict[str, Any]:
    run.report = {**run.report, **news}
    ImportRun.objects.filter(pk=run.pk).update(report=run.report)
    return run.report
