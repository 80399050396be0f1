"""Entries, links, items, revisions and log lines, many at a time: the queries count batches, not lines."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import ModelLogEntry, Revision

from disclosure.models import EntryLink, ListEntry, MandatedItem
from portal.agencies.models import Agency

BATCH = 500
#: An update writes one CASE per column and row: kept short, SQLite allows some 30,000 values a statement.
UPDATE_BATCH = 200
COLUMNS = ("title", "summary", "category", "holder", "responsible", "made_when", "made_where", "forms_available",
           "retention", "period_start", "period_end")  # fmt: skip


def _period(line: Mapping[str, Any]) -> tuple[date | None, date | None]:
    period = line.get("period")
    return (date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else (None, None)


def new_entry(
    line: Mapping[str, Any], agency: Agency, fill: Mapping[str, str], category: str, by: Any
) -> ListEntry:
    """A draft with what the line says, blank columns filled in as the person chose for the file."""
    values = {name: text for name, text in fill.items() if text and name in COLUMNS}
    values |= line["values"]
    values.setdefault("category", category)
    start, end = _period(line)
    entry = ListEntry(
        agency=agency, created_by=by, live=False, has_unpublished_changes=True, period_start=start, period_end=end,
        **values,
    )  # fmt: skip
    entry.slug = slugify(entry.title)[:80].strip("-") or "informasi"
    return entry


def save_new(
    pairs: Sequence[tuple[Mapping[str, Any], ListEntry]],
    items: Mapping[str, MandatedItem],
    by: Any,
    now: datetime,
) -> None:
    """Entries with links, items, first revision and history line; pks and revisions are set on the objects."""
    entries = ListEntry.objects.bulk_create([entry for _line, entry in pairs], batch_size=BATCH)
    links: list[EntryLink] = []
    ties: list[Any] = []
    through = ListEntry._meta.get_field("items").remote_field.through
    for (line, _entry), entry in zip(pairs, entries, strict=True):
        mine = [EntryLink(entry_id=entry.pk, url=url, sort_order=at) for at, url in enumerate(line["links"])]
        links += mine
        found = [items[key] for key in line["items"] if key in items]
        ties += [through(listentry_id=entry.pk, mandateditem_id=item.pk) for item in found]
        entry.files, entry.links, entry.items = [], mine, found
    EntryLink.objects.bulk_create(links, batch_size=BATCH)
    through.objects.bulk_create(ties, batch_size=BATCH, ignore_conflicts=True)
    save_revisions([(entry, entry.serializable_data()) for entry in entries], by, now)
    log(entries, "wagtail.create", by, now)


def save_revisions(
    pairs: Sequence[tuple[ListEntry, dict[str, Any]]], by: Any, now: datetime, *, pending: bool = True
) -> None:
    """A revision for each entry becomes its latest; ``pending``: it holds what is not public yet."""
    kind = ContentType.objects.get_for_model(ListEntry)
    made = Revision.objects.bulk_create(
        [
            Revision(
                content_type=kind, base_content_type=kind, object_id=str(entry.pk), created_at=now, user=by,
                object_str=content.get("title", "")[:250], content=content,
            )
            for entry, content in pairs
        ],
        batch_size=BATCH,
    )  # fmt: skip
    for (entry, _content), revision in zip(pairs, made, strict=True):
        entry.latest_revision = revision
        entry.has_unpublished_changes = entry.has_unpublished_changes or pending
    ListEntry.objects.bulk_update(
        [entry for entry, _content in pairs],
        ["latest_revision", "has_unpublished_changes"],
        batch_size=UPDATE_BATCH,
    )


def log(entries: Iterable[ListEntry], action: str, by: Any, now: datetime) -> None:
    """The line that an entry's history shows."""
    kind = ContentType.objects.get_for_model(ListEntry)
    same = uuid.uuid4()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=kind, object_id=str(entry.pk), label=str(entry), action=action, user=by, timestamp=now,
                uuid=same, content_changed=True, revision=entry.latest_revision,
            )
            for entry in entries
        ],
        batch_size=BATCH,
    )  # fmt: skip


def latest_content(entry: ListEntry) -> dict[str, Any]:
    """The latest draft as JSON; the caller has selected ``latest_revision`` and prefetched the children."""
    if entry.latest_revision is not None:
        return dict(entry.latest_revision.content)
    found: dict[str, Any] = entry.serializable_data()
    return found


def changed_content(content: Mapping[str, Any], line: Mapping[str, Any], entry: ListEntry) -> dict[str, Any]:
    """The draft with what the file says otherwise: only columns the line differs in."""
    changed = dict(content)
    for name in line["diff"]:
        if name == "links":
            changed["links"] = [
                {"pk": None, "sort_order": at, "entry": entry.pk, "url": url, "label": ""}
                for at, url in enumerate(line["links"])
            ]
        elif name == "period":
            changed["period_start"], changed["period_end"] = line["period"]
        else:
            changed[name] = line["values"][name]
    return changed


def put_content(pairs: Sequence[tuple[ListEntry, Mapping[str, Any]]]) -> None:
    """Entries that are not public show their draft at once, as the editor does: columns and links."""
    drafts = [(entry, content) for entry, content in pairs if not entry.live]
    if not drafts:
        return
    for entry, content in drafts:
        for name in COLUMNS:
            setattr(entry, name, content.get(name) or (None if name.startswith("period_") else ""))
    ListEntry.objects.bulk_update(
        [entry for entry, _content in drafts],
        list(COLUMNS),
        batch_size=UPDATE_BATCH,
    )
    EntryLink.objects.filter(entry__in=[entry.pk for entry, _content in drafts]).delete()
    EntryLink.objects.bulk_create(
        [
            EntryLink(entry_id=entry.pk, url=link["url"], label=link.get("label", ""), sort_order=at)
            for entry, content in drafts
            for at, link in enumerate(content.get("links", []))
        ],
        batch_size=BATCH,
    )
