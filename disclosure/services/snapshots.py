"""What an entry shows at the moment of publication, as plain values that later edits cannot touch."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from disclosure.models import ListEntry
from disclosure.models.entries import OPEN_FORMATS

from .spreading import is_approved_for


def snapshot_of(entry: ListEntry) -> dict[str, Any]:
    """The public content of an entry, children read from the database."""
    files = [
        {
            "id": str(file.stored_id),
            "line": str(file.line),
            "label": file.label or file.stored.name,
            "name": file.stored.name,
            "size": file.stored.size,
            "type": file.stored.content_type,
            "sha256": file.stored.sha256,
        }
        for file in entry.files.select_related("stored").order_by("sort_order", "pk")
    ]
    keys = sorted(entry.items.values_list("key", flat=True).distinct())
    links = [{"url": link.url, "label": link.label} for link in entry.links.order_by("sort_order", "pk")]
    return {
        "title": entry.title,
        "category": entry.category,
        "item_keys": keys,
        "files": files,
        "links": links,
        "period_start": entry.period_start,
        "period_end": entry.period_end,
        "spread_approved": is_approved_for(entry, keys),
    }


def fingerprint_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 over the evidence alone: files by content, links without their anchors, and the period.
    Words can be retouched for ever without making anything newer.
    """
    evidence = [
        sorted(file["sha256"] for file in snapshot["files"]),
        sorted(link["url"].partition("#")[0].rstrip("/") for link in snapshot["links"]),
        str(snapshot["period_start"]),
        str(snapshot["period_end"]),
    ]
    return hashlib.sha256(json.dumps(evidence).encode()).hexdigest()


def formats_of(snapshot: dict[str, Any]) -> list[str]:
    """Lower-case kinds of the files, "tautan" for links, in order of first appearance."""
    kinds = [file["name"].rpartition(".")[2].lower()[:8] for file in snapshot["files"] if "." in file["name"]]
    if snapshot["links"]:
        kinds.append("tautan")
    return list(dict.fromkeys(kinds))


def is_open(formats: list[str]) -> bool:
    return any(kind in OPEN_FORMATS for kind in formats)
