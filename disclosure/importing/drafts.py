"""Entries, links, items, revisions and log lines, many at a time: the queries count batches, not lines."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import ModelLogEntry, Revision

from disclosure.models import EntryLink, ListEntry, MandatedItem
from portal.agencies.models import Agency

from . import bulk

BATCH = 500
#: An update writes one CASE per column and row: kept short, SQLite allows some 30,000 values a statement.
UPDATE_BATCH = 200
COLUMNS = ("title", "summary", "category", "holder", "responsible", "made_when", "made_where", "forms_available",
           "retention", "period_start", "period_end")  # fmt: skip


def _period(line: Mapping[str, Any]) -> tuple[date | None, date | None]:
    period = line.get("period")
    return (date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else (None, None)


@dataclass(slots=True)
class NewEntry:
    """What a line becomes, without the weight of a model instance: there may be thousands."""

    values: dict[str, Any]
    pk: int = 0
    latest_revision_id: int = 0

    def __str__(self) -> str:
        return str(self.values["title"])

    @property
    def category(self) -> str:
        return str(self.values["category"])


def new_entry(line: Mapping[str, Any], fill: Mapping[str, str], category: str) -> NewEntry:
    """A draft with what the line says, blank columns filled in as the person chose for the file."""
    values: dict[str, Any] = {name: ListEntry._meta.get_field(name).get_default() for name in COLUMNS}
    values |= {name: text for name, text in fill.items() if text and name in COLUMNS}
    values["category"] = category
    values |= line["values"]
    values["period_start"], values["period_end"] = _period(line)
    values["slug"] = slugify(values["title"])[:80].strip("-") or "informasi"
    return NewEntry(values)


#: Both have ``pk``, ``category`` and ``latest_revision_id``, and are named by their title.
Entry = ListEntry | NewEntry


def save_new(
    pairs: Sequence[tuple[Mapping[str, Any], NewEntry]],
    agency: Agency,
    items: Mapping[str, MandatedItem],
    by: Any,
    now: datetime,
) -> None:
    """Entries with links, items, first revision and history line; keys and revisions are set on the objects."""
    keys = bulk.reserve_keys(ListEntry, len(pairs))
    link_keys = iter(bulk.reserve_keys(EntryLink, sum(len(line["links"]) for line, _entry in pairs)))
    links: list[tuple[int, int, str, int]] = []
    ties: list[Any] = []
    through = ListEntry._meta.get_field("items").remote_field.through
    contents: list[tuple[NewEntry, dict[str, Any]]] = []
    same = {
        "live": False, "has_unpublished_changes": True, "agency_id": agency.pk, "created_at": now,
        "created_by_id": by and by.pk,
    }  # fmt: skip
    like = {**ListEntry(**same).serializable_data(), "created_at": now}
    for key, (line, entry) in zip(keys, pairs, strict=True):
        entry.pk = key
        mine = [(next(link_keys), key, url, at) for at, url in enumerate(line["links"])]
        links += mine
        found = [items[name].pk for name in line["items"] if name in items]
        ties += [through(listentry_id=key, mandateditem_id=item) for item in found]
        contents.append((entry, _first_content(like, entry, mine, found)))
    _insert_revisions(contents, by, now)
    names = ("slug", *COLUMNS)
    bulk.insert(
        ListEntry, ("id", "latest_revision_id", *names),
        ([e.pk, e.latest_revision_id, *(e.values[name] for name in names)] for _line, e in pairs), same,
    )  # fmt: skip
    bulk.insert(EntryLink, ("id", "entry_id", "url", "sort_order"), links)
    through.objects.bulk_create(ties, batch_size=BATCH, ignore_conflicts=True)
    log([entry for _line, entry in pairs], "wagtail.create", by, now)


def _first_content(
    like: Mapping[str, Any], entry: NewEntry, links: Iterable[tuple[int, int, str, int]], items: list[int]
) -> dict[str, Any]:
    """``ListEntry.serializable_data()`` without asking every field of every entry again (tested to be equal)."""
    return {
        **like,
        **entry.values,
        "pk": entry.pk,
        "items": items,
        "links": [
            {"pk": pk, "entry": key, "url": url, "label": "", "sort_order": at} for pk, key, url, at in links
        ],
    }


def _insert_revisions(pairs: Sequence[tuple[Entry, dict[str, Any]]], by: Any, now: datetime) -> None:
    kind = ContentType.objects.get_for_model(ListEntry)
    keys = bulk.reserve_keys(Revision, len(pairs))
    bulk.insert(
        Revision, ("id", "object_id", "object_str", "content"),
        (
            (key, str(entry.pk), content.get("title", "")[:250], content)
            for key, (entry, content) in zip(keys, pairs, strict=True)
        ),
        {
            "content_type_id": kind.pk, "base_content_type_id": kind.pk, "created_at": now, "user_id": by and by.pk,
        },
    )  # fmt: skip
    for key, (entry, _content) in zip(keys, pairs, strict=True):
        entry.latest_revision_id = key


def save_revisions(
    pairs: Sequence[tuple[ListEntry, dict[str, Any]]], by: Any, now: datetime, *, pending: bool = True
) -> None:
    """A revision for each entry becomes its latest; ``pending``: it holds what is not public yet."""
    _insert_revisions(pairs, by, now)
    for entry, _content in pairs:
        entry.has_unpublished_changes = entry.has_unpublished_changes or pending
    bulk.update(
        ListEntry, ("latest_revision_id", "has_unpublished_changes"),
        ((entry.latest_revision_id, entry.has_unpublished_changes, entry.pk) for entry, _content in pairs),
    )  # fmt: skip


def log(entries: Sequence[Entry], action: str, by: Any, now: datetime) -> None:
    """The line that an entry's history shows."""
    kind = ContentType.objects.get_for_model(ListEntry)
    keys = bulk.reserve_keys(ModelLogEntry, len(entries))
    bulk.insert(
        ModelLogEntry, ("id", "object_id", "label", "revision_id"),
        (
            (key, str(entry.pk), str(entry), entry.latest_revision_id)
            for key, entry in zip(keys, entries, strict=True)
        ),
        {
            "content_type_id": kind.pk, "action": action, "user_id": by and by.pk, "timestamp": now,
            "uuid": uuid.uuid4(), "content_changed": True, "deleted": False,
        },
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
    bulk.update(
        ListEntry,
        COLUMNS,
        ([*(getattr(entry, name) for name in COLUMNS), entry.pk] for entry, _content in drafts),
    )
    keys = [entry.pk for entry, _content in drafts]
    for start in range(0, len(keys), BATCH):
        EntryLink.objects.filter(entry__in=keys[start : start + BATCH]).delete()
    EntryLink.objects.bulk_create(
        [
            EntryLink(entry_id=entry.pk, url=link["url"], label=link.get("label", ""), sort_order=at)
            for entry, content in drafts
            for at, link in enumerate(content.get("links", []))
        ],
        batch_size=BATCH,
    )
